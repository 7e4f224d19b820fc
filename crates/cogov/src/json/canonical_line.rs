//! Canonical JSON (RFC 8785) in one pass, of values that can be read again.
//!
//! The tests compare it with a library that knows all of RFC 8785. It takes a fraction of the time: a
//! record is written line by line while somebody waits, and read again to be compared with.

mod compound;
mod name;
mod writer;

use serde::Serialize;

use crate::json::canonical_line::writer::{Unwritten, Writer};
use crate::problem::{Arg, Problem, ProblemCode};
use crate::values::bounds;

/// The canonical JSON of a value, on one line.
///
/// Fails where it has what no reader takes: an integer beyond 2^53 − 1, too long a list, too many
/// values, or something that is no JSON. Names of members are ASCII without escapes in everything that this crate writes, so that
/// their bytes stand in the order of their UTF-16 code units, which RFC 8785 asks for.
pub(crate) fn canonical_line<T: Serialize>(value: &T) -> Result<String, Problem> {
    let mut line = CanonicalLine::default();
    line.write(value)?;
    Ok(line.0.into_text())
}

/// The canonical JSON of a charter, whose lists are as long as each of them may be: its bounds were
/// checked when it was loaded, and are not those of a line.
pub(crate) fn canonical_document<T: Serialize>(document: &T) -> Result<String, Problem> {
    let mut writer = Writer::unbounded();
    match document.serialize(&mut writer) {
        Ok(()) => Ok(writer.into_text()),
        Err(Unwritten::Beyond(problem)) => Err(*problem),
        Err(Unwritten::NoJson) => Err(no_json()),
    }
}

/// A string with its quotes, as it stands in canonical JSON.
pub(crate) fn quoted(string: &str) -> String {
    let mut writer = Writer::default();
    writer.string(string);
    writer.into_text()
}

/// Room in which one line after the other is written.
#[derive(Debug, Default)]
pub(crate) struct CanonicalLine(Writer);

impl CanonicalLine {
    /// The same as [`canonical_line`], for as long as nothing else is written here.
    pub(crate) fn write<T: Serialize>(&mut self, value: &T) -> Result<&str, Problem> {
        let Self(writer) = self;
        writer.clear();
        match value.serialize(&mut *writer) {
            Ok(()) => bounds::DOCUMENT_VALUES.check(writer.values())?,
            Err(Unwritten::Beyond(problem)) => return Err(*problem),
            Err(Unwritten::NoJson) => return Err(no_json()),
        }
        Ok(writer.text())
    }
}

/// That a value is nothing that JSON has: no type of this crate is, and if one were, an empty line in
/// a file that only grows would say so too late.
pub(crate) fn no_json() -> Problem {
    let help = Arg::help("report it as a bug of the library", "请作为本库的缺陷报告");
    let message = Arg::message("it cannot be written as JSON", "无法写成 JSON");
    Problem::alone(ProblemCode::Syntax, vec![help, message])
}

#[cfg(test)]
mod tests;
