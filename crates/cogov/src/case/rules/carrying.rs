//! The rules of obligations: in which state what can be done, by whom, and what it changes.

use std::collections::BTreeSet;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::act::{
    Act, ActKind, Deadline, Entry, ObligationDraft, Participant, Target, VerificationResult,
};
use crate::case::authority::bound_in_role;
use crate::case::change::Change;
use crate::case::context::{Context, parts, signing};
use crate::case::naming::{holders_arg, participant_arg};
use crate::case::obligation::{Event, Happening, Obligation, ObligationState};
use crate::case::refusal::{Cited, Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::reply::ReplyKind;
use crate::case::rules::extending::{extend, extended, last_day, over_by};
use crate::position::Holder;
use crate::problem::Arg;
use crate::values::key::{ObligationKey, PartyKey};
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
        let own = self.persons().cloned().map(Participant::Person).chain(self.borne.bearer());
        let mut own = std::iter::once(Participant::Holder(self.by.clone())).chain(own);
        // Mostly whoever acts has performed it before.
        let Some(new) = own.find(|own| !obligation.ever.contains(own)) else {
            let (key, verifiers) = (&obligation.key, &obligation.verifiers);
            return self.check_verifiable(key, verifiers, &obligation.ever, self.setting(), out);
        };
        self.check_left(obligation, std::iter::once(new).chain(own), out);
    }

    /// Whether somebody is left to verify an obligation once these have performed it, too.
    pub(crate) fn check_left(
        &self,
        obligation: &Obligation,
        others: impl IntoIterator<Item = Participant>,
        out: &mut Vec<Refusal>,
    ) {
        let mut ever = obligation.ever.clone();
        ever.extend(others);
        let (key, verifiers) = (&obligation.key, &obligation.verifiers);
        self.check_verifiable(key, verifiers, &ever, self.setting(), out);
    }

    /// Whether a standing duty can begin, started by whoever acts: who has the power where it is.
    pub(crate) fn check_standing(&self, draft: &ObligationDraft, out: &mut Vec<Refusal>) {
        let (matter, place) = self.scope_for(draft.matter(), draft.place());
        self.check_fixed(matter, place, out);
        self.check_draft(draft, &BTreeSet::new(), None, out);
    }

    /// As what whoever acts performed an obligation at any time, if they did: as holder or as
    /// person.
    fn carried_out_as(&self, obligation: &Obligation) -> Option<Participant> {
        let persons = self.persons().cloned().map(Participant::Person).chain(self.borne.bearer());
        let mut own = std::iter::once(Participant::Holder(self.by.clone())).chain(persons);
        own.find(|own| self.has_carried_out(own, &obligation.ever))
    }

    /// Whether somebody is among those who carried something out: as person; as one of them, or a
    /// part of one; as one of several who did it, or verify it, only together; or by a seat in the
    /// same body.
    pub(super) fn has_carried_out(&self, who: &Participant, ever: &[Participant]) -> bool {
        let Participant::Holder(who) = who else { return ever.contains(who) };
        let holders = ever.iter().filter_map(|one| match one {
            Participant::Holder(one) => Some(one),
            Participant::Person(_) | Participant::Bearer(_) => None,
        });
        let mut holders = holders.flat_map(parts).filter(|one| **one != Holder::Anyone);
        holders.any(|one| {
            parts(who).any(|own| {
                let body = self.body_of(one);
                self.charter.includes(one, own) || (body.is_some() && body == self.body_of(own))
            })
        })
    }

    /// A party, or that of a seat.
    fn body_of<'s>(&'s self, holder: &'s Holder) -> Option<&'s PartyKey> {
        match holder {
            Holder::Party(party) => Some(party),
            Holder::Seat(seat) => self.charter.seat(seat).ok().map(|seat| seat.body()),
            _ => None,
        }
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

/// The state of an obligation, as a detail.
pub(super) fn in_state(state: ObligationState) -> Arg {
    let zh = format!("处于“{}”", state.label(Lang::Zh));
    Arg::bilingual("state", state.label(Lang::En), zh)
}

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let Some(Target::Obligation(key)) = &context.target else { return };
    let Some(obligation) = context.obligation() else {
        let known = context.state.obligations.keys().map(ObligationKey::as_str);
        let kind = ("obligation", "落实事项");
        out.push(context.unknown_key(kind, key.as_str(), known, out.len()));
        return;
    };
    if !admits(&obligation.state, context.kind) {
        let state = obligation.state;
        let args = move || vec![in_state(state)];
        out.push(context.about_obligation(RefusalCode::WrongState, obligation, args));
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
            .filter(|verifier| !context.has_carried_out(verifier, &obligation.ever))
            .filter_map(|verifier| match verifier {
                Participant::Holder(holder) => Some(holder.clone()),
                Participant::Person(_) | Participant::Bearer(_) => None,
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
    if let Some(function) = bound_in_role(context.kind) {
        out.extend(context.bar_on(context.setting(), function));
    }
}

pub(super) fn payload(context: &Context<'_>, act: &Act, out: &mut Vec<Refusal>) {
    if let Act::StartStandingDuty { with } = act {
        context.check_standing(with, out);
        return;
    }
    let Some(obligation) = context.obligation() else { return };
    match act {
        Act::Contest { with, .. } => context.check_contest(with, out),
        Act::Delegate { with, .. } => {
            context.check_participant(with.to(), out);
            context.check_left(obligation, [with.to().clone()], out);
        }
        Act::Transfer { with, .. } => {
            let (matter, place) = (obligation.matter.as_ref(), obligation.place.as_ref());
            context.check_liable(with.to(), Some(&obligation.liable), (matter, place), out);
            context.check_left(obligation, [with.to().clone().into()], out);
            if with.reason().is_none() {
                out.push(context.unreasoned("a reason", "理由"));
            }
        }
        Act::Vary { with, .. } => {
            if with.reason().is_none() {
                out.push(context.unreasoned("a reason", "理由"));
            }
            if let Some(Deadline::By(day)) = with.within()
                && let Some(over) = over_by(context.today_for(obligation), [day])
            {
                let due = move || vec![Arg::plain("due", over)];
                out.push(context.about_obligation(RefusalCode::NotLater, obligation, due));
            }
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
                context.check_draft(draft, &BTreeSet::new(), Some(&obligation.liable), out);
                // What follows from a default would wait for it in vain.
                if draft.after() == Some(&obligation.key) {
                    let defaulted = || vec![in_state(ObligationState::Defaulted)];
                    let code = RefusalCode::WrongState;
                    out.push(context.about_obligation(code, obligation, defaulted));
                }
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
                // Whoever answers for it does not verify it, whoever does it.
                obligation.note_performer(to);
            }
        }
        Act::Vary { obligation, with } => {
            change.happen(obligation, Happening::Varied, None);
            let (calendar, on) = (change.calendar(), change.on);
            if let Some(obligation) = change.open(obligation) {
                if let Some(task) = with.task() {
                    obligation.task = task.clone();
                }
                if let Some(within) = with.within() {
                    obligation.within = Some(within);
                    obligation.extensions.clear();
                    match within {
                        // A day that is named is that day, however long the clock stood still.
                        Deadline::By(_) => {
                            obligation.suspended_days = 0;
                            obligation.stand_still_from(on);
                        }
                        Deadline::Within(term) => {
                            obligation.suspended_days = obligation.stood_still(calendar, term);
                            obligation.stand_still_all_the_time();
                        }
                    }
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
                    obligation.extend_pending(with.to());
                } else {
                    let old = last_day(calendar, obligation);
                    if old.is_none() || matches!(with.to(), Deadline::By(_)) {
                        obligation.stand_still_from(on);
                    }
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
            if let Some(obligation) = change.open(obligation) {
                obligation.suspend(on);
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

/// Whoever signed that something was done, or how it stands, performed it as a person.
pub(super) fn note_signers(change: &mut Change<'_>, entry: &Entry) {
    if let Act::Report { obligation, .. } | Act::Complete { obligation, .. } = entry.act()
        && let Some(obligation) = change.open(obligation)
    {
        for person in signing(entry.signed()) {
            obligation.note_performer(Participant::Person(person.clone()));
        }
    }
}

fn verify(change: &mut Change<'_>, key: &ObligationKey, result: VerificationResult) {
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
        VerificationResult::Solved => {
            let late = obligation.due.is_some_and(|due| due <= submitted);
            change.finish(key, ObligationState::Fulfilled { on: submitted, late });
        }
        VerificationResult::Partly | VerificationResult::Not => {
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
        let own = self.oneself();
        if let Some(obligation) = self.open(key) {
            obligation.note_performer(by);
            if let Some(own) = own {
                obligation.note_performer(own);
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
