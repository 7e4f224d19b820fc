//! The JSON Schema of entries, and the act table: fresh, and judged by a validator that knows nothing
//! of this library.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;

use cogov::Lang;
use cogov::act::{ActKind, Entry, TargetKind};
use cogov::register::{RegisterActKind, RegisterEntry};
use serde_json::{Map, Value, json};

fn read(file: &str) -> String {
    std::fs::read_to_string(format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn validator() -> jsonschema::Validator {
    validator_of("schema/entry.schema.json")
}

fn validator_of(file: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&read(file)).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

/// Examples of every act, with everything and with nothing that can be left out.
fn examples() -> Vec<(ActKind, Map<String, Value>)> {
    let text = read("crates/cogov/tests/fixtures/entries/every-act.jsonl");
    let members =
        text.lines().map(|line| serde_json::from_str::<Map<String, Value>>(line).unwrap());
    members.map(|members| (members["act"].as_str().unwrap().parse().unwrap(), members)).collect()
}

fn is_read(entry: &Map<String, Value>) -> bool {
    Entry::from_json(&Value::Object(entry.clone()).to_string()).is_ok()
}

#[test]
fn what_is_committed_is_what_the_types_and_the_table_say() {
    for (file, fresh) in [
        ("schema/entry.schema.json", cogov_tests::entry_schema()),
        ("docs/acts.md", cogov_tests::acts()),
        ("schema/register-entry.schema.json", cogov_tests::register_entry_schema()),
        ("docs/register.md", cogov_tests::register_acts()),
    ] {
        let committed = read(file);
        assert!(committed.lines().eq(fresh.lines()), "run `cargo xtask schema` and commit {file}");
    }
}

#[test]
fn every_act_has_its_place_in_the_pages() {
    let acts = cogov_tests::acts();
    for &kind in ActKind::ALL {
        let heading =
            format!("\n### `{kind}`: {}, {}\n", kind.label(Lang::En), kind.label(Lang::Zh));
        assert_eq!(acts.matches(&heading).count(), 1, "{kind}");
        for lang in Lang::ALL {
            assert!(acts.contains(kind.effect(lang)), "{kind}");
        }
    }
    // What is linked to is there.
    let anchors: BTreeSet<&str> =
        acts.split("](#").skip(1).filter_map(|l| l.split(')').next()).collect();
    assert!(anchors.len() > 20, "{anchors:?}");
    let headings: BTreeSet<String> =
        acts.lines().filter_map(|line| line.strip_prefix("### ")).map(str::to_lowercase).collect();
    for anchor in anchors {
        assert!(headings.contains(anchor), "{anchor}");
    }
}

#[test]
fn every_example_is_valid_and_with_one_thing_wrong_it_is_not() {
    let validator = validator();
    let refuses = |what: &str, members: &Map<String, Value>| {
        assert!(!is_read(members), "{what} is read: {members:?}");
        let value = Value::Object(members.clone());
        assert!(!validator.is_valid(&value), "{what}: the schema takes {value}");
    };
    let targets = json!({
        "appeal": "01890a5d-ac96-774b-bcce-b302099a8057", "step": "s",
        "session": "01890a5d-ac96-774b-bcce-b302099a8057", "ballot": "b", "obligation": "o",
        "reply": "r", "entry": 1
    });
    for (kind, members) in examples() {
        let value = Value::Object(members.clone());
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{value}");
        for name in ["seq", "at", "by", "act"] {
            let mut members = members.clone();
            members.remove(name);
            refuses(name, &members);
        }
        for &target in TargetKind::ALL {
            if kind.target() == Some(target) {
                continue;
            }
            let mut members = members.clone();
            let value = targets[target.as_str()].clone();
            members.insert("target".to_owned(), json!({ target.as_str(): value }));
            refuses("another target", &members);
        }
        if kind.target().is_some() {
            let mut members = members.clone();
            members.remove("target");
            refuses("no target", &members);
        }
        for (place, pointer) in [("", ""), ("with", "/with"), ("target", "/target")] {
            let mut value = Value::Object(members.clone());
            let Some(Value::Object(object)) = value.pointer_mut(pointer) else { continue };
            object.insert("zzzz".to_owned(), json!(1));
            let Value::Object(members) = value else { continue };
            refuses(&format!("an unknown field of {place}"), &members);
        }
        let fields = members.get("with").and_then(Value::as_object).cloned().unwrap_or_default();
        for name in fields.keys() {
            let mut wrong = members.clone();
            wrong["with"][name] = Value::Null;
            refuses("null", &wrong);
            wrong["with"][name] = json!([[[1]]]);
            refuses("a list of lists", &wrong);
        }
    }
}

#[test]
fn a_payload_is_required_where_the_reader_requires_it() {
    let validator = validator();
    let (mut with, mut without) = (0, 0);
    for (_, mut members) in examples() {
        members.remove("with");
        let is_valid = validator.is_valid(&Value::Object(members.clone()));
        assert_eq!(is_valid, is_read(&members), "{members:?}");
        *(if is_valid { &mut without } else { &mut with }) += 1;
        members.insert("with".to_owned(), json!({}));
        let is_valid = validator.is_valid(&Value::Object(members.clone()));
        assert_eq!(is_valid, is_read(&members), "{members:?}");
    }
    assert!(with > 30 && without > 20, "{with} {without}");
}

#[test]
fn fields_that_have_to_be_there_are_the_same_for_the_reader_and_the_schema() {
    let validator = validator();
    for (kind, members) in examples() {
        let fields = members.get("with").and_then(Value::as_object).cloned().unwrap_or_default();
        for name in fields.keys() {
            let mut members = members.clone();
            members["with"].as_object_mut().unwrap().remove(name);
            let is_valid = validator.is_valid(&Value::Object(members.clone()));
            assert_eq!(is_valid, is_read(&members), "{kind} without {name}");
        }
    }
}

#[test]
fn the_schema_of_a_register_takes_what_its_reader_takes() {
    let validator = validator_of("schema/register-entry.schema.json");
    let text = read("crates/cogov/tests/fixtures/entries/every-register-act.jsonl");
    let agree = |members: &Map<String, Value>| {
        let value = Value::Object(members.clone());
        let is_read = RegisterEntry::from_json(&value.to_string()).is_ok();
        assert_eq!(validator.is_valid(&value), is_read, "{value}");
        is_read
    };
    let (mut taken, mut refused) = (0, 0);
    let mut note = |is_read: bool| *(if is_read { &mut taken } else { &mut refused }) += 1;
    for line in text.lines() {
        let members: Map<String, Value> = serde_json::from_str(line).unwrap();
        assert!(agree(&members), "{line}");
        // Each member left out, and one that there is not, of the entry and of what goes with it.
        for name in members.keys() {
            let mut less = members.clone();
            less.remove(name);
            note(agree(&less));
        }
        for pointer in ["", "/with", "/target"] {
            let mut value = Value::Object(members.clone());
            let Some(Value::Object(object)) = value.pointer_mut(pointer) else { continue };
            object.insert("zzzz".to_owned(), json!(1));
            let Value::Object(more) = value else { continue };
            note(agree(&more));
        }
        let with = members.get("with").and_then(Value::as_object).cloned().unwrap_or_default();
        for name in with.keys() {
            let mut less = members.clone();
            less["with"].as_object_mut().unwrap().remove(name);
            note(agree(&less));
            let mut wrong = members.clone();
            wrong["with"][name] = json!([[[1]]]);
            note(agree(&wrong));
        }
    }
    assert!(taken > 40 && refused > 100, "{taken} {refused}");
}

#[test]
fn every_act_of_a_register_has_its_place_in_its_page() {
    let page = cogov_tests::register_acts();
    for &kind in RegisterActKind::ALL {
        let heading =
            format!("\n### `{kind}`: {}, {}\n", kind.label(Lang::En), kind.label(Lang::Zh));
        assert_eq!(page.matches(&heading).count(), 1, "{kind}");
        for lang in Lang::ALL {
            assert!(page.contains(kind.effect(lang)), "{kind}");
        }
    }
    let anchors: BTreeSet<&str> =
        page.split("](#").skip(1).filter_map(|l| l.split(')').next()).collect();
    let headings: BTreeSet<String> =
        page.lines().filter_map(|line| line.strip_prefix("### ")).map(str::to_lowercase).collect();
    for anchor in anchors {
        assert!(headings.contains(anchor), "{anchor}");
    }
}
