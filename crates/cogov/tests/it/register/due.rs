//! What is due in a register.

use cogov::register::{Register, RegisterDueKind};
use serde_json::json;

use super::world::{
    announce, appoint, ask_review, by_hand, count, declare, elect, hear, perform, register,
    register_with, resign, review, sanction, street,
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

fn train(on: &str, person: &str, which: Option<u64>) -> serde_json::Value {
    let mut act = json!({"by": street(), "act": "train", "on": format!("{on}T10:00:00+08:00"),
                         "with": {"name": "Rules", "persons": [person]}});
    if let Some(which) = which {
        act["with"]["training"] = which.into();
    }
    act
}

#[test]
fn each_thing_that_is_due_says_for_whom_from_whom_by_when_and_why() {
    let mut register = register_with(|hall| {
        let first_aid = json!({"name": "First aid", "participants": [{"seat": "member"}]});
        hall["training"].as_array_mut().unwrap().push(first_aid);
    });
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-3"]));
    perform(&mut register, "2026-01-10", appoint(&json!({"party": "committee"}), "chair", "p-1"));
    let mut given_up = resign("p-1");
    given_up["target"]["seat"] = json!("chair");
    perform(&mut register, "2026-01-11", given_up);
    perform(&mut register, "2026-01-11", appoint(&street(), "watcher", "p-2"));
    perform(&mut register, "2026-01-12", declare("p-1", "p-2"));
    let days = ["2026-03-02", "2026-03-09"];
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &days));
    let announced =
        perform(&mut register, "2026-03-11", announce("street", "p-1", "member", "talk"));
    perform(&mut register, "2026-03-11", hear("street", announced));
    let talk = by_hand("p-20", sanction("street", "p-1", "talk"));
    let talk = perform(&mut register, "2026-03-12", talk);
    perform(&mut register, "2026-03-13", ask_review("p-1", talk));
    perform(&mut register, "2026-03-14", announce("street", "p-3", "member", "talk"));
    let due = register.due("2026-03-16T10:00:00+08:00".parse().unwrap(), 700);
    let lines: Vec<String> =
        due.iter().map(|one| serde_json::to_value(one).unwrap().to_string()).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn training_is_owed_by_each_who_was_not_at_that_one_by_that_day() {
    let mut register = register_with(|hall| {
        let first_aid = json!({"name": "First aid", "participants": [{"seat": "member"}]});
        hall["training"].as_array_mut().unwrap().push(first_aid);
    });
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    let owed = |register: &Register, at: &str| -> Vec<(String, u64)> {
        let due = register.due(format!("{at}T10:00:00+08:00").parse().unwrap(), 0);
        let due = due.iter().filter(|one| one.kind() == RegisterDueKind::Training);
        due.map(|one| (one.person().unwrap().to_string(), one.training().unwrap()))
            .filter(|one| one.1 == 1)
            .collect()
    };
    let both = [("p-1".to_owned(), 1), ("p-2".to_owned(), 1)];
    assert_eq!(owed(&register, "2026-01-11"), both);
    // Another training, and one that is not in the charter.
    perform(&mut register, "2026-02-01", train("2026-02-01", "p-1", Some(0)));
    perform(&mut register, "2026-02-01", train("2026-02-01", "p-1", None));
    assert_eq!(owed(&register, "2026-02-02"), both);
    perform(&mut register, "2026-03-01", train("2026-03-01", "p-1", Some(1)));
    assert_eq!(owed(&register, "2026-03-01"), both[1..]);
    assert_eq!(owed(&register, "2026-02-28"), both, "it was not yet");
}

#[test]
fn what_is_due_on_a_day_is_overdue_on_the_next() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    let overdue = |at: &str| {
        let due = due(&register, at, 0);
        let training = due.iter().filter(|one| one.0 == RegisterDueKind::Training);
        training.map(|one| one.2).collect::<Vec<_>>()
    };
    assert_eq!(overdue("2027-01-10"), [false, false]);
    assert_eq!(overdue("2027-01-11"), [true, true]);
}

#[test]
fn an_answer_is_awaited_until_it_came_the_sanction_was_imposed_or_the_time_is_over() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    let days = ["2026-03-02", "2026-03-09"];
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &days));
    let first = perform(&mut register, "2026-03-11", announce("street", "p-1", "member", "talk"));
    perform(&mut register, "2026-03-11", announce("street", "p-2", "member", "talk"));
    let awaited = |register: &Register, at: &str| {
        let due = register.due(at.parse().unwrap(), 0);
        let due = due.iter().filter(|one| one.kind() == RegisterDueKind::Answer);
        due.map(|one| one.person().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(awaited(&register, "2026-03-21T23:59:59+08:00"), ["p-1", "p-2"]);
    assert!(awaited(&register, "2026-03-22T00:00:00+08:00").is_empty());
    let mut heard = register.clone();
    perform(&mut heard, "2026-03-12", hear("street", first));
    assert_eq!(awaited(&heard, "2026-03-12T11:00:00+08:00"), ["p-2"]);
    // Imposed too early it is a breach, and there is nothing to wait for.
    let early = super::world::entry(&register, "2026-03-12", sanction("street", "p-1", "talk"));
    assert_eq!(super::world::words(&register.observe(&early)), ["unheard"]);
    assert_eq!(awaited(&register, "2026-03-12T11:00:00+08:00"), ["p-2"]);
}
