//! What could not be written whole is an error, and never a rounded number or an empty text.

use cogov::act::{Act, Entry, Migrate};
use cogov::case::Case;
use cogov::record::{Record, RecordedCase};
use cogov::{Charter, Holder, Lang, ProblemCode};

use super::header;

fn charter() -> Charter {
    Charter::builtin("cuizhuyuan-completed").unwrap()
}

fn entry(version: u64) -> Entry {
    let act = Act::migrate(Migrate::new(version, charter().digest()));
    Entry::new(1, "2026-06-01T09:30:00+08:00".parse().unwrap(), Holder::Anyone, act)
}

#[test]
fn a_number_that_no_reader_takes_is_refused_wherever_an_entry_is_written() {
    let largest = (1_u64 << 53) - 1;
    let sound = entry(largest);
    assert_eq!(Entry::from_json(&sound.to_json().unwrap()).unwrap(), sound);
    for version in [largest + 1, largest + 2, u64::MAX] {
        let entry = entry(version);
        let problem = entry.to_json().unwrap_err();
        assert_eq!(problem.code(), ProblemCode::BoundExceeded);
        assert!(Lang::ALL.iter().all(|&lang| !problem.message(lang).is_empty()));
        // No record takes it in, and what was not written is not taken in either.
        assert!(Record::new(header()).append(entry.clone()).is_err());
        let id = "0192f000-0000-7000-8000-0000000000ff".parse().unwrap();
        let mut recorded = RecordedCase::open(charter(), id);
        assert!(recorded.observe(&entry).is_err());
        assert_eq!(recorded.case().state(), Case::open(charter(), id).state());
    }
}

#[test]
fn a_header_and_sealed_words_are_written_as_any_other_value_is() {
    for header in [header(), RecordedCase::open(charter(), header().case()).header().clone()] {
        // Here the members of an object are sorted when it is written.
        let sorted: std::collections::BTreeMap<String, serde_json::Value> =
            serde_json::from_value(serde_json::to_value(&header).unwrap()).unwrap();
        assert_eq!(header.to_json(), serde_json::to_string(&sorted).unwrap());
    }
    let register = cogov::register::RecordedRegister::open(
        charter(),
        "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
    );
    let text = register.header().to_json();
    assert!(text.starts_with(r#"{"charter":{"digest":""#), "{text}");
    assert!(text.ends_with(r#""register":"01890a5d-ac96-774b-bcce-b302099a8057"}"#), "{text}");
    let words = r#"{"de":"Schön \"und\"\nneu","en":"New\\","zh":"新"}"#;
    let text: cogov::Text = serde_json::from_str(words).unwrap();
    let bytes = [&[7_u8; 32][..], words.as_bytes()].concat();
    let opening = cogov::act::Opening::new([7; 32], text);
    assert_eq!(opening.commitment(), cogov::act::Digest::of(&bytes));
}
