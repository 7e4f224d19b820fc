//! The vectors of cases say for the oracle what they say for the library.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use cogov::Charter;
use cogov_tests::directory;
use serde_json::{Value, json};

use crate::clock::moment;
use crate::judge::Oracle;
use crate::reading::{list, text};

fn read(file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(directory().join(file)).unwrap()).unwrap()
}

pub(crate) fn builtin(key: &str) -> Value {
    let charter = Charter::builtin(key).unwrap();
    serde_json::from_str(&charter.to_json()).unwrap()
}

/// The charter of a vector.
pub(crate) fn charter_of(vector: &Value) -> Value {
    if let Some(key) = text(vector, "builtin") {
        builtin(key)
    } else if let Some(key) = text(vector, "shared") {
        read(&format!("charters/{key}.json"))
    } else {
        vector["charter"].clone()
    }
}

/// The entries of the record with which a vector begins.
fn recorded(vector: &Value) -> Vec<Value> {
    let Some(record) = text(vector, "record") else { return Vec::new() };
    let lines = fs::read_to_string(directory().join(format!("records/{record}.jsonl"))).unwrap();
    let until = vector["until"].as_u64().map_or(usize::MAX, |it| usize::try_from(it).unwrap());
    lines.lines().take(until).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The entries of a vector that are performed, up to the first that is only observed.
pub(crate) fn performed(vector: &Value) -> Vec<Value> {
    let mut entries = recorded(vector);
    for step in list(vector, "steps") {
        let Some(entry) = step.get("entry") else { break };
        if step.get("refused").is_some() {
            continue;
        }
        let mut entry = entry.clone();
        let next = entries.len() + 1;
        entry.as_object_mut().unwrap().entry("seq").or_insert(json!(next));
        entries.push(entry);
    }
    entries
}

/// Every vector of a case, in the order of their names.
pub(crate) fn all() -> Vec<(String, Value)> {
    let mut files: Vec<_> =
        fs::read_dir(directory().join("case")).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let vector: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        (file.file_stem().unwrap().to_string_lossy().into_owned(), vector)
    };
    files.iter().map(read).collect()
}

/// What is wrong with one vector.
fn wrong(vector: &Value) -> Vec<String> {
    let charter = charter_of(vector);
    let loaded = Charter::from_json(&charter.to_string()).unwrap();
    let mut oracle = Oracle::open(charter, loaded.digest().to_string());
    let mut wrong = Vec::new();
    for entry in recorded(vector) {
        let codes = oracle.judge(&entry).codes;
        if !codes.is_empty() {
            wrong.push(format!("record {}: {codes:?}", entry["seq"]));
        }
        oracle.take(&entry);
    }
    for (index, step) in list(vector, "steps").iter().enumerate() {
        let (mut entry, expected) = match step.get("entry") {
            Some(entry) => (entry.clone(), list(step, "refused")),
            None => (step["observe"].clone(), list(step, "breaches")),
        };
        let next = oracle.state.entries.len() + 1;
        entry.as_object_mut().unwrap().entry("seq").or_insert(json!(next));
        let codes = oracle.judge(&entry).codes;
        let expected: Vec<&str> = expected.iter().filter_map(Value::as_str).collect();
        if !codes.iter().eq(expected.iter().copied().collect::<BTreeSet<&str>>().iter()) {
            wrong.push(format!("steps[{index}]: {codes:?}, and not {expected:?}"));
        }
        if expected.is_empty() || step.get("observe").is_some() {
            oracle.take(&entry);
        }
    }
    wrong.extend(came_to(&oracle, &vector["expect"]));
    wrong
}

/// Where a case came to something else.
fn came_to(oracle: &Oracle, expect: &Value) -> Vec<String> {
    let state = &oracle.state;
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    found.insert("phase".into(), json!(state.phase()));
    found.insert("ending".into(), json!(state.ending.unwrap_or("none")));
    for (key, one) in &state.obligations {
        found.insert(format!("obligations {key}"), json!(one.is));
        found.insert(format!("due {key}"), json!(one.due.map(i128::to_string_moment)));
    }
    for (key, one) in &state.ballots {
        found.insert(format!("ballots {key}"), json!(one.decision.unwrap_or("open")));
    }
    if let Some(run) = &state.run {
        let kept = |keep: &dyn Fn(&str) -> bool| -> Value {
            json!(run.keys().filter(|it| keep(it)).collect::<Vec<_>>())
        };
        found.insert("marking done".into(), kept(&|it| run.done.contains_key(it)));
        found.insert("marking owed".into(), kept(&|it| run.is_open(it)));
        found.insert("marking excluded".into(), kept(&|it| !run.included.contains(it)));
    }
    let mut wrong = Vec::new();
    for (name, expected) in expect.as_object().into_iter().flatten() {
        let parts: Vec<(String, Value)> = match expected {
            Value::Object(parts) => {
                parts.iter().map(|(key, it)| (format!("{name} {key}"), it.clone())).collect()
            }
            it => vec![(name.clone(), it.clone())],
        };
        for (name, expected) in parts {
            let expected = if name.starts_with("due ") {
                json!(moment(&expected).to_string_moment())
            } else {
                expected
            };
            if found.get(&name) != Some(&expected) {
                wrong.push(format!("{name}: {:?}, and not {expected}", found.get(&name)));
            }
        }
    }
    wrong
}

trait Shown {
    fn to_string_moment(self) -> String;
}

impl Shown for i128 {
    fn to_string_moment(self) -> String {
        let at = time::OffsetDateTime::from_unix_timestamp_nanos(self).unwrap();
        at.to_string()
    }
}

#[test]
fn the_oracle_agrees_with_every_vector() {
    let vectors = all();
    assert!(vectors.len() > 80, "only {} vectors were found", vectors.len());
    let mut otherwise = Vec::new();
    for (name, vector) in vectors {
        otherwise.extend(wrong(&vector).into_iter().map(|it| format!("{name}: {it}")));
    }
    assert!(otherwise.is_empty(), "{} are otherwise:\n{}", otherwise.len(), otherwise.join("\n"));
}
