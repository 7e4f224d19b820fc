//! Texts that would be a huge tree before anybody could say what is wrong with them.

use cogov::conduct::Contribution;
use cogov::values::bounds;
use cogov::{Charter, ConductPolicy, Problem};

use crate::charter::document;

/// A charter with a field that nobody knows, in which there are so many values; with the field
/// itself, and what every charter of the tests has.
fn values(count: usize) -> String {
    fn count_values(value: &serde_json::Value) -> usize {
        1 + match value {
            serde_json::Value::Array(items) => items.iter().map(count_values).sum::<usize>(),
            serde_json::Value::Object(members) => members.values().map(count_values).sum(),
            _ => 0,
        }
    }
    let charter = document(serde_json::json!({"x": []}));
    let filling = "[],".repeat(count - count_values(&charter) - 1) + "[]";
    let text = charter.to_string();
    text.replace("\"x\":[]", &format!("\n\"x\":[{filling}]"))
}

fn quantity(problem: &Problem) -> &str {
    problem.details().find(|(name, _)| *name == "quantity").unwrap().1
}

#[test]
fn values_are_counted_while_they_are_read() {
    let most = usize::try_from(bounds::DOCUMENT_VALUES.largest()).unwrap();
    let within = Charter::from_json(&values(most)).unwrap_err();
    assert_eq!(within.problems()[0].code().as_str(), "unknown-field");

    let text = values(most + 1);
    let beyond = Charter::from_json(&text).unwrap_err();
    let [problem] = beyond.problems() else { panic!("{beyond}") };
    assert_eq!(problem.code().as_str(), "bound-exceeded");
    assert_eq!(quantity(problem), bounds::DOCUMENT_VALUES.quantity());
    // Where the first value too many stands: the last but the end of the list and the charter.
    let at = problem.location().unwrap();
    assert_eq!(at.line(), 2);
    assert!(at.column() > 3 * most - 200, "{at}");

    // By way of serde there is no text to be measured.
    let said = serde_json::from_str::<Charter>(&text).unwrap_err().to_string();
    assert!(said.contains(bounds::DOCUMENT_VALUES.quantity()), "{said}");
}

#[test]
fn lists_of_contributions_and_policies_alone_are_counted_as_charters_are() {
    let most = usize::try_from(bounds::DOCUMENT_VALUES.largest()).unwrap();
    let text = format!("[{}0]", "0,".repeat(most - 1));
    let problems = [
        Contribution::list_from_json(&text).unwrap_err().problems().to_vec(),
        ConductPolicy::from_json(&text).unwrap_err().problems().to_vec(),
    ];
    for problems in problems {
        assert_eq!(problems.len(), 1);
        assert_eq!(quantity(&problems[0]), bounds::DOCUMENT_VALUES.quantity());
    }
}

#[test]
fn strings_that_come_without_a_text_are_bounded_as_a_text_is() {
    let most = usize::try_from(bounds::DOCUMENT_BYTES.largest()).unwrap();
    let charter = |length: usize| {
        let mut charter = document(serde_json::json!({}));
        charter["x"] = serde_json::Value::String("y".repeat(length));
        charter
    };
    let said = |length| serde_json::from_value::<Charter>(charter(length)).unwrap_err().to_string();
    assert!(said(most / 2).contains("\"x\""), "{}", said(most / 2));
    let refused = said(most);
    assert!(refused.contains(bounds::DOCUMENT_BYTES.quantity()), "{refused}");
}

#[test]
fn a_problem_among_very_many_values_is_found_in_the_text() {
    let groups = "{\"key\":\"g\",\"name\":\"G\"},\n".repeat(9_998);
    let text = format!(
        "{{\"format\":\"cogov/1\",\"key\":\"a\",\"version\":1,\"title\":\"A\",\"groups\":[\n{groups}\
         {{\"key\":\"h\",\"nam\":\"H\",\"name\":\"H\"}}]}}"
    );
    let error = Charter::from_json(&text).unwrap_err();
    let last = error.problems().last().unwrap();
    assert_eq!(last.path().to_string(), "groups[9998].nam");
    assert_eq!(last.location().unwrap().to_string(), "line 10000, column 18");
}
