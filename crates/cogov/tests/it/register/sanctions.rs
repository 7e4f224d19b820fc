//! Sanctions by the ladder: what they rest on, when they lapse, what revoking does.

use cogov::register::ReviewOutcome;
use serde_json::{Value, json};

use super::world::{
    ask_review, by_hand, count, day, elect, members, perform, refused, register, review, sanction,
    street,
};

const ABSENT: &[&str] = &["2026-02-02", "2026-03-02", "2026-03-09"];

#[test]
fn a_sanction_names_the_entries_that_took_into_account_what_it_rests_on() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    perform(&mut register, "2026-02-03", count("p-1", "unexcused", &["2026-02-02"]));
    perform(&mut register, "2026-02-04", count("p-2", "unexcused", &["2026-02-02"]));
    perform(&mut register, "2026-03-03", count("p-1", "attended", &["2026-03-02"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-09"]));
    let seq = perform(&mut register, "2026-03-11", sanction("street", "p-1", "remind"));
    let imposed = register.state().sanctions().next().unwrap();
    assert_eq!((imposed.entry(), imposed.rung()), (seq, 0));
    assert_eq!(imposed.causes(), [2, 5], "neither that of another person nor a presence");
}

#[test]
fn a_rung_stands_for_as_long_as_what_makes_it_due_is_counted() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", ABSENT));
    perform(&mut register, "2026-03-11", sanction("street", "p-1", "remind"));
    let announce = json!({"by": {"party": "watch"}, "act": "announce", "target": {"person": "p-1"},
        "with": {"seat": "member", "sanction": "revoke", "reason": "Three absences"}});
    perform(&mut register, "2026-03-12", announce);
    perform(
        &mut register,
        "2026-03-13",
        json!({"by": {"party": "watch"}, "act": "hear", "target": {"entry": 4}}),
    );
    perform(&mut register, "2026-03-14", sanction("watch", "p-1", "revoke"));
    let until: Vec<Option<String>> =
        register.state().sanctions().map(|one| one.until().map(|day| day.to_string())).collect();
    // A year for what looks at a year; to the end of the time in the seat for what looks at a term.
    assert_eq!(until, [Some("2027-03-11".into()), Some("2028-01-10".into())]);
    assert!(members(&register, &json!({"seat": "member"}), "2026-03-14").is_empty());
    assert!(!members(&register, &json!({"seat": "member"}), "2026-03-13").is_empty());
    let stands = |on: &str| {
        let on = day(on);
        register.state().sanctions().filter(|one| one.stands(on)).count()
    };
    assert_eq!((stands("2026-03-10"), stands("2026-03-11")), (0, 1));
    assert_eq!((stands("2027-03-10"), stands("2027-03-11"), stands("2028-01-10")), (2, 1, 0));
}

#[test]
fn a_rung_below_the_one_that_is_due_can_be_imposed_and_then_only_higher_ones() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", ABSENT));
    perform(&mut register, "2026-03-11", sanction("street", "p-1", "remind"));
    let talk = json!({"by": street(), "act": "announce", "target": {"person": "p-1"},
        "with": {"seat": "member", "sanction": "talk", "reason": "Three absences"}});
    perform(&mut register, "2026-03-11", talk);
    perform(
        &mut register,
        "2026-03-11",
        json!({"by": street(), "act": "hear", "target": {"entry": 4}}),
    );
    perform(&mut register, "2026-03-12", sanction("street", "p-1", "talk"));
    for lower in ["remind", "talk"] {
        let codes = refused(&register, "2026-03-13", sanction("street", "p-1", lower));
        assert_eq!(codes[0], "not-higher", "{codes:?}");
    }
    // What was announced once serves once.
    let again = refused(&register, "2026-03-13", sanction("street", "p-1", "talk"));
    assert_eq!(again, ["not-higher", "unheard"]);
}

#[test]
fn the_sanction_of_one_seat_says_nothing_of_another() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let chair = json!({"by": {"party": "committee"}, "act": "appoint", "target": {"seat": "chair"},
        "with": {"person": "p-1"}});
    perform(&mut register, "2026-01-10", chair);
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-09"]));
    perform(&mut register, "2026-03-11", sanction("street", "p-1", "remind"));
    let mut as_chair = sanction("street", "p-1", "remind");
    as_chair["with"]["seat"] = json!("chair");
    perform(&mut register, "2026-03-11", as_chair);
}

/// A register in which p-1 was talked to, by entry 5, and asks for a review of it.
fn asked() -> cogov::register::Register {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02", "2026-03-09"]));
    announce_talk(&mut register, "2026-03-11");
    perform(&mut register, "2026-03-12", by_hand("p-20", sanction("street", "p-1", "talk")));
    perform(&mut register, "2026-03-13", ask_review("p-1", 5));
    register
}

fn announce_talk(register: &mut cogov::register::Register, on: &str) {
    let talk = json!({"by": street(), "act": "announce", "target": {"person": "p-1"},
        "with": {"seat": "member", "sanction": "talk", "reason": "Two absences"}});
    let announced = perform(register, on, talk);
    let hear = json!({"by": street(), "act": "hear", "target": {"entry": announced}});
    perform(register, on, hear);
}

#[test]
fn a_review_that_upholds_leaves_the_sanction_and_is_remembered() {
    let mut register = asked();
    perform(&mut register, "2026-03-14", review(5, "upheld"));
    let imposed = register.state().sanctions().next().unwrap();
    assert_eq!((imposed.reviewed(), imposed.outcome()), (Some(7), Some(ReviewOutcome::Upheld)));
    assert!(imposed.stands(day("2026-03-14")));
    assert_eq!(refused(&register, "2026-03-15", review(5, "lifted")), ["already-there"]);
}

#[test]
fn a_review_that_was_owed_stays_owed_when_another_charter_knows_none() {
    let mut register = asked();
    let mut hall: Value = serde_json::from_str(super::world::HALL).unwrap();
    hall["version"] = json!(2);
    hall["conduct"][0]["ladder"][1]["review"] = json!({"none": true});
    let charter = cogov::Charter::from_json(&hall.to_string()).unwrap();
    let moved = json!({"by": super::world::owners(), "act": "migrate",
        "with": {"version": 2, "digest": charter.digest()}});
    let moved = super::world::entry(&register, "2026-03-14", moved);
    register.migrate(charter, &moved).unwrap();
    perform(&mut register, "2026-03-15", review(5, "lifted"));
}

#[test]
fn the_same_absence_is_not_sanctioned_twice_when_the_sanction_has_lapsed() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02"]));
    perform(&mut register, "2026-03-11", sanction("street", "p-1", "remind"));
    let remind = sanction("street", "p-1", "remind");
    assert_eq!(refused(&register, "2027-03-10", remind.clone()), ["not-higher"]);
    // A year later it no longer stands, and nothing has come since.
    assert_eq!(refused(&register, "2027-03-11", remind.clone()), ["sanctioned-already"]);
    let mut since = remind.clone();
    since["with"]["since"] = json!("2026-03-01");
    assert_eq!(refused(&register, "2027-03-11", since), ["sanctioned-already"]);
    perform(&mut register, "2027-03-12", count("p-1", "unexcused", &["2027-03-12"]));
    let again = perform(&mut register, "2027-03-13", remind);
    let imposed = register.state().sanctions().find(|one| one.entry() == again).unwrap();
    assert_eq!(imposed.causes(), [again - 1], "what came since, and nothing else");
}

#[test]
fn what_was_lifted_does_not_stand_against_another_sanction() {
    let mut register = asked();
    assert_eq!(
        refused(&register, "2026-03-14", sanction("street", "p-1", "remind")),
        ["not-higher"]
    );
    perform(&mut register, "2026-03-14", review(5, "lifted"));
    announce_talk(&mut register, "2026-03-15");
    perform(&mut register, "2026-03-16", sanction("street", "p-1", "talk"));
}

#[test]
fn a_higher_rung_counts_what_a_lower_one_answered_before() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02"]));
    perform(&mut register, "2026-03-11", sanction("street", "p-1", "remind"));
    perform(&mut register, "2026-04-10", count("p-1", "unexcused", &["2026-04-02", "2026-04-03"]));
    // Three in the term: the seat can be revoked, once the person was heard.
    assert_eq!(refused(&register, "2027-05-01", sanction("watch", "p-1", "revoke")), ["unheard"]);
}
