//! The JSON form of the entries of a register.

use std::collections::BTreeSet;

use cogov::ProblemCode;
use cogov::register::{RegisterActKind, RegisterEntry};
use serde_json::{Map, Value, json};

const EVERY: &str = include_str!("../../fixtures/entries/every-register-act.jsonl");

fn every() -> impl Iterator<Item = Map<String, Value>> {
    EVERY.lines().map(|line| serde_json::from_str(line).unwrap())
}

fn read(members: &Map<String, Value>) -> Result<RegisterEntry, cogov::Invalid> {
    RegisterEntry::from_json(&Value::Object(members.clone()).to_string())
}

#[test]
fn every_act_is_written_as_it_was_read() {
    let mut seen = BTreeSet::new();
    for line in EVERY.lines() {
        let entry = RegisterEntry::from_json(line).unwrap();
        assert_eq!(entry.to_json().unwrap(), line);
        let kind = entry.act().kind();
        assert_eq!(entry.act().target().map(|target| target.kind()), kind.target());
        seen.insert(kind);
    }
    assert_eq!(seen, RegisterActKind::ALL.iter().copied().collect());
}

#[test]
fn what_an_act_does_not_have_is_refused_with_its_path() {
    for members in every() {
        let has = |name: &str| members.contains_key(name);
        for (place, pointer) in [("with", "/with"), ("target", "/target"), ("", "")] {
            let mut value = Value::Object(members.clone());
            let Some(Value::Object(object)) = value.pointer_mut(pointer) else { continue };
            object.insert("zzzz".to_owned(), json!(1));
            let Value::Object(wrong) = value else { continue };
            let error = read(&wrong).unwrap_err();
            assert_eq!(error.first().code(), ProblemCode::UnknownField, "{wrong:?}");
            let path = error.first().path().to_string();
            assert!(path.starts_with(place) && path.ends_with("zzzz"), "{path}");
        }
        if !has("target") {
            let mut wrong = members.clone();
            wrong.insert("target".to_owned(), json!({"seat": "member"}));
            assert_eq!(read(&wrong).unwrap_err().first().code(), ProblemCode::MisplacedField);
        }
    }
    let of = json!({"seq": 1, "at": "2026-01-10T10:00:00Z", "by": "anyone", "act": "join",
        "target": {"person": "p-1"}, "with": {"of": {"seat": "member"}}});
    let error = RegisterEntry::from_json(&of.to_string()).unwrap_err();
    assert_eq!(error.first().code(), ProblemCode::WrongType);
    assert_eq!(error.first().path().to_string(), "with.of");
}
