//! What is observed though it cannot be: what it names and is not there changes nothing.

use cogov::act::Entry;
use serde_json::json;

use super::world::{ADJOURNED, ALL_ARRIVED, MEETING, World, owners, party};

const NOWHERE: &str = "0192f000-0000-7000-8000-00000000a009";

fn said(session: &str, text: &str) -> serde_json::Value {
    json!({ "by": owners(), "hand": "owner-1", "act": "speak", "target": { "session": session },
        "with": { "text": text } })
}

#[test]
fn what_happens_in_an_unknown_session_changes_nothing() {
    let mut world = World::court(ADJOURNED);
    for entry in [
        said(NOWHERE, "Here"),
        json!({ "by": party("assembly"), "act": "record-consensus", "target": { "step": "vote" },
            "with": { "session": NOWHERE, "text": "All agree" } }),
        json!({ "by": party("assembly"), "act": "open-ballot", "target": { "step": "vote" },
            "with": { "ballot": "b", "session": NOWHERE, "question": "Shall we?",
                "electors": [{ "who": { "person": "owner-1" } }] } }),
    ] {
        let entry = world.entry(entry);
        let codes = world.case.observe(&entry);
        assert!(codes.iter().any(|one| one.code().as_str() == "unknown-target"), "{codes:?}");
    }
    let state = world.case.state();
    assert_eq!((state.statements().len(), state.ballots().len()), (1, 0));
    assert!(state.consensus().is_empty());
}

#[test]
fn a_statement_is_never_replaced_by_a_number_that_is_there_already() {
    let mut world = World::court(ALL_ARRIVED);
    world.ok(said(MEETING, "First"));
    let mut again = said(MEETING, "Second");
    again["seq"] = json!(world.case.state().entries());
    let again = world.entry(again);
    assert_eq!(world.case.observe(&again)[0].code().as_str(), "out-of-sequence");
    let text = world.case.state().statements().next().unwrap().text().clone();
    assert_eq!(serde_json::to_value(text).unwrap(), json!("First"));
}

#[test]
fn a_number_out_of_sequence_leaves_room_for_the_next_one() {
    let mut world = World::court(ALL_ARRIVED);
    for seq in [1_u64 << 52, (1 << 52) + 1, (1 << 53) - 2, (1 << 53) - 1] {
        let mut entry = said(MEETING, "Far");
        entry["seq"] = json!(seq);
        let entry = world.entry(entry);
        world.case.observe(&entry);
        let next = world.case.entry(
            entry.at(),
            cogov::Holder::Anyone,
            cogov::act::Act::correct(1, cogov::act::Correct::new(cogov::Text::new("?").unwrap())),
        );
        assert!(Entry::from_json(&next.to_json().unwrap()).is_ok(), "after {seq}: {}", next.seq());
    }
}
