//! What a field said and says, to the letter.

use cogov::position::{Claim, PositionKind};
use cogov::procedure::{Completion, Outcome, Start};
use cogov::time::Validity;
use cogov::triage::DestinationKind;
use cogov::{Charter, Function, Lang};
use serde_json::{Value, json};

use crate::charter::{document, load};

/// All that is told of the fields that changed.
fn told(before: Value, after: Value, lang: Lang) -> Vec<String> {
    let [before, after]: [Charter; 2] = [before, after].map(|more| load(&document(more)));
    let difference = before.diff(&after);
    let alterations = difference.changes().iter().flat_map(|change| change.alterations());
    alterations.map(|one| one.describe(lang)).collect()
}

fn position(more: Value) -> Value {
    let mut position = json!({"holder": {"party": "company"}});
    position.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"positions": [position]})
}

fn way(more: Value) -> Value {
    let mut last = json!({"key": "last", "name": "Last", "function": "implement"});
    last.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let first = json!({"key": "first", "name": "First", "function": "plan"});
    json!({"procedures": [{"key": "way", "name": "Way", "steps": [first, last]}]})
}

/// What a list of labels is told as.
fn list<const N: usize>(labels: [&str; N], lang: Lang) -> String {
    labels.join(match lang {
        Lang::En => ", ",
        Lang::Zh => "、",
    })
}

fn line(path: &str, lang: Lang, before: &str, after: &str) -> String {
    let colon = match lang {
        Lang::En => ": ",
        Lang::Zh => "：",
    };
    format!("{path}{colon}{before} → {after}")
}

#[test]
fn the_words_of_a_position_are_told_by_their_labels() {
    for lang in Lang::ALL {
        let (plan, carry_out) = (Function::Plan.label(lang), Function::Implement.label(lang));
        let functions =
            |functions: [&str; 2]| position(json!({"kinds": ["power"], "functions": functions}));
        assert_eq!(
            told(functions(["plan", "implement"]), functions(["implement", "plan"]), lang),
            [line(
                "functions",
                lang,
                &list([plan, carry_out], lang),
                &list([carry_out, plan], lang)
            )]
        );
        let kinds = |kinds: [&str; 2]| position(json!({"kinds": kinds, "functions": ["plan"]}));
        let (power, lead) = (PositionKind::Power.label(lang), PositionKind::Lead.label(lang));
        assert_eq!(
            told(kinds(["power", "lead"]), kinds(["lead", "power"]), lang),
            [line("kinds", lang, &list([power, lead], lang), &list([lead, power], lang))]
        );
        let claims = |claims: [&str; 2]| position(json!({"kinds": ["claim"], "claims": claims}));
        let (vote, verify) = (Claim::Vote.label(lang), Claim::Verify.label(lang));
        assert_eq!(
            told(claims(["vote", "verify"]), claims(["verify", "vote"]), lang),
            [line("claims", lang, &list([vote, verify], lang), &list([verify, vote], lang))]
        );
        let bar = |with: &str| {
            position(json!({"kinds": ["bar"], "functions": ["decide"], "together_with": with}))
        };
        assert_eq!(
            told(bar("plan"), bar("implement"), lang),
            [line("together_with", lang, plan, carry_out)]
        );
    }
}

#[test]
fn the_words_of_a_step_are_told_by_their_labels() {
    for lang in Lang::ALL {
        let unstated = match lang {
            Lang::En => "unstated",
            Lang::Zh => "未写明",
        };
        assert_eq!(
            told(way(json!({})), way(json!({"start": "owed"})), lang),
            [line("start", lang, unstated, Start::Owed.label(lang))]
        );
        assert_eq!(
            told(way(json!({})), way(json!({"function": "evaluate"})), lang),
            [line(
                "function",
                lang,
                Function::Implement.label(lang),
                Function::Evaluate.label(lang)
            )]
        );
        let plan = |completes: &str| way(json!({"function": "plan", "completes": completes}));
        assert_eq!(
            told(plan("plan"), plan("notify"), lang),
            [line("completes", lang, Completion::Plan.label(lang), Completion::Notify.label(lang))]
        );
        let decided = |outcome: &str| {
            let decide = json!({"key": "vote", "name": "Vote", "function": "decide",
                "then": [{"step": "act", "if": outcome}]});
            let act = json!({"key": "act", "name": "Act", "function": "evaluate"});
            json!({"procedures": [{"key": "way", "name": "Way", "steps": [decide, act]}]})
        };
        assert_eq!(
            told(decided("adopted"), decided("failed"), lang),
            [line("then[act].if", lang, Outcome::Adopted.label(lang), Outcome::Failed.label(lang))]
        );
    }
}

#[test]
fn an_interval_of_another_form_is_told_in_words() {
    let rule = |valid: &Value| json!({"rules": [{"key": "r", "name": "R", "approval": "consensus", "valid": valid}]});
    let (from, until) = (json!({"from": "2026-01-01"}), json!({"until": "2027-01-01"}));
    for lang in Lang::ALL {
        let words = |valid: &Value| {
            serde_json::from_value::<Validity>(valid.clone()).unwrap().describe(lang)
        };
        assert_eq!(
            told(rule(&from), rule(&until), lang),
            [line("valid", lang, &words(&from), &words(&until))]
        );
    }
}

#[test]
fn what_has_one_member_is_told_without_brackets() {
    let triage = |route: Value| {
        json!({"triage": {"scales": [{"dimension": "urgency", "levels": ["low", "high"]}],
                          "otherwise": "unstated", "rows": [{"route": route}]}})
    };
    for lang in Lang::ALL {
        let [settle, refer] =
            [DestinationKind::Settle, DestinationKind::ReferUp].map(|to| to.label(lang));
        let told = told(
            triage(json!({"to": DestinationKind::Settle.as_str()})),
            triage(json!({"to": DestinationKind::ReferUp.as_str()})),
            lang,
        );
        let [before, after] = [settle, refer].map(|to| format!("route to {to}"));
        assert_eq!(told, [line("rows", lang, &before, &after)]);
    }
}

#[test]
fn a_name_in_one_language_is_told_as_the_name_and_not_as_its_parts() {
    let named = |name: Value| json!({"parties": [{"key": "firm", "name": name, "kind": "other"}]});
    for tag in ["zh", "en"] {
        for lang in Lang::ALL {
            assert_eq!(
                told(named(json!({tag: "A"})), named(json!({tag: "B"})), lang),
                [line("name", lang, "“A”", "“B”")]
            );
        }
    }
}

#[test]
fn of_a_long_value_and_a_short_one_both_are_shown_around_what_differs() {
    let sourced = |source: String| json!({"parties": [{"key": "firm", "name": "Firm", "kind": "other", "source": source}]});
    let common = "c".repeat(50);
    let short = sourced(common.clone());
    let long = sourced(format!("{common}{}", "d".repeat(100)));
    let there = "c".repeat(20);
    let (short_told, long_told) = (format!("…{there}”"), format!("…{there}{}…", "d".repeat(60)));
    // The closing mark is where they differ.
    assert_eq!(
        told(short.clone(), long.clone(), Lang::En),
        [line("source", Lang::En, &short_told, &long_told)]
    );
    assert_eq!(told(long, short, Lang::En), [line("source", Lang::En, &long_told, &short_told)]);
}

#[test]
fn a_character_that_shows_as_nothing_is_told_by_its_number() {
    let named = |name: &str| json!({"parties": [{"key": "firm", "name": name, "kind": "other"}]});
    assert_eq!(told(named("AB"), named("A\u{200b}B"), Lang::En), [r"name: “AB” → “A\u{200b}B”"]);
}
