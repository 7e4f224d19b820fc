//! What changed from one charter to another.

use cogov::charter::{ChangeKind, Section};
use cogov::{Charter, Lang};
use serde_json::{Value, json};

use crate::charter::{document, load};

/// Kind, words and fields of each change in a section.
fn changes(
    before: &Charter,
    after: &Charter,
    section: Section,
) -> Vec<(ChangeKind, String, Vec<String>)> {
    let difference = before.diff(after);
    let changes = difference.in_section(section);
    changes.map(|c| (c.kind(), c.what(Lang::En).to_owned(), c.fields().to_vec())).collect()
}

#[test]
fn a_conduct_policy_that_is_gone_or_says_something_else_is_a_change() {
    let whole = Charter::builtin("cuizhuyuan-completed").unwrap();
    let document: Value = serde_json::from_str(&whole.to_json()).unwrap();
    let first = document["conduct"][0]["name"]["en"].as_str().unwrap().to_owned();

    let mut other = document.clone();
    other["conduct"][0]["name"] = json!("Another name");
    let found = changes(&whole, &load(&other), Section::Conduct);
    assert_eq!(found, [(ChangeKind::Changed, first.clone(), vec!["name".to_owned()])]);
}

#[test]
fn procedures_that_changed_places_are_changed_in_their_order() {
    let procedure = |key: &str| {
        let step = json!({"key": "talk", "name": "Talk", "function": "deliberate"});
        json!({"key": key, "name": key, "steps": [step]})
    };
    let charter = |keys: &[&str]| {
        let procedures: Vec<Value> = keys.iter().map(|key| procedure(key)).collect();
        load(&document(json!({"procedures": procedures})))
    };
    let moved = |key: &str| (ChangeKind::Changed, key.to_owned(), vec!["order".to_owned()]);
    let of = |before: &[&str], after: &[&str]| {
        changes(&charter(before), &charter(after), Section::Procedures)
    };
    assert_eq!(of(&["a", "b", "c"], &["b", "a", "c"]), [moved("a"), moved("b")]);
    assert_eq!(of(&["a", "b"], &["a", "b"]), []);
    // One that is new moves none of the others.
    let added = of(&["a", "b"], &["c", "a", "b"]);
    assert_eq!(added, [(ChangeKind::Added, "c".to_owned(), vec![])]);
}
