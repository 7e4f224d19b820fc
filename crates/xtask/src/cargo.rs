//! Running cargo in this workspace.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The workspace, as `cargo metadata` tells it.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    examples: Vec<Example>,
}

/// An example of one of the packages.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Example {
    pub(crate) package: String,
    pub(crate) name: String,
}

impl Workspace {
    pub(crate) fn find() -> Result<Self, String> {
        let text = output(command(&["metadata", "--no-deps", "--format-version", "1"]))?;
        Self::read(&text)
    }

    fn read(metadata: &str) -> Result<Self, String> {
        let metadata: Value = serde_json::from_str(metadata)
            .map_err(|error| format!("`cargo metadata` is not JSON: {error}"))?;
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let list = |value: &Value, name: &str| {
            value.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let root = text(metadata.get("workspace_root"))
            .ok_or("`cargo metadata` does not say where the workspace is")?;
        let target = text(metadata.get("target_directory"))
            .ok_or("`cargo metadata` does not say where it builds")?;
        let mut examples = Vec::new();
        for package in list(&metadata, "packages") {
            for target in list(&package, "targets") {
                let is_example = list(&target, "kind").iter().any(|kind| kind == "example");
                if let (true, Some(package), Some(name)) =
                    (is_example, text(package.get("name")), text(target.get("name")))
                {
                    examples.push(Example { package, name });
                }
            }
        }
        examples.sort();
        Ok(Self { root: root.into(), target: target.into(), examples })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo builds.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    pub(crate) fn examples(&self) -> &[Example] {
        &self.examples
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or(OsString::from("cargo")));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn shown(arguments: &[&str]) -> String {
    format!("cargo {}", arguments.join(" "))
}

/// Runs cargo with its output shown as it comes, and hands each line of standard output to `read`.
pub(crate) fn stream(
    arguments: &[&str],
    environment: &[(&str, &str)],
    mut read: impl FnMut(&str),
) -> Result<(), String> {
    let shown = shown(arguments);
    println!("$ {shown}");
    let broken = |error: std::io::Error| format!("`{shown}` could not be run: {error}");
    let mut child = command(arguments)
        .envs(environment.iter().copied())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(broken)?;
    if let Some(stdout) = child.stdout.take() {
        let mut stdout = BufReader::new(stdout);
        let mut line = Vec::new();
        while stdout.read_until(b'\n', &mut line).map_err(broken)? > 0 {
            // Not `println!`: a reader who closes the pipe early must not hide what failed.
            let _ = std::io::stdout().write_all(&line);
            read(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    let status = child.wait().map_err(broken)?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

/// Runs cargo quietly and gives its standard output; what it wrote is shown if it fails.
pub(crate) fn quiet(arguments: &[&str]) -> Result<String, String> {
    output(command(arguments)).map_err(|reason| format!("`{}` {reason}", shown(arguments)))
}

fn output(mut command: Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("could not be run: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stdout);
        let complained = String::from_utf8_lossy(&output.stderr);
        return Err(format!("failed ({})\n{said}{complained}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| "printed something that is not text".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_all_packages_are_found_and_sorted() {
        let workspace = Workspace::read(
            r#"{"workspace_root": "/somewhere", "target_directory": "/somewhere/target", "packages": [
                {"name": "b", "targets": [
                    {"name": "b", "kind": ["lib"]},
                    {"name": "two", "kind": ["example"]},
                    {"name": "one", "kind": ["example"]}]},
                {"name": "a", "targets": [{"name": "three", "kind": ["example"]}]}]}"#,
        )
        .unwrap();
        let names: Vec<_> =
            workspace.examples().iter().map(|e| format!("{}/{}", e.package, e.name)).collect();
        assert_eq!(names, ["a/three", "b/one", "b/two"]);
    }
}
