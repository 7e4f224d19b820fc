//! What is found out can be written as JSON, in the words of the library.

use std::collections::HashSet;

use cogov::procedure::{Conclusion, StepSet, explore};
use cogov::{Charter, CompiledProcedure, Date, Electorate, Function, Procedure, Rule};
use serde_json::{Value, json};

fn compiled(steps: &Value) -> CompiledProcedure {
    let procedure = json!({ "key": "short", "name": "Short", "steps": steps });
    let procedure: Procedure = serde_json::from_value(procedure).unwrap();
    CompiledProcedure::new(&procedure, &[]).unwrap()
}

fn written(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn an_exploration_is_written_with_steps_by_number_and_flaws_by_name() {
    let procedure = compiled(&json!([
        { "key": "accept", "name": "Accept", "function": "receive", "then": ["reply"] },
        { "key": "reply", "name": "Reply", "function": "disclose", "after": ["hear"] },
        { "key": "hear", "name": "Hear", "function": "deliberate", "not_while": ["reply"] },
        { "key": "extra", "name": "Extra", "function": "deliberate", "start": "excluded" }
    ]));
    let told = written(explore(&procedure, 1_000));
    let [valuation] = told["valuations"].as_array().unwrap().as_slice() else { panic!("one") };
    assert_eq!(valuation["valuation"], json!({ "barred": [], "topic": {} }));
    assert_eq!(valuation["executable"], json!([0, 1, 2]), "{told:#}");
    let flaws = told["flaws"].as_array().unwrap();
    let [extra, stuck] = flaws.as_slice() else { panic!("two: {told:#}") };
    assert_eq!((&extra["flaw"], &extra["step"]), (&json!("dead_step"), &json!(3)));
    assert_eq!(extra["obstacle"], json!("never_included"));
    assert_eq!((&stuck["flaw"], &stuck["trace"][0]["step"]), (&json!("no_ending"), &json!(0)));
}

#[test]
fn what_blocks_a_step_and_where_a_case_stands_are_written() {
    let procedure = compiled(&json!([
        { "key": "plan", "name": "Plan", "function": "plan", "start": "owed" },
        { "key": "meet", "name": "Meet", "function": "deliberate", "after": ["plan"] }
    ]));
    let begun = procedure.initial(StepSet::EMPTY);
    assert_eq!(written(begun), json!({ "done": [], "owed": [0], "included": [0, 1] }));
    let meet = procedure.find("meet").unwrap();
    let blocked = procedure.blocked_by(begun, meet).unwrap();
    assert_eq!(
        written(blocked),
        json!({ "unknown": false, "excluded": false, "done": false, "conditions": [0],
                "milestones": [] })
    );
    let impossible = procedure.execute(
        begun,
        procedure.find("plan").unwrap(),
        Conclusion::Failed,
        StepSet::EMPTY,
    );
    let told = written(impossible.unwrap_err());
    assert_eq!(
        told["impossible_conclusion"],
        json!({ "conclusion": "failed", "function": "plan" })
    );
}

#[test]
fn a_held_position_is_written_with_its_place_and_its_reason() {
    let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    let on = charter.on(Date::new(2026, 6, 1).unwrap());
    let held = on.who_must(Function::Receive)[0];
    let told = written(held);
    assert_eq!(told["path"], held.path().to_string());
    assert_eq!(told["position"], written(held.position()));
    assert_eq!(told["reason"]["en"], held.to_string());
    assert!(told["reason"]["zh"].as_str().unwrap().starts_with("positions["));
}

#[test]
fn why_no_rule_decides_and_why_numbers_do_not_fit_are_written() {
    let charter = Charter::from_json(
        r#"{"format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
            "matters": [{"key": "budget", "name": "Budget"}],
            "rules": [{"key": "owners", "name": "Owners", "approval": "consensus",
                       "valid": {"from": "2027-01-01"}}],
            "procedures": [{"key": "vote", "name": "Vote", "steps": [
                {"key": "ballot", "name": "Ballot", "function": "decide",
                 "rules": [{"rule": "owners"}]}]}]}"#,
    )
    .unwrap();
    let day = Date::new(2026, 6, 1).unwrap();
    let [vote, other] = ["vote", "other"].map(|key| key.parse().unwrap());
    let (ballot, budget) = ("ballot".parse().unwrap(), "budget".parse().unwrap());
    let told = written(charter.rule_for(&vote, &ballot, &budget, day).unwrap_err());
    assert_eq!(
        told,
        json!({ "reason": "not_in_force", "on": "2026-06-01", "rules": ["owners"],
                "message": { "en": "not in force on 2026-06-01: owners",
                             "zh": "所列规则 2026-06-01 当日均不在施行期内：owners" } })
    );
    let told = written(charter.rule_for(&other, &ballot, &budget, day).unwrap_err());
    assert_eq!(
        (&told["reason"], &told["problem"]["code"]),
        (&json!("unknown"), &json!("unknown-key"))
    );

    let electorate = Electorate::heads(100).present(80).fix().unwrap();
    let told = written(electorate.tally().yes(60).no(30).close().unwrap_err());
    assert_eq!(told["code"], "part-exceeds-whole");
    assert_eq!((&told["measure"], &told["quantity"]), (&json!("heads"), &json!("participating")));
    assert_eq!(told["message"]["en"], "90 heads taking part are more than the 80 present");
    assert!(told["help"]["zh"].as_str().is_some_and(|help| !help.is_empty()));
}

#[test]
fn a_share_is_written_as_its_clause_is_and_without_the_result() {
    let rule = Rule::builtin("villagers-representatives-2018").unwrap();
    let meeting = Electorate::heads(60).present(40).fix().unwrap();
    let verdict = rule.decide(&meeting, &meeting.tally().yes(20).no(20).close().unwrap());
    let mut clause = written(verdict.approval());
    assert!(clause.as_object_mut().unwrap().remove("result").is_some());
    assert_eq!(written(verdict.approval().share().unwrap()), clause);
}

/// Charters are kept in sets by applications that serve many of them.
#[test]
#[expect(
    clippy::mutable_key_type,
    reason = "what is made when it is first asked for is in no hash"
)]
fn equal_charters_and_equal_answers_have_equal_hashes() {
    let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    let same = Charter::from_json(&charter.to_json()).unwrap();
    let next = charter.to_builder().version(charter.version() + 1).build().unwrap();
    assert_eq!(HashSet::from([charter.clone(), same.clone(), next]).len(), 2);
    assert_eq!(charter.to_builder(), same.to_builder());
    let on = |charter: &'static Charter| charter.on(Date::new(2026, 6, 1).unwrap());
    let [one, two] = [charter, same].map(|charter| &*Box::leak(Box::new(charter)));
    let asked = on(one).who_must(Function::Receive);
    let again = on(two).who_must(Function::Receive);
    let all: HashSet<_> = asked.iter().chain(&again).collect();
    assert_eq!(all.len(), asked.len());
}
