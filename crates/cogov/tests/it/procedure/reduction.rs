//! Orders of steps that matter, so that the reduction must not leave them out.
//!
//! In each procedure the step "first" could be followed alone at first sight, and all would be
//! well. What goes wrong needs it to come later.

use cogov::procedure::{Flaw, Outcome, Response, Start, explore, explore_unreduced};
use cogov::values::bounds;
use cogov::{CompiledProcedure, Function, Step};

use super::build::{after, compiled, effect_if, effects, key, plain, step, then};

#[track_caller]
fn both_see_the_way_without_ending(procedure: &CompiledProcedure) {
    let reduced = explore(procedure, bounds::MARKINGS.largest());
    let full = explore_unreduced(procedure, bounds::MARKINGS.largest());
    assert!(full.flaws().iter().any(|flaw| matches!(flaw, Flaw::NoEnding(_))));
    assert_eq!(reduced.flaws(), full.flaws());
}

/// Out of play at first; once included, whatever waits for it waits for ever.
fn wall() -> [Step; 2] {
    [
        plain("wall").with_start(Start::Excluded).with_after(after(&["base"])),
        plain("base").with_after(after(&["wall"])).with_start(Start::Excluded),
    ]
}

/// "work" can be owed and done once; after "seal" it can never be done again.
fn sealed_work() -> [Step; 2] {
    [
        plain("work")
            .with_start(Start::Excluded)
            .with_after(after(&["wall"]))
            .with_includes(effects(&["seal"])),
        plain("seal").with_start(Start::Excluded).with_includes(effects(&["wall", "base"])),
    ]
}

#[test]
fn owing_a_step_before_it_happens_is_not_owing_it_afterwards() {
    let steps = [
        plain("first").with_then(then(&["other"])),
        plain("other").with_after(after(&["wall"])),
        plain("seal").with_after(after(&["other"])).with_includes(effects(&["wall", "base"])),
    ];
    both_see_the_way_without_ending(&compiled(steps.into_iter().chain(wall())));
}

#[test]
fn including_a_step_before_it_happens_is_not_including_it_afterwards() {
    let steps = [
        plain("first").with_includes(effects(&["other"])),
        plain("other").with_includes(effects(&["work"])).with_then(then(&["work"])),
    ];
    both_see_the_way_without_ending(&compiled(
        steps.into_iter().chain(sealed_work()).chain(wall()),
    ));
}

#[test]
fn a_step_that_is_done_may_be_owed_again_and_matter_again() {
    let steps = [
        plain("first").with_after(after(&["other"])).with_excludes(effects(&["other"])),
        plain("other").with_includes(effects(&["work"])).with_then(then(&["work"])),
        plain("again").with_after(after(&["other"])).with_then(then(&["other"])),
    ];
    both_see_the_way_without_ending(&compiled(
        steps.into_iter().chain(sealed_work()).chain(wall()),
    ));
}

/// A decision that, when it fails, lets the work lapse, and sets the wall before it.
fn decision_before_work() -> [Step; 2] {
    let on_failure = |name| effect_if(name, Outcome::Failed);
    [
        step("first", Function::Decide).with_includes([on_failure("wall"), on_failure("base")]),
        step("work", Function::Implement).with_after(after(&["first", "wall"])),
    ]
}

#[test]
fn owing_work_before_a_decision_fails_is_not_owing_it_afterwards() {
    let steps = [step("dispatch", Function::Dispatch).with_then(then(&["work"]))];
    both_see_the_way_without_ending(&compiled(
        decision_before_work().into_iter().chain(steps).chain(wall()),
    ));
}

#[test]
fn including_work_before_a_decision_fails_is_not_including_it_afterwards() {
    let steps = [
        plain("open").with_includes(effects(&["work"])),
        plain("use").with_after(after(&["work", "open"])).with_then(then(&["stuck"])),
        plain("stuck").with_after(after(&["wall"])),
    ];
    both_see_the_way_without_ending(&compiled(
        decision_before_work().into_iter().chain(steps).chain(wall()),
    ));
}

/// "first" takes out of play what is stuck once it happens, and what waits for the work.
fn waiting_for_work(work_after: &str) -> Vec<Step> {
    let mut steps = vec![
        plain("first").with_excludes(effects(&["rush"])),
        step("work", Function::Implement).with_after(after(&[work_after])),
        plain("rush")
            .with_after(after(&["work"]))
            .with_includes(effects(&["wall", "base"]))
            .with_then(then(&["stuck"])),
        plain("stuck").with_after(after(&["wall"])),
        step("decide", Function::Decide),
    ];
    steps.extend(wall());
    steps
}

#[test]
fn a_decision_that_lets_work_lapse_frees_what_waits_for_the_work() {
    both_see_the_way_without_ending(&compiled(waiting_for_work("first")));
}

#[test]
fn what_waits_for_work_that_cannot_be_done_happens_once_the_work_lapses() {
    let never = plain("never").with_after(after(&["work"]));
    both_see_the_way_without_ending(&compiled(
        waiting_for_work("never").into_iter().chain([never]),
    ));
}

#[test]
fn a_realistic_procedure_of_twenty_steps_needs_few_markings() {
    let procedure = compiled(realistic());
    let reduced = explore(&procedure, bounds::MARKINGS.largest());
    let full = explore_unreduced(&procedure, bounds::MARKINGS.largest());
    assert_eq!(reduced.flaws(), []);
    assert_eq!(full.flaws(), []);
    assert_eq!(procedure.steps().len(), 20);
    assert_eq!((reduced.markings(), full.markings()), (68, 3_603));
}

/// From the appeal to the evaluation, with two rounds of deciding, side steps, and rework.
pub(crate) fn realistic() -> Vec<Step> {
    use cogov::procedure::Outcome::{Adopted, Failed, Fulfilled, NotFulfilled};
    let on = |name: &str, outcome| Response::from(key(name)).when(outcome);
    vec![
        step("accept", Function::Receive).with_start(Start::Owed).with_then(then(&["route"])),
        step("route", Function::Screen).with_after(after(&["accept"])).with_then(then(&["plan"])),
        step("plan", Function::Plan).with_after(after(&["route"])).with_then(then(&["notify"])),
        step("post-plan", Function::Disclose).with_after(after(&["plan"])),
        step("notify", Function::Plan).with_after(after(&["plan"])).with_then(then(&["meet"])),
        step("visit", Function::Deliberate).with_after(after(&["plan"])),
        step("survey", Function::Deliberate).with_after(after(&["plan"])),
        step("advice", Function::Deliberate).with_after(after(&["plan"])),
        step("call", Function::Convene).with_after(after(&["notify"])),
        step("meet", Function::Deliberate)
            .with_after(after(&["notify", "call"]))
            .with_then(then(&["examine"])),
        step("minutes", Function::Disclose).with_after(after(&["meet"])),
        step("examine", Function::Decide)
            .with_after(after(&["meet"]))
            .with_then([on("decide", Adopted), on("meet", Failed)])
            .with_includes([effect_if("meet", Failed), effect_if("examine", Failed)]),
        step("decide", Function::Decide)
            .with_after(after(&["examine"]))
            .with_then([on("post-decision", Adopted)])
            .with_excludes([effect_if("dispatch", Failed), effect_if("judge", Failed)]),
        step("post-decision", Function::Disclose).with_after(after(&["decide"])),
        step("dispatch", Function::Dispatch).with_after(after(&["decide"])),
        step("carry-out", Function::Implement)
            .with_after(after(&["decide", "dispatch"]))
            .with_then(then(&["watch"])),
        step("watch", Function::Supervise)
            .with_after(after(&["carry-out"]))
            .with_then([on("post-result", Fulfilled), on("carry-out", NotFulfilled)])
            .with_includes([
                effect_if("carry-out", NotFulfilled),
                effect_if("watch", NotFulfilled),
            ]),
        step("post-result", Function::Disclose).with_after(after(&["watch"])),
        step("judge", Function::Evaluate).with_after(after(&["watch", "decide"])),
        step("honour", Function::Evaluate).with_after(after(&["judge"])),
    ]
}
