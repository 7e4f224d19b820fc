//! Why a text cannot be read at all, and where.

use crate::problem::{Arg, Location, Path, Problem, ProblemCode};
use crate::values::bounds;

/// The problem of a text that is not JSON, or has too many levels.
pub(crate) fn unreadable(text: &str, error: &serde_json::Error) -> Problem {
    // The raw tree has one complaint of its own: too many levels. All others are of syntax.
    let (code, args) = if error.is_data() {
        let (bound, found) = (bounds::NESTING, bounds::NESTING.largest().saturating_add(1));
        let quantity = Arg::bilingual("quantity", bound.quantity(), bound.quantity_zh());
        let args = vec![quantity, Arg::plain("bound", bound.largest()), Arg::plain("found", found)];
        (ProblemCode::BoundExceeded, args)
    } else {
        // The reason ends with " at line … column …", which the location says already.
        let said = error.to_string();
        let reason = said.split(" at line ").next().unwrap_or(&said);
        (ProblemCode::Syntax, vec![Arg::quoted("reason", reason)])
    };
    let mut problem = Problem::new(code, Path::default(), args);
    if error.line() > 0 {
        // The parser counts the bytes that it has read of the line; people count characters.
        let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or("");
        let read = line.char_indices().take_while(|(byte, _)| *byte < error.column()).count();
        problem.place(Location::new(error.line(), read.max(1)));
    }
    problem
}
