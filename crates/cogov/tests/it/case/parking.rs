//! The case of a fire lane under the completed charter of Cuizhuyuan, from appeals to the end.

use cogov::Charter;
use cogov::Instant;
use cogov::act::Entry;
use cogov::case::{Case, Ending, Phase};

pub(super) const ENTRIES: &str = include_str!("../../../../../tests/vectors/records/parking.jsonl");

pub(super) fn opened() -> Case {
    let charter = Charter::builtin("cuizhuyuan-completed").expect("a built-in charter");
    Case::open(charter, "0192f000-0000-7000-8000-0000000000ff".parse().expect("an identifier"))
}

/// Performs what was recorded up to a moment.
pub(super) fn until(case: &mut Case, moment: Instant) {
    for line in ENTRIES.lines() {
        let entry = Entry::from_json(line).expect("an entry");
        if entry.at() <= moment {
            case.perform(&entry).expect("an act that nothing stands against");
        }
    }
}

#[test]
fn a_case_goes_from_appeals_to_a_verified_result_without_a_refusal() {
    let mut case = opened();
    for line in ENTRIES.lines() {
        let entry = Entry::from_json(line).unwrap();
        if let Err(refused) = case.perform(&entry) {
            panic!("entry {}: {refused}\n{:?}", entry.seq(), refused.first());
        }
    }
    assert_eq!(case.state().phase(), Phase::Closed);
    assert_eq!(case.state().ended().map(|ended| ended.ending()), Some(Ending::Fulfilled));
}
