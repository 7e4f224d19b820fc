//! The rules of calling a session: who should attend, who has to be heard, when it begins.

use crate::act::{Convene, Participant};
use crate::case::context::Context;
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::rules::meeting::session_over;
use crate::position::{Claim, Holder};
use crate::procedure::StepIndex;

impl Context<'_> {
    /// Whom the charter says that a step hears.
    fn hears(&self, step: StepIndex) -> &[Holder] {
        self.compiled()
            .and_then(|compiled| compiled.step(step))
            .and_then(|known| {
                let run = self.state.run.as_ref()?;
                let procedure = self.charter.procedure(&run.procedure).ok()?;
                procedure.steps().get(known.index())?.given()
            })
            .map_or(&[][..], |step| step.hears())
    }

    /// Whether a step hears those affected that no topic bars: who they are, the plan says.
    pub(crate) fn hears_those_affected(&self) -> bool {
        let Some((compiled, run)) = self.compiled().zip(self.state.run.as_ref()) else {
            return false;
        };
        let mut can_be = (compiled.all() - run.barred).iter();
        can_be.any(|step| self.hears(step).contains(&Holder::Affected))
    }

    /// Those whom a step has to hear: where it says those affected, whoever the plan says.
    pub(crate) fn to_be_heard(&self, step: StepIndex) -> Vec<&Holder> {
        let hears = self.hears(step);
        let affected = self.state.plan.as_ref().map_or(&[][..], |plan| plan.plan.affected());
        hears
            .iter()
            .flat_map(|holder| match holder {
                Holder::Affected => affected,
                one => std::slice::from_ref(one),
            })
            .collect()
    }
}

pub(super) fn convene(context: &Context<'_>, with: &Convene, out: &mut Vec<Refusal>) {
    let known = context.state.sessions.get(&with.session());
    if let Some(sitting) = known
        && sitting.adjourned.is_some()
    {
        out.push(session_over(sitting));
    }
    for invitee in with.should_attend() {
        context.check_participant(invitee.who(), out);
        // As with a ballot: whoever votes has to be known.
        if matches!(invitee.who(), Participant::Bearer(_)) && invitee.role().votes() {
            let entitled = context.setting().who_is_entitled(Claim::Vote);
            out.push(context.no_vote(invitee.who(), &entitled));
        }
    }
    context.check_distinct(with.should_attend().iter().map(|invitee| invitee.who()), out);
    let before = known.map_or(&[][..], |sitting| sitting.attendees.as_slice());
    if with.should_attend().is_empty() && before.is_empty() {
        out.push(Refusal::new(RefusalCode::NobodyInvited, Vec::new()));
    }
    let mut ignored = Vec::new();
    let Some(step) = context.step(&mut ignored) else { return };
    // It begins when it says, or was said when it was convened first, or now.
    let starts = with.starts().or_else(|| known?.starts);
    let begins = starts.map_or(context.on, |starts| starts.max(context.on));
    let mut open = Vec::new();
    context.check_open(step, begins, &mut open);
    open.retain(|refusal| refusal.code() == RefusalCode::DelayRunning);
    out.append(&mut open);
    let invited = |holder: &Holder| {
        let invitees = with.should_attend().iter().map(|invitee| (invitee.who(), invitee.role()));
        let before = before.iter().map(|attendee| (&attendee.who, attendee.role));
        invitees.chain(before).any(|(who, role)| {
            role.speaks()
                && match who {
                    Participant::Holder(who) => context.charter.includes(holder, who),
                    Participant::Person(person) => match holder {
                        Holder::Group(group) => {
                            context.state.roster.is_of_group(group, person) == Some(true)
                        }
                        Holder::Seat(seat) => {
                            context.state.roster.is_seated(seat, person, context.day)
                        }
                        _ => false,
                    },
                    Participant::Bearer(_) => false,
                }
        })
    };
    let unheard: Vec<&Holder> =
        context.to_be_heard(step).into_iter().filter(|holder| !invited(holder)).collect();
    if !unheard.is_empty() {
        let args = vec![context.holders_arg("whom", unheard.iter().copied())];
        let refusal = Refusal::new(RefusalCode::NotHeard, args);
        let cited = context.step_key().map(|key| Cited::Step(key.clone()));
        out.push(refusal.citing(cited).needing(unheard.into_iter().cloned()));
    }
}
