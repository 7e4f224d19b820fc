//! One sequence of acts on both, entry by entry.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cogov::Charter;
use cogov::act::{Act, Entry};
use cogov::case::{Case, Refused};
use serde_json::Value;

use crate::acting::{Manner, propose};
use crate::drafting::next_version;
use crate::draw::Draw;
use crate::judge::{Codes, Oracle, Verdict};
use crate::reading::text;
use crate::summary::{of_engine, of_oracle};

/// What was met on the way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Met {
    /// Acts that were taken, and how often.
    pub(crate) taken: BTreeMap<String, usize>,
    /// Those of them that were done by whoever bears a receipt.
    pub(crate) borne: BTreeMap<String, usize>,
    /// Codes for which acts were refused, and how often.
    pub(crate) codes: BTreeMap<&'static str, usize>,
    /// Entries of each sequence that were taken, those with which it began apart.
    pub(crate) depths: Vec<usize>,
    /// Phases that sequences came through.
    pub(crate) phases: BTreeMap<&'static str, usize>,
    /// Endings to which they came.
    pub(crate) endings: BTreeMap<&'static str, usize>,
    /// States in which obligations were.
    pub(crate) obligations: BTreeMap<&'static str, usize>,
}

impl Met {
    pub(crate) fn told(&self) -> String {
        let depth: usize = self.depths.iter().sum();
        let mean = depth.checked_div(self.depths.len()).unwrap_or(0);
        let deepest = self.depths.iter().max().copied().unwrap_or(0);
        format!(
            "{} sequences, {mean} acts taken on average, {deepest} at most; {} acts and {} codes \
             met; phases {:?}; endings {:?}; obligations {:?}",
            self.depths.len(),
            self.taken.len(),
            self.codes.len(),
            self.phases,
            self.endings,
            self.obligations
        )
    }

    fn note(&mut self, oracle: &Oracle) {
        let state = &oracle.state;
        *self.phases.entry(state.phase()).or_default() += 1;
        if let Some(ending) = state.ending {
            *self.endings.entry(ending).or_default() += 1;
        }
        for one in state.obligations.values() {
            *self.obligations.entry(one.is).or_default() += 1;
        }
    }
}

/// Where the two differ.
#[derive(Debug, Clone)]
pub(crate) struct Disagreement {
    pub(crate) what: String,
    /// The entries that were taken before, and the one at hand.
    pub(crate) entries: Vec<Value>,
}

impl Disagreement {
    pub(crate) fn told(&self) -> String {
        let mut told = format!("{}\n", self.what);
        for entry in &self.entries {
            let _ = writeln!(told, "{entry}");
        }
        told
    }
}

/// A sequence: entries with which it begins, and numbers from each of which an act follows.
#[derive(Debug, Clone)]
pub(crate) struct Sequence<'s> {
    pub(crate) charter: &'s Charter,
    pub(crate) first: &'s [Value],
    pub(crate) manner: Manner,
    pub(crate) seeds: &'s [u64],
}

fn codes(refused: &Result<(), Refused>) -> Codes {
    let refusals = refused.as_ref().err().map_or(&[][..], Refused::refusals);
    refusals.iter().map(|refusal| refusal.code().as_str()).collect()
}

/// The two implementations, side by side.
struct Both<'t> {
    oracle: Oracle,
    case: Case,
    /// Changes what the engine gets.
    tamper: &'t dyn Fn(&mut Value),
    taken: Vec<Value>,
}

impl Both<'_> {
    /// Gives an entry to both; says whether it was taken, and with which codes it was refused.
    fn give(&mut self, value: &Value) -> Result<Option<Codes>, Disagreement> {
        // What cannot be read is not for the engine to judge.
        let Ok(entry) = Entry::from_json(&value.to_string()) else { return Ok(None) };
        let value: Value = serde_json::from_str(&entry.to_json().unwrap()).unwrap();
        let mut tampered = value.clone();
        (self.tamper)(&mut tampered);
        let entry = Entry::from_json(&tampered.to_string()).unwrap_or(entry);
        let kind = text(&value, "act").unwrap();
        let (expected, found) = match self.migrates(&entry) {
            true => self.migrated(&value, &entry),
            false => {
                let mut observing = self.case.clone();
                let noted: Codes =
                    observing.observe(&entry).iter().map(|it| it.code().as_str()).collect();
                let found = codes(&self.case.perform(&entry));
                if noted != found {
                    let what = format!("{kind}: performed {found:?}, observed {noted:?}");
                    return Err(self.differ(what, &value));
                }
                (self.oracle.judge(&value), found)
            }
        };
        if !expected.admits(&found) {
            let own = &expected.codes;
            let what = format!("{kind}: the oracle says {own:?}, the engine {found:?}");
            return Err(self.differ(what, &value));
        }
        if !found.is_empty() {
            return Ok(Some(found));
        }
        self.oracle.take(&value);
        let (own, other) = (of_oracle(&self.oracle), of_engine(&self.case));
        if own != other {
            let differing = own.iter().filter(|(key, it)| other.get(*key) != Some(it));
            let shown: Vec<String> = differing
                .map(|(key, it)| format!("{key}: the oracle {it}, the engine {:?}", other.get(key)))
                .collect();
            let what = format!("{kind} leads elsewhere: {}", shown.join("; "));
            return Err(self.differ(what, &value));
        }
        self.taken.push(value);
        Ok(Some(found))
    }

    fn differ(&self, what: String, value: &Value) -> Disagreement {
        let mut entries = self.taken.clone();
        entries.push(value.clone());
        Disagreement { what, entries }
    }

    /// Whether an entry is about another version of the charter, which has to be given with it.
    fn migrates(&self, entry: &Entry) -> bool {
        matches!(entry.act(), Act::Migrate { with } if with.version() != self.case.charter().version())
    }

    fn migrated(&mut self, value: &Value, entry: &Entry) -> (Verdict, Codes) {
        let (next, digest) = next_version(&self.oracle.charter.json);
        let mut expected = self.oracle.judge(value);
        if value["with"]["digest"] == *digest {
            expected.codes.remove("other-charter");
        }
        let json = serde_json::from_str(&next.to_json()).unwrap();
        let found = codes(&self.case.migrate(next, entry));
        if found.is_empty() {
            self.oracle.goes_on_under(json, digest);
        }
        (expected, found)
    }
}

/// Goes through a sequence on both.
pub(crate) fn walk(sequence: &Sequence<'_>, met: &mut Met) -> Result<(), Disagreement> {
    walk_with(sequence, met, &|_| {})
}

/// The same, where the engine gets entries that were tampered with.
pub(crate) fn walk_with(
    sequence: &Sequence<'_>,
    met: &mut Met,
    tamper: &dyn Fn(&mut Value),
) -> Result<(), Disagreement> {
    let json: Value = serde_json::from_str(&sequence.charter.to_json()).unwrap();
    let id = "0192f000-0000-7000-8000-000000000000".parse().unwrap();
    let mut both = Both {
        oracle: Oracle::open(json, sequence.charter.digest().to_string()),
        case: Case::open(sequence.charter.clone(), id),
        tamper,
        taken: Vec::new(),
    };
    for entry in sequence.first {
        both.give(entry)?;
    }
    let began = both.taken.len();
    for seed in sequence.seeds {
        let value = propose(&both.oracle, sequence.manner, &mut Draw::new(*seed));
        let Some(found) = both.give(&value)? else { continue };
        if found.is_empty() {
            let kind = text(&value, "act").unwrap().to_owned();
            if text(&value, "shows").is_some() {
                *met.borne.entry(kind.clone()).or_default() += 1;
            }
            *met.taken.entry(kind).or_default() += 1;
            met.note(&both.oracle);
        }
        for code in found {
            *met.codes.entry(code).or_default() += 1;
        }
    }
    met.depths.push(both.taken.len() - began);
    Ok(())
}
