//! The usual reasons why a text is not JSON, in plain words.

use super::*;

/// Message and help in English, without what every message begins with; and where it is.
fn unread(text: &str) -> (String, String, Option<(usize, usize)>) {
    let error = refusal(text);
    let [code, path, message, help] = told(&error, Lang::En);
    assert_eq!([code.as_str(), &path], ["syntax", ""], "{text}");
    let [zh, zh_help] = [error.first().message(Lang::Zh), error.first().help(Lang::Zh)];
    assert!(!zh.is_ascii() && !zh_help.is_ascii(), "{zh}: {zh_help}");
    let reason = message.strip_prefix("the text is not valid JSON: ").unwrap().to_owned();
    (reason, help, error.first().location().map(|at| (at.line(), at.column())))
}

fn reason(text: &str) -> String {
    unread(text).0
}

#[test]
fn an_empty_text_is_told_to_be_empty() {
    for text in ["", "  \n\t ", "\u{feff}"] {
        let (reason, help, _) = unread(text);
        assert_eq!([reason.as_str(), &help], ["it is empty", "write an object, `{ … }`"]);
    }
}

#[test]
fn a_text_cut_anywhere_is_told_to_end_too_soon() {
    let whole = r#"{"a": [1, {"b": "x"}, true], "c": null}"#;
    for end in 1..whole.len() {
        let cut = whole.get(..end).unwrap();
        let (reason, help, _) = unread(cut);
        assert_eq!(reason, "it ends before it is complete", "{cut}");
        assert!(help.contains("the whole text"));
    }
}

#[test]
fn comments_are_told_wherever_they_stand() {
    for text in [
        "// court\n{}",
        "{ // court\n}",
        "{\"a\": 1 // court\n}",
        "{\"a\": 1, // court\n\"b\": 2}",
        "{\"a\": /* one */ 1}",
        "{\"a\" // one\n: 1}",
        "[1, # two\n2]",
        "{} // the end",
    ] {
        let (reason, help, _) = unread(text);
        assert_eq!(reason, "JSON has no comments", "{text}");
        assert!(help.starts_with("remove the comment"));
    }
    assert_eq!(unread("{\n  \"a\": 1, // court\n}").2, Some((2, 11)));
    // A slash alone is none, and neither is one within a word.
    assert_eq!(reason("{\"a\": /1}"), "expected value");
    assert_eq!(reason("[tru//\n]"), "expected ident");
}

#[test]
fn quotes_that_are_not_straight_double_ones_are_told() {
    for (text, quote) in [
        ("{'key': 1}", '\''),
        ("{\"key\": 'court'}", '\''),
        ("{“key”: 1}", '“'),
        ("{\"居\": “小区”}", '“'),
        ("[‘a’]", '‘'),
        ("[「a」]", '「'),
        ("`{}`", '`'),
    ] {
        let (reason, help, _) = unread(text);
        assert_eq!(
            reason,
            format!("quotes must be straight double quotes, and here stands {quote}"),
            "{text}"
        );
        assert_eq!(help, "write `\"` before and after each name and each string");
    }
    assert_eq!(unread("{\"居\": “小区”}").2, Some((1, 7)));
}

#[test]
fn full_width_marks_are_told() {
    for (text, mark) in [("{\"a\"：1}", '：'), ("[1，2]", '，'), ("｛｝", '｛')] {
        assert_eq!(reason(text), format!("{mark} is not one of the marks of JSON"));
    }
}

#[test]
fn a_comma_before_a_closing_bracket_is_told() {
    for text in ["{\"a\": 1,}", "[1, 2, ]", "{\"a\": [1,\n]}"] {
        let (reason, help, _) = unread(text);
        assert_eq!(
            [reason.as_str(), &help],
            ["a comma stands before a closing bracket", "remove the comma"]
        );
    }
}

#[test]
fn what_else_is_wrong_is_told_as_the_parser_says_it() {
    for (text, said) in [
        ("{\"a\" 1}", "expected `:`"),
        ("{} {}", "trailing characters"),
        ("{\"a\": 'x\n", "quotes must be straight double quotes, and here stands '"),
        ("{\"a\": \"x\ty\"}", "a line break or a control character stands in a string"),
        ("{a: 1}", "key must be a string"),
    ] {
        assert_eq!(reason(text), said, "{text}");
    }
}
