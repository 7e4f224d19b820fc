//! One sequence of acts on both, entry by entry.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use cogov::Charter;
use cogov::act::Entry;
use cogov::case::{Case, Refusal};
use cogov::decision::Decision;
use cogov::procedure::{Marking, StepSet};
use serde_json::Value;

use crate::acting::propose;
use crate::clock::Moment;
use crate::draw::Draw;
use crate::judge::Oracle;
use crate::reading::text;

/// What was met on the way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Met {
    /// Acts that were taken, and how often.
    pub(crate) taken: BTreeMap<String, usize>,
    /// Codes for which acts were refused, and how often.
    pub(crate) codes: BTreeMap<&'static str, usize>,
    /// Entries of each sequence that were taken.
    pub(crate) depths: Vec<usize>,
    /// Known disagreements, and how often they ended a sequence.
    pub(crate) known: BTreeMap<&'static str, usize>,
    /// How sequences stood in the end: by phase.
    pub(crate) phases: BTreeMap<&'static str, usize>,
}

impl Met {
    pub(crate) fn told(&self) -> String {
        let depth: usize = self.depths.iter().sum();
        let mean = depth.checked_div(self.depths.len()).unwrap_or(0);
        let deepest = self.depths.iter().max().copied().unwrap_or(0);
        format!(
            "{} sequences, {mean} acts taken on average, {deepest} at most; {} acts and {} codes met; in the end {:?}; known {:?}",
            self.depths.len(),
            self.taken.len(),
            self.codes.len(),
            self.phases,
            self.known
        )
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

fn codes(refusals: &[Refusal]) -> BTreeSet<&'static str> {
    refusals.iter().map(|refusal| refusal.code().as_str()).collect()
}

/// Goes on from an empty case, one act for each number.
pub(crate) fn walk(charter: &Charter, seeds: &[u64], met: &mut Met) -> Result<(), Disagreement> {
    walk_with(charter, seeds, met, &|_| {})
}

/// The same, where the engine gets entries that were tampered with.
pub(crate) fn walk_with(
    charter: &Charter,
    seeds: &[u64],
    met: &mut Met,
    tamper: &dyn Fn(&mut Value),
) -> Result<(), Disagreement> {
    let json: Value = serde_json::from_str(&charter.to_json()).unwrap();
    let mut oracle = Oracle::open(json, charter.digest().to_owned());
    let id = "0192f000-0000-7000-8000-000000000000".parse().unwrap();
    let mut case = Case::open(charter.clone(), id);
    let mut taken: Vec<Value> = Vec::new();
    for seed in seeds {
        let value = propose(&oracle, &mut Draw::new(*seed));
        // What cannot be read is not for the engine to judge.
        let Ok(entry) = Entry::from_json(&value.to_string()) else { continue };
        let value: Value = serde_json::from_str(&entry.to_json()).unwrap();
        let mut tampered = value.clone();
        tamper(&mut tampered);
        let entry = Entry::from_json(&tampered.to_string()).unwrap_or(entry);
        let differ = |what: String| {
            let mut entries = taken.clone();
            entries.push(value.clone());
            Disagreement { what, entries }
        };
        let expected = oracle.judge(&value);
        let mut observing = case.clone();
        let noted = codes(&observing.observe(&entry));
        let found = match case.perform(&entry) {
            Ok(()) => BTreeSet::new(),
            Err(refused) => codes(refused.refusals()),
        };
        let kind = text(&value, "act").unwrap();
        if noted != found {
            return Err(differ(format!("{kind}: performed {found:?}, observed {noted:?}")));
        }
        if let Some(reason) = known(&oracle, &value, &expected.codes, &found) {
            *met.known.entry(reason).or_default() += 1;
            break;
        }
        if !expected.admits(&found) {
            let own = &expected.codes;
            return Err(differ(format!("{kind}: the oracle says {own:?}, the engine {found:?}")));
        }
        for code in found.iter().copied() {
            *met.codes.entry(code).or_default() += 1;
        }
        if found.is_empty() {
            *met.taken.entry(kind.to_owned()).or_default() += 1;
            oracle.take(&value);
            taken.push(value.clone());
            let (own, other) = (of_oracle(&oracle), of_engine(&case));
            if let Some(reason) = known_outcome(kind, &oracle, &own, &other) {
                *met.known.entry(reason).or_default() += 1;
                break;
            }
            if own != other {
                let differing = own.iter().filter(|(key, it)| other.get(*key) != Some(it));
                let shown: Vec<String> = differing
                    .map(|(key, it)| {
                        format!("{key}: the oracle {it}, the engine {:?}", other.get(key))
                    })
                    .collect();
                let what = format!("{kind} leads elsewhere: {}", shown.join("; "));
                return Err(Disagreement { what, entries: taken });
            }
        }
    }
    met.depths.push(taken.len());
    *met.phases.entry(oracle.state.phase()).or_default() += 1;
    Ok(())
}

/// Where the two are known to differ, and why.
fn known(
    oracle: &Oracle,
    entry: &Value,
    expected: &BTreeSet<&'static str>,
    found: &BTreeSet<&'static str>,
) -> Option<&'static str> {
    let state = &oracle.state;
    let consensus = text(entry, "act") == Some("record-consensus") && found.is_empty();
    if consensus && *expected == BTreeSet::from(["not-in-role"]) {
        return Some(
            "somebody records a consensus who does not run the session: not explained yet",
        );
    }
    let again = text(entry, "act") == Some("route") && state.run.is_some();
    let missing: Vec<_> = expected.difference(found).copied().collect();
    if again && found.is_subset(expected) && missing == ["condition-open"] {
        return Some("who routes again is not asked whether the step may be done");
    }
    None
}

/// Where they come to something else, and it is known why.
fn known_outcome(
    kind: &str,
    oracle: &Oracle,
    own: &Summary,
    other: &Summary,
) -> Option<&'static str> {
    let differing: Vec<&str> =
        own.keys().filter(|key| other.get(*key) != own.get(*key)).map(String::as_str).collect();
    if differing.is_empty() {
        return None;
    }
    let marking = differing.iter().all(|key| ["done", "owed", "included"].contains(key));
    if marking && ["set-aside", "reopen"].contains(&kind) {
        return Some("what is in play after something was undone is defined nowhere");
    }
    let standing = oracle.state.obligations.values().any(|one| one.decided.is_none());
    (marking && standing).then_some("whether standing duties complete a step is defined nowhere")
}

type Summary = BTreeMap<String, String>;

fn moment(at: Option<Moment>) -> String {
    at.map_or_else(|| "none".to_owned(), |at| (at / 1_000_000_000).to_string())
}

/// What the case came to, as the oracle sees it.
fn of_oracle(oracle: &Oracle) -> Summary {
    let state = &oracle.state;
    let mut found = Summary::new();
    found.insert("phase".into(), state.phase().to_owned());
    found.insert("ending".into(), state.ending.unwrap_or("none").to_owned());
    for (key, one) in &state.obligations {
        found.insert(format!("obligation {key}"), one.is.to_owned());
        found.insert(format!("due {key}"), moment(one.due));
    }
    for (key, one) in &state.ballots {
        found.insert(format!("ballot {key}"), one.decision.unwrap_or("open").to_owned());
    }
    if let Some(run) = &state.run {
        let of = |keep: &dyn Fn(&str) -> bool| {
            run.keys().filter(|it| keep(it)).collect::<Vec<_>>().join(" ")
        };
        found.insert("done".into(), of(&|it| run.done.contains_key(it)));
        found.insert("owed".into(), of(&|it| run.is_open(it)));
        found.insert("included".into(), of(&|it| run.included.contains(it)));
    }
    found
}

/// What the case came to, as the engine sees it.
fn of_engine(case: &Case) -> Summary {
    let state = case.state();
    let mut found = Summary::new();
    found.insert("phase".into(), state.phase().as_str().to_owned());
    let ending = state.ended().map_or("none", |ended| ended.ending().as_str());
    found.insert("ending".into(), ending.to_owned());
    for one in state.obligations() {
        let key = one.key();
        let is = serde_json::to_value(one.state()).unwrap();
        found.insert(format!("obligation {key}"), text(&is, "state").unwrap().to_owned());
        let due = one.due().map(|due| crate::clock::moment(&Value::from(due.to_string())));
        found.insert(format!("due {key}"), moment(due));
    }
    for one in state.ballots() {
        let decision = match one.verdict().map(|verdict| verdict.decision()) {
            None => "open",
            Some(Decision::Adopted(_)) => "adopted",
            Some(Decision::Rejected) => "rejected",
            Some(Decision::Inquorate) => "inquorate",
        };
        found.insert(format!("ballot {}", one.key()), decision.to_owned());
    }
    if let Some(run) = state.run() {
        let compiled = case.charter().compiled(run.procedure()).unwrap();
        let keys = |of: fn(Marking) -> StepSet| {
            let steps = of(run.marking());
            let keys = steps.iter().map(|step| compiled.step(step).unwrap().key().to_string());
            keys.collect::<Vec<_>>().join(" ")
        };
        found.insert("done".into(), keys(|marking| marking.done()));
        found.insert("owed".into(), keys(|marking| marking.open()));
        found.insert("included".into(), keys(|marking| marking.included()));
    }
    found
}
