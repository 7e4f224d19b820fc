//! The chores of this repository, the same by hand and in CI: `cargo xtask test`, `cargo xtask schema`,
//! `cargo xtask bench`.

#![expect(clippy::print_stdout, reason = "a command line program reports on standard output")]

mod bench;
mod cargo;
mod figures;
mod schema;
mod stage;
mod tally;

use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};

use crate::cargo::Workspace;
use crate::stage::STAGES;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "The chores of this repository")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Runs every check, one stage after the other, and says at the end what failed
    Test {
        /// Also the stages that take long: the property tests with many new inputs
        #[arg(long)]
        full: bool,
        /// Only this stage; may be given several times
        #[arg(long, value_name = "STAGE", value_parser = PossibleValuesParser::new(STAGES.iter().map(|stage| stage.name)))]
        only: Vec<String>,
    },
    /// Measures times, memory and, where valgrind is installed, instructions
    Bench,
    /// Writes what is made from the code: the JSON Schemas, the list of codes, the act table
    Schema {
        /// Writes nothing; fails if what is committed is not what the code says
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let done = Workspace::find().and_then(|workspace| match Arguments::parse().chore {
        Chore::Test { full, only } => stage::run(&workspace, full, &only),
        Chore::Bench => bench::run(&workspace),
        Chore::Schema { check: true } => schema::check(&workspace).map(|said| println!("{said}")),
        Chore::Schema { check: false } => schema::write(&workspace).map(|said| println!("{said}")),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("{reason}");
            ExitCode::FAILURE
        }
    }
}
