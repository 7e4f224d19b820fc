//! How far from a known name one may be to be met with it.

use super::*;

/// Whether a field of this name is met with another one, in a charter whose only matter has the
/// other one as its key, and a position names it.
fn is_met(found: &str, known: &str) -> bool {
    let error = refusal(
        &document(json!({
            "matters": [{"key": known, "name": "Matter"}],
            "positions": [{"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["plan"],
                           "matters": [found]}]
        }))
        .to_string(),
    );
    assert_eq!(error.first().code(), ProblemCode::UnknownKey, "{found}");
    error.first().help(Lang::En) == format!("did you mean \"{known}\"?")
}

#[test]
fn a_name_that_is_far_longer_is_not_what_was_meant() {
    let known = "a".repeat(40);
    assert!(is_met(&"a".repeat(32), &known), "eight letters are missing");
    assert!(is_met(&"a".repeat(33), &known));
    assert!(!is_met(&"a".repeat(31), &known), "nine letters are missing");
    assert!(!is_met(&"a".repeat(29), &known));
}

/// A name in place of a title, and the like, are met with the right field as often as names are
/// compared: of the rest both are told, the unknown field and the missing one.
#[test]
fn only_the_first_fifty_fields_that_are_meant_otherwise_are_taken_for_one_another() {
    let places: Vec<Value> = (0..60)
        .map(|n| json!({"key": format!("p{n}"), "title": "Place", "kind": "grid"}))
        .collect();
    let error = refusal(&document(json!({"places": places})).to_string());
    let with = |code: ProblemCode| error.problems().iter().filter(|p| p.code() == code).count();
    assert_eq!((with(ProblemCode::UnknownField), with(ProblemCode::MissingField)), (60, 10));
}

/// Without white space, as a record is written, brackets are looked at one by one.
#[test]
fn a_bracket_of_the_other_kind_closes_nothing() {
    for text in [
        r#"{"format":"cogov/1","key":"x","version":1,"title":"X","matters":[{"key":"a","name":"A"}}}"#,
        r#"{"format":"cogov/1","key":"x","version":1,"title":"X","matters":[{"key":"a","name":"A"]]}"#,
        r#"{"format":"cogov/1","key":"x","version":1,"title":"X"]"#,
    ] {
        assert_eq!(refusal(text).first().code(), ProblemCode::Syntax, "{text}");
    }
}

#[test]
fn a_mark_of_absence_says_true_and_nothing_else() {
    for none in [json!(1), json!("true"), json!([]), json!({}), json!("yes")] {
        let error = refusal(&document(json!({"intake": {"none": none}})).to_string());
        let path = error.first().path().to_string();
        assert_eq!((error.first().code(), path.as_str()), (ProblemCode::WrongType, "intake.none"));
    }
}
