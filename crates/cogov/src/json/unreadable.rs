//! Why a text cannot be read at all, and where.

use crate::problem::{Arg, Location, Problem, ProblemCode};
use crate::values::bounds::Bound;

/// Why the parser stopped: at what is not JSON, or at a bound.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) error: serde_json::Error,
    pub(crate) exceeded: Option<Bound>,
}

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        Self { error, exceeded: None }
    }
}

/// The problem that reading stopped one beyond a bound.
pub(crate) fn over(bound: Bound) -> Problem {
    bound.exceeded(bound.largest().saturating_add(1))
}

/// The problem of a text that is not JSON, or goes beyond a bound of what is read at all.
pub(crate) fn unreadable(text: &str, Unreadable { error, exceeded }: &Unreadable) -> Problem {
    let mut problem = match exceeded {
        Some(bound) => over(*bound),
        None => {
            // The reason ends with " at line … column …", which the location says already.
            let said = error.to_string();
            let reason = said.split(" at line ").next().unwrap_or(&said);
            Problem::alone(ProblemCode::Syntax, vec![Arg::quoted("reason", reason)])
        }
    };
    if error.line() > 0 {
        // The parser counts the bytes that it has read of the line; people count characters.
        let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or("");
        let read = line.char_indices().take_while(|(byte, _)| *byte < error.column()).count();
        problem.place(Location::new(error.line(), read.max(1)));
    }
    problem
}
