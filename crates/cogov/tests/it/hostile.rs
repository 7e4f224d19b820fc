//! Hostile input: whatever it is, a typed error or a loaded charter comes out, and never a panic.

mod mutated;
mod reached;
mod reviewed;
mod slow;
mod values;

use std::fmt::Write as _;

use cogov::values::bounds;
use cogov::{Charter, Invalid, Lang};
use serde_json::{Value, json};

use crate::charter::{document, found, show_everything};

/// Reads a text by every way in; whatever comes out can be shown.
fn survive(text: &str) -> Result<Charter, Invalid> {
    let read = Charter::from_json(text);
    match &read {
        Ok(charter) => show_everything(charter, charter),
        Err(error) => {
            assert!(!error.problems().is_empty(), "refused without a reason");
            assert!(!error.to_string().is_empty());
            for problem in error.problems() {
                for lang in Lang::ALL {
                    let said = problem.message(lang) + &problem.help(lang);
                    assert!(said.len() < 20_000, "a message as long as its input: {said:.100}");
                    assert!(!said.contains(['\u{202e}', '\u{0}', '\u{200b}']), "{said:?}");
                }
                assert!(problem.to_string().len() < 20_000);
            }
        }
    }
    read
}

fn code_of(text: &str) -> String {
    survive(text).expect_err(text.get(..60).unwrap_or(text)).problems()[0].code().to_string()
}

#[test]
fn what_is_not_json_is_a_syntax_error_with_a_place() {
    for text in [
        "",
        " ",
        "\n\n",
        "{",
        "}",
        "[",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "nul",
        "tru",
        "'x'",
        "{a:1}",
        "// x\n{}",
        "{} {}",
        "{},",
        "\"",
        "\"\\",
        "\"\\u12",
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "-",
        "NaN",
        "Infinity",
        "\u{0}",
        "{\"a\u{0}\":1}",
        "\"\u{1}\"",
        "\u{a0}{}",
    ] {
        let error = survive(text).expect_err(text);
        assert_eq!(found(error.problems()), [("syntax", String::new())], "{text:?}");
        let place = error.problems()[0].location();
        assert!(place.is_some_and(|at| at.line() >= 1 && at.column() >= 1), "{text:?}: {error}");
    }
}

#[test]
fn what_is_json_and_no_object_is_of_the_wrong_type() {
    for text in ["null", "true", "0", "-0", "1e400x", "\"\"", "[]", "[{}]", "\"\\ud800\""] {
        let code = code_of(text);
        assert!(code == "wrong-type" || code == "syntax", "{text}: {code}");
    }
}

#[test]
fn lone_surrogates_and_escapes_beyond_unicode_are_refused() {
    for escape in ["\\ud800", "\\udfff", "\\ud800\\ud800", "\\u{1f600}", "\\uzzzz", "\\x41"] {
        let text = document(json!({"title": "@"})).to_string().replace('@', escape);
        assert_eq!(code_of(&text), "syntax", "{escape}");
    }
    // A pair is one character.
    let text = document(json!({"title": "@"})).to_string().replace('@', "\\ud83d\\ude00");
    assert_eq!(survive(&text).unwrap().title().to_string(), "\u{1f600}");
}

fn with_version(number: &str) -> String {
    document(json!({"version": 987})).to_string().replace("987", number)
}

#[test]
fn numbers_at_and_beyond_what_every_language_reads_alike() {
    let refused = [
        ("9007199254740992", "bound-exceeded"),
        ("9223372036854775807", "bound-exceeded"),
        ("9223372036854775808", "not-a-whole-number"),
        ("18446744073709551616", "not-a-whole-number"),
        ("-1", "negative-number"),
        ("-9007199254740992", "bound-exceeded"),
        ("-9223372036854775808", "bound-exceeded"),
        ("1.0", "not-a-whole-number"),
        ("1.5", "not-a-whole-number"),
        ("1e3", "not-a-whole-number"),
        ("-0.0", "not-a-whole-number"),
        ("1e-400", "not-a-whole-number"),
        ("0", "zero-number"),
        ("1e400", "syntax"),
        ("\"1\"", "wrong-type"),
    ];
    for (number, code) in refused {
        assert_eq!(code_of(&with_version(number)), code, "{number}");
    }
    // Zero however it is signed is not a version.
    assert!(survive(&with_version("-0")).is_err());
    assert_eq!(survive(&with_version("9007199254740991")).unwrap().version(), (1 << 53) - 1);
}

#[test]
fn a_string_of_ten_million_characters_is_refused_without_repeating_it() {
    let long = "x".repeat(10_000_000);
    assert_eq!(code_of(&document(json!({"title": long})).to_string()), "bound-exceeded");
    assert_eq!(code_of(&document(json!({"key": long})).to_string()), "invalid-key");
    let mut field = document(json!({}));
    field["y".repeat(1_000_000)] = json!(1);
    assert_eq!(code_of(&field.to_string()), "unknown-field");
}

#[test]
fn nesting_beyond_the_bound_is_refused_however_deep_it_is() {
    for depth in [33, 128, 100_000] {
        let arrays = "[".repeat(depth);
        let objects = "{\"a\":".repeat(depth);
        let mixed = "[{\"a\":".repeat(depth / 2 + 1);
        for text in [arrays.clone(), objects, mixed, arrays + &"]".repeat(depth)] {
            let code = code_of(&text);
            assert_eq!(code, "bound-exceeded", "{depth}");
        }
    }
    // In a field that nobody knows, too.
    let deep = "[".repeat(40) + &"]".repeat(40);
    let text = document(json!({"x": 1})).to_string().replace("\"x\":1", &format!("\"x\":{deep}"));
    assert_eq!(code_of(&text), "bound-exceeded");
}

#[test]
fn a_hundred_thousand_members_of_one_name_are_one_problem() {
    let members = vec!["\"key\":\"a\""; 100_000].join(",");
    let error = survive(&format!("{{{members}}}")).unwrap_err();
    let duplicates = found(error.problems());
    let duplicates = duplicates.iter().filter(|(code, _)| *code == "duplicate-field").count();
    assert_eq!(duplicates, 1);
}

#[test]
fn a_hundred_thousand_unknown_members_are_a_bounded_list_of_problems() {
    let mut text = String::from("{");
    for index in 0..100_000 {
        let _ = write!(text, "\"f{index}\":{index},");
    }
    text.push_str("\"format\":\"cogov/1\"}");
    let error = survive(&text).unwrap_err();
    assert_eq!(error.problems().len() as u64, bounds::PROBLEMS.largest());
}

#[test]
fn a_thousand_and_one_problems_are_reported_as_a_thousand() {
    let problems = |count: usize| {
        let groups: Vec<Value> =
            (0..count).map(|index| json!({"key": format!("g{index}"), "name": ""})).collect();
        survive(&document(json!({"groups": groups})).to_string()).unwrap_err().problems().len()
    };
    assert_eq!(problems(999), 999);
    assert_eq!(problems(1_000), 1_000);
    assert_eq!(problems(1_001), 1_000);
    // Those that come to light once everything is read are bounded as well.
    let positions: Vec<Value> = (0..1_001)
        .map(|_| json!({"holder": {"party": "x"}, "kinds": ["power"], "functions": ["plan"]}))
        .collect();
    let error = survive(&document(json!({"positions": positions})).to_string()).unwrap_err();
    assert_eq!(error.problems().len(), 1_000);
}

#[test]
fn a_circle_of_ten_thousand_parents_is_named_in_short() {
    for list in ["matters", "groups"] {
        let entries: Vec<Value> = (0..10_000)
            .map(|index| {
                let parent = format!("e{}", (index + 1) % 10_000);
                json!({"key": format!("e{index}"), "name": "E", "parent": parent})
            })
            .collect();
        let mut charter = document(json!({}));
        charter[list] = json!(entries);
        let error = survive(&charter.to_string()).unwrap_err();
        assert_eq!(found(error.problems()), [("cyclic-parents", format!("{list}[0]"))]);
        assert!(error.to_string().len() < 500, "{error}");
    }
}

#[test]
fn a_chain_of_ten_thousand_parents_is_too_deep() {
    let matters: Vec<Value> = (0..10_000)
        .map(|index| match index {
            0 => json!({"key": "e0", "name": "E"}),
            _ => json!({"key": format!("e{index}"), "name": "E", "parent": format!("e{}", index - 1)}),
        })
        .collect();
    assert_eq!(code_of(&document(json!({"matters": matters})).to_string()), "bound-exceeded");
}

#[test]
fn ten_thousand_matters_at_ten_thousand_places_are_too_many_rights() {
    let keys: Vec<String> = (0..10_000).map(|index| format!("e{index}")).collect();
    let entries = |more: Value| -> Vec<Value> {
        keys.iter()
            .map(|key| {
                let mut entry = json!({"key": key, "name": "E"});
                entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
                entry
            })
            .collect()
    };
    let charter = document(json!({
        "matters": entries(json!({})),
        "places": entries(json!({"kind": "building"})),
        "positions": [{"holder": {"party": "company"}, "kinds": ["power"], "functions": ["plan"],
                       "matters": keys, "places": keys}]
    }));
    let error = survive(&charter.to_string()).unwrap_err();
    assert_eq!(found(error.problems()), [("bound-exceeded", "positions".to_owned())]);
    let quantity = error.problems()[0].details().find(|(name, _)| *name == "quantity").unwrap().1;
    assert_eq!(quantity, bounds::SCOPES.quantity());
}

#[test]
fn one_list_too_long_is_refused_before_anything_is_built_of_it() {
    let groups: Vec<Value> =
        (0..10_001).map(|index| json!({"key": format!("g{index}"), "name": "G"})).collect();
    let error = survive(&document(json!({"groups": groups})).to_string()).unwrap_err();
    assert_eq!(found(error.problems()), [("bound-exceeded", "groups".to_owned())]);
}

#[test]
fn characters_that_disguise_a_text_are_refused_in_keys_texts_and_names_of_fields() {
    for c in ['\u{202e}', '\u{2066}', '\u{200f}', '\u{feff}', '\u{0}', '\u{1b}', '\u{7f}', '\u{85}']
    {
        assert_eq!(
            code_of(&document(json!({"title": format!("a{c}b")})).to_string()),
            "invalid-text"
        );
        let error = survive(&document(json!({format!("ke{c}y"): 1})).to_string()).unwrap_err();
        assert_eq!(error.problems()[0].code().as_str(), "unknown-field");
    }
    for key in ["a\u{200b}b", "", "1a", "-a", "a_b", "ａ", "é", "a b", "A", &"a".repeat(65)] {
        assert_eq!(code_of(&document(json!({"key": key})).to_string()), "invalid-key", "{key:?}");
    }
    // Shapeless characters alone are no text; beside others they join emoji and scripts.
    assert_eq!(
        code_of(&document(json!({"title": "\u{200b}\u{2060}"})).to_string()),
        "invalid-text"
    );
    assert!(survive(&document(json!({"title": "👩\u{200d}🌾"})).to_string()).is_ok());
}

#[test]
fn terms_and_fractions_that_cannot_be_are_refused() {
    let with_term = |term: &str| {
        let position = json!({"holder": {"party": "company"}, "kinds": ["lead"],
                              "functions": ["plan"], "within": "@"});
        document(json!({"positions": [position]})).to_string().replace("\"@\"", term)
    };
    for (term, code) in [
        ("{\"days\":0}", "zero-number"),
        ("{\"days\":-5}", "negative-number"),
        ("{\"days\":9007199254740991}", "bound-exceeded"),
        ("{\"days\":1,\"working_days\":1}", "misplaced-field"),
        ("{\"days\":1,\"days\":2}", "duplicate-field"),
        ("{}", "missing-field"),
        ("[]", "wrong-type"),
    ] {
        assert_eq!(code_of(&with_term(term)), code, "{term}");
    }
    let with_share = |share: &str| {
        let approval = json!({"measure": "heads", "base": "cast", "at_least": "@"});
        let rule = json!({"key": "r", "name": "R", "approval": approval});
        document(json!({"rules": [rule]})).to_string().replace("\"@\"", share)
    };
    for (share, code) in [
        ("[1,0]", "invalid-fraction"),
        ("[0,0]", "invalid-fraction"),
        ("[0,1]", "idle-threshold"),
        ("[2,1]", "impossible-threshold"),
        ("[9007199254740992,9007199254740992]", "bound-exceeded"),
        ("[-1,2]", "negative-number"),
        ("[0.5,1]", "not-a-whole-number"),
        ("[1]", "wrong-type"),
        ("[1,2,3]", "wrong-type"),
        ("0.5", "wrong-type"),
    ] {
        assert_eq!(code_of(&with_share(share)), code, "{share}");
    }
    assert!(survive(&with_share("[9007199254740991,9007199254740991]")).is_ok());
}

#[test]
fn a_rule_nested_to_the_bound_and_beyond() {
    let nested = |levels: usize| {
        let approval = (0..levels).fold(json!("consensus"), |inner, _| json!({"all": [inner]}));
        let rule = json!({"key": "r", "name": "R", "approval": approval});
        survive(&document(json!({"rules": [rule]})).to_string())
    };
    // The innermost clause is a level as well.
    let most = usize::try_from(bounds::RULE_LEVELS.largest()).unwrap();
    assert!(nested(most - 1).is_ok());
    for levels in [most, 40] {
        let error = nested(levels).unwrap_err();
        assert_eq!(error.problems()[0].code().as_str(), "bound-exceeded", "{levels}");
    }
}

#[test]
fn a_charter_cut_at_any_byte_is_refused() {
    let text = document(json!({
        "matters": [{"key": "parking", "name": {"en": "Parking", "zh": "停车"}}],
        "positions": [{"holder": "anyone", "kinds": ["claim"], "claims": ["object"]}],
        "training": {"none": true, "source": "§3.2.1 \u{20bb7}"}
    }))
    .to_string();
    for cut in 0..text.len() {
        // Bytes can be cut within a character, a text cannot.
        let cut_off = &text.as_bytes()[..cut];
        assert!(serde_json::from_slice::<Charter>(cut_off).is_err(), "cut at {cut}");
        if let Ok(cut_off) = std::str::from_utf8(cut_off) {
            assert_eq!(code_of(cut_off), "syntax", "cut at {cut}");
        }
    }
    assert!(Charter::from_json(&text).is_ok());
}

#[test]
fn a_built_in_charter_cut_here_and_there_is_a_syntax_error() {
    let text = Charter::builtin_text("county-cppcc-found").unwrap();
    let end = text.trim_end().len();
    for cut in (0..end).step_by(31).filter(|&cut| text.is_char_boundary(cut)) {
        assert_eq!(code_of(text.get(..cut).unwrap()), "syntax", "cut at {cut}");
    }
    assert!(Charter::from_json(text.get(..end).unwrap()).is_ok());
}
