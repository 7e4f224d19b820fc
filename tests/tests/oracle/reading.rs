//! How the members of a JSON object are read here.

use serde_json::Value;

/// The entries of a list; none, where it is left out or stated to be absent.
pub(crate) fn list<'v>(of: &'v Value, name: &str) -> &'v [Value] {
    of.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub(crate) fn text<'v>(of: &'v Value, name: &str) -> Option<&'v str> {
    of.get(name).and_then(Value::as_str)
}

pub(crate) fn flag(of: &Value, name: &str) -> bool {
    of.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// A list of keys, as they are.
pub(crate) fn words<'v>(of: &'v Value, name: &str) -> Vec<&'v str> {
    list(of, name).iter().filter_map(Value::as_str).collect()
}

pub(crate) fn has(of: &Value, name: &str) -> bool {
    of.get(name).is_some()
}
