//! A position that was found: what it is equal to, what it is narrower than, and its reason.

use cogov::charter::NoRule;
use cogov::{Charter, Function, Lang, MatterKey, RuleKey};
use serde_json::json;

use super::{committee, company};
use crate::charter::{day, document, load, today};

fn charter(wider: usize) -> Charter {
    let lead = |holder, more: serde_json::Value| {
        let mut lead = json!({"holder": holder, "kinds": ["lead"], "functions": ["implement"]});
        lead.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        lead
    };
    let mut positions = vec![lead(company(), json!({"matters": ["lamps"]}))];
    positions.extend((0..wider).map(|_| lead(committee(), json!({}))));
    positions.push(lead(committee(), json!({"valid": {"until": "2026-01-01"}})));
    load(&document(json!({
        "matters": [{"key": "lamps", "name": "Lamps"}, {"key": "roofs", "name": "Roofs"}],
        "positions": positions
    })))
}

fn lamps(charter: &Charter) -> cogov::charter::Setting<'_> {
    charter.on(today()).about(&MatterKey::new("lamps").unwrap()).unwrap()
}

#[test]
fn of_the_wider_positions_those_in_force_are_told_the_first_of_many() {
    let reason =
        |wider: usize| lamps(&charter(wider)).who_must(Function::Implement)[0].reason(Lang::En);
    assert!(!reason(0).contains("narrower"), "{}", reason(0));
    assert!(reason(2).ends_with("narrower than positions[1] and positions[2]"), "{}", reason(2));
    assert!(reason(3).ends_with("positions[2] and positions[3]"), "{}", reason(3));
    assert!(reason(5).ends_with("positions[3] and 2 more"), "{}", reason(5));
    let five = charter(5);
    let held = &lamps(&five).who_must(Function::Implement)[0];
    assert_eq!(held.displaced().len(), 5);
    assert_eq!(held.to_string(), reason(5));
    let before = five.on(day("2025-12-31")).about(&MatterKey::new("lamps").unwrap()).unwrap();
    assert_eq!(before.who_must(Function::Implement)[0].displaced().len(), 6);
}

#[test]
fn what_is_held_is_the_same_position_of_the_same_words_whatever_was_asked() {
    let (one, other) = (charter(2), charter(2));
    let on_lamps = lamps(&one).who_must(Function::Implement);
    assert_eq!(on_lamps[0], lamps(&other).who_must(Function::Implement)[0]);
    let wider = one.on(today()).about(&MatterKey::new("roofs").unwrap()).unwrap();
    let wider = wider.who_must(Function::Implement);
    assert_ne!(on_lamps[0], wider[0], "another position");
    assert_eq!(on_lamps[0].displaced()[0], wider[0], "asked in another way");
    assert_ne!(wider[0], wider[1], "the same words at another place");
    let elsewhere = load(&document(json!({"positions": [
        {"holder": committee(), "kinds": ["lead"], "functions": ["implement"]}]})));
    let elsewhere = elsewhere.on(today()).who_must(Function::Implement);
    assert_ne!(on_lamps[0], elsewhere[0], "other words at the same place");
}

#[test]
fn a_charter_tells_what_it_is_about_and_where_it_comes_from() {
    let charter = load(&document(json!({"description": "A court", "source": "Bylaw 1"})));
    assert_eq!(charter.description().unwrap().to_string(), "A court");
    assert_eq!(charter.source().unwrap().to_string(), "Bylaw 1");
    assert_eq!(format!("{charter:?}"), "Charter { key: CharterKey(court), version: 1, .. }");
    assert!(charter_without().description().is_none() && charter_without().source().is_none());
}

fn charter_without() -> Charter {
    load(&document(json!({})))
}

#[test]
fn why_there_is_no_rule_is_an_error_with_the_problem_beneath_it() {
    use std::error::Error as _;
    let problem = RuleKey::new("No Key").unwrap_err();
    let unknown = NoRule::Unknown(problem.clone());
    assert_eq!(unknown.to_string(), unknown.describe(Lang::En));
    assert_eq!(unknown.source().unwrap().to_string(), problem.to_string());
    assert!(NoRule::NoneNamed.source().is_none());
    assert_eq!(NoRule::NoneNamed.to_string(), "the step names no rule");
    let many = |count: usize| {
        let rules = (0..count).map(|n| RuleKey::new(&format!("r{n}")).unwrap()).collect();
        NoRule::OtherMatters { rules }.to_string()
    };
    assert!(many(8).ends_with("r6, r7"), "{}", many(8));
    assert!(many(9).ends_with("r7, …"), "{}", many(9));
}
