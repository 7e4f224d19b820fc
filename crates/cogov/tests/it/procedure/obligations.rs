//! What decisions oblige to, and when that is carried out.

use std::collections::BTreeSet;

use cogov::procedure::{Conclusion, Marking, Outcome, Response, Start, StepIndex, StepSet};
use cogov::{Charter, CompiledProcedure, Function};

use super::build::{Course, after, compiled, effect_if, effects, key, step, then};

fn deciding() -> CompiledProcedure {
    compiled([
        step("decide", Function::Decide)
            .with_then([Response::from(key("carry-out")).when(Outcome::Adopted)]),
        step("again", Function::Decide).with_after(after(&["decide"])),
        step("carry-out", Function::Implement),
        step("watch", Function::Supervise).with_start(Start::Excluded),
    ])
}

#[test]
fn a_decision_with_obligations_has_carrying_out_and_supervision_in_play_and_owed() {
    let procedure = deciding();
    let decided = Course::new(&procedure).concluded("decide", Conclusion::AdoptedObliging);
    assert!(decided.can("carry-out") && decided.can("watch"));
    assert_eq!(decided.names(decided.marking.open()), ["carry-out", "watch"]);
}

#[test]
fn without_obligations_carrying_out_and_supervision_are_out_of_play() {
    let procedure = deciding();
    for conclusion in [Conclusion::AdoptedBare, Conclusion::Failed] {
        let decided = Course::new(&procedure).concluded("decide", conclusion);
        assert!(!decided.can("carry-out") && !decided.can("watch"), "{conclusion}");
        assert!(decided.marking.is_ending(), "{conclusion}");
    }
}

#[test]
fn a_later_decision_with_new_obligations_has_them_carried_out_anew() {
    let procedure = deciding();
    let done = Course::new(&procedure)
        .concluded("decide", Conclusion::AdoptedObliging)
        .done("carry-out")
        .concluded("watch", Conclusion::Fulfilled);
    assert!(!done.can("carry-out") && !done.can("watch"));
    let again = done.concluded("again", Conclusion::AdoptedObliging);
    assert!(again.can("carry-out") && again.can("watch"));
}

#[test]
fn a_later_decision_leaves_standing_what_an_earlier_one_obliges_to() {
    let procedure = deciding();
    for later in [Conclusion::AdoptedBare, Conclusion::Failed] {
        let obliged = Course::new(&procedure).concluded("decide", Conclusion::AdoptedObliging);
        let owed = obliged.concluded("again", later);
        assert_eq!(owed.names(owed.marking.open()), ["carry-out", "watch"], "{later}");
        let half = Course::new(&procedure)
            .concluded("decide", Conclusion::AdoptedObliging)
            .done("carry-out")
            .concluded("again", later);
        assert_eq!(half.names(half.marking.open()), ["watch"], "{later}");
        let done = half.marking.done() & half.marking.included();
        assert!(done.contains(half.index("carry-out")), "{later}: what is done stays in play");
        assert!(!half.can("carry-out"), "{later}: and need not be done anew");
    }
}

#[test]
fn of_two_decisions_only_the_second_may_oblige() {
    let procedure = deciding();
    let first = Course::new(&procedure).concluded("decide", Conclusion::Failed);
    let second = first.concluded("again", Conclusion::AdoptedObliging);
    assert_eq!(second.names(second.marking.open()), ["carry-out", "watch"]);
}

#[test]
fn a_decision_that_obliges_nobody_makes_no_work_owed_whatever_its_responses_say() {
    let procedure = deciding();
    let bare = Course::new(&procedure).concluded("decide", Conclusion::AdoptedBare);
    assert!(bare.marking.owed().is_empty());
    let again = compiled([
        step("again", Function::Decide).with_then(then(&["carry-out"])),
        step("carry-out", Function::Implement),
    ]);
    for later in [Conclusion::AdoptedBare, Conclusion::Failed] {
        let done = Course::new(&again).done("carry-out").concluded("again", later);
        assert!(done.marking.is_ending() && !done.can("carry-out"), "{later}");
    }
}

#[test]
fn a_failed_decision_that_excludes_work_leaves_standing_what_is_owed() {
    let procedure = compiled([
        step("decide", Function::Decide),
        step("again", Function::Decide).with_excludes([effect_if("carry-out", Outcome::Failed)]),
        step("carry-out", Function::Implement),
    ]);
    let owed = Course::new(&procedure)
        .concluded("decide", Conclusion::AdoptedObliging)
        .concluded("again", Conclusion::Failed);
    assert!(owed.can("carry-out"));
    let failed = Course::new(&procedure).concluded("again", Conclusion::Failed);
    assert!(!failed.can("carry-out"));
}

/// Whether some work can be carried out before anything was decided.
fn works_undecided(procedure: &CompiledProcedure, barred: StepSet) -> bool {
    let of = |function: Function| -> StepSet {
        let steps = procedure.steps().iter().enumerate();
        let steps = steps.filter(|(_, step)| step.function() == function);
        steps.filter_map(|(number, _)| StepIndex::new(number)).collect()
    };
    let decides = of(Function::Decide) - barred;
    if decides.is_empty() {
        return false;
    }
    let mut seen = BTreeSet::from([procedure.initial(barred)]);
    let mut open: Vec<Marking> = seen.iter().copied().collect();
    while let Some(marking) = open.pop() {
        let enabled = procedure.enabled(marking);
        if enabled.meets(of(Function::Implement)) {
            return true;
        }
        for step in (enabled - decides).iter() {
            let function = procedure.step(step).expect("a step").function();
            for &conclusion in Conclusion::of(function) {
                let next = procedure.execute(marking, step, conclusion, barred).expect("enabled");
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
    }
    false
}

#[test]
fn in_no_charter_of_the_library_is_work_carried_out_before_anything_was_decided() {
    for name in Charter::builtins() {
        let charter = Charter::builtin(name).expect("a charter");
        for procedure in charter.procedures().iter().filter_map(|listed| listed.given()) {
            let compiled = charter.compiled(procedure.key()).expect("a procedure");
            for valuation in compiled.valuations() {
                let barred = valuation.barred();
                assert!(!works_undecided(compiled, barred), "{name}: {}", procedure.key());
            }
        }
    }
    let loose = compiled([step("decide", Function::Decide), step("do", Function::Implement)]);
    assert!(works_undecided(&loose, StepSet::EMPTY), "conditions alone hold work back");
}

#[test]
fn an_inclusion_by_a_decision_without_obligations_yields_to_their_absence() {
    let procedure = compiled([
        step("decide", Function::Decide).with_includes(effects(&["carry-out"])),
        step("carry-out", Function::Implement).with_start(Start::Excluded),
    ]);
    let with = Course::new(&procedure).concluded("decide", Conclusion::AdoptedObliging);
    let without = Course::new(&procedure).concluded("decide", Conclusion::AdoptedBare);
    assert!(with.can("carry-out") && !without.can("carry-out"));
}
