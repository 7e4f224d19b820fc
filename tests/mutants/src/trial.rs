//! Tries each mutant with the tests that reach it, until one of them fails.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::directory::{Directory, Lines};
use crate::listing::Mutant;
use crate::process::{self, Conditions, Outcome};
use crate::reach::Reach;
use crate::report::Report;
use crate::suite::Program;

/// What was written down, one mutant a line; of several about one the last counts, unless it was caught before.
pub(crate) const FILE: &str = "trials.jsonl";
/// In which order the modules come: what decides first. The others follow.
pub(crate) const ORDER: [&str; 12] = [
    "decision",
    "procedure",
    "case",
    "record",
    "register",
    "position",
    "charter",
    "triage",
    "conduct",
    "audit",
    "act",
    "values",
];
/// Tests that take longer than this come last.
const LONG: f64 = 20.0;
/// The tests of the first process take so many seconds, those of each further one so many times more.
const FIRST: f64 = 0.25;
const MORE: f64 = 4.0;
/// What tests take with a mutant on before they are stopped: so many times as long as usual, and
/// some seconds for those that usually take none.
const SLOWER: f64 = 5.0;
const SLACK: f64 = 10.0;
const REPORT_EVERY: Duration = Duration::from_secs(300);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Fate {
    /// A test failed.
    Caught,
    /// The tests took far longer than usual.
    TimedOut,
    /// The process of the tests ended before they did.
    Crashed,
    /// All tests passed.
    Missed,
}

/// What became of a mutant.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Trial {
    pub(crate) id: u32,
    pub(crate) fate: Fate,
    /// The test that failed.
    pub(crate) by: Option<String>,
    pub(crate) seconds: f64,
    /// The tests that passed, by their lines in the file of what they reach.
    pub(crate) passed: Vec<usize>,
    /// How many tests that reach it were not run, since the time for it was over.
    pub(crate) left: usize,
}

/// A test, with what it is worth.
#[derive(Debug)]
struct Test<'r> {
    line: usize,
    reach: &'r Reach,
}

/// All that is known before.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    pub(crate) directory: &'a Directory,
    pub(crate) mutants: &'a [Mutant],
    pub(crate) left_out: &'a BTreeMap<u32, String>,
    pub(crate) programs: &'a [Program],
    pub(crate) reached: &'a [Reach],
}

impl<'a> Known<'a> {
    /// For each mutant the tests that reach it, those first that cost little and reach little else.
    fn tests(&self) -> BTreeMap<u32, Vec<Test<'a>>> {
        // Of a test that was run again the last run counts.
        let last: BTreeMap<(&str, &str), usize> = (self.reached.iter().enumerate())
            .map(|(line, reach)| ((reach.program.as_str(), reach.test.as_str()), line))
            .collect();
        let mut lines: Vec<(usize, &Reach)> =
            last.values().filter_map(|&line| Some((line, self.reached.get(line)?))).collect();
        // What comes by everywhere looks at little closely, but at more the longer it takes.
        let cost = |reach: &Reach| (reach.seconds + 0.02) * (reach.ids.len() as f64).sqrt();
        lines.sort_by(|(one_line, one), (other_line, other)| {
            (one.seconds > LONG)
                .cmp(&(other.seconds > LONG))
                .then(cost(one).total_cmp(&cost(other)))
                .then(one_line.cmp(other_line))
        });
        let mut tests: BTreeMap<u32, Vec<Test<'_>>> = BTreeMap::new();
        for (line, reach) in lines.into_iter().filter(|(_, reach)| reach.passed) {
            for &id in &reach.ids {
                tests.entry(id).or_default().push(Test { line, reach });
            }
        }
        tests
    }

    /// The mutants that can be tried, module by module, mixed within each.
    fn in_order(&self) -> Vec<&'a Mutant> {
        let mut mutants: Vec<&Mutant> =
            self.mutants.iter().filter(|mutant| !self.left_out.contains_key(&mutant.id)).collect();
        // Any mixing does, as long as it is the same each time: a run that is cut off has then seen
        // some of each file.
        mutants.sort_by_key(|mutant| {
            (rank(mutant.module()), mutant.module(), mutant.id.wrapping_mul(2_654_435_769))
        });
        mutants
    }
}

/// Where a module comes.
pub(crate) fn rank(module: &str) -> usize {
    ORDER.iter().position(|known| *known == module).unwrap_or(ORDER.len())
}

/// Tries the mutants that were not caught yet with the tests that they were not tried with, for so
/// many seconds each, and writes the report now and then.
pub(crate) fn run(known: &Known<'_>, budget: f64, inputs: u32, jobs: usize) -> Result<(), String> {
    let before: BTreeMap<u32, Trial> = last(known.directory.added(FILE)?);
    let tests = known.tests();
    let mut todo: Vec<(&Mutant, &[Test<'_>], Vec<usize>)> = (known.in_order().into_iter())
        .filter_map(|mutant| {
            let tests = tests.get(&mutant.id)?.as_slice();
            match before.get(&mutant.id) {
                None => Some((mutant, tests, Vec::new())),
                Some(trial) if trial.fate != Fate::Missed => None,
                Some(trial) => {
                    let more = tests.iter().any(|test| !trial.passed.contains(&test.line));
                    more.then(|| (mutant, tests, trial.passed.clone()))
                }
            }
        })
        .collect();
    // Those of which nothing is known come first.
    todo.sort_by_key(|(_, _, passed)| !passed.is_empty());
    println!("{} mutants to try", todo.len());
    let next = Mutex::new(todo.into_iter());
    let lines = Mutex::new((known.directory.adding(FILE)?, Instant::now()));
    let work = || -> Result<(), String> {
        loop {
            let Some((mutant, tests, passed)) =
                next.lock().unwrap_or_else(PoisonError::into_inner).next()
            else {
                return Ok(());
            };
            let trial = Trying { known, budget, inputs }.one(mutant, tests, passed)?;
            let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
            add(&mut lines, &trial, known)?;
        }
    };
    let done = thread::scope(|scope| {
        let jobs: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        jobs.into_iter()
            .try_for_each(|job| job.join().unwrap_or_else(|_| Err("a job has ended".to_owned())))
    });
    Report::of(known)?.write(known.directory)?;
    done
}

fn add(lines: &mut (Lines, Instant), trial: &Trial, known: &Known<'_>) -> Result<(), String> {
    lines.0.add(trial)?;
    if lines.1.elapsed() > REPORT_EVERY {
        lines.1 = Instant::now();
        Report::of(known)?.write(known.directory)?;
    }
    Ok(())
}

/// The last trial of each mutant; what was caught once is caught.
pub(crate) fn last(trials: Vec<Trial>) -> BTreeMap<u32, Trial> {
    let mut last: BTreeMap<u32, Trial> = BTreeMap::new();
    for trial in trials {
        if last.get(&trial.id).is_none_or(|before| before.fate == Fate::Missed) {
            last.insert(trial.id, trial);
        }
    }
    last
}

struct Trying<'a> {
    known: &'a Known<'a>,
    budget: f64,
    inputs: u32,
}

impl Trying<'_> {
    /// Tries a mutant with tests, but for those that it passed before.
    fn one(
        &self,
        mutant: &Mutant,
        tests: &[Test<'_>],
        mut passed: Vec<usize>,
    ) -> Result<Trial, String> {
        let begun = Instant::now();
        let todo: Vec<&Test<'_>> =
            tests.iter().filter(|test| !passed.contains(&test.line)).collect();
        let mut rest = todo.as_slice();
        let mut spent = 0.0;
        let mut room = FIRST;
        let mut fate = Fate::Missed;
        let mut by = None;
        while let Some((batch, after)) = cut(rest, room.min(self.budget - spent)) {
            let usual: f64 = batch.iter().map(|test| test.reach.seconds).sum();
            if spent > 0.0 && spent + usual > self.budget {
                break;
            }
            (fate, by) = self.batch(mutant, batch)?;
            if fate != Fate::Missed {
                break;
            }
            passed.extend(batch.iter().map(|test| test.line));
            spent += usual;
            room *= MORE;
            rest = after;
        }
        let left = if fate == Fate::Missed { rest.len() } else { 0 };
        passed.sort_unstable();
        let seconds = begun.elapsed().as_secs_f64();
        Ok(Trial { id: mutant.id, fate, by, seconds, passed, left })
    }

    /// Runs tests with a mutant on, those of each program in one process.
    fn batch(
        &self,
        mutant: &Mutant,
        tests: &[&Test<'_>],
    ) -> Result<(Fate, Option<String>), String> {
        for program in self.known.programs {
            let own: Vec<&Reach> = (tests.iter().map(|test| test.reach))
                .filter(|reach| reach.program == program.name)
                .collect();
            if own.is_empty() {
                continue;
            }
            let usual: f64 = own.iter().map(|reach| reach.seconds).sum();
            let names: Vec<&str> = own.iter().map(|reach| reach.test.as_str()).collect();
            let conditions = Conditions {
                tree: &self.known.directory.tree(),
                inputs: self.inputs,
                switch: ("MUTANT", mutant.id.to_string().into()),
                limit: Duration::from_secs_f64(usual.mul_add(SLOWER, SLACK)),
            };
            match process::run(program, &names, &conditions)?.outcome {
                Outcome::Passed => {}
                Outcome::Failed(name) => {
                    return Ok((Fate::Caught, Some(format!("{} {name}", program.name))));
                }
                Outcome::Crashed => return Ok((Fate::Crashed, None)),
                Outcome::TimedOut => return Ok((Fate::TimedOut, None)),
            }
        }
        Ok((Fate::Missed, None))
    }
}

/// The first of some tests, at least one, that take no longer than some seconds, and the rest; nothing,
/// if there are none.
fn cut<'t, 'r>(
    tests: &'t [&'t Test<'r>],
    room: f64,
) -> Option<(&'t [&'t Test<'r>], &'t [&'t Test<'r>])> {
    if tests.is_empty() {
        return None;
    }
    let sums = tests.iter().scan(0.0, |sum, test| {
        *sum += test.reach.seconds;
        Some(*sum)
    });
    let count = sums.take_while(|sum| *sum <= room).count().max(1);
    tests.split_at_checked(count)
}
