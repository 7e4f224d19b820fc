//! What a case shows of conduct: sessions by their steps, proxies, and obligations.

use cogov::act::Entry;
use cogov::case::Case;
use cogov::conduct::Mark;
use cogov::register::{CaseConduct, Counting};
use serde_json::{Value, json};

use super::sessions::{RECORD, court, kind, told};

/// The record of the gate, changed line by line and taken in.
fn case(lines: usize, change: impl Fn(&mut Value)) -> (Case, Vec<Entry>) {
    let id = "0192f000-0000-7000-8000-000000000001".parse().unwrap();
    let mut case = Case::open(court(), id);
    let mut entries = Vec::new();
    for line in RECORD.lines().take(lines) {
        let mut value: Value = serde_json::from_str(line).unwrap();
        change(&mut value);
        let entry = Entry::from_json(&value.to_string()).unwrap();
        let noted = case.observe(&entry);
        assert!(noted.is_empty(), "{line}: {noted:?}");
        entries.push(entry);
    }
    (case, entries)
}

fn of(shown: &CaseConduct, who: &str) -> Vec<(String, Mark, u64)> {
    told(shown).into_iter().filter(|one| one.0 == who).map(|one| (one.1, one.2, one.3)).collect()
}

#[test]
fn a_session_counts_as_what_is_said_of_its_step_before_what_is_said_of_all() {
    let (case, entries) = case(16, |_| {});
    let counting = Counting::new()
        .with_sessions(kind("meeting"))
        .with_sessions_of("meeting".parse().unwrap(), kind("opinion"));
    assert_eq!(counting.session_of(&"meeting".parse().unwrap()), Some(&kind("opinion")));
    assert_eq!(counting.session_of(&"vote".parse().unwrap()), Some(&kind("meeting")));
    let shown = CaseConduct::of(&case, &entries, &counting);
    assert_eq!(of(&shown, "owner-1"), [("opinion".into(), Mark::Attended, 11)]);
}

#[test]
fn who_came_is_shown_by_their_arrival_in_that_session_and_who_sent_another_by_theirs() {
    let (case, entries) = case(16, |entry| {
        if entry["seq"] == 12 {
            entry["hand"] = json!("owner-4");
            entry["with"] = json!({"instead_of": {"person": "owner-3"}});
        }
    });
    // An arrival in another session, of which this case knows nothing.
    let mut elsewhere: Value = serde_json::from_str(RECORD.lines().nth(10).unwrap()).unwrap();
    elsewhere["target"]["session"] = json!("0192f000-0000-7000-8000-00000000a009");
    elsewhere["seq"] = json!(5);
    let elsewhere = Entry::from_json(&elsewhere.to_string()).unwrap();
    let all: Vec<Entry> = std::iter::once(elsewhere).chain(entries).collect();
    let shown = CaseConduct::of(&case, &all, &Counting::new().with_sessions(kind("meeting")));
    assert_eq!(of(&shown, "owner-1"), [("meeting".into(), Mark::Attended, 11)]);
    assert_eq!(of(&shown, "owner-2"), [("meeting".into(), Mark::Unexcused, 9)]);
    assert_eq!(of(&shown, "owner-3"), [("meeting".into(), Mark::Leave, 12)]);
}

#[test]
fn who_did_what_was_owed_is_credited_in_time_and_penalised_when_late() {
    let (case, entries) = case(28, |entry| {
        let performers = [json!([{"person": "worker-1"}]), json!([{"person": "owner-7"}])];
        if entry["seq"] == 22 {
            for (place, performers) in performers.into_iter().enumerate() {
                entry["with"]["obligations"][place]["performers"] = performers;
            }
        }
        let seq = entry["seq"].as_u64().unwrap();
        if seq >= 27 {
            entry["at"] = json!(format!("2026-07-0{}T09:00:00+08:00", seq - 26));
        }
    });
    let work = Counting::new().with_obligations(kind("opinion"));
    let shown = CaseConduct::of(&case, &entries, &work);
    assert_eq!(
        told(&shown),
        [
            ("worker-1".into(), "opinion".into(), Mark::Done, 26),
            ("owner-7".into(), "opinion".into(), Mark::Penalised, 28)
        ]
    );
    assert!(CaseConduct::of(&case, &entries, &Counting::new()).credits().is_empty());
}
