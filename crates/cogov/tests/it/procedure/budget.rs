//! How much a proof of liveness may look at.

use cogov::Lang;
use cogov::procedure::{Flaw, explore};

use super::build::{after, compiled, effects, found, plain};

#[test]
fn beyond_the_budget_the_steps_that_run_side_by_side_are_named() {
    // Each step excludes the next, so that every order matters and reduction cannot help.
    let name = |n: usize| format!("s{n}");
    let steps = (0..64).map(|n| plain(&name(n)).with_excludes(effects(&[&name((n + 1) % 64)])));
    let procedure = compiled(steps);
    let exploration = explore(&procedure, 50);
    let [Flaw::TooManyMarkings(flaw)] = exploration.flaws() else { panic!("one flaw") };
    assert_eq!(flaw.budget(), 50);
    assert_eq!(flaw.concurrent().len(), 64);
    let problems = exploration.problems(&procedure);
    assert_eq!(found(&problems), [("too-many-markings", "steps".to_owned())]);
    let message = problems[0].message(Lang::En);
    assert!(message.starts_with(
        "the proof needs more than 50 markings; these steps run side by side: s0, s1, s2,"
    ));
}

/// Where it suffices to follow one step at a time until the end, those are named that could happen
/// side by side.
#[test]
fn of_steps_that_are_followed_one_at_a_time_those_that_can_happen_are_named() {
    let procedure = compiled((0..5).map(|n| plain(&format!("s{n}"))));
    let exploration = explore(&procedure, 3);
    let [Flaw::TooManyMarkings(flaw)] = exploration.flaws() else { panic!("one flaw") };
    assert_eq!(flaw.concurrent().len(), 5);
    // Of two that matter to one another both are followed: they are named, without the others.
    let procedure = compiled([
        plain("a").with_excludes(effects(&["b"])),
        plain("b").with_excludes(effects(&["a"])),
        plain("c").with_after(after(&["a"])),
        plain("d").with_after(after(&["b"])),
    ]);
    let exploration = explore(&procedure, 2);
    let [Flaw::TooManyMarkings(flaw)] = exploration.flaws() else { panic!("one flaw") };
    assert_eq!(flaw.concurrent().len(), 2);
}

#[test]
fn a_budget_of_nothing_is_an_error_and_not_a_proof() {
    let exploration = explore(&compiled([plain("a")]), 0);
    assert!(!exploration.is_live());
}

#[test]
fn the_budget_counts_markings_exactly() {
    let procedure = compiled([plain("a"), plain("b").with_after(after(&["a"]))]);
    assert!(explore(&procedure, 3).is_live());
    assert!(!explore(&procedure, 2).is_live());
}

/// A charter of these procedures: their keys, and their steps in JSON.
fn charter(procedures: &[(String, String)]) -> Result<cogov::Charter, cogov::Invalid> {
    let procedures: Vec<String> = procedures
        .iter()
        .map(|(key, steps)| format!(r#"{{"key":"{key}","name":"P","steps":[{steps}]}}"#))
        .collect();
    cogov::Charter::from_json(&format!(
        r#"{{"format":"cogov/1","key":"x","version":1,"title":"X","procedures":[{}]}}"#,
        procedures.join(",")
    ))
}

/// Steps each of which excludes the next, so that every order matters.
fn too_many() -> String {
    let step = |n: u32| {
        let next = (n + 1) % 64;
        format!(r#"{{"key":"s{n}","name":"S","function":"deliberate","excludes":["s{next}"]}}"#)
    };
    (0..64).map(step).collect::<Vec<_>>().join(",")
}

/// Each step owes the first one, so that it matters which comes before it; all ends well.
fn much_but_sound() -> String {
    let step = |n: u32| {
        let owes = if n == 0 { "" } else { r#","then":["s0"]"# };
        format!(r#"{{"key":"s{n}","name":"S","function":"deliberate"{owes}}}"#)
    };
    (0..12).map(step).collect::<Vec<_>>().join(",")
}

#[test]
fn whether_a_procedure_is_proved_depends_neither_on_the_order_nor_on_the_others() {
    let hostile = (0..5).map(|n| (format!("hostile{n}"), too_many()));
    let sound = (0..95).map(|n| {
        let steps = if n == 90 { much_but_sound() } else { String::new() };
        (format!("sound{n}"), steps)
    });
    let mut procedures: Vec<_> = hostile.chain(sound).collect();
    for _ in 0..2 {
        let error = charter(&procedures).expect_err("five that are too much");
        let found: Vec<_> =
            error.problems().iter().map(|p| (p.code(), p.path().to_string())).collect();
        let expected: Vec<_> = (0..procedures.len())
            .filter(|&n| procedures[n].0.starts_with("hostile"))
            .map(|n| (cogov::ProblemCode::TooManyMarkings, format!("procedures[{n}].steps")))
            .collect();
        assert_eq!(found, expected);
        let first = &error.problems()[0];
        assert!(first.details().any(|detail| detail == ("bound", "10000")));
        assert!(first.message(Lang::Zh).starts_with(
            "证明所需标识超过 10000（章程合计 1000000 中该程序的份额）；以下步骤并行："
        ));
        let message = first.message(Lang::En);
        assert!(
            message.starts_with(
                "the proof needs more than 10000 markings, its share of the charter's 1000000; "
            ),
            "{message}"
        );
        procedures.reverse();
    }
}

#[test]
fn statements_that_a_procedure_is_absent_have_no_share() {
    let absent = vec![r#"{"none":true,"matters":["b"]}"#; 60].join(",");
    let text = format!(
        r#"{{"format":"cogov/1","key":"x","version":1,"title":"X",
            "matters":[{{"key":"a","name":"A"}},{{"key":"b","name":"B"}}],"procedures":[
            {{"key":"p","name":"P","matters":["a"],"steps":[{}]}},
            {{"key":"q","name":"P","matters":["a"],"steps":[{}]}},{absent}]}}"#,
        too_many(),
        much_but_sound(),
    );
    let error = cogov::Charter::from_json(&text).expect_err("too much");
    let message = error.problems()[0].message(Lang::En);
    assert!(message.starts_with("the proof needs more than 200000 markings; "), "{message}");
}
