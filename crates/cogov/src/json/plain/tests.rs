//! Both ways to the raw tree lead to the same one.

use super::unescaped;
use crate::json::RawTree;
use proptest::prelude::*;
use serde_json::Value;

/// The tree by the short way, and by the general one.
fn both(text: &str) -> (Option<String>, Option<String>) {
    let shown = |tree: RawTree<'_>| format!("{tree:?}");
    (RawTree::plain(text).map(shown), RawTree::general(text).ok().map(shown))
}

/// Whatever the short way takes is what the general one makes of it.
fn agrees(text: &str) -> bool {
    let (plain, general) = both(text);
    plain.is_none_or(|plain| Some(plain) == general)
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-20_i64..=20).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-z0-9年月-]{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-z]{0,9}", inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn a_sound_text_is_read_alike_both_ways(value in any_value()) {
        let text = value.to_string();
        prop_assert!(agrees(&text), "{text}");
        // Nothing but escapes and long numbers is left to the general way.
        let is_short = !text.contains('\\') && !text.chars().any(|c| c.is_ascii_digit());
        prop_assert!(!is_short || RawTree::plain(&text).is_some(), "{text}");
    }

    #[test]
    fn a_text_with_a_character_changed_is_read_alike_or_left_to_the_general_way(
        value in any_value(), at in any::<prop::sample::Index>(), with in r#"[{}\[\],:"\\0-9eE.+ tfn\n\u{1f}-]?"#,
    ) {
        let mut characters: Vec<String> = value.to_string().chars().map(String::from).collect();
        let at = at.index(characters.len());
        characters[at] = with;
        let text = characters.concat();
        prop_assert!(agrees(&text), "{text}");
    }

    #[test]
    fn a_string_ends_where_the_first_byte_is_that_has_to_be_escaped(
        text in r#"[ -~\u{0}-\u{20}é年\u{1f3db}"\\]{0,40}"#, skipped in 0_usize..9,
    ) {
        let bytes = text.as_bytes().get(skipped..).unwrap_or_default();
        let first = bytes.iter().position(|byte| *byte < b' ' || *byte == b'"' || *byte == b'\\');
        prop_assert_eq!(unescaped(bytes), first.unwrap_or(bytes.len()));
    }
}

#[test]
fn every_byte_is_judged_alike_at_every_place_of_a_word() {
    for byte in 0..=u8::MAX {
        for (at, around) in (0..20).flat_map(|at| [b'a', 0xff, b'!', 0x80].map(|b| (at, b))) {
            let mut bytes = [around; 20];
            bytes[at] = byte;
            let ends = byte < b' ' || byte == b'"' || byte == b'\\';
            assert_eq!(unescaped(&bytes), if ends { at } else { 20 }, "{byte} at {at}");
        }
    }
}

#[test]
fn awkward_texts_are_read_alike_or_left_to_the_general_way() {
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    let (shallow, deepest, too_deep) = (deep(20), deep(32), deep(200));
    let (long, longer) = ("9".repeat(15), "9".repeat(16));
    for text in [
        "",
        "{",
        "}",
        "[",
        "]",
        "[]",
        "{}",
        "[,]",
        "[1,]",
        "{,}",
        "{\"a\":1,}",
        "[1 ]",
        " 1",
        "1 ",
        "0",
        "-0",
        "00",
        "01",
        "-1",
        "-",
        "1.0",
        "1e3",
        "-01",
        "+1",
        "tru",
        "true",
        "truee",
        "nul",
        "null",
        "false",
        "\"",
        "\"\"",
        "\"a",
        "\"a\"b",
        "\"\\n\"",
        "\"\u{1}\"",
        "\"年\"",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "[\"\",\"\"]",
        "{\"\":{\"\":[]}}",
        "1,2",
        "[]]",
        &long,
        &longer,
        &shallow,
        &deepest,
        &too_deep,
    ] {
        assert!(agrees(text), "{text}: {:?}", both(text));
    }
    for text in ["[]", "{}", "0", "-1", "null", "{\"a\":1,\"a\":[true,false,\"年\"]}", &long] {
        assert!(RawTree::plain(text).is_some(), "{text}");
    }
}
