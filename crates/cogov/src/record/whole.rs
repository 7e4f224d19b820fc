//! A whole record in memory.

use crate::act::{Act, Acts, Digest, Envelope};
use crate::record::append_error::AppendError;
use crate::record::chain::ChainOf;
use crate::record::error::RecordError;
use crate::record::fault::Fault;
use crate::record::header::HeaderOf;
use crate::record::line::Said;
use crate::record::lines::Lines;
use crate::record::loaded::Loaded;
use crate::record::verification::{Walk, diagnose_lines};

/// The record of a case: its header, and its entries in order. It only grows.
///
/// ```
/// use cogov::act::{Act, Entry};
/// use cogov::record::{CharterVersion, Header, Record};
/// use cogov::{Charter, Holder};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let id = "01890a5d-ac96-774b-bcce-b302099a8057";
/// let mut record = Record::new(Header::new(id.parse()?, CharterVersion::of(&charter)));
/// let at = "2026-06-01T09:30:00+08:00".parse()?;
/// record.append(Entry::new(1, at, Holder::Anyone, Act::support(id.parse()?)))?;
///
/// let text = record.to_jsonl();
/// let read = Record::from_jsonl(&text)?.into_record();
/// assert_eq!(read, record);
/// assert_eq!(read.head(), record.head());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type Record = RecordOf<Act>;

/// A whole record in memory: its header, and its entries in order. That of a case is a [`Record`],
/// that of a register a [`RegisterRecord`](crate::register::RegisterRecord).
///
/// ```
/// use cogov::act::Acts;
/// use cogov::record::RecordOf;
///
/// fn entries<A: Acts>(record: &RecordOf<A>) -> usize {
///     record.entries().len()
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordOf<A: Acts> {
    header: HeaderOf<A>,
    entries: Vec<Envelope<A>>,
    chain: ChainOf<A>,
}

impl<A: Acts> RecordOf<A> {
    /// A record with no entries yet.
    #[must_use]
    pub fn new(header: HeaderOf<A>) -> Self {
        let chain = ChainOf::new(&header);
        Self { header, entries: Vec::new(), chain }
    }

    /// Its first line.
    #[must_use]
    pub const fn header(&self) -> &HeaderOf<A> {
        &self.header
    }

    /// Its entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[Envelope<A>] {
        &self.entries
    }

    /// The entry of a number, from 1.
    #[must_use]
    pub fn entry(&self, seq: u64) -> Option<&Envelope<A>> {
        self.entries.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }

    /// The digest of its last line: who knows it knows that nothing before was changed.
    #[must_use]
    pub const fn head(&self) -> Digest {
        self.chain.head()
    }

    /// What one has to know of it to write its next line.
    #[must_use]
    pub const fn chain(&self) -> ChainOf<A> {
        self.chain
    }

    /// Adds an entry, and gives its line, without the line feed.
    ///
    /// Whether the act is allowed, and whether its times are in order, is for the case to judge.
    ///
    /// # Errors
    ///
    /// As for [`ChainOf::append`]; the record stays as it was.
    pub fn append(&mut self, entry: Envelope<A>) -> Result<String, AppendError> {
        let line = self.chain.append(&entry)?;
        self.entries.push(entry);
        Ok(line)
    }

    /// The record as it is written to a file: every line with a line feed.
    #[must_use]
    pub fn to_jsonl(&self) -> String {
        let mut text = self.header.to_json();
        text.push('\n');
        let mut chain = ChainOf::new(&self.header);
        for entry in &self.entries {
            // It could be written when it was added.
            if let Ok(line) = chain.append(entry) {
                text.push_str(&line);
                text.push('\n');
            }
        }
        text
    }

    /// Reads a record from its bytes, or from a text: every line is checked to be chained to the
    /// one before, to be an entry, and to be in the canonical form.
    ///
    /// What was cut off at the end is no error, and is told by [`Loaded::torn_bytes`]. The last
    /// line may lack its line feed.
    ///
    /// # Errors
    ///
    /// What is wrong with the first line that is; the record of the lines before it is in
    /// [`RecordError::sound`].
    pub fn from_jsonl(record: impl AsRef<[u8]>) -> Result<Loaded<A>, RecordError<A>> {
        let bytes = record.as_ref();
        let lines = Lines::of(bytes);
        let mut walk = Walk::default();
        let mut read: Option<Self> = None;
        for line in lines.whole() {
            match (walk.take(line), &mut read) {
                (Ok(Said::Header(header)), None) => read = Some(Self::new(header)),
                (Ok(Said::Entry(entry)), Some(record)) => {
                    record.entries.push(*entry);
                    if let Some(head) = walk.head() {
                        record.chain.advance(head);
                    }
                }
                // The walk takes a header first, and then entries.
                (Ok(_), _) => {}
                (Err(fault), _) => {
                    let number = walk.lines().saturating_add(1);
                    return Err(Self::refuse(&lines, number, fault, read));
                }
            }
        }
        match read {
            Some(record) => {
                let (torn, unended) = (lines.torn, lines.unended);
                let whole = (bytes.len() as u64).saturating_sub(torn);
                Ok(Loaded { record, whole, torn, unended })
            }
            None => Err(RecordError::new(1, Fault::NoHeader, None, None)),
        }
    }

    fn refuse(lines: &Lines<'_>, number: u64, fault: Fault, read: Option<Self>) -> RecordError<A> {
        let damage = match fault {
            Fault::NewerFormat(_) => None,
            _ => diagnose_lines(lines, number, None),
        };
        let sound = read.and_then(|record| {
            let sound = damage.map_or(number, |damage| damage.first_line().min(number));
            // The lines before the damage without the header.
            record.first(usize::try_from(sound.checked_sub(2)?).ok()?)
        });
        RecordError::new(number, fault, damage, sound)
    }

    /// The record of its first entries.
    fn first(self, entries: usize) -> Option<Self> {
        if entries >= self.entries.len() {
            return Some(self);
        }
        let mut record = Self::new(self.header);
        for entry in self.entries.into_iter().take(entries) {
            record.append(entry).ok()?;
        }
        Some(record)
    }
}
