//! A record that was cut off loads to its last whole line.

use cogov::record::io::{RecordReader, RecordWriter};
use cogov::record::{Chain, Record, RecordCode, verify};

use super::{entry, every_act, header, record_of};

/// What has to be loaded of the first bytes of a text: lines, and bytes that are left.
fn wanted(text: &str, cut: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..cut];
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let feeds = before.iter().filter(|byte| **byte == b'\n').count();
    // The whole line, without its line feed.
    let whole = text.as_bytes().get(cut) == Some(&b'\n') && cut > start;
    if whole { (feeds + 1, 0) } else { (feeds, cut - start) }
}

#[test]
fn a_text_cut_at_any_byte_loads_to_its_last_whole_line() {
    let record = record_of(9);
    let text = record.to_jsonl();
    for cut in 0..=text.len() {
        let (lines, torn) = wanted(&text, cut);
        let cut_off = &text.as_bytes()[..cut];
        let loaded = match Record::from_jsonl(cut_off) {
            Ok(loaded) => loaded,
            Err(error) => {
                assert_eq!((lines, error.code()), (0, RecordCode::NoHeader), "{cut}: {error}");
                continue;
            }
        };
        assert_eq!(loaded.record().entries(), &record.entries()[..lines - 1], "{cut}");
        assert_eq!(loaded.torn_bytes().unwrap_or(0) as usize, torn, "{cut}");
        assert_eq!(loaded.whole_bytes() as usize, cut - torn);
        assert_eq!(loaded.needs_line_feed(), torn == 0 && cut_off.last() != Some(&b'\n'));
        let verification = verify(cut_off, Some(loaded.record().head()));
        assert!(verification.is_intact(), "{cut}: {verification}");
        assert_eq!(verification.torn_bytes() as usize, torn);
    }
}

/// The whole text is not read for each of its bytes: a reader goes on behind the line before.
#[test]
fn a_record_of_1_000_entries_loads_from_each_byte_on_to_its_last_whole_line() {
    let mut record = every_act();
    for seq in record.chain().next_seq()..=1_000 {
        record.append(entry(seq)).unwrap();
    }
    let text = record.to_jsonl();
    let mut chain = Chain::new(record.header());
    for (entry, line) in record.entries().iter().zip(text.lines().skip(1)) {
        // Small entries are alike: of those, only some are cut at every byte.
        let every = if entry.seq() <= 110 || entry.seq() % 50 == 0 { 1 } else { 37 };
        for cut in (0..line.len()).step_by(every) {
            let mut reader =
                RecordReader::resume(&line.as_bytes()[..cut], record.header().clone(), chain);
            assert!(reader.next().is_none(), "{} cut at {cut}", entry.seq());
            assert_eq!(reader.torn_bytes(), (cut > 0).then_some(cut as u64));
            assert_eq!(reader.end(), chain);
        }
        let mut reader = RecordReader::resume(line.as_bytes(), record.header().clone(), chain);
        assert_eq!(&reader.next().unwrap().unwrap(), entry);
        assert!(reader.next().is_none() && reader.needs_line_feed());
        chain.append(entry).unwrap();
        assert_eq!(reader.end(), chain);
    }
    assert_eq!(chain, record.chain());
    assert_eq!(Record::from_jsonl(&text).unwrap().into_record(), record);
}

#[test]
fn a_file_that_was_cut_off_is_shortened_and_written_on() {
    let record = record_of(4);
    let text = record.to_jsonl();
    for cut in header().to_json().len()..text.len() {
        let mut file = text.as_bytes()[..cut].to_vec();
        let loaded = Record::from_jsonl(&file).unwrap();
        file.truncate(loaded.whole_bytes() as usize);
        let needs_line_feed = loaded.needs_line_feed();
        let mut writer = RecordWriter::resume(file, loaded.record().chain(), needs_line_feed);
        for entry in &record.entries()[loaded.record().entries().len()..] {
            writer.write(entry).unwrap();
        }
        // The line feed that is missing is written with the next line, if there is one.
        let is_all = loaded.record().entries().len() == record.entries().len();
        let wanted = if is_all { text.trim_end() } else { &text };
        assert_eq!(String::from_utf8(writer.into_inner()).unwrap(), wanted);
    }
}

#[test]
fn what_stands_at_the_end_and_is_no_object_was_cut_off() {
    let text = record_of(2).to_jsonl();
    for tail in ["{", "null", "12", "\0\0\0\0", "\"x\"", "[]", "\u{7f}", "{\"act\":\"停"] {
        let loaded = Record::from_jsonl(format!("{text}{tail}")).unwrap();
        assert_eq!(loaded.torn_bytes(), Some(tail.len() as u64));
        assert_eq!(loaded.record().entries().len(), 2);
    }
    // Half a character.
    let mut bytes = text.into_bytes();
    bytes.extend(&"停".as_bytes()[..2]);
    assert_eq!(Record::from_jsonl(&bytes).unwrap().torn_bytes(), Some(2));
}

#[test]
fn a_broken_line_with_a_line_feed_was_not_cut_off() {
    let text = record_of(2).to_jsonl();
    let error = Record::from_jsonl(format!("{text}{{\"act\":\n")).unwrap_err();
    assert_eq!((error.line(), error.code()), (4, RecordCode::UnreadableLine));
    assert_eq!(error.sound().unwrap().entries().len(), 2);
}
