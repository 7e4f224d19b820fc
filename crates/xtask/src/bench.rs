//! The measurements: times, instruction counts, memory.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::cargo::{Workspace, quiet, stream};
use crate::figures::{Figures, SIZES};

/// Charters made to be slow, and texts made to be large, whose memory is measured.
const HOSTILE: [&str; 8] =
    ["one-holder", "absences", "grid", "crossing", "wide", "lists", "members", "names"];

/// Runs all measurements; those of instructions only where valgrind is installed. At the end
/// prints the tables as they stand in `benches/README.md`.
pub(crate) fn run(workspace: &Workspace) -> Result<(), String> {
    let mut figures = Figures::default();
    let times =
        stream(&["bench", "--locked", "-p", "cogov-benches", "--bench", "times"], &[], |line| {
            figures.read_builtin(line.trim_end());
        });
    let times = times.and_then(|()| figures.read_times(&workspace.target().join("criterion")));
    let memory = SIZES.iter().chain(&HOSTILE).try_for_each(|what| {
        stream(
            &[
                "run",
                "--locked",
                "--profile",
                "bench",
                "-p",
                "cogov-benches",
                "--bin",
                "memory",
                "--",
                what,
            ],
            &[],
            |line| figures.read_memory(what, line.trim_end()),
        )
    });
    let instructions = instructions(workspace, &mut figures);
    println!("\n{}", figures.tables());
    times.and(memory).and(instructions)
}

fn instructions(workspace: &Workspace, figures: &mut Figures) -> Result<(), String> {
    if !is_there("valgrind") {
        println!(
            "\n!! NOT MEASURED: instruction counts need valgrind, which is not installed here: \
             install it with the package manager of the system (apt-get install valgrind).\n"
        );
        return Ok(());
    }
    let runner = runner(workspace)?;
    let runner = runner.to_str().ok_or("the path of this workspace is not text")?;
    stream(
        &["bench", "--locked", "-p", "cogov-benches", "--bench", "instructions"],
        &[("GUNGRAUN_RUNNER", runner), ("GUNGRAUN_COLOR", "never")],
        |line| figures.read_instructions(line.trim_end()),
    )
}

/// The program that runs the benchmarks under valgrind, of the version that the lock file names;
/// it is installed below `target` if it is not there.
fn runner(workspace: &Workspace) -> Result<PathBuf, String> {
    let lock = std::fs::read_to_string(workspace.root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock could not be read: {error}"))?;
    let version = locked_version(&lock, "gungraun-runner")
        .ok_or("Cargo.lock does not name a version of gungraun-runner")?;
    let root = workspace.target().join("tools").join(format!("gungraun-runner-{version}"));
    let runner = root.join("bin").join(format!("gungraun-runner{}", std::env::consts::EXE_SUFFIX));
    if !runner.exists() {
        println!(
            "gungraun-runner {version} is not installed: installing it into the target directory, under tools"
        );
        let root = root.to_str().ok_or("the path of this workspace is not text")?;
        quiet(&["install", "--locked", "--root", root, "--version", version, "gungraun-runner"])
            .map_err(|reason| {
                format!(
                    "instruction counts need gungraun-runner, which was not installed: {reason}"
                )
            })?;
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
