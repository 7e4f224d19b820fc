//! A case with its record: what is performed is a line, and the lines are the case.

use cogov::act::{Act, Digest, Entry, Migrate};
use cogov::case::RefusalCode;
use cogov::record::{CharterVersion, Header, NotRecorded, Record, RecordedCase, verify};
use cogov::{Charter, Holder, Instant, Lang, PartyKey};

const ENTRIES: &str = include_str!("../../../../../tests/vectors/records/parking.jsonl");

fn charter() -> Charter {
    Charter::builtin("cuizhuyuan-completed").expect("a built-in charter")
}

fn open() -> RecordedCase {
    RecordedCase::open(charter(), "0192f000-0000-7000-8000-0000000000ff".parse().unwrap())
}

fn entries() -> Vec<Entry> {
    ENTRIES.lines().map(|line| Entry::from_json(line).unwrap()).collect()
}

/// The case to its end, and all its lines.
fn recorded() -> (RecordedCase, String) {
    let mut case = open();
    let mut lines = case.header().to_json() + "\n";
    for entry in entries() {
        lines += &case.perform(&entry).unwrap();
        lines += "\n";
    }
    (case, lines)
}

#[test]
fn whoever_replays_a_record_gets_the_same_state_and_the_same_head() {
    let (case, lines) = recorded();
    assert!(verify(&lines, Some(case.head())).is_intact());
    let record = Record::from_jsonl(&lines).unwrap().into_record();
    let again = RecordedCase::replay(&[charter()], &record).unwrap();
    assert_eq!(again.case().state(), case.case().state());
    assert_eq!(again.head(), case.head());
    let observed = RecordedCase::audit(&[charter()], &record).unwrap();
    assert!(observed.breaches().is_empty(), "{:?}", observed.breaches());
    assert_eq!(observed.case().state(), case.case().state());
}

#[test]
fn a_refused_act_leaves_no_line_and_the_head_where_it_was() {
    let mut case = open();
    let all = entries();
    case.perform(&all[0]).unwrap();
    let (head, state) = (case.head(), case.case().state().clone());
    let refused = case.perform(&all[2]).unwrap_err();
    assert_eq!(refused.refusals()[0].code(), RefusalCode::OutOfSequence);
    assert_eq!((case.head(), case.case().state()), (head, &state));
}

#[test]
fn whoever_has_not_seen_the_last_entry_is_refused_and_can_try_again() {
    let mut case = open();
    let all = entries();
    let start = case.head();
    case.perform_after(&all[0], start).unwrap();
    let stale = case.perform_after(&all[1], start).unwrap_err();
    assert!(matches!(&stale, NotRecorded::Refused(_)));
    assert_eq!(stale.refusals()[0].code(), RefusalCode::StaleHead);
    let head = case.head();
    assert!(stale.refusals()[0].details().any(|(_, value)| value == head.to_string()));
    case.perform_after(&all[1], head).unwrap();
}

#[test]
fn a_record_under_another_charter_is_refused_at_its_header() {
    let (_, lines) = recorded();
    let record = Record::from_jsonl(&lines).unwrap().into_record();
    let other = Charter::builtin("cuizhuyuan-found").unwrap();
    let refused = RecordedCase::replay(&[other], &record).unwrap_err();
    assert_eq!(refused.entry(), None);
    assert!(refused.message(Lang::Zh).starts_with("首行：") && !refused.help(Lang::Zh).is_empty());
    assert_eq!(refused.refused().first().unwrap().code(), RefusalCode::OtherCharter);
}

/// A header has to say what the charter says, and not only to have its digest.
#[test]
fn a_header_that_names_another_key_or_version_with_the_right_digest_is_refused() {
    let charter = charter();
    let (key, version) = (charter.key().clone(), charter.version());
    for (key, version) in [("other".parse().unwrap(), version), (key, version + 98)] {
        let named = CharterVersion::new(key, version, charter.digest()).unwrap();
        let record = Record::new(Header::new(open().header().case(), named));
        let replayed = RecordedCase::replay(std::slice::from_ref(&charter), &record).unwrap_err();
        let audited = RecordedCase::audit(std::slice::from_ref(&charter), &record).unwrap_err();
        assert_eq!((replayed.entry(), replayed.code()), (None, "other-charter"));
        assert_eq!(audited, replayed);
        assert!(replayed.to_string().contains("is version"), "{replayed}");
    }
}

#[test]
fn a_recorded_case_goes_on_under_another_version_and_the_line_is_kept() {
    let text = Charter::builtin_text("cuizhuyuan-completed").unwrap();
    let old = charter();
    let version = format!("\"version\": {}", old.version());
    let newer = format!("\"version\": {}", old.version() + 1);
    let newer = Charter::from_json(&text.replacen(&version, &newer, 1)).unwrap();
    let mut case = open();
    let mut lines = case.header().to_json() + "\n";
    let at: Instant = "2026-06-24T09:00:00+08:00".parse().unwrap();
    for entry in entries().into_iter().filter(|entry| entry.at() < at) {
        lines += &(case.perform(&entry).unwrap() + "\n");
    }
    let migrate = || Act::migrate(Migrate::new(newer.version(), newer.digest()));
    let (head, state) = (case.head(), case.case().state().clone());
    // Who has no power, and another charter than is named: nothing is written.
    let company = case.entry(at, PartyKey::new("property-company").unwrap(), migrate());
    let by = PartyKey::new("owners-assembly").unwrap();
    let entry = case.entry(at, by, migrate());
    assert!(!case.migrate(newer.clone(), &company).unwrap_err().refusals().is_empty());
    let refused = case.migrate(old.clone(), &entry).unwrap_err();
    assert_eq!(refused.code(), RefusalCode::OtherCharter.as_str());
    assert_eq!((case.head(), case.case().state()), (head, &state));
    assert_eq!(case.case().charter().version(), old.version());
    lines += &(case.migrate(newer.clone(), &entry).unwrap() + "\n");
    assert_eq!(case.case().charter(), &newer);
    assert!(verify(&lines, Some(case.head())).is_intact());
    let record = Record::from_jsonl(&lines).unwrap().into_record();
    let again = RecordedCase::replay(&[old, newer], &record).unwrap();
    assert_eq!(again.head(), case.head());
    assert_eq!(again.into_case().state(), case.into_case().state());
}

#[test]
fn what_is_not_recorded_says_why_and_what_to_do_in_both_languages() {
    let mut case = open();
    let all = entries();
    case.perform(&all[0]).unwrap();
    let refused = case.perform(&all[2]).unwrap_err();
    assert_eq!(refused.code(), RefusalCode::OutOfSequence.as_str());
    assert_eq!(refused.to_string(), refused.message(Lang::En));
    for lang in Lang::ALL {
        let first = &refused.refusals()[0];
        assert!(refused.message(lang).contains(&first.message(lang)));
        assert_eq!(refused.help(lang), first.help(lang));
    }
}

#[test]
fn a_record_that_skips_the_meeting_is_replayed_up_to_there_and_audited_to_its_end() {
    let mut record = Record::new(open().header().clone());
    let mut seq = 0;
    for entry in entries() {
        // Nobody met.
        let meets = ["convene", "arrive", "speak", "adjourn"];
        if meets.contains(&entry.act().kind().as_str()) {
            continue;
        }
        seq += 1;
        let mut renumbered = Entry::new(seq, entry.at(), entry.by().clone(), entry.act().clone());
        if let Some(hand) = entry.hand() {
            renumbered = renumbered.with_hand(hand.clone());
        }
        record.append(renumbered).unwrap();
    }
    let refused = RecordedCase::replay(&[charter()], &record).unwrap_err();
    assert_eq!(refused.refused().first().unwrap().code(), RefusalCode::ConditionOpen);
    let observed = RecordedCase::audit(&[charter()], &record).unwrap();
    let (case, breaches) = (observed.case(), observed.breaches());
    assert_eq!(Some(breaches[0].entry()), refused.entry());
    let codes: Vec<RefusalCode> =
        breaches.iter().flat_map(|one| one.refusals()).map(|refusal| refusal.code()).collect();
    assert!(codes.contains(&RefusalCode::ConditionOpen), "{codes:?}");
    assert!(case.state().ended().is_some(), "observing goes on to the end");
}

#[test]
fn a_migrated_case_is_replayed_with_both_charters_and_not_with_one() {
    let text = Charter::builtin_text("cuizhuyuan-completed").unwrap();
    let old = charter();
    let version = format!("\"version\": {}", old.version());
    let newer = format!("\"version\": {}", old.version() + 1);
    let newer = Charter::from_json(&text.replacen(&version, &newer, 1)).unwrap();
    let mut record = Record::new(open().header().clone());
    let at: Instant = "2026-06-24T09:00:00+08:00".parse().unwrap();
    for entry in entries().into_iter().filter(|entry| entry.at() < at) {
        record.append(entry).unwrap();
    }
    let digest: Digest = newer.digest();
    let migrate = Act::migrate(Migrate::new(newer.version(), digest));
    let assembly = Holder::from(PartyKey::new("owners-assembly").unwrap());
    let seq = u64::try_from(record.entries().len()).unwrap() + 1;
    record.append(Entry::new(seq, at, assembly, migrate)).unwrap();
    let both = RecordedCase::replay(&[old.clone(), newer.clone()], &record).unwrap();
    assert_eq!(both.case().charter().version(), newer.version());
    let one = RecordedCase::replay(&[old], &record).unwrap_err();
    assert_eq!(
        (one.entry(), one.refused().first().unwrap().code()),
        (Some(seq), RefusalCode::OtherCharter)
    );
}
