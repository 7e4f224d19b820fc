//! Reading a record line by line.

use std::fmt;
use std::io::{self, BufRead, Read as _};

use crate::act::{Act, Acts, Envelope};
use crate::record::chain::ChainOf;
use crate::record::error::RecordError;
use crate::record::fault::Fault;
use crate::record::header::HeaderOf;
use crate::record::io::code::StreamCode;
use crate::record::line::{Said, is_whole, too_long};
use crate::record::verification::Walk;
use crate::values::bounds;
use crate::values::lang::Lang;

/// Reads the record of a case entry by entry; what it keeps in memory is one line, and that is bounded.
///
/// Each line is checked as [`Record::from_jsonl`](crate::record::Record::from_jsonl) does. After
/// an error the iterator ends. What was cut off at the end is no error, and is told by
/// [`RecordReader::torn_bytes`].
pub type RecordReader<R> = ReaderOf<R, Act>;

/// Reads a record entry by entry: as [`RecordReader`] that of a case, as
/// [`RegisterReader`](crate::register::RegisterReader) that of a register.
pub struct ReaderOf<R, A: Acts> {
    source: R,
    header: HeaderOf<A>,
    chain: ChainOf<A>,
    walk: Walk,
    line: Vec<u8>,
    whole: u64,
    torn: u64,
    unended: bool,
    is_done: bool,
}

impl<R: BufRead, A: Acts> ReaderOf<R, A> {
    /// Reads the header.
    ///
    /// # Errors
    ///
    /// When the source fails, or does not begin with a whole header.
    pub fn new(source: R) -> Result<Self, ReadError<A>> {
        let mut source = source;
        let mut line = Vec::new();
        let mut walk = Walk::default();
        let end = read_line(&mut source, &mut line).map_err(ReadError::io)?;
        let length = line.len() as u64;
        let refused = |fault| ReadError::record(1, fault);
        let header = match end {
            End::Torn => return Err(refused(Fault::NoHeader)),
            End::TooLong => return Err(refused(too_long(length, 1))),
            End::LineFeed | End::OfFile => match walk.take(&line).map_err(refused)? {
                Said::Header(header) => header,
                Said::Entry(_) => return Err(refused(Fault::NoHeader)),
            },
        };
        let unended = matches!(end, End::OfFile);
        let whole = length.saturating_add(u64::from(!unended));
        let chain = ChainOf::new(&header);
        Ok(Self { source, header, chain, walk, line, whole, torn: 0, unended, is_done: unended })
    }

    /// Goes on with a record that was read up to here, such as one that has grown since. The source
    /// stands behind the line feed of the last line that was read.
    ///
    /// ```
    #[doc = include_str!("../fire_lane.txt")]
    /// use cogov::record::io::RecordReader;
    ///
    /// let (before, now) = (fire_lane(3), fire_lane(5));
    /// let text = now.to_jsonl();
    /// let new = &text.as_bytes()[before.to_jsonl().len()..];
    /// let mut reader = RecordReader::resume(new, before.header().clone(), before.chain());
    /// let numbers = (&mut reader).map(|entry| Ok(entry?.seq()));
    /// let numbers: Vec<u64> = numbers.collect::<Result<_, cogov::record::io::ReadError>>()?;
    /// assert_eq!(numbers, [4, 5]);
    /// assert_eq!(reader.end().head(), now.head());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn resume(source: R, header: HeaderOf<A>, chain: ChainOf<A>) -> Self {
        Self {
            source,
            header,
            chain,
            walk: Walk::after(chain),
            line: Vec::new(),
            whole: 0,
            torn: 0,
            unended: false,
            is_done: false,
        }
    }

    fn read(&mut self) -> Result<Option<Envelope<A>>, ReadError<A>> {
        let end = read_line(&mut self.source, &mut self.line).map_err(ReadError::io)?;
        let number = self.walk.lines().saturating_add(1);
        let length = self.line.len() as u64;
        match end {
            End::Torn => {
                self.torn = length;
                return Ok(None);
            }
            End::TooLong => return Err(ReadError::record(number, too_long(length, number))),
            End::LineFeed => self.whole = self.whole.saturating_add(1),
            End::OfFile => self.unended = true,
        }
        let said = self.walk.take(&self.line).map_err(|fault| ReadError::record(number, fault))?;
        self.whole = self.whole.saturating_add(length);
        if let Some(head) = self.walk.head() {
            self.chain.advance(head);
        }
        match said {
            Said::Entry(entry) => Ok(Some(*entry)),
            // After the first line there are only entries.
            Said::Header(_) => Ok(None),
        }
    }
}

impl<R, A: Acts> ReaderOf<R, A> {
    /// The first line.
    #[must_use]
    pub const fn header(&self) -> &HeaderOf<A> {
        &self.header
    }

    /// The end of what was read so far: once the iterator has ended without an error, that of the
    /// record, with which a writer goes on.
    #[must_use]
    pub const fn end(&self) -> ChainOf<A> {
        self.chain
    }

    /// How many bytes of a line that was cut off stand at the end, once the iterator has ended.
    ///
    /// ```
    #[doc = include_str!("../fire_lane.txt")]
    /// use cogov::record::io::RecordReader;
    ///
    /// // The power failed while the fourth entry was written.
    /// let text = fire_lane(4).to_jsonl();
    /// let cut = &text[..text.len() - 20];
    /// let mut reader = RecordReader::new(cut.as_bytes())?;
    /// let entries = (&mut reader).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(entries.len(), 3);
    /// assert!(reader.torn_bytes().is_some() && !reader.needs_line_feed());
    /// assert_eq!(reader.whole_bytes(), fire_lane(3).to_jsonl().len() as u64);
    /// assert_eq!(reader.end().head(), fire_lane(3).head());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn torn_bytes(&self) -> Option<u64> {
        (self.torn > 0).then_some(self.torn)
    }

    /// How many bytes the whole lines read so far take; those before it was resumed do not count.
    #[must_use]
    pub const fn whole_bytes(&self) -> u64 {
        self.whole
    }

    /// Whether the last whole line has no line feed.
    #[must_use]
    pub const fn needs_line_feed(&self) -> bool {
        self.unended
    }
}

impl<R: BufRead, A: Acts> Iterator for ReaderOf<R, A> {
    type Item = Result<Envelope<A>, ReadError<A>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let read = self.read();
        self.is_done = self.unended || !matches!(read, Ok(Some(_)));
        read.transpose()
    }
}

impl<R, A: Acts> fmt::Debug for ReaderOf<R, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordReader")
            .field("header", &self.header)
            .field("chain", &self.chain)
            .finish_non_exhaustive()
    }
}

/// How a line ends.
#[derive(Clone, Copy)]
enum End {
    LineFeed,
    /// Whole, and without a line feed.
    OfFile,
    /// Cut off, or nothing at all.
    Torn,
    TooLong,
}

/// Reads a line without its line feed, and no further than a line may go.
fn read_line(source: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<End> {
    line.clear();
    // One byte too many, and the line feed.
    let most = bounds::RECORD_LINE_BYTES.largest().saturating_add(2);
    source.by_ref().take(most).read_until(b'\n', line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(End::LineFeed);
    }
    if !bounds::RECORD_LINE_BYTES.admits(line.len()) {
        return Ok(End::TooLong);
    }
    Ok(if is_whole(line) { End::OfFile } else { End::Torn })
}

/// Why a record cannot be read from a source.
///
/// ```
#[doc = include_str!("../fire_lane.txt")]
/// use cogov::record::RecordCode;
/// use cogov::record::io::{ReadError, RecordReader};
///
/// let forged = fire_lane(4).to_jsonl().replace("Cars stand", "No cars stand");
/// let mut reader = RecordReader::new(forged.as_bytes())?;
/// let error: ReadError = reader.find_map(Result::err).unwrap();
/// let wrong = error.as_record().unwrap();
/// assert_eq!((wrong.line(), wrong.code()), (3, RecordCode::BrokenChain));
/// assert_eq!(error.code(), "broken-chain");
/// assert_eq!(error.to_string(), wrong.to_string());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError<A: Acts = Act> {
    /// The source failed.
    Io(io::Error),
    /// The record is wrong.
    Record(RecordError<A>),
}

impl<A: Acts> ReadError<A> {
    const fn io(error: io::Error) -> Self {
        Self::Io(error)
    }

    fn record(line: u64, fault: Fault) -> Self {
        Self::Record(RecordError::new(line, fault, None, None))
    }

    /// What is wrong with the record, if it is that.
    #[must_use]
    pub const fn as_record(&self) -> Option<&RecordError<A>> {
        match self {
            Self::Io(_) => None,
            Self::Record(error) => Some(error),
        }
    }

    /// Its code, which is stable: that of what is wrong with the record, or `source-failed`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => StreamCode::SourceFailed.as_str(),
            Self::Record(error) => error.code().as_str(),
        }
    }

    /// What is wrong, in plain words. What the source said is in the words of the system.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Io(error), lang) => {
                let colon = lang.pick(": ", "：");
                format!("{}{colon}{error}", StreamCode::SourceFailed.label(lang))
            }
            (Self::Record(error), _) => error.message(lang),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        match self {
            Self::Io(_) => StreamCode::SourceFailed.help(lang).to_owned(),
            Self::Record(error) => error.help(lang),
        }
    }
}

/// What [`ReadError::message`] says in English, and all of it: there is no source besides.
impl<A: Acts> fmt::Display for ReadError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl<A: Acts> std::error::Error for ReadError<A> {}
