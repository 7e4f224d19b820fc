//! How steps and relations work, one sentence each.

use cogov::procedure::{
    Absorption, After, Completion, Conclusion, Disclosed, Outcome, Response, Start, StepPurpose,
    StepSet,
};
use cogov::{Function, Stated, Term, Text};

use super::build::{
    Course, after, compiled, effect_if, effects, key, plain, procedure, step, then,
};

#[test]
fn a_step_waits_until_each_of_its_conditions_is_done() {
    let procedure = compiled([plain("a"), plain("b"), plain("c").with_after(after(&["a", "b"]))]);
    let begun = Course::new(&procedure);
    assert!(!begun.can("c"));
    let half = begun.done("a");
    let blocked = procedure.blocked_by(half.marking, half.index("c"));
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
    let blocked = procedure.blocked_by(begun.marking, begun.index("b"));
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
    assert!(blocked.is_done() && !blocked.is_free());
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
    assert!(procedure.blocked_by(begun.marking, begun.index("a")).is_excluded());
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

fn deciding() -> cogov::CompiledProcedure {
    compiled([
        step("decide", Function::Decide)
            .with_then([Response::from(key("carry-out")).when(Outcome::Adopted)]),
        step("again", Function::Decide).with_after(after(&["decide"])),
        step("carry-out", Function::Implement),
        step("watch", Function::Supervise).with_start(Start::Excluded),
    ])
}

#[test]
fn a_decision_with_obligations_brings_carrying_out_and_supervision_into_play() {
    let procedure = deciding();
    let decided = Course::new(&procedure).concluded("decide", Conclusion::AdoptedObliging);
    assert!(decided.can("carry-out") && decided.can("watch"));
    assert_eq!(decided.names(decided.marking.open()), ["carry-out"]);
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
fn an_inclusion_by_a_decision_without_obligations_yields_to_their_absence() {
    let procedure = compiled([
        step("decide", Function::Decide).with_includes(effects(&["carry-out"])),
        step("carry-out", Function::Implement).with_start(Start::Excluded),
    ]);
    let with = Course::new(&procedure).concluded("decide", Conclusion::AdoptedObliging);
    let without = Course::new(&procedure).concluded("decide", Conclusion::AdoptedBare);
    assert!(with.can("carry-out") && !without.can("carry-out"));
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
fn statements_of_absence_have_no_number_but_a_place() {
    let procedure = procedure([plain("a")])
        .with_steps([cogov::procedure::AbsentStep::new(StepPurpose::Hearing)])
        .with_steps([plain("b").with_after(after(&["a"]))]);
    let compiled = cogov::CompiledProcedure::new(&procedure, &[]).expect("a sound procedure");
    assert_eq!(compiled.steps().len(), 2);
    let b = compiled.find("b").expect("a step");
    assert_eq!((b.get(), compiled.steps()[b.get()].position()), (1, 2));
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
