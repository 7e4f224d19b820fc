//! Test vectors: charters in JSON with what has to come out, the same for every language, and the
//! harness that runs them against the Rust API.
//!
//! A vector is a file `tests/vectors/<topic>/<name>.json`, of a charter or of a case; `tests/README.md` says what is in it, and
//! how a runner in another language has to compare.

mod acts;
mod cases;
mod codes;
mod judging;
mod registers;
pub mod targets;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cogov::audit::{Basis, Subject};
use cogov::charter::{Held, Setting};
use cogov::position::PositionKind;
use cogov::triage::Dimension;
use cogov::values::LevelKey;
use cogov::{Charter, Claim, Date, Finding, Function, MatterKey, PlaceKey, Topic};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub use acts::{acts, register_acts};
pub use cases::{CaseVector, Marked, Outcome, case_vectors};
pub use codes::codes;
pub use registers::{Come, RegisterVector, register_vectors};

/// A vector, as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// The file, from the directory of the vectors: `<topic>/<name>.json`.
    #[serde(skip)]
    pub file: String,
    /// What is tested, in words.
    pub name: String,
    charter: Option<Box<RawValue>>,
    charter_text: Option<String>,
    on: Option<String>,
    #[serde(default)]
    ask: Vec<Question>,
    /// What has to come out.
    pub expect: Expected,
}

/// What has to come out, or came out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// All problems, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<ExpectedProblem>,
    /// All findings that rest on what is stated, and those on silence of the codes in `silent`, in
    /// their order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<ExpectedFinding>>,
    /// Codes of which the findings that rest on silence are expected, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<String>,
    /// The digest of the charter's canonical form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// A problem that has to come out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedProblem {
    /// Its code.
    pub code: String,
    /// Its path.
    pub path: String,
    /// Its line in `charter_text`, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Its column in `charter_text`, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

/// A finding that has to come out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFinding {
    /// Its code.
    pub code: String,
    /// Its basis: `stated` or `silent`.
    pub basis: String,
    /// What it is about.
    pub subjects: Vec<String>,
    /// The paths of what it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub causes: Option<Vec<String>>,
    /// Whether the charter accepts it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub acknowledged: bool,
}

/// A question to the charter, with the answer that has to come.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// A kind of position, and the function or claim.
    right: Option<(String, String)>,
    /// Where a matter goes up to.
    #[serde(default)]
    way_up: bool,
    /// The levels of a topic, by dimension, that the triage table routes.
    route: Option<BTreeMap<String, String>>,
    matter: Option<String>,
    place: Option<String>,
    on: Option<String>,
    /// The paths of the positions, in their order; for a way up, the place before them; for a
    /// route, the path of the row.
    expect: Vec<String>,
}

/// Directories beside those of the charters: vectors of cases and registers, and what they share.
const NO_TOPICS: &[&str] = &["case", "register", "charters", "records"];

/// The directory of the vectors.
#[must_use]
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// All vectors, sorted by their files.
///
/// # Errors
///
/// When a file cannot be read or is no vector; the message names it.
pub fn vectors() -> Result<Vec<Vector>, String> {
    let root = directory();
    let mut files = Vec::new();
    for topic in entries(&root)? {
        if NO_TOPICS.iter().any(|other| topic.ends_with(other)) {
            continue;
        }
        for file in entries(&topic)? {
            files.push(file);
        }
    }
    files.sort();
    files.iter().map(|file| read(&root, file)).collect()
}

fn entries(directory: &Path) -> Result<Vec<PathBuf>, String> {
    let broken = |error: std::io::Error| format!("{}: {error}", directory.display());
    let entries = std::fs::read_dir(directory).map_err(broken)?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(broken)).collect()
}

fn read(root: &Path, file: &Path) -> Result<Vector, String> {
    let short = file.strip_prefix(root).unwrap_or(file);
    let short = short.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    let text = std::fs::read_to_string(file).map_err(|error| format!("{short}: {error}"))?;
    let mut vector: Vector =
        serde_json::from_str(&text).map_err(|error| format!("{short}: {error}"))?;
    if vector.charter.is_some() == vector.charter_text.is_some() {
        return Err(format!("{short}: a vector has either `charter` or `charter_text`"));
    }
    let placed = vector.expect.problems.iter().any(|p| p.line.is_some() || p.column.is_some());
    if placed && vector.charter.is_some() {
        return Err(format!("{short}: only a `charter_text` has lines and columns"));
    }
    if vector.expect.findings.is_some() != vector.on.is_some() {
        return Err(format!("{short}: findings and a day `on` go together"));
    }
    if vector.expect.findings.is_none() && !vector.expect.silent.is_empty() {
        return Err(format!("{short}: `silent` goes with findings"));
    }
    vector.file = short;
    Ok(vector)
}

impl Vector {
    /// The text of its charter.
    #[must_use]
    pub fn text(&self) -> &str {
        self.charter_text.as_deref().or(self.charter.as_deref().map(RawValue::get)).unwrap_or("")
    }

    /// Runs it, and tells what came out: only what the vector says something about.
    ///
    /// # Errors
    ///
    /// When the vector itself is wrong, or the library breaks a promise that holds for every
    /// charter; the message says which.
    pub fn run(&self) -> Result<Expected, String> {
        match Charter::from_json(self.text()) {
            Ok(charter) => self.loaded(&charter),
            Err(error) => Ok(Expected {
                problems: error
                    .problems()
                    .iter()
                    .enumerate()
                    .map(|(index, problem)| {
                        let wanted = self.expect.problems.get(index);
                        let location = problem.location();
                        ExpectedProblem {
                            code: problem.code().as_str().to_owned(),
                            path: problem.path().to_string(),
                            line: wanted
                                .is_none_or(|wanted| wanted.line.is_some())
                                .then_some(location.map(|location| location.line()))
                                .flatten(),
                            column: wanted
                                .is_none_or(|wanted| wanted.column.is_some())
                                .then_some(location.map(|location| location.column()))
                                .flatten(),
                        }
                    })
                    .collect(),
                findings: None,
                silent: self.expect.silent.clone(),
                digest: None,
            }),
        }
    }

    fn loaded(&self, charter: &Charter) -> Result<Expected, String> {
        let again = Charter::from_json(&charter.to_json())
            .map_err(|error| format!("what was written does not load again: {error}"))?;
        if again.digest() != charter.digest() {
            return Err("written and read again, the charter has another digest".to_owned());
        }
        for question in &self.ask {
            question.put(charter)?;
        }
        let findings = match (&self.on, &self.expect.findings) {
            (Some(on), Some(wanted)) => Some(self.findings(charter, day(on)?, wanted)),
            _ => None,
        };
        let digest = self.expect.digest.is_some().then(|| charter.digest().to_string());
        let silent = self.expect.silent.clone();
        Ok(Expected { problems: Vec::new(), findings, silent, digest })
    }

    /// The findings that the vector says something about, each as far as it does.
    fn findings(
        &self,
        charter: &Charter,
        on: Date,
        wanted: &[ExpectedFinding],
    ) -> Vec<ExpectedFinding> {
        let audit = charter.audit(on);
        let spoken_of = audit.findings().iter().filter(|finding| {
            let code = finding.code().as_str();
            finding.basis() == Basis::Stated || self.expect.silent.iter().any(|own| own == code)
        });
        spoken_of
            .enumerate()
            .map(|(index, finding)| {
                let wanted = wanted.get(index);
                shown(finding, wanted.is_none_or(|wanted| wanted.causes.is_some()))
            })
            .collect()
    }
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|error| format!("`on`: {error}"))
}

fn shown(finding: &Finding, with_causes: bool) -> ExpectedFinding {
    let causes = || finding.causes().iter().map(|cause| cause.path().to_string()).collect();
    ExpectedFinding {
        code: finding.code().as_str().to_owned(),
        basis: finding.basis().as_str().to_owned(),
        subjects: finding.subjects().iter().map(Subject::word).collect(),
        causes: with_causes.then(causes),
        acknowledged: finding.acknowledged().is_some(),
    }
}

impl Question {
    fn put(&self, charter: &Charter) -> Result<(), String> {
        let found = match (&self.right, self.way_up, &self.route) {
            (Some((kind, what)), false, None) => self.who(charter, kind, what)?,
            (None, true, None) => self.way_up(charter)?,
            (None, false, Some(levels)) => self.row(charter, levels)?,
            _ => return Err(self.wrong(&"a question asks one of `right`, `way_up` and `route`")),
        };
        if found == self.expect {
            return Ok(());
        }
        let (expected, at) = (&self.expect, (&self.matter, &self.place, &self.on));
        Err(self.wrong(&format!("expected {expected:?} at {at:?}, found {found:?}")))
    }

    fn wrong(&self, what: &dyn std::fmt::Display) -> String {
        match (&self.right, &self.route) {
            (Some(right), _) => format!("the question {right:?}: {what}"),
            (None, Some(levels)) => format!("the question of the route of {levels:?}: {what}"),
            (None, None) => format!("the question of the way up: {what}"),
        }
    }

    /// The matter, the place and the day that it is about.
    fn setting<'c>(&self, charter: &'c Charter) -> Result<Setting<'c>, String> {
        let on = self.on.as_deref().ok_or_else(|| self.wrong(&"no day `on`"))?;
        let mut here = charter.on(day(on)?);
        if let Some(matter) = &self.matter {
            let key = MatterKey::new(matter).map_err(|error| self.wrong(&error))?;
            here = here.about(&key).map_err(|error| self.wrong(&error))?;
        }
        if let Some(place) = &self.place {
            let key = PlaceKey::new(place).map_err(|error| self.wrong(&error))?;
            here = here.at(&key).map_err(|error| self.wrong(&error))?;
        }
        Ok(here)
    }

    fn who(&self, charter: &Charter, kind: &str, what: &str) -> Result<Vec<String>, String> {
        let here = self.setting(charter)?;
        let function = || Function::from_word(what).ok_or_else(|| self.wrong(&"no such function"));
        let claim = || Claim::from_word(what).ok_or_else(|| self.wrong(&"no such claim"));
        let kind = PositionKind::from_word(kind).ok_or_else(|| self.wrong(&"no such kind"))?;
        let held = match kind {
            PositionKind::Power => here.who_may(function()?),
            PositionKind::Lead => here.who_must(function()?),
            PositionKind::Support => here.who_helps(function()?),
            PositionKind::Claim => here.who_is_entitled(claim()?),
            PositionKind::Bar => here.bars_on(function()?),
            PositionKind::Leadership => here.who_has_leadership(function()?),
            _ => return Err(self.wrong(&"a kind that no question is for")),
        };
        Ok(held.iter().map(|held| Held::path(held).to_string()).collect())
    }

    fn way_up(&self, charter: &Charter) -> Result<Vec<String>, String> {
        let up = self.setting(charter)?.way_up();
        Ok(up.map_or(Vec::new(), |(place, held)| {
            let takers = held.iter().map(|held| Held::path(held).to_string());
            std::iter::once(place.to_string()).chain(takers).collect()
        }))
    }

    fn row(
        &self,
        charter: &Charter,
        levels: &BTreeMap<String, String>,
    ) -> Result<Vec<String>, String> {
        let mut topic = Topic::new();
        for (dimension, level) in levels {
            let dimension =
                Dimension::from_word(dimension).ok_or_else(|| self.wrong(&"no such dimension"))?;
            let level = LevelKey::new(level).map_err(|error| self.wrong(&error))?;
            topic = topic.with(dimension, level);
        }
        let routing = charter.route(&topic).map_err(|error| self.wrong(&error))?;
        let row = routing.and_then(|routing| routing.row());
        Ok(row.map(|row| format!("triage.rows[{row}]")).into_iter().collect())
    }
}

/// The text of the JSON Schema of a charter, as it is committed.
#[must_use]
pub fn charter_schema() -> String {
    format!("{:#}\n", cogov::schema::charter())
}

/// The text of the JSON Schema of an entry, as it is committed.
#[must_use]
pub fn entry_schema() -> String {
    format!("{:#}\n", cogov::schema::entry())
}

/// The text of the JSON Schema of an entry of a register, as it is committed.
#[must_use]
pub fn register_entry_schema() -> String {
    format!("{:#}\n", cogov::schema::register_entry())
}
