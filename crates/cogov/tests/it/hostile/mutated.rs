//! Soup, and built-in charters with random damage.

use cogov::Charter;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use super::survive;

fn charters() -> impl Strategy<Value = &'static str> {
    let names: Vec<&str> = Charter::builtins().filter(|name| name.ends_with("-found")).collect();
    select(names).prop_map(|name| Charter::builtin_text(name).unwrap())
}

/// One piece of damage to bytes.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Index, u8),
    Delete(Index, usize),
    Double(Index, usize),
    Insert(Index, &'static str),
}

fn damage() -> impl Strategy<Value = Damage> {
    let pieces =
        vec!["\"", "{", "}", "[", "]", ",", ":", "0", "-", "1e9", "null", "\u{202e}", "\\", "居"];
    prop_oneof![
        (any::<Index>(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        (any::<Index>(), 1..200_usize).prop_map(|(at, length)| Damage::Delete(at, length)),
        (any::<Index>(), 1..200_usize).prop_map(|(at, length)| Damage::Double(at, length)),
        (any::<Index>(), select(pieces)).prop_map(|(at, piece)| Damage::Insert(at, piece)),
    ]
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for damage in damages {
        match damage {
            Damage::Flip(at, bit) => {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
            Damage::Delete(at, length) => {
                let at = at.index(bytes.len());
                bytes.drain(at..bytes.len().min(at + length));
            }
            Damage::Double(at, length) => {
                let at = at.index(bytes.len());
                let copy = bytes[at..bytes.len().min(at + length)].to_vec();
                bytes.splice(at..at, copy);
            }
            Damage::Insert(at, piece) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Changes one value of a tree, so that what comes out is JSON, and mostly nearly a charter.
fn bent(value: &mut Value, at: &Index, to: &Value, how: u8) {
    fn paths(value: &Value, path: &mut String, all: &mut Vec<String>) {
        all.push(path.clone());
        let children: Vec<(String, &Value)> = match value {
            Value::Array(entries) => {
                entries.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect()
            }
            Value::Object(members) => members.iter().map(|(k, v)| (k.clone(), v)).collect(),
            _ => Vec::new(),
        };
        for (name, child) in children {
            let length = path.len();
            path.push('/');
            path.push_str(&name);
            paths(child, path, all);
            path.truncate(length);
        }
    }
    let mut all = Vec::new();
    paths(value, &mut String::new(), &mut all);
    let path = at.get(&all);
    let (around, last) = path.rsplit_once('/').unwrap_or(("", ""));
    match (how, value.pointer_mut(around)) {
        // Remove it.
        (0, Some(Value::Object(members))) => drop(members.remove(last)),
        (0, Some(Value::Array(entries))) if !last.is_empty() => {
            entries.remove(last.parse().unwrap());
        }
        // Let it stand twice.
        (1, Some(Value::Array(entries))) if !last.is_empty() => {
            let copy = entries[last.parse::<usize>().unwrap()].clone();
            entries.push(copy);
        }
        // Put something else in its place.
        _ => *value.pointer_mut(path).unwrap() = to.clone(),
    }
}

/// Words that occur in charters, so that damage makes sense now and then.
fn words() -> impl Strategy<Value = Value> {
    let words = [
        "null",
        "true",
        "0",
        "-1",
        "9007199254740992",
        "1.5",
        "[]",
        "{}",
        "\"\"",
        "\"x\"",
        "\"anyone\"",
        "\"implement\"",
        "\"power\"",
        "\"owed\"",
        "\"excluded\"",
        "\"residents\"",
        "\"2024-02-30\"",
        "{\"none\":true}",
        "{\"none\":false}",
        "{\"party\":\"government\"}",
        "[\"decide\",\"decide\"]",
        "{\"days\":1}",
        "[1,2]",
    ];
    select(words.to_vec()).prop_map(|word| serde_json::from_str(word).unwrap())
}

proptest! {
    #![proptest_config(crate::inputs::inputs(128))]

    #[test]
    fn random_text_is_refused(text in "\\PC{0,200}") {
        prop_assert!(survive(&text).is_err());
    }

    #[test]
    fn random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(survive(&String::from_utf8_lossy(&bytes)).is_err());
    }

    #[test]
    fn soup_of_json_is_refused(text in "[\\[\\]{}:,\"0-9a-z \\\\.eE+-]{0,120}") {
        prop_assert!(survive(&text).is_err());
    }

    #[test]
    fn a_charter_with_random_damage_is_refused_or_can_be_shown(
        text in charters(),
        damages in prop::collection::vec(damage(), 1..3),
    ) {
        let _ = survive(&damaged(text, &damages));
    }

    #[test]
    fn a_charter_with_a_value_bent_is_refused_or_can_be_shown(
        text in charters(),
        bends in prop::collection::vec((any::<Index>(), words(), 0..3_u8), 1..4),
    ) {
        let mut value: Value = serde_json::from_str(text).unwrap();
        for (at, to, how) in &bends {
            bent(&mut value, at, to, *how);
        }
        let read = survive(&value.to_string());
        // By way of serde the same comes out.
        let by_serde = serde_json::from_value::<Charter>(value);
        prop_assert_eq!(read.is_ok(), by_serde.is_ok());
        if let (Ok(read), Ok(by_serde)) = (read, by_serde) {
            prop_assert_eq!(read.digest(), by_serde.digest());
        }
    }
}
