//! Refusals, states and sheets as values: what is equal, and what they say of themselves.

use std::collections::hash_map::DefaultHasher;
use std::error::Error as _;
use std::hash::{Hash, Hasher};

use cogov::Lang;
use cogov::case::{Refusal, RefusalCode, Sheet, perform_in_each};
use serde_json::json;

use super::world::{
    ALL_ARRIVED, CLOSED, MEETING, QUESTION, RESOLVED, ROUTED, World, owners, party,
};

fn refusals(by: &str, act: &str) -> Vec<Refusal> {
    let world = World::court(ROUTED);
    let entry = world.entry(json!({ "by": party(by), "act": act, "target": { "step": "plan" } }));
    world.case.preview(&entry).err().unwrap().refusals().to_vec()
}

fn hash(of: &Refusal) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn refusals_are_equal_if_their_code_and_their_reasons_are() {
    let company = &refusals("company", "plan")[0];
    let gardeners = &refusals("gardeners", "plan")[0];
    assert_eq!(company.code(), RefusalCode::NoPower);
    assert_eq!(company.code(), gardeners.code());
    assert_eq!(*company, refusals("company", "plan")[0]);
    assert_ne!(company, gardeners, "the same code, and somebody else");
    assert_eq!(hash(company), hash(&refusals("company", "plan")[0]));
    assert_ne!(hash(company), hash(gardeners));
}

#[test]
fn a_refusal_says_its_message_and_shows_its_reasons() {
    let refusal = &refusals("company", "plan")[0];
    assert_eq!(refusal.to_string(), refusal.message(Lang::En));
    assert!(!refusal.to_string().is_empty());
    let shown = format!("{refusal:?}");
    assert!(shown.starts_with("Refusal") && shown.contains("NoPower"), "{shown}");
    assert!(shown.contains("cites") && shown.contains("Company"), "{shown}");
}

#[test]
fn states_differ_by_what_was_said_and_show_it() {
    let said = |text: &str| {
        let mut world = World::court(ALL_ARRIVED);
        world.at("2026-06-08T14:00").ok(json!({ "by": owners(), "hand": "owner-1", "act": "speak",
            "target": { "session": MEETING }, "with": { "text": text } }));
        world.case.state().clone()
    };
    assert!(said("The gate has to be free") == said("The gate has to be free"));
    assert!(said("The gate has to be free") != said("Leave it as it is"));
    let shown = format!("{:?}", World::court(RESOLVED).case.state());
    assert!(shown.contains(QUESTION), "what was decided is in it");
}

#[test]
fn what_one_of_several_cases_refused_says_which_case_and_why() {
    let mut world = World::court(CLOSED);
    let entry = world.entry(json!({ "by": party("company"), "act": "close" }));
    let id = world.case.state().id();
    let refused = perform_in_each(&mut [&mut world.case], |_| entry.clone()).unwrap_err();
    let told = refused.to_string();
    assert!(told.starts_with(&format!("case {id}: ")), "{told}");
    assert!(told.ends_with(&refused.refused().to_string()), "{told}");
    let source = refused.source().unwrap();
    assert_eq!(source.to_string(), refused.refused().to_string());
}

#[test]
fn a_sheet_without_lines_has_no_empty_list() {
    let case = World::court(CLOSED).case;
    let sheet = case.step_sheet(&"plan".parse().unwrap(), Lang::En).unwrap();
    let html = sheet.to_html();
    assert!(sheet.lines().len() > 0 && html.contains("<dl>\n<dt>"), "{html}");
    assert!(!Sheet::default().to_html().contains("<dl>"));
}

#[test]
fn of_a_group_of_which_persons_are_known_as_many_are_counted() {
    let mut world = World::court(ROUTED);
    world.ok(json!({ "by": party("committee"), "act": "enrol", "with": {
        "groups": [{ "group": "tenants", "persons": ["tenant-1", "tenant-2", "tenant-3"] }] } }));
    let size = |world: &World| world.case.state().roster().size_of(&"tenants".parse().unwrap());
    assert_eq!(size(&world), Some(3));
    world.ok(json!({ "by": party("committee"), "act": "enrol", "with": {
        "emptied": [{ "group": "tenants" }] } }));
    assert_eq!(size(&world), None, "that nobody is known says not how many they are");
}
