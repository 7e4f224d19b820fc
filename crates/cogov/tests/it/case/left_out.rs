//! Nobody picks who of a group votes.

use cogov::case::RefusalCode;
use cogov::{GroupKey, Lang};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::world::{ADJOURNED, World, party, person};

fn open(electors: &Value) -> Value {
    json!({ "by": party("assembly"), "act": "open-ballot", "target": { "step": "vote" },
        "with": { "ballot": "b", "question": "A fence?", "electors": electors } })
}

fn persons(numbers: impl IntoIterator<Item = u8>) -> Vec<Value> {
    numbers.into_iter().map(|one| json!({ "who": person(&format!("owner-{one}")) })).collect()
}

fn enrol(world: &mut World, rolls: &Value) {
    world.ok(json!({ "by": party("committee"), "act": "enrol", "with": { "groups": rolls } }));
}

fn tenants() -> (&'static str, Value) {
    let tenants = json!({ "key": "tenants", "name": { "en": "Tenants", "zh": "租户" },
        "place": "compound", "parent": "owners" });
    ("/groups/1", tenants)
}

#[test]
fn part_of_a_group_is_left_out_with_all_who_are_recorded_only_there() {
    let mut world = World::court_with(ADJOURNED, &[tenants()]);
    enrol(&mut world, &json!([{ "group": "tenants", "persons": ["owner-8", "owner-9"] }]));
    assert_eq!(world.refused(open(&json!(persons(1..=4)))), ["left-out"]);
    let tenants = json!([{ "who": { "group": "tenants" } }]);
    assert_eq!(world.refused(open(&tenants)), ["left-out"], "a part that nothing entitles");
    let mut all = persons(1..=4);
    all.push(json!({ "who": { "group": "tenants" } }));
    world.ok(open(&json!(all)));
}

#[test]
fn a_group_that_is_entitled_itself_votes_without_the_one_it_is_part_of() {
    let claim = json!({ "holder": { "group": "tenants" }, "kinds": ["claim"], "claims": ["vote"] });
    let mut world = World::court_with(ADJOURNED, &[tenants(), ("/positions/12", claim)]);
    enrol(&mut world, &json!([{ "group": "tenants", "persons": ["owner-1", "owner-2"] }]));
    assert_eq!(world.refused(open(&json!(persons(1..=1)))), ["left-out"], "one of both");
    assert_eq!(world.refused(open(&json!(persons(1..=3)))), ["left-out"], "both and one more");
    world.ok(open(&json!(persons(1..=2))));
}

#[test]
fn who_was_left_out_is_named_with_the_group_and_what_to_do() {
    let world = World::court(ADJOURNED);
    let refused = world.case.preview(&world.entry(open(&json!(persons([2])))));
    let told = refused.unwrap_err();
    let [left_out] = told.refusals() else { panic!("{told:?}") };
    assert_eq!(left_out.code(), RefusalCode::LeftOut);
    insta::assert_snapshot!(format!(
        "{}\n{}\n{}\n{}",
        left_out.message(Lang::En),
        left_out.help(Lang::En),
        left_out.message(Lang::Zh),
        left_out.help(Lang::Zh)
    ));
}

#[test]
fn by_households_one_votes_for_all_of_theirs() {
    let by_households = json!({ "key": "majority", "name": "Majority",
        "quorum": { "measure": "households", "count": "participating", "base": "entitled",
            "at_least": [1, 2] },
        "approval": { "measure": "households", "base": "participating", "more_than": [1, 2] } });
    let mut world = World::court_with(ADJOURNED, &[("/rules/0", by_households)]);
    let mut electors = persons([1, 3]);
    electors[0]["household"] = json!("h-1");
    electors[1]["household"] = json!("h-2");
    world.ok(open(&json!(electors)));
}

proptest! {
    /// Whatever the roll is and whoever is listed: of those on the roll all are, or none.
    #[test]
    fn of_a_roll_all_are_asked_or_none(
        roll in proptest::collection::btree_set(1..=6_u8, 0..6),
        listed in proptest::collection::btree_set(1..=6_u8, 1..6),
        interested in proptest::option::of(1..=6_u8),
    ) {
        let mut world = World::court(ADJOURNED);
        let keys: Vec<String> = roll.iter().map(|one| format!("owner-{one}")).collect();
        match keys.is_empty() {
            // A roll of nobody is none: nobody said who is of it.
            true => enrol(&mut world, &json!([{ "group": "owners", "size": 9 }])),
            false => enrol(&mut world, &json!([{ "group": "owners", "persons": keys }])),
        }
        if let Some(one) = interested {
            world.ok(json!({ "by": "anyone", "hand": format!("owner-{one}"),
                "act": "declare-interest", "with": { "interest": "It is my fence" } }));
        }
        let codes = match world.case.preview(&world.entry(open(&json!(persons(listed.clone()))))) {
            Ok(_) => Vec::new(),
            Err(told) => told.refusals().iter().map(|one| one.code()).collect(),
        };
        let asks_some = roll.iter().any(|one| listed.contains(one));
        let asks_all = roll.iter().all(|one| listed.contains(one) || interested == Some(*one));
        prop_assert_eq!(codes.contains(&RefusalCode::LeftOut), asks_some && !asks_all);
        let group: GroupKey = "owners".parse().unwrap();
        prop_assert!(world.case.state().roster().size_of(&group).is_some());
    }
}

#[test]
fn of_those_left_out_eight_are_named_and_more_are_said_to_be_more() {
    let mut world = World::court(ADJOURNED);
    let all: Vec<String> = (1..=10).map(|one| format!("owner-{one}")).collect();
    enrol(&mut world, &json!([{ "group": "owners", "persons": all }]));
    for (asked, is_cut) in [(2, false), (1, true)] {
        let entry = world.entry(open(&json!(persons(1..=asked))));
        let told = world.case.preview(&entry).unwrap_err();
        let [left_out] = told.refusals() else { panic!("{told:?}") };
        let said = left_out.message(Lang::En);
        assert_eq!(said.matches("owner-").count(), 8, "{said}");
        assert_eq!(said.contains('…'), is_cut, "{said}");
    }
}

/// Five are on the roll of the owners; four of them are asked, and the committee.
fn asked_with_the_committee() -> (World, Value) {
    let mut world = World::court(ADJOURNED);
    let all: Vec<String> = (1..=5).map(|one| format!("owner-{one}")).collect();
    enrol(&mut world, &json!([{ "group": "owners", "persons": all }]));
    let mut electors = persons(1..=4);
    electors.push(json!({ "who": party("committee") }));
    (world, open(&json!(electors)))
}

#[test]
fn whoever_has_a_seat_in_a_body_that_votes_is_not_left_out() {
    let (mut world, asked) = asked_with_the_committee();
    assert_eq!(world.codes(asked.clone()), ["left-out"], "the committee is not owner 5");
    for (seat, is_out) in [("inspector", true), ("chair", false)] {
        world.ok(json!({ "by": party("committee"), "act": "enrol",
            "with": { "seats": [{ "seat": seat, "person": "owner-5" }] } }));
        assert_eq!(world.codes(asked.clone()).contains(&"left-out"), is_out, "{seat}");
    }
}

#[test]
fn whoever_is_a_member_of_a_party_that_votes_is_not_left_out() {
    let (mut world, asked) = asked_with_the_committee();
    for (key, is_out) in [("company", true), ("committee", false)] {
        world.ok(json!({ "by": party("committee"), "act": "enrol",
            "with": { "members": [{ "party": key, "person": "owner-5" }] } }));
        assert_eq!(world.codes(asked.clone()).contains(&"left-out"), is_out, "{key}");
    }
}

#[test]
fn by_households_and_by_heads_each_is_asked_for_themselves() {
    let by_both = json!({ "key": "majority", "name": "Majority",
        "quorum": { "measure": "heads", "count": "participating", "base": "entitled",
            "at_least": [1, 2] },
        "approval": { "measure": "households", "base": "participating", "more_than": [1, 2] } });
    let mut world = World::court_with(ADJOURNED, &[("/rules/0", by_both)]);
    let mut electors = persons([1, 3]);
    electors[0]["household"] = json!("h-1");
    electors[1]["household"] = json!("h-2");
    assert_eq!(world.refused(open(&json!(electors))), ["left-out"]);
}
