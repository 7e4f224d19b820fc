//! Mutation testing of the library: all mutants in one program, each tried by the tests that reach it.
//!
//! `tests/README.md` says how it is used, and what came out.

#![expect(clippy::print_stdout, reason = "a command line program reports on standard output")]

mod compile;
mod directory;
mod examples;
mod listing;
mod place;
mod process;
mod reach;
mod report;
mod suite;
mod tree;
mod trial;
mod weave;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::directory::Directory;
use crate::listing::Mutant;
use crate::report::Report;
use crate::suite::Program;
use crate::tree::Sources;
use crate::trial::Known;

/// The files of the directory, beside those to which lines are added.
const MARK: &str = "sources.json";
const MUTANTS: &str = "mutants.json";
const LEFT_OUT: &str = "left_out.json";
const PROGRAMS: &str = "programs.json";

/// The package whose mutants are tried, and where it is.
const PACKAGE: (&str, &str) = ("cogov", "crates/cogov");
/// The packages beside it that have tests of it.
const TESTING: [&str; 1] = ["cogov-tests"];
/// Programs of tests that tell nothing here: these compile programs, without the mutants.
const WITHOUT: [&str; 1] = ["cogov/compile_fail"];
/// The libraries that the examples of the documentation name.
const NAMED: [&str; 2] = ["cogov", "serde_json"];

#[derive(Debug, Parser)]
#[command(name = "cogov-mutants", about = "Mutation testing of cogov")]
struct Arguments {
    /// Where the copy and the results are kept
    #[arg(long, default_value = "target/mutants")]
    directory: PathBuf,
    /// How many processes run at a time
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// How many inputs a property is tried with
    #[arg(long, default_value_t = 32)]
    inputs: u32,
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// Lists the mutants, weaves them into a copy of the repository, and builds its tests
    Weave,
    /// Runs each test by itself, and writes down how long it takes and which mutants it reaches
    Record {
        /// Also those that were run before whose names have this in them: they were changed since
        #[arg(long, value_name = "PART")]
        again: Option<String>,
    },
    /// Tries each mutant with the tests that reach it; goes on where it stopped
    Run {
        /// How many seconds, as the tests usually take, are spent on one mutant; what is left is done by
        /// a later run with more
        #[arg(long, default_value_t = f64::INFINITY)]
        budget: f64,
    },
    /// Says what became of the mutants, and writes `report.md` and `missed.txt`
    Report,
}

fn main() -> ExitCode {
    match perform(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn perform(arguments: &Arguments) -> Result<(), String> {
    let directory = Directory::open(&arguments.directory)?;
    let Arguments { inputs, jobs, .. } = *arguments;
    match &arguments.step {
        Step::Weave => weave(&directory),
        Step::Record { again } => {
            let programs: Vec<Program> = directory.read(PROGRAMS)?;
            reach::record(&directory, &programs, again.as_deref(), inputs, jobs)
        }
        Step::Run { budget } => {
            with_known(&directory, |known| trial::run(known, *budget, inputs, jobs))
        }
        Step::Report => with_known(&directory, |known| {
            let report = Report::of(known)?;
            println!("{}", report.figures());
            report.write(&directory)
        }),
    }
}

fn with_known(
    directory: &Directory,
    work: impl FnOnce(&Known<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let mutants: Vec<Mutant> = directory.read(MUTANTS)?;
    let left_out: BTreeMap<u32, String> = directory.read(LEFT_OUT)?;
    let programs: Vec<Program> = directory.read(PROGRAMS)?;
    let reached = directory.added(reach::FILE)?;
    work(&Known {
        directory,
        mutants: &mutants,
        left_out: &left_out,
        programs: &programs,
        reached: &reached,
    })
}

fn weave(directory: &Directory) -> Result<(), String> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (package, path) = PACKAGE;
    let mutants = listing::list(&workspace, package)?;
    println!("{} mutants", mutants.len());
    let mut sources = Sources::read(&workspace, Path::new(path), &mutants)?;
    // What was found out about other sources says nothing of these.
    let mark = sources.mark();
    if directory.read::<u64>(MARK).is_ok_and(|before| before != mark) {
        println!("the sources have changed: what was recorded and tried is set aside");
        directory.set_aside(reach::FILE)?;
        directory.set_aside(trial::FILE)?;
    }
    directory.write(MARK, &mark)?;
    directory.write(MUTANTS, &mutants)?;
    tree::copy(&workspace, &directory.tree())?;
    let mut left_out: BTreeMap<u32, String> =
        sources.left_out().map(|(id, reason)| (id, reason.to_owned())).collect();
    println!("{} of them cannot be switched", left_out.len());
    let blamed = compile::settle(&mut sources, &directory.tree(), package)?;
    println!("{} of them do not compile", blamed.len());
    left_out.extend(blamed.into_iter().map(|id| (id, "does not compile".to_owned())));
    directory.write(LEFT_OUT, &left_out)?;
    let (mut programs, libraries) =
        suite::build(&directory.tree(), package, &TESTING, &WITHOUT, &NAMED)?;
    let examples = directory.under("examples")?;
    programs.push(examples::build(&directory.tree(), PACKAGE, &TESTING, &libraries, &examples)?);
    for program in &programs {
        println!("{}: {} tests", program.name, program.tests.len());
    }
    directory.write(PROGRAMS, &programs)
}
