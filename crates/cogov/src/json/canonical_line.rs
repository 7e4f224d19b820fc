//! Canonical JSON (RFC 8785) in one pass, of values that can be read again.
//!
//! It gives the same bytes as [`canonical`](super::canonical), at a fraction of the time: a record
//! is written line by line while somebody waits, and read again to be compared with.

mod compound;
mod name;
mod writer;

use serde::Serialize;

use crate::json::canonical_line::writer::{Unwritten, Writer};
use crate::problem::Problem;
use crate::values::bounds;

/// The canonical JSON of a value, on one line.
///
/// Fails where it has what no reader takes: an integer beyond 2^53 − 1, too long a list, too many
/// values. Names of members are ASCII without escapes in everything that this crate writes, so that
/// their bytes stand in the order of their UTF-16 code units, which RFC 8785 asks for.
pub(crate) fn canonical_line<T: Serialize>(value: &T) -> Result<String, Problem> {
    let mut writer = Writer::default();
    match value.serialize(&mut writer) {
        Ok(()) => {
            bounds::DOCUMENT_VALUES.check(writer.values())?;
            Ok(writer.into_text())
        }
        Err(Unwritten::Beyond(problem)) => Err(*problem),
        // Serialising the types of this crate cannot fail otherwise; nothing would be no JSON.
        Err(Unwritten::NoJson) => Ok(String::new()),
    }
}

#[cfg(test)]
mod tests;
