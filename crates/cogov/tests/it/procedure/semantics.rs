//! How steps and relations work, one sentence each.

use cogov::procedure::{
    Absorption, After, Completion, Conclusion, Disclosed, Marking, Outcome, Response, Start,
    StepIndex, StepPurpose, StepSet,
};
use cogov::{CompiledProcedure, Function, Lang, Stated, Term, Text};

use super::build::{
    Course, after, compiled, effect_if, effects, key, plain, procedure, step, then,
};

#[test]
fn a_step_waits_until_each_of_its_conditions_is_done() {
    let procedure = compiled([plain("a"), plain("b"), plain("c").with_after(after(&["a", "b"]))]);
    let begun = Course::new(&procedure);
    assert!(!begun.can("c"));
    let half = begun.done("a");
    let blocked = procedure.blocked_by(half.marking, half.index("c")).expect("a reason");
    assert_eq!(half.names(blocked.unmet_conditions()), ["b"]);
    assert!(!blocked.is_excluded() && !blocked.is_done());
    assert!(half.done("b").can("c"));
}

#[test]
fn a_condition_that_is_out_of_play_does_not_bind() {
    let procedure = compiled([
        plain("a"),
        plain("b").with_after(after(&["a"])),
        plain("drop").with_excludes(effects(&["a"])),
    ]);
    let begun = Course::new(&procedure);
    assert!(!begun.can("b"));
    assert!(begun.done("drop").can("b"));
}

#[test]
fn a_milestone_holds_a_step_back_only_while_it_is_owed_and_in_play() {
    let procedure = compiled([
        plain("a").with_start(Start::Owed),
        plain("b").with_not_while([key("a")]),
        plain("drop").with_excludes(effects(&["a"])),
    ]);
    let begun = Course::new(&procedure);
    let blocked = procedure.blocked_by(begun.marking, begun.index("b")).expect("a reason");
    assert_eq!(begun.names(blocked.open_milestones()), ["a"]);
    assert!(begun.done("a").can("b"), "done, it is no longer owed");
    assert!(Course::new(&procedure).done("drop").can("b"), "out of play, it does not bind");
}

#[test]
fn a_step_runs_once_unless_it_is_owed_or_included_again() {
    let procedure = compiled([
        plain("a"),
        plain("owe").with_then(then(&["a"])),
        plain("anew").with_includes(effects(&["a"])),
    ]);
    let once = || Course::new(&procedure).done("a");
    let blocked = procedure.blocked_by(once().marking, once().index("a"));
    assert!(blocked.expect("a reason").is_done());
    let owed = once().done("owe");
    assert!(owed.can("a") && !owed.marking.is_ending());
    assert!(owed.marking.done().contains(owed.index("a")), "owed again, it stays done");
    let anew = once().done("anew");
    assert!(anew.can("a") && anew.marking.is_ending());
    assert!(!anew.marking.done().contains(anew.index("a")), "included again, it is not done");
}

#[test]
fn after_a_step_its_responses_are_owed_until_they_happen() {
    let procedure = compiled([plain("a").with_then(then(&["b"])), plain("b")]);
    let owed = Course::new(&procedure).done("a");
    assert_eq!(owed.names(owed.marking.open()), ["b"]);
    assert!(owed.done("b").marking.is_ending());
}

#[test]
fn a_response_to_oneself_outlasts_the_step() {
    let procedure = compiled([plain("a").with_then(then(&["a"]))]);
    let owed = Course::new(&procedure).done("a");
    assert_eq!(owed.names(owed.marking.open()), ["a"]);
    assert!(owed.can("a"));
}

#[test]
fn what_is_owed_but_out_of_play_does_not_keep_a_case_open() {
    let procedure = compiled([
        plain("a").with_start(Start::Owed),
        plain("drop").with_excludes(effects(&["a"])),
        plain("back").with_includes(effects(&["a"])),
    ]);
    let dropped = Course::new(&procedure).done("drop");
    assert!(dropped.marking.is_ending() && !dropped.can("a"));
    let back = dropped.done("back");
    assert!(!back.marking.is_ending(), "back in play, it is owed as before");
}

#[test]
fn a_step_that_starts_excluded_is_out_of_play_until_included() {
    let procedure = compiled([
        plain("a").with_start(Start::Excluded),
        plain("in").with_includes(effects(&["a"])),
    ]);
    let begun = Course::new(&procedure);
    let blocked = procedure.blocked_by(begun.marking, begun.index("a"));
    assert!(blocked.expect("a reason").is_excluded());
    assert!(begun.done("in").can("a"));
}

#[test]
fn a_relation_with_an_outcome_takes_effect_on_that_outcome_only() {
    let procedure = compiled([
        step("check", Function::Evaluate)
            .with_then([Response::from(key("mend")).when(Outcome::NotFulfilled)])
            .with_includes([effect_if("mend", Outcome::NotFulfilled)])
            .with_excludes([effect_if("other", Outcome::Fulfilled)]),
        plain("mend"),
        plain("other"),
    ]);
    let good = Course::new(&procedure).done("mend").concluded("check", Conclusion::Fulfilled);
    assert!(good.marking.is_ending() && !good.can("mend") && !good.can("other"));
    let bad = Course::new(&procedure).done("mend").concluded("check", Conclusion::NotFulfilled);
    assert!(!bad.marking.is_ending() && bad.can("mend") && bad.can("other"));
}

#[test]
fn what_a_guard_bars_stays_out_of_play_for_good() {
    let procedure = compiled([
        plain("a").with_start(Start::Owed),
        plain("in").with_includes(effects(&["a"])),
        step("decide", Function::Decide),
        step("carry-out", Function::Implement),
    ]);
    let open = Course::new(&procedure);
    let barred = StepSet::only(open.index("a")).with(open.index("carry-out"));
    let course = Course::barring(&procedure, barred);
    assert!(course.marking.is_ending() && !course.can("a"));
    let course = course.done("in").concluded("decide", Conclusion::AdoptedObliging);
    assert!(!course.can("a") && !course.can("carry-out"));
}

#[test]
fn a_step_keeps_its_delays_and_a_response_its_term_or_that_of_its_step() {
    let days = |days| Term::days(days).expect("a term");
    let procedure = compiled([
        plain("notice").with_then([
            Response::from(key("meet")),
            Response::from(key("post")).with_within(days(3)),
            Response::from(key("file")).with_within(Stated::absent()),
        ]),
        plain("meet")
            .with_after([After::from(key("notice")).with_delay(days(15))])
            .with_within(days(30)),
        plain("post").with_within(days(9)),
        plain("file").with_within(days(9)),
    ]);
    let notice = &procedure.steps()[0];
    let terms: Vec<_> = notice.responses().iter().map(|edge| edge.within().clone()).collect();
    assert_eq!(terms, [Stated::Given(days(30)), Stated::Given(days(3)), Stated::absent()]);
    assert_eq!(procedure.steps()[1].conditions()[0].delay(), Some(days(15)));
}

#[test]
fn a_step_happens_only_when_it_can_and_only_with_a_conclusion_of_its_function() {
    let procedure = compiled([
        plain("a").with_start(Start::Owed),
        step("decide", Function::Decide).with_after(after(&["a"])).with_not_while([key("a")]),
    ]);
    let begun = Course::new(&procedure);
    let [a, decide] = ["a", "decide"].map(|name| begun.index(name));
    let run =
        |marking, step, conclusion| procedure.execute(marking, step, conclusion, StepSet::EMPTY);
    let early = run(begun.marking, decide, Conclusion::Fulfilled).expect_err("blocked");
    assert_eq!(early.unmet_conditions(), StepSet::only(a));
    assert_eq!(early.open_milestones(), StepSet::only(a));
    assert_eq!(early.impossible_conclusion(), Some(Conclusion::Fulfilled));
    assert_eq!(
        early.to_string(),
        "the step cannot happen: it waits for 1 step, it waits as long as 1 step is owed, \
         it is concluded as \"adopted with obligations\" or \"adopted without obligations\" or \"failed\", \
         never as \"fulfilled\""
    );
    assert_eq!(
        early.describe(&procedure, Lang::En),
        "the step cannot happen: it waits for \"a\", it waits as long as \"a\" is owed, \
         it is concluded as \"adopted with obligations\" or \"adopted without obligations\" or \"failed\", \
         never as \"fulfilled\""
    );
    assert_eq!(
        early.describe(&procedure, Lang::Zh),
        "该步骤不能进行：须等待“a”完成，在“a”应做而未做时不能进行，\
         该步骤以“通过并产生义务”或“通过而无义务”或“未通过”结束，不会以“已落实”结束"
    );
    let done = begun.done("a").marking;
    assert!(run(done, a, Conclusion::Done).expect_err("done").is_done());
    let wrong = run(done, decide, Conclusion::Done).expect_err("no conclusion of a decision");
    assert_eq!(wrong.impossible_conclusion(), Some(Conclusion::Done));
    assert!(!wrong.is_done() && wrong.unmet_conditions().is_empty());
    assert!(run(done, decide, Conclusion::Failed).is_ok());
}

#[test]
fn the_step_of_another_procedure_is_unknown() {
    let procedure = compiled([plain("a")]);
    let other = StepIndex::new(63).expect("a number");
    let all = Marking::new(StepSet::EMPTY, StepSet::EMPTY, StepSet::from_bits(u64::MAX));
    for marking in [all, procedure.initial(StepSet::EMPTY)] {
        let blocked = procedure.execute(marking, other, Conclusion::Done, StepSet::EMPTY);
        let blocked = blocked.expect_err("no such step");
        assert!(blocked.is_unknown() && procedure.blocked_by(marking, other) == Some(blocked));
        assert_eq!(blocked.to_string(), "the step cannot happen: the procedure has no such step");
        assert!(!procedure.can_execute(marking, other));
        assert!(!procedure.enabled(marking).contains(other));
    }
}

#[test]
fn both_drawings_dash_the_steps_that_are_out_of_play_at_first() {
    let procedure = compiled([
        plain("a").with_start(Start::Excluded),
        plain("b").with_start(Start::Owed).with_includes(effects(&["a", "c"])),
        plain("c").with_start(Start::Excluded),
    ]);
    let (mermaid, dot) = (procedure.to_mermaid(Lang::En), procedure.to_dot(Lang::En));
    for (number, is_dashed) in [true, false, true].into_iter().enumerate() {
        assert_eq!(mermaid.contains(&format!("class s{number} excluded\n")), is_dashed);
        let line = dot.lines().find(|line| line.starts_with(&format!("    s{number} [label")));
        assert_eq!(line.expect("a box").contains("style=dashed"), is_dashed);
    }
}

#[test]
fn statements_of_absence_have_no_number_but_a_place() {
    let procedure = procedure([plain("a")])
        .with_steps([cogov::procedure::AbsentStep::new(StepPurpose::Hearing)])
        .with_steps([plain("b").with_after(after(&["a"]))]);
    let compiled = CompiledProcedure::new(&procedure, &[]).expect("a sound procedure");
    assert_eq!(compiled.steps().len(), 2);
    let b = compiled.find("b").expect("a step");
    assert_eq!((b.get(), compiled.steps()[b.get()].index()), (1, 2));
}

#[test]
fn a_step_knows_what_completes_it_and_what_may_stand_in_for_it() {
    let condition = Text::new("one person holds both offices").expect("a text");
    let procedure = compiled([
        step("propose", Function::Plan)
            .with_absorbed_by(Absorption::new(key("discuss"), condition)),
        step("discuss", Function::Deliberate).with_completes(Completion::Advise),
        step("post", Function::Disclose).with_discloses(Disclosed::Decision),
    ]);
    let [propose, discuss, post] = procedure.steps() else { panic!("three steps") };
    assert_eq!(propose.absorbed_by(), procedure.find("discuss"));
    assert_eq!(propose.completes(), Completion::Plan);
    assert_eq!(discuss.completes(), Completion::Advise);
    assert_eq!(post.completes(), Completion::Disclose);
}
