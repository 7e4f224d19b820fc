//! Random acts, performed in one case and observed in another: whatever comes, the promises hold.

use std::collections::BTreeSet;

use cogov::act::Entry;
use cogov::case::{Case, RefusalCode};
use cogov::position::Holder;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::promises::{Performed, lawful, nothing_is_lost};
use super::random_entries::{Dice, moment, random};
use super::world::{COURT, charter};

fn codes(refusals: &[cogov::case::Refusal]) -> Vec<RefusalCode> {
    refusals.iter().map(|refusal| refusal.code()).collect()
}

/// What came of a run.
struct Came {
    states: BTreeSet<&'static str>,
    taken: Vec<Entry>,
    refused: BTreeSet<RefusalCode>,
}

/// Runs a record with random acts in between, performed in one case and observed in another.
fn run(numbers: Vec<u16>) -> Came {
    let mut dice = Dice::new(numbers);
    let id = "0192f000-0000-7000-8000-000000000000".parse().unwrap();
    let mut case = Case::open(charter(&[]), id);
    let mut seen = case.clone();
    let (mut taken, mut refused, mut states) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let (mut minutes, mut performed) = (0, Performed::default());
    let mut record = COURT.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let haste = dice.below(4);
    while !dice.is_empty() {
        // Where something is to be done, the record waits for the most part.
        let bound = if case.state().resolutions().is_empty() { 8 } else { 60 };
        let next = if dice.below(bound) < 3 + haste { record.next() } else { None };
        let entry = match next {
            Some(mut next) => {
                next["seq"] = json!(case.state().entries() + 1);
                let at: cogov::Instant = serde_json::from_value(next["at"].clone()).unwrap();
                let last = moment(minutes).parse().unwrap();
                if at < last {
                    next["at"] = json!(moment(minutes));
                } else {
                    let day = cogov::Date::new(2026, 6, 1)
                        .unwrap()
                        .days_until(at.date_at(at.offset()).unwrap());
                    minutes = minutes.max(day * 1_440 + 900);
                }
                Entry::from_json(&next.to_string()).unwrap()
            }
            None => random(&mut dice, case.state(), &mut minutes),
        };
        let before = case.state().clone();
        let mut observing = case.clone();
        let noted = observing.observe(&entry);
        match case.perform(&entry) {
            Ok(()) => {
                assert!(noted.is_empty(), "performed, and observed with {:?}", codes(&noted));
                assert!(observing.state() == case.state());
                lawful(&before, case.state(), &entry);
                performed.note(&entry);
                states.extend(
                    case.state().obligations().map(|one| one.state().label(cogov::Lang::En)),
                );
                taken.push(entry.clone());
            }
            Err(error) => {
                assert!(
                    *case.state() == before,
                    "refused, and yet it changed: {}",
                    entry.to_json().unwrap()
                );
                assert_eq!(codes(error.refusals()), codes(&noted));
                let last = observing.state().entries();
                assert!(last >= before.entries() && last >= entry.seq(), "a number was lost");
                nothing_is_lost(&before, observing.state());
                refused.extend(codes(error.refusals()));
            }
        }
        let before = seen.state().clone();
        seen.observe(&entry);
        assert_eq!(seen.state().entries(), before.entries().max(entry.seq()));
        nothing_is_lost(&before, seen.state());
    }
    let mut again = Case::open(case.charter().clone(), id);
    for entry in &taken {
        let entry = Entry::from_json(&entry.to_json().unwrap()).unwrap();
        assert!(again.perform(&entry).is_ok());
    }
    assert!(again.state() == case.state(), "replayed, it is another state");
    assert!(taken.iter().all(|entry| !matches!(entry.by(), Holder::Affected)));
    Came { states, taken, refused }
}

proptest! {
    #![proptest_config(crate::inputs::inputs(100))]

    #[test]
    fn whatever_is_done_all_of_it_or_nothing_happens_and_finals_stay(
        numbers in prop::collection::vec(any::<u16>(), 50..900),
    ) {
        run(numbers);
    }
}

#[test]
fn random_acts_are_taken_often_enough_to_test_something() {
    let (mut kinds, mut states, mut refusals) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut borne = BTreeSet::new();
    for seed in 1..=240_u64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let numbers = std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            u16::try_from(state % 65_536).unwrap()
        });
        let came = run(numbers.take(900).collect());
        kinds.extend(came.taken.iter().map(|entry| entry.act().kind().as_str()));
        let shown = came.taken.iter().filter(|entry| entry.shown().is_some());
        borne.extend(shown.map(|entry| entry.act().kind().as_str()));
        states.extend(came.states);
        refusals.extend(came.refused);
    }
    assert!(kinds.len() >= 45, "{kinds:?}");
    assert!(states.len() >= 8, "{states:?}");
    assert!(refusals.len() >= 56, "{refusals:?}");
    for code in [RefusalCode::WrongReceipt, RefusalCode::SpentReceipt] {
        assert!(refusals.contains(&code), "{refusals:?}");
    }
    assert!(borne.len() >= 3, "{borne:?}");
}
