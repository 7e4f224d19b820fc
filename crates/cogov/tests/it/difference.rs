//! What changed from one charter to another.

mod parts;
mod renamed;
mod said;
mod spelled;
mod together;
mod worded;

use std::collections::BTreeMap;

use cogov::charter::{Change, ChangeKind, Difference, Section};
use cogov::{Charter, Lang};
use insta::assert_snapshot;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::charter::{document, load};

fn builtin(name: &str) -> Charter {
    Charter::builtin(name).unwrap()
}

#[test]
fn from_what_was_found_to_what_is_recommended() {
    let difference = builtin("cuizhuyuan-found").diff(&builtin("cuizhuyuan-recommended"));
    assert_snapshot!("text_en", difference.to_text(Lang::En));
    assert_snapshot!("text_zh", difference.to_text(Lang::Zh));
    assert_snapshot!("markdown", difference.to_markdown(Lang::En));
    assert_eq!(difference.to_string(), difference.to_text(Lang::En));
}

#[test]
fn a_charter_does_not_differ_from_itself_or_from_another_version_of_the_same_words() {
    for name in Charter::builtins() {
        let charter = builtin(name);
        assert!(charter.diff(&charter).is_empty(), "{name}");
        let next = charter.to_builder().version(charter.version() + 1).build().unwrap();
        assert!(charter.diff(&next).is_empty(), "{name}");
    }
}

#[test]
fn a_charter_differs_from_what_has_other_words() {
    let names: Vec<&str> = Charter::builtins().collect();
    for pair in names.windows(2) {
        assert!(!builtin(pair[0]).diff(&builtin(pair[1])).is_empty(), "{pair:?}");
    }
}

/// The changes as they would be told from the other side.
fn turned(
    difference: &Difference,
) -> BTreeMap<(Section, ChangeKind, Vec<String>, String, String), usize> {
    let mut told = BTreeMap::new();
    for change in difference.changes() {
        let kind = match change.kind() {
            ChangeKind::Added => ChangeKind::Removed,
            ChangeKind::Removed => ChangeKind::Added,
            ChangeKind::Changed => ChangeKind::Changed,
            ChangeKind::Renamed => ChangeKind::Renamed,
        };
        *told.entry(key(change, kind, true)).or_default() += 1;
    }
    told
}

fn straight(
    difference: &Difference,
) -> BTreeMap<(Section, ChangeKind, Vec<String>, String, String), usize> {
    let mut told = BTreeMap::new();
    for change in difference.changes() {
        *told.entry(key(change, change.kind(), false)).or_default() += 1;
    }
    told
}

fn key(
    change: &Change,
    kind: ChangeKind,
    turn: bool,
) -> (Section, ChangeKind, Vec<String>, String, String) {
    let value = serde_json::to_value(change).unwrap();
    let (before, after) = (value["before"].to_string(), value["after"].to_string());
    let (before, after) = if turn { (after, before) } else { (before, after) };
    (change.section(), kind, change.fields().to_vec(), before, after)
}

#[test]
fn what_is_added_one_way_is_removed_the_other_way() {
    for system in ["cuizhuyuan", "county-cppcc", "party-building", "whole-process"] {
        let found = builtin(&format!("{system}-found"));
        for tier in ["recommended", "completed"] {
            let other = builtin(&format!("{system}-{tier}"));
            assert_eq!(turned(&found.diff(&other)), straight(&other.diff(&found)), "{system}");
        }
    }
}

fn position(holder: &str, kinds: &[&str], more: Value) -> Value {
    let mut position = json!({"holder": {"party": holder}, "kinds": kinds, "functions": ["plan"]});
    position.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    position
}

fn of_positions(before: Value, after: Value) -> Vec<(ChangeKind, Vec<String>)> {
    let charter = |positions: Value| load(&document(json!({"positions": positions})));
    let difference = charter(before).diff(&charter(after));
    let changes = difference.in_section(Section::Positions);
    changes.map(|change| (change.kind(), change.fields().to_vec())).collect()
}

#[test]
fn the_order_of_positions_is_no_difference_and_how_often_they_stand_is() {
    let (one, two) =
        (position("company", &["power"], json!({})), position("committee", &["lead"], json!({})));
    assert_eq!(of_positions(json!([one, two]), json!([two, one])), []);
    assert_eq!(of_positions(json!([one]), json!([one, one])), [(ChangeKind::Added, vec![])]);
    assert_eq!(
        of_positions(json!([one, one, two]), json!([two, one])),
        [(ChangeKind::Removed, vec![])]
    );
}

#[test]
fn a_position_with_the_same_holder_and_rights_is_changed_and_another_one_is_new() {
    let within = |days: u32| position("company", &["lead"], json!({"within": {"days": days}}));
    let changed = of_positions(json!([within(5)]), json!([within(6)]));
    assert_eq!(changed, [(ChangeKind::Changed, vec!["within".to_owned()])]);
    // A lead that becomes help is another right.
    let replaced = of_positions(
        json!([position("company", &["lead"], json!({}))]),
        json!([position("company", &["support"], json!({}))]),
    );
    assert_eq!(replaced, [(ChangeKind::Removed, vec![]), (ChangeKind::Added, vec![])]);
}

#[test]
fn the_three_states_of_a_part_are_told_apart() {
    let charter = |training: Option<Value>| {
        let mut value = document(json!({}));
        value.as_object_mut().unwrap().extend(training.map(|t| ("training".to_owned(), t)));
        load(&value)
    };
    let given = json!([{"name": "Course"}]);
    let states = [None, Some(json!({"none": true})), Some(given)].map(charter);
    let kinds = |from: usize, to: usize| -> Vec<ChangeKind> {
        states[from].diff(&states[to]).changes().iter().map(Change::kind).collect()
    };
    assert_eq!(kinds(0, 1), [ChangeKind::Added]);
    assert_eq!(kinds(1, 0), [ChangeKind::Removed]);
    assert_eq!(kinds(1, 2), [ChangeKind::Changed]);
    assert_eq!(kinds(0, 2), [ChangeKind::Added]);
}

/// One part of the document after the other, changed.
#[test]
fn no_part_of_a_charter_changes_unseen() {
    let full: Value =
        serde_json::from_str(Charter::builtin_text("cuizhuyuan-completed").unwrap()).unwrap();
    let before = load(&full);
    for (name, part) in full.as_object().unwrap() {
        if ["$schema", "format", "key", "version"].contains(&name.as_str()) {
            continue;
        }
        // An entry's source is a change as good as any, and breaks nothing.
        let mut changed = full.clone();
        match part {
            Value::Array(entries) if entries.is_empty() => continue,
            Value::Array(_) => changed[name][0]["source"] = json!("changed"),
            Value::Object(_) if !["title", "description"].contains(&name.as_str()) => {
                changed[name]["source"] = json!("changed");
            }
            _ => changed[name] = json!("changed"),
        }
        let difference = before.diff(&load(&changed));
        // What has no key of its own is gone, and something else is there.
        let expected = if ["liaison", "acknowledged"].contains(&name.as_str()) { 2 } else { 1 };
        assert_eq!(difference.changes().len(), expected, "{name}: {difference}");
    }
}

/// Every top-level member of a charter that the schema knows, given anew where it is not there.
#[test]
fn each_top_level_member_that_is_added_taken_away_or_changed_is_told() {
    let members = json!({
        "title": ["A", "B"],
        "description": ["A", "B"],
        "source": ["A", "B"],
        "calendar": [{"offsets": [{"offset": "+08:00"}]}, {"offsets": [{"offset": "+09:00"}]}],
        "places": [[{"key": "a", "name": "A", "kind": "city"}],
                   [{"key": "a", "name": "A", "kind": "nation"}]],
        "matters": [[{"key": "a", "name": "A"}], [{"key": "a", "name": "B"}]],
        "parties": [[{"key": "a", "name": "A", "kind": "other"}],
                    [{"key": "a", "name": "A", "kind": "team"}]],
        "groups": [[{"key": "a", "name": "A"}], [{"key": "a", "name": "A", "size": 3}]],
        "sectors": [[{"key": "a", "name": "A", "body": "p"}],
                    [{"key": "a", "name": "A", "body": "q"}]],
        "seats": [[{"key": "a", "name": "A", "body": "p"}],
                  [{"key": "a", "name": "A", "body": "p", "number": 2}]],
        "liaison": [[{"from": {"party": "p"}, "to": "anyone"}],
                    [{"from": {"party": "p"}, "to": "affected"}]],
        "intake": [{"accept_within": {"days": 1}}, {"accept_within": {"days": 2}}],
        "positions": [[{"holder": "anyone", "kinds": ["claim"], "claims": ["vote"]}],
                      [{"holder": "anyone", "kinds": ["claim"], "claims": ["object"]}]],
        "triage": [{"none": true}, {"none": true, "source": "B"}],
        "agenda": [{"order": ["attention"], "at_most": 1}, {"order": ["attention"], "at_most": 2}],
        "rules": [[{"key": "a", "name": "A", "approval": "consensus"}],
                  [{"key": "a", "name": "B", "approval": "consensus"}]],
        "procedures": [[{"key": "a", "name": "A"}], [{"key": "a", "name": "B"}]],
        "conduct": [[{"key": "a", "name": "A"}], [{"key": "a", "name": "B"}]],
        "training": [[{"name": "A"}], [{"name": "B"}]],
        "incentives": [{"points": [{"contribution": "proposal", "points": 5}]},
                       {"points": [{"contribution": "proposal", "points": 6}]}],
        "acknowledged": [[{"code": "gap", "reason": "A"}], [{"code": "gap", "reason": "B"}]]
    });
    let schema: Value =
        serde_json::from_str(include_str!("../../../../schema/charter.schema.json")).unwrap();
    let properties = schema["properties"].as_object().unwrap();
    let plain = document(json!({"parties": [
        {"key": "p", "name": "P", "kind": "other"}, {"key": "q", "name": "Q", "kind": "other"}]}));
    for name in properties.keys() {
        if ["$schema", "format", "key", "version"].contains(&name.as_str()) {
            continue;
        }
        let [one, other] = members[name].as_array().unwrap_or_else(|| panic!("{name}")).as_slice()
        else {
            panic!("two values of {name}")
        };
        let with = |value: Option<&Value>| {
            let mut document = plain.clone();
            match value {
                Some(value) if name == "parties" => {
                    let entry = value[0].clone();
                    document["parties"].as_array_mut().unwrap().push(entry);
                }
                Some(value) => document[name] = value.clone(),
                None => {}
            }
            load(&document)
        };
        let (without, one, other) = (with(None), with(Some(one)), with(Some(other)));
        for (before, after) in [(&without, &one), (&one, &without), (&one, &other)] {
            let difference = before.diff(after);
            assert!(!difference.is_empty(), "{name}");
            let told = |change: &Change| (change.before().is_some(), change.after().is_some());
            for change in difference.changes() {
                let expected = match change.kind() {
                    ChangeKind::Added => (false, true),
                    ChangeKind::Removed => (true, false),
                    ChangeKind::Changed | ChangeKind::Renamed => (true, true),
                };
                assert_eq!(told(change), expected, "{name}");
            }
        }
    }
}

#[test]
fn a_share_written_in_other_numbers_is_no_difference() {
    let charter = |share: Value, name: &str| {
        load(&document(json!({
            "groups": [{"key": "owners", "name": "Owners"}],
            "rules": [{"key": "r", "name": name, "approval":
                {"measure": "heads", "base": "present", "more_than": share}}],
            "positions": [{"holder": {"at_least": share, "of": "owners"}, "kinds": ["power"],
                           "functions": ["convene"]}],
            "incentives": {"points": [{"contribution": "proposal", "points": 5}]}
        })))
    };
    let half = charter(json!([1, 2]), "R");
    assert!(half.diff(&charter(json!([2, 4]), "R")).is_empty());
    assert_eq!(half.diff(&charter(json!([1, 3]), "R")).changes().len(), 3);
    // Of a rule that changed otherwise, the share is not among what changed.
    let renamed = half.diff(&charter(json!([2, 4]), "S"));
    let fields: Vec<_> = renamed.changes().iter().map(Change::fields).collect();
    assert_eq!(fields, [["name".to_owned()]]);
}

proptest! {
    #![proptest_config(crate::inputs::inputs(128))]

    #[test]
    fn positions_added_and_removed_at_random_are_told_both_ways(
        before in prop::collection::vec(any_position(), 0..8),
        after in prop::collection::vec(any_position(), 0..8),
    ) {
        let charter = |positions: &[Value]| load(&document(json!({"positions": positions})));
        let (one, other) = (charter(&before), charter(&after));
        let (there, back) = (one.diff(&other), other.diff(&one));
        let count = |difference: &Difference, kind| {
            difference.changes().iter().filter(|change| change.kind() == kind).count()
        };
        // Which of several alike answers to which is a choice: that they are told is not.
        for (kind, turned) in [
            (ChangeKind::Added, ChangeKind::Removed),
            (ChangeKind::Removed, ChangeKind::Added),
            (ChangeKind::Changed, ChangeKind::Changed),
        ] {
            prop_assert_eq!(count(&there, kind), count(&back, turned));
        }
        let grown = count(&there, ChangeKind::Added) + before.len();
        prop_assert_eq!(grown, count(&there, ChangeKind::Removed) + after.len());
    }
}

fn any_position() -> impl Strategy<Value = Value> {
    let holders = select(vec!["company", "committee"]);
    (holders, select(vec!["power", "lead"]), 1..3_u32).prop_map(|(holder, kind, days)| {
        position(holder, &[kind], json!({"within": {"days": days}}))
    })
}
