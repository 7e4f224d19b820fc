//! A record read and written line by line.

use std::io::{self, BufReader, Read, Write};

use cogov::act::Entry;
use cogov::record::io::{ReadError, RecordReader, RecordWriter, WriteError};
use cogov::record::{Record, RecordCode};
use cogov::{Lang, ProblemCode};
use proptest::prelude::*;

use super::{entry, every_act, header, record_of};

/// What comes out of a reader: the entries, and the error with which it ended.
fn read(bytes: &[u8]) -> (Vec<Entry>, Option<ReadError>, Option<u64>) {
    let mut reader = match RecordReader::new(BufReader::with_capacity(7, bytes)) {
        Ok(reader) => reader,
        Err(error) => return (Vec::new(), Some(error), None),
    };
    let (mut entries, mut error) = (Vec::new(), None);
    for read in &mut reader {
        match read {
            Ok(entry) => entries.push(entry),
            Err(found) => error = Some(found),
        }
    }
    assert!(reader.next().is_none(), "it has ended");
    (entries, error, reader.torn_bytes())
}

/// It comes to the same as reading the whole text.
fn agrees(bytes: &[u8]) {
    let (entries, error, torn) = read(bytes);
    match Record::from_jsonl(bytes) {
        Ok(loaded) => {
            assert!(error.is_none(), "{error:?}");
            assert_eq!(loaded.record().entries(), entries);
            assert_eq!(loaded.torn_bytes(), torn);
        }
        Err(whole) => {
            let error = error.unwrap();
            let streamed = error.as_record().unwrap();
            assert_eq!((streamed.line(), streamed.code()), (whole.line(), whole.code()));
            assert_eq!(streamed.unreadable(), whole.unreadable());
            assert_eq!(streamed.damage(), None, "one line does not tell what happened");
        }
    }
}

#[test]
fn what_is_written_line_by_line_is_the_record() {
    let record = every_act();
    let mut writer = RecordWriter::new(Vec::new(), record.header()).unwrap();
    for entry in record.entries() {
        writer.write(entry).unwrap();
    }
    writer.flush().unwrap();
    assert_eq!(writer.end(), record.chain());
    let bytes = writer.into_inner();
    assert_eq!(bytes, record.to_jsonl().into_bytes());

    let mut reader = RecordReader::new(bytes.as_slice()).unwrap();
    assert_eq!(reader.header(), record.header());
    let entries: Result<Vec<Entry>, ReadError> = reader.by_ref().collect();
    assert_eq!(entries.unwrap(), record.entries());
    assert_eq!((reader.end(), reader.whole_bytes()), (record.chain(), bytes.len() as u64));
    assert_eq!((reader.torn_bytes(), reader.needs_line_feed()), (None, false));
}

#[test]
fn a_reader_says_what_reading_the_whole_says() {
    let text = record_of(3).to_jsonl();
    let bytes = text.as_bytes();
    for cut in 0..bytes.len() {
        agrees(&bytes[..cut]);
    }
    for (from, to) in [
        ("support", "supporr"),
        ("09:30", "09:31"),
        ("\n", "\r\n"),
        ("\n", "\n\n"),
        ("cogov-record/1", "cogov-record/2"),
        ("\"seq\":2", "\"seq\":4"),
        ("{", "\u{feff}{"),
    ] {
        agrees(text.replacen(from, to, 1).as_bytes());
        agrees(text.replace(from, to).as_bytes());
    }
}

proptest! {
    #[test]
    fn a_reader_agrees_on_whatever_became_of_a_record(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<Option<u8>>()), 0..3),
    ) {
        let mut bytes = record_of(3).to_jsonl().into_bytes();
        for (at, put) in edits {
            let at = at.index(bytes.len());
            match put {
                Some(byte) => bytes[at] = byte,
                None => drop(bytes.remove(at)),
            }
        }
        agrees(&bytes);
    }
}

#[test]
fn a_reader_goes_on_where_a_record_has_grown() {
    let (before, after) = (record_of(2), record_of(5));
    let old = before.to_jsonl();
    let mut reader = RecordReader::new(old.as_bytes()).unwrap();
    assert_eq!(reader.by_ref().count(), 2);
    let rest = &after.to_jsonl().into_bytes()[reader.whole_bytes() as usize..];
    let mut reader = RecordReader::resume(rest, reader.header().clone(), reader.end());
    let more: Vec<Entry> = reader.by_ref().map(Result::unwrap).collect();
    assert_eq!(more, &after.entries()[2..]);
    assert_eq!(reader.end(), after.chain());
    // Behind another line it is not the same record.
    let mut reader = RecordReader::resume(rest, header(), record_of(1).chain());
    let error = reader.next().unwrap().unwrap_err();
    let error = error.as_record().unwrap();
    assert_eq!((error.line(), error.code()), (3, RecordCode::BrokenChain));
}

#[test]
fn a_line_that_never_ends_is_refused_at_its_bound() {
    let text = record_of(1).to_jsonl();
    let endless = BufReader::new(text.as_bytes().chain(io::repeat(b'x')));
    let mut reader = RecordReader::new(endless).unwrap();
    assert!(reader.next().unwrap().is_ok());
    let error = reader.next().unwrap().unwrap_err();
    let error = error.as_record().unwrap();
    assert_eq!((error.line(), error.code()), (3, RecordCode::UnreadableLine));
    let problem = error.unreadable().unwrap().first();
    assert_eq!(problem.code(), ProblemCode::BoundExceeded);
    assert!(reader.next().is_none());
}

/// A sink that takes so many bytes.
struct Full(Vec<u8>, usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.1 - self.0.len();
        if room == 0 {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        let taken = bytes.len().min(room);
        self.0.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn after_a_failure_nothing_is_written_behind_half_a_line() {
    let text = record_of(2).to_jsonl();
    let mut writer = RecordWriter::new(Full(Vec::new(), text.len() - 20), &header()).unwrap();
    writer.write(&entry(1)).unwrap();
    let before = writer.end();
    let failed = writer.write(&entry(2)).unwrap_err();
    assert!(matches!(failed, WriteError::Io(_)));
    assert_eq!(writer.end(), before, "the entry is not in the record");
    let again = writer.write(&entry(2)).unwrap_err();
    assert!(matches!(again, WriteError::FailedBefore));
    for (error, code) in [(failed, "sink-failed"), (again, "sink-failed-before")] {
        assert_eq!((error.code(), error.to_string()), (code, error.message(Lang::En)));
        assert!(!error.message(Lang::Zh).is_ascii() && !error.help(Lang::Zh).is_ascii());
        assert!(std::error::Error::source(&error).is_none());
    }
    let file = writer.into_inner().0;
    assert_eq!(file, text.as_bytes()[..text.len() - 20]);
    let loaded = Record::from_jsonl(&file).unwrap();
    assert_eq!(loaded.record().chain(), before);
}

#[test]
fn an_entry_that_cannot_be_next_is_not_written() {
    let mut writer = RecordWriter::new(Vec::new(), &header()).unwrap();
    let Err(WriteError::Append(error)) = writer.write(&entry(2)) else { panic!("it was written") };
    assert_eq!(error.code(), RecordCode::WrongNumber);
    writer.write(&entry(1)).unwrap();
    assert_eq!(writer.into_inner(), record_of(1).to_jsonl().into_bytes());
}

#[test]
fn a_line_feed_that_is_missing_is_written_before_the_next_line_and_once() {
    let text = record_of(3).to_jsonl();
    for (kept, needs) in [(text.trim_end(), true), (text.as_str(), false)] {
        let file = kept.as_bytes().to_vec();
        let loaded = Record::from_jsonl(&file).unwrap();
        assert_eq!(loaded.needs_line_feed(), needs);
        let mut writer =
            RecordWriter::resume(file, loaded.record().chain(), loaded.needs_line_feed());
        writer.write(&entry(4)).unwrap();
        writer.write(&entry(5)).unwrap();
        assert_eq!(String::from_utf8(writer.into_inner()).unwrap(), record_of(5).to_jsonl());
    }
    // Nothing is written where no line follows, or where it cannot be the next.
    let mut writer = RecordWriter::resume(Vec::new(), record_of(3).chain(), true);
    assert_eq!(writer.write(&entry(9)).unwrap_err().code(), "wrong-number");
    assert!(writer.into_inner().is_empty());
}

#[test]
fn a_source_that_fails_is_told_apart_from_a_record_that_is_wrong() {
    struct Failing;

    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::TimedOut))
        }
    }

    let error = RecordReader::new(BufReader::new(Failing)).unwrap_err();
    assert!(matches!(&error, ReadError::Io(io) if io.kind() == io::ErrorKind::TimedOut));
    assert!(error.as_record().is_none());
    assert_eq!(error.code(), "source-failed");
    assert!(
        error.message(Lang::Zh).starts_with("无法读取记录：") && !error.help(Lang::Zh).is_ascii()
    );
    // What the message tells is not told again as its source.
    assert!(error.to_string().starts_with("the record could not be read: "));
    assert!(std::error::Error::source(&error).is_none());
    let text = record_of(1).to_jsonl();
    let mut reader = RecordReader::new(BufReader::new(text.as_bytes().chain(Failing))).unwrap();
    assert!(reader.next().unwrap().is_ok());
    assert!(matches!(reader.next(), Some(Err(ReadError::Io(_)))));
    assert!(reader.next().is_none());
}
