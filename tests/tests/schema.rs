//! What is made from the code and committed is fresh; the JSON Schema is judged by a validator that
//! knows nothing of this library.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use cogov::case::RefusalCode;
use cogov::record::RecordCode;
use cogov::record::io::StreamCode;
use cogov::register::RegisterCode;
use cogov::{Charter, FindingCode, ProblemCode};
use cogov_tests::vectors;
use serde_json::{Value, json};

fn committed() -> String {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/charter.schema.json");
    std::fs::read_to_string(file).unwrap()
}

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&committed()).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

fn complaints(validator: &jsonschema::Validator, charter: &Value) -> Vec<String> {
    validator.iter_errors(charter).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

#[test]
fn the_committed_schema_is_what_the_types_say() {
    let fresh = cogov_tests::charter_schema();
    assert!(
        committed().lines().eq(fresh.lines()),
        "run `cargo xtask schema` and commit schema/charter.schema.json"
    );
}

#[test]
fn the_committed_list_of_codes_is_what_the_tables_say() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/codes.md");
    let (committed, fresh) = (std::fs::read_to_string(file).unwrap(), cogov_tests::codes());
    assert!(
        committed.lines().eq(fresh.lines()),
        "run `cargo xtask schema` and commit docs/codes.md"
    );
    let headings: Vec<&str> = fresh
        .lines()
        .filter_map(|line| line.strip_prefix("### `")?.split_once('`'))
        .map(|(code, _)| code)
        .collect();
    let problems = ProblemCode::ALL.iter().map(|code| code.as_str());
    let findings = FindingCode::ALL.iter().map(|code| code.as_str());
    let refusals = RefusalCode::ALL.iter().map(|code| code.as_str());
    let records = RecordCode::ALL.iter().map(|code| code.as_str());
    let registers = RegisterCode::ALL.iter().map(|code| code.as_str());
    let streams = StreamCode::ALL.iter().map(|code| code.as_str());
    let codes = problems.chain(findings).chain(refusals).chain(registers).chain(records);
    let codes = codes.chain(streams);
    assert!(headings.into_iter().eq(codes), "each code has its heading");
}

#[test]
fn every_built_in_charter_is_valid_as_it_is_and_as_it_is_written() {
    let validator = validator();
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/cogov/charters");
    let mut files: Vec<_> =
        std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 14, "only {} charters were found", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let written = Charter::from_json(&text).unwrap().to_json();
        for text in [text.as_str(), written.as_str()] {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(complaints(&validator, &value), Vec::<String>::new(), "{}", file.display());
        }
    }
}

#[test]
fn every_vector_that_loads_is_valid_as_it_is_and_as_it_is_written() {
    let validator = validator();
    let mut loaded = 0;
    for vector in vectors().unwrap() {
        let Ok(charter) = Charter::from_json(vector.text()) else {
            continue;
        };
        for text in [vector.text(), charter.to_json().as_str()] {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(complaints(&validator, &value), Vec::<String>::new(), "{}", vector.file);
        }
        loaded += 1;
    }
    assert!(loaded >= 10, "only {loaded} vectors load");
}

/// Codes of the shape alone, which a schema can tell, if JSON text and numbers survive.
const SHAPE: &[ProblemCode] = &[
    ProblemCode::WrongType,
    ProblemCode::UnknownField,
    ProblemCode::UnknownValue,
    ProblemCode::UnknownFormat,
    ProblemCode::NegativeNumber,
    ProblemCode::InvalidKey,
    ProblemCode::InvalidOffset,
    ProblemCode::InvalidDate,
];

#[test]
fn vectors_of_a_wrong_shape_are_invalid() {
    let validator = validator();
    let mut refused = 0;
    for vector in vectors().unwrap() {
        let shape = |code: &str| SHAPE.iter().any(|shape| shape.as_str() == code);
        if !vector.expect.problems.iter().any(|problem| shape(&problem.code)) {
            continue;
        }
        let value: Value = serde_json::from_str(vector.text()).unwrap();
        assert!(!validator.is_valid(&value), "{}: the schema takes it", vector.file);
        refused += 1;
    }
    assert!(refused >= 30, "only {refused} vectors are of a wrong shape");
}

#[test]
fn a_charter_broken_in_one_place_is_invalid() {
    let validator = validator();
    let sound = json!({
        "format": "cogov/1", "key": "x", "version": 1, "title": {"en": "X", "zh": "章程"},
        "parties": [{"key": "p", "name": "P", "kind": "council", "meets": {"none": true}}],
        "positions": [{"holder": {"party": "p"}, "kinds": ["power"], "functions": ["plan"]}]
    });
    assert_eq!(complaints(&validator, &sound), Vec::<String>::new());
    for (pointer, broken) in [
        ("/format", json!("cogov/2")),
        ("/key", json!("X")),
        ("/version", json!("1")),
        ("/title", json!({})),
        ("/title", Value::Null),
        ("/parties/0/kind", json!("parliament")),
        ("/parties/0/meets", json!({"none": false})),
        ("/parties/0/meets", json!({"every": 0, "period": "month"})),
        ("/parties/0", json!({"key": "p", "name": "P"})),
        ("/positions/0/holder", json!({"party": "p", "seat": "s"})),
        ("/positions/0/kinds", json!([])),
        ("/positions", json!({})),
    ] {
        let mut charter = sound.clone();
        *charter.pointer_mut(pointer).unwrap() = broken.clone();
        assert!(!validator.is_valid(&charter), "{pointer} = {broken}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(2_000))]

    /// Words that are empty or disguised are the reader's business; tags, the schema knows as well.
    #[test]
    fn a_language_tag_that_the_reader_takes_the_schema_takes_and_no_other(
        tag in "(sealed|english|[a-z]{0,4}[a-zA-Z0-9_é-]{0,3})(-[a-zA-Z0-9]{0,9}){0,5}",
    ) {
        thread_local! {
            static VALIDATOR: jsonschema::Validator = validator();
        }
        let mut charter = json!({"format": "cogov/1", "key": "x", "version": 1, "title": {}});
        charter["title"][&tag] = json!("X");
        let is_valid = VALIDATOR.with(|validator| validator.is_valid(&charter));
        let loaded = Charter::from_json(&charter.to_string());
        proptest::prop_assert_eq!(is_valid, loaded.is_ok(), "{}", tag);
    }
}
