//! The lines of a text, and what was cut off at its end.

use memchr::{memchr_iter, memrchr};

use crate::record::line::is_whole;

/// The whole lines of a record, and the rest. They are found again each time, and not kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines<'b> {
    /// What ends with a line feed, without the last one.
    ended: Option<&'b [u8]>,
    /// What follows the last line feed.
    rest: &'b [u8],
    /// How many bytes of a line that was cut off.
    pub(super) torn: u64,
    /// Whether the last whole line has no line feed.
    pub(super) unended: bool,
}

impl<'b> Lines<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        let feed = memrchr(b'\n', bytes);
        let (ended, rest) = match feed.and_then(|feed| bytes.split_at_checked(feed)) {
            Some((ended, rest)) => (Some(ended), rest.get(1..).unwrap_or_default()),
            None => (None, bytes),
        };
        // After the last line feed there is nothing, a whole line, or one that was cut off.
        let unended = is_whole(rest);
        Self { ended, rest, torn: if unended { 0 } else { rest.len() as u64 }, unended }
    }

    /// Each whole line, without its line feed.
    pub(super) fn whole(&self) -> impl Iterator<Item = &'b [u8]> + use<'b> {
        let ended = self.ended.into_iter().flat_map(|ended| {
            let mut from = 0;
            memchr_iter(b'\n', ended).chain([ended.len()]).map(move |feed| {
                let line = ended.get(from..feed).unwrap_or_default();
                from = feed.saturating_add(1);
                line
            })
        });
        ended.chain(self.unended.then_some(self.rest))
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        let feeds = |ended: &[u8]| memchr_iter(b'\n', ended).count();
        let ended = self.ended.map_or(0, |ended| feeds(ended).saturating_add(1));
        ended.saturating_add(usize::from(self.unended))
    }

    /// What follows the last line feed, whole or not.
    pub(super) const fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// How many bytes the whole lines have.
    pub(super) fn bytes(&self) -> usize {
        let rest = if self.unended { self.rest.len() } else { 0 };
        self.ended.map_or(0, <[u8]>::len).saturating_add(rest)
    }
}
