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
        (std::slice::from_ref(&whole), None),
        (std::slice::from_ref(&everywhere), None),
        (std::slice::from_ref(&here), None),
        (&[whole.clone(), here.clone()], None),
        (&[whole.clone(), here.clone()], Some(json!({"matters": ["m1"]}))),
        (std::slice::from_ref(&whole), Some(json!({"places": ["p1"]}))),
        (&[whole.clone(), here.clone()], Some(json!({"matters": ["m1"], "places": ["p1"]}))),
        (std::slice::from_ref(&here), Some(json!({"matters": ["m1"], "places": ["p2"]}))),
        (&[everywhere.clone(), here.clone()], Some(json!({"matters": ["m0"], "places": ["p2"]}))),
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

fn duties(charter: &Value) -> Vec<BTreeSet<String>> {
    let found = subjects(&audit(charter), FindingCode::PowerlessDuty, Basis::Stated);
    found.into_iter().map(|words| words.into_iter().collect()).collect()
}

/// Of two who must do it everywhere each is relieved somewhere by the other, on matters of which a
/// third has the power.
#[test]
fn each_of_those_with_a_duty_lacks_the_power_where_nobody_relieves_that_one() {
    let firm = || json!({"party": "firm"});
    let company = || json!({"party": "company"});
    let both = |holder| of(holder, &["lead", "power"], "implement");
    let lead = |holder, scope: Value| with(of(holder, &["lead"], "implement"), scope);
    let mut charter = document(with(
        trees(2),
        json!({"positions": [
            both(company()),
            both(firm()),
            with(of(committee(), &["power"], "implement"), json!({"matters": ["m1", "m2"]})),
            lead(company(), json!({"matters": ["m1", "m2"], "places": ["p1"]})),
            lead(firm(), json!({"matters": ["m1", "m2"], "places": ["p2"]}))
        ]}),
    ));
    let party = json!({"key": "firm", "name": "Firm", "kind": "other"});
    charter["parties"].as_array_mut().unwrap().push(party);
    let found = duties(&charter);
    for (holder, own, relieved) in [("company", "p1", "p2"), ("firm", "p2", "p1")] {
        let of: Vec<_> = found.iter().filter(|of| of.contains(holder)).collect();
        let has = |word: &str| of.iter().any(|of| of.contains(word));
        assert!(["m1", "m2", own].into_iter().all(has), "{holder}: {found:?}");
        assert!(!has(relieved), "{holder} is relieved at {relieved}: {found:?}");
    }
}

#[test]
fn who_acts_only_together_with_one_who_is_barred_lacks_the_power() {
    let company = json!({"party": "company"});
    let together = json!({"jointly": [committee(), company]});
    let found = |bar: Option<Value>| {
        let mut positions = vec![of(together.clone(), &["lead", "power"], "implement")];
        positions.extend(bar);
        duties(&document(json!({"positions": positions}))).len()
    };
    assert_eq!(found(None), 0);
    assert_eq!(found(Some(of(company.clone(), &["bar"], "implement"))), 1);
    assert_eq!(found(Some(of(company.clone(), &["bar"], "plan"))), 0);
}

/// Statements about many other matters, so that those that bear on one are looked up.
#[test]
fn statements_about_what_lies_below_a_claim_are_found_among_many_about_other_matters() {
    let other = |index: usize| json!({"key": format!("x{index}"), "name": "X"});
    let said = |matters: &[&str]| nobody_leads("deliberate", json!({"matters": matters}));
    let mut trees = trees(3);
    trees["matters"].as_array_mut().unwrap().extend((0..60).map(other));
    let mut positions = vec![
        json!({"holder": "affected", "kinds": ["claim"], "claims": ["be_heard"], "matters": ["m0"]}),
        said(&["m1", "m2"]),
        said(&["m3"]),
    ];
    positions.extend((0..60).map(|index| said(&[&format!("x{index}")])));
    let audit = audit(&document(with(trees, json!({"positions": positions}))));
    let hollow =
        |of: &&cogov::Finding| of.code() == FindingCode::HollowClaim && of.basis() == Basis::Stated;
    let found: Vec<&cogov::Finding> = audit.findings().iter().filter(hollow).collect();
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    let words: Vec<String> = crate::charter::words(finding);
    for (word, is_there) in [("m0", false), ("m1", true), ("m2", true), ("m3", true), ("x0", false)]
    {
        assert_eq!(words.iter().any(|one| one == word), is_there, "{word}: {words:?}");
    }
    let causes: Vec<String> =
        finding.causes().iter().map(|cause| cause.path().to_string()).collect();
    for path in ["positions[1]", "positions[2]"] {
        assert!(causes.iter().any(|one| one == path), "{path}: {causes:?}");
    }
}
