//! The rules of laying an obligation on somebody: who can be liable, who can verify.

use std::collections::{BTreeMap, BTreeSet};

use crate::act::{Deadline, ObligationDraft, Participant};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::obligation::{Event, Happening, Obligation, ObligationState};
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::rules::carrying::in_state;
use crate::case::rules::extending::over_by;
use crate::charter::Setting;
use crate::position::{Function, Holder};
use crate::problem::Arg;
use crate::values::key::{MatterKey, ObligationKey, PartyKey, PlaceKey};

/// Those of the obligations of one resolution that can begin: all but those that wait for one
/// another in a circle, and those that wait for these.
pub(super) fn can_begin(drafts: &[ObligationDraft]) -> BTreeSet<&ObligationKey> {
    let mut after = BTreeMap::new();
    for draft in drafts {
        after.entry(draft.key()).or_insert_with(|| draft.after());
    }
    let mut waiting: BTreeMap<&ObligationKey, Vec<&ObligationKey>> = BTreeMap::new();
    let mut ready = Vec::new();
    for (key, after_which) in &after {
        match after_which.filter(|before| after.contains_key(before)) {
            Some(before) => waiting.entry(before).or_default().push(*key),
            None => ready.push(*key),
        }
    }
    let mut can = BTreeSet::new();
    while let Some(key) = ready.pop() {
        ready.extend(waiting.remove(key).into_iter().flatten());
        can.insert(key);
    }
    can
}

impl Context<'_> {
    /// Whether an obligation can be laid on whoever is to be liable, can begin after those beside
    /// it, and can be verified. Where it follows a default, that is instead of the defaulter.
    pub(super) fn check_draft(
        &self,
        draft: &ObligationDraft,
        beside: &BTreeSet<&ObligationKey>,
        instead_of: Option<&PartyKey>,
        out: &mut Vec<Refusal>,
    ) {
        let state = self.state;
        if state.obligations.contains_key(draft.key()) {
            out.push(self.already("an obligation", "落实事项", draft.key()));
        }
        if let Some(matter) = draft.matter()
            && let Err(missing) = self.charter.matter(matter)
        {
            out.push(self.not_in_charter("matters", matter, &missing));
        }
        if let Some(place) = draft.place()
            && let Err(missing) = self.charter.place(place)
        {
            out.push(self.not_in_charter("places", place, &missing));
        }
        if let Some(after) = draft.after() {
            match state.obligations.get(after) {
                // It would wait in vain.
                Some(before)
                    if before.state.is_final()
                        && !matches!(before.state, ObligationState::Fulfilled { .. }) =>
                {
                    let state = before.state;
                    let args = move || vec![in_state(state)];
                    out.push(self.about_obligation(RefusalCode::WrongState, before, args));
                }
                Some(_) => {}
                None if beside.contains(after) => {}
                None => {
                    let known = state.obligations.keys().chain(beside.iter().copied());
                    let known = known.map(ObligationKey::as_str);
                    let kind = ("obligation", "落实事项");
                    out.push(self.unknown_key(kind, after.as_str(), known, out.len()));
                }
            }
        }
        let named = match draft.within() {
            Some(Deadline::By(day)) => Some(day),
            Some(Deadline::Within(_)) | None => None,
        };
        if let Some(over) = over_by(self.day, named.into_iter().chain(draft.sunset())) {
            let args = vec![Arg::plain("due", over), Arg::plain("obligation", draft.key())];
            out.push(Refusal::new(RefusalCode::NotLater, args));
        }
        self.check_participant(draft.claimant(), out);
        for who in draft.performers().iter().chain(draft.verifiers()) {
            self.check_participant(who, out);
        }
        self.check_liable(draft.liable(), instead_of, (draft.matter(), draft.place()), out);
        let mut performing = draft.performers().to_vec();
        performing.push(draft.liable().clone().into());
        let matter = draft.matter().or(state.matter.as_ref());
        let place = draft.place().or(state.place.as_ref());
        let setting = self.setting_of(matter, place);
        self.check_verifiable(draft.key(), draft.verifiers(), &performing, setting, out);
    }

    /// Whether a party has the duty to carry something out here, as lead or in support. Whoever it
    /// is to be instead of is nobody to turn to.
    pub(super) fn check_liable(
        &self,
        liable: &PartyKey,
        instead_of: Option<&PartyKey>,
        (matter, place): (Option<&MatterKey>, Option<&PlaceKey>),
        out: &mut Vec<Refusal>,
    ) {
        if let Err(missing) = self.charter.party(liable) {
            out.push(self.not_in_charter("parties", liable, &missing));
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
        let is_left = |holder: &Holder| !matches!((holder, instead_of), (Holder::Party(party), Some(left)) if party == left);
        let holders = bound.iter().map(|held| held.holder().clone()).filter(is_left);
        let holders: Vec<Holder> = holders.collect();
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
            // A receipt can be lost: what only bearers could verify, nobody might.
            !matches!(verifier, Participant::Bearer(_))
                && !self.has_carried_out(verifier, performing)
                && self.can_supervise(verifier, setting)
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
        if !setting.has_bar(Function::Supervise) {
            return true;
        }
        let everybody = Holder::Anyone;
        let (by, hand) = match who {
            Participant::Holder(holder) => (holder, None),
            Participant::Person(person) => (&everybody, Some(person)),
            Participant::Bearer(_) => (&everybody, None),
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
            extensions: Vec::new(),
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
