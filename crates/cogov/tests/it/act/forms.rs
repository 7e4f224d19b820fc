//! An entry has one JSON form, in both directions.

use cogov::act::{ActKind, Entry};
use proptest::prelude::*;
use serde_json::Value;

use super::entries::{act_of, any_entry, entry_with};

const EVERY_ACT: &str = include_str!("../../fixtures/entries/every-act.jsonl");

/// The canonical form by a library that this one is not made of: serde_json sorts its maps, and
/// the names here are ASCII.
fn canonical(text: &str) -> String {
    serde_json::from_str::<Value>(text).unwrap().to_string()
}

proptest! {
    #[test]
    fn any_entry_is_read_as_it_was_written_and_is_canonical(entry in any_entry()) {
        let text = entry.to_json().unwrap();
        prop_assert_eq!(&canonical(&text), &text);
        let read = Entry::from_json(&text).unwrap();
        prop_assert_eq!(&read, &entry);
        // Instants are equal in other offsets, too: the text says that those stay.
        prop_assert_eq!(read.to_json().unwrap(), text);
    }

    #[test]
    fn white_space_and_the_order_of_members_do_not_matter(entry in any_entry()) {
        let value: Value = serde_json::from_str(&entry.to_json().unwrap()).unwrap();
        let Value::Object(members) = value else { panic!("no object") };
        let backwards: Vec<String> =
            members.iter().rev().map(|(name, value)| format!("\"{name}\" : {value:#}")).collect();
        let text = format!("\u{feff}{{\n{} }}\n", backwards.join(" ,\r\n"));
        prop_assert_eq!(Entry::from_json(&text).unwrap().to_json(), entry.to_json());
    }

    #[test]
    fn serde_reads_and_writes_the_same(entry in any_entry()) {
        let value = serde_json::to_value(&entry).unwrap();
        prop_assert_eq!(value.to_string(), entry.to_json().unwrap());
        prop_assert_eq!(serde_json::from_value::<Entry>(value).unwrap(), entry);
    }

    #[test]
    fn half_an_entry_is_refused_and_never_panics(entry in any_entry(), at in any::<prop::sample::Index>()) {
        let text = entry.to_json().unwrap();
        let cut: String = text.chars().take(at.index(text.chars().count())).collect();
        prop_assert!(Entry::from_json(&cut).is_err());
    }

    #[test]
    fn an_entry_with_a_character_more_or_less_never_panics(
        entry in any_entry(),
        at in any::<prop::sample::Index>(),
        put in prop::option::of(any::<char>()),
    ) {
        let mut chars: Vec<char> = entry.to_json().unwrap().chars().collect();
        let place = at.index(chars.len());
        match put {
            Some(put) => chars.insert(place, put),
            None => drop(chars.remove(place)),
        }
        let text: String = chars.into_iter().collect();
        if let Ok(read) = Entry::from_json(&text) {
            prop_assert_eq!(Entry::from_json(&read.to_json().unwrap()).unwrap(), read);
        }
    }

    #[test]
    fn random_text_never_panics(text in any::<String>(), json in r#"[{}\[\]",:0-9a-z]{0,40}"#) {
        let _ = Entry::from_json(&text);
        let _ = Entry::from_json(&json);
    }
}

#[test]
fn the_strategy_for_a_kind_makes_acts_of_that_kind() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for &kind in ActKind::ALL {
        for _ in 0..3 {
            let entry = entry_with(act_of(kind)).new_tree(&mut runner).unwrap().current();
            assert_eq!(entry.act().kind(), kind);
            assert_eq!(Entry::from_json(&entry.to_json().unwrap()).unwrap(), entry, "{kind}");
        }
    }
}

#[test]
fn the_examples_of_every_act_are_read_and_written_byte_for_byte() {
    let mut kinds = Vec::new();
    for (seq, line) in (1..).zip(EVERY_ACT.lines()) {
        let entry = Entry::from_json(line).unwrap_or_else(|error| panic!("{line}\n{error:?}"));
        assert_eq!(entry.to_json().unwrap(), line);
        assert_eq!(entry.seq(), seq);
        let kind = entry.act().kind();
        assert_eq!(
            Some(kind.as_str()),
            serde_json::from_str::<Value>(line).unwrap()["act"].as_str()
        );
        kinds.push(kind);
    }
    kinds.dedup();
    assert_eq!(kinds, ActKind::ALL, "each act has its examples, in the order of the table");
}

#[test]
fn what_says_nothing_is_not_written() {
    for line in EVERY_ACT.lines() {
        let Value::Object(mut members) = serde_json::from_str(line).unwrap() else {
            panic!("no object")
        };
        if members.contains_key("with") || members.contains_key("signed") {
            continue;
        }
        members.insert("signed".to_owned(), Value::Array(Vec::new()));
        let entry = Entry::from_json(&Value::Object(members.clone()).to_string()).unwrap();
        assert_eq!(entry.to_json().unwrap(), line, "an empty list is left out");
        members.insert("with".to_owned(), Value::Object(serde_json::Map::new()));
        if let Ok(entry) = Entry::from_json(&Value::Object(members).to_string()) {
            assert_eq!(entry.to_json().unwrap(), line, "a payload that says nothing is left out");
        }
    }
}
