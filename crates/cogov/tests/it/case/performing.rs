//! By which power somebody acts, and what they performed by it: seen by a bar that stands beside it.

use serde_json::{Value, json};

use super::world::{
    CHARTER, MEETING, NOTIFIED, PLANNED, RESOLVED, ROUTED, World, owners, party, person,
};

/// The positions of the charter, and these.
fn positions(more: &[Value]) -> Value {
    let charter: Value = serde_json::from_str(CHARTER).unwrap();
    let mut all = charter["positions"].as_array().unwrap().clone();
    all.extend_from_slice(more);
    Value::Array(all)
}

fn power(holder: &Value, functions: &[&str], matters: &[&str]) -> Value {
    let mut position = json!({ "holder": holder, "kinds": ["power"], "functions": functions, "places": ["compound"] });
    if !matters.is_empty() {
        position["matters"] = json!(matters);
    }
    position
}

/// Whoever performed a function does not disclose.
fn no_disclosing_beside(holder: &Value, function: &str) -> Value {
    json!({ "holder": holder, "kinds": ["bar"], "functions": ["disclose"], "together_with": function })
}

fn with_positions(until: usize, more: &[Value]) -> World {
    World::court_with(until, &[("/positions", positions(more))])
}

/// Whether they are kept from disclosing by what they did.
fn is_kept(world: &World, by: &Value, hand: Option<&str>) -> bool {
    let mut entry = json!({ "by": by, "act": "disclose", "target": { "step": "post-decision" },
        "with": { "publicity": "publication", "what": "It", "where": "Here" } });
    if let Some(hand) = hand {
        entry["hand"] = json!(hand);
    }
    match world.case.preview(&world.entry(entry)) {
        Ok(_) => false,
        Err(refused) => refused.refusals().iter().any(|one| one.code().as_str() == "barred-beside"),
    }
}

fn observe(world: &mut World, entry: Value) {
    let entry = world.entry(entry);
    let _ = world.case.observe(&entry);
    world.taken.push(entry);
}

#[test]
fn of_several_powers_the_one_that_they_have_is_performed() {
    let chair = json!({ "seat": "chair" });
    let enrol = json!({ "by": chair, "hand": "chair-1", "act": "enrol",
        "with": { "members": [{ "party": "gardeners", "person": "gardener-1" }] } });
    for (beside, kept) in [("convene", true), ("receive", false), ("plan", false)] {
        let mut world = with_positions(ROUTED + 1, &[no_disclosing_beside(&chair, beside)]);
        assert!(!is_kept(&world, &chair, Some("chair-1")), "before, beside {beside}");
        world.ok(enrol.clone());
        assert_eq!(is_kept(&world, &chair, Some("chair-1")), kept, "beside {beside}");
    }
}

#[test]
fn whoever_acts_without_being_entitled_performed_it_all_the_same() {
    let company = party("company");
    for (beside, kept) in [("supervise", true), ("decide", false)] {
        let more = [power(&company, &["disclose"], &[]), no_disclosing_beside(&company, beside)];
        let mut world = with_positions(PLANNED, &more);
        observe(
            &mut world,
            json!({ "by": company, "act": "opine",
            "with": { "reply": "o-1", "text": "The gate is blocked", "to": party("committee") } }),
        );
        assert_eq!(is_kept(&world, &company, None), kept, "beside {beside}");
    }
}

#[test]
fn what_stands_in_for_a_step_performs_the_function_of_that_step() {
    let committee = party("committee");
    for (beside, kept) in [("deliberate", true), ("implement", false)] {
        let mut world = with_positions(PLANNED, &[no_disclosing_beside(&committee, beside)]);
        assert!(!is_kept(&world, &committee, None));
        observe(
            &mut world,
            json!({ "by": committee, "act": "absorb", "target": { "step": "talk" },
            "with": { "by": "meeting" } }),
        );
        assert_eq!(is_kept(&world, &committee, None), kept, "beside {beside}");
    }
}

/// A meeting that the company presides over.
fn presided(until: usize) -> World {
    let company = party("company");
    let more =
        [power(&company, &["decide", "disclose"], &[]), no_disclosing_beside(&company, "decide")];
    let mut world = with_positions(until, &more);
    world.ok(json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
        "with": { "session": MEETING, "starts": "2026-06-08T14:00:00+08:00", "should_attend": [
            { "who": company, "role": "chair" },
            { "who": owners(), "role": "speaking_only" },
            { "who": person("owner-1"), "role": "voting" }] } }));
    world
        .at("2026-06-08T14:00")
        .ok(json!({ "by": company, "act": "arrive", "target": { "session": MEETING } }));
    world
}

const OTHER: &str = "0192f000-0000-7000-8000-00000000a0ff";

#[test]
fn whoever_presides_asks_for_votes_there_by_that_and_elsewhere_by_their_power() {
    for (session, kept) in [(MEETING, false), (OTHER, true)] {
        let mut world = presided(NOTIFIED);
        observe(
            &mut world,
            json!({ "by": party("company"), "act": "open-ballot", "target": { "step": "vote" },
            "with": { "ballot": "gate", "question": "No parking", "session": session,
                "electors": [{ "who": person("owner-1") }] } }),
        );
        assert_eq!(is_kept(&world, &party("company"), None), kept, "in {session}");
    }
}

#[test]
fn whoever_presides_records_a_consensus_there_by_that_and_elsewhere_by_their_power() {
    for (session, kept) in [(MEETING, false), (OTHER, true)] {
        let mut world = presided(NOTIFIED);
        observe(
            &mut world,
            json!({ "by": party("company"), "act": "record-consensus", "target": { "step": "vote" },
            "with": { "session": session, "text": "No parking" } }),
        );
        assert_eq!(is_kept(&world, &party("company"), None), kept, "in {session}");
    }
}

#[test]
fn a_standing_duty_is_begun_by_a_power_on_its_own_matter() {
    let gardeners = party("gardeners");
    for (beside, kept) in [("decide", true), ("dispatch", false)] {
        let more = [
            power(&gardeners, &["decide"], &["neighbours"]),
            power(&gardeners, &["dispatch"], &["parking"]),
            power(&gardeners, &["disclose"], &[]),
            no_disclosing_beside(&gardeners, beside),
        ];
        let mut world = with_positions(PLANNED, &more);
        observe(
            &mut world,
            json!({ "by": gardeners, "act": "start-standing-duty", "with": {
            "key": "quiet", "task": "Keep quiet", "liable": "committee", "claimant": owners(),
            "matter": "neighbours", "verifiers": [party("supervisors")] } }),
        );
        assert_eq!(is_kept(&world, &gardeners, None), kept, "beside {beside}");
    }
}

#[test]
fn a_bar_is_told_before_a_power_that_is_missing_too() {
    let company = party("company");
    // To close needs the power to evaluate, which they lack, or to receive, from which they are barred.
    let more = [
        power(&company, &["receive"], &[]),
        json!({ "holder": company, "kinds": ["bar"], "functions": ["receive"] }),
    ];
    let mut world = with_positions(RESOLVED, &more);
    let codes = world.refused(json!({ "by": company, "act": "close" }));
    assert!(codes.contains(&"barred") && !codes.contains(&"no-power"), "{codes:?}");
    let codes = world.refused(json!({ "by": party("gardeners"), "act": "close" }));
    assert!(codes.contains(&"no-power") && !codes.contains(&"barred"), "{codes:?}");
}

#[test]
fn whoever_signs_beside_those_who_act_has_to_be_known() {
    let route = |signed: Value| {
        json!({ "by": { "jointly": [party("committee"), party("supervisors")] }, "act": "route",
            "signed": signed, "with": { "to": { "to": "consult", "procedure": "court" } } })
    };
    let mut world = World::court(ROUTED);
    let known = route(json!([party("committee"), party("supervisors")]));
    assert!(world.case.preview(&world.entry(known)).is_ok());
    let unknown = route(json!([party("committee"), party("supervisors"), party("nobody")]));
    assert!(!world.refused(unknown).is_empty());
}

#[test]
fn the_first_to_sign_are_those_who_did_nothing_in_the_case() {
    let tenth = serde_json::from_value(json!({ "at_least": [1, 10], "of": "owners" })).unwrap();
    let signed = |world: &World| {
        let now = "2026-06-12T09:00:00+08:00".parse().unwrap();
        let options = world.case.options(&tenth, None, now);
        let signed = options.offered().first().unwrap().witness().signed().to_vec();
        signed.iter().map(|who| serde_json::to_value(who).unwrap()).collect::<Vec<_>>()
    };
    let mut world = World::court(ROUTED + 1);
    // One performed something for the committee, another one has an interest.
    world.ok(json!({ "by": party("committee"), "hand": "owner-1", "act": "plan", "target": { "step": "plan" },
        "with": { "affected": [owners()] } }));
    assert_eq!(signed(&world), [person("owner-2"), person("owner-3")]);
    world.ok(json!({ "by": owners(), "hand": "owner-2", "act": "declare-interest",
        "with": { "interest": "I park there" } }));
    assert_eq!(signed(&world), [person("owner-3"), person("owner-4")]);
}
