//! A record that was read, and what its file needs before it is written to again.

use crate::act::{Act, Acts};
use crate::record::whole::RecordOf;

/// A record that was read, and what was cut off at its end.
///
/// A power cut can leave half a line at the end of a file. It is not part of the record; the file
/// is shortened to [`Loaded::whole_bytes`] before anything is added to it.
///
/// ```
/// use cogov::Charter;
/// use cogov::record::{CharterVersion, Header, Record};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let case = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
/// let text = Record::new(Header::new(case, CharterVersion::of(&charter))).to_jsonl();
/// let loaded = Record::from_jsonl(format!("{text}{{\"act\":\"accep"))?;
/// assert_eq!(loaded.torn_bytes(), Some(13));
/// assert_eq!(loaded.whole_bytes(), text.len() as u64);
/// assert!(loaded.record().entries().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded<A: Acts = Act> {
    pub(super) record: RecordOf<A>,
    pub(super) whole: u64,
    pub(super) torn: u64,
    pub(super) unended: bool,
}

impl<A: Acts> Loaded<A> {
    /// The record, up to its last whole line.
    #[must_use]
    pub const fn record(&self) -> &RecordOf<A> {
        &self.record
    }

    /// The same, without what else was found.
    #[must_use]
    pub fn into_record(self) -> RecordOf<A> {
        self.record
    }

    /// How many bytes of a line that was cut off stand at the end, if there are any.
    #[must_use]
    pub fn torn_bytes(&self) -> Option<u64> {
        (self.torn > 0).then_some(self.torn)
    }

    /// How many bytes the whole lines take: as long is the file without what was cut off.
    #[must_use]
    pub const fn whole_bytes(&self) -> u64 {
        self.whole
    }

    /// Whether the last whole line has no line feed: it is written before the next line.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::record::Record;
    ///
    /// // An editor took the last line feed away.
    /// let text = fire_lane(3).to_jsonl();
    /// let loaded = Record::from_jsonl(text.trim_end())?;
    /// assert!(loaded.needs_line_feed() && loaded.torn_bytes().is_none());
    /// assert!(!Record::from_jsonl(&text)?.needs_line_feed());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn needs_line_feed(&self) -> bool {
        self.unended
    }
}
