//! Marks of absence among seats, channels, procedures and steps, beside what they deny.

use cogov::Charter;
use serde_json::{Value, json};

use crate::charter::{document, found, refusal};

/// Code and path of each problem, and where what is denied is said to stand.
fn contradicted(document: &Value) -> Vec<(String, String)> {
    let Err(error) = Charter::from_json(&document.to_string()) else {
        return Vec::new();
    };
    let problems = error.problems().iter().map(|problem| {
        assert_eq!(problem.code().as_str(), "contradicted-absence", "{problem}");
        let given = problem.details().find(|(name, _)| *name == "given").unwrap().1.to_owned();
        (problem.path().to_string(), given)
    });
    problems.collect()
}

fn at(mark: &str, given: &str) -> Vec<(String, String)> {
    vec![(mark.to_owned(), given.to_owned())]
}

#[test]
fn a_mark_that_there_is_no_seat_beside_that_seat_is_refused() {
    let seats = |mark: Value| {
        let seat = json!({"key": "s", "name": "S", "body": "committee",
            "represents": {"group": "young"}});
        let plain = json!({"key": "t", "name": "T", "body": "company"});
        let mut none = json!({"none": true});
        none.as_object_mut().unwrap().extend(mark.as_object().unwrap().clone());
        contradicted(&document(json!({
            "groups": [{"key": "young", "name": "Young"},
                       {"key": "youngest", "name": "Youngest", "parent": "young"}],
            "seats": [none, seat, plain]
        })))
    };
    let refused = at("seats[0]", "seats[1]");
    assert_eq!(seats(json!({})), refused);
    assert_eq!(seats(json!({"represents": {"group": "young"}})), refused);
    assert_eq!(seats(json!({"body": "committee"})), refused);
    assert_eq!(seats(json!({"body": "committee", "represents": {"group": "young"}})), refused);
    assert_eq!(seats(json!({"body": "company"})), at("seats[0]", "seats[2]"));
    // Of another body, or for somebody else, there may be none.
    assert_eq!(seats(json!({"body": "company", "represents": {"group": "young"}})), []);
    assert_eq!(seats(json!({"represents": {"group": "youngest"}})), []);
    assert_eq!(seats(json!({"represents": {"party": "company"}})), []);
}

#[test]
fn a_mark_that_there_is_no_channel_beside_one_of_that_medium_is_refused() {
    let channels = |marks: Value| {
        let mut channels = vec![
            json!({"key": "desk", "name": "Desk", "medium": "in_person"}),
            json!({"key": "app", "name": "App", "medium": "online"}),
        ];
        channels.extend(marks.as_array().unwrap().clone());
        contradicted(&document(json!({"intake": {"channels": channels}})))
    };
    let refused = at("intake.channels[2]", "intake.channels[1]");
    assert_eq!(channels(json!([{"none": true, "medium": "online"}])), refused);
    let any = at("intake.channels[2]", "intake.channels[0]");
    assert_eq!(channels(json!([{"none": true}])), any);
    assert_eq!(channels(json!([{"none": true, "medium": "paper"}])), []);
    assert_eq!(contradicted(&document(json!({"intake": {"channels": [{"none": true}]}}))), []);
}

#[test]
fn a_mark_that_there_is_no_step_beside_one_of_that_purpose_is_refused() {
    let steps = |step: Value, purpose: &str| {
        let mut given = json!({"key": "s", "name": "S"});
        given.as_object_mut().unwrap().extend(step.as_object().unwrap().clone());
        let scales = json!([{"dimension": "severity", "levels": ["low", "high"]}]);
        contradicted(&document(json!({
            "triage": {"scales": scales, "rows": [{"route": {"to": "settle"}}]},
            "procedures": [{"key": "p", "name": "P",
                "steps": [given, {"none": true, "step": purpose}]}]
        })))
    };
    let refused = at("procedures[0].steps[1]", "procedures[0].steps[0]");
    let cases = [
        (json!({"function": "plan"}), "plan"),
        (json!({"function": "deliberate", "hears": ["affected"]}), "hearing"),
        (json!({"function": "implement"}), "implementation"),
        (json!({"function": "supervise"}), "supervision"),
        (json!({"function": "evaluate"}), "evaluation"),
        (json!({"function": "disclose", "discloses": "decision"}), "decision_disclosure"),
        (json!({"function": "disclose", "discloses": "result"}), "result_disclosure"),
    ];
    for (own, (step, purpose)) in cases.iter().enumerate() {
        assert_eq!(steps(step.clone(), purpose), refused, "{purpose}");
        // Of every other purpose there may be none.
        for (other, (_, purpose)) in cases.iter().enumerate() {
            if cases[own].1 != cases[other].1 {
                assert_eq!(steps(step.clone(), purpose), [], "{step}: {purpose}");
            }
        }
    }
    assert_eq!(steps(json!({"function": "deliberate"}), "hearing"), []);
    assert_eq!(steps(json!({"function": "disclose", "discloses": "plan"}), "plan"), []);
    // One that is there for grave topics only leaves the mark something to say of the rest.
    let grave = json!({"function": "plan", "when": {"severity": ["high"]}});
    assert_eq!(steps(grave, "plan"), []);
}

#[test]
fn a_mark_in_one_procedure_says_nothing_of_the_steps_of_another() {
    let document = document(json!({"procedures": [
        {"key": "p", "name": "P", "steps": [{"key": "s", "name": "S", "function": "plan"}]},
        {"key": "q", "name": "Q", "steps": [{"none": true, "step": "plan"}]}
    ]}));
    assert_eq!(contradicted(&document), []);
}

#[test]
fn a_mark_that_no_procedure_takes_matters_beside_those_that_take_them_is_refused() {
    let procedures = |taken: &[Option<Value>], mark: Value| {
        let given = taken.iter().enumerate().map(|(number, matters)| {
            let mut procedure = json!({"key": format!("p{number}"), "name": "P"});
            if let Some(matters) = matters {
                procedure["matters"] = matters.clone();
            }
            procedure
        });
        let mut none = json!({"none": true});
        none.as_object_mut().unwrap().extend(mark.as_object().unwrap().clone());
        let procedures: Vec<Value> = std::iter::once(none).chain(given).collect();
        contradicted(&document(json!({
            "matters": [{"key": "commons", "name": "Commons"}, {"key": "budget", "name": "Budget"},
                        {"key": "parking", "name": "Parking", "parent": "commons"}],
            "procedures": procedures
        })))
    };
    let refused = at("procedures[0]", "procedures[1]");
    let budget = json!({"matters": ["budget"]});
    assert_eq!(procedures(&[None], json!({})), refused);
    assert_eq!(procedures(&[None], budget.clone()), refused);
    assert_eq!(procedures(&[Some(json!(["budget"]))], budget.clone()), refused);
    assert_eq!(
        procedures(&[Some(json!(["commons"]))], json!({"matters": ["parking"]})),
        refused,
        "what takes a matter takes what is part of it"
    );
    let both = json!({"matters": ["budget", "commons"]});
    let (one, other) = (Some(json!(["budget"])), Some(json!(["commons"])));
    assert_eq!(procedures(&[one.clone(), other], both.clone()), refused, "two take all of it");
    // In part: the mark says something of the rest.
    assert_eq!(procedures(std::slice::from_ref(&one), both), []);
    assert_eq!(procedures(std::slice::from_ref(&one), json!({})), []);
    assert_eq!(procedures(&[Some(json!(["parking"]))], json!({"matters": ["commons"]})), []);
    assert_eq!(procedures(&[], json!({})), []);
}

#[test]
fn each_contradicted_mark_of_a_charter_is_told() {
    let error = refusal(
        &document(json!({
            "seats": [{"key": "s", "name": "S", "body": "committee"}, {"none": true}],
            "intake": {"channels": [{"key": "desk", "name": "Desk", "medium": "in_person"},
                                    {"none": true}]},
            "positions": [{"holder": "anyone", "kinds": ["claim"], "claims": ["vote"]},
                          {"none": true, "kinds": ["claim"], "claims": ["vote"]}],
            "procedures": [{"key": "p", "name": "P", "steps": [
                {"key": "s", "name": "S", "function": "plan"}, {"none": true, "step": "plan"}]},
                {"none": true}]
        }))
        .to_string(),
    );
    let mut paths = found(error.problems());
    paths.sort();
    let code = "contradicted-absence";
    let expected = [
        "intake.channels[1]",
        "positions[1]",
        "procedures[0].steps[1]",
        "procedures[1]",
        "seats[1]",
    ];
    assert_eq!(paths, expected.map(|path| (code, path.to_owned())));
}

#[test]
fn a_mark_that_nobody_affected_is_heard_stands_beside_a_step_that_hears_a_party() {
    let heard = |holder: Value| {
        let steps = json!([
            {"key": "meet", "name": "Meeting", "function": "deliberate", "hears": [holder]},
            {"none": true, "step": "hearing"}
        ]);
        contradicted(&document(
            json!({"procedures": [{"key": "way", "name": "Way", "steps": steps}]}),
        ))
    };
    assert_eq!(heard(json!({"party": "company"})), []);
    assert_eq!(heard(json!("affected")), at("procedures[0].steps[1]", "procedures[0].steps[0]"));
}
