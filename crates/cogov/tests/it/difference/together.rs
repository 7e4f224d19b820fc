//! Several renamings together, and renamings beside what looks like the same key.

use cogov::Lang;
use cogov::charter::ChangeKind;
use serde_json::{Value, json};

use crate::charter::{document, load};

/// Of each change its kind and its words.
fn told(before: Value, after: Value) -> Vec<(ChangeKind, String)> {
    let difference = load(&document(before)).diff(&load(&document(after)));
    let changes = difference.changes().iter();
    changes.map(|change| (change.kind(), change.what(Lang::En).to_owned())).collect()
}

#[test]
fn of_entries_that_lie_in_one_another_all_can_be_renamed() {
    let chain = |prefix: &str| {
        let matter = |depth: usize| {
            let mut matter =
                json!({"key": format!("{prefix}{depth}"), "name": format!("M{depth}")});
            if depth > 0 {
                matter["parent"] = json!(format!("{prefix}{}", depth - 1));
            }
            matter
        };
        json!({"matters": (0..5).map(matter).collect::<Vec<_>>()})
    };
    let kinds: Vec<ChangeKind> =
        told(chain("a"), chain("b")).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [ChangeKind::Renamed; 5]);
}

#[test]
fn what_is_accepted_of_a_step_follows_the_new_key_of_the_step_alone() {
    let charter = |key: &str| {
        let step = json!({"key": key, "name": "Decide", "function": "decide"});
        json!({
            "procedures": [{"key": "way", "name": "Way", "steps": [step]}],
            "acknowledged": [{"code": "no-rule", "reason": "known", "about": [format!("way/{key}")]}]
        })
    };
    let told = told(charter("vote"), charter("ballot"));
    assert_eq!(told.len(), 1, "the acknowledgement is the same: {told:?}");
}

#[test]
fn a_purpose_that_no_step_serves_is_no_key_of_a_step() {
    let charter = |key: &str| {
        let step = json!({"key": key, "name": "Listen", "function": "plan"});
        json!({"procedures": [{"key": "way", "name": "Way",
            "steps": [step, {"none": true, "step": "hearing"}]}]})
    };
    let told = told(charter("hearing"), charter("listening"));
    assert!(matches!(told.as_slice(), [(ChangeKind::Renamed, _)]), "{told:?}");
}

#[test]
fn a_part_is_said_to_be_stated_absent_where_it_was_not_before() {
    let intake = |intake: Value| json!({"intake": intake});
    let given = || intake(json!({"answer_within": {"days": 5}}));
    let absent = |source: &str| intake(json!({"none": true, "source": source}));
    let words = |before: Value, after: Value| {
        let told = told(before, after);
        let [(_, words)] = told.as_slice() else { panic!("{told:?}") };
        words.contains("stated to be absent")
    };
    assert!(words(given(), absent("one")));
    assert!(words(json!({}), absent("one")));
    assert!(!words(absent("one"), absent("two")));
    assert!(!words(absent("one"), given()));
}
