//! A record that was damaged says so, and where; what stands before the damage is not lost.

use cogov::Lang;
use cogov::act::Digest;
use cogov::record::{DamageKind, Header, Record, RecordCode, Verification, verify};
use proptest::prelude::*;

use super::{entry, every_act, header, record_of};
use crate::act::entries::numbered;

fn lines(record: &Record) -> Vec<String> {
    record.to_jsonl().lines().map(str::to_owned).collect()
}

fn text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn kind(verification: &Verification) -> (u64, DamageKind) {
    let damage = verification.damage().unwrap_or_else(|| panic!("no damage: {verification}"));
    (damage.line(), damage.kind())
}

/// The one thing that it can have been, with and without the head.
fn told(damaged: &[String], head: Digest) -> (u64, DamageKind) {
    let without = verify(text(damaged), None);
    let with = verify(text(damaged), Some(head));
    assert_eq!(kind(&without), kind(&with), "{without} / {with}");
    assert_eq!(with.damage().unwrap().alternative(), None, "{with}");
    kind(&with)
}

/// Numbers that look random and are always the same (Steele and Vigna's SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap()
    }
}

/// A few entries of different acts, so that it is read fast.
fn mixed(numbers: &mut Numbers, size: usize) -> Record {
    let examples = every_act();
    let mut record = Record::new(header());
    for seq in 1..=size as u64 {
        let example = &examples.entries()[numbers.below(examples.entries().len())];
        let mut value = serde_json::to_value(example).unwrap();
        value["seq"] = seq.into();
        record.append(serde_json::from_value(value).unwrap()).unwrap();
    }
    record
}

/// Judges a record with one bit turned, and, where that is asked for, reads it.
fn flip_is_found(record: &Record, original: &str, at: usize, bit: usize, reads: bool) {
    let mut bytes = original.as_bytes().to_vec();
    bytes[at] ^= 1 << bit;
    // A line feed belongs to the line that it ends.
    let line = original.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let verification = verify(&bytes, Some(record.head()));
    assert!(!verification.is_intact(), "bit {bit} of byte {at} was not found");
    let damage = verification.damage().unwrap();
    let other = damage.alternative().map(|(line, _)| line);
    assert!(damage.line() == line || other == Some(line), "line {line}: {verification}");
    assert!(damage.line().abs_diff(line) <= 1, "line {line}: {verification}");
    // Where all may have been chained anew, no line is known to be sound.
    let is_rechained = matches!(damage.alternative(), Some((_, DamageKind::Rechained)));
    let sound = verification.sound_lines();
    assert!(if is_rechained { sound == 0 } else { sound + 2 >= line }, "{line}: {verification}");
    if !reads {
        return;
    }
    let sound = match Record::from_jsonl(&bytes) {
        Ok(loaded) => Some(loaded.into_record()),
        Err(error) => error.sound().cloned(),
    };
    // Without the head a change of the last line can go unseen.
    let last = record.entries().len() as u64 + 1;
    match sound {
        Some(sound) if line < last => {
            assert!(sound.entries().len() as u64 + 3 >= line, "too much was lost");
            assert!(record.entries().starts_with(sound.entries()), "{verification}");
        }
        Some(_) => {}
        None => assert!(line <= 2, "all was lost: {verification}"),
    }
}

#[test]
fn one_bit_turned_at_each_of_10_000_places_is_found_there() {
    let mut numbers = Numbers(20_260_601);
    for _ in 0..200 {
        let record = mixed(&mut numbers, 3);
        let original = record.to_jsonl();
        for place in 0..50 {
            let (at, bit) = (numbers.below(original.len()), numbers.below(8));
            flip_is_found(&record, &original, at, bit, place % 10 == 0);
        }
    }
}

#[test]
fn one_bit_turned_in_a_long_record_is_found_there() {
    let record = every_act();
    let original = record.to_jsonl();
    let mut numbers = Numbers(7);
    for _ in 0..12 {
        flip_is_found(&record, &original, numbers.below(original.len()), numbers.below(8), true);
    }
}

#[test]
fn every_bit_of_a_short_record_is_found() {
    let record = record_of(1);
    let original = record.to_jsonl();
    for at in 0..original.len() {
        for bit in 0..8 {
            flip_is_found(&record, &original, at, bit, bit == at % 8);
        }
    }
}

#[test]
fn lines_dropped_are_counted() {
    let record = record_of(8);
    let sound = lines(&record);
    for first in 1..8 {
        for dropped in 1..=8 - first {
            let mut damaged = sound.clone();
            damaged.drain(first..first + dropped);
            let found = told(&damaged, record.head());
            let kind = DamageKind::Dropped { lines: dropped as u64 };
            // Of a line at the end nothing is known but what it says, unless the head is.
            assert_eq!(found, (first as u64 + 1, kind));
        }
    }
    let mut headless = sound.clone();
    headless.drain(..1);
    assert_eq!(told(&headless, record.head()), (1, DamageKind::Dropped { lines: 1 }));
    headless.drain(..3);
    assert_eq!(told(&headless, record.head()), (1, DamageKind::Dropped { lines: 4 }));
}

#[test]
fn a_lost_tail_is_seen_only_with_the_head() {
    let record = record_of(5);
    let sound = lines(&record);
    for kept in 1..6 {
        let without = verify(text(&sound[..kept]), None);
        assert!(without.is_intact() && !without.sees_lost_tail());
        assert!(without.to_string().contains("cannot be seen without the head"), "{without}");
        assert!(without.describe(Lang::Zh).contains("无法判断"));
        let with = verify(text(&sound[..kept]), Some(record.head()));
        assert_eq!(kind(&with), (kept as u64 + 1, DamageKind::LostTail));
        let (line, other) = with.damage().unwrap().alternative().unwrap();
        assert_eq!((line, other), (kept as u64, DamageKind::Rechained));
    }
    let nothing = verify("", Some(record.head()));
    assert_eq!(nothing.code(), Some(RecordCode::NoHeader));
    assert_eq!(kind(&verify("{\"ca", Some(record.head()))), (1, DamageKind::LostTail));
}

#[test]
fn what_was_written_after_the_expected_head_is_told_apart() {
    let (before, after) = (record_of(3), record_of(5));
    let verification = verify(after.to_jsonl(), Some(before.head()));
    assert_eq!(kind(&verification), (5, DamageKind::BeyondHead { lines: 2 }));
    assert_eq!(verification.to_string(), "lines 5 to 6 come after the expected head");
}

#[test]
fn two_lines_that_changed_places_are_named() {
    let record = record_of(7);
    let sound = lines(&record);
    for first in 0..8 {
        for second in first + 1..8 {
            let mut damaged = sound.clone();
            damaged.swap(first, second);
            let verification = verify(text(&damaged), Some(record.head()));
            let here = (first as u64 + 1, DamageKind::Moved { to: second as u64 + 1 });
            let there = (second as u64 + 1, DamageKind::Moved { to: first as u64 + 1 });
            let damage = verification.damage().unwrap();
            assert_eq!(kind(&verification), here, "{verification}");
            // Neighbours: either of them was moved.
            let other = (second == first + 1).then_some(there);
            assert_eq!(damage.alternative(), other, "{verification}");
        }
    }
}

#[test]
fn a_line_that_was_moved_is_named_with_its_place() {
    let record = record_of(7);
    let sound = lines(&record);
    for from in 0..8_usize {
        for to in (0..8_usize).filter(|to| to.abs_diff(from) > 1) {
            let mut damaged = sound.clone();
            let line = damaged.remove(from);
            damaged.insert(to, line);
            let found = told(&damaged, record.head());
            let kind = DamageKind::Moved { to: from as u64 + 1 };
            assert_eq!(found, (to as u64 + 1, kind), "from {from} to {to}");
        }
    }
}

#[test]
fn a_line_that_stands_twice_is_an_insertion_that_names_the_other_one() {
    let record = record_of(6);
    let sound = lines(&record);
    for of in 0..7 {
        for at in 0..=7 {
            let mut damaged = sound.clone();
            damaged.insert(at, sound[of].clone());
            let (line, found) = told(&damaged, record.head());
            let DamageKind::Inserted { lines: 1, copy_of: Some(other) } = found else {
                panic!("{of} at {at}: {found:?}")
            };
            // Which of the two is the copy shows only if they are not neighbours.
            let (line, other) = (line as usize - 1, other as usize - 1);
            assert_eq!(damaged[line], damaged[other]);
            assert_ne!(line, other);
            let mut mended = damaged.clone();
            mended.remove(line);
            assert_eq!(mended, sound, "{of} at {at}");
        }
    }
}

#[test]
fn several_lines_that_stand_twice_are_one_insertion() {
    let record = record_of(6);
    let sound = lines(&record);
    let mut damaged = sound.clone();
    damaged.extend_from_slice(&sound[2..5]);
    let found = told(&damaged, record.head());
    assert_eq!(found, (8, DamageKind::Inserted { lines: 3, copy_of: Some(3) }));
}

#[test]
fn foreign_lines_are_insertions() {
    let record = record_of(4);
    let sound = lines(&record);
    let foreign = lines(&every_act());
    for at in 0..=4 {
        for (what, strange) in [
            ("an empty line", vec![String::new()]),
            ("no JSON", vec!["停车".to_owned(), "{".to_owned()]),
            ("another record", foreign[..5].to_vec()),
            ("entries of another record", foreign[20..22].to_vec()),
        ] {
            let mut damaged = sound.clone();
            let lines = strange.len() as u64;
            damaged.splice(at..at, strange);
            let verification = verify(text(&damaged), Some(record.head()));
            // Both records have the same header: of two of them, the first is as good.
            let first = if at == 0 && what == "another record" { 2 } else { at as u64 + 1 };
            let wanted = (first, DamageKind::Inserted { lines, copy_of: None });
            assert_eq!(kind(&verification), wanted, "{what} at {at}: {verification}");
        }
    }
}

#[test]
fn two_lines_that_follow_the_same_one_are_told_apart_by_the_head() {
    let record = record_of(4);
    let mut damaged = lines(&record);
    // Somebody wrote another third entry, chained as it should be.
    let mut chain = record_of(2).chain();
    let forged = cogov::act::Entry::new(
        3,
        "2026-06-01T09:31:00+08:00".parse().unwrap(),
        cogov::Holder::Affected,
        entry(3).act().clone(),
    );
    damaged.insert(3, chain.append(&forged).unwrap());
    let inserted = |lines| DamageKind::Inserted { lines, copy_of: None };
    let with = verify(text(&damaged), Some(record.head()));
    assert_eq!((kind(&with), with.damage().unwrap().alternative()), ((4, inserted(1)), None));
    let without = verify(text(&damaged), None);
    let other = Some((5, inserted(2)));
    assert_eq!(
        (kind(&without), without.damage().unwrap().alternative()),
        ((4, inserted(1)), other)
    );
    // The forged line stands behind the last one: the head attests all that comes before it.
    let behind = [&lines(&record)[..], &damaged[3..4]].concat();
    let with = verify(text(&behind), Some(record.head()));
    assert_eq!((kind(&with), with.damage().unwrap().alternative()), ((6, inserted(1)), None));
    let without = verify(text(&behind), None);
    assert_eq!(without.damage().unwrap().alternative(), Some((4, inserted(2))));
    assert_eq!((with.sound_lines(), without.sound_lines()), (5, 3));
    // A head from before the fork says nothing about either branch.
    let early = verify(text(&behind), Some(record_of(2).head()));
    assert_eq!(early.damage().unwrap().alternative(), Some((4, inserted(2))));
    // Both branches equally long: nobody can tell without the head.
    let branches = [&damaged[..4], &damaged[4..5]].concat();
    let without = verify(text(&branches), None);
    let damage = without.damage().unwrap();
    assert_eq!((kind(&without), damage.alternative()), ((5, inserted(1)), Some((4, inserted(1)))));
}

#[test]
fn a_changed_line_is_told_from_the_one_after_it() {
    let record = record_of(5);
    let sound = lines(&record);
    for at in 0..6_usize {
        for (from, to) in [("099a8057", "099a8058"), ("support", "supporx"), ("\"", "'")] {
            if at == 0 && from == "support" {
                continue;
            }
            let mut damaged = sound.clone();
            damaged[at] = damaged[at].replacen(from, to, 1);
            assert_ne!(damaged[at], sound[at]);
            let with = verify(text(&damaged), Some(record.head()));
            if at == 5 && from == "099a8057" {
                // Sound in itself, at the end.
                assert_eq!(kind(&with), (7, DamageKind::LostTail));
                assert_eq!(with.damage().unwrap().alternative(), Some((6, DamageKind::Rechained)));
                assert_eq!(
                    with.first_bad_line(),
                    Some(6),
                    "it is there, and what may be lost is not"
                );
            } else {
                assert_eq!(kind(&with), (at as u64 + 1, DamageKind::Changed), "{with}");
                assert_eq!(with.damage().unwrap().alternative(), None, "{with}");
            }
        }
    }
}

#[test]
fn the_link_of_the_last_line_could_be_wrong_on_either_side() {
    let record = record_of(3);
    let mut damaged = lines(&record);
    damaged[2] = damaged[2].replacen("09:30", "09:29", 1);
    let without = verify(text(&damaged), None);
    assert_eq!(without.code(), Some(RecordCode::BrokenChain));
    let damage = without.damage().unwrap();
    assert_eq!(kind(&without), (4, DamageKind::Changed));
    assert_eq!(damage.alternative(), Some((3, DamageKind::Changed)));
    let inserted = DamageKind::Inserted { lines: 1, copy_of: None };
    let others: Vec<(u64, DamageKind)> = damage.alternatives().collect();
    assert_eq!(others, [(3, DamageKind::Changed), (4, inserted)]);
    assert_eq!(
        damage.to_string(),
        "line 4 was changed, or else line 3 was changed, or else line 4 was inserted"
    );
    assert_eq!(
        damage.describe(Lang::Zh),
        "第 4 行被改动；也可能是：第 3 行被改动；也可能是：第 4 行是插入的"
    );
    assert_eq!(without.sound_lines(), 2);
    let with = verify(text(&damaged), Some(record.head()));
    assert_eq!(
        (kind(&with), with.damage().unwrap().alternative()),
        ((3, DamageKind::Changed), None)
    );
}

/// A record of another case under the same charter.
fn of_another_case(entries: u64) -> Vec<String> {
    let id = "01890a5d-ac96-774b-bcce-b302099affff".parse().unwrap();
    let mut record = Record::new(Header::new(id, header().charter().clone()));
    for seq in 1..=entries {
        record.append(entry(seq)).unwrap();
    }
    lines(&record)
}

#[test]
fn a_record_of_another_case_in_front_or_behind_is_not_taken_for_the_record() {
    let record = record_of(7);
    let sound = lines(&record);
    let inserted = |lines| DamageKind::Inserted { lines, copy_of: None };
    for strange in 0..10 {
        let strange = of_another_case(strange);
        let many = strange.len() as u64;
        let before = [&strange[..], &sound].concat();
        let with = verify(text(&before), Some(record.head()));
        assert_eq!((kind(&with), with.sound_lines()), ((1, inserted(many)), 0), "{with}");
        assert_eq!(with.damage().unwrap().alternative(), None, "{with}");
        let behind = [&sound[..], &strange].concat();
        let with = verify(text(&behind), Some(record.head()));
        assert_eq!((kind(&with), with.sound_lines()), ((9, inserted(many)), 8), "{with}");

        // Without the head, the longer one; of two that are equally long nobody can tell.
        let without = verify(text(&before), None);
        let read = Record::from_jsonl(text(&before)).unwrap_err();
        match many {
            ..8 => {
                assert_eq!((kind(&without), without.sound_lines()), ((1, inserted(many)), 0));
                assert_eq!(read.sound(), None, "not the record of the other case");
            }
            8 => {
                assert_eq!(kind(&without), (9, inserted(8)));
                assert_eq!(without.damage().unwrap().alternative(), Some((1, inserted(8))));
                assert_eq!((without.sound_lines(), read.sound()), (0, None));
            }
            _ => assert_eq!(kind(&without), (many + 1, inserted(8))),
        }
    }
}

#[test]
fn where_all_may_have_been_chained_anew_no_line_is_known_to_be_sound() {
    let record = record_of(10);
    let mut forged = Record::new(header());
    for seq in 1..=10 {
        let at = if seq == 2 { "2026-06-01T09:29:00+08:00" } else { "2026-06-01T09:30:00+08:00" };
        let act = entry(seq).act().clone();
        let entry = cogov::act::Entry::new(seq, at.parse().unwrap(), cogov::Holder::Anyone, act);
        forged.append(entry).unwrap();
    }
    let verification = verify(forged.to_jsonl(), Some(record.head()));
    assert_eq!(kind(&verification), (12, DamageKind::LostTail));
    assert_eq!(verification.damage().unwrap().alternative(), Some((11, DamageKind::Rechained)));
    assert_eq!((verification.sound_lines(), verification.first_bad_line()), (0, Some(11)));
    assert_eq!(verify(forged.to_jsonl(), None).sound_lines(), 11, "the chain alone holds");
}

#[test]
fn what_was_added_behind_the_expected_head_is_not_called_changed() {
    let record = record_of(4);
    let sound = lines(&record);
    let next = record.clone().append(entry(5)).unwrap();
    let unlinked = next.replacen(&record.head().to_string(), &Digest::of(b"x").to_string(), 1);
    let misnumbered = next.replacen("\"seq\":5", "\"seq\":9", 1);
    let unreadable = next.replacen("support", "supporr", 1);
    let spaced = next.replacen(":", ": ", 1);
    for tail in [
        vec!["停车".to_owned()],
        vec![String::new()],
        vec!["{".to_owned(), "}".to_owned()],
        vec![unlinked.clone()],
        vec![unlinked.clone(), "x".to_owned()],
        vec![misnumbered],
        vec![unreadable],
        vec![spaced],
        vec![next.clone(), "x".to_owned()],
    ] {
        let many = tail.len() as u64;
        let damaged = [&sound[..], &tail].concat();
        let with = verify(text(&damaged), Some(record.head()));
        assert_eq!(kind(&with), (6, DamageKind::BeyondHead { lines: many }), "{tail:?}: {with}");
        assert_eq!((with.first_bad_line(), with.sound_lines()), (Some(6), 5), "{tail:?}");
        assert!(!with.is_intact() && with.damage().unwrap().alternative().is_none());
    }
    // Without the head it may have been added, or else be a line that was changed.
    for junk in ["停车", "{\"x\":1}", &unlinked] {
        let damaged = [&sound[..], &[junk.to_owned()]].concat();
        let without = verify(text(&damaged), None);
        assert_eq!(kind(&without), (6, DamageKind::Changed), "{without}");
        let inserted = (6, DamageKind::Inserted { lines: 1, copy_of: None });
        assert!(without.damage().unwrap().alternatives().any(|other| other == inserted));
    }
}

#[test]
fn a_file_full_of_empty_lines_is_judged_at_a_glance() {
    let feeds = "\n".repeat(300_000);
    let verification = verify(&feeds, None);
    assert_eq!((verification.lines(), verification.sound_lines()), (300_000, 0));
    assert_eq!(kind(&verification), (1, DamageKind::Changed));
    let record = record_of(3).to_jsonl();
    let verification = verify(format!("{record}{feeds}"), None);
    assert_eq!(kind(&verification), (5, DamageKind::Changed));
    let others: Vec<(u64, DamageKind)> = verification.damage().unwrap().alternatives().collect();
    let inserted = DamageKind::Inserted { lines: 300_000, copy_of: None };
    assert_eq!(others, [(4, DamageKind::Changed), (5, inserted)]);
    assert_eq!(Record::from_jsonl(format!("{record}{feeds}")).unwrap_err().line(), 5);
}

#[test]
fn what_was_written_wrongly_is_not_called_damage() {
    // A program that chains rightly, and counts wrongly.
    let mut damaged = lines(&record_of(1));
    for (seq, line) in [(3, 0), (4, 0)] {
        let prev = Digest::of(damaged.last().unwrap().as_bytes());
        let mut value = serde_json::to_value(entry(seq)).unwrap();
        value["prev"] = serde_json::to_value(prev).unwrap();
        damaged.insert(damaged.len() - line, value.to_string());
    }
    let head = Digest::of(damaged.last().unwrap().as_bytes());
    for expected in [None, Some(head)] {
        let verification = verify(text(&damaged), expected);
        assert_eq!(verification.code(), Some(RecordCode::WrongNumber));
        assert_eq!(kind(&verification), (3, DamageKind::AsWritten));
    }
}

proptest! {
    #![proptest_config(crate::inputs::inputs(64))]

    #[test]
    fn whatever_is_done_to_the_lines_is_seen_and_nothing_before_it_is_lost(
        entries in numbered(2..5),
        deeds in prop::collection::vec((0..5_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4),
    ) {
        let mut record = Record::new(header());
        for entry in entries {
            record.append(entry).unwrap();
        }
        let sound = lines(&record);
        let mut damaged = sound.clone();
        for (deed, one, other) in deeds {
            if damaged.is_empty() {
                break;
            }
            let (i, j) = (one.index(damaged.len()), other.index(damaged.len()));
            match deed {
                0 => drop(damaged.remove(i)),
                1 => damaged.swap(i, j),
                2 => damaged.insert(i, damaged[j].clone()),
                3 => {
                    let line = damaged.remove(i);
                    damaged.insert(j, line);
                }
                _ => damaged[i] = damaged[i].replacen(['0', 'a'], "1", 1),
            }
        }
        let verification = verify(text(&damaged), Some(record.head()));
        prop_assert_eq!(verification.is_intact(), damaged == sound, "{}", verification);
        let same = sound.iter().zip(&damaged).take_while(|(a, b)| a == b).count() as u64;
        if !verification.is_intact() {
            let line = verification.first_bad_line().unwrap();
            prop_assert!(line <= damaged.len() as u64 + 1);
            // The first line that differs is the one that is named, or something beyond is missing.
            prop_assert!(verification.sound_lines() <= same, "{}: {}", same, verification);
            for lang in Lang::ALL {
                prop_assert!(!verification.describe(lang).is_empty());
            }
        }
        // Who reads knows no head: all that is beyond doubt without it is kept, and that is all up
        // to the line before the first difference, unless there are two stories that fit.
        let read = match Record::from_jsonl(text(&damaged)) {
            Ok(loaded) => Some(loaded.into_record()),
            Err(error) => error.sound().cloned(),
        };
        let whole = read.map_or(0, |read| read.entries().len() as u64 + 1);
        let unaided = verify(text(&damaged), None);
        prop_assert_eq!(whole, unaided.sound_lines(), "{}", unaided);
        if unaided.damage().is_none_or(|damage| damage.alternative().is_none()) {
            prop_assert!(whole + 1 >= same.min(damaged.len() as u64), "{}: {}", same, unaided);
        }
        // Where something is wrong already, the head makes nothing else doubtful.
        let is_clearer = verification.sound_lines() >= whole;
        prop_assert!(is_clearer || unaided.is_intact(), "{}, or {}", verification, unaided);
    }

    #[test]
    fn random_bytes_never_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        at in any::<prop::sample::Index>(),
        expected in prop::option::of(any::<[u8; 32]>()),
    ) {
        let expected = expected.map(Digest::from);
        for bytes in [bytes.clone(), {
            let mut text = record_of(2).to_jsonl().into_bytes();
            let at = at.index(text.len());
            text.splice(at..at, bytes);
            text
        }] {
            let verification = verify(&bytes, expected);
            let read = Record::from_jsonl(&bytes);
            prop_assert!(read.is_ok() || !verification.is_intact());
            if let Err(error) = read {
                prop_assert!(!error.message(Lang::Zh).is_empty() && !error.help(Lang::En).is_empty());
            }
        }
    }
}
