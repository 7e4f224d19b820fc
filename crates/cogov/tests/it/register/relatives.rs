//! Near relatives, and the seats that they do not hold side by side.

use cogov::Lang;
use cogov::register::{Register, RegisterDueKind};
use serde_json::{Value, json};

use super::world::{
    appoint, declare, elect, entry, members, perform, refused, register, register_with, resign,
    street,
};

fn retract(person: &str, other: &str) -> Value {
    json!({"by": street(), "act": "retract-relative", "target": {"person": person},
           "with": {"other": other}})
}

fn watcher(person: &str) -> Value {
    json!({"by": street(), "act": "appoint", "target": {"seat": "watcher"},
           "with": {"person": person}})
}

/// p-1 sits in the committee, and p-2 is married to p-1.
fn married() -> Register {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", declare("p-2", "p-1"));
    register
}

#[test]
fn who_watches_is_no_near_relative_of_who_is_watched_whoever_comes_first() {
    let register = married();
    let watch = entry(&register, "2026-01-11", watcher("p-2"));
    let refused_with = register.preview(&watch).unwrap_err();
    let [refusal] = refused_with.refusals() else { panic!("{refused_with}") };
    insta::assert_snapshot!(format!(
        "{}\n{}\n{}\n{}",
        refusal.message(Lang::En),
        refusal.message(Lang::Zh),
        refusal.help(Lang::En),
        refusal.cites().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    ));
    assert!(register.preview(&entry(&register, "2026-01-11", watcher("p-3"))).is_ok());

    let mut other = super::world::register();
    perform(&mut other, "2026-01-10", watcher("p-2"));
    perform(&mut other, "2026-01-10", declare("p-1", "p-2"));
    assert_eq!(refused(&other, "2026-01-11", elect(&["p-3", "p-1"])), ["near-relative"]);
}

#[test]
fn relatives_may_hold_one_seat_after_the_other() {
    let mut register = married();
    assert_eq!(refused(&register, "2026-01-31", watcher("p-2")), ["near-relative"]);
    perform(&mut register, "2026-02-01", resign("p-1"));
    perform(&mut register, "2026-02-01", watcher("p-2"));
    assert_eq!(members(&register, &json!({"seat": "watcher"}), "2026-02-01").len(), 1);
}

#[test]
fn who_is_no_longer_related_is_not_barred() {
    let mut register = married();
    let mut later = retract("p-1", "p-2");
    later["with"]["until"] = json!("2026-03-01");
    perform(&mut register, "2026-02-01", later);
    assert_eq!(refused(&register, "2026-02-28", watcher("p-2")), ["near-relative"]);
    perform(&mut register, "2026-03-01", watcher("p-2"));
    assert_eq!(refused(&register, "2026-03-01", retract("p-2", "p-1")), ["not-related"]);
    // And they can marry again.
    perform(&mut register, "2026-04-01", declare("p-1", "p-2"));
}

#[test]
fn a_kinship_is_declared_once_between_two_by_one_of_them_or_who_may() {
    let mut register = married();
    assert_eq!(refused(&register, "2026-01-11", declare("p-1", "p-2")), ["already-there"]);
    assert_eq!(refused(&register, "2026-01-11", declare("p-1", "p-1")), ["same-person"]);
    let mut own = declare("p-1", "p-4");
    own["by"] = json!("anyone");
    assert_eq!(refused(&register, "2026-01-11", own.clone()), ["not-in-role"]);
    own["hand"] = json!("p-1");
    perform(&mut register, "2026-01-11", own);
    let known: Vec<String> = register
        .state()
        .relatives()
        .iter()
        .map(|one| format!("{} {} {}", one.person(), one.kinship().label(Lang::Zh), one.other()))
        .collect();
    assert_eq!(known, ["p-2 配偶 p-1", "p-1 配偶 p-4"]);
}

#[test]
fn relatives_in_seats_that_exclude_them_are_due_to_give_one_up() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", watcher("p-2"));
    let due = |register: &Register| -> Vec<String> {
        let due = register.due("2026-01-12T10:00:00+08:00".parse().unwrap(), 0);
        let due = due.iter().filter(|one| one.kind() == RegisterDueKind::Relatives);
        due.map(|one| {
            format!("{} {} {:?}", one.seat().unwrap(), one.person().unwrap(), one.entry())
        })
        .collect()
    };
    assert!(due(&register).is_empty());
    // It is a fact, and facts are taken in.
    perform(&mut register, "2026-01-11", declare("p-1", "p-2"));
    assert_eq!(due(&register), ["watcher p-2 Some(3)"]);
    perform(&mut register, "2026-01-12", resign("p-1"));
    assert!(due(&register).is_empty());
}

#[test]
fn of_several_ends_the_earliest_holds_and_the_entry_that_told_it_first() {
    let mut register = married();
    perform(&mut register, "2026-01-10", declare("p-3", "p-4"));
    for until in ["2026-06-01", "2026-05-01", "2026-05-01", "2026-07-01"] {
        let mut later = retract("p-1", "p-2");
        later["with"]["until"] = json!(until);
        perform(&mut register, "2026-02-01", later);
    }
    let ends = register.state().relatives().iter();
    let ends: Vec<_> =
        ends.map(|one| (one.until().map(|day| day.to_string()), one.ended())).collect();
    assert_eq!(ends, [(Some("2026-05-01".to_owned()), Some(5)), (None, None)]);
}

#[test]
fn relatives_sit_side_by_side_where_no_seat_bars_them_or_the_seats_go_together() {
    let mut register =
        register_with(|hall| hall["seats"][0]["incompatible"] = json!(["watcher", "adviser"]));
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    for relative in ["p-2", "p-3"] {
        perform(&mut register, "2026-01-10", declare(relative, "p-1"));
    }
    perform(&mut register, "2026-01-10", declare("p-4", "p-2"));
    // A member is no adviser, and neither seat bars relatives.
    perform(&mut register, "2026-01-11", appoint(&street(), "adviser", "p-2"));
    perform(&mut register, "2026-01-11", elect(&["p-3"]));
    // The watcher's seat bars relatives, and an adviser may be a watcher.
    perform(&mut register, "2026-01-11", watcher("p-4"));
    assert_eq!(register.state().holdings().count(), 4);
}
