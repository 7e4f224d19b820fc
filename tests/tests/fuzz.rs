//! The fuzz targets, without a fuzzer: they are given the corpus, the vectors, and each of them changed
//! in a way that is the same in every run.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cogov_tests::targets::TARGETS;

/// Numbers that look random and are the same in every run (Marsaglia's xorshift, 64 bits).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The files of a directory, in the order of their names.
fn files(directory: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().filter(|path| path.is_file()).map(|path| fs::read(path).unwrap()).collect()
}

/// Lines of JSON that an entry or a charter can have, to be put into others.
const MORSELS: [&str; 16] = [
    "{\"none\":true}",
    "[]",
    "{}",
    "null",
    "-1",
    "1.0",
    "9007199254740992",
    "\"\"",
    "\"\\u0000\"",
    "\"中\"",
    "true",
    "[[[[[[[[",
    "\u{202e}",
    "2024-02-29",
    "\n",
    ",",
];

/// An input that is changed in one to four places.
fn changed(input: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        let end = (at + 1 + numbers.below(12)).min(bytes.len());
        match numbers.below(7) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << numbers.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 => bytes.truncate(at),
            4 => {
                let morsel = MORSELS[numbers.below(MORSELS.len())].bytes();
                bytes.splice(at..end, morsel);
            }
            5 => {
                let from = numbers.below(other.len());
                let piece = &other[from..(from + 1 + numbers.below(60)).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => {
                // Lines change their places, and numbers their values.
                let digit = bytes.iter().skip(at).position(u8::is_ascii_digit);
                if let Some(digit) = digit {
                    bytes[at + digit] = b'0' + numbers.below(10) as u8;
                }
            }
        }
    }
    bytes
}

/// What a target begins with: the corpus that a fuzzer left, and known inputs of its kind.
fn inputs(target: &str) -> Vec<Vec<u8>> {
    let mut inputs = files(&root().join("fuzz/corpus").join(target));
    assert!(!inputs.is_empty(), "the corpus of {target} is not there");
    let vectors = root().join("vectors");
    match target {
        "charter" => inputs.extend(files(&vectors.join("charters"))),
        "entry" => {
            for record in files(&vectors.join("records")) {
                inputs.extend(record.split(|byte| *byte == b'\n').map(<[u8]>::to_vec));
            }
        }
        _ => {}
    }
    inputs
}

fn run(target: &str, times: usize) {
    let targets: BTreeMap<&str, fn(&[u8])> = TARGETS.into_iter().collect();
    let inputs = inputs(target);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for input in &inputs {
        targets[target](input);
        for _ in 0..times {
            let other = &inputs[numbers.below(inputs.len())];
            targets[target](&changed(input, other, &mut numbers));
        }
    }
}

#[test]
fn any_text_is_a_charter_or_is_refused_with_reasons() {
    run("charter", 12);
}

#[test]
fn any_text_is_an_entry_that_can_be_observed_or_is_refused() {
    run("entry", 6);
}

#[test]
fn any_bytes_are_a_record_of_which_nothing_is_lost_or_are_said_to_be_damaged() {
    run("record", 20);
}

#[test]
fn whatever_is_offered_in_any_sequence_of_acts_is_accepted() {
    run("acts", 3);
}
