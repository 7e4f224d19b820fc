//! Charters in tests: short ways to write them, to audit them, and to follow paths into them.

use cogov::audit::{Basis, Subject};
use cogov::problem::Location;
use cogov::problem::Segment;
use cogov::{Audit, Charter, Date, Finding, FindingCode, Invalid, Lang, Problem};
use serde_json::{Value, json};

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The day on which a charter is looked at where the day makes no difference.
pub(crate) fn today() -> Date {
    day("2026-06-01")
}

/// A charter with two parties, a committee and a company, and what else is given.
pub(crate) fn document(more: Value) -> Value {
    let mut document = json!({
        "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
        "parties": [
            {"key": "committee", "name": "Owners' committee", "kind": "owners_committee"},
            {"key": "company", "name": "Property company", "kind": "property_company"}
        ]
    });
    let (Some(fields), Value::Object(more)) = (document.as_object_mut(), more) else {
        panic!("fields of a charter are an object")
    };
    fields.extend(more);
    document
}

pub(crate) fn load(document: &Value) -> Charter {
    Charter::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}\n{document}"))
}

pub(crate) fn refusal(text: &str) -> Invalid {
    Charter::from_json(text).expect_err("a charter that cannot be loaded")
}

/// Code and path of each problem.
pub(crate) fn found(problems: &[Problem]) -> Vec<(&'static str, String)> {
    problems.iter().map(|p| (p.code().as_str(), p.path().to_string())).collect()
}

pub(crate) fn audit(document: &Value) -> Audit {
    load(document).audit(today())
}

/// The findings of a code and a basis, each as the words of its subjects.
pub(crate) fn subjects(audit: &Audit, code: FindingCode, basis: Basis) -> Vec<Vec<String>> {
    let findings = audit.findings().iter();
    findings.filter(|f| f.code() == code && f.basis() == basis).map(words).collect()
}

pub(crate) fn words(finding: &Finding) -> Vec<String> {
    finding.subjects().iter().map(Subject::word).collect()
}

/// What a path leads to in a JSON value.
pub(crate) fn follow<'v>(value: &'v Value, path: &[Segment]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, segment| match segment {
        Segment::Field(name) => value.get(name.as_ref()),
        Segment::Index(index) => value.get(*index),
    })
}

/// Line and column at which the value stands that a path leads to, or the nearest around it that
/// exists, in text as `serde_json::to_string_pretty` writes it: found by walking the lines, with
/// no parser.
pub(crate) fn place_in_pretty(text: &str, value: &Value, path: &[Segment]) -> (usize, usize) {
    let mut shown = path;
    while follow(value, shown).is_none() {
        shown = &shown[..shown.len() - 1];
    }
    let mut place = (1, 1);
    let mut value = value;
    for (depth, segment) in shown.iter().enumerate() {
        // A child stands two columns further in than its parent, and ends where the next begins.
        let (before, name): (Vec<&Value>, Option<&str>) = match segment {
            Segment::Index(index) => (value.as_array().unwrap()[..*index].iter().collect(), None),
            Segment::Field(name) => {
                let members = value.as_object().unwrap();
                let before = members.iter().take_while(|(known, _)| **known != **name);
                (before.map(|(_, value)| value).collect(), Some(name))
            }
        };
        let lines: usize =
            before.iter().map(|v| serde_json::to_string_pretty(v).unwrap().lines().count()).sum();
        let indent = 2 * (depth + 1);
        let label = name.map_or(0, |name| json!(name).to_string().chars().count() + 2);
        place = (place.0 + 1 + lines, 1 + indent + label);
        value = follow(value, std::slice::from_ref(segment)).unwrap();
    }
    assert!(text.lines().nth(place.0 - 1).is_some(), "the line is in the text");
    place
}

pub(crate) fn line_and_column(location: Option<Location>) -> (usize, usize) {
    let location = location.expect("a text has places");
    (location.line(), location.column())
}

/// Audits, matrix, differences and diagrams in every form and language: none of them may panic,
/// and none may come out empty.
pub(crate) fn show_everything(charter: &Charter, other: &Charter) {
    let mut shown = vec![serde_json::to_string(&charter.audit(today())).unwrap()];
    shown.push(serde_json::to_string(&charter.matrix(today())).unwrap());
    let difference = charter.diff(other);
    shown.push(serde_json::to_string(&difference).unwrap());
    for lang in Lang::ALL {
        let (audit, matrix) = (charter.audit(today()), charter.matrix(today()));
        shown.extend([audit.to_text(lang), audit.to_markdown(lang)]);
        shown.extend([matrix.to_text(lang), matrix.to_markdown(lang), matrix.to_csv(lang)]);
        shown.extend([difference.to_text(lang), difference.to_markdown(lang)]);
        for procedure in charter.procedures().iter().filter_map(|listed| listed.given()) {
            let compiled = charter.compiled(procedure.key()).expect("it is listed");
            shown.extend([compiled.to_mermaid(lang), compiled.to_dot(lang)]);
        }
    }
    assert!(shown.iter().all(|text| !text.trim().is_empty()));
}

#[test]
fn a_channel_is_open_to_and_received_by_whom_the_charter_lists() {
    let channel = |field: &str, holder: &str| {
        format!(
            r#"{{"format": "cogov/1", "key": "x", "version": 1, "title": "X",
            "parties": [{{"key": "office", "name": "Office", "kind": "council"}}],
            "intake": {{"channels": [{{"key": "desk", "name": "Desk", "medium": "in_person",
                "{field}": {{"party": "{holder}"}}}}]}}}}"#
        )
    };
    for field in ["open_to", "received_by"] {
        assert!(Charter::from_json(&channel(field, "office")).is_ok(), "{field}");
        let error = Charter::from_json(&channel(field, "offices")).unwrap_err();
        let first = error.first();
        assert_eq!(first.code(), cogov::ProblemCode::UnknownKey);
        assert_eq!(first.path().to_string(), format!("intake.channels[0].{field}.party"));
    }
}
