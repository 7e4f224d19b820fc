#![allow(
    clippy::print_stdout,
    clippy::allow_attributes,
    reason = "an example prints"
)]
//! Loads a charter and says what is wrong with it.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        return ExitCode::FAILURE;
    };
    let Ok(text) = std::fs::read_to_string(path) else {
        return ExitCode::FAILURE;
    };
    match cogov::Charter::from_json(&text) {
        Ok(charter) => {
            println!("{}", charter.audit(cogov::Date::new(2026, 6, 1).unwrap()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            for problem in error.problems() {
                println!("{} {problem}\n    {}", problem.code(), problem.help());
            }
            ExitCode::FAILURE
        }
    }
}
