//! The lines of a text, and what was cut off at its end.

use memchr::memchr;

use crate::record::line::is_whole;

/// The whole lines of a record, and the rest.
#[derive(Debug, Clone)]
pub(super) struct Lines<'b> {
    pub(super) whole: Vec<&'b [u8]>,
    /// How many bytes of a line that was cut off.
    pub(super) torn: u64,
    /// Whether the last whole line has no line feed.
    pub(super) unended: bool,
}

impl<'b> Lines<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        let mut whole: Vec<&[u8]> = Vec::new();
        // After the last line feed there is nothing, a whole line, or one that was cut off.
        let mut rest = bytes;
        while let Some(line) = memchr(b'\n', rest).and_then(|end| rest.split_at_checked(end)) {
            whole.push(line.0);
            rest = line.1.get(1..).unwrap_or_default();
        }
        let unended = is_whole(rest);
        if unended {
            whole.push(rest);
        }
        Self { whole, torn: if unended { 0 } else { rest.len() as u64 }, unended }
    }
}
