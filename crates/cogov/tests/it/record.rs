//! Records: written and read, cut, damaged and judged.

mod cut;
mod damaged;
mod format;
mod moving;
mod openings;
mod recorded;
mod shown;
mod streamed;
mod told;
mod unwritable;

use cogov::act::{Act, Digest, Entry};
use cogov::record::{CharterVersion, Header, Record};
use cogov::values::CharterKey;

pub(crate) fn header() -> Header {
    let charter = CharterVersion::new(CharterKey::new("east-court").unwrap(), 3, Digest::of(b"x"));
    Header::new("01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(), charter.unwrap())
}

/// The smallest entry that has a number.
pub(crate) fn entry(seq: u64) -> Entry {
    let act = Act::support("01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap());
    Entry::new(seq, "2026-06-01T09:30:00+08:00".parse().unwrap(), cogov::Holder::Anyone, act)
}

/// A record with so many small entries.
pub(crate) fn record_of(entries: u64) -> Record {
    let mut record = Record::new(header());
    for seq in 1..=entries {
        record.append(entry(seq)).unwrap();
    }
    record
}

/// A record with the examples of every act: of all sizes, and in two scripts.
pub(crate) fn every_act() -> Record {
    let mut record = Record::new(header());
    for line in include_str!("../fixtures/entries/every-act.jsonl").lines() {
        record.append(Entry::from_json(line).unwrap()).unwrap();
    }
    record
}
