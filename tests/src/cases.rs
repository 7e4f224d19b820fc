//! Vectors of cases: entries with what they are refused for, and the state that they come to.

use std::collections::BTreeMap;
use std::path::Path;

use cogov::Charter;
use cogov::act::Entry;
use cogov::case::{Case, Refusal, State};
use cogov::decision::Decision;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::judging::{codes, numbered, perform};

/// The case of a vector that names none.
const USUAL_CASE: &str = "0192f000-0000-7000-8000-000000000000";

/// A vector of a case, as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseVector {
    /// The file, from the directory of the vectors: `case/<name>.json`.
    #[serde(skip)]
    pub file: String,
    /// What is tested, in words.
    pub name: String,
    builtin: Option<String>,
    shared: Option<String>,
    charter: Option<Box<RawValue>>,
    case: Option<String>,
    record: Option<String>,
    until: Option<usize>,
    #[serde(default)]
    steps: Vec<Step>,
    /// What has to come out.
    #[serde(default)]
    pub expect: Outcome,
}

/// One entry, and what has to become of it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Step {
    Perform(Performed),
    Observe(Observed),
}

impl Step {
    /// The codes with which it says that something is refused or noted.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        let codes = match self {
            Self::Perform(performed) => &performed.refused,
            Self::Observe(observed) => &observed.breaches,
        };
        codes.iter().map(String::as_str)
    }
}

/// An entry that is performed, or refused for these reasons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Performed {
    pub(crate) entry: Value,
    #[serde(default)]
    pub(crate) refused: Vec<String>,
}

/// An entry that is observed, with these breaches.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Observed {
    pub(crate) observe: Value,
    pub(crate) breaches: Vec<String>,
}

/// What a case came to; only what is said is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// How the case ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending: Option<String>,
    /// Obligations and their states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obligations: Option<BTreeMap<String, String>>,
    /// When the time of obligations is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<BTreeMap<String, String>>,
    /// Ballots, and what came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballots: Option<BTreeMap<String, String>>,
    /// The steps that are done, owed and in play.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marking: Option<Marked>,
}

/// The steps of a procedure by what they are, in the order of the charter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Marked {
    /// Those that are done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<Vec<String>>,
    /// Those in play that are owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owed: Option<Vec<String>>,
    /// Those that are out of play.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded: Option<Vec<String>>,
}

/// All vectors of cases, sorted by their files.
///
/// # Errors
///
/// When a file cannot be read or is no vector; the message names it.
pub fn case_vectors() -> Result<Vec<CaseVector>, String> {
    let mut files = crate::entries(&crate::directory().join("case"))?;
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> Result<CaseVector, String> {
    let short = format!("case/{}", file.file_name().unwrap_or_default().to_string_lossy());
    let text = std::fs::read_to_string(file).map_err(|error| format!("{short}: {error}"))?;
    let mut vector: CaseVector =
        serde_json::from_str(&text).map_err(|error| format!("{short}: {error}"))?;
    let charters = [vector.builtin.is_some(), vector.shared.is_some(), vector.charter.is_some()];
    if charters.iter().filter(|given| **given).count() != 1 {
        return Err(format!("{short}: exactly one of `builtin`, `shared` and `charter`"));
    }
    if vector.until.is_some() && vector.record.is_none() {
        return Err(format!("{short}: `until` goes with `record`"));
    }
    vector.file = short;
    Ok(vector)
}

impl CaseVector {
    /// The codes with which it says that something is refused or noted.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().flat_map(Step::codes)
    }

    /// The charter under which it runs.
    ///
    /// # Errors
    ///
    /// When there is none, or it does not load.
    pub fn load(&self) -> Result<Charter, String> {
        if let Some(name) = &self.builtin {
            return Charter::builtin(name).ok_or_else(|| format!("no built-in charter {name}"));
        }
        let text = match &self.shared {
            Some(name) => shared(&format!("charters/{name}.json"))?,
            None => self.charter.as_deref().map(RawValue::get).unwrap_or_default().to_owned(),
        };
        Charter::from_json(&text).map_err(|error| format!("the charter: {error}"))
    }

    /// Runs it, and tells what the case came to: only what the vector says something about.
    ///
    /// # Errors
    ///
    /// When an entry does not come out as the vector says, or the library breaks a promise that
    /// holds for every case; the message says which. All refusals go to `seen`, too.
    pub fn run(&self, seen: &mut Vec<Refusal>) -> Result<Outcome, String> {
        let charter = self.load()?;
        let id = self.case.as_deref().unwrap_or(USUAL_CASE);
        let id = id.parse().map_err(|error| format!("`case`: {error}"))?;
        let mut case = Case::open(charter.clone(), id);
        let mut taken = Vec::new();
        for entry in self.before()? {
            case.perform(&entry).map_err(|refused| {
                format!("entry {} of the record is refused: {refused}", entry.seq())
            })?;
            taken.push(entry);
        }
        let mut breached = false;
        for (index, step) in self.steps.iter().enumerate() {
            let told = |error: String| format!("steps[{index}]: {error}");
            match step {
                Step::Perform(Performed { entry, refused }) => {
                    let entry = numbered(entry, &case).map_err(told)?;
                    if perform(&mut case, &entry, refused, seen).map_err(told)? {
                        taken.push(entry);
                    }
                }
                Step::Observe(Observed { observe, breaches }) => {
                    let entry = numbered(observe, &case).map_err(told)?;
                    let found = case.observe(&entry);
                    if codes(&found) != *breaches {
                        return Err(told(format!(
                            "expected the breaches {breaches:?}, found {:?}",
                            codes(&found)
                        )));
                    }
                    breached |= !found.is_empty();
                    seen.extend(found);
                    taken.push(entry);
                }
            }
        }
        replay(charter, &case, &taken, breached)?;
        Ok(self.outcome(&case))
    }

    /// The entries that come first.
    fn before(&self) -> Result<Vec<Entry>, String> {
        let Some(name) = &self.record else { return Ok(Vec::new()) };
        let text = shared(&format!("records/{name}.jsonl"))?;
        let lines: Vec<&str> = text.lines().collect();
        let until = self.until.unwrap_or(lines.len());
        if until > lines.len() {
            return Err(format!("the record has {} entries only", lines.len()));
        }
        let entry = |line: &&str| Entry::from_json(line).map_err(|error| error.to_string());
        lines.iter().take(until).map(entry).collect()
    }

    fn outcome(&self, case: &Case) -> Outcome {
        let (state, expect) = (case.state(), &self.expect);
        let named = |keys: &Option<BTreeMap<String, String>>, of: &dyn Fn(&str) -> String| {
            keys.as_ref().map(|keys| keys.keys().map(|key| (key.clone(), of(key))).collect())
        };
        let obligation = |key: &str| state.obligations().find(|one| one.key().as_str() == key);
        let ballot = |key: &str| state.ballots().find(|one| one.key().as_str() == key);
        let none = || "none".to_owned();
        Outcome {
            phase: expect.phase.as_ref().map(|_| state.phase().as_str().to_owned()),
            ending: expect.ending.as_ref().map(|_| {
                state.ended().map_or_else(none, |ended| ended.ending().as_str().to_owned())
            }),
            obligations: named(&expect.obligations, &|key| {
                let state = obligation(key).and_then(|one| {
                    let state = serde_json::to_value(one.state()).ok()?;
                    Some(state.get("state")?.as_str()?.to_owned())
                });
                state.unwrap_or_else(none)
            }),
            due: named(&expect.due, &|key| {
                obligation(key).and_then(|one| one.due()).map_or_else(none, |due| due.to_string())
            }),
            ballots: named(&expect.ballots, &|key| {
                ballot(key).map_or_else(none, |ballot| {
                    match ballot.verdict().map(|verdict| verdict.decision()) {
                        None => "open",
                        Some(Decision::Adopted(_)) => "adopted",
                        Some(Decision::Rejected) => "rejected",
                        Some(Decision::Inquorate) => "inquorate",
                    }
                    .to_owned()
                })
            }),
            marking: expect.marking.as_ref().map(|marked| marking(case, marked)),
        }
    }
}

pub(crate) fn shared(file: &str) -> Result<String, String> {
    let path = crate::directory().join(file);
    std::fs::read_to_string(path).map_err(|error| format!("{file}: {error}"))
}

/// The same entries give the same state; performed ones have no breach.
fn replay(charter: Charter, case: &Case, taken: &[Entry], breached: bool) -> Result<(), String> {
    let mut again = Case::open(charter, case.state().id());
    for entry in taken {
        let noted = again.observe(entry);
        if !breached && !noted.is_empty() {
            return Err(format!("replayed, entry {} breaks {:?}", entry.seq(), codes(&noted)));
        }
    }
    let same: fn(&State, &State) -> bool = |one, other| one == other;
    if !same(again.state(), case.state()) {
        return Err("replayed, the entries come to another state".to_owned());
    }
    Ok(())
}

fn marking(case: &Case, wanted: &Marked) -> Marked {
    let compiled = case
        .state()
        .run()
        .and_then(|run| Some((run.marking(), case.charter().compiled(run.procedure()).ok()?)));
    let steps = |of: &dyn Fn(cogov::procedure::Marking) -> cogov::procedure::StepSet| {
        compiled.map_or_else(Vec::new, |(marking, compiled)| {
            let steps = of(marking);
            steps.iter().filter_map(|step| Some(compiled.step(step)?.key().to_string())).collect()
        })
    };
    let all = compiled.map_or(cogov::procedure::StepSet::EMPTY, |(_, compiled)| {
        (0..compiled.steps().len()).filter_map(cogov::procedure::StepIndex::new).collect()
    });
    Marked {
        done: wanted.done.as_ref().map(|_| steps(&|marking| marking.done())),
        owed: wanted.owed.as_ref().map(|_| steps(&|marking| marking.open())),
        excluded: wanted.excluded.as_ref().map(|_| steps(&|marking| all - marking.included())),
    }
}
