//! Decisions that can come before what is written before them, because a guard opens a gap.

use std::collections::BTreeSet;

use cogov::audit::Basis;
use cogov::procedure::Start;
use cogov::{Audit, Function, Lang};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{neither, stated, with};
use crate::charter::{audit, document, subjects};
use crate::procedure::oracle::{self, Plain, Steps};
use cogov::FindingCode::SkippableStep;

fn charter(steps: Value) -> Value {
    json!({
        "triage": {
            "scales": [{"dimension": "severity", "levels": ["low", "high"]}],
            "rows": [{"route": {"to": "consult", "procedure": "random"}}],
        },
        "procedures": [{"key": "random", "name": {"en": "The way", "zh": "程序"}, "steps": steps}],
    })
}

fn step(key: &str, function: &str, more: Value) -> Value {
    with(json!({"key": key, "name": key, "function": function}), more)
}

/// A plan, a hearing after it, an assessment of grave topics after that, and a vote.
fn way(vote: Value) -> Value {
    charter(json!([
        step("plan", "plan", json!({})),
        step("hear", "deliberate", json!({"after": ["plan"]})),
        step("assess", "deliberate", json!({"after": ["hear"], "when": {"severity": ["high"]}})),
        step("vote", "decide", vote),
    ]))
}

#[test]
fn a_vote_that_waits_for_a_guarded_step_alone_can_come_before_all_the_rest() {
    let found = stated(way(json!({"after": ["assess"]})), SkippableStep);
    assert_eq!(found, [["random/vote", "random/plan", "random/hear"]]);
    let audit = audit(&document(way(json!({"after": ["assess"]}))));
    let finding = audit.findings().iter().find(|f| f.code() == SkippableStep).expect("a finding");
    let said = [Lang::En, Lang::Zh].map(|lang| [finding.explanation(lang), finding.remedy(lang)]);
    insta::assert_snapshot!(said.concat().join("\n"), @r"
    on some topics (severity low), vote of The way can come before plan and hear: it waits for them only through assess, which those topics leave out
    let vote wait for plan and hear itself, too
    部分议题（严重性 low）不进行assess，程序的vote因此可以先于plan、hear作出
    使vote本身也以plan、hear为前提
    ");
    let causes: Vec<String> = finding.causes().iter().map(|c| c.path().to_string()).collect();
    assert_eq!(causes, ["procedures[0].steps[3].after", "procedures[0].steps[2].when"]);
}

#[test]
fn a_vote_that_waits_for_the_hearing_itself_cannot_skip_it() {
    neither(way(json!({"after": ["hear", "assess"]})), SkippableStep);
    // What comes before the hearing comes before the vote, too.
    neither(way(json!({"after": ["hear"]})), SkippableStep);
    neither(way(json!({"after": ["assess"], "when": {"severity": ["high"]}})), SkippableStep);
}

#[test]
fn a_vote_that_must_not_come_while_the_hearing_is_owed_does_not_skip_it() {
    let owed = |vote: Value| {
        let mut charter = way(vote);
        charter["procedures"][0]["steps"][1]["start"] = json!("owed");
        charter
    };
    let waits = json!({"after": ["assess"], "not_while": ["hear"]});
    neither(owed(waits.clone()), SkippableStep);
    // A hearing that nothing makes owed is waited for by nobody.
    assert_eq!(stated(way(waits), SkippableStep), [["random/vote", "random/plan", "random/hear"]]);
    let skips = stated(owed(json!({"after": ["assess"]})), SkippableStep);
    assert_eq!(skips, [["random/vote", "random/plan", "random/hear"]]);
}

fn grave(more: Value) -> Value {
    with(json!({"when": {"severity": ["high"]}}), more)
}

#[test]
fn what_comes_again_after_a_failed_vote_does_not_come_before_it() {
    let rework = |vote: Value, more: Value| {
        charter(json!([
            step("hear", "deliberate", json!({})),
            step("rework", "deliberate", grave(json!({"start": "excluded", "after": ["hear"]}))),
            step(
                "vote",
                "decide",
                with(vote, json!({"includes": [{"step": "rework", "if": "failed"}]}))
            ),
            step("second", "decide", with(json!({"after": ["vote"]}), more)),
        ]))
    };
    neither(rework(json!({"after": ["hear", "rework"]}), json!({})), SkippableStep);
    neither(rework(json!({"after": ["rework"]}), json!({})), SkippableStep);
    let again = json!({"includes": [{"step": "rework", "if": "failed"}]});
    neither(rework(json!({"after": ["rework"]}), again), SkippableStep);
}

#[test]
fn what_any_of_two_ways_brings_into_play_waits_for_neither_of_them() {
    let ways = |more: Value| {
        charter(json!([
            step("survey", "deliberate", json!({})),
            step("audit", "deliberate", json!({"after": ["survey"]})),
            step("short", "deliberate", with(json!({"includes": ["vote"]}), more)),
            step("long", "deliberate", grave(json!({"after": ["audit"], "includes": ["vote"]}))),
            step("vote", "decide", json!({"start": "excluded"})),
        ]))
    };
    neither(ways(json!({})), SkippableStep);
    // Before both of them comes the survey.
    neither(ways(json!({"after": ["survey"]})), SkippableStep);
}

#[test]
fn a_step_that_nothing_makes_owed_holds_up_nobody() {
    let held_up = |long: Value| {
        charter(json!([
            step("survey", "deliberate", json!({})),
            step("long", "deliberate", grave(with(json!({"after": ["survey"]}), long))),
            step("vote", "decide", json!({"not_while": ["long"]})),
        ]))
    };
    neither(held_up(json!({})), SkippableStep);
    let found = stated(held_up(json!({"start": "owed"})), SkippableStep);
    assert_eq!(found, [["random/vote", "random/survey"]]);
}

#[test]
fn there_is_one_finding_for_a_decision_however_many_topics_there_are() {
    let levels: Vec<String> = (0..8).map(|level| format!("l{level}")).collect();
    let scales: Vec<Value> = ["severity", "urgency", "expertise"]
        .map(|dimension| json!({"dimension": dimension, "levels": levels}))
        .to_vec();
    let mut steps = vec![step("hear", "deliberate", json!({}))];
    for (dimension, at) in [("severity", 0), ("urgency", 1), ("expertise", 2)] {
        for level in levels.iter().take(7) {
            let key = format!("assess-{at}-{level}");
            let only = json!({"after": ["hear"], "when": {dimension: [level]}});
            steps.push(step(&key, "deliberate", only));
        }
    }
    let all: Vec<&Value> = steps.iter().skip(1).map(|step| &step["key"]).collect();
    let vote = step("vote", "decide", json!({"after": all}));
    steps.push(vote);
    let mut document = charter(json!(steps));
    document["triage"]["scales"] = json!(scales);
    let found = stated(document, SkippableStep);
    assert_eq!(found, [["random/vote", "random/hear"]]);
}

#[test]
fn what_is_out_of_play_until_the_hearing_includes_it_does_not_come_before_the_hearing() {
    let steps = |start: Value| {
        charter(json!([
            step("hear", "deliberate", json!({"includes": ["vote"]})),
            step(
                "assess",
                "deliberate",
                json!({"after": ["hear"], "when": {"severity": ["high"]}})
            ),
            step("vote", "decide", with(json!({"after": ["assess"]}), start)),
        ]))
    };
    neither(steps(json!({"start": "excluded"})), SkippableStep);
    assert_eq!(stated(steps(json!({})), SkippableStep), [["random/vote", "random/hear"]]);
}

/// Steps that wait for earlier ones only, and so are live; guards of grave topics and of slight ones.
fn procedures() -> impl Strategy<Value = Vec<Plain>> {
    let grave = prop_oneof![3 => Just(None), 1 => Just(Some(true)), 1 => Just(Some(false))];
    let waits = prop::collection::vec(prop_oneof![3 => Just(0_u8), 3 => Just(1), 2 => Just(2)], 6);
    let step = (any::<bool>(), any::<bool>(), grave, waits);
    prop::collection::vec(step, 1..=6).prop_map(|raws| {
        let plain =
            |(own, (decides, owed, grave, waits)): (usize, (bool, bool, _, Vec<u8>))| Plain {
                function: if decides { Function::Decide } else { Function::Deliberate },
                start: owed.then_some(Start::Owed),
                grave,
                after: (0..own).filter(|&other| waits[other] == 1).collect(),
                not_while: (0..own).filter(|&other| waits[other] == 2).collect(),
                then: [].into(),
                excludes: [].into(),
                includes: [].into(),
            };
        raws.into_iter().enumerate().map(plain).collect()
    })
}

/// All that a step waits for as it is written, itself or through others.
fn written_before(steps: &[Plain], step: usize) -> Steps {
    let Plain { after, not_while, .. } = &steps[step];
    let owed = not_while.iter().filter(|&&other| steps[other].start == Some(Start::Owed));
    let own: Steps = after.iter().chain(owed).copied().collect();
    own.iter().flat_map(|&before| written_before(steps, before)).chain(own.clone()).collect()
}

/// Each decision with a step that is written before it, but need not come first on some topic: found
/// by going through all that can happen.
fn skipped(steps: &[Plain]) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for barred in [oracle::barred(steps, false), oracle::barred(steps, true)] {
        let states = oracle::judge(steps, &barred).expect("few states").states;
        for decision in (0..steps.len()).filter(|&at| steps[at].function == Function::Decide) {
            for before in written_before(steps, decision) {
                let is_skipped = |state: &oracle::State| {
                    oracle::can_happen(steps, state, decision)
                        && state.included.contains(&before)
                        && !state.done.contains(&before)
                };
                if states.iter().any(is_skipped) {
                    found.insert((decision, before));
                }
            }
        }
    }
    found
}

fn told(audit: &Audit) -> BTreeSet<(usize, usize)> {
    let number = |word: &String| word.trim_start_matches("random/s").parse().expect("a number");
    let mut told = BTreeSet::new();
    for finding in subjects(audit, SkippableStep, Basis::Stated) {
        let (decision, skipped) = finding.split_first().expect("a decision");
        told.extend(skipped.iter().map(|before| (number(decision), number(before))));
    }
    told
}

proptest! {
    #![proptest_config(crate::inputs::inputs(256))]

    #[test]
    fn a_decision_is_said_to_skip_exactly_what_it_can_come_before_in_some_order_of_steps(
        steps in procedures()
    ) {
        let procedure = serde_json::to_value(oracle::procedure(&steps)).expect("a value");
        let mut charter = charter(json!([]));
        charter["procedures"] = json!([procedure]);
        let audit = audit(&document(charter));
        prop_assert_eq!(told(&audit), skipped(&steps));
        let unfilled = audit.findings().iter().any(|f| f.explanation(Lang::En).contains('{'));
        prop_assert!(!unfilled);
    }
}
