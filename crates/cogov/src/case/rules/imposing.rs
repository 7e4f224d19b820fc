//! The rules of laying an obligation on somebody: who can be liable, who can verify.

use crate::act::{ObligationDraft, Participant};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::obligation::{Event, Happening, Obligation, ObligationState};
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::charter::Setting;
use crate::position::{Function, Holder};
use crate::problem::Arg;
use crate::values::key::{MatterKey, ObligationKey, PartyKey, PlaceKey};

/// Whether an obligation comes before another one of the same resolution: those that wait for one
/// another in a circle would never begin.
fn comes_before(key: &ObligationKey, after: &ObligationKey, beside: &[ObligationDraft]) -> bool {
    let mut before = beside.iter().find(|one| one.key() == after);
    for _ in beside {
        match before {
            None => return false,
            Some(one) if one.key() == key => return false,
            Some(one) => match one.after() {
                None => return true,
                Some(next) => match beside.iter().find(|one| one.key() == next) {
                    None => return true,
                    next => before = next,
                },
            },
        }
    }
    false
}

impl Context<'_> {
    /// Whether an obligation can be laid on whoever is to be liable, and can be verified.
    pub(super) fn check_draft(
        &self,
        draft: &ObligationDraft,
        beside: &[ObligationDraft],
        out: &mut Vec<Refusal>,
    ) {
        let state = self.state;
        if state.obligations.contains_key(draft.key()) {
            out.push(self.already("an obligation", "落实事项", draft.key()));
        }
        if let Some(matter) = draft.matter()
            && self.charter.matter(matter).is_err()
        {
            out.push(self.not_in_charter("matters", matter));
        }
        if let Some(place) = draft.place()
            && self.charter.place(place).is_err()
        {
            out.push(self.not_in_charter("places", place));
        }
        if let Some(after) = draft.after() {
            let is_beside = comes_before(draft.key(), after, beside);
            if !is_beside && !state.obligations.contains_key(after) {
                out.push(self.unknown("obligation", "落实事项", after));
            }
        }
        self.check_participant(draft.claimant(), out);
        for who in draft.performers().iter().chain(draft.verifiers()) {
            self.check_participant(who, out);
        }
        self.check_liable(draft.liable(), draft.matter(), draft.place(), out);
        let mut performing = draft.performers().to_vec();
        performing.push(draft.liable().clone().into());
        let matter = draft.matter().or(state.matter.as_ref());
        let place = draft.place().or(state.place.as_ref());
        let setting = self.setting_of(matter, place);
        self.check_verifiable(draft.key(), draft.verifiers(), &performing, setting, out);
    }

    /// Whether a party has the duty to carry something out here, as lead or in support.
    pub(super) fn check_liable(
        &self,
        liable: &PartyKey,
        matter: Option<&MatterKey>,
        place: Option<&PlaceKey>,
        out: &mut Vec<Refusal>,
    ) {
        if self.charter.party(liable).is_err() {
            out.push(self.not_in_charter("parties", liable));
            return;
        }
        let matter = matter.or(self.state.matter.as_ref());
        let place = place.or(self.state.place.as_ref());
        let setting = self.setting_of(matter, place);
        let party = Holder::Party(liable.clone());
        let mut bound = setting.who_must(Function::Implement);
        bound.extend(setting.who_helps(Function::Implement));
        if bound.iter().any(|held| *held.holder() == party) {
            return;
        }
        let holders: Vec<Holder> = bound.iter().map(|held| held.holder().clone()).collect();
        let args = vec![self.holder_arg("liable", &party), self.holders_arg("holders", &holders)];
        let cited = bound.iter().map(|held| Cited::Position(held.index()));
        out.push(Refusal::new(RefusalCode::NoDuty, args).citing(cited).needing(holders));
    }

    /// Whether somebody is left to verify who never performs it, and whom no bar keeps from it.
    pub(super) fn check_verifiable(
        &self,
        key: &ObligationKey,
        verifiers: &[Participant],
        performing: &[Participant],
        setting: Setting<'_>,
        out: &mut Vec<Refusal>,
    ) {
        let can = |verifier: &Participant| {
            !self.has_carried_out(verifier, performing) && self.can_supervise(verifier, setting)
        };
        if verifiers.iter().any(can) {
            return;
        }
        let may = setting.who_may(Function::Supervise);
        let may = may.iter().map(|held| held.holder().clone());
        let left: Vec<Holder> = may.filter(|holder| can(&holder.clone().into())).collect();
        let args = vec![Arg::plain("obligation", key), self.holders_arg("holders", &left)];
        let refusal = Refusal::new(RefusalCode::NoVerifier, args);
        out.push(refusal.citing([Cited::Obligation(key.clone())]).needing(left));
    }

    /// Whether no bar on supervising stands against somebody. A person can act as anybody: against
    /// them stands only what does against everybody.
    fn can_supervise(&self, who: &Participant, setting: Setting<'_>) -> bool {
        let everybody = Holder::Anyone;
        let (by, hand) = match who {
            Participant::Holder(holder) => (holder, None),
            Participant::Person(person) => (&everybody, Some(person)),
        };
        let verifying = Context { hand, ..self.by_holder(by) };
        verifying.bar_on(setting, Function::Supervise).is_none()
    }
}

impl Change<'_> {
    /// Lays an obligation on somebody; says whether it is new.
    pub(super) fn impose(
        &mut self,
        draft: &ObligationDraft,
        consequence_of: Option<ObligationKey>,
    ) -> bool {
        if self.state.obligations.contains_key(draft.key()) {
            return false;
        }
        let imposed = Event {
            what: Happening::Imposed,
            on: self.on,
            entry: self.seq,
            who: Some(draft.liable().clone().into()),
            result: None,
        };
        // Whoever answers for it does not verify it, whoever does it.
        let mut ever = draft.performers().to_vec();
        let liable = Participant::from(draft.liable().clone());
        if !ever.contains(&liable) {
            ever.push(liable);
        }
        let obligation = Obligation {
            key: draft.key().clone(),
            source: self.seq,
            imposed_by: self.by.clone(),
            task: draft.task().clone(),
            liable: draft.liable().clone(),
            claimant: draft.claimant().clone(),
            state: ObligationState::Pending,
            surviving: draft.surviving() == Some(true),
            matter: draft.matter().cloned(),
            place: draft.place().cloned(),
            within: draft.within(),
            due: None,
            after: draft.after().cloned(),
            sunset: draft.sunset(),
            consequence_of,
            performers: draft.performers().to_vec(),
            verifiers: draft.verifiers().to_vec(),
            evidence: Vec::new(),
            events: vec![imposed],
            ever,
            suspended_days: 0,
        };
        self.state.obligations.insert(draft.key().clone(), obligation);
        true
    }
}
