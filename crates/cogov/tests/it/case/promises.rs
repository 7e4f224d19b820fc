//! What must hold of any state and the one after it, whatever was done: told from the views alone.

use std::collections::{BTreeMap, BTreeSet};

use cogov::act::{Act, ActKind, Entry, Participant};
use cogov::case::{AppealEnding, Ballot, Happening, ObligationState, State};
use cogov::decision::Measure;

fn keyed(state: &State) -> BTreeMap<String, (ObligationState, Option<String>)> {
    let one = |known: &cogov::case::Obligation| {
        (known.key().to_string(), (known.state(), known.due().map(|due| due.to_string())))
    };
    state.obligations().map(one).collect()
}

/// What must hold of any two states, one after the other.
pub(super) fn nothing_is_lost(before: &State, after: &State) {
    let (old, new) = (keyed(before), keyed(after));
    for (key, (state, _)) in &old {
        let (now, _) = &new[key];
        assert!(!state.is_final() || state == now, "{key} was final: {state:?}, then {now:?}");
    }
    for ballot in before.ballots() {
        let now = after.ballots().find(|other| other.key() == ballot.key()).unwrap();
        // Who is there counts when a session closes its ballot; who is entitled is fixed before.
        let is_closing = ballot.verdict().is_none() && now.verdict().is_some();
        if is_closing {
            let entitled = |of: &Ballot| {
                [Measure::Heads, Measure::Weight, Measure::Households].map(|measure| {
                    of.electorate().strength(measure).map(|all| all.entitled_count())
                })
            };
            assert_eq!(entitled(now), entitled(ballot));
        } else {
            assert_eq!(now.electorate(), ballot.electorate());
        }
        assert_eq!(now.voters().len(), ballot.voters().len());
        for (voter, other) in ballot.voters().iter().zip(now.voters()) {
            assert_eq!(voter.who(), other.who());
            assert!(
                voter.choice().is_none() || voter.choice() == other.choice(),
                "a vote was changed"
            );
        }
        assert!(
            ballot.verdict().is_none() || ballot.verdict() == now.verdict(),
            "a verdict changed"
        );
    }
    for appeal in before.appeals() {
        let now = after.appeals().find(|other| other.id() == appeal.id()).unwrap();
        assert_eq!((now.text(), now.submitter()), (appeal.text(), appeal.submitter()));
        assert!(now.supporters().starts_with(appeal.supporters()));
        // Where the case ended with it, it goes on when the case is reopened.
        let reopened = after.ended().is_none()
            && before.ended().is_some_and(|ended| Some(ended.entry()) == appeal.ended());
        // What was merged goes on by itself when what it was merged into is withdrawn.
        let into = after.appeals().find(|other| Some(other.id()) == appeal.merged_into());
        let withdrawn = into.and_then(|into| into.ending()) == Some(AppealEnding::Withdrawn);
        let parted = withdrawn && now.ending().is_none() && now.accepted() == appeal.accepted();
        assert!(
            appeal.ending().is_none() || now.ending() == appeal.ending() || reopened || parted,
            "an appeal that had ended goes on"
        );
    }
    assert!(after.ended_before().starts_with(before.ended_before()));
    assert!(after.resolutions().len() >= before.resolutions().len());
    for (was, is) in before.resolutions().iter().zip(after.resolutions()) {
        assert_eq!(
            (was.text(), was.basis(), was.reservations()),
            (is.text(), is.basis(), is.reservations())
        );
    }
    assert!(after.disclosures().starts_with(before.disclosures()));
}

/// What must hold after an act that was performed.
pub(super) fn lawful(before: &State, after: &State, entry: &Entry) {
    assert_eq!(after.entries(), before.entries() + 1);
    nothing_is_lost(before, after);
    let (old, new) = (keyed(before), keyed(after));
    for (key, (state, due)) in &new {
        let (was, was_due) = old.get(key).cloned().unwrap_or((ObligationState::Pending, None));
        let kind = entry.act().kind();
        let may_change = was == ObligationState::Pending
            || matches!(kind, ActKind::Extend | ActKind::Vary | ActKind::Resume);
        assert!(
            *due == was_due || may_change,
            "{key} is due {due:?} and not {was_due:?} after {kind:?}"
        );
        if matches!(state, ObligationState::Fulfilled { .. }) {
            let known = after.obligations().find(|one| one.key().as_str() == key).unwrap();
            assert!(!known.evidence().is_empty(), "{key} was fulfilled without evidence");
            assert!(known.events().iter().any(|event| event.what() == Happening::Verified));
        }
    }
    let ended = after.ended().is_some();
    let reopened = after.ended_before().len() > before.ended_before().len();
    assert!(before.ended().is_none() || ended != reopened, "an end is kept, or reopened");
    for ballot in after.ballots() {
        let who: BTreeSet<&Participant> = ballot.voters().iter().map(|voter| voter.who()).collect();
        assert_eq!(who.len(), ballot.voters().len(), "somebody has two votes");
    }
    let sources: BTreeSet<u64> = after.resolutions().iter().map(|one| one.entry()).collect();
    for known in after.obligations() {
        let in_resolutions = after
            .resolutions()
            .iter()
            .filter(|one| one.obligations().contains(known.key()))
            .count();
        assert_eq!(
            in_resolutions,
            usize::from(sources.contains(&known.source())),
            "{}",
            known.key()
        );
    }
    assert!(
        after
            .resolutions()
            .iter()
            .all(|one| *one.basis() != cogov::case::ResolutionBasis::Unproven)
    );
}

/// Who ever performed an obligation, told from the entries alone.
#[derive(Default)]
pub(super) struct Performed(BTreeMap<String, BTreeSet<Participant>>);

impl Performed {
    pub(super) fn note(&mut self, entry: &Entry) {
        let by = Participant::Holder(entry.by().clone());
        let hand = entry.hand().cloned().map(Participant::Person);
        let mut lay = |draft: &cogov::act::ObligationDraft| {
            let of = self.0.entry(draft.key().to_string()).or_default();
            of.extend(draft.performers().iter().cloned());
            if draft.performers().is_empty() {
                of.insert(draft.liable().clone().into());
            }
        };
        match entry.act() {
            Act::Resolve { with, .. } => with.obligations().iter().for_each(lay),
            Act::StartStandingDuty { with } => lay(with),
            Act::FindDefault { with, .. } => with.consequence().into_iter().for_each(lay),
            Act::Delegate { obligation, with } => {
                self.0.entry(obligation.to_string()).or_default().insert(with.to().clone());
            }
            Act::Report { obligation, .. } | Act::Complete { obligation, .. } => {
                let of = self.0.entry(obligation.to_string()).or_default();
                of.insert(by);
                of.extend(hand);
            }
            Act::Verify { obligation, .. } => {
                let of = &self.0[&obligation.to_string()];
                assert!(
                    !of.contains(&by),
                    "{} verifies what they performed",
                    entry.to_json().unwrap()
                );
                assert!(
                    hand.is_none_or(|hand| !of.contains(&hand)),
                    "{}",
                    entry.to_json().unwrap()
                );
            }
            _ => {}
        }
    }
}
