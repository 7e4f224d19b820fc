//! How the parts of a record show themselves, and which of them are the same.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};

use cogov::Lang;
use cogov::record::io::{RecordReader, RecordWriter};
use cogov::record::{Chain, Openings, RecordedCase};

use super::{entry, every_act, header, record_of};

fn hash(chain: &Chain) -> u64 {
    let mut hasher = DefaultHasher::new();
    chain.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn two_ends_of_records_are_the_same_where_the_last_line_is() {
    let (one, two) = (record_of(1).chain(), record_of(2).chain());
    assert_eq!(one, record_of(1).chain());
    assert_eq!(hash(&one), hash(&record_of(1).chain()));
    assert_ne!(one, two);
    assert_ne!(hash(&one), hash(&two));
    let shown = format!("{one:?}");
    assert!(shown.contains("next_seq: 2") && shown.contains(&format!("{:?}", one.head())));
    assert!(format!("{:?}", one.head()).contains(&one.head().to_string()));
}

#[test]
fn a_reader_and_a_writer_show_where_they_are_and_not_what_they_read() {
    let text = record_of(2).to_jsonl();
    let reader = RecordReader::new(text.as_bytes()).unwrap();
    let shown = format!("{reader:?}");
    assert!(shown.contains("RecordReader") && shown.contains("next_seq: 1"), "{shown}");
    let mut writer = RecordWriter::new(Vec::new(), &header()).unwrap();
    writer.write(&entry(1)).unwrap();
    let shown = format!("{writer:?}");
    assert!(shown.contains("RecordWriter") && shown.contains("next_seq: 2"), "{shown}");
}

struct Flushed(u32);

impl Write for Flushed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0 += 1;
        Ok(())
    }
}

#[test]
fn flushing_a_writer_flushes_its_sink() {
    let mut writer = RecordWriter::new(Flushed(0), &header()).unwrap();
    writer.flush().unwrap();
    assert_eq!(writer.into_inner().0, 1);
}

#[test]
fn an_entry_with_another_number_is_told_both_numbers() {
    let error = record_of(1).append(entry(3)).unwrap_err();
    assert_eq!(error.to_string(), "the entry has the number 3, and the next is 2");
    assert_eq!(error.message(Lang::Zh), "条目序号为 3，下一个应为 2");
}

#[test]
fn what_is_not_replayed_says_what_to_do() {
    let error = RecordedCase::replay(&[], &every_act()).unwrap_err();
    for lang in Lang::ALL {
        assert_eq!(error.help(lang), error.refused().first().unwrap().help(lang));
    }
}

#[test]
fn a_check_of_openings_shows_its_places() {
    let check = Openings::default().check(&record_of(1)).unwrap();
    assert!(check.to_string().is_empty(), "nothing is sealed");
    let astray = super::openings::misplaced(2, "with.text");
    let check = astray.check(&record_of(1)).unwrap();
    let [place] = check.misplaced() else { panic!("{check:?}") };
    assert_eq!((place.entry(), place.path()), (2, "with.text"));
    assert_eq!(check.to_string(), "entry 2, with.text: nothing is sealed there");
    let shown = format!("{check:?}");
    assert!(shown.contains("misplaced: [SealedPlace { entry: 2"), "{shown}");
}
