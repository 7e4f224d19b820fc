//! Which mutants there are: `cargo mutants` says it, and this numbers them.

use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// A place in a text, both from 1; columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Span {
    pub(crate) start: Position,
    pub(crate) end: Position,
}

/// What kind of place is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Genre {
    FnValue,
    BinaryOperator,
    UnaryOperator,
    MatchArm,
    MatchArmGuard,
    StructField,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Function {
    pub(crate) return_type: String,
}

/// One change of the sources, as `cargo mutants` lists it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Mutant {
    /// From 1, in the order of the list; no mutant is 0.
    #[serde(default)]
    pub(crate) id: u32,
    pub(crate) file: String,
    /// The file, the place and the change, in words.
    pub(crate) name: String,
    pub(crate) function: Option<Function>,
    pub(crate) genre: Genre,
    pub(crate) replacement: String,
    pub(crate) span: Span,
}

impl Mutant {
    /// The module of the library: the first directory, or the file, below the sources.
    pub(crate) fn module(&self) -> &str {
        let within = self.file.split_once("/src/").map_or(self.file.as_str(), |(_, rest)| rest);
        let first = within.split('/').next().unwrap_or(within);
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Whether the function gives back a type without a name, so that no other can be given.
    pub(crate) fn is_of_opaque(&self) -> bool {
        self.function.as_ref().is_some_and(|function| function.return_type.contains("impl "))
    }
}

/// All mutants of a package in a workspace.
pub(crate) fn list(workspace: &Path, package: &str) -> Result<Vec<Mutant>, String> {
    let output = Command::new("cargo")
        .args(["mutants", "--list", "--json", "--package", package])
        .current_dir(workspace)
        .output()
        .map_err(|error| format!("cargo mutants: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("cargo mutants (`cargo install cargo-mutants`): {said}"));
    }
    let mut mutants: Vec<Mutant> = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("the list of cargo mutants: {error}"))?;
    for (mutant, id) in mutants.iter_mut().zip(1..) {
        mutant.id = id;
    }
    Ok(mutants)
}
