//! The measurements: times, instruction counts, memory.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::cargo::{Workspace, quiet, stream};

/// The sizes of made-up cities whose memory is measured.
const MEMORY: &[&str] = &["1000", "10000", "100000"];

/// Runs all measurements; those of instructions only where valgrind is installed.
pub(crate) fn run(workspace: &Workspace) -> Result<(), String> {
    let times =
        stream(&["bench", "--locked", "-p", "cogov-benches", "--bench", "times"], &[], |_| {});
    let memory = MEMORY.iter().try_for_each(|size| {
        stream(
            &["run", "--locked", "--release", "-p", "cogov-benches", "--bin", "memory", "--", size],
            &[],
            |_| {},
        )
    });
    let instructions = instructions(workspace);
    times.and(memory).and(instructions)
}

fn instructions(workspace: &Workspace) -> Result<(), String> {
    if !is_there("valgrind") {
        println!(
            "\n!! NOT MEASURED: instruction counts need valgrind, which is not installed here.\n"
        );
        return Ok(());
    }
    let runner = runner(workspace)?;
    let runner = runner.to_str().ok_or("the path of this workspace is not text")?;
    stream(
        &["bench", "--locked", "-p", "cogov-benches", "--bench", "instructions"],
        &[("GUNGRAUN_RUNNER", runner)],
        |_| {},
    )
}

/// The program that runs the benchmarks under valgrind, of the version that the lock file names;
/// it is installed below `target` if it is not there.
fn runner(workspace: &Workspace) -> Result<PathBuf, String> {
    let lock = std::fs::read_to_string(workspace.root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock could not be read: {error}"))?;
    let version = locked_version(&lock, "gungraun-runner")
        .ok_or("Cargo.lock does not name a version of gungraun-runner")?;
    let root = workspace.root().join("target/tools").join(format!("gungraun-runner-{version}"));
    let runner = root.join("bin").join(format!("gungraun-runner{}", std::env::consts::EXE_SUFFIX));
    if !runner.exists() {
        println!("gungraun-runner {version} is not installed: installing it into target/tools");
        let root = root.to_str().ok_or("the path of this workspace is not text")?;
        quiet(&["install", "--locked", "--root", root, "--version", version, "gungraun-runner"])?;
    }
    Ok(runner)
}

fn is_there(program: &str) -> bool {
    let run = Command::new(program).arg("--version").stdin(Stdio::null()).output();
    run.is_ok_and(|output| output.status.success())
}

/// The version of a package in the text of a lock file.
fn locked_version<'l>(lock: &'l str, package: &str) -> Option<&'l str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_version_of_a_package_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.2.3\"\n\n\
                    [[package]]\nname = \"a-b\"\nversion = \"0.20.0\"\n";
        assert_eq!(locked_version(lock, "a"), Some("1.2.3"));
        assert_eq!(locked_version(lock, "a-b"), Some("0.20.0"));
        assert_eq!(locked_version(lock, "b"), None);
    }
}
