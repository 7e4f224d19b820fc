//! Writing a record line by line.

use std::fmt;
use std::io::{self, Write};
use std::marker::PhantomData;

use crate::act::{Act, Acts, Digest, Envelope};
use crate::record::append_error::AppendError;
use crate::record::chain::Chain;
use crate::record::header::HeaderOf;

/// Writes the record of a case entry by entry, each line in one call.
///
/// When the sink fails, half a line may stand at its end: the writer then takes no more entries.
/// Whoever wants to go on reads the file, shortens it to its
/// [whole lines](crate::record::Loaded::whole_bytes), and [resumes](WriterOf::resume).
pub type RecordWriter<W> = WriterOf<W, Act>;

/// Writes a record entry by entry: as [`RecordWriter`] that of a case, as
/// [`RegisterWriter`](crate::register::RegisterWriter) that of a register.
pub struct WriterOf<W, A> {
    sink: W,
    chain: Chain,
    has_failed: bool,
    of: PhantomData<fn(A)>,
}

impl<W: Write, A: Acts> WriterOf<W, A> {
    /// Begins a record with its header.
    ///
    /// # Errors
    ///
    /// When the sink fails.
    pub fn new(mut sink: W, header: &HeaderOf<A>) -> io::Result<Self> {
        let mut line = header.to_json();
        line.push('\n');
        sink.write_all(line.as_bytes())?;
        Ok(Self { sink, chain: Chain::new(header), has_failed: false, of: PhantomData })
    }

    /// Goes on with a record that was read up to here. The sink stands behind the line feed of the
    /// last whole line.
    ///
    /// ```
    #[doc = include_str!("../fire_lane.txt")]
    /// use cogov::record::Record;
    /// use cogov::record::io::RecordWriter;
    ///
    /// let (before, now) = (fire_lane(3), fire_lane(4));
    /// let file = before.to_jsonl().into_bytes();
    /// let mut writer = RecordWriter::resume(file, before.chain());
    /// writer.write(now.entry(4).unwrap())?;
    /// writer.flush()?;
    /// assert_eq!(writer.end().head(), now.head());
    /// assert_eq!(Record::from_jsonl(writer.into_inner())?.into_record(), now);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn resume(sink: W, chain: Chain) -> Self {
        Self { sink, chain, has_failed: false, of: PhantomData }
    }

    /// Writes an entry. Whether it has arrived where it is kept, only flushing the sink tells.
    ///
    /// # Errors
    ///
    /// When the entry cannot be the next; then nothing is written. When the sink fails, or has
    /// failed before.
    pub fn write(&mut self, entry: &Envelope<A>) -> Result<(), WriteError> {
        if self.has_failed {
            return Err(WriteError::FailedBefore);
        }
        let mut line = self.chain.line(entry)?;
        let digest = Digest::of(line.as_bytes());
        line.push('\n');
        self.sink.write_all(line.as_bytes()).map_err(|error| {
            self.has_failed = true;
            WriteError::Io(error)
        })?;
        self.chain.advance(digest);
        Ok(())
    }

    /// Flushes the sink.
    ///
    /// # Errors
    ///
    /// When the sink fails.
    pub fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

impl<W, A> WriterOf<W, A> {
    /// The end of the record as far as it was written.
    #[must_use]
    pub const fn end(&self) -> Chain {
        self.chain
    }

    /// The sink.
    #[must_use]
    pub fn into_inner(self) -> W {
        self.sink
    }
}

impl<W, A> fmt::Debug for WriterOf<W, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordWriter").field("chain", &self.chain).finish_non_exhaustive()
    }
}

/// Why an entry cannot be written.
///
/// ```
#[doc = include_str!("../fire_lane.txt")]
/// use cogov::record::RecordCode;
/// use cogov::record::io::{RecordWriter, WriteError};
///
/// let (before, later) = (fire_lane(3), fire_lane(5));
/// let mut writer = RecordWriter::resume(Vec::new(), before.chain());
/// let error: WriteError = writer.write(later.entry(5).unwrap()).unwrap_err();
/// assert!(matches!(error, WriteError::Append(why) if why.code() == RecordCode::WrongNumber));
/// assert!(writer.into_inner().is_empty(), "nothing was written");
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// It cannot be the next.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The sink failed.
    #[error("the record could not be written: {0}")]
    Io(#[source] io::Error),
    /// The sink has failed before, so that half a line may stand at its end.
    #[error("an earlier line could not be written; read the record and go on from there")]
    FailedBefore,
}
