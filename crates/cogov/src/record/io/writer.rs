//! Writing a record line by line.

use std::fmt;
use std::io::{self, Write};

use crate::act::{Act, Acts, Digest, Envelope};
use crate::record::append_error::AppendError;
use crate::record::chain::ChainOf;
use crate::record::header::HeaderOf;
use crate::record::io::code::StreamCode;
use crate::values::lang::Lang;

/// Writes the record of a case entry by entry, each line in one call.
///
/// When the sink fails, half a line may stand at its end: the writer then takes no more entries.
/// Whoever wants to go on reads the file, shortens it to its
/// [whole lines](crate::record::Loaded::whole_bytes), and [resumes](WriterOf::resume), telling whether
/// the last of them [lacks its line feed](crate::record::Loaded::needs_line_feed).
pub type RecordWriter<W> = WriterOf<W, Act>;

/// Writes a record entry by entry: as [`RecordWriter`] that of a case, as
/// [`RegisterWriter`](crate::register::RegisterWriter) that of a register.
pub struct WriterOf<W, A> {
    sink: W,
    chain: ChainOf<A>,
    needs_line_feed: bool,
    has_failed: bool,
}

impl<W: Write, A: Acts> WriterOf<W, A> {
    /// Begins a record with its header.
    ///
    /// # Errors
    ///
    /// When the sink fails; nothing is written of a header that no reader would take
    /// ([`InvalidInput`](io::ErrorKind::InvalidInput)).
    pub fn new(mut sink: W, header: &HeaderOf<A>) -> io::Result<Self> {
        let mut line = header.line().map_err(|problem| {
            io::Error::new(io::ErrorKind::InvalidInput, problem.message(Lang::En))
        })?;
        line.push('\n');
        sink.write_all(line.as_bytes())?;
        let chain = ChainOf::new(header);
        Ok(Self { sink, chain, needs_line_feed: false, has_failed: false })
    }

    /// Goes on with a record that was read up to here. The sink stands behind the last whole line.
    ///
    /// Where that line [needs a line feed](crate::record::Loaded::needs_line_feed), it is written
    /// together with the next line.
    ///
    /// ```
    #[doc = include_str!("../fire_lane.txt")]
    /// use cogov::record::Record;
    /// use cogov::record::io::RecordWriter;
    ///
    /// let (before, now) = (fire_lane(3), fire_lane(4));
    /// // An editor took the last line feed away.
    /// let file = before.to_jsonl().trim_end().as_bytes().to_vec();
    /// let loaded = Record::from_jsonl(&file)?;
    /// let mut writer =
    ///     RecordWriter::resume(file, loaded.record().chain(), loaded.needs_line_feed());
    /// writer.write(now.entry(4).unwrap())?;
    /// writer.flush()?;
    /// assert_eq!(writer.end().head(), now.head());
    /// assert_eq!(Record::from_jsonl(writer.into_inner())?.into_record(), now);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn resume(sink: W, chain: ChainOf<A>, needs_line_feed: bool) -> Self {
        Self { sink, chain, needs_line_feed, has_failed: false }
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
        if self.needs_line_feed {
            line.insert(0, '\n');
        }
        self.sink.write_all(line.as_bytes()).map_err(|error| {
            self.has_failed = true;
            WriteError::Io(error)
        })?;
        self.needs_line_feed = false;
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
    pub const fn end(&self) -> ChainOf<A> {
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
/// let mut writer = RecordWriter::resume(Vec::new(), before.chain(), false);
/// let error: WriteError = writer.write(later.entry(5).unwrap()).unwrap_err();
/// assert_eq!(error.code(), RecordCode::WrongNumber.as_str());
/// assert!(writer.into_inner().is_empty(), "nothing was written");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// It cannot be the next.
    Append(AppendError),
    /// The sink failed.
    Io(io::Error),
    /// The sink has failed before, so that half a line may stand at its end.
    FailedBefore,
}

impl WriteError {
    /// Its code, which is stable: that of why it cannot be the next, or `sink-failed`, or
    /// `sink-failed-before`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Append(error) => error.code().as_str(),
            Self::Io(_) => StreamCode::SinkFailed.as_str(),
            Self::FailedBefore => StreamCode::SinkFailedBefore.as_str(),
        }
    }

    /// What is wrong, in plain words. What the sink said is in the words of the system.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Append(error), _) => error.message(lang),
            (Self::Io(error), lang) => {
                let colon = lang.pick(": ", "：");
                format!("{}{colon}{error}", StreamCode::SinkFailed.label(lang))
            }
            (Self::FailedBefore, lang) => StreamCode::SinkFailedBefore.label(lang).to_owned(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        match self {
            Self::Append(error) => error.help(lang),
            Self::Io(_) => StreamCode::SinkFailed.help(lang).to_owned(),
            Self::FailedBefore => StreamCode::SinkFailedBefore.help(lang).to_owned(),
        }
    }
}

impl From<AppendError> for WriteError {
    fn from(error: AppendError) -> Self {
        Self::Append(error)
    }
}

/// What [`WriteError::message`] says in English, and all of it: there is no source besides.
impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for WriteError {}
