//! Moving to another version of the charter, as it is observed, replayed and audited.

use cogov::act::{Act, Digest, Entry, Migrate};
use cogov::case::{Case, RefusalCode};
use cogov::record::{Record, RecordedCase};
use cogov::{Charter, Holder, Instant, PartyKey};
use proptest::prelude::*;

const ENTRIES: &str = include_str!("../../../../../tests/vectors/records/parking.jsonl");

fn entries() -> Vec<Entry> {
    ENTRIES.lines().map(|line| Entry::from_json(line).expect("an entry")).collect()
}

fn charter() -> Charter {
    Charter::builtin("cuizhuyuan-completed").expect("a built-in charter")
}

/// The next version, changed by `change`.
fn next(change: impl Fn(&str) -> String) -> Charter {
    let text = Charter::builtin_text("cuizhuyuan-completed").expect("a built-in charter");
    let version = |version: u64| format!("\"version\": {version}");
    let newer = text.replacen(&version(charter().version()), &version(charter().version() + 1), 1);
    Charter::from_json(&change(&newer)).expect("a charter")
}

fn recorded() -> RecordedCase {
    RecordedCase::open(charter(), "0192f000-0000-7000-8000-0000000000ff".parse().expect("an id"))
}

fn party(key: &str) -> Holder {
    PartyKey::new(key).expect("a key").into()
}

fn moving(charter: &Charter) -> Act {
    let digest: Digest = charter.digest();
    Act::migrate(Migrate::new(charter.version(), digest))
}

/// The same act by the same hand, as the next entry, or later.
fn renumbered(case: &Case, known: &Entry) -> Entry {
    let at = case.state().last_at().map_or(known.at(), |last| last.max(known.at()));
    let entry = case.entry(at, known.by().clone(), known.act().clone());
    match known.hand() {
        Some(hand) => entry.with_hand(hand.clone()),
        None => entry,
    }
}

/// What was noted on each entry.
type Noted = Vec<(u64, Vec<RefusalCode>)>;

/// Observes entries with some charters at hand; gives the case, its lines, and what was noted.
fn observed(entries: &[Entry], at_hand: &[Charter]) -> (RecordedCase, String, Noted) {
    let mut recorded = recorded();
    let mut lines = recorded.header().to_json() + "\n";
    let mut noted = Vec::new();
    for known in entries {
        let entry = renumbered(recorded.case(), known);
        let (line, found) = recorded.observe_with(at_hand, &entry).expect("it can be written");
        lines += &(line + "\n");
        if !found.is_empty() {
            noted.push((entry.seq(), found.iter().map(|refusal| refusal.code()).collect()));
        }
    }
    (recorded, lines, noted)
}

proptest! {
    #![proptest_config(crate::inputs::inputs(48))]

    /// Whoever takes in entries one by one, with some charters at hand, comes to what an audit of the
    /// record with the same charters says, and, if nothing was noted, to what a replay does.
    #[test]
    fn what_is_observed_with_charters_is_what_audit_and_replay_come_to(
        place in 0_usize..55, dropped in prop::collection::vec(0_usize..55, 0..3),
        lacking: bool, by_company: bool, known: bool,
    ) {
        let lacks = |text: &str| text.replace("\"joint-meeting\"", "\"great-meeting\"");
        let newer = if lacking { next(lacks) } else { next(str::to_owned) };
        let mut all = entries();
        let place = place.min(all.len());
        let at = place.checked_sub(1).and_then(|before| all.get(before)).map_or_else(
            || "2026-06-01T08:00:00+08:00".parse::<Instant>().unwrap(), Entry::at);
        let by = if by_company { "property-company" } else { "owners-assembly" };
        all.insert(place, Entry::new(1, at, party(by), moving(&newer)));
        let mut number = 0;
        all.retain(|_| { number += 1; number == place + 1 || !dropped.contains(&(number - 1)) });
        let at_hand = if known { vec![charter(), newer.clone()] } else { vec![charter()] };
        let (own, lines, noted) = observed(&all, &at_hand);
        let record = Record::from_jsonl(&lines).expect("a record").into_record();
        let audit = RecordedCase::audit(&at_hand, &record).expect("its charter is there");
        let told: Noted = audit
            .breaches()
            .iter()
            .map(|one| (one.entry(), one.refusals().iter().map(|it| it.code()).collect()))
            .collect();
        prop_assert_eq!(&told, &noted);
        prop_assert_eq!(audit.case().state(), own.case().state());
        prop_assert_eq!(audit.case().charter(), own.case().charter());
        match RecordedCase::replay(&at_hand, &record) {
            Ok(again) => {
                prop_assert!(noted.is_empty());
                prop_assert_eq!(again.case().state(), own.case().state());
                prop_assert_eq!(again.case().charter(), own.case().charter());
            }
            Err(refused) => prop_assert_eq!(refused.entry(), noted.first().map(|one| one.0)),
        }
    }
}

#[test]
fn what_is_observed_without_other_charters_is_what_is_observed_with_none_at_hand() {
    let newer = next(str::to_owned);
    let mut plain = recorded().into_case();
    for known in entries().iter().take(12) {
        plain.observe(&renumbered(&plain, known));
    }
    let at = plain.state().last_at().expect("entries");
    let entry = plain.entry(at, party("owners-assembly"), moving(&newer));
    let (mut with_none, mut with_own) = (plain.clone(), plain.clone());
    let noted = plain.observe(&entry);
    assert_eq!(noted[0].code(), RefusalCode::OtherCharter);
    assert_eq!(with_none.observe_with(&[], &entry), noted);
    assert_eq!(with_own.observe_with(&[charter()], &entry), noted);
    assert_eq!(with_none.state(), plain.state());
    assert_eq!(with_own.state(), plain.state());
    assert_eq!(plain.charter().version(), charter().version());
}

/// The entries of the case, with a last day for all that was resolved.
fn ending_by_themselves() -> Vec<Entry> {
    let with_end = |line: &str| {
        let mut entry: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let drafts = entry.pointer_mut("/with/obligations");
        if let Some(drafts) = drafts.and_then(|drafts| drafts.as_array_mut()) {
            drafts.iter_mut().for_each(|draft| draft["sunset"] = "2026-08-20".into());
        }
        Entry::from_json(&entry.to_string()).expect("an entry")
    };
    ENTRIES.lines().map(with_end).take_while(|entry| entry.seq() <= 36).collect()
}

#[test]
fn what_time_has_brought_about_by_the_day_of_a_move_is_not_undone_by_it() {
    // The version alone is another: what a move leaves is what any other entry of that day leaves.
    let newer = next(str::to_owned);
    let mut moves = 0;
    for all in [entries(), ending_by_themselves()] {
        let mut case = recorded().into_case();
        for known in all {
            case.perform(&known).expect("an act that nothing stands against");
            for at in ["2026-09-01T00:00:00Z", "2027-06-01T00:00:00Z"] {
                let at = at.parse::<Instant>().expect("a moment");
                let at = case.state().last_at().map_or(at, |last| last.max(at));
                let entry = case.entry(at, party("owners-assembly"), moving(&newer));
                let (mut moved, mut stayed) = (case.clone(), case.clone());
                if moved.migrate(newer.clone(), &entry).is_ok() {
                    stayed.observe(&entry);
                    let (moved, stayed) = (moved.state().clone(), stayed.state().clone());
                    assert_eq!(moved, stayed, "after entry {} on {at}", known.seq());
                    moves += 1;
                }
            }
        }
    }
    assert!(moves > 100, "{moves}");
}
