//! Which states an exploration tells apart, and what it says of how far it came.

use cogov::act::Entry;
use cogov::case::{Case, Explored, Visited, explore};
use serde_json::{Value, json};

use super::world::{
    ALL_ARRIVED, COUNTED, MEETING, NOTIFIED, QUESTION, World, charter, draft, owners, party, person,
};

/// Any of these, once.
fn once(world: &World, acts: Vec<Value>) -> Explored {
    let entries: Vec<Entry> = acts.into_iter().map(|act| world.entry(act)).collect();
    let begun = world.case.state().entries();
    let moves = |case: &Case| match case.state().entries() == begun {
        true => entries.clone(),
        false => Vec::new(),
    };
    let found = explore(world.case.clone(), moves, |_| Ok(()), 100, 90);
    assert!(found.is_complete() && found.refused().is_empty(), "{:?}", found.refused());
    assert_eq!(found.edges(), entries.len());
    found
}

/// How many states these lead to, each performed once.
fn states(world: &World, acts: Vec<Value>) -> usize {
    once(world, acts).states() - 1
}

fn submit(number: u8) -> Value {
    json!({ "by": owners(), "hand": "owner-1", "act": "submit",
        "target": { "appeal": format!("0192f000-0000-7000-8000-00000000000{number}") },
        "with": { "channel": "online", "matter": "parking", "place": "compound",
            "submitter": person("owner-1"), "text": "Cars block the gate" } })
}

fn merge(number: u8, into: u8) -> Value {
    let id = |number: u8| format!("0192f000-0000-7000-8000-00000000000{number}");
    json!({ "by": party("committee"), "act": "merge", "target": { "appeal": id(number) },
        "with": { "joins": id(into) } })
}

#[test]
fn into_which_appeal_another_one_was_merged_tells_states_apart() {
    let mut world = World::new(charter(&[]));
    world.at("2026-06-01T09:00").ok(submit(1)).ok(submit(2)).ok(submit(3));
    assert_eq!(states(&world, vec![merge(1, 2), merge(1, 3)]), 2);
    assert_eq!(states(&world, vec![merge(2, 1), merge(2, 3), merge(3, 1)]), 3);
}

#[test]
fn when_a_session_begins_tells_states_apart_by_days() {
    let world = World::court(NOTIFIED);
    let convene = |starts: &str| {
        json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
            "with": { "session": MEETING, "starts": format!("{starts}:00+08:00"), "should_attend": [
                { "who": party("committee"), "role": "chair" },
                { "who": owners(), "role": "speaking_only" }] } })
    };
    let starts = vec![convene("2026-06-08T14:00"), convene("2026-06-09T14:00")];
    assert_eq!(states(&world, starts), 2);
    let starts = vec![convene("2026-06-08T14:00"), convene("2026-06-08T15:00")];
    assert_eq!(states(&world, starts), 1, "on the same day");
}

#[test]
fn in_which_session_votes_are_asked_for_tells_states_apart() {
    let wide = [
        ("/procedures/0/steps/9/not_while", json!([])),
        ("/procedures/0/steps/9/after", json!(["plan"])),
    ];
    let mut world = World::court_with(ALL_ARRIVED, &wide);
    world.at("2026-06-08T14:00");
    let electors: Vec<Value> =
        (1..=4).map(|one| json!({ "who": person(&format!("owner-{one}")) })).collect();
    let open = |session: Option<&str>| {
        let mut open = json!({ "by": party("committee"), "act": "open-ballot", "target": { "step": "vote" },
            "with": { "ballot": "gate", "question": "No parking",
                "electors": electors } });
        if let Some(session) = session {
            open["with"]["session"] = json!(session);
        }
        open
    };
    assert_eq!(states(&world, vec![open(None), open(Some(MEETING))]), 2);
}

#[test]
fn the_day_by_which_something_is_owed_tells_states_apart_before_it_begins() {
    let mut world = World::court(COUNTED);
    world.at("2026-06-10T09:00");
    let resolve = |by: &str| {
        let draft = draft("signs", json!({ "within": { "by": by } }));
        json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
            "with": { "ballot": "gate", "text": QUESTION, "obligations": [draft] } })
    };
    assert_eq!(states(&world, vec![resolve("2026-07-01"), resolve("2026-07-08")]), 2);
}

#[test]
fn no_more_states_are_met_than_may_be_and_that_is_said() {
    let mut world = World::new(charter(&[]));
    world.at("2026-06-01T09:00");
    let moves = |case: &Case| {
        let next = case.state().entries() + 1;
        let mut submit = submit(u8::try_from(next).unwrap_or(9).min(9));
        submit["seq"] = json!(next);
        vec![world.entry(submit)]
    };
    for most in [1, 3] {
        let found = explore(world.case.clone(), moves, |_| Ok(()), most, 10);
        assert_eq!((found.states(), found.is_complete()), (most, false));
        assert_eq!(found.endless(), None, "looked for only where all was seen");
    }
}

#[test]
fn what_ends_at_a_flaw_is_not_complete() {
    let mut world = World::new(charter(&[]));
    world.at("2026-06-01T09:00");
    let check = |_: Visited<'_>| Err("never".to_owned());
    let found = explore(world.case.clone(), |_| Vec::new(), check, 10, 10);
    assert!(found.flaw().is_some() && !found.is_complete());
    assert_eq!((found.dead_end(), found.endless()), (None, None));
}

#[test]
fn a_state_that_only_leads_back_to_itself_has_no_ending_within_reach() {
    let mut world = World::new(charter(&[]));
    world.at("2026-06-01T09:00").ok(submit(1));
    let reminded = |case: &Case| {
        let correct = json!({ "by": party("committee"), "act": "correct", "target": { "entry": 1 },
            "seq": case.state().entries() + 1, "with": { "text": "It was the north gate" } });
        vec![world.entry(correct)]
    };
    let found = explore(world.case.clone(), reminded, |_| Ok(()), 10, 10);
    assert_eq!((found.states(), found.edges(), found.is_complete()), (1, 1, true));
    assert_eq!(found.endless().map(<[Entry]>::len), Some(0));
    assert_eq!(found.dead_end().map(<[Entry]>::len), Some(0));
}
