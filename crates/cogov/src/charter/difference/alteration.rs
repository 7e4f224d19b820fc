//! What a field says before and after.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::charter::difference::change::Section;
use crate::charter::difference::words::{Words, is_whole, shortened};
use crate::charter::loaded::Charter;
use crate::values::lang::Lang;

/// How many fields of a change are told; of more it is said how many.
const MOST: usize = 12;

/// The words of one side in English and Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Bilingual {
    en: String,
    zh: String,
}

impl Bilingual {
    fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.en, &self.zh)
    }
}

/// A field of a changed part: what it said, and what it says, in words of bounded length.
///
/// ```
/// use cogov::charter::Section;
/// use cogov::{Charter, Lang};
///
/// let charter = |days: u32| Charter::from_json(&format!(r#"{{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "procedures": [{{"key": "talks", "name": "Talks", "steps": [
///         {{"key": "talk", "name": "Talk", "function": "deliberate",
///          "within": {{"days": {days}}}}}]}}]
/// }}"#));
/// let difference = charter(60)?.diff(&charter(45)?);
/// let step = difference.in_section(Section::Steps).next().unwrap();
/// let within = &step.alterations()[0];
/// assert_eq!(within.path(), "within");
/// assert_eq!((within.before(Lang::En), within.after(Lang::En)), ("60 days", "45 days"));
/// assert_eq!(within.describe(Lang::Zh), "within：60日 → 45日");
/// # Ok::<(), cogov::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alteration {
    path: String,
    before: Bilingual,
    after: Bilingual,
}

impl Alteration {
    /// The field, from the changed part on: `within`, `then[plan].within`. An entry of a list is
    /// named by its key. Empty, where the part is itself a value: a title.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it said before: at most about 80 characters, those around what differs.
    #[must_use]
    pub fn before(&self, lang: Lang) -> &str {
        self.before.get(lang)
    }

    /// What it says after: at most about 80 characters, those around what differs.
    #[must_use]
    pub fn after(&self, lang: Lang) -> &str {
        self.after.get(lang)
    }

    /// The field, and what it said and says: `within: 60 days → 45 days`.
    ///
    /// ```
    /// use cogov::charter::Section;
    /// use cogov::{Charter, Lang};
    ///
    /// let charter = |days: u32| Charter::from_json(&format!(r#"{{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "intake": {{"answer_within": {{"days": {days}}}}}
    /// }}"#));
    /// let difference = charter(60)?.diff(&charter(45)?);
    /// let change = difference.in_section(Section::Intake).next().unwrap();
    /// assert_eq!(change.alterations()[0].describe(Lang::En), "answer_within: 60 days → 45 days");
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let said = format!("{} → {}", self.before(lang), self.after(lang));
        match (self.path.as_str(), lang) {
            ("", _) => said,
            (path, Lang::En) => format!("{path}: {said}"),
            (path, Lang::Zh) => format!("{path}：{said}"),
        }
    }
}

/// What is compared: a part of two charters.
#[derive(Clone, Copy)]
pub(super) struct Compared<'c> {
    pub(super) before: &'c Charter,
    pub(super) after: &'c Charter,
    pub(super) section: Section,
}

/// The alterations found so far, and how many more there are.
#[derive(Default)]
pub(super) struct Found {
    pub(super) alterations: Vec<Alteration>,
    pub(super) more: usize,
}

/// Where a value stands.
#[derive(Clone, Copy)]
enum Spot<'n> {
    Field(&'n str),
    /// The field of the list.
    Entry(&'n str),
}

impl Compared<'_> {
    /// In what two values of a part differ.
    pub(super) fn alterations(self, before: &Value, after: &Value) -> Found {
        let mut found = Found::default();
        self.compare("", Spot::Field(""), Some(before), Some(after), &mut found);
        found
    }

    fn compare(
        self,
        path: &str,
        spot: Spot<'_>,
        before: Option<&Value>,
        after: Option<&Value>,
        found: &mut Found,
    ) {
        if before == after {
            return;
        }
        match (before, after) {
            (Some(Value::Object(b)), Some(Value::Object(a)))
                if !is_whole(b)
                    && !is_whole(a)
                    && b.contains_key("none") == a.contains_key("none")
                    && b.keys().any(|name| a.contains_key(name)) =>
            {
                let names: BTreeSet<&String> = b.keys().chain(a.keys()).collect();
                for name in names {
                    let path =
                        if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    self.compare(&path, Spot::Field(name), b.get(name), a.get(name), found);
                }
            }
            (Some(Value::Array(b)), Some(Value::Array(a))) => {
                self.lists(path, spot, b, a, found);
            }
            _ => self.add(path, spot, before, after, found),
        }
    }

    /// Lists whose entries have keys are compared entry by entry, others as a whole.
    fn lists(
        self,
        path: &str,
        spot: Spot<'_>,
        before: &[Value],
        after: &[Value],
        found: &mut Found,
    ) {
        let (Spot::Field(field) | Spot::Entry(field)) = spot;
        let is_detailed =
            before.iter().chain(after).any(|entry| key(entry).is_some_and(|_| entry.is_object()));
        let (Some(old), Some(new), true) = (by_key(before), by_key(after), is_detailed) else {
            let both = [before, after].map(|entries| Value::Array(entries.to_vec()));
            let [before, after] = &both;
            return self.add(path, spot, Some(before), Some(after), found);
        };
        let known = found.alterations.len().saturating_add(found.more);
        let names: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        for name in names {
            let path = format!("{path}[{name}]");
            let (b, a) = (old.get(name).copied(), new.get(name).copied());
            self.compare(&path, Spot::Entry(field), b, a, found);
        }
        if known == found.alterations.len().saturating_add(found.more) {
            // The same entries in another order.
            let order = |entries: &[Value]| {
                let keys = entries.iter().filter_map(key);
                Value::Array(keys.map(Value::from).collect())
            };
            self.add(path, spot, Some(&order(before)), Some(&order(after)), found);
        }
    }

    fn add(
        self,
        path: &str,
        spot: Spot<'_>,
        before: Option<&Value>,
        after: Option<&Value>,
        found: &mut Found,
    ) {
        if found.alterations.len() == MOST {
            found.more = found.more.saturating_add(1);
            return;
        }
        let words = |lang: Lang| {
            let say = |charter, value| {
                let words = Words { charter, section: self.section, lang };
                match spot {
                    Spot::Field(field) => words.of(field, value),
                    Spot::Entry(field) => words.of_entry(field, value),
                }
            };
            (say(self.before, before), say(self.after, after))
        };
        let both = [words(Lang::En), words(Lang::Zh)];
        let [en, zh] = [0, 1].map(|own| {
            // A text that changed in the other language only is told in that one.
            let told = both.get(own).filter(|(before, after)| before != after);
            let other = both.iter().find(|(before, after)| before != after);
            told.or(other).map_or_else(
                || [before, after].map(|value| value.map_or_else(String::new, Value::to_string)),
                |(before, after)| [before.clone(), after.clone()],
            )
        });
        let [en, zh] = [en, zh].map(|[before, after]| shortened(&before, &after));
        let ([before_en, after_en], [before_zh, after_zh]) = (en, zh);
        found.alterations.push(Alteration {
            path: path.to_owned(),
            before: Bilingual { en: before_en, zh: before_zh },
            after: Bilingual { en: after_en, zh: after_zh },
        });
    }
}

/// The key of an entry of a list: its own, or that of the step or the rule that it names.
fn key(entry: &Value) -> Option<&str> {
    match entry {
        Value::String(key) => Some(key),
        Value::Object(members) => {
            ["key", "step", "rule"].iter().find_map(|name| members.get(*name)?.as_str())
        }
        _ => None,
    }
}

/// The entries of a list by key, if each has one of its own.
fn by_key(entries: &[Value]) -> Option<BTreeMap<&str, &Value>> {
    let keyed: BTreeMap<&str, &Value> =
        entries.iter().map(|entry| Some((key(entry)?, entry))).collect::<Option<_>>()?;
    (keyed.len() == entries.len()).then_some(keyed)
}
