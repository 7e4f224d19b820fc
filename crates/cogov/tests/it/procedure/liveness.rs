//! What the proof of liveness finds, and what it says.

use cogov::procedure::{
    AbsentStep, Conclusion, Effect, Flaw, Outcome, Response, Start, StepPurpose, explore,
    explore_unreduced,
};
use cogov::triage::{Condition, Dimension, Levels, Scale};
use cogov::values::bounds;
use cogov::{CompiledProcedure, Function, Lang, Step};

use super::build::{after, compiled, effect_if, effects, key, level, plain, procedure, step, then};

const BUDGET: u64 = bounds::MARKINGS.largest();

#[track_caller]
fn live(procedure: &CompiledProcedure) {
    let exploration = explore(procedure, BUDGET);
    assert!(exploration.is_live(), "{:?}", exploration.problems(procedure));
}

/// The messages of all flaws, with path.
fn told(procedure: &CompiledProcedure, lang: Lang) -> Vec<String> {
    let problems = explore(procedure, BUDGET).problems(procedure);
    problems.iter().map(|p| format!("{}: {}", p.path(), p.message(lang))).collect()
}

#[test]
fn a_procedure_without_steps_has_ended() {
    live(&compiled([]));
}

#[test]
fn one_step_can_happen_and_then_it_is_over() {
    live(&compiled([plain("a").with_start(Start::Owed)]));
}

#[test]
fn sixty_four_steps_side_by_side_are_proved_in_one_order() {
    let steps = (0..64).map(|n| plain(&format!("s{n}")).with_start(Start::Owed));
    let procedure = compiled(steps);
    let exploration = explore(&procedure, BUDGET);
    assert!(exploration.is_live());
    assert_eq!(exploration.markings(), 65);
}

#[test]
fn a_circle_of_conditions_is_told_once_and_so_is_nothing_that_only_waits_behind_it() {
    let procedure = compiled([
        plain("before").with_after(after(&["ok", "c"])),
        plain("far").with_after(after(&["before"])),
        plain("a").with_after(after(&["ok", "b"])),
        plain("b").with_after(after(&["c"])),
        plain("c").with_after(after(&["a"])),
        plain("ok"),
    ]);
    assert_eq!(
        told(&procedure, Lang::En),
        [
            "steps[2].after[1]: none of these steps can ever happen, each waits for the next: a → b → c → a"
        ]
    );
    assert_eq!(
        told(&procedure, Lang::Zh),
        ["steps[2].after[1]: 以下步骤依次互相等待，永远不会发生：a → b → c → a"]
    );
    let exploration = explore(&procedure, BUDGET);
    let problems = exploration.problems(&procedure);
    assert_eq!(problems[0].help(Lang::En), "take one of these conditions out of `after`");
    let [Flaw::ConditionCircle(circle)] = exploration.flaws() else { panic!("one flaw") };
    assert_eq!(circle.waiting().bits(), 0b11);
}

#[test]
fn two_circles_are_told_apart_and_so_is_what_is_dead_for_another_reason() {
    let procedure = compiled([
        plain("a").with_after(after(&["b"])),
        plain("b").with_after(after(&["a"])),
        plain("x").with_after(after(&["y", "a"])),
        plain("y").with_after(after(&["x"])),
        plain("out").with_start(Start::Excluded),
        plain("mixed").with_after(after(&["a"])).with_not_while([key("owed")]),
        plain("owed").with_start(Start::Owed).with_after(after(&["b"])),
    ]);
    assert_eq!(
        told(&procedure, Lang::En),
        [
            "steps[0].after[0]: none of these steps can ever happen, each waits for the next: a → b → a",
            "steps[2].after[0]: none of these steps can ever happen, each waits for the next: x → y → x",
            "steps[4]: the step \"out\" can never happen: it is out of play, and nothing that happens includes it",
            "steps[5]: the step \"mixed\" can never happen: it waits for \"a\", and it waits while \"owed\" is owed",
            "steps: after the beginning, no ending can be reached: owed stays owed",
        ]
    );
}

#[test]
fn a_circle_that_can_be_broken_is_none() {
    live(&compiled([
        plain("a").with_after(after(&["b"])),
        plain("b").with_after(after(&["a"])),
        plain("skip").with_excludes(effects(&["a"])).with_then(then(&["b"])),
        plain("back").with_after(after(&["b"])).with_includes(effects(&["a"])),
    ]));
}

#[test]
fn no_ending_names_only_what_stays_owed_and_cannot_happen() {
    let stuck = |names: &[&str]| {
        let held = names
            .iter()
            .map(|name| plain(name).with_start(Start::Owed).with_not_while([key("bar")]));
        let bar = plain("bar").with_start(Start::Owed).with_after(after(&[names[0]]));
        let can = plain("can").with_start(Start::Owed);
        told(&compiled(held.chain([bar, can])), Lang::En).pop().expect("a problem")
    };
    let told = |owed| format!("steps: after the beginning, no ending can be reached: {owed}");
    assert_eq!(stuck(&["a"]), told("a and bar stay owed"));
    assert_eq!(stuck(&["a", "b"]), told("a, b and bar stay owed"));
    let two = compiled([
        plain("a").with_start(Start::Owed).with_then(then(&["b"])),
        plain("b").with_then(then(&["a"])),
    ]);
    assert_eq!(told_last(&two, Lang::En), told("a is owed again and again"));
    assert_eq!(told_last(&two, Lang::Zh), "steps: 经过 开始 之后无法到达任何结局：a 一再应做");
}

fn told_last(procedure: &CompiledProcedure, lang: Lang) -> String {
    told(procedure, lang).pop().expect("a problem")
}

#[test]
fn a_step_that_nothing_includes_is_dead_and_its_path_counts_statements_of_absence() {
    let procedure = procedure([])
        .with_steps([AbsentStep::new(StepPurpose::Hearing)])
        .with_steps([plain("a").with_start(Start::Excluded)]);
    let compiled = CompiledProcedure::new(&procedure, &[]).expect("sound");
    assert_eq!(
        told(&compiled, Lang::En),
        [
            "steps[1]: the step \"a\" can never happen: it is out of play, and nothing that happens includes it"
        ]
    );
}

#[test]
fn a_step_behind_a_milestone_that_stays_owed_is_dead_and_there_is_no_ending() {
    let procedure = compiled([
        plain("a").with_start(Start::Owed).with_not_while([key("b")]),
        plain("b").with_start(Start::Owed).with_not_while([key("a")]),
    ]);
    assert_eq!(
        told(&procedure, Lang::En),
        [
            "steps[0]: the step \"a\" can never happen: it waits while \"b\" is owed",
            "steps[1]: the step \"b\" can never happen: it waits while \"a\" is owed",
            "steps: after the beginning, no ending can be reached: a and b stay owed",
        ]
    );
}

#[test]
fn conditions_that_exclude_one_another_are_never_met_at_once() {
    let procedure = compiled([
        plain("a").with_excludes(effects(&["b", "c"])),
        plain("b").with_excludes(effects(&["a", "c"])),
        plain("c").with_after(after(&["a", "b"])),
    ]);
    assert_eq!(
        told(&procedure, Lang::En),
        ["steps[2]: the step \"c\" can never happen: it waits for \"a\", \"b\""]
    );
}

#[test]
fn the_counterexample_is_a_shortest_trace_with_its_outcomes() {
    let procedure = compiled([
        plain("meet").with_start(Start::Owed),
        step("decide", Function::Decide)
            .with_after(after(&["meet"]))
            .with_then([Response::from(key("stuck")).when(Outcome::Failed)]),
        plain("stuck").with_after(after(&["never"])),
        plain("never").with_after(after(&["stuck"])),
    ]);
    let exploration = explore(&procedure, BUDGET);
    let Some(Flaw::NoEnding(flaw)) = exploration.flaws().last() else { panic!("no ending") };
    let trace: Vec<_> = flaw.trace().iter().map(|t| (t.step().get(), t.conclusion())).collect();
    assert_eq!(trace, [(0, None), (1, Some(Conclusion::Failed))]);
    assert_eq!(
        told(&procedure, Lang::En).last().map(String::as_str),
        Some("steps: after meet, decide (failed), no ending can be reached: stuck stays owed")
    );
    assert_eq!(
        told(&procedure, Lang::Zh).last().map(String::as_str),
        Some("steps: 经过 meet、decide（未通过） 之后无法到达任何结局：stuck 始终应做而不能做")
    );
}

#[test]
fn a_step_that_owes_itself_for_ever_has_no_ending() {
    let procedure = compiled([plain("a").with_then(then(&["a"]))]);
    assert_eq!(
        told(&procedure, Lang::En),
        ["steps: after a, no ending can be reached: a is owed again and again"]
    );
}

#[test]
fn rework_until_fulfilled_may_go_on_for_long_but_can_end() {
    let rework = |name: &str| Effect::from(key(name)).when(Outcome::NotFulfilled);
    let owed = |name: &str| Response::from(key(name)).when(Outcome::NotFulfilled);
    let procedure = compiled([
        step("decide", Function::Decide)
            .with_start(Start::Owed)
            .with_then([Response::from(key("watch")).when(Outcome::Adopted)]),
        step("carry-out", Function::Implement).with_after(after(&["decide"])),
        step("watch", Function::Supervise)
            .with_after(after(&["carry-out"]))
            .with_includes([rework("carry-out"), rework("watch")])
            .with_then([owed("watch")]),
    ]);
    live(&procedure);
}

#[test]
fn side_steps_that_repeat_do_not_put_off_what_is_stuck() {
    // Without fairness, the reduction could follow the loop alone and never look at "deep".
    let procedure = compiled([
        plain("loop").with_includes(effects(&["loop"])),
        plain("deep").with_then(then(&["stuck"])),
        plain("stuck").with_start(Start::Excluded),
        plain("bad").with_after(after(&["deep"])).with_includes(effects(&["stuck"])),
        plain("block").with_start(Start::Excluded),
    ]);
    let reduced = explore(&procedure, BUDGET);
    let full = explore_unreduced(&procedure, BUDGET);
    assert_eq!(reduced.flaws(), full.flaws());
    assert_eq!(reduced.valuations()[0].executable(), full.valuations()[0].executable());
    assert_eq!(reduced.valuations()[0].executable().len(), 4);
}

fn severity() -> Scale {
    Scale::new(Dimension::Severity, [level("low"), level("high")])
}

fn when(step: Step, levels: Levels) -> Step {
    step.with_when(Condition::default().and(Dimension::Severity, levels))
}

#[test]
fn a_guarded_step_need_not_happen_where_it_is_barred() {
    let steps = [
        when(plain("hear").with_start(Start::Owed), Levels::AtLeast(level("high"))),
        plain("meet").with_start(Start::Owed).with_after(after(&["hear"])),
    ];
    let compiled = CompiledProcedure::new(&procedure(steps), &[severity()]).expect("sound");
    live(&compiled);
    assert_eq!(explore(&compiled, BUDGET).valuations().len(), 2);
}

#[test]
fn a_step_may_be_idle_under_a_valuation_that_bars_what_includes_it() {
    let steps = [
        when(plain("open").with_includes(effects(&["extra"])), Levels::AtLeast(level("high"))),
        plain("extra").with_start(Start::Excluded),
    ];
    let compiled = CompiledProcedure::new(&procedure(steps), &[severity()]).expect("sound");
    live(&compiled);
}

#[test]
fn an_ending_has_to_be_in_reach_for_every_topic() {
    let again = plain("again").with_start(Start::Owed).with_then(then(&["again"]));
    let steps = [when(again, Levels::AtLeast(level("high"))), plain("meet")];
    let compiled = CompiledProcedure::new(&procedure(steps), &[severity()]).expect("sound");
    assert_eq!(
        told(&compiled, Lang::En),
        [
            "steps: after the beginning, no ending can be reached on a topic with severity high: again is owed again and again"
        ]
    );
    assert_eq!(
        explore(&compiled, BUDGET).valuations().iter().map(|r| r.is_live()).collect::<Vec<_>>(),
        [true, false]
    );
}

#[test]
fn conclusions_without_different_effects_are_followed_once() {
    let procedure = compiled([step("decide", Function::Decide), step("judge", Function::Evaluate)]);
    let found = explore_unreduced(&procedure, BUDGET);
    assert_eq!((found.markings(), found.transitions()), (4, 4));
    let split = compiled([
        step("decide", Function::Decide).with_excludes([effect_if("a", Outcome::Failed)]),
        plain("a"),
    ]);
    assert_eq!(explore_unreduced(&split, BUDGET).valuations()[0].transitions(), 6);
}
