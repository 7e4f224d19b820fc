//! What is due in a register.

use cogov::register::{Register, RegisterDueKind};
use serde_json::json;

use super::world::{
    ask_review, by_hand, count, elect, perform, register, review, sanction, street,
};

fn due(register: &Register, at: &str, ahead: u32) -> Vec<(RegisterDueKind, String, bool)> {
    let due = register.due(format!("{at}T10:00:00+08:00").parse().unwrap(), ahead);
    due.iter()
        .map(|one| {
            let whom = one.person().map_or_else(
                || one.count().map_or_else(String::new, |count| count.to_string()),
                ToString::to_string,
            );
            let by = one.by().map_or_else(String::new, |by| format!(" {by}"));
            (one.kind(), format!("{whom}{by}"), one.overdue())
        })
        .collect()
}

#[test]
fn a_term_that_runs_out_is_due_until_somebody_follows() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    let terms = |register: &Register, at, ahead| {
        let mut due = due(register, at, ahead);
        due.retain(|one| one.0 == RegisterDueKind::Term);
        due.into_iter().map(|one| one.1).collect::<Vec<_>>()
    };
    assert!(terms(&register, "2027-12-10", 30).is_empty(), "the term is over after 31 days");
    assert_eq!(terms(&register, "2027-12-10", 31), ["p-1 2028-01-09", "p-2 2028-01-09"]);
    let mut again = elect(&["p-1"]);
    again["with"]["from"] = json!("2028-01-10");
    perform(&mut register, "2027-12-20", again);
    assert_eq!(terms(&register, "2027-12-21", 31), ["p-2 2028-01-09"]);
    let mut next = elect(&["p-3"]);
    next["with"]["from"] = json!("2028-01-10");
    perform(&mut register, "2027-12-21", next);
    assert!(terms(&register, "2027-12-21", 31).is_empty());
}

#[test]
fn places_training_answers_and_reviews_are_due() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    assert_eq!(
        due(&register, "2026-01-10", 0),
        [
            (RegisterDueKind::Vacancy, "1".to_owned(), false),
            (RegisterDueKind::Training, "p-1 2027-01-10".to_owned(), false)
        ]
    );
    perform(
        &mut register,
        "2026-02-01",
        json!({"by": street(), "act": "train",
               "with": {"name": "Rules", "persons": ["p-1"], "training": 0}}),
    );
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02", "2026-03-09"]));
    perform(
        &mut register,
        "2026-03-11",
        json!({"by": street(), "act": "announce", "target": {"person": "p-1"},
               "with": {"seat": "member", "sanction": "talk", "reason": "Two absences"}}),
    );
    let at = |register: &Register, at| {
        let mut due = due(register, at, 0);
        due.retain(|one| one.0 != RegisterDueKind::Vacancy);
        due
    };
    assert_eq!(
        at(&register, "2026-03-11"),
        [
            (RegisterDueKind::Training, "p-1 2027-02-01".to_owned(), false),
            (RegisterDueKind::Answer, "p-1 2026-03-21".to_owned(), false)
        ]
    );
    assert_eq!(
        at(&register, "2027-02-02"),
        [(RegisterDueKind::Training, "p-1 2027-02-01".to_owned(), true)]
    );
    let talk = by_hand("p-20", sanction("street", "p-1", "talk"));
    perform(&mut register, "2026-03-22", talk);
    perform(&mut register, "2026-03-23", ask_review("p-1", 5));
    assert_eq!(at(&register, "2026-03-23")[1], (RegisterDueKind::Review, "p-1".to_owned(), false));
    perform(&mut register, "2026-03-24", review(5, "upheld"));
    assert_eq!(at(&register, "2026-03-24").len(), 1);
}

#[test]
fn nothing_is_due_in_an_empty_register() {
    assert!(due(&register(), "2026-01-10", 10_000).is_empty());
}

#[test]
fn training_counts_from_the_day_on_which_it_was_and_not_from_when_it_was_recorded() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let trained = |on: &str| {
        json!({"by": street(), "act": "train", "on": format!("{on}T10:00:00+08:00"),
               "with": {"name": "Rules", "persons": ["p-1"], "training": 0}})
    };
    perform(&mut register, "2026-05-01", trained("2026-04-01"));
    // The minutes of an earlier one come late.
    perform(&mut register, "2026-05-02", trained("2026-02-01"));
    let mut owed = due(&register, "2026-05-03", 0);
    owed.retain(|one| one.0 == RegisterDueKind::Training);
    assert_eq!(owed, [(RegisterDueKind::Training, "p-1 2027-04-01".to_owned(), false)]);
}
