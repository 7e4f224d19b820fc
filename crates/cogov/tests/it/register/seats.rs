//! Terms and places of seats, to the day.

use cogov::Holder;
use serde_json::{Value, json};

use super::world::{
    count, day, elect, entry, holder, join, leave, members, owners, perform, refused, register,
    resign, sanction, street,
};

fn vacate(seat: &str, person: &str, until: &str) -> Value {
    json!({"by": "anyone", "hand": person, "act": "vacate", "target": {"seat": seat},
           "with": {"person": person, "cause": "resigned", "until": until}})
}

fn from_to(person: &str, from: &str, until: Option<&str>) -> Value {
    let mut act = elect(&[person]);
    act["with"]["from"] = json!(from);
    if let Some(until) = until {
        act["with"]["until"] = json!(until);
    }
    act
}

#[test]
fn a_term_without_a_day_stands_in_nobodys_way() {
    let mut register = register();
    perform(&mut register, "2026-01-10", from_to("p-1", "2027-01-01", None));
    perform(&mut register, "2026-02-01", resign("p-1"));
    perform(&mut register, "2026-02-02", elect(&["p-1"]));
    let none = from_to("p-1", "2026-05-01", Some("2026-05-01"));
    assert_eq!(refused(&register, "2026-02-03", none), ["no-time"]);
}

#[test]
fn nobody_gives_up_a_seat_after_its_term_or_one_that_the_charter_does_not_have() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let on = "2026-02-01";
    assert_eq!(refused(&register, on, vacate("member", "p-1", "2028-01-11")), ["beyond-term"]);
    let over = refused(&register, "2028-01-10", vacate("member", "p-1", "2028-02-01"));
    assert_eq!(over, ["not-a-holder"]);
    assert_eq!(refused(&register, on, vacate("zzz", "p-1", "2026-03-01")), ["not-in-charter"]);
    // The one that was probably meant is named.
    let misspelt = register.preview(&entry(&register, on, vacate("membre", "p-1", "2026-03-01")));
    let misspelt = misspelt.unwrap_err();
    assert_eq!(misspelt.first().unwrap().help(cogov::Lang::En), "did you mean \"member\"?");
    let recall = json!({"by": owners(), "act": "recall", "target": {"seat": "zzz"},
                        "with": {"person": "p-1", "reason": "On the record"}});
    assert_eq!(refused(&register, on, recall), ["not-in-charter"]);
    perform(&mut register, on, vacate("member", "p-1", "2028-01-10"));
}

#[test]
fn who_is_not_to_be_nominated_again_bars_nobody_else() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let days = ["2026-03-02", "2026-03-09"];
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &days));
    perform(&mut register, "2026-03-11", sanction("street", "p-1", "not_renominate"));
    let next = |person: &str| from_to(person, "2028-01-10", None);
    assert_eq!(refused(&register, "2026-03-12", next("p-1")), ["not-renominable"]);
    perform(&mut register, "2026-03-12", next("p-2"));
}

#[test]
fn of_several_days_of_leaving_the_earliest_holds_and_the_entry_that_told_it_first() {
    let mut register = register();
    perform(&mut register, "2026-01-10", join("p-1", owners()));
    for until in ["2026-06-01", "2026-05-01", "2026-05-01", "2026-07-01"] {
        let mut later = leave("p-1", owners());
        later["with"]["until"] = json!(until);
        perform(&mut register, "2026-02-01", later);
    }
    let left = register.state().affiliations().next().unwrap();
    assert_eq!((left.until(), left.ended()), (Some(day("2026-05-01")), Some(3)));
}

#[test]
fn a_member_of_a_part_is_a_member_of_the_whole_by_that_part() {
    let mut register = register();
    let young = json!({"group": "young"});
    perform(&mut register, "2026-01-10", join("p-1", young.clone()));
    perform(&mut register, "2026-01-10", join("p-2", owners()));
    let parts = |of: &Value| -> Vec<Option<Holder>> {
        let all = register.members_of(&holder(of), day("2026-01-10"));
        all.iter().map(|one| one.part().map(cogov::act::Belonging::holder)).collect()
    };
    assert_eq!(parts(&owners()), [Some(holder(&young)), None]);
    assert_eq!(parts(&young), [None]);
    assert_eq!(members(&register, &young, "2026-01-10"), [("p-1".to_owned(), 1)]);
}

#[test]
fn what_is_recorded_as_it_happens_is_not_recorded_before_it() {
    let mut register = register();
    let mut now = join("p-1", owners());
    now["on"] = json!("2026-01-10T10:00:00+08:00");
    perform(&mut register, "2026-01-10", now.clone());
    now["on"] = json!("2026-01-10T10:00:01+08:00");
    now["target"] = json!({"person": "p-2"});
    assert_eq!(refused(&register, "2026-01-10", now), ["happened-later"]);
    assert_eq!(register.state().last_at(), "2026-01-10T10:00:00+08:00".parse().ok());
    assert_eq!(super::world::register().state().last_at(), None);
}

#[test]
fn what_an_entry_of_a_case_shows_is_counted_once() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let shown = json!({"by": street(), "act": "count", "with": {"policy": "members", "credits": [
        {"person": "p-1", "case": "0192f000-0000-7000-8000-00000000c001", "entry": 7,
         "what": {"kind": "proposal", "on": "2026-02-02", "mark": "submitted"}}]}});
    perform(&mut register, "2026-02-05", shown.clone());
    assert_eq!(refused(&register, "2026-02-06", shown.clone()), ["already-counted"]);
    let mut other = shown;
    other["with"]["credits"][0]["entry"] = json!(8);
    perform(&mut register, "2026-02-06", other);
}
