//! Steps: what waits for what, what stands in for what, and what routes change.

use cogov::procedure::Conclusion;
use serde_json::{Value, json};

use super::world::{ASSESSED, COUNTED, NOTIFIED, PLANNED, QUESTION, ROUTED, World, owners, party};

fn assess(severity: &str, direct: &str) -> Value {
    json!({ "by": party("committee"), "act": "assess", "with": { "topic":
        { "severity": severity, "reach": "compound", "direct_settlement": direct } } })
}

fn route() -> Value {
    json!({ "by": party("committee"), "act": "route", "with": { "to": { "to": "consult", "procedure": "court" } } })
}

fn visit() -> Value {
    json!({ "by": party("committee"), "act": "convene", "target": { "step": "visit" },
        "with": { "session": "0192f000-0000-7000-8000-00000000a009",
            "should_attend": [{ "who": party("committee"), "role": "chair" }] } })
}

#[test]
fn guards_freeze_when_the_topic_is_routed_and_routing_anew_judges_them_anew() {
    let mut world = World::court(PLANNED);
    assert_eq!(world.refused(visit()), ["step-excluded"]);
    world.ok(assess("high", "no"));
    assert_eq!(world.refused(visit()), ["step-excluded"], "assessed, and not routed yet");
    let done = world.done();
    world.ok(route());
    assert_eq!(world.done(), done, "what was done stays done, and is not done twice");
    world.ok(visit());
    world.replays();
}

#[test]
fn another_procedure_begins_only_where_nothing_of_the_first_was_done() {
    let small = |reason: &str| {
        json!({ "by": party("committee"), "act": "route",
        "with": { "to": { "to": "consult", "procedure": "small" }, "reason": reason } })
    };
    let wide = [("/procedures/1/matters", json!(["commons", "neighbours"]))];
    let mut early = World::court_with(ROUTED, &wide);
    early.ok(small("It is simple after all"));
    assert_eq!(early.case.state().run().unwrap().procedure().as_str(), "small");
    assert_eq!(early.done(), ["intake", "topic"], "what was accepted counts");
    let mut late = World::court_with(PLANNED, &wide);
    assert_eq!(late.refused(small("Too late")), ["out-of-phase"]);
}

#[test]
fn what_absorbs_a_step_is_named_and_the_step_has_its_effects() {
    let mut world = World::court_with(
        PLANNED,
        &[(
            "/procedures/0/steps/7",
            json!({ "key": "talk", "name": "Talk", "function": "deliberate",
            "after": ["plan"], "then": ["visit", "hand-out"],
            "absorbed_by": { "step": "meeting", "condition": "where all were invited" } }),
        )],
    );
    let absorb = |by: &str, step: &str| {
        json!({ "by": party("committee"), "act": "absorb",
        "target": { "step": step }, "with": { "by": step_of(by) } })
    };
    assert_eq!(world.refused(absorb("plan", "talk")), ["not-absorbed"]);
    assert_eq!(world.refused(absorb("nowhere", "talk")), ["not-absorbed"]);
    world.ok(absorb("meeting", "talk"));
    assert!(world.owed().contains(&"hand-out".to_owned()), "{:?}", world.owed());
    assert_eq!(world.refused(absorb("meeting", "talk")), ["step-done"]);
    let run = world.case.state().run().unwrap();
    let compiled = world.case.charter().compiled(run.procedure()).unwrap();
    let [done] = run.executions(compiled.find("talk").unwrap()) else { panic!("once") };
    assert_eq!(done.absorbed_by().unwrap().as_str(), "meeting");
}

fn step_of(key: &str) -> Value {
    json!(key)
}

#[test]
fn absorbing_needs_the_power_of_the_step() {
    let mut world = World::court(PLANNED);
    let absorb = json!({ "by": party("company"), "act": "absorb", "target": { "step": "talk" },
        "with": { "by": "meeting" } });
    assert_eq!(world.refused(absorb), ["no-power"]);
}

#[test]
fn a_missed_deadline_is_no_lock() {
    let mut world = World::court(ROUTED);
    world
        .at("2028-02-29T09:00")
        .ok(json!({ "by": party("committee"), "act": "plan", "target": { "step": "plan" },
            "with": { "affected": [owners()] } }));
    world.ok(json!({ "by": party("committee"), "act": "notify", "target": { "step": "notice" },
        "with": { "of": "It", "whom": [owners()] } }));
}

#[test]
fn owed_steps_have_the_day_of_the_response_and_else_their_own() {
    let world = World::court(NOTIFIED);
    let run = world.case.state().run().unwrap();
    let compiled = world.case.charter().compiled(run.procedure()).unwrap();
    let due = run.owed(compiled.find("meeting").unwrap()).unwrap().due().unwrap();
    // Thirty days from 2 June end on 2 July.
    assert_eq!(due.to_string(), "2026-07-03T00:00:00+08:00");
}

#[test]
fn notifying_again_later_completes_nothing_and_is_always_possible() {
    let mut world = World::court(NOTIFIED);
    let again = |step: &str| {
        json!({ "by": party("committee"), "act": "notify", "target": { "step": step },
        "with": { "of": "More", "whom": [owners()] } })
    };
    let (done, owed) = (world.done(), world.owed());
    world.ok(again("plan"));
    assert_eq!((world.done(), world.owed()), (done, owed));
    assert_eq!(world.refused(again("notice")), ["step-done"]);
}

#[test]
fn settling_what_the_table_consults_on_needs_a_reason_and_following_it_none() {
    let mut world = World::court(ASSESSED);
    let settle =
        json!({ "by": party("committee"), "act": "route", "with": { "to": { "to": "settle" } } });
    assert_eq!(world.refused(settle.clone()), ["departs-from-table"]);
    world.ok(assess("low", "yes"));
    world.ok(settle);
    assert_eq!(world.case.state().routed().unwrap().row(), Some(1));
}

#[test]
fn a_contested_dispatch_is_answered_by_who_dispatched() {
    let mut world = World::court(ROUTED);
    let step = json!({ "step": "hand-out" });
    let contest = |by: &str| {
        json!({ "by": party(by), "act": "contest-dispatch", "target": step,
        "with": { "reply": "dispatch-1", "reason": "Not ours" } })
    };
    assert_eq!(world.refused(contest("company")), ["not-done", "not-in-role"]);
    world.ok(json!({ "by": party("committee"), "act": "dispatch", "target": step,
        "with": { "to": "company", "task": "Look at the gate" } }));
    assert_eq!(world.refused(contest("gardeners")), ["not-in-role"]);
    world.ok(contest("company"));
    assert_eq!(
        world.refused(json!({ "by": party("company"), "act": "answer",
        "target": { "reply": "dispatch-1" }, "with": { "response": "adopt" } })),
        ["not-in-role"]
    );
    world.ok(
        json!({ "by": party("committee"), "act": "answer", "target": { "reply": "dispatch-1" },
        "with": { "response": "adopt" } }),
    );
}

#[test]
fn a_decision_that_another_one_stands_in_for_has_the_outcome_of_that_one() {
    let mut world = World::court_with(
        COUNTED,
        &[(
            "/procedures/0/steps/4",
            json!({ "key": "confirm", "name": "Confirm", "function": "decide", "after": ["meeting"],
                "absorbed_by": { "step": "vote", "condition": "where the assembly voted" } }),
        )],
    );
    let absorb = json!({ "by": party("assembly"), "act": "absorb", "target": { "step": "confirm" },
        "with": { "by": "vote" } });
    assert_eq!(world.refused(absorb.clone()), ["not-done"], "nothing was decided yet");
    world.ok(json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
        "with": { "ballot": "gate", "text": QUESTION } }));
    world.ok(absorb);
    let run = world.case.state().run().unwrap();
    let compiled = world.case.charter().compiled(run.procedure()).unwrap();
    let [done] = run.executions(compiled.find("confirm").unwrap()) else { panic!("once") };
    assert_eq!(done.conclusion(), Conclusion::AdoptedBare);
    world.replays();
}
