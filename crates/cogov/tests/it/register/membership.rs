//! Who belongs to what on a day, and for which entry.

use cogov::Lang;
use serde_json::{Value, json};

use super::world::{
    day, elect, entry, join, leave, members, owners, perform, person, refused, register, resign,
    seat,
};

fn named(all: &[(&str, u64)]) -> Vec<(String, u64)> {
    all.iter().map(|(person, entry)| ((*person).to_owned(), *entry)).collect()
}

#[test]
fn a_holding_lasts_from_its_first_day_to_the_day_before_it_is_over() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-02-01", resign("p-1"));
    let member = json!({"seat": "member"});
    for (on, there) in
        [("2026-01-09", false), ("2026-01-10", true), ("2026-01-31", true), ("2026-02-01", false)]
    {
        assert_eq!(!members(&register, &member, on).is_empty(), there, "{on}");
    }
    let holding = register.state().holdings().next().unwrap();
    assert_eq!((holding.entry(), holding.ended()), (1, Some(2)));
    assert!(register.state().holding(&seat("member"), &person("p-1"), day("2026-01-31")).is_some());
}

#[test]
fn who_comes_and_goes_on_the_same_day_was_never_there_and_keeps_no_place() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    perform(&mut register, "2026-01-10", resign("p-1"));
    perform(&mut register, "2026-01-10", elect(&["p-3"]));
    assert_eq!(
        members(&register, &json!({"seat": "member"}), "2026-01-10"),
        named(&[("p-2", 1), ("p-3", 3)])
    );
    assert_eq!(refused(&register, "2026-01-10", resign("p-1")), ["not-a-holder"]);
}

#[test]
fn late_minutes_are_judged_by_who_held_the_seat_then() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-02-01", resign("p-1"));
    let by_seat = |on: &str| {
        json!({"on": format!("{on}T09:00:00+08:00"), "by": {"seat": "member"}, "hand": "p-1",
               "act": "correct", "target": {"entry": 1}, "with": {"text": "It was in the hall"}})
    };
    assert_eq!(refused(&register, "2026-03-01", by_seat("2026-02-01")), ["not-seated"]);
    perform(&mut register, "2026-03-01", by_seat("2026-01-31"));
}

#[test]
fn a_party_has_those_who_joined_it_and_those_in_its_seats_each_with_the_entry() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-2"]));
    perform(&mut register, "2026-01-11", join("p-1", json!({"party": "committee"})));
    perform(&mut register, "2026-01-12", join("p-2", json!({"party": "committee"})));
    let committee = json!({"party": "committee"});
    assert_eq!(
        members(&register, &committee, "2026-01-12"),
        named(&[("p-1", 2), ("p-2", 1), ("p-2", 3)])
    );
    let all = register.members_of(&super::world::holder(&committee), day("2026-01-12"));
    let seats: Vec<Option<&str>> =
        all.iter().map(|one| one.seat().map(cogov::SeatKey::as_str)).collect();
    assert_eq!(seats, [None, Some("member"), None]);
    let of: Vec<(String, u64)> = register
        .memberships_of(&person("p-2"), day("2026-01-12"))
        .iter()
        .map(|(of, entry)| (register.charter().holder_name(of, Lang::En), *entry))
        .collect();
    assert_eq!(of, named(&[("Member", 1), ("Committee", 3)]));
}

#[test]
fn who_leaves_a_party_gives_up_its_seats_and_no_others() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", join("p-1", owners()));
    let envoy = json!({"by": {"at_least": [1, 10], "of": "owners"}, "act": "elect",
        "signed": [{"person": "p-1"}], "target": {"seat": "envoy"}, "with": {"persons": ["p-1"]}});
    // Four of forty have to sign, and of them only one is known.
    assert_eq!(refused(&register, "2026-01-11", envoy.clone()), ["too-few-signed"]);
    for other in ["p-2", "p-3", "p-4"] {
        perform(&mut register, "2026-01-11", join(other, owners()));
    }
    let mut signed = envoy;
    signed["signed"] = ["p-1", "p-2", "p-3", "p-4"].map(|key| json!({ "person": key })).into();
    perform(&mut register, "2026-01-12", signed);
    perform(&mut register, "2026-02-01", leave("p-1", json!({"party": "committee"})));
    let of = |of: Value| members(&register, &of, "2026-02-01");
    assert!(of(json!({"seat": "member"})).is_empty());
    assert_eq!(of(json!({"seat": "envoy"})), named(&[("p-1", 6)]));
    assert_eq!(of(owners())[0], ("p-1".to_owned(), 2));
}

#[test]
fn who_leaves_everything_leaves_what_is_still_to_begin_too() {
    let mut register = register();
    let mut later = elect(&["p-1"]);
    later["with"]["from"] = json!("2027-01-01");
    perform(&mut register, "2026-01-10", later);
    perform(&mut register, "2026-01-10", join("p-1", owners()));
    let everything = json!({"by": "anyone", "hand": "p-1", "act": "leave",
        "target": {"person": "p-1"}, "with": {"cause": "moved"}});
    perform(&mut register, "2026-02-01", everything);
    for of in [owners(), json!({"seat": "member"})] {
        for on in ["2026-02-01", "2027-01-01", "2027-06-01"] {
            assert!(members(&register, &of, on).is_empty(), "{of} {on}");
        }
    }
    // Whoever left may come back, by another entry.
    perform(&mut register, "2026-03-01", join("p-1", owners()));
    assert_eq!(members(&register, &owners(), "2026-03-01"), named(&[("p-1", 4)]));
    assert_eq!(members(&register, &owners(), "2026-01-31"), named(&[("p-1", 2)]));
}

#[test]
fn a_refusal_says_who_could_and_what_it_rests_on_in_both_languages() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    let entry = entry(&register, "2026-01-11", {
        let mut elected = elect(&["p-3"]);
        elected["by"] = json!({"party": "watch"});
        elected
    });
    let refused = register.preview(&entry).unwrap_err();
    let [role, place] = refused.refusals() else { panic!("{refused}") };
    assert_eq!(role.message(Lang::En), "Watch is not the one who fills the seat");
    assert_eq!(role.help(Lang::En), "it is for: Owners, Street office");
    assert_eq!(role.needed().len(), 2);
    assert_eq!(place.message(Lang::Zh), "“委员”名额为 2，2026-01-11 已满");
    assert_eq!(place.cites()[0].to_string(), "seat member");
    let json = serde_json::to_value(place).unwrap();
    assert_eq!(json["code"], "no-place");
}
