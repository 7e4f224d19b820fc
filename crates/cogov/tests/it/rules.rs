//! Which rule decides in a step, and why there is none.

use cogov::charter::NoRule;
use cogov::{Charter, Lang, ProblemCode, RuleKey};
use serde_json::{Value, json};

use crate::charter::{day, document, load};

fn charter(step: Value) -> Charter {
    let mut ballot = json!({"key": "ballot", "name": "Ballot", "function": "decide"});
    ballot.as_object_mut().unwrap().extend(step.as_object().unwrap().clone());
    let rule = |key: &str, valid: Value| json!({"key": key, "name": key, "approval": "consensus", "valid": valid});
    load(&document(json!({
        "matters": [{"key": "commons", "name": "Commons"}, {"key": "budget", "name": "Budget"},
                    {"key": "parking", "name": "Parking", "parent": "commons"}],
        "rules": [rule("old", json!({"until": "2026-01-01"})),
                  rule("new", json!({"from": "2026-01-01"})),
                  rule("later", json!({"from": "2030-01-01"}))],
        "procedures": [{"key": "vote", "name": "Vote", "steps": [ballot]}]
    })))
}

fn asked(charter: &Charter, matter: &str, on: &str) -> Result<String, NoRule> {
    let (vote, ballot) = ("vote".parse().unwrap(), "ballot".parse().unwrap());
    let rule = charter.rule_for(&vote, &ballot, &matter.parse().unwrap(), day(on))?;
    Ok(rule.key().to_string())
}

#[test]
fn the_reasons_for_which_there_is_no_rule_are_told_apart() {
    let keys = |keys: &[&str]| keys.iter().map(|key| RuleKey::new(key).unwrap()).collect();
    let named = charter(json!({"rules": [
        {"rule": "old", "matters": ["commons"]}, {"rule": "later", "matters": ["commons"]}]}));
    assert_eq!(asked(&named, "parking", "2025-12-31").unwrap(), "old");
    assert_eq!(asked(&named, "parking", "2030-01-01").unwrap(), "later");
    let expired = asked(&named, "parking", "2026-01-01").unwrap_err();
    let rules = keys(&["old", "later"]);
    assert_eq!(expired, NoRule::NotInForce { on: day("2026-01-01"), rules });
    assert_eq!(expired.describe(Lang::En), "not in force on 2026-01-01: old, later");
    assert!(expired.describe(Lang::Zh).contains("2026-01-01 当日均不在施行期内：old、later"));

    let elsewhere = asked(&named, "budget", "2025-12-31").unwrap_err();
    assert_eq!(elsewhere, NoRule::OtherMatters { rules: keys(&["old", "later"]) });
    for none in [json!({}), json!({"rules": {"none": true}})] {
        let none = asked(&charter(none), "budget", "2025-12-31").unwrap_err();
        assert_eq!(none, NoRule::NoneNamed);
    }
    let NoRule::Unknown(problem) = asked(&named, "budgte", "2025-12-31").unwrap_err() else {
        panic!("an unknown matter")
    };
    assert_eq!(problem.code(), ProblemCode::UnknownKey);
    assert_eq!(problem.help(Lang::En), "did you mean \"budget\"?");
}

#[test]
fn a_procedure_has_no_rule_for_a_matter_that_it_does_not_take() {
    for rules in [json!({"rules": [{"rule": "new"}]}), json!({})] {
        let mut document = serde_json::to_value(charter(rules)).unwrap();
        document["procedures"][0]["matters"] = json!(["commons"]);
        let none = asked(&load(&document), "budget", "2026-01-01").unwrap_err();
        assert_eq!(none, NoRule::NotTaken);
        assert_eq!(none.describe(Lang::En), "the procedure does not take the matter");
        assert!(matches!(asked(&load(&document), "budgte", "2026-01-01"), Err(NoRule::Unknown(_))));
    }
    let mut document = serde_json::to_value(charter(json!({"rules": [{"rule": "new"}]}))).unwrap();
    document["procedures"][0]["matters"] = json!(["commons"]);
    assert_eq!(asked(&load(&document), "parking", "2026-01-01").unwrap(), "new");
}

#[test]
fn the_audit_says_of_rules_that_are_out_of_force_that_they_are_not_in_force_on_that_day() {
    let charter = charter(json!({"rules": [
        {"rule": "old", "matters": ["commons"]}, {"rule": "new", "matters": ["budget"]}]}));
    let told = |on: &str, lang: Lang| -> Vec<String> {
        let audit = charter.audit(day(on));
        let findings = audit.findings().iter();
        let found = findings.filter(|finding| finding.code().as_str() == "no-rule");
        found.map(|finding| finding.explanation(lang)).collect()
    };
    let [en] = &told("2026-06-01", Lang::En)[..] else { panic!("one finding") };
    assert!(
        en.contains("Ballot (for Commons, the rules that it names are not in force on that day)"),
        "{en}"
    );
    let [zh] = &told("2026-06-01", Lang::Zh)[..] else { panic!("one finding") };
    assert!(zh.contains("当日均不在施行期内"), "{zh}");
    let [en] = &told("2025-06-01", Lang::En)[..] else { panic!("one finding") };
    assert!(en.contains("for Budget"), "{en}");
}
