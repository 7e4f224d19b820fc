//! A small compound with a register, for tests that go on from it.

use cogov::register::{Register, RegisterCode, RegisterEntry, RegisterRefusal};
use cogov::values::{PersonKey, RegisterId};
use cogov::{Charter, Date, Holder, SeatKey};
use serde_json::{Value, json};

pub(super) const HALL: &str = include_str!("../../../../../tests/vectors/charters/hall.json");

pub(super) fn hall() -> Charter {
    Charter::from_json(HALL).unwrap()
}

pub(super) fn id() -> RegisterId {
    "0192f000-0000-7000-8000-000000000001".parse().unwrap()
}

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn person(key: &str) -> PersonKey {
    key.parse().unwrap()
}

pub(super) fn seat(key: &str) -> SeatKey {
    key.parse().unwrap()
}

pub(super) fn holder(of: &Value) -> Holder {
    serde_json::from_value(of.clone()).unwrap()
}

pub(super) fn street() -> Value {
    json!({ "party": "street" })
}

pub(super) fn owners() -> Value {
    json!({ "group": "owners" })
}

pub(super) fn register() -> Register {
    Register::open(hall(), id())
}

/// A register under the hall's charter, changed.
pub(super) fn register_with(change: impl FnOnce(&mut Value)) -> Register {
    let mut value: Value = serde_json::from_str(HALL).unwrap();
    change(&mut value);
    Register::open(Charter::from_json(&value.to_string()).unwrap(), id())
}

/// An entry that names its day, act and what goes with it; the next one in number.
pub(super) fn entry(register: &Register, on: &str, rest: Value) -> RegisterEntry {
    let mut entry = json!({
        "seq": register.state().entries() + 1, "at": format!("{on}T10:00:00+08:00"),
    });
    entry.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    RegisterEntry::from_json(&entry.to_string()).unwrap()
}

/// Performs what is not refused.
pub(super) fn perform(register: &mut Register, on: &str, rest: Value) -> u64 {
    let entry = entry(register, on, rest);
    register
        .perform(&entry)
        .unwrap_or_else(|refused| panic!("{}: {refused}", entry.to_json().unwrap()));
    entry.seq()
}

/// The codes with which something is refused.
pub(super) fn refused(register: &Register, on: &str, rest: Value) -> Vec<&'static str> {
    let entry = entry(register, on, rest);
    let refused = register.preview(&entry).expect_err("it is taken");
    words(refused.refusals())
}

pub(super) fn words(refusals: &[RegisterRefusal]) -> Vec<&'static str> {
    refusals.iter().map(|refusal| RegisterCode::as_str(refusal.code())).collect()
}

pub(super) fn elect(persons: &[&str]) -> Value {
    json!({"by": owners(), "act": "elect", "target": {"seat": "member"},
           "with": {"persons": persons}})
}

pub(super) fn appoint(by: &Value, seat: &str, person: &str) -> Value {
    json!({"by": by, "act": "appoint", "target": {"seat": seat}, "with": {"person": person}})
}

pub(super) fn declare(person: &str, other: &str) -> Value {
    json!({"by": street(), "act": "declare-relative", "target": {"person": person},
           "with": {"other": other, "kinship": "spouse"}})
}

pub(super) fn announce(by: &str, person: &str, seat: &str, which: &str) -> Value {
    json!({"by": {"party": by}, "act": "announce", "target": {"person": person},
           "with": {"seat": seat, "sanction": which, "reason": "On the record"}})
}

pub(super) fn hear(by: &str, announced: u64) -> Value {
    json!({"by": {"party": by}, "act": "hear", "target": {"entry": announced}})
}

pub(super) fn resign(person: &str) -> Value {
    json!({"by": "anyone", "hand": person, "act": "vacate", "target": {"seat": "member"},
           "with": {"person": person, "cause": "resigned"}})
}

pub(super) fn join(person: &str, of: Value) -> Value {
    json!({"by": street(), "act": "join", "target": {"person": person}, "with": {"of": of}})
}

pub(super) fn leave(person: &str, of: Value) -> Value {
    json!({"by": street(), "act": "leave", "target": {"person": person},
           "with": {"of": of, "cause": "other"}})
}

/// What was missed or done on some days.
pub(super) fn count(person: &str, mark: &str, days: &[&str]) -> Value {
    let credits: Vec<Value> = days
        .iter()
        .map(|on| json!({"person": person, "what": {"kind": "session", "on": on, "mark": mark}}))
        .collect();
    json!({"by": street(), "act": "count", "with": {"policy": "members", "credits": credits}})
}

pub(super) fn sanction(by: &str, person: &str, which: &str) -> Value {
    json!({"by": {"party": by}, "act": "sanction", "target": {"person": person},
           "with": {"seat": "member", "sanction": which, "reason": "On the record"}})
}

/// The same by the hand of a person.
pub(super) fn by_hand(hand: &str, mut act: Value) -> Value {
    act["hand"] = json!(hand);
    act
}

pub(super) fn ask_review(person: &str, sanction: u64) -> Value {
    json!({"by": "anyone", "hand": person, "act": "ask-review", "target": {"entry": sanction},
           "with": {"reason": "I had leave"}})
}

/// By the hand of somebody who imposes nothing in these tests.
pub(super) fn review(sanction: u64, outcome: &str) -> Value {
    json!({"by": street(), "hand": "p-21", "act": "review", "target": {"entry": sanction},
           "with": {"outcome": outcome, "reason": "As it is"}})
}

/// The persons who belong to something on a day, each with the entry for which they do.
pub(super) fn members(register: &Register, of: &Value, on: &str) -> Vec<(String, u64)> {
    let members = register.members_of(&holder(of), day(on));
    members.iter().map(|one| (one.person().to_string(), one.entry())).collect()
}
