//! What follows from an act: notices, what somebody may see, and another version of the charter.

use cogov::act::{Act, Digest, Entry, Migrate, Participant};
use cogov::case::{Case, NoticeKind, RefusalCode};
use cogov::values::PersonKey;
use cogov::{Charter, Holder, Instant, PartyKey};

use super::parking::{ENTRIES, opened, until};

fn at(text: &str) -> Instant {
    text.parse().expect("a moment")
}

fn case_at(moment: &str) -> Case {
    let mut case = opened();
    until(&mut case, at(moment));
    case
}

fn party(key: &str) -> Holder {
    Holder::from(PartyKey::new(key).expect("a key"))
}

/// The entry of this number.
fn entry(seq: usize) -> Entry {
    Entry::from_json(ENTRIES.lines().nth(seq - 1).expect("an entry")).expect("an entry")
}

fn find(word: &str, nth: usize) -> Entry {
    let act = format!("\"act\":\"{word}\"");
    let line = ENTRIES.lines().filter(|line| line.contains(&act)).nth(nth).expect("an act");
    Entry::from_json(line).expect("an entry")
}

/// The case just before an entry.
fn before(entry: &Entry) -> Case {
    let mut case = opened();
    for line in ENTRIES.lines().take(usize::try_from(entry.seq()).expect("a number") - 1) {
        case.perform(&Entry::from_json(line).expect("an entry")).expect("an act");
    }
    case
}

#[test]
fn a_resolution_gives_notice_to_whoever_owes_something_by_it() {
    let resolve = find("resolve", 0);
    let notices = before(&resolve).notices(&resolve).unwrap();
    let owing: Vec<&Participant> =
        notices.iter().filter(|n| n.kind() == NoticeKind::Owes).map(|n| n.to()).collect();
    for party_key in ["property-company", "residents-committee", "social-organisations"] {
        let liable = Participant::Holder(party(party_key));
        assert!(owing.contains(&&liable), "{party_key}: {owing:?}");
    }
    let merge = find("merge", 0);
    let ended = before(&merge).notices(&merge).unwrap();
    let resident = Participant::from(PersonKey::new("owner-2").expect("a key"));
    assert!(ended.iter().any(|n| n.kind() == NoticeKind::AppealEnded && *n.to() == resident));
}

#[test]
fn nobody_gets_notice_of_an_act_that_is_refused_and_the_case_is_as_it_was() {
    let case = case_at("2026-06-02T09:30:00+08:00");
    let known = case.state().clone();
    assert!(case.notices(&entry(1)).is_err());
    assert_eq!(*case.state(), known);
}

#[test]
fn outsiders_see_what_is_public_and_their_own_insiders_the_whole() {
    let now = at("2026-06-15T00:00:00+08:00");
    let case = case_at("2026-06-15T00:00:00+08:00");
    let committee = case.view_for(&party("residents-committee"), None, now);
    assert!(committee.is_whole());
    assert_eq!(committee.appeals().len(), 3);
    let resident = PersonKey::new("owner-1").expect("a key");
    let own = case.view_for(&Holder::Anyone, Some(&resident), now);
    assert!(!own.is_whole());
    assert_eq!(own.appeals().len(), 1);
    let stranger = case.view_for(&Holder::Anyone, None, now);
    assert!(stranger.appeals().is_empty() && stranger.replies().is_empty());
    let later = case_at("2026-07-02T00:00:00+08:00");
    let public = later.view_for(&Holder::Anyone, None, at("2026-07-02T00:00:00+08:00"));
    assert_eq!((public.disclosures().len(), public.obligations().len()), (1, 3));
}

/// The same charter, one version on, and changed by `change`.
fn next_version(change: impl Fn(&str) -> String) -> Charter {
    let text = Charter::builtin_text("cuizhuyuan-completed").expect("a built-in charter");
    let old = Charter::builtin("cuizhuyuan-completed").expect("a built-in charter");
    let version = format!("\"version\": {}", old.version());
    assert!(text.contains(&version));
    let newer = format!("\"version\": {}", old.version() + 1);
    Charter::from_json(&change(&text.replacen(&version, &newer, 1))).expect("a charter")
}

fn migrate(case: &Case, charter: &Charter) -> Entry {
    let digest: Digest = charter.digest();
    let with = Migrate::new(charter.version(), digest);
    case.entry(at("2026-06-24T09:00:00+08:00"), party("owners-assembly"), Act::migrate(with))
}

#[test]
fn a_case_goes_on_under_another_version_only_by_an_act_of_power_that_names_it() {
    let mut case = case_at("2026-06-24T00:00:00+08:00");
    let newer = next_version(str::to_owned);
    let act = migrate(&case, &newer);
    assert_eq!(case.perform(&act).unwrap_err().first().unwrap().code(), RefusalCode::OtherCharter);
    let by_another = case.entry(act.at(), party("property-company"), act.act().clone());
    let refused = case.migrate(newer.clone(), &by_another).unwrap_err();
    assert_eq!(refused.first().unwrap().code(), RefusalCode::NoPower);
    let old = case.charter().clone();
    assert_eq!(
        case.migrate(old, &act).unwrap_err().first().unwrap().code(),
        RefusalCode::OtherCharter
    );
    case.migrate(newer.clone(), &act).unwrap();
    assert_eq!(case.charter().version(), newer.version());
    // What was done stays done, and the case goes on to its end.
    for line in ENTRIES.lines() {
        let known = Entry::from_json(line).expect("an entry");
        if known.at() > act.at() {
            let next = case.entry(known.at(), known.by().clone(), known.act().clone());
            let next = match known.hand() {
                Some(hand) => next.with_hand(hand.clone()),
                None => next,
            };
            case.perform(&next).unwrap_or_else(|refused| panic!("{}: {refused}", known.seq()));
        }
    }
    assert!(case.state().ended().is_some());
}

#[test]
fn a_charter_that_lacks_what_the_case_has_done_is_refused() {
    let mut case = case_at("2026-06-24T00:00:00+08:00");
    let known = case.state().clone();
    let without_step = next_version(|text| text.replace("\"joint-meeting\"", "\"great-meeting\""));
    let act = migrate(&case, &without_step);
    let refused = case.migrate(without_step, &act).unwrap_err();
    assert_eq!(refused.first().unwrap().code(), RefusalCode::OtherCharter);
    assert!(refused.to_string().contains("joint-meeting"), "{refused}");
    assert_eq!(*case.state(), known);
}

#[test]
fn a_ballot_is_decided_by_the_rule_under_which_it_was_opened_whatever_the_charter_says_later() {
    let close = find("close-ballot", 0);
    let Act::CloseBallot { ballot, .. } = close.act() else { panic!("{close:?}") };
    let stricter = |text: &str| {
        let mut charter: serde_json::Value = serde_json::from_str(text).expect("a charter");
        let rules = charter["rules"].as_array_mut().expect("rules");
        let rule = rules.iter_mut().find(|rule| rule["key"] == "owners-general").expect("a rule");
        rule["approval"] = serde_json::json!({
            "measure": "heads", "base": "entitled", "more_than": [9, 10]
        });
        charter.to_string()
    };
    let gone = |text: &str| text.replace("\"owners-general\"", "\"owners-anew\"");
    for newer in [next_version(stricter), next_version(gone)] {
        let mut case = before(&close);
        let with = Migrate::new(newer.version(), newer.digest());
        let assembly = party("owners-assembly");
        let act = case.entry(case.state().last_at().unwrap(), assembly, Act::migrate(with));
        case.migrate(newer, &act).unwrap();
        case.perform(&case.entry(close.at(), close.by().clone(), close.act().clone())).unwrap();
        let ballot = case.state().ballots().find(|known| known.key() == ballot).unwrap();
        assert!(ballot.verdict().unwrap().adopted().is_some());
        // It is closed once.
        let again = case.entry(close.at(), close.by().clone(), close.act().clone());
        let refused = case.perform(&again).unwrap_err();
        assert_eq!(refused.first().unwrap().code(), RefusalCode::BallotClosed);
    }
}
