//! Which mutants each test reaches, and how long it takes.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::directory::Directory;
use crate::process::{self, Conditions, Outcome};
use crate::suite::Program;

/// How long a test may take without a mutant.
const LIMIT: Duration = Duration::from_secs(1800);

/// A test, run by itself with no mutant on.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Reach {
    pub(crate) program: String,
    pub(crate) test: String,
    pub(crate) seconds: f64,
    /// A test that fails in the copy as it is tells nothing.
    pub(crate) passed: bool,
    pub(crate) ids: Vec<u32>,
}

/// Runs each test that was not yet, or has to be again, and writes down what it reaches.
pub(crate) fn record(
    directory: &Directory,
    programs: &[Program],
    again: Option<&str>,
    inputs: u32,
    jobs: usize,
) -> Result<(), String> {
    let before: Vec<Reach> = directory.added(FILE)?;
    let done: BTreeSet<(&str, &str)> =
        before.iter().map(|reach| (reach.program.as_str(), reach.test.as_str())).collect();
    let todo: Vec<(&Program, &str)> = programs
        .iter()
        .flat_map(|program| program.tests.iter().map(move |test| (program, test.as_str())))
        .filter(|(program, test)| {
            let asked = again.is_some_and(|part| test.contains(part));
            asked || !done.contains(&(program.name.as_str(), *test))
        })
        .collect();
    println!("{} tests to run, {} were", todo.len(), done.len());
    let lines = Mutex::new(directory.adding(FILE)?);
    let next = Mutex::new(todo.into_iter());
    let work = |job: usize| -> Result<(), String> {
        let list = directory.file(&format!("reached.{job}"));
        loop {
            let Some((program, test)) = next.lock().unwrap_or_else(PoisonError::into_inner).next()
            else {
                return Ok(());
            };
            let _ = std::fs::remove_file(&list);
            let conditions = Conditions {
                tree: &directory.tree(),
                inputs,
                switch: ("MUTANTS_REACHED", list.clone().into_os_string()),
                limit: LIMIT,
            };
            let ran = process::run(program, &[test], &conditions)?;
            let bytes = std::fs::read(&list).unwrap_or_default();
            let ids = bytes.as_chunks::<4>().0.iter().map(|id| u32::from_le_bytes(*id));
            let ids: BTreeSet<u32> = ids.collect();
            let passed = ran.outcome == Outcome::Passed;
            if !passed {
                println!("without a mutant: {} {test}: {:?}", program.name, ran.outcome);
            }
            let reach = Reach {
                program: program.name.clone(),
                test: test.to_owned(),
                seconds: ran.seconds,
                passed,
                ids: ids.into_iter().collect(),
            };
            lines.lock().unwrap_or_else(PoisonError::into_inner).add(&reach)?;
        }
    };
    thread::scope(|scope| {
        let jobs: Vec<_> = (0..jobs).map(|job| scope.spawn(move || work(job))).collect();
        jobs.into_iter()
            .try_for_each(|job| job.join().unwrap_or_else(|_| Err("a job has ended".to_owned())))
    })
}

/// What was written down.
pub(crate) const FILE: &str = "reached.jsonl";
