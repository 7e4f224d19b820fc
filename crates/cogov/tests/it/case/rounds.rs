//! What is owed and in play once something has to be done again.

use cogov::case::Owed;
use serde_json::{Value, json};

use super::world::{NOTIFIED, PUBLISHED, RESULT, World, owners, party};

fn owed<'w>(world: &'w World, step: &str) -> Option<&'w Owed> {
    let run = world.case.state().run().unwrap();
    let compiled = world.case.charter().compiled(run.procedure()).unwrap();
    run.owed(compiled.find(step).unwrap())
}

fn since_and_due(world: &World, step: &str) -> (String, Option<String>) {
    let owed = owed(world, step).unwrap_or_else(|| panic!("{step} is not owed"));
    (owed.since().to_string(), owed.due().map(|due| due.to_string()))
}

fn set_aside(by: &str, step: &str) -> Value {
    json!({ "by": party(by), "act": "set-aside", "target": { "step": step },
        "with": { "reason": "It was wrong" } })
}

#[test]
fn what_was_owed_before_stays_owed_since_then() {
    let mut world = World::court(PUBLISHED);
    let before = since_and_due(&world, "carry-out");
    assert_eq!(before.0, "2026-06-10T09:00:00+08:00");
    world.at("2026-06-12T09:00").ok(set_aside("supervisors", "post-decision"));
    assert_eq!(since_and_due(&world, "carry-out"), before);
    // What has to be done again is owed from now on, within the term of what led to it.
    let again =
        ("2026-06-12T09:00:00+08:00".to_owned(), Some("2026-06-16T00:00:00+08:00".to_owned()));
    assert_eq!(since_and_due(&world, "post-decision"), again);
    assert!(owed(&world, "meeting").is_none() && owed(&world, "plan").is_none());
}

#[test]
fn what_comes_after_it_is_owed_again_within_the_terms_of_what_still_stands() {
    let mut world = World::court(RESULT);
    assert!(owed(&world, "evaluation").is_some() && owed(&world, "post-result").is_none());
    world.at("2026-06-23T09:00").ok(set_aside("supervisors", "check"));
    let now = "2026-06-23T09:00:00+08:00";
    // By the decision: within 75 days, which end on a Sunday, and within 80.
    let due = |due: &str| (now.to_owned(), Some(format!("{due}T00:00:00+08:00")));
    assert_eq!(since_and_due(&world, "check"), due("2026-09-08"));
    assert_eq!(since_and_due(&world, "post-result"), due("2026-09-12"));
    assert!(owed(&world, "evaluation").is_none(), "only the second disclosure led to it");
    assert!(owed(&world, "carry-out").is_none() && owed(&world, "meeting").is_none());
}

fn visit() -> Value {
    json!({ "by": party("committee"), "act": "convene", "target": { "step": "visit" },
        "with": { "session": "0192f000-0000-7000-8000-00000000a009",
            "should_attend": [{ "who": party("committee"), "role": "chair" }] } })
}

#[test]
fn what_a_guard_keeps_out_no_step_brings_back() {
    let plan = json!({ "key": "plan", "name": "Plan", "function": "plan", "after": ["topic"],
        "within": { "days": 10 }, "then": ["notice"], "includes": ["visit"] });
    let mut world = World::court_with(NOTIFIED, &[("/procedures/0/steps/2", plan)]);
    assert_eq!(world.refused(visit()), ["step-excluded"]);
    // Nor when the plan is all that still stands.
    world.ok(set_aside("supervisors", "notice"));
    assert_eq!(world.refused(visit()), ["step-excluded"]);
    world.replays();
}

#[test]
fn nothing_waits_after_a_step_that_is_out_of_play() {
    let hand_out = json!({ "key": "hand-out", "name": "Hand out", "function": "dispatch",
        "after": ["topic"], "excludes": ["notice"] });
    let mut world = World::court_with(NOTIFIED, &[("/procedures/0/steps/4", hand_out)]);
    let convene = json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
        "with": { "session": "0192f000-0000-7000-8000-00000000a001", "starts": "2026-06-03T14:00:00+08:00",
            "should_attend": [{ "who": party("committee"), "role": "chair" },
                { "who": owners(), "role": "speaking_only" }] } });
    assert_eq!(world.refused(convene.clone()), ["delay-running"], "three days after the notice");
    world
        .ok(json!({ "by": party("committee"), "act": "dispatch", "target": { "step": "hand-out" },
        "with": { "to": "company", "task": "Look at the gate" } }));
    world.ok(convene);
}
