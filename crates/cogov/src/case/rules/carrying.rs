//! The rules of obligations: in which state what can be done, by whom, and what it changes.

use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::act::{Act, ActKind, Deadline, Participant, Target, Verification};
use crate::case::authority::performs;
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::naming::{holders_arg, participant_arg};
use crate::case::obligation::{Event, Happening, Obligation, ObligationState};
use crate::case::refusal::{Cited, Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::reply::ReplyKind;
use crate::case::rules::extending::{extend, extended, longer};
use crate::position::{Function, Holder};
use crate::problem::Arg;
use crate::values::key::ObligationKey;
use crate::values::lang::Lang;

impl<'a> Context<'a> {
    fn obligation(&self) -> Option<&'a Obligation> {
        match &self.target {
            Some(Target::Obligation(key)) => self.state.obligations.get(key),
            _ => None,
        }
    }

    pub(super) fn about_obligation(
        &self,
        code: RefusalCode,
        obligation: &Obligation,
        others: impl Fn() -> Vec<Arg> + Send + Sync + UnwindSafe + RefUnwindSafe + 'static,
    ) -> Refusal {
        let (key, source) = (obligation.key.clone(), obligation.source);
        Refusal::telling(code, move || {
            let mut args = others();
            args.push(Arg::plain("obligation", &key));
            Reasons::of(args).citing([Cited::Obligation(key.clone()), Cited::Entry(source)])
        })
    }
}

impl Context<'_> {
    /// Whether somebody is left to verify once whoever acts has performed, as holder and as person.
    fn check_hand_verifiable(&self, obligation: &Obligation, out: &mut Vec<Refusal>) {
        let mut ever = obligation.ever.clone();
        ever.push(Participant::Holder(self.by.clone()));
        ever.extend(self.hand.cloned().map(Participant::Person));
        self.check_verifiable(&obligation.key, &obligation.verifiers, &ever, out);
    }

    /// As what whoever acts performed an obligation at any time, if they did: as holder, as part of
    /// one, by a seat in it, or as person.
    fn carried_out_as(&self, obligation: &Obligation) -> Option<Participant> {
        let is_holder = self.is_of(self.by, &obligation.ever);
        if is_holder {
            return Some(Participant::Holder(self.by.clone()));
        }
        let hand = self.hand.filter(|hand| obligation.was_performed_by_person(hand))?;
        Some(Participant::Person(hand.clone()))
    }

    /// Whether a holder is one of some, a part of one, or a seat in one.
    pub(super) fn is_of(&self, holder: &Holder, some: &[Participant]) -> bool {
        let body = match holder {
            Holder::Seat(seat) => self.charter.seat(seat).ok().map(|seat| seat.body()),
            _ => None,
        };
        some.iter().any(|who| match who {
            Participant::Holder(Holder::Anyone) | Participant::Person(_) => false,
            Participant::Holder(one) => {
                self.charter.includes(one, holder)
                    || matches!((one, body), (Holder::Party(one), Some(body)) if one == body)
            }
        })
    }
}

/// Whether the state of an obligation admits an act.
const fn admits(state: &ObligationState, kind: ActKind) -> bool {
    use ObligationState::{Active, Pending, Submitted, Suspended};
    match kind {
        ActKind::TakeOn | ActKind::Contest => matches!(state, Pending | Active { .. }),
        ActKind::Delegate
        | ActKind::Transfer
        | ActKind::Vary
        | ActKind::Discharge
        | ActKind::Extend => {
            matches!(state, Pending | Active { .. } | Suspended { .. })
        }
        ActKind::Report => matches!(state, Active { .. } | Suspended { .. }),
        ActKind::Complete | ActKind::Suspend | ActKind::FindDefault | ActKind::Remind => {
            matches!(state, Active { .. })
        }
        ActKind::Resume => matches!(state, Suspended { .. }),
        ActKind::Verify => matches!(state, Submitted { .. }),
        _ => true,
    }
}

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let Some(Target::Obligation(key)) = &context.target else { return };
    let Some(obligation) = context.obligation() else {
        out.push(context.unknown("obligation", "落实事项", key));
        return;
    };
    if !admits(&obligation.state, context.kind) {
        let state = obligation.state;
        let in_state = move || {
            let zh = format!("处于“{}”", state.label(Lang::Zh));
            vec![Arg::bilingual("state", state.label(Lang::En), zh)]
        };
        out.push(context.about_obligation(RefusalCode::WrongState, obligation, in_state));
    }
    if context.kind == ActKind::FindDefault
        && matches!(obligation.state, ObligationState::Active { .. })
        && !obligation.is_overdue(context.on)
    {
        out.push(context.about_obligation(RefusalCode::NotOverdue, obligation, Vec::new));
    }
    if context.kind == ActKind::Verify
        && let Some(performer) = context.carried_out_as(obligation)
    {
        let others: Vec<Holder> = obligation
            .verifiers
            .iter()
            .filter(|verifier| !obligation.was_performed_by(verifier))
            .filter_map(|verifier| match verifier {
                Participant::Holder(holder) => Some(holder.clone()),
                Participant::Person(_) => None,
            })
            .collect();
        let (charter, left) = (context.charter.clone(), others.clone());
        let args = move || {
            let by = participant_arg(&charter, "by", &performer);
            vec![by, holders_arg(&charter, "holders", &left)]
        };
        let refusal = context.about_obligation(RefusalCode::SelfVerification, obligation, args);
        out.push(refusal.needing(others));
    }
    // Who acts by a role needs no power, and is still bound by bars.
    for function in performs(context.kind) {
        if matches!(function, Function::Implement | Function::Supervise)
            && !matches!(context.kind, ActKind::FindDefault | ActKind::Delegate)
        {
            out.extend(context.bar_on(context.setting(), function));
        }
    }
}

pub(super) fn payload(context: &Context<'_>, act: &Act, out: &mut Vec<Refusal>) {
    if let Act::StartStandingDuty { with } = act {
        context.check_draft(with, &[], out);
        return;
    }
    let Some(obligation) = context.obligation() else { return };
    match act {
        Act::Contest { with, .. } => context.check_reply_key(with.reply(), out),
        Act::Delegate { with, .. } => {
            context.check_participant(with.to(), out);
            let mut ever = obligation.ever.clone();
            ever.push(with.to().clone());
            context.check_verifiable(&obligation.key, &obligation.verifiers, &ever, out);
        }
        Act::Transfer { with, .. } => {
            let (matter, place) = (obligation.matter.as_ref(), obligation.place.as_ref());
            context.check_liable(with.to(), matter, place, out);
            let mut ever = obligation.ever.clone();
            ever.push(with.to().clone().into());
            context.check_verifiable(&obligation.key, &obligation.verifiers, &ever, out);
            if with.reason().is_none() {
                out.push(context.unreasoned("a reason", "理由"));
            }
        }
        Act::Vary { with, .. } if with.reason().is_none() => {
            out.push(context.unreasoned("a reason", "理由"));
        }
        Act::Report { .. } => context.check_hand_verifiable(obligation, out),
        Act::Complete { with, .. } => {
            context.check_hand_verifiable(obligation, out);
            if with.evidence().is_empty() {
                let refusal =
                    context.about_obligation(RefusalCode::NoEvidence, obligation, Vec::new);
                out.push(refusal);
            }
        }
        Act::Extend { with, .. } => extend(context, obligation, with, out),
        Act::Suspend { with, .. } if with.reason().is_none() => {
            out.push(context.unreasoned("a reason", "理由"));
        }
        Act::Discharge { with, .. } if with.reason().is_none() => {
            out.push(context.unreasoned("a reason", "理由"));
        }
        Act::FindDefault { with, .. } => {
            if with.reason().is_none() {
                out.push(context.unreasoned("a reason", "理由"));
            }
            if let Some(draft) = with.consequence() {
                context.check_draft(draft, &[], out);
            }
        }
        _ => {}
    }
}

pub(super) fn apply(change: &mut Change<'_>, act: &Act) {
    match act {
        Act::StartStandingDuty { with } => {
            change.impose(with, None);
        }
        Act::Contest { obligation, with } => {
            let addressees = change.whoever_decided(obligation);
            change.ask(with.reply(), ReplyKind::Contest, addressees, None, Some(with.reason()));
            change.happen(obligation, Happening::Contested, None);
        }
        Act::TakeOn { obligation } => change.happen(obligation, Happening::TakenOn, None),
        Act::Delegate { obligation, with } => {
            change.happen(obligation, Happening::Delegated, Some(with.to().clone()));
            if let Some(obligation) = change.open(obligation) {
                obligation.performers = vec![with.to().clone()];
                obligation.note_performer(with.to().clone());
            }
        }
        Act::Transfer { obligation, with } => {
            let to = Participant::from(with.to().clone());
            change.happen(obligation, Happening::Transferred, Some(to.clone()));
            if let Some(obligation) = change.open(obligation) {
                obligation.liable = with.to().clone();
                // Whoever was liable and did it themselves no longer does it.
                if obligation.performers.is_empty() {
                    obligation.note_performer(to);
                }
            }
        }
        Act::Vary { obligation, with } => {
            change.happen(obligation, Happening::Varied, None);
            let calendar = change.calendar();
            if let Some(obligation) = change.open(obligation) {
                if let Some(task) = with.task() {
                    obligation.task = task.clone();
                }
                if let Some(within) = with.within() {
                    obligation.within = Some(within);
                    obligation.suspended_days = match within {
                        // A day that is named is that day, however long the clock stood still.
                        Deadline::By(_) => 0,
                        Deadline::Within(term) => obligation.stood_still(calendar, term),
                    };
                    obligation.set_due(calendar);
                }
            }
        }
        Act::Report { obligation, .. } => {
            change.perform(obligation);
            change.happen(obligation, Happening::Reported, None);
        }
        Act::Complete { obligation, with } => {
            change.perform(obligation);
            change.happen(obligation, Happening::Submitted, None);
            let on = change.on;
            if let Some(obligation) = change.open(obligation)
                && let ObligationState::Active { since } = obligation.state
            {
                obligation.evidence = with.evidence().to_vec();
                obligation.state = ObligationState::Submitted { since, on };
            }
        }
        Act::Verify { obligation, with } => verify(change, obligation, with.result()),
        Act::Remind { obligation, .. } => change.happen(obligation, Happening::Reminded, None),
        Act::Extend { obligation, with } => {
            change.happen(obligation, Happening::Extended, None);
            let (calendar, on) = (change.calendar(), change.on);
            if let Some(obligation) = change.open(obligation) {
                if obligation.state == ObligationState::Pending {
                    obligation.within = longer(obligation.within, with.to());
                } else {
                    let new = extended(calendar, obligation, with.to(), on);
                    obligation.within = new.map(Deadline::By);
                    // The days for which the clock stood still are in that day already.
                    obligation.suspended_days = 0;
                }
                obligation.set_due(calendar);
            }
        }
        Act::Suspend { obligation, .. } => {
            change.happen(obligation, Happening::Suspended, None);
            let on = change.on;
            if let Some(obligation) = change.open(obligation)
                && let ObligationState::Active { since } = obligation.state
            {
                obligation.state = ObligationState::Suspended { since, from: on };
            }
        }
        Act::Resume { obligation, .. } => {
            change.happen(obligation, Happening::Resumed, None);
            let (calendar, on) = (change.calendar(), change.on);
            if let Some(obligation) = change.open(obligation) {
                obligation.resume(calendar, on);
            }
        }
        Act::Discharge { obligation, with } => {
            change.finish(obligation, ObligationState::Discharged { ground: Some(with.ground()) });
        }
        Act::FindDefault { obligation, with } => {
            let is_open = change
                .open(obligation)
                .is_some_and(|known| admits(&known.state, ActKind::FindDefault));
            if is_open {
                change.finish(obligation, ObligationState::Defaulted);
                if let Some(draft) = with.consequence() {
                    change.impose(draft, Some(obligation.clone()));
                }
            }
        }
        _ => {}
    }
}

fn verify(change: &mut Change<'_>, key: &ObligationKey, result: Verification) {
    let (seq, on) = (change.seq, change.on);
    let who = change.actor();
    let Some(obligation) = change.open(key) else { return };
    let ObligationState::Submitted { since, on: submitted } = obligation.state else { return };
    obligation.events.push(Event {
        what: Happening::Verified,
        on,
        entry: seq,
        who: Some(who),
        result: Some(result),
    });
    match result {
        Verification::Solved => {
            let late = obligation.due.is_some_and(|due| due <= submitted);
            change.finish(key, ObligationState::Fulfilled { on: submitted, late });
        }
        Verification::Partly | Verification::Not => {
            obligation.state = ObligationState::Active { since };
            // What was submitted when its decision was set aside was only to be verified.
            let set_aside = change.state.resolutions.iter().any(|resolution| {
                resolution.set_aside.is_some() && resolution.obligations.contains(key)
            });
            if set_aside {
                change.finish(key, ObligationState::Discharged { ground: None });
            }
        }
    }
}

impl Change<'_> {
    /// An obligation that is not at its end.
    pub(super) fn open(&mut self, key: &ObligationKey) -> Option<&mut Obligation> {
        self.state.obligations.get_mut(key).filter(|obligation| !obligation.state.is_final())
    }

    /// Notes what happened to an obligation.
    pub(crate) fn happen(
        &mut self,
        key: &ObligationKey,
        what: Happening,
        who: Option<Participant>,
    ) {
        let (on, entry) = (self.on, self.seq);
        let who = who.or_else(|| Some(self.actor()));
        if let Some(obligation) = self.open(key) {
            obligation.events.push(Event { what, on, entry, who, result: None });
        }
    }

    /// Whoever acts performed an obligation, as holder and as person.
    fn perform(&mut self, key: &ObligationKey) {
        let by = Participant::Holder(self.by.clone());
        let hand = self.hand.clone().map(Participant::Person);
        if let Some(obligation) = self.open(key) {
            obligation.note_performer(by);
            if let Some(hand) = hand {
                obligation.note_performer(hand);
            }
        }
    }

    /// An obligation comes to its end; what waits for it begins, or can begin no more.
    pub(crate) fn finish(&mut self, key: &ObligationKey, state: ObligationState) {
        self.happen(key, Happening::Ended, None);
        if let Some(obligation) = self.open(key) {
            obligation.state = state;
        }
    }

    /// Who decided what an obligation comes from.
    fn whoever_decided(&self, key: &ObligationKey) -> Vec<Holder> {
        let obligation = self.state.obligations.get(key);
        obligation.map(|obligation| obligation.imposed_by.clone()).into_iter().collect()
    }
}
