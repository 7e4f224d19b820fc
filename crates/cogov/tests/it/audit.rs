//! The audit: each code by a charter that provokes it and one that just does not, the day, what is
//! acknowledged, and how findings are shown.

mod absences;
mod advising;
mod bodies;
mod channels;
mod oracle;
mod overlaps;
mod parts;
mod performing;
mod powers;
mod process;
mod responsibility;
mod self_checks;
mod shown;
mod skipping;
mod terms;

use cogov::FindingCode;
use cogov::audit::Basis;
use serde_json::{Value, json};

use crate::charter::{audit, document, subjects};

/// What the findings of a code that rest on what is stated are about.
fn stated(more: Value, code: FindingCode) -> Vec<Vec<String>> {
    subjects(&audit(&document(more)), code, Basis::Stated)
}

/// What the findings of a code that rest on silence are about.
fn silent(more: Value, code: FindingCode) -> Vec<Vec<String>> {
    subjects(&audit(&document(more)), code, Basis::Silent)
}

fn neither(more: Value, code: FindingCode) {
    let audit = audit(&document(more));
    let found: Vec<_> = audit.findings().iter().filter(|f| f.code() == code).collect();
    assert!(found.is_empty(), "{found:#?}");
}

fn committee() -> Value {
    json!({"party": "committee"})
}

fn company() -> Value {
    json!({"party": "company"})
}

/// A position of some kinds over one function.
fn of(holder: Value, kinds: &[&str], function: &str) -> Value {
    json!({"holder": holder, "kinds": kinds, "functions": [function]})
}

/// The same, on some matters.
fn on(position: Value, matters: &[&str]) -> Value {
    with(position, json!({"matters": matters}))
}

fn with(mut value: Value, more: Value) -> Value {
    let (Value::Object(fields), Value::Object(more)) = (&mut value, more) else {
        panic!("two objects")
    };
    fields.extend(more);
    value
}

/// That nobody has a function, or one holder does not.
fn nobody(kinds: &[&str], function: &str) -> Value {
    json!({"none": true, "kinds": kinds, "functions": [function]})
}

fn positions(positions: Value) -> Value {
    json!({"positions": positions, "matters": matters()})
}

fn matters() -> Value {
    json!([
        {"key": "commons", "name": "Commons"},
        {"key": "parking", "name": "Parking", "parent": "commons"},
        {"key": "garden", "name": "Garden", "parent": "commons"},
        {"key": "safety", "name": "Safety"}
    ])
}

/// A charter with one procedure of these steps.
fn steps(steps: Value) -> Value {
    json!({"procedures": [{"key": "way", "name": "Way", "steps": steps}]})
}

fn step(key: &str, function: &str) -> Value {
    json!({"key": key, "name": key, "function": function})
}
