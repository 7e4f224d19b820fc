//! Entries whose key changed and that are otherwise the same, and what refers to them.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::charter::difference::about::words_about;
use crate::charter::difference::change::Section;
use crate::charter::difference::matching::{reduced, value};
use crate::charter::loaded::Charter;
use crate::charter::lookup::Keyed;
use crate::procedure::Procedure;

/// The new key of each entry that was renamed, by section and old key; of steps, those of the
/// procedure at hand.
#[derive(Debug, Clone, Default)]
pub(super) struct Renamings {
    keys: BTreeMap<Section, BTreeMap<String, String>>,
    /// The words of acknowledgements that name something else now.
    about: BTreeMap<String, String>,
}

impl Renamings {
    /// Those from one charter to another. What is renamed can refer to what is renamed, too: it
    /// is looked for again until no more is found.
    pub(super) fn of(before: &Charter, after: &Charter) -> Self {
        const ROUNDS: usize = 8;
        let mut renamings = Self::default();
        let (b, a) = (before.document(), after.document());
        for _ in 0..ROUNDS {
            let known = renamings.count();
            renamings.look(Section::Places, &b.places, &a.places);
            renamings.look(Section::Matters, &b.matters, &a.matters);
            renamings.look(Section::Parties, &b.parties, &a.parties);
            renamings.look(Section::Groups, &b.groups, &a.groups);
            renamings.look(Section::Sectors, &b.sectors, &a.sectors);
            renamings.look(Section::Conduct, &b.conduct, &a.conduct);
            renamings.look(Section::Seats, &b.seats, &a.seats);
            renamings.look(Section::Rules, &b.rules, &a.rules);
            renamings.look(Section::Procedures, &b.procedures, &a.procedures);
            if renamings.count() == known {
                break;
            }
        }
        if renamings.count() > 0 || !b.procedures.is_empty() {
            renamings.about = words_about(&renamings, before, after);
        }
        renamings
    }

    fn count(&self) -> usize {
        self.keys.values().map(BTreeMap::len).sum()
    }

    /// The key that an entry of a section has now, if it was renamed.
    pub(super) fn new_key(&self, section: Section, key: &str) -> Option<&str> {
        self.keys.get(&section)?.get(key).map(String::as_str)
    }

    /// Turns to the steps of another procedure.
    pub(super) fn turn_to_steps<T: Keyed + Serialize>(&mut self, before: &[T], after: &[T]) {
        self.keys.remove(&Section::Steps);
        self.look(Section::Steps, before, after);
    }

    /// The new keys of the steps of the procedure at hand.
    pub(super) fn take_steps(&mut self) -> BTreeMap<String, String> {
        self.keys.remove(&Section::Steps).unwrap_or_default()
    }

    /// Finds the entries of one list that are in the other under another key, where there is but
    /// one here and one there that say the same.
    fn look<T: Keyed + Serialize>(&mut self, section: Section, before: &[T], after: &[T]) {
        let keys = |entries: &[T]| -> BTreeMap<String, usize> {
            let keyed = entries.iter().enumerate();
            keyed.filter_map(|(i, entry)| Some((entry.key_text()?.to_owned(), i))).collect()
        };
        let (old, new) = (keys(before), keys(after));
        let is_gone = |key: &String| !new.contains_key(key);
        let is_new = |key: &String| !old.contains_key(key);
        if !old.keys().any(is_gone) || !new.keys().any(is_new) {
            return;
        }
        let mut alike: BTreeMap<String, [Vec<&String>; 2]> = BTreeMap::new();
        for (key, entry) in old.iter().filter(|(key, _)| is_gone(key)) {
            if let Some(entry) = before.get(*entry) {
                let now = |named, other: &str| self.new_key(named, other);
                let [gone, _] = alike.entry(content(section, key, entry, &now)).or_default();
                gone.push(key);
            }
        }
        for (key, entry) in new.iter().filter(|(key, _)| is_new(key)) {
            if let Some(entry) = after.get(*entry) {
                let as_it_is = |_, _: &str| None;
                let [_, added] = alike.entry(content(section, key, entry, &as_it_is)).or_default();
                added.push(key);
            }
        }
        let found: BTreeMap<String, String> = alike
            .into_values()
            .filter_map(|[gone, added]| match (gone.as_slice(), added.as_slice()) {
                ([old], [new]) => Some(((*old).clone(), (*new).clone())),
                _ => None,
            })
            .collect();
        self.keys.insert(section, found);
    }

    /// A value of the old charter with the keys that the entries have in the new one: what follows
    /// a renaming says nothing else.
    pub(super) fn follow(&self, section: Section, value: Value) -> Value {
        if self.count() == 0 && self.about.is_empty() {
            return value;
        }
        match section {
            Section::Acknowledged => self.about_what_it_is_now(value),
            _ => renamed(section, None, value, &|named, key| self.new_key(named, key)),
        }
    }

    /// An acknowledgement, about what its words name now, whatever the language they stand in.
    fn about_what_it_is_now(&self, mut acknowledgement: Value) -> Value {
        let follow = |word: &mut Value| {
            if let Some(new) = word.as_str().and_then(|word| self.about.get(word)) {
                *word = Value::String(new.clone());
            }
        };
        let words = acknowledgement.get_mut("about").and_then(Value::as_array_mut);
        for word in words.into_iter().flatten() {
            match word.as_object_mut() {
                Some(by_language) => by_language.values_mut().for_each(follow),
                None => follow(word),
            }
        }
        acknowledgement
    }
}

/// What an entry says but for its own key, wherever it names itself: its key is not yet known to
/// be another one.
fn content<'r, T: Serialize>(
    section: Section,
    own: &str,
    entry: &T,
    now: &impl Fn(Section, &str) -> Option<&'r str>,
) -> String {
    // No key is empty.
    const ITSELF: &str = "";
    let now = |named: Section, key: &str| match (named == section, key == own) {
        (true, true) => Some(ITSELF),
        _ => now(named, key),
    };
    reduced(renamed(section, None, without_key(value(entry)), &now)).to_string()
}

/// A value with other keys for some entries, wherever it names them. It stands in a section of
/// the charter, or in a field that names entries of another one.
fn renamed<'r>(
    section: Section,
    named: Option<Section>,
    value: Value,
    now: &impl Fn(Section, &str) -> Option<&'r str>,
) -> Value {
    match value {
        Value::Object(members) => {
            // A mark says of which purpose a step is lacking, not which step.
            let is_mark = members.contains_key("none");
            let named = |name: &str| match name {
                "step" if is_mark => None,
                _ => names(section, name),
            };
            let members = members.into_iter().map(|(name, member)| {
                let named = named(&name);
                (name, renamed(section, named, member, now))
            });
            Value::Object(members.collect())
        }
        Value::Array(entries) => {
            let entries = entries.into_iter().map(|entry| renamed(section, named, entry, now));
            Value::Array(entries.collect())
        }
        Value::String(key) => {
            let new = named.and_then(|named| now(named, &key)).map(str::to_owned);
            Value::String(new.unwrap_or(key))
        }
        other => other,
    }
}

fn without_key(mut value: Value) -> Value {
    if let Some(members) = value.as_object_mut() {
        members.remove("key");
    }
    value
}

/// Of which section the keys are that stand at a field.
fn names(section: Section, field: &str) -> Option<Section> {
    Some(match (field, section) {
        ("party" | "part_of" | "members", _) => Section::Parties,
        ("body", Section::Sectors | Section::Seats) => Section::Parties,
        ("seat" | "incompatible" | "held_with", _) => Section::Seats,
        ("group" | "of", _) => Section::Groups,
        ("sector", _) => Section::Sectors,
        ("place" | "places" | "property_parent", _) => Section::Places,
        ("matters", _) => Section::Matters,
        ("parent", Section::Places | Section::Matters | Section::Groups) => section,
        ("rule", _) => Section::Rules,
        ("procedure", _) => Section::Procedures,
        ("conduct", Section::Seats) => Section::Conduct,
        ("step" | "after" | "then" | "not_while" | "excludes" | "includes", Section::Steps) => {
            Section::Steps
        }
        _ => return None,
    })
}

/// The procedure that one of the old charter is in the new one.
pub(super) fn same_procedure<'p>(
    renamings: &Renamings,
    old: &Procedure,
    procedures: &'p [Procedure],
) -> Option<&'p Procedure> {
    let key = old.key().as_str();
    let key = renamings.new_key(Section::Procedures, key).unwrap_or(key);
    procedures.iter().find(|procedure| procedure.key().as_str() == key)
}
