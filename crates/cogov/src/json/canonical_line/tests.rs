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
