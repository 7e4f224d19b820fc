//! Conduct assessed from the sessions of many cases.

use cogov::act::Entry;
use cogov::case::Case;
use cogov::conduct::{Mark, Sanction, Window, assess};
use cogov::register::{CaseConduct, Counting, Register, RegisterAct, RegisterCode};
use cogov::values::ContributionKey;
use cogov::{Charter, Lang, PartyKey, SeatKey};
use serde_json::{Value, json};

use super::world::{day, id, person, words};

const COURT: &str = include_str!("../../../../../tests/vectors/charters/court.json");
pub(super) const RECORD: &str = include_str!("../../../../../tests/vectors/records/court.jsonl");

/// The compound of the records, with a seat whose holders are judged by the meetings.
pub(super) fn court() -> Charter {
    let mut charter: Value = serde_json::from_str(COURT).unwrap();
    let object = charter.as_object_mut().unwrap();
    object["seats"].as_array_mut().unwrap().push(
        json!({"key": "speaker", "name": "Speaker", "body": "committee", "filled_by": "elected",
               "by": {"group": "owners"}, "term": {"years": 3}, "conduct": "speakers"}),
    );
    let rung = |sanction: &str, at_least: u64| {
        json!({"sanction": sanction, "by": {"party": "committee"}, "triggers": [
            {"at_least": at_least, "within": "year", "kinds": ["meeting"], "marks": ["unexcused"]}]})
    };
    object.insert(
        "conduct".to_owned(),
        json!([{"key": "speakers", "name": "Speakers", "contributions": [
            {"key": "meeting", "name": "Meeting"}, {"key": "opinion", "name": "Opinion"},
            {"key": "appeal", "name": "Appeal"}], "ladder": [rung("remind", 1), rung("talk", 2)]}]),
    );
    Charter::from_json(&charter.to_string()).unwrap()
}

/// The record of the gate to the end of the meeting, with some changes to its words, and an entry
/// before the meeting.
fn case(
    charter: &Charter,
    number: u64,
    change: &[(&str, &str)],
    excuse: bool,
) -> (Case, Vec<Entry>) {
    let id = format!("0192f000-0000-7000-8000-0000000000{number:02}");
    let mut case = Case::open(charter.clone(), id.parse().unwrap());
    let mut lines: Vec<String> = RECORD.lines().take(16).map(str::to_owned).collect();
    if excuse {
        let leave = json!({"seq": 0, "at": "2026-06-05T09:00:00+08:00",
            "by": {"party": "committee"}, "act": "excuse",
            "target": {"session": "0192f000-0000-7000-8000-00000000a001"},
            "with": {"who": {"person": "owner-3"}}});
        lines.insert(9, leave.to_string());
    }
    let mut entries = Vec::new();
    for (seq, line) in (1_u64..).zip(lines) {
        let mut line = line;
        for (from, to) in change {
            line = line.replace(from, to);
        }
        let mut value: Value = serde_json::from_str(&line).unwrap();
        value["seq"] = seq.into();
        let entry = Entry::from_json(&value.to_string()).unwrap();
        case.perform(&entry).unwrap();
        entries.push(entry);
    }
    (case, entries)
}

pub(super) fn kind(key: &str) -> ContributionKey {
    key.parse().unwrap()
}

fn counting() -> Counting {
    Counting::new()
        .with_sessions(kind("meeting"))
        .with_statements(kind("opinion"))
        .with_appeals(kind("appeal"))
}

/// Who, what and the entry that shows it.
pub(super) fn told(shown: &CaseConduct) -> Vec<(String, String, Mark, u64)> {
    let credits = shown.credits().iter();
    credits
        .map(|one| {
            let what = one.what();
            let entry = one.entry().unwrap();
            (one.person().to_string(), what.kind().to_string(), what.mark(), entry)
        })
        .collect()
}

#[test]
fn a_case_shows_who_came_who_had_leave_who_did_not_who_spoke_and_who_appealed() {
    let charter = court();
    let (case, entries) = case(&charter, 1, &[], true);
    let shown = CaseConduct::of(&case, &entries, &counting());
    let of = |who: &str| {
        told(&shown)
            .into_iter()
            .filter(|one| one.0 == who)
            .map(|one| (one.1, one.2, one.3))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of("owner-1"),
        [
            ("appeal".into(), Mark::Submitted, 1),
            ("appeal".into(), Mark::Filed, 3),
            ("meeting".into(), Mark::Attended, 12),
            ("opinion".into(), Mark::Spoke, 16)
        ]
    );
    assert_eq!(of("owner-2"), [("meeting".into(), Mark::Attended, 13)]);
    assert_eq!(of("owner-3"), [("meeting".into(), Mark::Leave, 10)]);
    // Parties are no persons: who they were is not known.
    let unresolved: Vec<u64> = shown.unresolved().iter().map(|one| one.1).collect();
    assert!(!unresolved.is_empty() && !unresolved.contains(&12), "{unresolved:?}");
}

#[test]
fn a_session_that_is_not_over_shows_nothing_yet() {
    let charter = court();
    let mut open = Case::open(charter, "0192f000-0000-7000-8000-000000000001".parse().unwrap());
    let entries: Vec<Entry> =
        RECORD.lines().take(15).map(|line| Entry::from_json(line).unwrap()).collect();
    for entry in &entries {
        open.perform(entry).unwrap();
    }
    let sessions = Counting::new().with_sessions(kind("meeting"));
    assert!(CaseConduct::of(&open, &entries, &sessions).credits().is_empty());
    assert!(CaseConduct::of(&open, &entries, &Counting::new()).unresolved().is_empty());
}

pub(super) fn speakers(charter: &Charter) -> Register {
    let mut register = Register::open(charter.clone(), id());
    let elect = json!({"seq": 1, "at": "2026-01-10T10:00:00+08:00", "by": {"group": "owners"},
        "act": "elect", "target": {"seat": "speaker"},
        "with": {"persons": ["owner-1", "owner-2", "owner-3"]}});
    let entry = cogov::register::RegisterEntry::from_json(&elect.to_string()).unwrap();
    register.perform(&entry).unwrap();
    register
}

#[test]
fn the_sessions_of_many_cases_are_one_standing_that_names_case_and_entry() {
    let charter = court();
    let mut register = speakers(&charter);
    let seat: SeatKey = "speaker".parse().unwrap();
    let committee: PartyKey = "committee".parse().unwrap();
    let other = [
        ("2026-06-", "2026-09-"),
        ("00000000a001", "00000000a002"),
        // In the other meeting the third came, and the second did not.
        ("\"hand\":\"owner-2\"", "\"hand\":\"owner-3\""),
    ];
    for (number, change) in [(1_u64, &[][..]), (2, &other[..])] {
        let (case, entries) = case(&charter, number, change, false);
        let shown = CaseConduct::of(&case, &entries, &counting());
        let binds = |who: &cogov::values::PersonKey| {
            let held = register.state().holdings_of(&seat);
            held.iter().any(|one| one.person() == who)
        };
        let count = RegisterAct::count(shown.count("speakers".parse().unwrap(), binds));
        let at = format!("2026-1{number}-01T09:00:00+08:00").parse().unwrap();
        register.perform(&register.entry(at, committee.clone(), count)).unwrap();
    }
    let window = || Window::new(day("2026-01-10"), day("2027-01-01")).unwrap();
    let stands = |who: &str| register.standing(&person(who), &seat, window()).unwrap();
    assert!(stands("owner-1").standing().due().is_none());
    for (who, case, session) in [("owner-2", "02", "2026-09-08"), ("owner-3", "01", "2026-06-08")] {
        let stands = stands(who);
        let due = stands.standing().due().unwrap();
        assert_eq!(due.rung().sanction(), Sanction::Remind, "{who}");
        let sources = stands.sources_of(due);
        let [source] = sources.as_slice() else { panic!("{who}: {sources:?}") };
        assert!(source.case().unwrap().to_string().ends_with(case));
        assert_eq!(source.entry(), Some(9), "who did not come is shown by the convening");
        assert_eq!(source.contribution().on().to_string(), session);
        let said = stands.describe(Lang::En);
        assert!(said.contains(&source.describe(Lang::En)), "{said}");
        assert!(said.contains("entry 9 of case 0192f000"), "{said}");
        assert!(stands.describe(Lang::Zh).contains("案件 0192f000"));
        // It is the assessment of the contributions, and nothing else.
        let list: Vec<_> = stands.sources().iter().map(|one| one.contribution().clone()).collect();
        let policy = charter.conduct_policy(&"speakers".parse().unwrap()).unwrap();
        let direct = assess(policy, &list, *stands.standing().window());
        assert_eq!(&direct, stands.standing());
    }
    assert_eq!(register.standings(&person("owner-1"), &window()).len(), 1);
    assert!(register.standing(&person("owner-9"), &seat, window()).is_none());
}

#[test]
fn a_session_that_served_two_cases_counts_once() {
    let charter = court();
    let mut register = speakers(&charter);
    let committee: PartyKey = "committee".parse().unwrap();
    let counts: Vec<RegisterAct> = [1, 2]
        .map(|number| {
            let (case, entries) = case(&charter, number, &[], false);
            let sessions = Counting::new().with_sessions(kind("meeting"));
            let shown = CaseConduct::of(&case, &entries, &sessions);
            let speakers = ["owner-1", "owner-2", "owner-3"];
            let binds = |who: &cogov::values::PersonKey| speakers.contains(&who.as_str());
            RegisterAct::count(shown.count("speakers".parse().unwrap(), binds))
        })
        .into();
    let at = "2026-07-01T09:00:00+08:00".parse().unwrap();
    register.perform(&register.entry(at, committee.clone(), counts[0].clone())).unwrap();
    let again = register.entry(at, committee, counts[1].clone());
    let refused = register.perform(&again).unwrap_err();
    assert_eq!(words(refused.refusals()), ["already-counted"; 3]);
    // Observed, it is noted, and still counts once.
    let before = register.state().counted().len();
    assert_eq!(register.observe(&again)[0].code(), RegisterCode::AlreadyCounted);
    assert_eq!(register.state().counted().len(), before);
}

#[test]
fn who_is_elected_again_without_a_break_held_the_seat_throughout() {
    let charter = court();
    let mut register = speakers(&charter);
    let again = |from: &str| {
        json!({"seq": 2, "at": "2028-12-01T10:00:00+08:00", "by": {"group": "owners"},
               "act": "elect", "target": {"seat": "speaker"},
               "with": {"persons": ["owner-1"], "from": from}})
    };
    let seat: SeatKey = "speaker".parse().unwrap();
    let window = || Window::new(day("2028-06-01"), day("2029-06-01")).unwrap();
    let mut broken = register.clone();
    for (register, from, throughout) in
        [(&mut register, "2029-01-10", true), (&mut broken, "2029-01-11", false)]
    {
        let entry = cogov::register::RegisterEntry::from_json(&again(from).to_string()).unwrap();
        register.perform(&entry).unwrap();
        let stands = register.standing(&person("owner-1"), &seat, window()).unwrap();
        assert_eq!(stands.standing().assessment().is_some(), throughout, "{from}");
    }
}
