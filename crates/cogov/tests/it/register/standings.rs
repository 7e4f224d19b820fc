//! For which days and in which role somebody stands where.

use cogov::Lang;
use cogov::conduct::{SeatRole, Window};
use cogov::register::Register;
use serde_json::json;

use super::world::{count, day, elect, perform, person, register, resign, seat};

fn window(from: &str, until: &str) -> Window {
    Window::new(day(from), day(until)).unwrap()
}

fn stands(register: &Register, who: &str, from: &str, until: &str) -> bool {
    register.standing(&person(who), &seat("member"), window(from, until)).is_some()
}

#[test]
fn somebody_stands_only_over_days_on_one_of_which_they_held_the_seat() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", resign("p-1"));
    perform(&mut register, "2026-03-01", elect(&["p-2"]));
    perform(&mut register, "2026-05-01", resign("p-2"));
    assert!(!stands(&register, "p-1", "2026-01-01", "2026-02-01"), "came and went on one day");
    for (from, until, there) in [
        ("2026-01-01", "2026-03-01", false),
        ("2026-01-01", "2026-03-02", true),
        ("2026-04-30", "2026-06-01", true),
        ("2026-05-01", "2026-06-01", false),
    ] {
        assert_eq!(stands(&register, "p-2", from, until), there, "{from} to {until}");
    }
}

#[test]
fn somebody_stands_in_the_role_in_which_they_hold_the_seat_unless_another_is_asked_for() {
    let mut register = register();
    let mut standing = elect(&["p-1"]);
    standing["with"]["role"] = json!("standing_member");
    perform(&mut register, "2026-01-10", standing);
    perform(&mut register, "2026-01-10", elect(&["p-2"]));
    let role = |who: &str, window: Window| {
        let stands = register.standing(&person(who), &seat("member"), window).unwrap();
        stands.standing().window().role()
    };
    let days = || window("2026-01-10", "2026-06-01");
    assert_eq!(role("p-1", days()), SeatRole::StandingMember);
    assert_eq!(role("p-2", days()), SeatRole::Member);
    let asked = days().with_role(SeatRole::StandingMember);
    assert_eq!(role("p-2", asked), SeatRole::StandingMember);
}

#[test]
fn the_standings_of_somebody_are_of_their_own_seats_and_told_in_english_unless_asked() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02"]));
    let days = window("2026-01-10", "2026-06-01");
    assert!(register.standings(&person("p-2"), &days).is_empty());
    let stands = register.standings(&person("p-1"), &days);
    assert_eq!(stands.len(), 1);
    assert_eq!(stands[0].to_string(), stands[0].describe(Lang::En));
    assert!(stands[0].to_string().contains("2026-03-02, session: unexcused absence (entry 2"));
}
