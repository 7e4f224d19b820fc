//! How long a rung stands, and what it leaves behind.

use cogov::register::Register;
use serde_json::{Value, json};

use super::world::{count, elect, entry, perform, refused, register, register_with, sanction};

/// Until when a reminder stands that was imposed on 11 March 2026 on a member until 10 January
/// 2028, whatever stands against it.
fn reminded_until(trigger: &Value, per: &str) -> String {
    let mut register = register_with(|hall| {
        let policy = &mut hall["conduct"][0];
        policy["points"] = json!({"per": per, "base": 100, "items": [
            {"kind": "session", "mark": "unexcused", "points": -10}]});
        policy["ladder"][0]["triggers"] = json!([trigger]);
    });
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let remind = entry(&register, "2026-03-11", sanction("street", "p-1", "remind"));
    let _ = register.observe(&remind);
    let imposed = register.state().sanctions().next().unwrap();
    imposed.until().unwrap().to_string()
}

#[test]
fn a_rung_stands_a_year_where_a_year_is_counted_and_the_term_where_more_is() {
    let below = json!({"below_points": 60});
    assert_eq!(reminded_until(&below, "year"), "2027-03-11");
    assert_eq!(reminded_until(&below, "window"), "2028-01-10");
    let fewer = |within: &str| json!({"fewer_than": 3, "within": within, "kinds": ["proposal"], "marks": ["submitted"]});
    assert_eq!(reminded_until(&fewer("year"), "window"), "2027-03-11");
    assert_eq!(reminded_until(&fewer("term"), "year"), "2028-01-10");
}

/// p-1 and p-2 are members; p-2 was reminded, which lapses on 11 March 2027.
fn reminded() -> Register {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    perform(&mut register, "2026-03-10", count("p-2", "unexcused", &["2026-03-02"]));
    perform(&mut register, "2026-03-11", sanction("street", "p-2", "remind"));
    register
}

#[test]
fn what_was_sanctioned_in_another_person_is_not_answered_by_that() {
    let mut register = reminded();
    perform(&mut register, "2026-03-11", count("p-1", "unexcused", &["2026-03-05"]));
    let remind = |person: &str| sanction("street", person, "remind");
    assert_eq!(refused(&register, "2027-03-12", remind("p-2")), ["sanctioned-already"]);
    perform(&mut register, "2027-03-12", remind("p-1"));
}

#[test]
fn a_sanction_stands_no_longer_than_it_would_by_itself() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02"]));
    let until = |day: &str| {
        let mut act = sanction("street", "p-1", "remind");
        act["with"]["until"] = json!(day);
        act
    };
    assert_eq!(refused(&register, "2026-03-11", until("2027-03-12")), ["beyond-term"]);
    assert_eq!(refused(&register, "2026-03-11", until("2026-03-11")), ["no-time"]);
    perform(&mut register, "2026-03-11", until("2027-03-11"));
}
