//! What a case takes in of a register, and that later changes do not reach it.

use cogov::act::{Act, Entry};
use cogov::case::{Case, RefusalCode};
use cogov::register::RecordedRegister;
use cogov::{Charter, Holder};
use serde_json::json;

use super::world::{
    day, elect, entry, hall, holder, id, join, leave, owners, perform, person, register, resign,
    seat, street,
};

fn case(charter: &Charter) -> Case {
    Case::open(charter.clone(), "0192f000-0000-7000-8000-000000000009".parse().unwrap())
}

fn enrol(case: &mut Case, on: &str, roster: cogov::act::Enrol) {
    let at = format!("{on}T10:00:00+08:00").parse().unwrap();
    let entry = case.entry(at, holder(&street()), Act::enrol(roster));
    let again = Entry::from_json(&entry.to_json().unwrap()).unwrap();
    assert_eq!(again, entry, "it is written and read again");
    case.perform(&entry).unwrap();
}

/// Whether somebody can act for a seat or a party in a case, as far as the roster tells.
fn can_act(case: &Case, on: &str, by: Holder, hand: &str) -> bool {
    let at = format!("{on}T11:00:00+08:00").parse().unwrap();
    let act =
        Act::correct(1, cogov::act::Correct::new(cogov::Text::new("It was Tuesday").unwrap()));
    let entry = case.entry(at, by, act).with_hand(person(hand));
    match case.preview(&entry) {
        Ok(_) => true,
        Err(refused) => {
            assert!(refused.refusals().iter().all(|one| one.code() == RefusalCode::NotSeated));
            false
        }
    }
}

#[test]
fn a_case_knows_whom_its_snapshot_shows_and_no_later_change() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", join("p-2", json!({"party": "watch"})));
    perform(&mut register, "2026-01-10", join("p-3", owners()));
    let mut taken = case(register.charter());
    enrol(&mut taken, "2026-02-01", register.snapshot(day("2026-02-01")));
    let before = taken.state().clone();

    perform(&mut register, "2026-03-01", resign("p-1"));
    perform(&mut register, "2026-03-01", elect(&["p-4"]));
    perform(&mut register, "2026-03-01", leave("p-2", json!({"party": "watch"})));
    perform(&mut register, "2026-03-01", leave("p-3", owners()));
    assert_eq!(taken.state(), &before);
    let acts = |case: &Case| {
        [
            can_act(case, "2026-03-02", seat("member").into(), "p-1"),
            can_act(case, "2026-03-02", seat("member").into(), "p-4"),
            can_act(case, "2026-03-02", holder(&json!({"party": "watch"})), "p-2"),
            can_act(case, "2026-03-02", holder(&json!({"party": "committee"})), "p-1"),
            can_act(case, "2026-03-02", holder(&json!({"party": "committee"})), "p-99"),
            can_act(case, "2026-03-02", holder(&owners()), "p-3"),
            can_act(case, "2026-03-02", holder(&owners()), "p-99"),
        ]
    };
    assert_eq!(acts(&taken), [true, false, true, true, false, true, false]);

    // Only another snapshot tells: where all have left, nobody can act any more.
    enrol(&mut taken, "2026-03-02", register.snapshot(day("2026-03-02")));
    assert_eq!(acts(&taken), [false, true, false, false, false, false, false]);
    // Late minutes are judged by who sat then.
    let at = "2026-03-03T11:00:00+08:00".parse().unwrap();
    let note = cogov::act::Correct::new(cogov::Text::new("It was Tuesday").unwrap());
    let late = taken.entry(at, seat("member"), Act::correct(1, note)).with_hand(person("p-1"));
    assert!(
        taken.preview(&late.clone().with_on("2026-02-20T11:00:00+08:00".parse().unwrap())).is_ok()
    );
    assert!(taken.preview(&late).is_err());
}

#[test]
fn a_snapshot_is_of_its_day() {
    let mut register = register();
    let mut later = elect(&["p-1"]);
    later["with"]["from"] = json!("2026-06-01");
    perform(&mut register, "2026-01-10", later);
    perform(&mut register, "2026-02-01", join("p-3", owners()));
    perform(&mut register, "2026-03-01", leave("p-3", owners()));
    let of = |on: &str| {
        let roster = register.snapshot(day(on));
        (roster.seats().len(), roster.groups().len(), roster.emptied().len())
    };
    assert_eq!(of("2026-01-31"), (0, 0, 1), "nobody yet");
    assert_eq!(of("2026-02-28"), (0, 1, 0));
    assert_eq!(of("2026-05-31"), (0, 0, 1));
    // The committee is known by its seats, and has no other members.
    assert_eq!(of("2026-06-01"), (1, 0, 2));
    assert_eq!(of("2030-01-01"), (1, 0, 2), "over, and named so that nobody sits there");
}

#[test]
fn a_term_that_runs_out_ends_in_the_case_too() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let mut taken = case(register.charter());
    enrol(&mut taken, "2026-02-01", register.snapshot(day("2026-02-01")));
    assert!(can_act(&taken, "2028-01-09", seat("member").into(), "p-1"));
    assert!(!can_act(&taken, "2028-01-10", seat("member").into(), "p-1"));
}

#[test]
fn a_snapshot_says_from_which_register_and_how_far_that_had_come() {
    let mut recorded = RecordedRegister::open(hall(), id());
    let first = entry(recorded.register(), "2026-01-10", elect(&["p-1"]));
    recorded.perform(&first).unwrap();
    let roster = recorded.snapshot(day("2026-02-01"));
    let of = roster.of().unwrap();
    assert_eq!((of.register(), of.entry(), of.head()), (id(), 1, Some(recorded.head())));
    let plain = recorded.register().snapshot(day("2026-02-01"));
    assert_eq!(plain.of().unwrap().head(), None);
    assert_eq!(plain.seats(), roster.seats());
    assert_eq!(plain.groups().len(), 0);
}
