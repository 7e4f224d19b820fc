//! Those whom the triage table names as advisers: that they may deliberate.

use cogov::FindingCode::PowerlessDuty;
use serde_json::{Value, json};

use super::{audit, company, document, neither, of, on, silent, stated, with};

/// A charter that sends every topic to be consulted on with these advisers, with these positions.
fn advised_by(advisers: Value, positions: Value) -> Value {
    json!({
        "matters": super::matters(),
        "sectors": [{"key": "law", "name": "Law", "body": "committee"}],
        "seats": [
            {"key": "lawyer", "name": "Lawyer", "body": "committee", "represents": {"sector": "law"}},
            {"key": "clerk", "name": "Clerk", "body": "committee"}
        ],
        "procedures": [{
            "key": "way", "name": "Way", "matters": ["parking"],
            "steps": [{"key": "talk", "name": "Talk", "function": "deliberate"}]
        }],
        "triage": {"rows": [
            {"route": {"to": "consult_with_advisers", "procedure": "way", "advisers": advisers}}
        ]},
        "positions": positions
    })
}

#[test]
fn an_adviser_without_the_power_to_deliberate_has_a_powerless_duty() {
    let found = [["deliberate", "company", "way"]];
    let asked = |positions| advised_by(company(), positions);
    assert_eq!(silent(asked(json!([])), PowerlessDuty), found);
    let power = of(company(), &["power"], "deliberate");
    neither(asked(json!([power])), PowerlessDuty);
    neither(asked(json!([of(json!("anyone"), &["power"], "deliberate")])), PowerlessDuty);
    // What is said on other matters helps nothing.
    assert_eq!(silent(asked(json!([on(power.clone(), &["safety"])])), PowerlessDuty), found);
    neither(asked(json!([on(power.clone(), &["commons"])])), PowerlessDuty);
    // A bar, and a word that it is not so, make it stated.
    let bar = of(company(), &["bar"], "deliberate");
    assert_eq!(stated(asked(json!([power, bar])), PowerlessDuty), found);
    let none = with(super::nobody(&["power"], "deliberate"), json!({"holder": company()}));
    assert_eq!(stated(asked(json!([none])), PowerlessDuty), found);
}

#[test]
fn whoever_sits_for_a_body_or_a_sector_advises_for_it() {
    let seat = |key: &str| of(json!({"seat": key}), &["power"], "deliberate");
    for (advisers, lawyer, clerk) in
        [(json!({"party": "committee"}), true, true), (json!({"sector": "law"}), true, false)]
    {
        let word = if clerk { "committee" } else { "law" };
        for (key, helps) in [("lawyer", lawyer), ("clerk", clerk)] {
            let asked = advised_by(advisers.clone(), json!([seat(key)]));
            if helps {
                neither(asked, PowerlessDuty);
            } else {
                assert_eq!(silent(asked, PowerlessDuty), [["deliberate", word, "way"]]);
            }
        }
        // Seats of which none may do it make up for nothing.
        assert_eq!(
            silent(advised_by(advisers, json!([])), PowerlessDuty),
            [["deliberate", word, "way"]]
        );
    }
}

#[test]
fn advice_is_said_to_be_without_the_power_once_and_where() {
    let mut twice = advised_by(company(), json!([]));
    let row = twice["triage"]["rows"][0].clone();
    let first = with(row.clone(), json!({"when": {"severity": ["high"]}}));
    twice["triage"]["rows"] = json!([first, row]);
    twice["triage"]["scales"] = json!([{"dimension": "severity", "levels": ["low", "high"]}]);
    let audit = audit(&document(twice));
    let found: Vec<_> = audit.findings().iter().filter(|f| f.code() == PowerlessDuty).collect();
    let [only] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(
        only.explanation(cogov::Lang::En),
        "the charter gives Property company the duty to deliberate as an adviser in Way, and does not mention the power"
    );
    assert_eq!(only.causes()[0].path().to_string(), "triage.rows[0].route.advisers");
}
