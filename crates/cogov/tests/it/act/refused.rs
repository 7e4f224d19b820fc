//! What is no entry is refused where it stands, with what was probably meant.

use cogov::act::{ActKind, Entry};
use cogov::{Lang, Problem, ProblemCode};
use serde_json::{Map, Value, json};

const EVERY_ACT: &str = include_str!("../../fixtures/entries/every-act.jsonl");
const APPEAL: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

fn examples() -> impl Iterator<Item = (ActKind, Map<String, Value>)> {
    EVERY_ACT.lines().map(|line| match serde_json::from_str(line).unwrap() {
        Value::Object(members) => (members["act"].as_str().unwrap().parse().unwrap(), members),
        _ => panic!("no object"),
    })
}

fn problems(members: &Map<String, Value>) -> Vec<Problem> {
    match Entry::from_json(&Value::Object(members.clone()).to_string()) {
        Ok(entry) => panic!("it was taken: {}", entry.to_json().unwrap()),
        Err(invalid) => invalid.into_iter().collect(),
    }
}

fn only(members: &Map<String, Value>) -> (ProblemCode, String, String) {
    let problems = problems(members);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = &problems[0];
    (problem.code(), problem.path().to_string(), problem.help(Lang::En))
}

fn support() -> Map<String, Value> {
    let Value::Object(members) = json!({
        "seq": 1, "at": "2026-06-01T09:30:00+08:00", "by": {"person": "p"}, "act": "support",
        "target": {"appeal": APPEAL}
    }) else {
        panic!("no object")
    };
    let mut members = members;
    members.insert("by".to_owned(), json!("anyone"));
    members
}

#[test]
fn a_person_who_stands_in_by_is_told_to_stand_in_hand() {
    let mut members = support();
    members.insert("by".to_owned(), json!({"person": "p-1"}));
    let (code, path, help) = only(&members);
    assert_eq!((code, path.as_str()), (ProblemCode::UnknownField, "by.person"));
    assert_eq!(
        help,
        "write in `by` for whom the person acts, or \"anyone\", and the person in `hand`: \"by\": {\"party\": …}, \"hand\": \"p-1\""
    );
    let zh = problems(&members)[0].help(Lang::Zh);
    assert!(zh.contains("此人写在 hand 中") && zh.contains("\"hand\": \"p-1\""), "{zh}");
    // What is told is taken.
    members.insert("by".to_owned(), json!({"party": "p"}));
    members.insert("hand".to_owned(), json!("p-1"));
    assert!(Entry::from_json(&Value::Object(members.clone()).to_string()).is_ok());
    // What is no key at all is not repeated as one.
    members.remove("hand");
    members.insert("by".to_owned(), json!({"person": 7}));
    assert!(only(&members).2.ends_with("\"hand\": \"…\""));
}

#[test]
fn a_misspelt_act_is_met_with_the_nearest_one() {
    for &kind in ActKind::ALL {
        let word = kind.as_str();
        let mut members = support();
        members.insert("act".to_owned(), json!(format!("{word}x")));
        let (code, path, help) = only(&members);
        assert_eq!((code, path.as_str()), (ProblemCode::UnknownValue, "act"));
        assert_eq!(help, format!("did you mean \"{word}\"?"));
    }
}

#[test]
fn a_misspelt_member_is_met_with_the_nearest_one_and_not_missed_besides() {
    for (name, wrong) in [
        ("seq", "sec"),
        ("at", "att"),
        ("by", "bby"),
        ("act", "actt"),
        ("target", "targte"),
        ("with", "wiht"),
    ] {
        let mut members = examples().next().unwrap().1;
        let value = members.remove(name).unwrap();
        members.insert(wrong.to_owned(), value);
        let (code, path, help) = only(&members);
        assert_eq!((code, path.as_str()), (ProblemCode::UnknownField, wrong));
        assert_eq!(help, format!("did you mean \"{name}\"?"));
    }
}

#[test]
fn a_target_of_another_kind_is_refused() {
    let values = json!({
        "appeal": APPEAL, "step": "s", "session": APPEAL, "ballot": "b", "obligation": "o",
        "reply": "r", "entry": 1
    });
    for (kind, members) in examples() {
        let Some(target) = kind.target() else { continue };
        for (name, value) in values.as_object().unwrap() {
            if name == target.as_str() {
                continue;
            }
            let mut members = members.clone();
            members.insert("target".to_owned(), json!({name: value}));
            let problems = problems(&members);
            let unknown = problems.iter().find(|p| p.code() == ProblemCode::UnknownField).unwrap();
            assert_eq!(unknown.path().to_string(), format!("target.{name}"), "{kind}");
            assert!(unknown.message(Lang::Zh).contains(name.as_str()));
        }
        let mut members = members.clone();
        members.insert("target".to_owned(), json!({}));
        let (code, path, _) = only(&members);
        assert_eq!((code, path), (ProblemCode::MissingField, format!("target.{target}")));
        members.remove("target");
        let (code, path, _) = only(&members);
        assert_eq!((code, path.as_str()), (ProblemCode::MissingField, "target"));
    }
}

#[test]
fn a_target_or_a_payload_where_there_is_none_is_refused() {
    let (mut without_target, mut without_payload) = (0, 0);
    for (kind, members) in examples() {
        if kind.target().is_none() {
            let mut members = members.clone();
            members.insert("target".to_owned(), json!({"step": "s"}));
            let (code, path, _) = only(&members);
            assert_eq!((code, path.as_str()), (ProblemCode::MisplacedField, "target"), "{kind}");
            without_target += 1;
        }
        if matches!(kind, ActKind::Support | ActKind::TakeOn) {
            let mut members = members.clone();
            members.insert("with".to_owned(), json!({}));
            let problems = problems(&members);
            assert_eq!(problems[0].code(), ProblemCode::MisplacedField);
            assert_eq!(problems[0].path().to_string(), "with");
            assert!(problems[0].message(Lang::En).contains(kind.as_str()));
            assert!(problems[0].message(Lang::Zh).contains(kind.as_str()));
            without_payload += 1;
        }
    }
    assert!(without_target >= 10 && without_payload == 4);
}

#[test]
fn a_payload_that_has_to_be_there_is_missed() {
    let mut required = 0;
    for (kind, mut members) in examples() {
        if members.remove("with").is_none() {
            continue;
        }
        if Entry::from_json(&Value::Object(members.clone()).to_string()).is_err() {
            let (code, path, _) = only(&members);
            assert_eq!((code, path.as_str()), (ProblemCode::MissingField, "with"), "{kind}");
            required += 1;
        }
    }
    assert!(required >= 40, "{required}");
}

#[test]
fn an_unknown_field_of_any_payload_is_refused_where_it_stands() {
    for (kind, mut members) in examples() {
        let Some(with) = members.get_mut("with").and_then(Value::as_object_mut) else { continue };
        with.insert("zzzzzzzz".to_owned(), json!(1));
        let (code, path, _) = only(&members);
        assert_eq!((code, path.as_str()), (ProblemCode::UnknownField, "with.zzzzzzzz"), "{kind}");
    }
}

#[test]
fn null_is_never_a_way_to_leave_something_out() {
    for (kind, members) in examples() {
        for name in members.keys() {
            let mut members = members.clone();
            members.insert(name.clone(), Value::Null);
            assert!(!problems(&members).is_empty(), "{kind} {name}");
        }
        let Some(with) = members.get("with").and_then(Value::as_object) else { continue };
        for name in with.keys() {
            let mut members = members.clone();
            members["with"][name] = Value::Null;
            let (code, path, _) = only(&members);
            assert_eq!(code, ProblemCode::WrongType, "{kind}");
            assert_eq!(path, format!("with.{name}"));
        }
    }
}

#[test]
fn an_identifier_has_one_notation() {
    for wrong in [
        "",
        "00000000-0000-0000-0000-000000000000",
        "01890A5D-AC96-774B-BCCE-B302099A8057",
        "{01890a5d-ac96-774b-bcce-b302099a8057}",
        "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",
        "01890a5dac96774bbcceb302099a8057",
        " 01890a5d-ac96-774b-bcce-b302099a8057",
        "01890a5d-ac96-774b-bcce-b302099a805",
    ] {
        let mut members = support();
        members["target"]["appeal"] = json!(wrong);
        let (code, path, _) = only(&members);
        assert_eq!((code, path.as_str()), (ProblemCode::InvalidId, "target.appeal"), "{wrong}");
    }
}

#[test]
fn a_digest_has_64_small_digits() {
    let (_, migrate) = examples().find(|(kind, _)| *kind == ActKind::Migrate).unwrap();
    let digest = migrate["with"]["digest"].as_str().unwrap().to_owned();
    let without = |first: usize| digest.chars().skip(first).collect::<String>();
    for wrong in [
        digest.to_uppercase(),
        without(1),
        format!("{digest}0"),
        format!("0x{}", without(2)),
        format!("g{}", without(1)),
        String::new(),
        "é".repeat(32),
    ] {
        let mut members = migrate.clone();
        members["with"]["digest"] = json!(wrong);
        let (code, path, _) = only(&members);
        assert_eq!((code, path.as_str()), (ProblemCode::InvalidDigest, "with.digest"), "{wrong}");
    }
}

#[test]
fn numbers_are_whole_and_within_what_every_language_reads() {
    for (wrong, code) in [
        (json!(9_007_199_254_740_992_u64), ProblemCode::BoundExceeded),
        (json!(u64::MAX), ProblemCode::NotAWholeNumber),
        (json!(-1), ProblemCode::NegativeNumber),
        (json!(1.5), ProblemCode::NotAWholeNumber),
        (json!("1"), ProblemCode::WrongType),
    ] {
        let mut members = support();
        members.insert("seq".to_owned(), wrong);
        let (found, path, _) = only(&members);
        assert_eq!((found, path.as_str()), (code, "seq"));
    }
}

#[test]
fn what_chains_an_entry_to_a_record_is_no_part_of_the_entry_itself() {
    let entry = json!({"seq": 1, "at": "2026-06-01T09:00:00Z", "by": "anyone", "act": "close"});
    assert!(Entry::from_json(&entry.to_string()).is_ok());
    let mut chained = entry.clone();
    chained["prev"] = json!("00".repeat(32));
    let problem = Entry::from_json(&chained.to_string()).unwrap_err();
    assert_eq!(problem.first().code(), ProblemCode::UnknownField);
    assert_eq!(problem.first().path().to_string(), "prev");
    // A register knows no receipts.
    let mut shown = json!({"seq": 1, "at": "2026-01-10T10:00:00Z", "by": "anyone", "act": "join",
        "target": {"person": "p-1"}, "with": {"of": {"party": "council"}}});
    assert!(cogov::register::RegisterEntry::from_json(&shown.to_string()).is_ok());
    shown["shows"] = json!("00".repeat(32));
    let problem = cogov::register::RegisterEntry::from_json(&shown.to_string()).unwrap_err();
    assert_eq!(problem.first().code(), ProblemCode::UnknownField);
}
