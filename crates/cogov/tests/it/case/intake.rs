//! Appeals: who may bring them, what is kept of them, and how they end.

use cogov::case::{Ending, Phase};
use serde_json::{Value, json};

use super::world::{ACCEPTED, SUBMITTED, World, charter, owners, party, person};

const FIRST: &str = "0192f000-0000-7000-8000-000000000001";
const SECOND: &str = "0192f000-0000-7000-8000-000000000002";

fn on(by: Value, act: &str, appeal: &str, with: Value) -> Value {
    json!({ "by": by, "act": act, "target": { "appeal": appeal }, "with": with })
}

#[test]
fn a_merged_appeal_keeps_author_text_supporters_and_its_own_call_back() {
    let mut world = World::court(SUBMITTED);
    let supports = |hand: &str| {
        json!({ "by": owners(), "hand": hand, "act": "support",
        "target": { "appeal": FIRST } })
    };
    world.ok(supports("owner-4")).ok(supports("owner-5"));
    assert_eq!(world.refused(supports("owner-4")), ["supported-already"]);
    world.ok(on(party("committee"), "accept", SECOND, json!({})));
    world.ok(on(party("committee"), "merge", FIRST, json!({ "joins": SECOND })));
    world.ok(on(
        party("committee"),
        "call-back",
        FIRST,
        json!({ "reached": true, "satisfied": false }),
    ));
    let state = world.case.state();
    let merged = state.appeals().find(|appeal| appeal.id().to_string() == FIRST).unwrap();
    assert_eq!(serde_json::to_value(merged.submitter().unwrap()).unwrap(), person("owner-1"));
    assert_eq!(merged.text().get(cogov::Lang::En), Some("Cars block the gate"));
    assert_eq!(merged.supporters().len(), 2, "nobody supports twice");
    assert_eq!(merged.merged_into().unwrap().to_string(), SECOND);
    assert!(merged.call_back().is_some());
    let other = state.appeals().find(|appeal| appeal.id().to_string() == SECOND).unwrap();
    assert!(other.call_back().is_none() && other.supporters().is_empty());
    world.replays();
}

#[test]
fn only_who_appealed_takes_an_appeal_back_and_nobody_an_anonymous_one() {
    let mut world = World::court(SUBMITTED);
    let takes = |hand: &str, appeal: &str| {
        json!({ "by": owners(), "hand": hand, "act": "withdraw",
        "target": { "appeal": appeal } })
    };
    assert_eq!(world.refused(takes("owner-2", FIRST)), ["not-in-role"]);
    assert_eq!(world.refused(takes("owner-1", SECOND)), ["not-in-role"]);
    world.ok(takes("owner-1", FIRST));
    assert_eq!(world.case.state().phase(), Phase::Intake, "the other appeal goes on");
}

#[test]
fn an_appeal_that_goes_on_elsewhere_ends_the_case_only_with_the_last_one() {
    let mut world = World::court(SUBMITTED);
    let elsewhere = json!({ "joins": FIRST, "case": "0192f000-0000-7000-8000-00000000c002" });
    world.ok(on(party("committee"), "merge", FIRST, elsewhere.clone()));
    assert!(world.case.state().ended().is_none());
    world.ok(on(
        party("committee"),
        "decline",
        SECOND,
        json!({ "reason": "No", "redress": "Ask" }),
    ));
    assert_eq!(world.case.state().ended().unwrap().ending(), Ending::Merged);
    // A case that names itself is this one.
    let mut here = World::court(SUBMITTED);
    let itself = json!({ "joins": FIRST, "case": here.case.state().id().to_string() });
    assert_eq!(here.refused(on(party("committee"), "merge", FIRST, itself)), ["merge-astray"]);
}

#[test]
fn a_roster_can_be_enrolled_before_an_appeal_is_accepted() {
    let mut world = World::court(SUBMITTED);
    world.ok(json!({ "by": party("committee"), "act": "enrol",
        "with": { "seats": [{ "seat": "chair", "person": "chair-1" }] } }));
    let on = cogov::Date::new(2026, 6, 2).unwrap();
    let seat = cogov::SeatKey::new("chair").unwrap();
    assert_eq!(world.case.state().roster().holders_of(&seat, on).count(), 1);
}

#[test]
fn nobody_accepts_an_appeal_for_a_place_or_matter_beyond_their_power() {
    let mut world = World::court(SUBMITTED);
    for fixed in
        [json!({ "place": "district" }), json!({ "matter": "neighbours", "place": "district" })]
    {
        assert_eq!(world.refused(on(party("committee"), "accept", FIRST, fixed)), ["no-power"]);
    }
    assert_eq!(
        world.refused(on(party("company"), "accept", FIRST, json!({ "place": "district" }))),
        ["no-power"],
        "whoever has no power at all is told once"
    );
    world.ok(on(party("committee"), "accept", FIRST, json!({ "matter": "neighbours" })));
    assert_eq!(world.case.state().matter().unwrap().as_str(), "neighbours");
}

#[test]
fn the_first_acceptance_fixes_matter_and_place() {
    let mut world = World::court(ACCEPTED);
    world.ok(on(party("committee"), "accept", SECOND, json!({ "matter": "neighbours" })));
    assert_eq!(world.case.state().matter().unwrap().as_str(), "parking");
}

#[test]
fn a_seat_is_held_from_the_first_day_on_and_no_longer_on_the_last() {
    let mut world = World::new(charter(&[]));
    world.ok(
        json!({ "by": owners(), "hand": "owner-1", "act": "submit", "target": { "appeal": FIRST },
        "with": { "channel": "online", "matter": "parking", "place": "compound",
            "submitter": person("owner-1"), "text": "Cars" } }),
    );
    world.ok(json!({ "by": party("committee"), "act": "enrol", "with": { "seats":
        [{ "seat": "chair", "person": "chair-1", "from": "2026-06-02", "until": "2026-06-04" }] } }));
    let declares = json!({ "by": { "seat": "chair" }, "hand": "chair-1", "act": "declare-interest",
        "with": { "interest": "I park there" } });
    for (now, is_seated) in [
        ("2026-06-01T23:59", false),
        ("2026-06-02T00:00", true),
        ("2026-06-03T23:59", true),
        ("2026-06-04T00:00", false),
    ] {
        world.at(now);
        if is_seated {
            world.ok(declares.clone());
        } else {
            assert_eq!(world.refused(declares.clone()), ["not-seated"], "{now}");
        }
    }
    world.replays();
}

#[test]
fn nothing_is_handed_out_to_whom_the_charter_does_not_list() {
    let world = World::court(super::world::NOTIFIED);
    for (to, is_listed) in [("company", true), ("nobody", false)] {
        let codes = world.codes(json!({ "by": party("committee"), "act": "dispatch",
            "target": { "step": "hand-out" },
            "with": { "to": to, "task": "Clean it", "within": { "days": 5 } } }));
        assert_eq!(codes.contains(&"not-in-charter"), !is_listed, "{codes:?}");
    }
}

#[test]
fn an_appeal_cannot_go_on_with_itself_or_with_one_that_there_is_not_even_if_somebody_recorded_it() {
    let missing = "0192f000-0000-7000-8000-00000000eeee";
    for joins in ["0192f000-0000-7000-8000-000000000001", missing] {
        let mut world = World::court(SUBMITTED);
        let merge = on(
            party("committee"),
            "merge",
            "0192f000-0000-7000-8000-000000000001",
            json!({ "joins": joins }),
        );
        let entry = world.entry(merge);
        assert!(!world.case.observe(&entry).is_empty());
        let appeal = world.case.state().appeals().next().unwrap();
        assert!(appeal.ending().is_none() && appeal.merged_into().is_none(), "{joins}");
    }
}

#[test]
fn an_appeal_is_supported_and_merged_though_the_intake_has_to_be_done_again() {
    let mut world = World::court(super::world::CLOSED);
    world.at("2026-09-20T09:00").ok(json!({ "by": party("supervisors"), "act": "reopen",
        "target": { "step": "intake" }, "with": { "reason": "It was the other gate" } }));
    assert_eq!(world.owed().first().map(String::as_str), Some("intake"));
    let first = "0192f000-0000-7000-8000-000000000001";
    let second = "0192f000-0000-7000-8000-0000000000f7";
    world.ok(on(
        party("committee"),
        "submit",
        second,
        json!({ "channel": "desk",
        "matter": "parking", "place": "compound", "submitter": person("owner-2"), "text": "Cars" }),
    ));
    world.ok(json!({ "by": owners(), "hand": "owner-3", "act": "support",
        "target": { "appeal": second } }));
    world.ok(on(party("committee"), "merge", second, json!({ "joins": first })));
}
