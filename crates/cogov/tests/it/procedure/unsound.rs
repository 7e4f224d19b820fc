//! Of a procedure of which something is wrong in a step, nothing is told that follows from the steps
//! together.

use cogov::procedure::{Absorption, Outcome, Response, Start};
use cogov::triage::{Condition, Dimension, Levels, Scale};
use cogov::{Function, Step, Text};

use super::build::{after, effects, found, key, level, plain, problems, procedure, step, then};

/// Carrying out that is owed before anything is decided, after steps that are given.
fn premature(first: Vec<Step>) -> Vec<Step> {
    let work = step("work", Function::Implement).with_start(Start::Owed);
    first.into_iter().chain([work, step("decide", Function::Decide), plain("last")]).collect()
}

fn told(steps: Vec<Step>, scales: &[Scale]) -> Vec<&'static str> {
    found(&problems(&procedure(steps), scales)).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn what_follows_from_all_steps_is_told_of_sound_steps_only() {
    assert_eq!(told(premature(vec![plain("a")]), &[]), ["misused-step"]);
    // A relation to a step that is not there.
    let lost = plain("a").with_after(after(&["nothing"]));
    assert_eq!(told(premature(vec![lost]), &[]), ["unknown-key"]);
    // Steps that stand in for one another.
    let stands_in = |name: &str, other: &str| {
        let condition = Text::new("one person holds both offices").unwrap();
        plain(name).with_absorbed_by(Absorption::new(key(other), condition))
    };
    let circle = premature(vec![stands_in("a", "b"), stands_in("b", "a")]);
    assert_eq!(told(circle, &[]), ["misused-step"], "the circle alone");
}

#[test]
fn a_guard_with_a_level_that_no_scale_has_is_told_alone() {
    let scales = [
        Scale::new(Dimension::Severity, [level("low"), level("high")]),
        Scale::new(Dimension::Urgency, [level("later"), level("now")]),
    ];
    let when = |severity: &str| {
        Condition::default()
            .and(Dimension::Severity, Levels::AtLeast(level(severity)))
            .and(Dimension::Urgency, Levels::AtLeast(level("now")))
    };
    let guarded = |severity: &str| premature(vec![plain("a").with_when(when(severity))]);
    assert_eq!(told(guarded("high"), &scales), ["misused-step"]);
    assert_eq!(told(guarded("middle"), &scales), ["unknown-key"]);
}

#[test]
fn a_step_that_only_a_decision_brings_into_play_does_not_come_before_it() {
    // What waits for a step that comes early, and what it brings in, come no earlier than that.
    let steps = || {
        vec![
            plain("early").with_includes(effects(&["brought"])),
            plain("brought").with_start(Start::Excluded),
            step("later", Function::Plan)
                .with_start(Start::Excluded)
                .with_after(after(&["early"]))
                .with_then(then(&["work"])),
            step("decide", Function::Decide).with_includes(effects(&["later"])),
            step("work", Function::Implement),
        ]
    };
    super::build::compiled(steps());
    let mut too_early = steps();
    too_early[0] = plain("early").with_includes(effects(&["later"]));
    too_early[1] = plain("brought");
    assert_eq!(
        found(&problems(&procedure(too_early), &[])),
        [("misused-step", "steps[2].then[0]".to_owned())]
    );
    let adopted = Response::from(key("work")).when(Outcome::Adopted);
    super::build::compiled([
        step("decide", Function::Decide).with_then([adopted]),
        step("work", Function::Implement),
    ]);
}
