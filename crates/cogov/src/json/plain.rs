//! The short way to the raw tree, for texts without white space and without escapes.

use std::borrow::Cow;

use crate::json::RawTree;
use crate::json::growing::close;
use crate::json::node::Entry;
use crate::values::bounds;

/// How many bytes come before the first that cannot stand in a string of JSON as it is: a quote, a
/// backslash, a control character.
pub(super) fn unescaped(bytes: &[u8]) -> usize {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    /// The highest bit of each byte, from the lowest on to the first one that is meant; what stands
    /// in the bytes after that does not matter.
    const fn marks(word: u64) -> u64 {
        let (quote, backslash) = (word ^ each(b'"'), word ^ each(b'\\'));
        let control = word.wrapping_sub(each(b' ')) & !word;
        let quote = quote.wrapping_sub(each(1)) & !quote;
        let backslash = backslash.wrapping_sub(each(1)) & !backslash;
        (control | quote | backslash) & each(0x80)
    }
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            return index * 8 + (marks.trailing_zeros() / 8) as usize;
        }
    }
    let within = rest.iter().position(|byte| ESCAPED.get(usize::from(*byte)) == Some(&true));
    bytes.len() - rest.len() + within.unwrap_or(rest.len())
}

/// For each byte whether it cannot stand in a string as it is.
#[expect(clippy::indexing_slicing, reason = "made when it is compiled, and no larger than it is")]
static ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut control = 0;
    while control < b' ' as usize {
        escaped[control] = true;
        control += 1;
    }
    escaped[b'"' as usize] = true;
    escaped[b'\\' as usize] = true;
    escaped
};

impl<'t> RawTree<'t> {
    /// The tree of a text that is written as most lines of a record are: without white space, with
    /// no escapes in its strings, with whole numbers of at most 15 digits, within the bounds.
    ///
    /// Of any other text it says nothing: whether that is JSON, and what is wrong with it, is for
    /// the general parser to tell.
    pub(super) fn plain(text: &'t str) -> Option<Self> {
        // A text has at least as many bytes as values, and as its strings have.
        if !bounds::DOCUMENT_VALUES.admits(text.len()) || !bounds::DOCUMENT_BYTES.admits(text.len())
        {
            return None;
        }
        // Room for as many entries as such texts have, so that the list is seldom moved.
        let entries = Vec::with_capacity(text.len() / 8);
        let mut plain = Plain { text, at: 0, entries };
        plain.value(bounds::NESTING.largest())?;
        (plain.at == text.len()).then_some(Self { entries: plain.entries })
    }
}

/// A text while it is read.
struct Plain<'t> {
    text: &'t str,
    /// How many of its bytes were read.
    at: usize,
    entries: Vec<Entry<'t>>,
}

impl<'t> Plain<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// The rest of a word of which the first letter was read.
    fn rest(&mut self, rest: &str, entry: Entry<'t>) -> Option<()> {
        if !self.text.get(self.at..)?.starts_with(rest) {
            return None;
        }
        self.at += rest.len();
        self.entries.push(entry);
        Some(())
    }

    /// A string of which the first quote was read.
    fn string(&mut self) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        let length = unescaped(rest.as_bytes());
        let string = rest.get(..length)?;
        self.at += length;
        self.entries.push(Entry::String(Cow::Borrowed(string)));
        (self.next()? == b'"').then_some(())
    }

    /// A whole number of which the first character was read.
    fn integer(&mut self, first: u8) -> Option<()> {
        let is_negative = first == b'-';
        let first = if is_negative { self.next()? } else { first };
        let mut value = match first {
            b'1'..=b'9' => i64::from(first - b'0'),
            // Nothing but zero begins with zero, and it has no minus.
            b'0' if !is_negative => {
                self.entries.push(Entry::Integer(0));
                return Some(());
            }
            _ => return None,
        };
        for _ in 0..15 {
            match self.peek() {
                Some(digit @ b'0'..=b'9') => value = value * 10 + i64::from(digit - b'0'),
                _ => {
                    self.entries.push(Entry::Integer(if is_negative { -value } else { value }));
                    return Some(());
                }
            }
            self.at += 1;
        }
        None
    }

    /// A value, with at most so many levels within it.
    fn value(&mut self, levels: u64) -> Option<()> {
        match self.next()? {
            b'"' => self.string(),
            b'{' => self.compound(levels, b'}', |plain, levels| {
                plain.next().filter(|quote| *quote == b'"')?;
                plain.string()?;
                plain.next().filter(|colon| *colon == b':')?;
                plain.value(levels)
            }),
            b'[' => self.compound(levels, b']', Self::value),
            b't' => self.rest("rue", Entry::Bool(true)),
            b'f' => self.rest("alse", Entry::Bool(false)),
            b'n' => self.rest("ull", Entry::Null),
            first => self.integer(first),
        }
    }

    /// A list or an object of which the first bracket was read.
    fn compound(
        &mut self,
        levels: u64,
        bracket: u8,
        entry: impl Fn(&mut Self, u64) -> Option<()>,
    ) -> Option<()> {
        let levels = levels.checked_sub(1)?;
        let start = self.entries.len();
        self.entries.push(Entry::Null);
        let mut count = 0;
        if self.peek()? == bracket {
            self.at += 1;
        } else {
            loop {
                entry(self, levels)?;
                count += 1;
                match self.next()? {
                    b',' => {}
                    end if end == bracket => break,
                    _ => return None,
                }
            }
        }
        let kind = if bracket == b']' { Entry::Array } else { Entry::Object };
        close(&mut self.entries, start, count, kind);
        Some(())
    }
}

#[cfg(test)]
mod tests;
