//! Every key of every built-in charter, renamed alone wherever it is referred to.

use cogov::Charter;
use cogov::charter::{ChangeKind, Section};
use serde_json::Value;

const LISTS: [(&str, Section); 9] = [
    ("places", Section::Places),
    ("matters", Section::Matters),
    ("parties", Section::Parties),
    ("groups", Section::Groups),
    ("sectors", Section::Sectors),
    ("seats", Section::Seats),
    ("rules", Section::Rules),
    ("procedures", Section::Procedures),
    ("conduct", Section::Conduct),
];

/// The list whose keys stand at a field of what stands in a list. Were one forgotten, the charter
/// would name a key that is not there, and not be loaded.
fn referred<'l>(field: &str, list: &'l str) -> Option<&'l str> {
    Some(match field {
        "party" | "part_of" | "members" | "body" => "parties",
        "seat" | "incompatible" | "held_with" => "seats",
        "group" | "of" => "groups",
        "sector" => "sectors",
        "place" | "places" | "property_parent" => "places",
        "matters" => "matters",
        "parent" => list,
        "rule" => "rules",
        "procedure" => "procedures",
        "conduct" => "conduct",
        "step" | "after" | "then" | "not_while" | "excludes" | "includes" => "steps",
        _ => return None,
    })
}

/// One key of a list, and the one that takes its place.
struct Renaming<'r> {
    list: &'r str,
    old: &'r str,
    new: String,
}

impl Renaming<'_> {
    /// Replaces the key wherever it is referred to in a value, which stands in a list.
    fn replace(&self, value: &mut Value, within: &str, field: &str) {
        match value {
            Value::String(key) if key == self.old && referred(field, within) == Some(self.list) => {
                key.clone_from(&self.new);
            }
            Value::Array(entries) => {
                entries.iter_mut().for_each(|entry| self.replace(entry, within, field));
            }
            Value::Object(members) => {
                // A statement that a kind of step is absent names no step.
                let is_absent = members.contains_key("none");
                let members = members.iter_mut();
                let members = members.filter(|(field, _)| !(is_absent && *field == "step"));
                members.for_each(|(field, member)| self.replace(member, within, field));
            }
            _ => {}
        }
    }

    /// Replaces it in what acknowledgements are about: a key, a procedure and its step, or several
    /// who act only together, in the order of their keys.
    fn replace_about(&self, charter: &mut Value, procedure: &str) {
        let part = |part: &str| match part == self.old {
            true => self.new.clone(),
            false => part.to_owned(),
        };
        let replaced = |word: &str| match (word.split_once('/'), self.list) {
            (Some((of, step)), "steps") if of == procedure => format!("{of}/{}", part(step)),
            (Some((of, step)), "procedures") => format!("{}/{step}", part(of)),
            (Some(_), _) | (None, "steps") => word.to_owned(),
            (None, _) => {
                let mut parts: Vec<String> = word.split('+').map(part).collect();
                parts.sort();
                parts.join("+")
            }
        };
        let list = charter.get_mut("acknowledged").and_then(Value::as_array_mut);
        for known in list.into_iter().flatten() {
            let about = known.get_mut("about").and_then(Value::as_array_mut);
            for word in about.into_iter().flatten() {
                match word {
                    Value::String(word) => *word = replaced(word),
                    by_language => {
                        for word in by_language.as_object_mut().unwrap().values_mut() {
                            *word = replaced(word.as_str().unwrap()).into();
                        }
                    }
                }
            }
        }
    }
}

/// The keys of a list.
fn keys(entries: &Value) -> impl Iterator<Item = (usize, &str)> {
    let entries = entries.as_array().into_iter().flatten().enumerate();
    entries.filter_map(|(at, entry)| Some((at, entry["key"].as_str()?)))
}

/// The charter in which an entry of a list, or a step of a procedure, has another key.
fn renamed(charter: &Value, list: &str, at: usize, step: Option<usize>, prefix: &str) -> Value {
    let mut other = charter.clone();
    let own = charter[list][at]["key"].as_str().unwrap();
    let old = step.map_or(own, |step| charter[list][at]["steps"][step]["key"].as_str().unwrap());
    let new = format!("{prefix}-{old}").chars().take(64).collect();
    let renaming = Renaming { list: step.map_or(list, |_| "steps"), old, new };
    match step {
        Some(step) => {
            renaming.replace(&mut other[list][at], list, "");
            other[list][at]["steps"][step]["key"] = renaming.new.clone().into();
        }
        None => {
            for (within, value) in other.as_object_mut().unwrap() {
                renaming.replace(value, within, "");
            }
            other[list][at]["key"] = renaming.new.clone().into();
        }
    }
    // A word that names several things names none of them for sure.
    let named = LISTS.iter().flat_map(|(list, _)| keys(&charter[list]));
    if step.is_some() || named.filter(|(_, key)| *key == old).count() == 1 {
        renaming.replace_about(&mut other, own);
    }
    other
}

#[test]
fn each_key_of_each_built_in_charter_that_changes_alone_is_one_renaming() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for name in Charter::builtins() {
        let before = Charter::builtin(name).unwrap();
        let value: Value = serde_json::from_str(&before.to_json()).unwrap();
        let mut check = |section, list: &str, at: usize, step: Option<usize>| {
            checked += 1;
            // Before or after all other keys, so that what is kept in their order changes places.
            let prefix = ["a", "zz"][checked % 2];
            let other = renamed(&value, list, at, step, prefix).to_string();
            let after = match Charter::from_json(&other) {
                Ok(after) => after,
                Err(error) => return wrong.push(format!("{name} {list}[{at}] {step:?}: {error}")),
            };
            let difference = before.diff(&after);
            let changes = difference.changes().iter();
            let told: Vec<_> = changes.map(|change| (change.section(), change.kind())).collect();
            if told != [(section, ChangeKind::Renamed)] {
                wrong.push(format!("{name} {list}[{at}] {step:?}: {difference}"));
            }
        };
        for (list, section) in LISTS {
            for (at, _) in keys(&value[list]) {
                check(section, list, at, None);
                for (step, _) in keys(&value[list][at]["steps"]) {
                    check(Section::Steps, list, at, Some(step));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 600, "{checked}");
}
