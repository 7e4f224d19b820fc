//! What a review found: small charters that once made the library slow, silent or wrong.

use cogov::audit::Basis;
use cogov::{Charter, Date, FindingCode, Lang, ProblemCode};
use serde_json::{Value, json};

use super::survive;
use crate::charter::{audit, document};

fn keys(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{prefix}{n}")).collect()
}

fn entries(keys: &[String], kind: Option<&str>) -> Vec<Value> {
    let entry = |key: &String| match kind {
        Some(kind) => json!({"key": key, "name": "X", "kind": kind}),
        None => json!({"key": key, "name": "X"}),
    };
    keys.iter().map(entry).collect()
}

/// Squares of matters and places, with a power and a mark of its absence on all of them.
#[test]
fn a_mark_on_very_many_scopes_is_compared_with_what_is_given_scope_by_scope() {
    let (matters, places) = (keys("m", 200), keys("p", 200));
    let on = json!({"holder": {"party": "a"}, "kinds": ["power"], "functions": ["decide"],
        "matters": matters, "places": places});
    let mut mark = on.clone();
    mark["none"] = json!(true);
    let text = document(json!({
        "matters": entries(&matters, None), "places": entries(&places, Some("compound")),
        "parties": [{"key": "a", "name": "A", "kind": "association"}], "positions": [on, mark]
    }));
    let error = survive(&text.to_string()).expect_err("contradicted");
    assert_eq!(error.first().code(), ProblemCode::ContradictedAbsence);
}

/// A counter of many states beside a step that can always happen again.
#[test]
fn a_step_that_is_put_off_again_and_again_does_not_make_the_proof_slow() {
    let mut steps = vec![json!({"key": "loop", "name": "L", "function": "plan", "then": ["loop"]})];
    for n in 0..13 {
        let before: Vec<String> = (0..n).map(|n| format!("s{n}")).collect();
        steps.push(json!({"key": format!("s{n}"), "name": "S", "function": "plan",
            "after": before, "includes": before}));
    }
    let text = document(json!({"procedures": [{"key": "p", "name": "P", "steps": steps}]}));
    // Whether it is live or not: it is said in bounded time.
    let _ = survive(&text.to_string());
}

#[test]
fn a_very_large_error_is_told_like_a_small_one() {
    let found = |size: usize| {
        let (matters, places) = (keys("m", size), keys("p", size));
        let lead = json!({"holder": {"party": "a"}, "kinds": ["lead"], "functions": ["implement"],
            "matters": matters, "places": places});
        let power = json!({"holder": {"party": "a"}, "kinds": ["power"],
            "functions": ["implement"], "matters": ["m0"], "places": ["p0"]});
        let mark = json!({"none": true, "holder": {"party": "a"}, "kinds": ["power"],
            "functions": ["implement"]});
        let charter = document(json!({
            "matters": entries(&matters, None), "places": entries(&places, Some("compound")),
            "parties": [{"key": "a", "name": "A", "kind": "association"}],
            "positions": [lead, power, mark]
        }));
        let audit = audit(&charter);
        let found = audit
            .findings()
            .iter()
            .find(|f| f.code() == FindingCode::PowerlessDuty && f.basis() == Basis::Stated);
        found.map(|found| found.explanation(Lang::En))
    };
    assert!(!found(10).expect("a small one").contains("left out"));
    let large = found(460).expect("a large one");
    assert!(large.contains("left out") || large.contains("more"), "{large}");
}

/// At the building, the lead on the compound is not relieved by what is narrower in the grid.
#[test]
fn what_relieves_one_place_of_a_position_does_not_relieve_another() {
    let charter = |leads: Value| {
        let mut positions = vec![
            json!({"holder": {"party": "a"}, "kinds": ["power"], "functions": ["implement"]}),
            json!({"holder": {"party": "d"}, "kinds": ["power", "lead"],
                "functions": ["implement"], "matters": ["m"], "places": ["g"]}),
        ];
        positions.extend(leads.as_array().cloned().unwrap_or_default());
        document(json!({
            "matters": [{"key": "m", "name": "M"}],
            "parties": [
                {"key": "a", "name": "A", "kind": "association"},
                {"key": "d", "name": "D", "kind": "association"}],
            "places": [
                {"key": "g", "name": "G", "kind": "grid"},
                {"key": "x", "name": "X", "kind": "compound"},
                {"key": "b", "name": "B", "kind": "building", "parent": "g",
                    "property_parent": "x"}],
            "positions": positions
        }))
    };
    let lead = |places: Value| {
        json!({"holder": {"party": "a"}, "kinds": ["lead"], "functions": ["implement"],
            "places": places})
    };
    let powerless = |text: &Value| -> Vec<String> {
        let audit = audit(text);
        let found = audit.findings().iter().filter(|f| f.code() == FindingCode::PowerlessDuty);
        found.map(|finding| finding.explanation(Lang::En)).collect()
    };
    let split = powerless(&charter(json!([lead(json!(["g"])), lead(json!(["x"]))])));
    let merged = powerless(&charter(json!([lead(json!(["g", "x"]))])));
    assert_eq!(split.len(), 1, "{split:?}");
    assert!(split[0].contains("M at X") || split[0].contains("M at B"), "{split:?}");
    assert_eq!(merged, split);
}

/// At the compound A holds by its power in the district beside, and at the building within it C
/// alone does.
#[test]
fn what_is_displaced_within_what_an_own_scope_across_gives_back_is_found() {
    let holds = |party: &str, kind: &str, places: Value| {
        json!({"holder": {"party": party}, "kinds": [kind], "functions": ["implement"],
            "places": places})
    };
    let party = |key: &str| json!({"key": key, "name": key, "kind": "association"});
    let text = document(json!({
        "matters": [{"key": "m", "name": "M"}],
        "parties": [party("a"), party("b"), party("c")],
        "places": [
            {"key": "town", "name": "Town", "kind": "township"},
            {"key": "community", "name": "Community", "kind": "community", "parent": "town"},
            {"key": "district", "name": "District", "kind": "business_district"},
            {"key": "compound", "name": "Compound", "kind": "compound", "parent": "community",
                "property_parent": "district"},
            {"key": "building", "name": "Building", "kind": "building", "parent": "compound"}],
        "positions": [
            holds("a", "power", json!(["town", "district"])),
            holds("b", "power", json!(["community"])),
            holds("c", "power", json!(["building"])),
            holds("a", "lead", json!(["town"]))]
    }));
    let audit = audit(&text);
    let found = audit.findings().iter().filter(|f| f.code() == FindingCode::PowerlessDuty);
    let found: Vec<String> = found.map(|finding| finding.explanation(Lang::En)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("at Building"), "{found:?}");
    assert!(found[0].contains("at Community (apart from the places below)"), "{found:?}");
    assert!(!found[0].contains("at Compound"), "{found:?}");
}

#[test]
fn an_empty_list_of_places_or_matters_does_not_mean_everywhere() {
    for field in ["places", "matters"] {
        let position = json!({"holder": "anyone", "kinds": ["power"], "functions": ["decide"],
            field: []});
        let error =
            survive(&document(json!({"positions": [position]})).to_string()).expect_err(field);
        assert_eq!(error.first().code(), ProblemCode::EmptyList);
        assert_eq!(error.first().path().to_string(), format!("positions[0].{field}"));
    }
}

#[test]
fn a_byte_order_mark_in_front_is_no_part_of_the_text() {
    let text = document(json!({}));
    let marked = format!("\u{feff}{text}");
    assert_eq!(Charter::from_json(&marked), Charter::from_json(&text.to_string()));
    let error = Charter::from_json("\u{feff}{\"kee\": 1}").unwrap_err();
    let unknown = error.problems().iter().find(|p| p.code() == ProblemCode::UnknownField);
    assert_eq!(unknown.and_then(|p| p.location()).map(|l| (l.line(), l.column())), Some((1, 9)));
}

#[test]
fn a_circle_of_conditions_is_told_once() {
    let text = document(json!({"procedures": [{"key": "p", "name": "P", "steps": [
        {"key": "a", "name": "A", "function": "plan", "start": "owed", "then": ["b"]},
        {"key": "b", "name": "B", "function": "plan", "after": ["c"]},
        {"key": "c", "name": "C", "function": "plan", "after": ["b"]}]}]}));
    let error = survive(&text.to_string()).expect_err("a circle");
    let codes: Vec<&str> = error.problems().iter().map(|p| p.code().as_str()).collect();
    assert_eq!(codes, ["cyclic-conditions"]);
}

#[test]
fn an_acknowledgement_that_nothing_answers_to_is_printed() {
    let text = document(json!({
        "acknowledged": [{"code": "overlap", "reason": "we know", "about": ["decid"]}]}));
    let audit =
        Charter::from_json(&text.to_string()).unwrap().audit(Date::new(2026, 6, 1).unwrap());
    assert!(audit.to_text(Lang::En).contains("no overlap is found about decid"));
    assert!(audit.to_markdown(Lang::Zh).contains("未发现关于 decid 的 overlap"));
}

#[test]
fn a_holder_that_is_a_bare_key_is_told_how_it_is_written() {
    let text = document(json!({"positions": [
        {"holder": "council", "kinds": ["power"], "functions": ["decide"]}]}));
    let error = survive(&text.to_string()).expect_err("no such word");
    assert!(error.first().help(Lang::En).contains("{\"party\": …}"), "{error}");
}
