//! What compiling refuses, and where it says so.

use cogov::procedure::{
    AbsentStep, Absorption, Completion, Disclosed, Outcome, Response, RuleChoice, StepPurpose,
};
use cogov::triage::{Condition, Dimension, Levels, Scale};
use cogov::{CompiledProcedure, Function, Holder, Lang, PartyKey, RuleKey, Stated, Step, Text};

use super::build::{
    after, compiled, effect_if, effects, found, key, level, plain, problems, procedure, step, then,
};

#[track_caller]
pub(super) fn refused(steps: impl IntoIterator<Item = Step>, expected: &[(&'static str, &str)]) {
    let problems = problems(&procedure(steps), &[]);
    let found = found(&problems);
    let found: Vec<(&str, &str)> =
        found.iter().map(|(code, path)| (*code, path.as_str())).collect();
    assert_eq!(found, expected);
    for problem in &problems {
        for lang in Lang::ALL {
            let words = problem.message(lang) + &problem.help(lang);
            assert!(!words.contains(['{', '}']) && !words.is_empty(), "{words}");
        }
    }
}

#[test]
fn every_relation_names_a_step_that_is_there() {
    let absorption = Absorption::new(key("f"), Text::new("if").expect("a text"));
    let broken = plain("main")
        .with_after(after(&["a"]))
        .with_then(then(&["main", "b"]))
        .with_not_while([key("c")])
        .with_excludes(effects(&["d"]))
        .with_includes(effects(&["e"]))
        .with_absorbed_by(absorption);
    refused(
        [plain("other"), broken],
        &[
            ("unknown-key", "steps[1].after[0]"),
            ("unknown-key", "steps[1].then[1]"),
            ("unknown-key", "steps[1].not_while[0]"),
            ("unknown-key", "steps[1].excludes[0]"),
            ("unknown-key", "steps[1].includes[0]"),
            ("unknown-key", "steps[1].absorbed_by.step"),
        ],
    );
}

#[test]
fn a_misspelt_step_is_met_with_the_nearest_key() {
    let problems =
        problems(&procedure([plain("hearing"), plain("b").with_after(after(&["haering"]))]), &[]);
    assert_eq!(problems[0].help(Lang::En), "did you mean \"hearing\"?");
    assert_eq!(problems[0].message(Lang::En), "nothing in steps has the key \"haering\"");
}

#[test]
fn a_key_names_one_step_and_paths_count_statements_of_absence() {
    let twice = procedure([plain("a")])
        .with_steps([AbsentStep::new(StepPurpose::Plan)])
        .with_steps([plain("a"), plain("b").with_after(after(&["x"]))]);
    let problems = problems(&twice, &[]);
    assert_eq!(
        found(&problems),
        [
            ("duplicate-key", "steps[2].key".to_owned()),
            ("unknown-key", "steps[3].after[0]".to_owned())
        ]
    );
    assert_eq!(problems[0].message(Lang::En), "the key \"a\" is already used at steps[0]");
}

#[test]
fn no_step_waits_for_itself_or_stands_in_for_itself() {
    let absorption = Absorption::new(key("a"), Text::new("if").expect("a text"));
    refused(
        [plain("a")
            .with_after(after(&["a"]))
            .with_not_while([key("a")])
            .with_absorbed_by(absorption)],
        &[
            ("self-reference", "steps[0].after[0]"),
            ("self-reference", "steps[0].not_while[0]"),
            ("self-reference", "steps[0].absorbed_by.step"),
        ],
    );
}

#[test]
fn a_step_may_owe_exclude_or_include_itself() {
    compiled([
        plain("a").with_then(then(&["a"])),
        plain("b").with_excludes(effects(&["b"])),
        plain("c").with_includes(effects(&["c"])),
    ]);
}

#[test]
fn the_same_relation_is_stated_once() {
    refused(
        [
            plain("a"),
            step("b", Function::Evaluate)
                .with_after(after(&["a", "a"]))
                .with_not_while([key("a"), key("a")])
                .with_then([
                    Response::from(key("a")).when(Outcome::Fulfilled),
                    Response::from(key("a")).when(Outcome::NotFulfilled),
                    Response::from(key("a")).when(Outcome::Fulfilled),
                ]),
        ],
        &[
            ("duplicate-entry", "steps[1].after[1]"),
            ("duplicate-entry", "steps[1].then[2]"),
            ("duplicate-entry", "steps[1].not_while[1]"),
        ],
    );
}

#[test]
fn what_belongs_to_a_function_stands_at_steps_of_that_function_only() {
    let by = Holder::Party(PartyKey::new("committee").expect("a key"));
    let rule = RuleChoice::new(RuleKey::new("majority").expect("a key"));
    refused(
        [
            plain("a").with_rules(vec![rule.clone()]).with_discloses(Disclosed::Plan),
            step("b", Function::Decide).with_hears([by.clone()]).with_rules(vec![rule]),
            plain("c").with_hears([by]).with_rules(Stated::absent()),
            step("d", Function::Disclose).with_completes(Completion::Adjourn),
        ],
        &[
            ("misused-step", "steps[0].rules"),
            ("misused-step", "steps[0].discloses"),
            ("misused-step", "steps[1].hears"),
            ("misused-step", "steps[2].rules"),
            ("misused-step", "steps[3].completes"),
        ],
    );
}

#[test]
fn a_relation_depends_only_on_outcomes_that_its_step_can_have() {
    let all = |name: &str, function| {
        let then = [Outcome::Adopted, Outcome::Failed, Outcome::Fulfilled, Outcome::NotFulfilled]
            .map(|outcome| Response::from(key("a")).when(outcome));
        step(name, function).with_then(then)
    };
    refused(
        [all("a", Function::Decide), all("b", Function::Supervise), all("c", Function::Plan)],
        &[
            ("misused-step", "steps[0].then[2].if"),
            ("misused-step", "steps[0].then[3].if"),
            ("misused-step", "steps[1].then[0].if"),
            ("misused-step", "steps[1].then[1].if"),
            ("misused-step", "steps[2].then[0].if"),
            ("misused-step", "steps[2].then[1].if"),
            ("misused-step", "steps[2].then[2].if"),
            ("misused-step", "steps[2].then[3].if"),
        ],
    );
}

#[test]
fn no_step_is_excluded_and_included_at_once() {
    let decide = || step("decide", Function::Decide);
    let both = [("misused-step", "steps[0].includes[0]")];
    refused(
        [decide().with_excludes(effects(&["a"])).with_includes(effects(&["a"])), plain("a")],
        &both,
    );
    refused(
        [
            decide()
                .with_excludes([effect_if("a", Outcome::Failed)])
                .with_includes(effects(&["a"])),
            plain("a"),
        ],
        &both,
    );
    compiled([
        decide()
            .with_excludes([effect_if("a", Outcome::Failed)])
            .with_includes([effect_if("a", Outcome::Adopted)]),
        plain("a"),
    ]);
}

#[test]
fn a_decision_does_not_contradict_what_follows_from_its_obligations() {
    refused(
        [
            step("decide", Function::Decide)
                .with_excludes(effects(&["a"]))
                .with_includes([effect_if("b", Outcome::Failed)]),
            step("a", Function::Implement),
            step("b", Function::Supervise),
        ],
        &[("misused-step", "steps[0].includes[0]"), ("misused-step", "steps[0].excludes[0]")],
    );
    compiled([
        step("decide", Function::Decide)
            .with_excludes([effect_if("a", Outcome::Failed)])
            .with_includes(effects(&["b"])),
        step("a", Function::Implement),
        step("b", Function::Supervise),
    ]);
}

#[test]
fn nothing_is_carried_out_or_supervised_because_a_decision_failed() {
    let decide = |outcome| {
        let then = ["a", "b", "c"].map(|name| Response::from(key(name)).when(outcome));
        [
            step("decide", Function::Decide).with_then(then),
            step("a", Function::Implement),
            step("b", Function::Supervise),
            plain("c"),
        ]
    };
    refused(
        decide(Outcome::Failed),
        &[("misused-step", "steps[0].then[0]"), ("misused-step", "steps[0].then[1]")],
    );
    compiled(decide(Outcome::Adopted));
}

fn stands_in(name: &str, other: &str) -> Step {
    let condition = Text::new("one person holds both offices").expect("a text");
    plain(name).with_absorbed_by(Absorption::new(key(other), condition))
}

#[test]
fn no_steps_stand_in_for_one_another_in_a_circle_and_each_circle_is_named_once() {
    let steps = [
        stands_in("tail", "c"),
        stands_in("a", "b"),
        stands_in("b", "c"),
        stands_in("c", "a"),
        stands_in("x", "y"),
        stands_in("y", "x"),
    ];
    let problems = problems(&procedure(steps), &[]);
    let expected = [
        ("misused-step", "steps[1].absorbed_by.step"),
        ("misused-step", "steps[4].absorbed_by.step"),
    ];
    assert_eq!(found(&problems), expected.map(|(code, path)| (code, path.to_owned())));
    assert_eq!(
        problems[0].message(Lang::En),
        "the step cannot have this: the steps stand in for one another in a circle: a → b → c → a"
    );
    assert_eq!(
        problems[1].message(Lang::Zh),
        "该步骤不能有此项：步骤相互代替，形成循环：x → y → x"
    );
    assert_eq!(
        problems[0].help(Lang::En),
        "let a step outside of the circle stand in, or remove this"
    );
    compiled([stands_in("a", "c"), stands_in("b", "c"), stands_in("c", "d"), plain("d")]);
}

#[test]
fn the_help_lists_what_fits_where_an_outcome_or_an_act_does_not() {
    let steps = [
        step("a", Function::Decide).with_then([Response::from(key("b")).when(Outcome::Fulfilled)]),
        plain("b").with_then([Response::from(key("a")).when(Outcome::Adopted)]),
        step("c", Function::Plan).with_completes(Completion::Resolve),
        step("d", Function::Plan).with_discloses(Disclosed::Plan),
    ];
    let problems = problems(&procedure(steps), &[]);
    let help = |lang| problems.iter().map(|p| p.help(lang)).collect::<Vec<_>>();
    assert_eq!(
        help(Lang::En),
        [
            "write \"adopted\" or \"failed\", change the step's function, or remove this",
            "change the step's function, or remove this",
            "write \"plan\" or \"notify\", change the step's function, or remove this",
            "change the step's function to \"disclose\", or remove this",
        ]
    );
    assert_eq!(
        help(Lang::Zh),
        [
            "请写“adopted”或“failed”，修改步骤的职能，或删去此项",
            "请修改步骤的职能，或删去此项",
            "请写“plan”或“notify”，修改步骤的职能，或删去此项",
            "请将步骤的职能改为“disclose”，或删去此项",
        ]
    );
}

#[test]
fn only_the_first_misspelt_steps_are_met_with_the_nearest_key() {
    let many = (0..60).map(|n| plain(&format!("s{n}")).with_after(after(&["haering"])));
    let problems = problems(&procedure(many.chain([plain("hearing")])), &[]);
    let guessed = problems.iter().filter(|p| p.help(Lang::En).starts_with("did you mean")).count();
    assert_eq!((problems.len(), guessed), (60, 50));
}

fn guarded(name: &str, levels: Levels) -> Step {
    plain(name).with_when(Condition::default().and(Dimension::Severity, levels))
}

#[test]
fn a_guard_names_a_dimension_and_levels_that_the_triage_has() {
    let scale = Scale::new(Dimension::Severity, [level("low"), level("high")]);
    let steps = [
        guarded("a", Levels::AtLeast(level("hihg"))),
        guarded("b", Levels::AtMost(level("none"))),
        guarded("c", Levels::AnyOf(vec![level("low"), level("x")])),
        guarded("d", Levels::AnyOf(Vec::new())),
        plain("e")
            .with_when(Condition::default().and(Dimension::Reach, Levels::AtLeast(level("high")))),
    ];
    let problems = problems(&procedure(steps), &[scale]);
    let expected = [
        ("unknown-key", "steps[0].when.severity.at_least"),
        ("unknown-key", "steps[1].when.severity.at_most"),
        ("unknown-key", "steps[2].when.severity[1]"),
        ("empty-list", "steps[3].when.severity"),
        ("unknown-key", "steps[4].when.reach"),
    ];
    assert_eq!(found(&problems), expected.map(|(code, path)| (code, path.to_owned())));
    assert_eq!(problems[0].help(Lang::En), "did you mean \"high\"?");
    let told = |place: usize| problems[place].message(Lang::En);
    assert_eq!(told(0), "nothing in `scales[0].levels` has the key \"hihg\"");
    assert_eq!(told(4), "there is no scale of reach");
}

#[test]
fn a_procedure_has_at_most_sixty_four_steps() {
    let many = |count: usize| procedure((0..count).map(|n| plain(&format!("s{n}"))));
    let problems = problems(&many(65), &[]);
    assert_eq!(found(&problems), [("bound-exceeded", "steps".to_owned())]);
    assert_eq!(
        problems[0].message(Lang::En),
        "the number of steps of a procedure is 65, more than 64"
    );
    let absent = std::iter::repeat_with(|| AbsentStep::new(StepPurpose::Plan)).take(10);
    let most = many(64).with_steps(absent);
    assert!(CompiledProcedure::new(&most, &[]).is_ok(), "absent steps do not count");
}

#[test]
fn guards_are_told_apart_by_the_topics_there_can_be_each_with_its_lowest() {
    let levels = ["l1", "l2", "l3"].map(level);
    let scales = [
        Scale::new(Dimension::Severity, levels.clone()),
        Scale::new(Dimension::Urgency, levels.clone()),
        Scale::new(Dimension::Reach, levels),
    ];
    let steps = [
        guarded("a", Levels::AtLeast(level("l2"))),
        guarded("b", Levels::AtMost(level("l1"))),
        plain("c").with_when(
            Condition::default()
                .and(Dimension::Severity, Levels::AnyOf(vec![level("l1"), level("l3")]))
                .and(Dimension::Urgency, Levels::AtLeast(level("l2"))),
        ),
    ];
    let compiled = CompiledProcedure::new(&procedure(steps), &scales).expect("sound");
    let told: Vec<(u64, String)> = compiled
        .valuations()
        .iter()
        .map(|valuation| (valuation.barred().bits(), valuation.describe(Lang::En)))
        .collect();
    let expected = [
        (0b101, "urgency l1, severity l1"),
        (0b110, "urgency l1, severity l2"),
        (0b001, "urgency l2, severity l1"),
        (0b010, "urgency l2, severity l3"),
    ];
    assert_eq!(told, expected.map(|(barred, topic)| (barred, topic.to_owned())));
    for valuation in compiled.valuations() {
        let topic = valuation.topic().iter().map(|(dimension, level)| (*dimension, level));
        assert_eq!(compiled.barred(topic), valuation.barred());
    }
}

#[test]
fn more_guard_valuations_than_the_bound_are_refused() {
    let levels: Vec<_> = (0..8).map(|n| level(&format!("l{n}"))).collect();
    let scales: Vec<Scale> =
        Dimension::ALL.iter().map(|&d| Scale::new(d, levels.clone())).collect();
    let steps = Dimension::ALL.iter().enumerate().flat_map(|(d, &dimension)| {
        levels.iter().enumerate().map(move |(n, level)| {
            plain(&format!("s{d}-{n}"))
                .with_when(Condition::default().and(dimension, Levels::AtLeast(level.clone())))
        })
    });
    let problems = problems(&procedure(steps), &scales);
    assert_eq!(found(&problems), [("bound-exceeded", "steps".to_owned())]);
    assert_eq!(problems[0].details().find(|(name, _)| *name == "bound"), Some(("bound", "1024")));
}
