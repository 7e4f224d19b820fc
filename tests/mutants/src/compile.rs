//! Builds the library with its mutants, and leaves out those that do not compile.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

use crate::tree::Sources;
use crate::weave::Woven;

/// How often what does not compile is left out and the rest tried again.
const ROUNDS: usize = 40;

/// A command of cargo in the copy: no lint counts there, and the switch needs what is not stable.
pub(crate) fn cargo(tree: &Path, package: &str) -> Command {
    let mut command = Command::new("cargo");
    command
        .current_dir(tree)
        .env("RUSTFLAGS", "--cap-lints allow")
        .env("RUSTC_BOOTSTRAP", package.replace('-', "_"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1")
        .env_remove("CARGO_TARGET_DIR")
        .stderr(Stdio::null());
    command
}

#[derive(Debug, Deserialize)]
struct Message {
    level: String,
    message: String,
    rendered: Option<String>,
    spans: Vec<Span>,
}

#[derive(Debug, Deserialize)]
struct Span {
    file_name: PathBuf,
    byte_start: usize,
    byte_end: usize,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

#[derive(Debug, Deserialize)]
struct Expansion {
    span: Span,
}

/// Weaves and checks until the library compiles. The mutants that did not let it are given back.
pub(crate) fn settle(
    sources: &mut Sources,
    tree: &Path,
    package: &str,
) -> Result<BTreeSet<u32>, String> {
    let mut all = BTreeSet::new();
    for round in 1..=ROUNDS {
        let woven = sources.weave_into(tree)?;
        let errors = check(tree, package)?;
        if errors.is_empty() {
            return Ok(all);
        }
        let blamed: BTreeSet<u32> =
            errors.iter().flat_map(|error| blame(error, &woven)).copied().collect();
        println!("round {round}: {} errors, {} mutants left out", errors.len(), blamed.len());
        if blamed.is_empty() {
            let told: Vec<&str> = errors.iter().filter_map(|e| e.rendered.as_deref()).collect();
            return Err(format!("errors that no mutant accounts for:\n{}", told.join("\n")));
        }
        sources.leave_out(&blamed);
        all.extend(blamed);
    }
    Err(format!("it does not compile after {ROUNDS} rounds"))
}

fn check(tree: &Path, package: &str) -> Result<Vec<Message>, String> {
    let output = cargo(tree, package)
        .args(["check", "--package", package, "--lib", "--all-features"])
        .arg("--message-format=json")
        .output()
        .map_err(|error| format!("cargo check: {error}"))?;
    let errors: Vec<Message> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|mut line| serde_json::from_value(line.get_mut("message")?.take()).ok())
        .filter(|message: &Message| {
            message.level == "error" && !message.message.starts_with("aborting")
        })
        .collect();
    if errors.is_empty() && !output.status.success() {
        return Err("cargo check fails, and does not say where".to_owned());
    }
    Ok(errors)
}

/// The mutants that an error is about: by where it is, or else by what else it points to.
fn blame<'w>(error: &Message, woven: &'w BTreeMap<PathBuf, Woven>) -> &'w [u32] {
    let primary = error.spans.iter().filter(|span| span.is_primary);
    let others = error.spans.iter().filter(|span| !span.is_primary);
    let mut found = primary.chain(others).map(|span| blame_span(span, woven));
    found.find(|ids| !ids.is_empty()).unwrap_or_default()
}

fn blame_span<'w>(span: &Span, woven: &'w BTreeMap<PathBuf, Woven>) -> &'w [u32] {
    let here = woven.get(&span.file_name);
    let here = here.map_or::<&[u32], _>(&[], |file| file.blame(span.byte_start..span.byte_end));
    match &span.expansion {
        Some(expansion) if here.is_empty() => blame_span(&expansion.span, woven),
        _ => here,
    }
}
