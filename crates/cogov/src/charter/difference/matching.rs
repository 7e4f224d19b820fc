//! Which entries of two lists say the same: fractions by value, however they are written.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

/// A part of a charter as JSON.
pub(super) fn value<T: Serialize>(part: &T) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}

/// The same with all fractions in lowest terms: lists of two whole numbers are nothing else. Those
/// who act only together stand in one order, whatever keys they have now or had before.
pub(super) fn reduced(value: Value) -> Value {
    match value {
        Value::Array(entries) => match entries.as_slice() {
            [Value::Number(n), Value::Number(d)] => match (n.as_u64(), d.as_u64()) {
                (Some(n), Some(d)) => {
                    let divisor = common_divisor(n, d).max(1);
                    let least = |n: u64| Value::from(n.checked_div(divisor).unwrap_or(n));
                    Value::Array(vec![least(n), least(d)])
                }
                _ => Value::Array(entries),
            },
            _ => Value::Array(entries.into_iter().map(reduced).collect()),
        },
        Value::Object(members) => {
            let reduced = members.into_iter().map(|(name, member)| match (name, reduced(member)) {
                (name, Value::Array(mut several)) if name == "jointly" => {
                    several.sort_by_cached_key(Value::to_string);
                    (name, Value::Array(several))
                }
                other => other,
            });
            reduced.collect()
        }
        other => other,
    }
}

fn common_divisor(mut a: u64, mut b: u64) -> u64 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

/// The fields in which two objects differ.
pub(super) fn fields(before: &Value, after: &Value) -> Vec<String> {
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else {
        return Vec::new();
    };
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

/// The entries of each list that the other one lacks, counting equal ones, where what is before
/// follows what was renamed.
pub(super) fn unmatched<'l, T: PartialEq + Serialize>(
    before: &'l [T],
    after: &'l [T],
    follow: impl Fn(Value) -> Value,
) -> (Vec<&'l T>, Vec<&'l T>) {
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    let text = |entry: &T| reduced(value(entry)).to_string();
    for entry in after {
        let count = counts.entry(text(entry)).or_default();
        *count = count.saturating_add(1);
    }
    let mut take = |entry: &&T| {
        let count = counts.entry(reduced(follow(value(entry))).to_string()).or_default();
        *count = count.saturating_sub(1);
        *count < 0
    };
    let removed: Vec<&T> = before.iter().filter(|entry| take(entry)).collect();
    // What is left over in the counts was not matched; later entries first, so go backwards.
    let mut added: Vec<&T> = after
        .iter()
        .rev()
        .filter(|entry| {
            let count = counts.entry(text(entry)).or_default();
            let left = *count > 0;
            *count = count.saturating_sub(i64::from(left));
            left
        })
        .collect();
    added.reverse();
    (removed, added)
}
