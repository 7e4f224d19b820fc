//! Bars that keep two functions apart, where persons did one of them, and what lifts them.

use serde_json::{Value, json};

use super::world::{ADJOURNED, PLANNED, World, draft, evidence, owners, party, person};

/// The place of a bar in the charter of the court that these tests replace.
const BAR: &str = "/positions/9";

/// Nobody supervises what they carried out in the same case.
fn apart(holder: Value) -> (&'static str, Value) {
    let bar = json!({ "holder": holder, "kinds": ["bar"], "functions": ["supervise"],
        "together_with": "implement" });
    (BAR, bar)
}

fn verify(hand: &str, of: &str) -> Value {
    json!({ "by": "anyone", "hand": hand, "act": "verify", "target": { "obligation": of },
        "with": { "result": "solved" } })
}

#[test]
fn a_person_is_kept_apart_by_what_they_did_and_not_by_what_somebody_did() {
    let a = draft("a", json!({ "performers": [person("owner-1")] }));
    let b = draft("b", json!({ "verifiers": [person("owner-1"), person("owner-2")] }));
    let mut world = World::obliged_with(json!([a, b]), &[apart(json!("anyone"))]);
    world.duty(party("company"), "complete", "b", json!({ "evidence": evidence() }));
    assert_eq!(world.codes(verify("owner-2", "b")), [""; 0], "only the company carried it out");
    world.ok(json!({ "by": "anyone", "hand": "owner-1", "act": "report",
        "target": { "obligation": "a" }, "with": { "text": "Begun" } }));
    assert_eq!(world.codes(verify("owner-1", "b")), ["barred-beside"]);
    assert_eq!(world.codes(verify("owner-2", "b")), [""; 0]);
}

#[test]
fn what_only_a_person_who_is_kept_apart_could_verify_is_not_carried_out() {
    let a = draft("a", json!({ "performers": [person("owner-1")] }));
    let b = draft("b", json!({ "verifiers": [person("owner-1")] }));
    let mut world = World::obliged_with(json!([a, b]), &[apart(json!("anyone"))]);
    let report = |by: Value, of: &str| {
        json!({ "by": by, "act": "report", "target": { "obligation": of },
            "with": { "text": "Begun" } })
    };
    assert_eq!(world.codes(report(party("company"), "b")), [""; 0]);
    let mut own = report(json!("anyone"), "a");
    own["hand"] = json!("owner-1");
    world.ok(own);
    assert_eq!(world.codes(report(party("company"), "b")), ["no-verifier"]);
}

#[test]
fn whoever_signs_with_those_who_carry_it_out_is_not_who_verifies_it() {
    let both = json!([draft("a", json!({}))]);
    let mut world = World::obliged_with(both, &[apart(party("supervisors"))]);
    let report = || {
        json!({ "by": party("company"), "act": "report", "target": { "obligation": "a" },
            "signed": [person("worker-1")], "with": { "text": "Begun" } })
    };
    world.ok(report());
    // They carried it out by now, and the supervisors, who did not, can verify it.
    world.ok(report());
    world.replays();
}

#[test]
fn whoever_is_kept_from_voting_by_what_they_did_is_not_left_out() {
    let bar = json!({ "holder": { "group": "owners" }, "kinds": ["bar"], "functions": ["decide"],
        "together_with": "deliberate" });
    let power = json!({ "holder": { "group": "owners" }, "kinds": ["power"],
        "functions": ["decide", "deliberate"], "places": ["compound"] });
    let open = |listed: &[&str]| {
        let electors: Vec<Value> = listed.iter().map(|who| json!({ "who": person(who) })).collect();
        json!({ "by": party("assembly"), "act": "open-ballot", "target": { "step": "vote" },
            "with": { "ballot": "b", "question": "A fence?", "electors": electors } })
    };
    let without_one = ["owner-2", "owner-3", "owner-4"];
    let mut world = World::court_with(ADJOURNED, &[(BAR, bar), ("/positions/10", power)]);
    assert_eq!(world.codes(open(&without_one)), ["left-out"]);
    world.ok(json!({ "by": owners(), "hand": "owner-1", "act": "opine",
        "with": { "reply": "o", "text": "It is ugly", "to": party("committee") } }));
    assert_eq!(world.codes(open(&without_one)), ["left-out"], "an opinion is no advice");
    world.ok(json!({ "by": owners(), "hand": "owner-1", "act": "advise",
        "target": { "step": "advice" },
        "with": { "reply": "a", "text": "No fence", "to": "committee" } }));
    assert_eq!(world.codes(open(&without_one)), [""; 0]);
}

#[test]
fn a_bar_is_lifted_for_part_of_those_for_whom_it_was_lifted() {
    let tenants =
        json!({ "key": "tenants", "name": "Tenants", "place": "compound", "parent": "owners" });
    let bar =
        json!({ "holder": { "group": "tenants" }, "kinds": ["bar"], "functions": ["convene"] });
    let power = json!({ "holder": { "group": "owners" }, "kinds": ["power"],
        "functions": ["convene"], "places": ["compound"] });
    let changes = [("/groups/1", tenants), (BAR, bar), ("/positions/13", power)];
    let mut world = World::court_with(PLANNED, &changes);
    let convene = || {
        json!({ "by": { "group": "tenants" }, "hand": "owner-9", "act": "convene",
            "target": { "step": "meeting" },
            "with": { "session": super::world::MEETING, "starts": "2026-06-08T14:00:00+08:00",
                "should_attend": [{ "who": owners(), "role": "voting" }] } })
    };
    assert!(world.codes(convene()).contains(&"barred"));
    world.ok(json!({ "by": party("supervisors"), "act": "override",
        "with": { "who": owners(), "function": "convene", "reason": "The committee is away" } }));
    assert!(!world.codes(convene()).contains(&"barred"), "{:?}", world.codes(convene()));
}
