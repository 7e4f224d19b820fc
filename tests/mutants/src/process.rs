//! Runs some tests of a program in a process of their own, until one of them fails.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::suite::Program;

/// A mutant that allocates without end is stopped before it takes the machine.
const MEMORY_KIB: u64 = 6 * 1024 * 1024;
/// The time of tests is that of the processor, since the machine may have other things to do. One that
/// waits for something that never comes takes none of it: it is stopped after so many times as long.
const WAITING: u32 = 20;
/// By which signal a process ends that has had its time.
const OUT_OF_TIME: i32 = 24;

/// What became of the tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    /// The first that failed.
    Failed(String),
    /// The process ended otherwise: out of memory or stack, an abort.
    Crashed,
    TimedOut,
}

/// How long it took, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) outcome: Outcome,
    pub(crate) seconds: f64,
}

/// What tests are run with.
#[derive(Debug)]
pub(crate) struct Conditions<'a> {
    /// The root of the workspace of the tests.
    pub(crate) tree: &'a Path,
    /// How many inputs a property is tried with.
    pub(crate) inputs: u32,
    /// A variable for the switch.
    pub(crate) switch: (&'a str, OsString),
    /// The time of the processor that they have.
    pub(crate) limit: Duration,
}

/// Runs tests of a program, one after the other.
pub(crate) fn run(
    program: &Program,
    tests: &[&str],
    conditions: &Conditions<'_>,
) -> Result<Ran, String> {
    let begun = Instant::now();
    let limit = conditions.limit.saturating_mul(WAITING);
    let mut child = start(program, tests, conditions)
        .map_err(|error| format!("{}: {error}", program.path.display()))?;
    let (tell, hear) = channel();
    let output = child.stdout.take();
    let reading = thread::spawn(move || {
        for line in output.into_iter().flat_map(|output| BufReader::new(output).lines()) {
            let Ok(line) = line else { break };
            if tell.send(line).is_err() {
                break;
            }
        }
    });
    let mut failed = None;
    let ended = loop {
        let left = limit.saturating_sub(begun.elapsed());
        match hear.recv_timeout(left) {
            Ok(line) => {
                if let Some(name) = failure(&line) {
                    failed = Some(name.to_owned());
                    break false;
                }
            }
            Err(RecvTimeoutError::Disconnected) => break true,
            Err(RecvTimeoutError::Timeout) => break false,
        }
    };
    // The end of its output is not the end of the process, but close to it.
    let status = if ended {
        wait(&mut child, limit.saturating_sub(begun.elapsed()) + Duration::from_secs(1))
    } else {
        None
    };
    // It has ended, or is not wanted any more.
    let _ = child.kill();
    let _ = child.wait();
    drop(hear);
    let _ = reading.join();
    let outcome = match (failed, ended, status) {
        (Some(name), ..) => Outcome::Failed(name),
        (None, true, Some(status)) if status.success() => Outcome::Passed,
        (None, true, Some(status)) if status.signal() != Some(OUT_OF_TIME) => Outcome::Crashed,
        _ => Outcome::TimedOut,
    };
    Ok(Ran { outcome, seconds: begun.elapsed().as_secs_f64() })
}

fn start(program: &Program, tests: &[&str], conditions: &Conditions<'_>) -> std::io::Result<Child> {
    let (variable, value) = &conditions.switch;
    // Beyond the soft limit a process is told why it ends, beyond the hard one it is not.
    let time = format!("ulimit -S -t {}", conditions.limit.as_secs().max(1));
    Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY_KIB}; {time}; exec \"$0\" \"$@\"")])
        .arg(&program.path)
        .args(["--exact", "--test-threads=1", "--include-ignored"])
        .args(tests)
        .current_dir(&program.package)
        .env(variable, value)
        // The same inputs each time; a failure is not made smaller, and not kept.
        .env("PROPTEST_RNG_SEED", "20260601")
        .env("PROPTEST_CASES", conditions.inputs.to_string())
        .env("PROPTEST_MAX_SHRINK_ITERS", "0")
        .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true")
        .env("INSTA_UPDATE", "no")
        .env("INSTA_WORKSPACE_ROOT", conditions.tree)
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// The name in a line that tells of a test that failed.
fn failure(line: &str) -> Option<&str> {
    let (name, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
    result.contains("FAILED").then_some(name)
}

/// How a process ended; nothing, if it has not.
fn wait(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if begun.elapsed() <= limit => thread::sleep(Duration::from_millis(1)),
            _ => return None,
        }
    }
}
