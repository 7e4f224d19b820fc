//! The programs of tests of the copy, and the tests in them.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::compile::cargo;
use crate::examples::Libraries;

/// A program of tests.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Program {
    /// The package and the target, `cogov/it`.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// The directory of its package, in which it runs.
    pub(crate) package: PathBuf,
    pub(crate) tests: Vec<String>,
}

/// Builds the tests of some packages, and lists them; and says where the libraries of these names are.
pub(crate) fn build(
    tree: &Path,
    package: &str,
    testing: &[&str],
    without: &[&str],
    libraries: &[&str],
) -> Result<(Vec<Program>, Libraries), String> {
    let mut command = cargo(tree, package);
    command.args(["test", "--no-run", "--all-features", "--lib", "--bins", "--tests"]);
    for name in [package].into_iter().chain(testing.iter().copied()) {
        command.args(["--package", name]);
    }
    let output = command
        .arg("--message-format=json-render-diagnostics")
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo test: {error}"))?;
    if !output.status.success() {
        return Err("the tests do not compile with the mutants".to_owned());
    }
    let mut programs = Vec::new();
    let mut found = Libraries::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(said) = serde_json::from_str(line) else {
            continue;
        };
        found.named.extend(library(&said, libraries));
        let Some(mut program) = read(&said) else {
            continue;
        };
        if without.contains(&program.name.as_str()) {
            continue;
        }
        program.tests = tests(&program)?;
        if !program.tests.is_empty() {
            programs.push(program);
        }
    }
    programs.sort_by(|one, other| one.name.cmp(&other.name));
    Ok((programs, found))
}

/// A library that is wanted, as cargo tells of it.
fn library(said: &Value, wanted: &[&str]) -> Option<(String, PathBuf)> {
    let name = said.get("target")?.get("name")?.as_str()?;
    if said.get("profile")?.get("test")? != false || !wanted.contains(&name) {
        return None;
    }
    let files = said.get("filenames")?.as_array()?.iter().filter_map(Value::as_str);
    let library =
        files.map(PathBuf::from).find(|file| file.extension().is_some_and(|e| e == "rlib"));
    Some((name.to_owned(), library?))
}

/// A program of tests, as cargo tells of it.
fn read(said: &Value) -> Option<Program> {
    if said.get("profile")?.get("test")? != true {
        return None;
    }
    let path = PathBuf::from(said.get("executable")?.as_str()?);
    let manifest = PathBuf::from(said.get("manifest_path")?.as_str()?);
    let package = manifest.parent()?.to_owned();
    let target = said.get("target")?.get("name")?.as_str()?;
    let directory = package.file_name()?.to_string_lossy();
    Some(Program { name: format!("{directory}/{target}"), path, package, tests: Vec::new() })
}

fn tests(program: &Program) -> Result<Vec<String>, String> {
    let output = Command::new(&program.path)
        .arg("--list")
        .current_dir(&program.package)
        .output()
        .map_err(|error| format!("{}: {error}", program.path.display()))?;
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(listed.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
}
