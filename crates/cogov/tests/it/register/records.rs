//! The record of a register: the same machinery as that of a case, and never mixed up with it.

use cogov::ProblemCode;
use cogov::act::Opening;
use cogov::record::{CharterVersion, DamageKind, OpeningOf, Openings, Record, RecordCode, verify};
use cogov::register::{
    RecordedRegister, Register, RegisterCode, RegisterHeader, RegisterReader, RegisterRecord,
    RegisterWriter,
};
use cogov::{Charter, Text};
use serde_json::json;

use super::world::{count, elect, entry, hall, id, join, owners, register, resign, words};

/// A register with a record of five entries.
fn recorded() -> (RecordedRegister, String) {
    let mut recorded = RecordedRegister::open(hall(), id());
    let mut lines = format!("{}\n", recorded.header().to_json());
    for (on, act) in [
        ("2026-01-10", elect(&["p-1", "p-2"])),
        ("2026-01-11", join("p-3", owners())),
        ("2026-02-01", resign("p-2")),
        ("2026-03-10", count("p-1", "unexcused", &["2026-03-09"])),
        ("2026-03-11", elect(&["p-3"])),
    ] {
        let entry = entry(recorded.register(), on, act);
        lines += &recorded.perform(&entry).unwrap();
        lines += "\n";
    }
    (recorded, lines)
}

#[test]
fn whoever_replays_the_record_gets_the_same_register() {
    let (recorded, lines) = recorded();
    assert!(lines.lines().next().unwrap().ends_with(
        r#""format":"cogov-register/1","register":"0192f000-0000-7000-8000-000000000001"}"#
    ));
    let record = RegisterRecord::from_jsonl(&lines).unwrap().into_record();
    assert_eq!((record.to_jsonl(), record.head()), (lines.clone(), recorded.head()));
    let again = RecordedRegister::replay(&[hall()], &record).unwrap();
    assert_eq!(again.register().state(), recorded.register().state());
    assert_eq!(again.head(), recorded.head());
    // Line by line, too.
    let mut reader = RegisterReader::new(lines.as_bytes()).unwrap();
    let mut writer = RegisterWriter::new(Vec::new(), reader.header()).unwrap();
    let mut streamed = Register::open(hall(), reader.header().subject());
    for entry in &mut reader {
        let entry = entry.unwrap();
        streamed.perform(&entry).unwrap();
        writer.write(&entry).unwrap();
    }
    assert_eq!(streamed.state(), recorded.register().state());
    assert_eq!(writer.into_inner(), lines.into_bytes());
}

#[test]
fn points_are_written_in_lowest_terms_and_whole_ones_as_integers() {
    let header = RecordedRegister::open(hall(), id()).header().clone();
    let code = |points: &str| {
        let prev = header.digest();
        let line = format!(
            r#"{{"act":"count","at":"2026-03-10T09:00:00Z","by":"anyone","prev":"{prev}","seq":1,"with":{{"credits":[{{"person":"p-1","what":{{"kind":"session","mark":"awarded","on":"2026-03-09","points":{points}}}}}],"policy":"members"}}}}"#
        );
        let text = format!("{}\n{line}\n", header.to_json());
        RegisterRecord::from_jsonl(text).err().map(|error| error.code())
    };
    for sound in ["5", "[15,2]", "-3", "[-1,3]"] {
        assert_eq!(code(sound), None, "{sound}");
    }
    for other in ["[5,1]", "[4,2]", "[30,4]"] {
        assert_eq!(code(other), Some(RecordCode::NotCanonical), "{other}");
    }
}

#[test]
fn verification_names_what_happened_to_the_record_of_a_register() {
    let (recorded, lines) = recorded();
    let head = Some(recorded.head());
    assert!(verify(&lines, head).is_intact());
    let all: Vec<&str> = lines.lines().collect();
    let damage = |text: String| {
        let found = verify(text, head);
        let damage = found.damage().unwrap();
        (damage.line(), damage.kind())
    };
    assert_eq!(damage(lines.replacen("p-2", "p-9", 1)), (2, DamageKind::Changed));
    let without = |line: usize| {
        let kept = all.iter().enumerate().filter(|(index, _)| *index != line);
        kept.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    assert_eq!(damage(without(2)), (3, DamageKind::Dropped { lines: 1 }));
    assert_eq!(damage(without(5)).1, DamageKind::LostTail);
    // Cut at any byte, it loads to its last whole line.
    for end in all[0].len()..lines.len() {
        let cut = lines.get(..end).unwrap();
        let loaded = RegisterRecord::from_jsonl(cut).unwrap();
        let whole = cut.matches('\n').count();
        let entries = loaded.record().entries().len();
        assert!(entries + 1 == whole || entries == whole, "{end}: {entries} of {whole}");
    }
}

#[test]
fn the_record_of_a_case_is_none_of_a_register_nor_the_other_way_round() {
    let (_, lines) = recorded();
    let error = Record::from_jsonl(&lines).unwrap_err();
    assert_eq!((error.line(), error.code()), (1, RecordCode::UnreadableLine));
    let problems = error.unreadable().unwrap().problems();
    let [problem] = problems else { panic!("{problems:?}") };
    assert_eq!(problem.code(), ProblemCode::UnknownFormat);
    let help = "read it as what it is: the record of a case, or of a register";
    assert_eq!(problem.help(cogov::Lang::En), help);
    let case = super::super::record::record_of(2).to_jsonl();
    let error = RegisterRecord::from_jsonl(&case).unwrap_err();
    assert_eq!((error.line(), error.code()), (1, RecordCode::UnreadableLine));
    assert!(verify(&case, None).is_intact());
    // An entry of a case among those of a register is no entry of it.
    let mixed = lines.replacen("\"act\":\"join\"", "\"act\":\"support\"", 1);
    assert_eq!(RegisterRecord::from_jsonl(mixed).unwrap_err().line(), 3);
    let newer = lines.replacen("cogov-register/1", "cogov-register/2", 1);
    let error = RegisterRecord::from_jsonl(&newer).unwrap_err();
    assert_eq!(error.newer_format(), Some("cogov-register/2"));
    assert_eq!(verify(newer, None).code(), Some(RecordCode::NewerFormat));
}

#[test]
fn a_stale_head_and_another_charter_are_refused() {
    let (mut recorded, lines) = recorded();
    let head = recorded.head();
    let next = entry(recorded.register(), "2026-04-01", join("p-7", owners()));
    recorded.perform_after(&next, head).unwrap();
    let late = entry(recorded.register(), "2026-04-01", join("p-8", owners()));
    let stale = recorded.perform_after(&late, head).unwrap_err();
    assert_eq!(words(stale.refusals()), ["stale-head"]);
    let record = RegisterRecord::from_jsonl(&lines).unwrap().into_record();
    let other = Charter::builtin("cuizhuyuan-completed").unwrap();
    let refused = RecordedRegister::replay(&[other], &record).unwrap_err();
    assert_eq!(
        (refused.entry(), words(refused.refused().refusals())),
        (None, vec!["other-charter"])
    );
}

#[test]
fn a_header_that_names_another_key_or_version_with_the_right_digest_is_refused() {
    let charter = hall();
    let (key, version) = (charter.key().clone(), charter.version());
    for (key, version) in [("other".parse().unwrap(), version), (key, version + 98)] {
        let named = CharterVersion::new(key, version, charter.digest()).unwrap();
        let record = RegisterRecord::new(RegisterHeader::new(id(), named));
        let replayed =
            RecordedRegister::replay(std::slice::from_ref(&charter), &record).unwrap_err();
        let audited = RecordedRegister::audit(std::slice::from_ref(&charter), &record).unwrap_err();
        assert_eq!((replayed.entry(), replayed.code()), (None, "other-charter"));
        assert_eq!(audited, replayed);
    }
}

#[test]
fn an_audit_notes_each_breach_of_a_record_that_some_other_system_wrote() {
    let (_, lines) = recorded();
    let mut record = RegisterRecord::from_jsonl(&lines).unwrap().into_record();
    let replayed = RecordedRegister::replay(&[hall()], &record).unwrap();
    let sixth = entry(replayed.register(), "2026-04-01", elect(&["p-8", "p-9"]));
    record.append(sixth).unwrap();
    let refused = RecordedRegister::replay(&[hall()], &record).unwrap_err();
    assert_eq!(refused.entry(), Some(6));
    let audited = RecordedRegister::audit(&[hall()], &record).unwrap();
    let [breaches] = audited.breaches() else { panic!("{:?}", audited.breaches()) };
    assert_eq!(breaches.entry(), 6);
    assert_eq!(breaches.refusals()[0].code(), RegisterCode::NoPlace);
    assert_eq!(audited.register().state().holdings().count(), 5, "it was taken in");
}

#[test]
fn entries_that_bear_a_wrong_number_are_taken_in_by_their_place() {
    let mut register = register();
    super::world::perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let announce = |seq: u64, sanction: &str| {
        let entry = json!({"seq": seq, "at": "2026-03-11T10:00:00+08:00", "act": "announce",
            "by": {"party": "street"}, "target": {"person": "p-1"},
            "with": {"seat": "member", "sanction": sanction, "reason": "Two absences"}});
        cogov::register::RegisterEntry::from_json(&entry.to_string()).unwrap()
    };
    assert!(register.observe(&announce(2, "talk")).is_empty());
    for seq in [2, 1, 9_007_199_254_740_991] {
        assert_eq!(words(&register.observe(&announce(seq, "remind"))), ["out-of-sequence"]);
    }
    // Each is there, and what follows has a number that is read.
    let known: Vec<u64> = register.state().announced().map(|one| one.entry()).collect();
    assert_eq!((known, register.state().entries()), (vec![2, 3, 4, 5], 5));
    super::world::perform(&mut register, "2026-03-12", join("p-3", owners()));
}

#[test]
fn what_was_said_in_a_hearing_can_be_sealed() {
    let mut register = register();
    for (on, act) in [
        ("2026-01-10", elect(&["p-1"])),
        ("2026-03-10", count("p-1", "unexcused", &["2026-03-02", "2026-03-09"])),
        (
            "2026-03-11",
            json!({"by": {"party": "street"}, "act": "announce", "target": {"person": "p-1"},
                   "with": {"seat": "member", "sanction": "talk", "reason": "Two absences"}}),
        ),
    ] {
        super::world::perform(&mut register, on, act);
    }
    let opening = Opening::new([7; 32], Text::new("I was in hospital").unwrap());
    let hear = json!({"by": {"party": "street"}, "act": "hear", "target": {"entry": 3},
        "with": {"statement": opening.seal()}});
    let entry = entry(&register, "2026-03-12", hear);
    register.perform(&entry).unwrap();
    let mut recorded = RecordedRegister::open(hall(), id());
    let header = recorded.header().clone();
    assert!(recorded.observe(&entry).is_err(), "it is not the first");
    assert_eq!(recorded.register().state().entries(), 0);
    let mut record = RegisterRecord::new(header);
    let alone = super::world::entry(
        recorded.register(),
        "2026-03-12",
        json!({"by": {"party": "street"}, "act": "hear", "target": {"entry": 3},
               "with": {"statement": opening.seal()}}),
    );
    record.append(alone).unwrap();
    let openings = Openings::new([OpeningOf::new(1, "with.statement", opening)]);
    assert!(openings.check(&record).unwrap().is_complete());
    assert_eq!(Openings::default().check(&record).unwrap().missing()[0].path(), "with.statement");
}
