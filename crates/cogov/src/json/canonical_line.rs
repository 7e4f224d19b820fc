//! Canonical JSON (RFC 8785) in one pass, of values that can be read again.
//!
//! It gives the same bytes as [`canonical`](super::canonical), at a fraction of the time: a record
//! is written line by line while somebody waits, and read again to be compared with.

use serde::Serialize;

use crate::problem::Problem;
use crate::values::bounds;

/// The canonical JSON of a value, on one line.
///
/// Fails where it has what no reader takes: an integer beyond 2^53 − 1, too long a list, too many
/// values. Names of members are ASCII without escapes in everything that this crate writes, so that
/// their bytes stand in the order of their UTF-16 code units, which RFC 8785 asks for.
pub(crate) fn canonical_line<T: Serialize>(value: &T) -> Result<String, Problem> {
    // Serialising the types of this crate cannot fail; nothing would be no JSON.
    let compact = serde_json::to_vec(value).unwrap_or_default();
    let mut sorting = Sorting {
        rest: &compact,
        sorted: Vec::with_capacity(compact.len()),
        members: Vec::new(),
        scratch: Vec::new(),
        values: 0,
    };
    sorting.value()?;
    bounds::DOCUMENT_VALUES.check(sorting.values)?;
    Ok(String::from_utf8(sorting.sorted).unwrap_or_default())
}

/// Compact JSON while the members of its objects are sorted.
struct Sorting<'j> {
    /// What is still to be read.
    rest: &'j [u8],
    /// What was written.
    sorted: Vec<u8>,
    /// The members of the objects that are open, the innermost last.
    members: Vec<Member>,
    scratch: Vec<u8>,
    values: u64,
}

/// Where a member stands in what was written, with its quotes and without the comma.
#[derive(Clone, Copy)]
struct Member {
    start: usize,
    name_end: usize,
    end: usize,
}

impl Sorting<'_> {
    fn value(&mut self) -> Result<(), Problem> {
        self.values = self.values.saturating_add(1);
        match self.rest.first() {
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'"') => {
                self.string();
                Ok(())
            }
            _ => self.scalar(),
        }
    }

    fn take(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.sorted.extend_from_slice(taken);
        self.rest = rest;
    }

    /// Whether a list or an object goes on after one of its values.
    fn goes_on(&mut self) -> bool {
        let goes_on = self.rest.first() == Some(&b',');
        self.take(1);
        goes_on
    }

    fn string(&mut self) {
        let mut escaped = false;
        let end = self.rest.iter().skip(1).position(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            ends
        });
        self.take(end.map_or(self.rest.len(), |end| end.saturating_add(2)));
    }

    fn scalar(&mut self) -> Result<(), Problem> {
        let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}');
        let length = self.rest.iter().position(ends).unwrap_or(self.rest.len());
        let (scalar, _) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        // Shorter ones are within the bound, or no numbers.
        if length >= 16
            && let Some(number) = std::str::from_utf8(scalar).ok().and_then(|n| n.parse().ok())
        {
            bounds::INTEGER.check(i128::unsigned_abs(number).try_into().unwrap_or(u64::MAX))?;
        }
        self.take(length);
        Ok(())
    }

    fn list(&mut self) -> Result<(), Problem> {
        self.take(1);
        if self.rest.first() == Some(&b']') {
            self.take(1);
            return Ok(());
        }
        let mut entries = 0_u64;
        loop {
            self.value()?;
            entries = entries.saturating_add(1);
            if !self.goes_on() {
                return bounds::LIST.check(entries);
            }
        }
    }

    fn object(&mut self) -> Result<(), Problem> {
        self.take(1);
        if self.rest.first() == Some(&b'}') {
            self.take(1);
            return Ok(());
        }
        let first = self.members.len();
        loop {
            let start = self.sorted.len();
            self.string();
            let name_end = self.sorted.len();
            self.take(1);
            self.value()?;
            self.members.push(Member { start, name_end, end: self.sorted.len() });
            if !self.goes_on() {
                break;
            }
        }
        self.sort(first);
        Ok(())
    }

    /// Puts the members of the object that has just ended in order.
    fn sort(&mut self, first: usize) {
        let Self { sorted, members, scratch, .. } = self;
        let of_object = members.get_mut(first..).unwrap_or_default();
        let begin = of_object.first().map_or(0, |member| member.start);
        // Without the quotes: they would stand before some characters and after others.
        let name = |member: &Member| {
            sorted.get(member.start.saturating_add(1)..member.name_end.saturating_sub(1))
        };
        if !of_object.is_sorted_by(|a, b| name(a) <= name(b)) {
            of_object.sort_by(|a, b| name(a).cmp(&name(b)));
            scratch.clear();
            for member in &*of_object {
                if !scratch.is_empty() {
                    scratch.push(b',');
                }
                scratch.extend_from_slice(sorted.get(member.start..member.end).unwrap_or_default());
            }
            sorted.truncate(begin);
            sorted.extend_from_slice(scratch);
            sorted.push(b'}');
        }
        members.truncate(first);
    }
}

#[cfg(test)]
mod tests;
