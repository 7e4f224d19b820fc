//! What is open in parts: larger parts take the place of those that lie in them.

use std::collections::BTreeSet;

use cogov::FindingCode;
use cogov::audit::Basis;
use serde_json::{Value, json};

use super::{committee, of, with};
use crate::charter::{audit, document, subjects};

/// Matters and places: one above some, which do not lie in one another.
fn trees(many: usize) -> Value {
    let below = |index: usize| match index {
        0 => json!({"key": "m0", "name": "M"}),
        _ => json!({"key": format!("m{index}"), "name": "M", "parent": "m0"}),
    };
    json!({
        "matters": (0..=many).map(below).collect::<Vec<_>>(),
        "places": [{"key": "city", "name": "City", "kind": "city"},
                   {"key": "p1", "name": "One", "kind": "community", "parent": "city"},
                   {"key": "p2", "name": "Two", "kind": "community", "parent": "city"}]
    })
}

fn found(many: usize, positions: Vec<Value>, code: FindingCode) -> Vec<BTreeSet<String>> {
    let charter = document(with(trees(many), json!({"positions": positions})));
    let found = subjects(&audit(&charter), code, Basis::Stated);
    found.into_iter().map(|words| words.into_iter().collect()).collect()
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn nobody_leads(function: &str, scope: Value) -> Value {
    with(json!({"none": true, "kinds": ["lead"], "functions": [function]}), scope)
}

fn leads(function: &str, scope: Value) -> Value {
    with(of(committee(), &["lead"], function), scope)
}

#[test]
fn a_statement_about_something_and_its_part_finds_the_whole_of_it_once() {
    let gap = |said: Value, led: Option<Value>| {
        let mut positions = vec![nobody_leads("implement", said)];
        positions.extend(led.map(|led| leads("implement", led)));
        found(2, positions, FindingCode::Gap)
    };
    let matters = json!({"matters": ["m0", "m1"], "places": ["city"]});
    assert_eq!(gap(matters.clone(), None), [set(&["implement", "m0", "city"])]);
    let places = json!({"matters": ["m0"], "places": ["city", "p1"]});
    assert_eq!(gap(places.clone(), None), [set(&["implement", "m0", "city"])]);
    // Led on one of the parts: what is left of the narrower scope lies in what is left of the wider.
    let led = |scope: Value| Some(scope);
    assert_eq!(
        gap(places.clone(), led(json!({"matters": ["m1"]}))),
        [set(&["implement", "m0", "m2", "city"])]
    );
    assert_eq!(
        gap(matters.clone(), led(json!({"places": ["p1"]}))),
        [set(&["implement", "m0", "city", "p2"])]
    );
    assert_eq!(
        gap(matters, led(json!({"matters": ["m2"]}))),
        [set(&["implement", "m0", "m1", "city"])]
    );
}

/// A claim on everything that nobody honours on some matters, as several statements say.
fn hollow(many: usize, said: &[Value], led: Option<Value>) -> BTreeSet<String> {
    let each: Vec<String> = (1..=many).map(|index| format!("m{index}")).collect();
    let claim = json!({"holder": "affected", "kinds": ["claim"], "claims": ["be_heard"]});
    let mut positions = vec![claim];
    positions.push(nobody_leads("deliberate", json!({"matters": each, "places": ["city"]})));
    positions.extend(said.iter().map(|said| nobody_leads("deliberate", said.clone())));
    positions.extend(led.map(|led| leads("deliberate", led)));
    let found = found(many, positions, FindingCode::HollowClaim);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().flatten().collect()
}

#[test]
fn of_very_many_parts_the_largest_are_told_as_of_few() {
    let whole = json!({"matters": ["m0"], "places": ["city"]});
    let here = json!({"matters": ["m0"], "places": ["p1"]});
    let everywhere = json!({"matters": ["m0"]});
    let cases: [(&[Value], Option<Value>); 9] = [
        (&[whole.clone()], None),
        (&[everywhere.clone()], None),
        (&[here.clone()], None),
        (&[whole.clone(), here.clone()], None),
        (&[whole.clone(), here.clone()], Some(json!({"matters": ["m1"]}))),
        (&[whole.clone()], Some(json!({"places": ["p1"]}))),
        (&[whole.clone(), here.clone()], Some(json!({"matters": ["m1"], "places": ["p1"]}))),
        (&[here.clone()], Some(json!({"matters": ["m1"], "places": ["p2"]}))),
        (&[everywhere, here], Some(json!({"matters": ["m0"], "places": ["p2"]}))),
    ];
    for (said, led) in cases {
        let few = hollow(4, said, led.clone());
        let many = hollow(40, said, led.clone());
        // Those beyond the fourth are like the fourth.
        let is_among_few = |word: &String| match word.strip_prefix('m') {
            Some(index) => index.parse::<usize>().unwrap() <= 4,
            None => true,
        };
        let beyond = many.iter().filter(|word| !is_among_few(word)).count();
        let expected = if few.contains("m4") { 36 } else { 0 };
        assert_eq!(beyond, expected, "{said:?} {led:?}: {many:?}");
        let alike: BTreeSet<String> = many.into_iter().filter(is_among_few).collect();
        assert_eq!(alike, few, "{said:?} {led:?}");
    }
    assert!(!hollow(40, &[whole], None).contains("m1"), "it lies in m0");
}

#[test]
fn an_audit_names_the_version_of_its_charter() {
    assert_eq!(audit(&document(json!({"version": 7}))).version(), 7);
}
