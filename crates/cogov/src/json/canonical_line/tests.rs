//! The same bytes as the library that knows all of RFC 8785, for everything that is written here.

use super::canonical_line;
use crate::json::canonical::canonical;
use crate::problem::ProblemCode;
use crate::values::lang::Lang;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Values as this crate writes them: ASCII names, any strings, integers that every language reads.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        r#"[\\"/\u{0}-\u{20}{}\[\],:a-b]{0,8}"#.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[!#-\\[\\]-~]{0,4}", inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Members in an order that is not that of their names.
struct Backwards<'v>(&'v Value);

impl serde::Serialize for Backwards<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(members) => {
                serializer.collect_map(members.iter().rev().map(|(name, v)| (name, Backwards(v))))
            }
            Value::Array(values) => serializer.collect_seq(values.iter().map(Backwards)),
            other => other.serialize(serializer),
        }
    }
}

proptest! {
    #[test]
    fn it_is_what_the_library_for_the_canonical_form_writes(value in any_value()) {
        let wanted = canonical(&value);
        prop_assert_eq!(canonical_line(&Backwards(&value)).unwrap(), wanted.as_str());
        prop_assert_eq!(canonical_line(&value).unwrap(), wanted);
    }
}

#[test]
fn what_is_no_json_is_an_error_and_no_empty_line() {
    for value in [1.5, f64::NAN] {
        let problem = canonical_line(&vec![value]).unwrap_err();
        assert_eq!(problem.code(), ProblemCode::Syntax);
        assert_eq!(problem.message(Lang::En), "it cannot be written as JSON");
    }
}

#[test]
fn what_no_reader_takes_is_not_written() {
    const LARGEST: i64 = 9_007_199_254_740_991;
    for sound in [json!(LARGEST), json!([-LARGEST]), json!(vec![0; 100_000])] {
        assert_eq!(canonical_line(&sound).unwrap(), canonical(&sound));
    }
    for (beyond, quantity) in [
        (json!({"a": LARGEST + 1}), "size of an integer"),
        (json!([-LARGEST - 1]), "size of an integer"),
        (json!(u64::MAX), "size of an integer"),
        (json!(vec![0; 100_001]), "entries of a list"),
    ] {
        let problem = canonical_line(&beyond).unwrap_err();
        assert_eq!(problem.details().find(|(name, _)| *name == "quantity").unwrap().1, quantity);
    }
}

/// What Rust tells apart and JSON does not.
#[derive(serde::Serialize, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Unit,
    Newtype(u8),
    Tuple(u8, u8),
    Struct { b: u8, a: u8 },
}

#[derive(serde::Serialize)]
struct Nothing;

#[derive(serde::Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Wrapped<T>(T);

/// Something that is written as it is shown, or as bytes.
struct Shown;

impl serde::Serialize for Shown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str("a\"b")
    }
}

struct Bytes;

impl serde::Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(b"\x00\xff")
    }
}

/// An object of one member.
struct Object<N>(N);

impl<N: serde::Serialize> serde::Serialize for Object<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(&self.0, 1)])
    }
}

#[test]
fn every_kind_of_value_that_rust_has_is_written_as_serde_json_does() {
    fn same(value: &impl serde::Serialize) {
        let wanted = canonical(&serde_json::to_value(value).unwrap());
        assert_eq!(canonical_line(value).unwrap(), wanted);
    }
    for number in [0_u128, 7, 9_999, 10_000, 9_007_199_254_740_991] {
        same(&number);
    }
    assert!(canonical_line(&u128::MAX).is_err());
    same(&['a', '"', '字']);
    same(&Bytes);
    same(&Shown);
    same(&(None::<u8>, Some(1), (), Nothing, Wrapped("a")));
    same(&[Kind::Unit, Kind::Newtype(1), Kind::Tuple(1, 2), Kind::Struct { b: 1, a: 2 }]);
    assert!(canonical_line(&1.5_f32).is_err());
}

#[test]
fn the_name_of_a_member_is_a_string_or_what_is_written_as_one() {
    fn named(name: impl serde::Serialize) -> Option<String> {
        canonical_line(&Object(name)).ok()
    }
    assert_eq!(named("a").as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(named(Shown).as_deref(), Some(r#"{"a\"b":1}"#));
    assert_eq!(named(Kind::Unit).as_deref(), Some(r#"{"Unit":1}"#));
    assert_eq!(named(Wrapped("a")).as_deref(), Some(r#"{"a":1}"#));
    for refused in [named(None::<u8>), named(Some("a")), named(()), named(Kind::Newtype(1))] {
        assert_eq!(refused, None);
    }
    assert_eq!((named(1), named(true), named('a'), named(Nothing)), (None, None, None, None));
}
