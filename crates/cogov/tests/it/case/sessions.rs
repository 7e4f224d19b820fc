//! Sessions: who is present as what at each moment.

use serde_json::{Value, json};

use super::world::{ALL_ARRIVED, CONVENED, MEETING, NOTIFIED, World, owners, party, person};

fn session(by: Value, act: &str, with: Value) -> Value {
    json!({ "by": by, "act": act, "target": { "session": MEETING }, "with": with })
}

fn owner(number: u8, act: &str, with: Value) -> Value {
    let mut entry = session(owners(), act, with);
    entry["hand"] = json!(format!("owner-{number}"));
    entry
}

/// Voting owners 1 to 3, the committee in the chair.
fn convened() -> World {
    let mut world = World::court(CONVENED);
    world.at("2026-06-08T14:00").ok(session(party("committee"), "arrive", json!({})));
    world
}

#[test]
fn a_proxy_counts_as_the_one_they_came_for_and_speaks_for_them() {
    let mut world = convened();
    world.ok(owner(1, "arrive", json!({})));
    world.ok(owner(4, "arrive", json!({ "instead_of": person("owner-2") })));
    assert_eq!(world.sitting().voting_present(), 3, "the committee, owner 1, and owner 2 by proxy");
    let speaks = |instead_of: &str| json!({ "text": "For them", "instead_of": person(instead_of) });
    world.ok(owner(4, "speak", speaks("owner-2")));
    assert_eq!(world.refused(owner(1, "speak", speaks("owner-2"))), ["not-in-role"]);
    // Whoever is represented does not come twice.
    assert_eq!(world.refused(owner(2, "arrive", json!({}))), ["present-already"]);
}

#[test]
fn a_proxy_counts_only_while_its_holder_is_present() {
    let mut world = convened();
    world.ok(owner(1, "arrive", json!({})));
    world.ok(owner(1, "arrive", json!({ "instead_of": person("owner-2") })));
    assert_eq!(world.sitting().voting_present(), 3);
    world.ok(owner(1, "depart", json!({})));
    assert_eq!(world.sitting().voting_present(), 1, "owner 2 was there by owner 1 only");
    assert_eq!(
        world.refused(owner(1, "speak", json!({ "text": "?", "instead_of": person("owner-2") }))),
        ["not-present"]
    );
}

#[test]
fn who_is_not_listed_does_not_arrive_and_who_observes_does_not_speak_or_vote() {
    let mut world = convened();
    assert_eq!(world.refused(owner(4, "arrive", json!({}))), ["not-in-role"]);
    world.ok(session(party("gardeners"), "arrive", json!({})));
    assert_eq!(
        world.refused(session(party("gardeners"), "speak", json!({ "text": "?" }))),
        ["no-voice"]
    );
    assert_eq!(world.sitting().voting(), 4, "neither who speaks only nor who observes votes");
}

#[test]
fn leave_is_granted_by_who_runs_the_session_or_convenes() {
    let mut world = convened();
    let leave = |who: Value| json!({ "who": who, "reason": "Ill" });
    assert_eq!(world.refused(owner(1, "excuse", leave(person("owner-3")))), ["not-in-role"]);
    assert_eq!(
        world.refused(session(party("committee"), "excuse", leave(person("owner-4")))),
        ["unknown-target"]
    );
    world.ok(session(party("committee"), "excuse", leave(person("owner-3"))));
    world.ok(owner(1, "arrive", json!({})));
    world.ok(session(party("committee"), "adjourn", json!({})));
    let absent: Vec<Value> = world
        .sitting()
        .absent_unexcused()
        .map(|attendee| serde_json::to_value(attendee.who()).unwrap())
        .collect();
    assert_eq!(absent, [person("owner-2"), party("company"), party("gardeners"), person("clerk")]);
    assert!(world.attendee(&person("owner-3")).excused());
}

#[test]
fn whoever_left_can_come_back_and_attended_all_the_same() {
    let mut world = World::court(ALL_ARRIVED);
    world.ok(owner(1, "depart", json!({})));
    assert!(!world.attendee(&person("owner-1")).present());
    assert!(world.attendee(&person("owner-1")).attended());
    assert_eq!(world.refused(owner(1, "depart", json!({}))), ["not-present"]);
    world.ok(owner(1, "arrive", json!({})));
    world.replays();
}

#[test]
fn one_is_listed_first_as_oneself_and_then_as_part_of_a_group() {
    let mut world = World::court(NOTIFIED);
    let invited = json!([{ "who": owners(), "role": "observing" },
        { "who": person("owner-1"), "role": "voting" }, { "who": party("committee"), "role": "chair" }]);
    world.ok(json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
        "with": { "session": MEETING, "starts": "2026-06-08T14:00:00+08:00", "should_attend": invited } }));
    world.at("2026-06-08T14:00").ok(owner(1, "arrive", json!({})));
    assert!(world.attendee(&person("owner-1")).present());
    assert!(!world.attendee(&owners()).present());
    world.ok(owner(2, "arrive", json!({})));
    assert!(world.attendee(&owners()).present());
}

#[test]
fn nothing_is_held_before_the_first_one_came_and_nothing_after_the_end() {
    let mut world = World::court(CONVENED);
    world.at("2026-06-08T14:00");
    assert_eq!(world.refused(session(party("committee"), "adjourn", json!({}))), ["not-present"]);
    world.ok(session(party("committee"), "arrive", json!({})));
    world.ok(session(party("committee"), "adjourn", json!({})));
    assert_eq!(world.refused(owner(1, "arrive", json!({}))), ["session-over"]);
    assert_eq!(world.sitting().voting_present(), 0);
}

#[test]
fn minutes_that_arrive_late_are_judged_by_when_it_happened() {
    let mut world = World::court(CONVENED);
    world.at("2026-06-12T09:00");
    let mut arrives = session(party("committee"), "arrive", json!({}));
    arrives["on"] = json!("2026-06-05T14:00:00+08:00");
    assert_eq!(world.refused(arrives.clone()), ["delay-running"]);
    arrives["on"] = json!("2026-06-08T14:00:00+08:00");
    world.ok(arrives);
    assert_eq!(world.sitting().began().unwrap().to_string(), "2026-06-08T14:00:00+08:00");
}

#[test]
fn part_of_a_group_comes_as_the_group_that_was_called() {
    let part = json!({ "key": "tenants", "name": { "en": "Tenants", "zh": "租户" },
        "place": "compound", "parent": "owners" });
    let mut world = World::court_with(NOTIFIED, &[("/groups/1", part)]);
    world.ok(json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
        "with": { "session": MEETING, "starts": "2026-06-08T14:00:00+08:00", "should_attend": [
            { "who": party("committee"), "role": "chair" },
            { "who": person("clerk"), "role": "recorder" },
            { "who": owners(), "role": "voting" }] } }));
    world.at("2026-06-08T14:00").ok(session(party("committee"), "arrive", json!({})));
    // The chair is there already, and whoever is of no such group was not called.
    let company = session(party("company"), "arrive", json!({}));
    assert_eq!(world.refused(company), ["not-in-role"]);
    let mut tenants = session(json!({ "group": "tenants" }), "arrive", json!({}));
    tenants["hand"] = json!("owner-9");
    world.ok(tenants);
    assert!(world.attendee(&owners()).present());
    assert!(!world.attendee(&person("clerk")).present());
}

#[test]
fn a_seat_that_a_step_hears_comes_by_whoever_holds_it() {
    let hears = ("/procedures/0/steps/8/hears", json!([{ "seat": "chair" }]));
    let mut world = World::court_with(NOTIFIED, &[hears]);
    let convene = |who: &str| {
        json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
            "with": { "session": MEETING, "starts": "2026-06-08T14:00:00+08:00", "should_attend": [
                { "who": party("committee"), "role": "chair" },
                { "who": person(who), "role": "voting" }, { "who": owners(), "role": "voting" }] } })
    };
    let nobody_holds_it = world.refused(convene("owner-5"));
    assert!(nobody_holds_it.contains(&"not-heard"), "{nobody_holds_it:?}");
    world.ok(json!({ "by": party("committee"), "act": "enrol",
        "with": { "seats": [{ "seat": "chair", "person": "owner-5" }] } }));
    assert!(world.refused(convene("owner-6")).contains(&"not-heard"));
    world.ok(convene("owner-5"));
}
