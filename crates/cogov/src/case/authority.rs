//! Who may act: powers, bars, claims, roles, hands and signatures.

use std::collections::BTreeSet;

use crate::act::{ActKind, Participant, Requirement, Role, Target};
use crate::case::context::Context;
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::charter::{Held, Setting};
use crate::position::{Claim, Function, Holder, Right};
use crate::problem::Arg;
use crate::values::lang::Lang;

/// What came out for one requirement.
enum Answer {
    Met,
    Unmet(Refusal),
}

/// Whether whoever acts has what the act requires; what stands against it otherwise.
pub(crate) fn check(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let mut first = None;
    let mut is_met = false;
    for requirement in context.kind.requires() {
        match context.meets(*requirement) {
            Answer::Met => {
                is_met = true;
                break;
            }
            // A bar says more than that there is no power, and what stands first says most.
            Answer::Unmet(refusal) => {
                let bars = |refusal: &Refusal| {
                    matches!(refusal.code(), RefusalCode::Barred | RefusalCode::BarredBeside)
                };
                if first.as_ref().is_none_or(|known| !bars(known) && bars(&refusal)) {
                    first = Some(refusal);
                }
            }
        }
    }
    if !is_met {
        out.extend(first);
    }
    check_hand(context, out);
}

/// Which functions an act performs: those of which it may need the power.
pub(crate) fn performs(kind: ActKind) -> impl Iterator<Item = Function> {
    let by_stage = match kind {
        ActKind::TakeOn | ActKind::Delegate | ActKind::Report | ActKind::Complete => {
            Some(Function::Implement)
        }
        ActKind::Verify => Some(Function::Supervise),
        _ => None,
    };
    let by_power = kind.requires().first().and_then(|requirement| match requirement {
        Requirement::Power(function) => Some(*function),
        _ => None,
    });
    by_stage.or(by_power).into_iter()
}

impl Context<'_> {
    fn meets(&self, requirement: Requirement) -> Answer {
        match requirement {
            Requirement::Nothing | Requirement::Channel => Answer::Met,
            Requirement::Power(function) => self.has_power(self.setting(), function),
            Requirement::PowerOfStep => {
                let step = self.compiled().zip(match &self.target {
                    Some(Target::Step(key)) => Some(key),
                    _ => None,
                });
                let function = step.and_then(|(compiled, key)| {
                    compiled.step(compiled.find(key.as_str())?).map(|step| step.function())
                });
                // A step that there is not is a breach of its own.
                function.map_or(Answer::Met, |function| self.has_power(self.setting(), function))
            }
            Requirement::Claim(claim) => self.has_claim(claim),
            Requirement::Role(role) => self.has_role(role),
        }
    }

    /// What stands against a power at another matter or place than that of the act.
    pub(crate) fn check_power(
        &self,
        setting: Setting<'_>,
        function: Function,
        out: &mut Vec<Refusal>,
    ) {
        if let Answer::Unmet(refusal) = self.has_power(setting, function) {
            out.push(refusal);
        }
    }

    /// Whether whoever acts has a power here, and no bar stands against it.
    fn has_power(&self, setting: Setting<'_>, function: Function) -> Answer {
        let powers = setting.given(Right::Power(function));
        let own: Vec<&Held<'_>> =
            powers.iter().filter(|power| self.acts_as(power.holder())).collect();
        if own.is_empty() {
            let may = setting.who_may(function);
            let holders: Vec<Holder> = may.iter().map(|held| held.holder().clone()).collect();
            let cited = may.iter().map(|held| Cited::Position(held.index()));
            let required = |lang| Requirement::Power(function).describe(lang);
            let args = vec![
                self.by_arg(),
                Arg::bilingual("required", required(Lang::En), required(Lang::Zh)),
                self.holders_arg("holders", &holders),
            ];
            let refusal = Refusal::new(RefusalCode::NoPower, args);
            return Answer::Unmet(refusal.citing(cited).needing(holders));
        }
        match self.bar_on(setting, function) {
            Some(refusal) => Answer::Unmet(refusal),
            None => Answer::Met,
        }
    }

    /// The bar that stands against whoever acts, if one does.
    pub(crate) fn bar_on(&self, setting: Setting<'_>, function: Function) -> Option<Refusal> {
        if self.state.overrides.contains(&(self.by.clone(), function)) {
            return None;
        }
        let several: &[Holder] = match self.by {
            Holder::Jointly(several) => several,
            _ => &[],
        };
        let binds = |bar: &Held<'_>| {
            self.acts_as(bar.holder())
                || several.iter().any(|one| self.charter.includes(bar.holder(), one))
        };
        let label = |lang| function.label(lang);
        let what = || Arg::bilingual("function", label(Lang::En), label(Lang::Zh));
        for bar in setting.bars_on(function) {
            if !binds(&bar) {
                continue;
            }
            let cited = [Cited::Position(bar.index())];
            let Some(other) = bar.position().together_with() else {
                let refusal = Refusal::new(RefusalCode::Barred, vec![self.by_arg(), what()]);
                return Some(refusal.citing(cited));
            };
            if self.has_performed(other) {
                let label = |lang| other.label(lang);
                let other = Arg::bilingual("other", label(Lang::En), label(Lang::Zh));
                let args = vec![self.by_arg(), what(), other];
                return Some(Refusal::new(RefusalCode::BarredBeside, args).citing(cited));
            }
        }
        None
    }

    /// Whether whoever acts, as holder or as person, performed a function in this case.
    fn has_performed(&self, function: Function) -> bool {
        let state = self.state;
        state.performed.contains(&(function, self.by.clone()))
            || self
                .hand
                .is_some_and(|hand| state.performed_by_person.contains(&(function, hand.clone())))
    }

    fn has_claim(&self, claim: Claim) -> Answer {
        let entitled = self.setting().who_is_entitled(claim);
        if entitled.iter().any(|held| self.acts_as(held.holder())) {
            return Answer::Met;
        }
        let holders: Vec<Holder> = entitled.iter().map(|held| held.holder().clone()).collect();
        let required = |lang| Requirement::Claim(claim).describe(lang);
        let args = vec![
            self.by_arg(),
            Arg::bilingual("required", required(Lang::En), required(Lang::Zh)),
            self.holders_arg("holders", &holders),
        ];
        let cited = entitled.iter().map(|held| Cited::Position(held.index()));
        Answer::Unmet(Refusal::new(RefusalCode::NoClaim, args).citing(cited).needing(holders))
    }

    fn has_role(&self, role: Role) -> Answer {
        let Some(in_role) = self.those_in(role) else {
            // What the act is about is not there, which is a breach of its own; or it depends on
            // what comes with the act.
            return Answer::Met;
        };
        if in_role.iter().any(|who| self.is(who)) {
            return Answer::Met;
        }
        let holders: Vec<Holder> = in_role
            .iter()
            .filter_map(|who| match who {
                Participant::Holder(holder) => Some(holder.clone()),
                Participant::Person(_) => None,
            })
            .collect();
        let named = |lang: Lang| {
            let names: Vec<String> = in_role
                .iter()
                .map(|who| match who {
                    Participant::Holder(holder) => self.charter.holder_name(holder, lang),
                    Participant::Person(person) => person.to_string(),
                })
                .collect();
            if names.is_empty() {
                lang.pick("nobody", "无").to_owned()
            } else {
                names.join(lang.pick(", ", "、"))
            }
        };
        let args = vec![
            self.by_arg(),
            Arg::bilingual("required", role.label(Lang::En), role.label(Lang::Zh)),
            Arg::bilingual("holders", named(Lang::En), named(Lang::Zh)),
        ];
        Answer::Unmet(Refusal::new(RefusalCode::NotInRole, args).needing(holders))
    }

    /// Those in a role in what the act is about; nothing, where that is not known yet.
    fn those_in(&self, role: Role) -> Option<Vec<Participant>> {
        let state = self.state;
        let obligation = || match &self.target {
            Some(Target::Obligation(key)) => state.obligations.get(key),
            _ => None,
        };
        match role {
            Role::Submitter => match &self.target {
                Some(Target::Appeal(id)) => {
                    let appeal = state.appeals.get(id)?;
                    Some(appeal.submitter.iter().cloned().collect())
                }
                _ => None,
            },
            // These can act for others, which is said by what comes with the act.
            Role::Invitee | Role::Attendee | Role::Elector => None,
            Role::Presiding => Some(self.presiding()),
            Role::Addressee => match &self.target {
                Some(Target::Reply(key)) => {
                    let reply = state.replies.get(key)?;
                    Some(reply.addressees.iter().cloned().map(Participant::Holder).collect())
                }
                Some(Target::Step(key)) => {
                    let dispatched = state.dispatches.iter().filter(|d| d.step == *key);
                    Some(dispatched.map(|d| d.dispatch.to().clone().into()).collect())
                }
                _ => None,
            },
            Role::Liable => obligation().map(|o| vec![o.liable.clone().into()]),
            Role::Performer => obligation().map(|o| o.performing()),
            Role::Claimant => obligation().map(|o| vec![o.claimant.clone()]),
            Role::Verifier => obligation().map(|o| o.verifiers.clone()),
        }
    }

    /// Whoever runs the session that the act is about, and is present.
    fn presiding(&self) -> Vec<Participant> {
        let state = self.state;
        let here = |id| state.sessions.get(id).into_iter().collect::<Vec<_>>();
        let sessions = match &self.target {
            Some(Target::Session(id)) => here(id),
            Some(Target::Ballot(key)) => {
                let session = state.ballots.get(key).and_then(|ballot| ballot.session.as_ref());
                session.map(here).unwrap_or_default()
            }
            Some(Target::Step(_)) => {
                state.sessions.values().filter(|sitting| sitting.adjourned.is_none()).collect()
            }
            _ => Vec::new(),
        };
        let attendees = sessions.into_iter().flat_map(|sitting| sitting.attendees.iter());
        let running = attendees.filter(|attendee| attendee.role.presides() && attendee.present);
        running.map(|attendee| attendee.proxy.as_ref().unwrap_or(&attendee.who).clone()).collect()
    }
}

/// Whether the person may act for the holder, and whether enough have signed.
fn check_hand(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let (state, roster) = (context.state, &context.state.roster);
    let is_known = match (context.by, context.hand) {
        (Holder::Seat(seat), Some(hand)) => roster.is_seated(seat, hand, context.day),
        // A seat acts by whoever holds it.
        (Holder::Seat(_), None) => false,
        (Holder::Party(party), Some(hand)) => {
            let seated = || {
                let seats = context.charter.seats().iter().filter_map(|listed| listed.given());
                seats
                    .filter(|seat| seat.body() == party)
                    .any(|seat| roster.is_seated(seat.key(), hand, context.day))
            };
            roster.is_member(party, hand).is_none_or(|is_member| is_member || seated())
        }
        (Holder::Group(group), Some(hand)) => roster.is_of_group(group, hand).unwrap_or(true),
        _ => true,
    };
    if !is_known {
        out.push(Refusal::new(RefusalCode::NotSeated, vec![context.by_arg()]));
    }
    let too_few = |signed: u64, needed: u64| {
        let args = vec![Arg::plain("signed", signed), Arg::plain("needed", needed)];
        (signed < needed).then(|| Refusal::new(RefusalCode::TooFewSigned, args))
    };
    match context.by {
        Holder::Jointly(several) => {
            let signed = several
                .iter()
                .filter(|one| context.signed.contains(&Participant::Holder((*one).clone())))
                .count();
            out.extend(too_few(signed as u64, several.len() as u64));
        }
        Holder::Share { at_least, of } => {
            let persons: BTreeSet<&Participant> = context
                .signed
                .iter()
                .filter(|who| match who {
                    Participant::Person(person) => roster.is_of_group(of, person).unwrap_or(true),
                    Participant::Holder(_) => false,
                })
                .collect();
            let listed =
                context.charter.group(of).ok().and_then(|group| group.size().given().copied());
            let size = state.roster.size_of(of).or(listed);
            let share = at_least.get();
            // Where nobody knows how many they are, one signature has to do: that the charter
            // does not say it is for the audit to find.
            let needed = size.map_or(1, |size| {
                let whole = u128::from(size).saturating_mul(u128::from(share.numerator()));
                let needed = whole.div_ceil(u128::from(share.denominator()).max(1));
                u64::try_from(needed).unwrap_or(u64::MAX).max(1)
            });
            out.extend(too_few(persons.len() as u64, needed));
        }
        _ => {}
    }
}
