//! The rules of sessions: who should attend, who is present, who speaks.

use std::borrow::Cow;

use crate::act::{Act, ActKind, Arrive, Participant, Role, Speak, Target};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::naming::{holder_arg, participant_arg};
use crate::case::refusal::{Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::roll::Roll;
use crate::case::rules::convening::convene;
use crate::case::run::Done;
use crate::case::sitting::{Attendee, Sitting};
use crate::case::traces::Statement;
use crate::position::Holder;
use crate::problem::Arg;
use crate::procedure::{Completion, Conclusion, StepIndex};
use crate::values::id::SessionId;
use crate::values::lang::Lang;

impl<'a> Context<'a> {
    pub(super) fn sitting(&self, id: SessionId, out: &mut Vec<Refusal>) -> Option<&'a Sitting> {
        let found = self.state.sessions.get(&id);
        if found.is_none() {
            out.push(self.unknown("session", "会议", &id));
        }
        found
    }

    pub(super) fn about_who(&self, code: RefusalCode, who: &Participant) -> Refusal {
        let (charter, who) = (self.charter.clone(), who.clone());
        Refusal::telling(code, move || Reasons::of(vec![participant_arg(&charter, "who", &who)]))
    }

    /// Who attends by this act: somebody else who is represented, or whoever acts.
    fn attends<'s>(
        &self,
        sitting: &'s Sitting,
        instead_of: Option<&Participant>,
    ) -> Option<&'s Attendee> {
        match instead_of {
            Some(principal) if !self.can_stand_for(principal) => None,
            Some(principal) => sitting.attendee(principal),
            None => self.among(&sitting.attendees, &sitting.roll, |attendee| &attendee.who),
        }
    }

    /// Whether whoever acts can come instead of somebody. Whoever bears a receipt shows it: nobody else
    /// could say for whom they come.
    pub(crate) fn can_stand_for(&self, who: &Participant) -> bool {
        !matches!(who, Participant::Bearer(_)) || self.is(who)
    }

    pub(super) fn not_in_role(&self, role: Role) -> Refusal {
        let (charter, by) = (self.charter.clone(), self.by.clone());
        Refusal::telling(RefusalCode::NotInRole, move || {
            Reasons::of(vec![
                holder_arg(&charter, "by", &by),
                Arg::bilingual("required", role.label(Lang::En), role.label(Lang::Zh)),
                Arg::bilingual("holders", "those listed", "所列人员"),
            ])
        })
    }

    /// Whoever is present by this act, if they are.
    pub(super) fn present<'s>(
        &self,
        sitting: &'s Sitting,
        instead_of: Option<&Participant>,
        out: &mut Vec<Refusal>,
    ) -> Option<&'s Attendee> {
        let attendee = self.attends(sitting, instead_of);
        match attendee {
            None => out.push(self.not_in_role(Role::Attendee)),
            Some(attendee) if !attendee.present => {
                out.push(self.about_who(RefusalCode::NotPresent, &attendee.who));
            }
            // Who came instead of somebody acts for them, and nobody else does.
            Some(attendee) => match (&attendee.proxy, instead_of) {
                (Some(proxy), Some(_)) if !self.is(proxy) => {
                    out.push(self.not_in_role(Role::Attendee));
                }
                (None, Some(principal)) if !self.is(principal) => {
                    out.push(self.not_in_role(Role::Attendee));
                }
                _ => {}
            },
        }
        attendee
    }
}

impl Context<'_> {
    fn no_voice(&self, attendee: &Attendee) -> Refusal {
        let role = attendee.role;
        let args = vec![
            self.participant_arg("who", &attendee.who),
            Arg::bilingual("role", role.label(Lang::En), role.label(Lang::Zh)),
        ];
        Refusal::new(RefusalCode::NoVoice, args)
    }

    /// Whether whoever acts can act for anybody who is present: for themselves, or for whom they
    /// came instead of.
    fn check_some_present(&self, sitting: &Sitting, speaks: bool, out: &mut Vec<Refusal>) {
        let own: Vec<&Attendee> = sitting
            .attendees
            .iter()
            .filter(|attendee| match &attendee.proxy {
                Some(proxy) if attendee.present => self.is(proxy),
                _ => self.is(&attendee.who),
            })
            .collect();
        let Some(first) = own.first() else {
            out.push(self.not_in_role(Role::Attendee));
            return;
        };
        if !own.iter().any(|attendee| attendee.present) {
            out.push(self.about_who(RefusalCode::NotPresent, &first.who));
        } else if speaks && !own.iter().any(|one| one.present && one.role.speaks()) {
            out.push(self.no_voice(first));
        }
    }
}

pub(super) fn session_over(sitting: &Sitting) -> Refusal {
    Context::resting_on(RefusalCode::SessionOver, sitting.entry)
}

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    if context.kind == ActKind::Convene {
        if let Some(step) = context.step(out) {
            context.check_fits(step, out);
            // When a session is called, its time to wait may still run: it begins later.
            let mut open = Vec::new();
            context.check_open(step, context.on, &mut open);
            open.retain(|refusal| refusal.code() != RefusalCode::DelayRunning);
            out.append(&mut open);
        }
        return;
    }
    let Some(Target::Session(id)) = context.target else { return };
    let Some(sitting) = context.sitting(id, out) else { return };
    if sitting.adjourned.is_some() {
        out.push(session_over(sitting));
        return;
    }
    match context.kind {
        ActKind::Arrive => {
            let own = context.attends(sitting, None);
            let mut absent = sitting.attendees.iter().filter(|attendee| !attendee.present);
            let absent = absent.any(|attendee| context.can_stand_for(&attendee.who));
            // Only whoever is named comes instead of others.
            let alone = context.is_unnamed();
            if !absent || (alone && own.is_some_and(|own| own.present)) {
                let who = own.map_or_else(|| context.actor(), |own| own.who.clone());
                out.push(context.about_who(RefusalCode::PresentAlready, &who));
            }
            if alone && own.is_none() {
                out.push(context.not_in_role(Role::Invitee));
            }
            // The first to come begins the session, and with it the first of its steps.
            if sitting.began.is_none()
                && let Some(key) = sitting.steps.first()
                && let Some(step) = context.step_of(key, out)
            {
                context.check_open(step, context.on, out);
            }
        }
        ActKind::Depart => context.check_some_present(sitting, false, out),
        ActKind::Speak => context.check_some_present(sitting, true, out),
        _ => {}
    }
    if context.kind == ActKind::Adjourn {
        if sitting.began.is_none() {
            let everybody = Participant::Holder(Holder::Anyone);
            out.push(context.about_who(RefusalCode::NotPresent, &everybody));
        }
        check_completed(context, sitting, out);
    }
}

/// Whether each step that the end of a session completes can be done, one after the other. What is out
/// of play by then, or done, is passed over.
fn check_completed(context: &Context<'_>, sitting: &Sitting, out: &mut Vec<Refusal>) {
    let Some((compiled, run)) = context.compiled().zip(context.state.run.as_ref()) else { return };
    let mut run = Cow::Borrowed(run);
    // What comes after it is judged as if it were done.
    let mut before: Option<StepIndex> = None;
    for step in completed(context, sitting) {
        if let Some(step) = before.take() {
            let done = Done {
                step,
                conclusion: Conclusion::Done,
                entry: 0,
                on: context.on,
                by: context.by.clone(),
                absorbed_by: None,
            };
            run.to_mut().execute(compiled, context.calendar(), done);
        }
        if run.marking.due().contains(step) {
            context.check_open_in(&run, step, context.on, out);
            before = Some(step);
        }
    }
}

/// The steps that the end of a session completes.
fn completed<'s>(
    context: &'s Context<'_>,
    sitting: &'s Sitting,
) -> impl Iterator<Item = StepIndex> + 's {
    let compiled = context.compiled();
    sitting.steps.iter().filter_map(move |key| {
        let step = compiled?.find(key.as_str())?;
        let completes = compiled?.step(step)?.completes();
        (completes == Completion::Adjourn).then_some(step)
    })
}

pub(super) fn payload(context: &Context<'_>, act: &Act, out: &mut Vec<Refusal>) {
    match act {
        Act::Convene { with, .. } => convene(context, with, out),
        Act::Arrive { session, with } => {
            if let Some(sitting) = context.state.sessions.get(session) {
                arrive(context, sitting, with, out);
            }
        }
        Act::Depart { session, with } => {
            if let Some(sitting) = context.state.sessions.get(session) {
                context.present(sitting, with.instead_of(), out);
            }
        }
        Act::Excuse { session, with } => {
            if let Some(sitting) = context.state.sessions.get(session)
                && sitting.attendee(with.who()).is_none()
            {
                out.push(context.unknown_attendee(with.who()));
            }
        }
        Act::Speak { session, with } => {
            if let Some(sitting) = context.state.sessions.get(session) {
                speak(context, sitting, with, out);
            }
        }
        _ => {}
    }
}

impl Context<'_> {
    fn unknown_attendee(&self, who: &Participant) -> Refusal {
        let args =
            vec![Arg::bilingual("kind", "attendee", "应到者"), self.participant_arg("found", who)];
        Refusal::new(RefusalCode::UnknownTarget, args)
    }
}

fn arrive(context: &Context<'_>, sitting: &Sitting, with: &Arrive, out: &mut Vec<Refusal>) {
    match context.attends(sitting, with.instead_of()) {
        Some(_) if with.instead_of().is_some() && context.is_unnamed() => {
            out.push(context.not_in_role(Role::Invitee));
        }
        None => out.push(context.not_in_role(Role::Invitee)),
        Some(attendee) if attendee.present => {
            out.push(context.about_who(RefusalCode::PresentAlready, &attendee.who));
        }
        Some(_) => {}
    }
}

fn speak(context: &Context<'_>, sitting: &Sitting, with: &Speak, out: &mut Vec<Refusal>) {
    if let Some(attendee) = context.present(sitting, with.instead_of(), out)
        && !attendee.role.speaks()
    {
        out.push(context.no_voice(attendee));
    }
    if let Some(point) = with.point() {
        let points = context.state.plan.as_ref().map_or(&[][..], |plan| plan.plan.points());
        if !points.iter().any(|known| known.key() == point) {
            let points = context.state.plan.as_ref().map_or(&[][..], |plan| plan.plan.points());
            let known = points.iter().map(|point| point.key().as_str());
            let kind = ("point", "争议点");
            out.push(context.unknown_key(kind, point.as_str(), known, out.len()));
        }
    }
}

impl Change<'_> {
    /// Whom an act in a session is for: who is represented, or whoever acts.
    fn attends(
        &self,
        session: &SessionId,
        instead_of: Option<&Participant>,
    ) -> Option<Participant> {
        let sitting = self.state.sessions.get(session)?;
        let attendee = self.context(ActKind::Arrive).attends(sitting, instead_of)?;
        Some(attendee.who.clone())
    }
}

pub(super) fn apply(change: &mut Change<'_>, act: &Act) {
    let (seq, on) = (change.seq, change.on);
    let actor = change.actor();
    match act {
        Act::Convene { step, with } => {
            let sitting = change.state.sessions.entry(with.session()).or_insert_with(|| Sitting {
                id: with.session(),
                entry: seq,
                starts: None,
                venue: None,
                began: None,
                adjourned: None,
                minutes: None,
                voting_at_end: None,
                steps: Vec::new(),
                attendees: Vec::new(),
                roll: Roll::default(),
            });
            sitting.starts = with.starts().or(sitting.starts);
            if let Some(venue) = with.venue() {
                sitting.venue = Some(venue.clone());
            }
            if !sitting.steps.contains(step) {
                sitting.steps.push(step.clone());
            }
            for invitee in with.should_attend() {
                if sitting.attendee(invitee.who()).is_none() {
                    sitting.attendees.push(Attendee {
                        who: invitee.who().clone(),
                        role: invitee.role(),
                        excused: false,
                        present: false,
                        attended: false,
                        proxy: None,
                        stayed: false,
                    });
                    sitting.roll.add(&sitting.attendees, |attendee| &attendee.who);
                }
            }
        }
        Act::Arrive { session, with } => {
            let who = change.attends(session, with.instead_of());
            let Some(sitting) = change.state.sessions.get_mut(session) else { return };
            if let Some(attendee) = who.and_then(|who| sitting.attendee_mut(&who)) {
                attendee.present = true;
                attendee.attended = true;
                attendee.proxy = with.instead_of().map(|_| actor);
                sitting.began = sitting.began.or(Some(on));
            }
        }
        Act::Depart { session, with } => {
            let who = change.attends(session, with.instead_of());
            let Some(sitting) = change.state.sessions.get_mut(session) else { return };
            if let Some(attendee) = who.and_then(|who| sitting.attendee_mut(&who)) {
                attendee.present = false;
            }
            // Whoever leaves takes along those for whom they came.
            if with.instead_of().is_none() {
                for attendee in &mut sitting.attendees {
                    if attendee.proxy.as_ref() == Some(&actor) {
                        attendee.present = false;
                    }
                }
            }
        }
        Act::Excuse { session, with } => {
            let sitting = change.state.sessions.get_mut(session);
            if let Some(attendee) = sitting.and_then(|sitting| sitting.attendee_mut(with.who())) {
                attendee.excused = true;
            }
        }
        Act::Speak { session, with } => {
            if !change.state.sessions.contains_key(session) {
                return;
            }
            let who = change.attends(session, with.instead_of());
            let statement = Statement {
                entry: seq,
                on,
                session: *session,
                who: who.unwrap_or(actor),
                text: with.text().clone(),
                point: with.point().cloned(),
            };
            change.state.statements.entry(seq).or_insert(statement);
        }
        Act::DeclareInterest { .. } => {
            let own = change.oneself();
            change.state.interests.insert(actor);
            change.state.interests.extend(own);
        }
        Act::Adjourn { session, with } => {
            let Some(sitting) = change.state.sessions.get_mut(session) else { return };
            if sitting.adjourned.is_some() {
                return;
            }
            sitting.adjourned = Some(on);
            sitting.voting_at_end = Some(sitting.voting_present());
            sitting.minutes = with.minutes().cloned();
            for attendee in &mut sitting.attendees {
                attendee.stayed = attendee.present;
                attendee.present = false;
            }
            for key in sitting.steps.clone() {
                let step = change.find(&key, Completion::Adjourn);
                let run = change.state.run.as_ref();
                // The act names none of them: what is out of play or done is passed over.
                if let Some(step) = step
                    && run.is_some_and(|run| run.marking.due().contains(step))
                {
                    change.done(step, Conclusion::Done, None);
                }
            }
        }
        _ => {}
    }
}
