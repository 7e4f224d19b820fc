//! Procedures as they are drawn: what somebody sees who pastes them into Mermaid or Graphviz.

use cogov::triage::{Dimension, Scale};
use cogov::{CompiledProcedure, Lang, Procedure};
use serde_json::json;

use super::build::{compiled, level, step};

/// Every kind of relation, holder and guard, and names with what means something to a drawing.
fn everything() -> CompiledProcedure {
    let procedure: Procedure = serde_json::from_value(json!({
        "key": "whole", "name": "Whole", "steps": [
            {"key": "accept", "name": {"en": "1. Accept", "zh": "受理"}, "function": "receive",
                "start": "owed", "by": {"party": "office"},
                "then": [{"step": "plan", "within": {"working_days": 3}}]},
            {"key": "plan", "name": {"en": "Plan <b>\"A\" & \\B", "zh": "“方案”"}, "function": "plan",
                "by": {"jointly": [{"party": "office"}, {"group": "owners"}]}},
            {"key": "hear", "name": {"en": "Hear\nall", "zh": "听取意见"}, "function": "deliberate",
                "by": "affected", "after": [{"step": "plan", "delay": {"days": 15}}, "accept"],
                "when": {"severity": {"at_least": "high"}, "urgency": ["low", "high"]}},
            {"key": "vote", "name": {"en": "Vote", "zh": "表决"}, "function": "decide",
                "by": {"of": "owners", "at_least": [2, 3]}, "not_while": ["plan"],
                "then": [{"step": "post", "if": "adopted"}],
                "excludes": [{"step": "check", "if": "failed"}],
                "includes": [{"step": "again", "if": "failed"}]},
            {"key": "post", "name": {"en": "x".repeat(81), "zh": "公示".repeat(41)},
                "function": "disclose", "by": {"seat": "desk"}},
            {"key": "check", "name": "- check", "function": "supervise", "by": "anyone"},
            {"key": "again", "name": "a".repeat(80), "function": "deliberate", "start": "excluded",
                "by": {"sector": "farmers"}, "when": {"severity": {"at_most": "low"}}},
        ],
    }))
    .expect("a procedure");
    let scale = |dimension| Scale::new(dimension, [level("low"), level("high")]);
    CompiledProcedure::new(&procedure, &[scale(Dimension::Severity), scale(Dimension::Urgency)])
        .expect("a sound procedure")
}

#[test]
fn a_flowchart_shows_every_step_relation_holder_and_guard_in_both_languages() {
    let procedure = everything();
    insta::assert_snapshot!("mermaid_en", procedure.to_mermaid(Lang::En));
    insta::assert_snapshot!("mermaid_zh", procedure.to_mermaid(Lang::Zh));
}

#[test]
fn a_digraph_shows_the_same() {
    let procedure = everything();
    insta::assert_snapshot!("dot_en", procedure.to_dot(Lang::En));
    insta::assert_snapshot!("dot_zh", procedure.to_dot(Lang::Zh));
}

#[test]
fn a_guard_that_takes_every_topic_is_not_drawn() {
    let always =
        step("a", cogov::Function::Deliberate).with_when(cogov::triage::Condition::default());
    assert_eq!(
        compiled([always]).to_mermaid(Lang::En),
        "flowchart TD\n    s0[\"a<br/>deliberate\"]\n"
    );
}

#[test]
fn a_number_and_a_compound_word_are_drawn_as_they_are_written() {
    let procedure: Procedure = serde_json::from_value(json!({
        "key": "x", "name": "X", "steps": [
            {"key": "a", "name": "1. Rule 3.5 of the sub-district - all.", "function": "plan"}]}))
    .unwrap();
    let drawn = CompiledProcedure::new(&procedure, &[]).unwrap().to_mermaid(Lang::En);
    assert!(drawn.contains("1#46; Rule 3.5 of the sub-district #45; all#46;"), "{drawn}");
}
