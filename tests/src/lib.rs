//! Test vectors: charters in JSON with what has to come out, the same for every language, and the
//! harness that runs them against the Rust API.
//!
//! A vector is a file `tests/vectors/<topic>/<name>.json`:
//!
//! ```json
//! {
//!   "name": "what is tested, in words",
//!   "charter": { "format": "cogov/1" },
//!   "on": "2026-06-01",
//!   "expect": {
//!     "problems": [{ "code": "missing-field", "path": "key" }],
//!     "findings": [{ "code": "gap", "basis": "stated", "subjects": ["implement"] }],
//!     "digest": "64 hexadecimal digits"
//!   }
//! }
//! ```
//!
//! `charter_text` instead of `charter` gives the text as it is, for what no JSON object can show:
//! duplicate members, broken syntax, numbers beyond 64 bits. Only then `line` and `column` can be
//! expected of a problem. Without `problems`, or with an empty list, the charter has to load.
//! `findings` are those on the day `on`, all of them, in their order.

use std::path::{Path, PathBuf};

use cogov::{Charter, Date, Finding, Subject};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

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
    /// All findings, in their order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<ExpectedFinding>>,
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
}

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
    if vector.expect.findings.is_some() && vector.on.is_none() {
        return Err(format!("{short}: findings need a day `on`"));
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
        let findings = match (&self.on, &self.expect.findings) {
            (Some(on), Some(_)) => {
                let on: Date = on.parse().map_err(|error| format!("`on`: {error}"))?;
                Some(charter.audit(on).findings().iter().map(shown).collect())
            }
            _ => None,
        };
        let digest = self.expect.digest.is_some().then(|| charter.digest().to_owned());
        Ok(Expected { problems: Vec::new(), findings, digest })
    }
}

fn shown(finding: &Finding) -> ExpectedFinding {
    ExpectedFinding {
        code: finding.code().as_str().to_owned(),
        basis: finding.basis().as_str().to_owned(),
        subjects: finding.subjects().iter().map(Subject::word).collect(),
    }
}

/// The text of the JSON Schema of a charter, as it is committed.
#[must_use]
pub fn charter_schema() -> String {
    format!("{:#}\n", cogov::schema::charter())
}
