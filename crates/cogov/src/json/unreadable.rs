//! Why a text cannot be read at all, and where.

use crate::problem::{Arg, Location, Problem, ProblemCode};
use crate::values::bounds;

/// The problem of a text that is not JSON, or has too many levels.
pub(crate) fn unreadable(text: &str, error: &serde_json::Error) -> Problem {
    // The raw tree has one complaint of its own: too many levels. All others are of syntax.
    let mut problem = if error.is_data() {
        bounds::NESTING.exceeded(bounds::NESTING.largest().saturating_add(1))
    } else {
        // The reason ends with " at line … column …", which the location says already.
        let said = error.to_string();
        let reason = said.split(" at line ").next().unwrap_or(&said);
        Problem::alone(ProblemCode::Syntax, vec![Arg::quoted("reason", reason)])
    };
    if error.line() > 0 {
        // The parser counts the bytes that it has read of the line; people count characters.
        let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or("");
        let read = line.char_indices().take_while(|(byte, _)| *byte < error.column()).count();
        problem.place(Location::new(error.line(), read.max(1)));
    }
    problem
}
