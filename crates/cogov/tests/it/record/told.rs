//! What is told of a record that is damaged: the one story, or all that fit and no other.

use cogov::act::Digest;
use cogov::record::{DamageKind, Record, RecordCode, Verification, verify};
use serde_json::{Value, json};

use super::{entry, record_of};

fn lines(record: &Record) -> Vec<String> {
    record.to_jsonl().lines().map(str::to_owned).collect()
}

fn told(lines: &[String], head: Option<Digest>) -> (Verification, Vec<(u64, DamageKind)>) {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let verification = verify(text, head);
    let damage = verification.damage().unwrap();
    let all = std::iter::once((damage.line(), damage.kind())).chain(damage.alternatives());
    let all = all.collect();
    (verification, all)
}

/// The stories of a damage without the head.
fn stories(lines: &[String]) -> Vec<(u64, DamageKind)> {
    told(lines, None).1
}

const fn inserted(lines: u64) -> DamageKind {
    DamageKind::Inserted { lines, copy_of: None }
}

/// A line with some members set, chained to another.
fn set(line: &str, members: &Value, prev: Option<&str>) -> String {
    let mut value: Value = serde_json::from_str(line).unwrap();
    let object = value.as_object_mut().unwrap();
    object.extend(members.as_object().unwrap().clone());
    if let Some(prev) = prev {
        object.insert("prev".to_owned(), json!(Digest::of(prev.as_bytes())));
    }
    value.to_string()
}

#[test]
fn a_first_line_that_the_second_is_chained_to_was_written_so() {
    let mut damaged = lines(&record_of(2));
    damaged[0] = r#"{"format":"else"}"#.to_owned();
    assert_eq!(stories(&damaged), [(1, DamageKind::Changed)]);
    damaged[1] = set(&damaged[1], &json!({}), Some(&damaged[0]));
    assert_eq!(stories(&damaged), [(1, DamageKind::AsWritten)]);
    // Of the only line nothing is known.
    let both = [(1, DamageKind::Changed), (1, DamageKind::AsWritten)];
    assert_eq!(stories(&damaged[..1]), both);
}

#[test]
fn a_first_line_with_a_number_and_no_link_is_no_entry() {
    let mut damaged = lines(&record_of(2));
    damaged[0] = r#"{"seq":5}"#.to_owned();
    assert_eq!(stories(&damaged), [(1, DamageKind::Changed)]);
}

#[test]
fn a_line_that_names_some_other_format_is_not_the_header_of_another_record() {
    let mut damaged = lines(&record_of(4));
    damaged[2] = set(&damaged[2], &json!({"format": "else"}), Some("nothing"));
    assert_eq!(stories(&damaged), [(3, DamageKind::Changed)]);
}

#[test]
fn of_two_records_that_are_equally_long_a_line_that_moved_is_told_and_nothing_else() {
    let id = "01890a5d-ac96-774b-bcce-b302099affff".parse().unwrap();
    let header = cogov::record::Header::new(id, super::header().charter().clone());
    let mut other = Record::new(header);
    for seq in 1..=3 {
        other.append(entry(seq)).unwrap();
    }
    let mut damaged = lines(&record_of(3));
    damaged.swap(1, 2);
    damaged.extend(lines(&other));
    let moved = [(2, DamageKind::Moved { to: 3 }), (3, DamageKind::Moved { to: 2 })];
    assert_eq!(stories(&damaged), moved);
}

#[test]
fn what_was_written_wrongly_before_two_branches_of_one_record_is_no_second_record() {
    let mut damaged = lines(&record_of(1));
    damaged[1] = set(&damaged[1], &json!({"at": "not a moment"}), None);
    for seq in [2, 2] {
        let link = damaged[1].clone();
        let at = format!("2026-06-01T09:3{}:00+08:00", damaged.len());
        let line = serde_json::to_value(entry(seq)).unwrap().to_string();
        damaged.push(set(&line, &json!({"at": at}), Some(&link)));
    }
    assert_eq!(stories(&damaged), [(2, DamageKind::AsWritten)]);
}

#[test]
fn a_line_that_claims_no_place_was_inserted_and_what_follows_it_was_not() {
    let mut damaged = lines(&record_of(4));
    damaged.insert(2, "{}".to_owned());
    assert_eq!(stories(&damaged), [(3, inserted(1))]);
}

#[test]
fn a_head_that_is_nowhere_does_not_tell_two_lines_at_one_place_apart() {
    let record = record_of(4);
    let mut damaged = lines(&record);
    let second = set(&damaged[2], &json!({"by": "affected"}), None);
    damaged.insert(2, second);
    assert_eq!(told(&damaged, Some(record.head())).1, [(3, inserted(1))]);
    let unknown = Digest::of(b"x");
    assert_eq!(told(&damaged, Some(unknown)).1, [(3, inserted(1)), (4, inserted(3))]);
}

#[test]
fn copies_in_another_order_are_told_one_by_one() {
    let sound = lines(&record_of(3));
    let backwards = [sound[2].clone(), sound[1].clone()];
    let damaged = [&sound[..], &backwards, &["{}".to_owned()], &backwards].concat();
    let one = DamageKind::Inserted { lines: 1, copy_of: Some(3) };
    assert_eq!(stories(&damaged), [(5, one)]);
}

#[test]
fn a_line_with_a_number_that_was_already_there_was_inserted_or_changed() {
    let mut damaged = lines(&record_of(4));
    damaged.push(set(&damaged[1], &json!({"by": "affected"}), Some("nothing")));
    let (verification, found) = told(&damaged, None);
    assert_eq!(found, [(6, inserted(1)), (6, DamageKind::Changed)]);
    assert_eq!(verification.sound_lines(), 5);
}

#[test]
fn a_link_that_is_wrong_in_the_middle_was_changed_in_that_line() {
    let mut damaged = lines(&record_of(4));
    damaged[2] = set(&damaged[2], &json!({}), Some("nothing"));
    assert_eq!(stories(&damaged), [(3, DamageKind::Changed)]);
}

#[test]
fn where_nothing_is_left_all_was_lost_and_nothing_chained_anew() {
    assert_eq!(told(&[], Some(record_of(1).head())).1[0], (1, DamageKind::LostTail));
    let torn = verify("{\"ca", Some(record_of(1).head()));
    assert_eq!(torn.damage().unwrap().alternative(), None);
}

#[test]
fn the_head_is_told_of_a_sound_record_and_of_no_other() {
    let record = record_of(2);
    let text = record.to_jsonl();
    let sound = verify(&text, Some(record.head()));
    assert_eq!((sound.head(), sound.sees_lost_tail()), (Some(record.head()), true));
    assert!(!sound.to_string().contains("cut off"), "{sound}");
    let torn = verify(format!("{text}{{\"a"), None);
    assert!(torn.to_string().contains("3 bytes of a line that was cut off follow"), "{torn}");
    let damaged = text.replacen("support", "supporx", 1);
    assert_eq!(verify(&damaged, None).head(), None);
    let error = Record::from_jsonl(&damaged).unwrap_err();
    assert_eq!(error.damage(), verify(&damaged, None).damage());
    assert!(error.damage().is_some());
    // What a newer program wrote is not damaged.
    let newer = text.replacen("cogov-record/1", "cogov-record/2", 1);
    let error = Record::from_jsonl(newer).unwrap_err();
    assert_eq!((error.code(), error.damage()), (RecordCode::NewerFormat, None));
}

#[test]
fn every_kind_of_damage_has_a_code_of_its_own() {
    let kinds = [
        (DamageKind::Changed, "changed"),
        (DamageKind::Dropped { lines: 1 }, "dropped"),
        (inserted(1), "inserted"),
        (DamageKind::Moved { to: 1 }, "moved"),
        (DamageKind::AsWritten, "as-written"),
        (DamageKind::LostTail, "lost-tail"),
        (DamageKind::Rechained, "rechained"),
        (DamageKind::BeyondHead { lines: 1 }, "beyond-head"),
    ];
    for (kind, code) in kinds {
        assert_eq!(kind.as_str(), code);
    }
}
