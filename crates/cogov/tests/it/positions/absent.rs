//! Marks of absence, and the positions that they deny.

use cogov::{Charter, Lang};
use serde_json::{Value, json};

use crate::charter::{document, today};

use super::{charter, committee, company, matters, places};

/// The problems of a charter with a lead of the committee and a mark of absence.
fn contradicted(given: Value, mark: Value) -> Vec<(&'static str, String)> {
    let mut position = json!({"holder": committee(), "kinds": ["power", "lead"],
        "functions": ["implement"]});
    position.as_object_mut().unwrap().extend(given.as_object().unwrap().clone());
    let mut absent = json!({"none": true, "kinds": ["lead"], "functions": ["implement"]});
    absent.as_object_mut().unwrap().extend(mark.as_object().unwrap().clone());
    let document = document(json!({"places": places(), "matters": matters(),
        "positions": [absent, position]}));
    match Charter::from_json(&document.to_string()) {
        Ok(_) => Vec::new(),
        Err(error) => crate::charter::found(error.problems()),
    }
}

#[test]
fn a_mark_of_absence_beside_what_it_denies_is_refused() {
    let refused = [("contradicted-absence", "positions[0]".to_owned())];
    // The same, and wider than the mark; of one holder, and of anybody.
    assert_eq!(contradicted(json!({}), json!({"holder": committee()})), refused);
    assert_eq!(contradicted(json!({}), json!({})), refused);
    let parking = json!({"matters": ["parking"], "holder": committee()});
    assert_eq!(contradicted(json!({}), parking.clone()), refused);
    assert_eq!(contradicted(json!({"matters": ["commons"]}), parking), refused);
    // One of several rights is enough, if it is given on all that the mark speaks of.
    let several = json!({"kinds": ["lead", "support"], "functions": ["implement", "plan"]});
    assert_eq!(contradicted(json!({}), several), refused);
    assert_eq!(contradicted(json!({"valid": {}}), json!({})), refused);
    // What is wrong is said in both languages, with where the other one stands.
    let error = crate::charter::refusal(
        &document(json!({"positions": [
            {"holder": company(), "kinds": ["lead"], "functions": ["plan"]},
            {"none": true, "kinds": ["lead"], "functions": ["plan"]}
        ]}))
        .to_string(),
    );
    for lang in Lang::ALL {
        assert!(error.problems()[0].message(lang).contains("positions[0]"));
    }
}

#[test]
fn a_mark_that_is_contradicted_in_part_or_for_some_days_says_something_of_the_rest() {
    let loads = |given: Value, mark: Value| assert_eq!(contradicted(given, mark), []);
    loads(json!({"matters": ["parking"]}), json!({}));
    loads(json!({"matters": ["parking"]}), json!({"matters": ["parking", "garden"]}));
    loads(json!({"places": ["grid"]}), json!({"places": ["compound"]}));
    loads(json!({"valid": {"until": "2030-01-01"}}), json!({}));
    loads(json!({"valid": {"from": "2030-01-01"}}), json!({}));
    loads(json!({}), json!({"holder": company()}));
    loads(json!({}), json!({"kinds": ["support"]}));
    loads(json!({}), json!({"functions": ["plan"]}));
    // Whoever is part of a group is somebody else than the group.
    loads(json!({"holder": "anyone"}), json!({"holder": committee()}));
    // The position counts where both speak; the mark for the rest.
    let charter = charter(json!([
        {"holder": company(), "kinds": ["power"], "functions": ["implement"]},
        {"holder": company(), "kinds": ["lead"], "functions": ["implement"],
         "matters": ["parking"]},
        {"none": true, "kinds": ["lead"], "functions": ["implement"], "matters": ["commons"]}
    ]));
    let audit = charter.audit(today());
    let gaps =
        crate::charter::subjects(&audit, cogov::FindingCode::Gap, cogov::audit::Basis::Stated);
    assert_eq!(gaps, [["implement", "commons", "garden"]]);
}
