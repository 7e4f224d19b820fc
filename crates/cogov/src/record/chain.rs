//! What one has to know of a record to write its next line.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::act::{Act, Acts, Digest, Envelope};
use crate::record::append_error::AppendError;
use crate::record::header::HeaderOf;
use crate::record::line::line;

/// The end of the record of a case: the digest of its last line, and the number of the next entry.
///
/// It is all that one needs in order to go on writing a record that one does not keep.
///
/// ```
/// use cogov::Charter;
/// use cogov::act::{Act, Digest, Entry};
/// use cogov::record::{Chain, CharterVersion, Header};
/// use cogov::values::PersonKey;
/// use cogov::Holder;
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let case = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
/// let header = Header::new(case, CharterVersion::of(&charter));
/// let mut chain = Chain::new(&header);
///
/// let act = Act::support("01890a5d-ac96-774b-bcce-b302099a8058".parse()?);
/// let line = chain.append(&Entry::new(1, "2026-06-01T09:30:00+08:00".parse()?, Holder::Anyone, act))?;
/// assert!(line.contains(&format!(r#""prev":"{}""#, header.digest())));
/// assert_eq!(chain.head(), Digest::of(line.as_bytes()));
/// assert_eq!(chain.next_seq(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// It is that of one kind of record, and does not take the entries of another:
///
/// ```compile_fail,E0308
/// use cogov::act::Entry;
/// use cogov::record::ChainOf;
/// use cogov::register::RegisterHeader;
///
/// fn mixed(header: &RegisterHeader, entry: &Entry) {
///     let mut chain = ChainOf::new(header);
///     chain.append(entry);
/// }
/// ```
pub type Chain = ChainOf<Act>;

/// The end of a record: the digest of its last line, and the number of the next entry. That of the
/// record of a case is a [`Chain`], that of a register a [`RegisterChain`](crate::register::RegisterChain).
///
/// ```
/// use cogov::act::Acts;
/// use cogov::record::{ChainOf, RecordOf};
///
/// fn end<A: Acts>(record: &RecordOf<A>) -> ChainOf<A> {
///     record.chain()
/// }
/// ```
pub struct ChainOf<A> {
    head: Digest,
    next_seq: u64,
    of: PhantomData<fn(A)>,
}

// Derived, they would ask the same of the acts.
impl<A> Clone for ChainOf<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for ChainOf<A> {}

impl<A> PartialEq for ChainOf<A> {
    fn eq(&self, other: &Self) -> bool {
        (self.head, self.next_seq) == (other.head, other.next_seq)
    }
}

impl<A> Eq for ChainOf<A> {}

impl<A> Hash for ChainOf<A> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.head, self.next_seq).hash(state);
    }
}

impl<A> fmt::Debug for ChainOf<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").field("head", &self.head).field("next_seq", &self.next_seq).finish()
    }
}

impl<A> ChainOf<A> {
    /// The digest of the last line.
    #[must_use]
    pub const fn head(&self) -> Digest {
        self.head
    }

    /// The number that the next entry has to have.
    #[must_use]
    pub const fn next_seq(&self) -> u64 {
        self.next_seq
    }

    /// Goes on to a line of this digest.
    pub(super) const fn advance(&mut self, digest: Digest) {
        self.head = digest;
        self.next_seq = self.next_seq.saturating_add(1);
    }
}

impl<A: Acts> ChainOf<A> {
    /// That of a record with nothing but its header.
    #[must_use]
    pub fn new(header: &HeaderOf<A>) -> Self {
        Self { head: header.digest(), next_seq: 1, of: PhantomData }
    }

    /// The line of the next entry, without the line feed; the chain then ends with it.
    ///
    /// # Errors
    ///
    /// When the entry has another number than the next, or has what no reader takes: an integer
    /// beyond 2^53 − 1, more than 100,000 of something, or a line of more than 32 MiB. The chain
    /// stays as it was.
    pub fn append(&mut self, entry: &Envelope<A>) -> Result<String, AppendError> {
        let line = self.line(entry)?;
        self.advance(Digest::of(line.as_bytes()));
        Ok(line)
    }

    /// The line of the next entry, while the chain stays where it is.
    pub(super) fn line(&self, entry: &Envelope<A>) -> Result<String, AppendError> {
        if entry.seq() != self.next_seq {
            return Err(AppendError::wrong_number(entry.seq(), self.next_seq));
        }
        line(entry, self.head).map_err(AppendError::unwritable)
    }
}
