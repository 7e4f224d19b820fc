//! By when: duties and steps without a term.

use cogov::FindingCode::NoTerm;
use serde_json::{Value, json};

use super::{company, neither, of, positions, silent, stated, step, steps, with};

fn none() -> Value {
    json!({"none": true})
}

#[test]
fn a_duty_or_a_step_said_to_have_no_term_has_none() {
    let lead = of(company(), &["lead"], "implement");
    let said = positions(json!([with(lead.clone(), json!({"within": none()}))]));
    assert_eq!(stated(said, NoTerm), [["company"]]);
    assert_eq!(silent(positions(json!([lead])), NoTerm), [["company"]]);
    let of_step = steps(json!([with(step("do", "implement"), json!({"within": none()}))]));
    assert_eq!(stated(of_step, NoTerm), [["way/do"]]);
    let of_response = steps(json!([
        with(step("a", "plan"), json!({"then": [{"step": "b", "within": none()}]})),
        step("b", "disclose")
    ]));
    assert_eq!(stated(of_response, NoTerm), [["way/a"]]);
}

#[test]
fn a_duty_with_a_term_a_power_and_a_step_that_is_never_owed_lack_no_term() {
    let within = json!({"within": {"working_days": 15}});
    for kind in ["lead", "support"] {
        neither(
            positions(json!([with(of(company(), &[kind], "implement"), within.clone())])),
            NoTerm,
        );
    }
    neither(positions(json!([of(company(), &["power"], "implement")])), NoTerm);
    neither(steps(json!([step("do", "implement")])), NoTerm);
}

#[test]
fn help_is_a_duty_and_needs_a_term_as_a_lead_does() {
    let help = of(company(), &["support"], "implement");
    assert_eq!(silent(positions(json!([help])), NoTerm), [["company"]]);
    let said = with(help, json!({"within": none()}));
    assert_eq!(stated(positions(json!([said])), NoTerm), [["company"]]);
}

#[test]
fn a_step_that_is_owed_and_says_nothing_of_a_term_leaves_it_open() {
    let owed = |response: Value, more: Value| {
        let then = with(step("a", "plan"), json!({"then": [response]}));
        steps(json!([then, with(step("b", "deliberate"), more)]))
    };
    let (days, open) = (json!({"days": 5}), [["way/b"]]);
    assert_eq!(silent(owed(json!("b"), json!({})), NoTerm), open);
    neither(owed(json!("b"), json!({"within": days})), NoTerm);
    neither(owed(json!({"step": "b", "within": days}), json!({})), NoTerm);
    // Said of the response, it is said of what the response makes owed, and not noted again.
    let said = owed(json!({"step": "b", "within": none()}), json!({}));
    assert_eq!(stated(said.clone(), NoTerm), [["way/a"]]);
    assert!(silent(said, NoTerm).is_empty());
    let first =
        |more: Value| steps(json!([with(with(step("a", "plan"), json!({"start": "owed"})), more)]));
    assert_eq!(silent(first(json!({})), NoTerm), [["way/a"]]);
    neither(first(json!({"within": days})), NoTerm);
}
