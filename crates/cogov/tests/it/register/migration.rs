//! A register that goes on under another version of its charter.

use cogov::Charter;
use cogov::register::{RecordedRegister, Register, RegisterRecord};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::day_by_day::{assert_seats_hold, assert_seats_hold_from};
use super::random_acts::{Dice, random};
use super::world::{
    ask_review, by_hand, count, elect, entry, hall, id, join, members, owners, perform, refused,
    register, register_with, review, sanction, street, words,
};

/// The next version of the hall's charter, changed.
fn next(change: impl FnOnce(&mut Value)) -> Charter {
    let mut value: Value = serde_json::from_str(super::world::HALL).unwrap();
    value["version"] = json!(2);
    change(&mut value);
    Charter::from_json(&value.to_string()).unwrap()
}

fn migrate(charter: &Charter) -> Value {
    json!({"by": owners(), "act": "migrate",
           "with": {"version": charter.version(), "digest": charter.digest()}})
}

fn seat<'v>(value: &'v mut Value, key: &str) -> &'v mut Value {
    let seats = value["seats"].as_array_mut().unwrap();
    seats.iter_mut().find(|seat| seat["key"] == key).unwrap()
}

/// With which codes a move is refused on a day.
fn against(register: &Register, on: &str, charter: &Charter) -> Vec<&'static str> {
    let entry = entry(register, on, migrate(charter));
    let mut copy = register.clone();
    match copy.migrate(charter.clone(), &entry) {
        Ok(()) => Vec::new(),
        Err(refused) => {
            assert_eq!(copy.state(), register.state(), "nothing has changed");
            assert_eq!(copy.charter().digest(), register.charter().digest());
            words(refused.refusals())
        }
    }
}

#[test]
fn more_places_and_another_name_hold_from_the_move_on() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    assert_eq!(refused(&register, "2026-02-01", elect(&["p-3"])), ["no-place"]);
    let charter = next(|hall| {
        seat(hall, "member")["number"] = json!(3);
        seat(hall, "member")["term"] = json!({"years": 4});
        hall["parties"][1]["name"] = json!("New committee");
    });
    let moved = entry(&register, "2026-02-01", migrate(&charter));
    register.migrate(charter.clone(), &moved).unwrap();
    assert_eq!((register.state().entries(), register.charter().version()), (2, 2));
    perform(&mut register, "2026-02-01", elect(&["p-3"]));
    let until = |person: &str| {
        let held = register.state().holdings().find(|one| one.person().as_str() == person);
        held.unwrap().until().unwrap().to_string()
    };
    // Who was elected before serves the term for which they were.
    assert_eq!((until("p-1"), until("p-3")), ("2028-01-10".into(), "2030-02-01".into()));
    assert_seats_hold(&register);
}

#[test]
fn only_who_may_decide_moves_it_and_only_to_the_charter_that_is_named() {
    let register = register();
    let charter = next(|_| {});
    let on = "2026-02-01";
    let mut by_street = migrate(&charter);
    by_street["by"] = street();
    let mut copy = register.clone();
    let refused_with = copy.migrate(charter.clone(), &entry(&register, on, by_street)).unwrap_err();
    assert_eq!(words(refused_with.refusals()), ["no-power"]);
    // Another one than is named, another key, and an act that names none.
    let other = next(|hall| hall["title"] = json!("Another"));
    let named = entry(&register, on, migrate(&charter));
    let refused_with = copy.migrate(other, &named).unwrap_err();
    assert_eq!(words(refused_with.refusals()), ["other-charter"]);
    let stranger = next(|hall| hall["key"] = json!("east"));
    assert_eq!(against(&register, on, &stranger), ["other-charter"]);
    let elected = entry(&register, on, elect(&["p-1"]));
    let refused_with = copy.migrate(charter.clone(), &elected).unwrap_err();
    assert_eq!(words(refused_with.refusals()), ["other-charter"]);
    // By itself the act changes nothing.
    assert_eq!(refused(&register, on, migrate(&charter)), ["other-charter"]);
    assert!(register.preview(&entry(&register, on, migrate(&hall()))).is_ok());
}

#[test]
fn what_the_register_still_refers_to_has_to_be_in_the_new_version() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", join("p-2", json!({"group": "tenants"})));
    perform(&mut register, "2026-01-10", join("p-2", json!({"sector": "crafts"})));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02"]));
    perform(&mut register, "2026-03-11", sanction("street", "p-1", "remind"));
    let without = |list: &str, key: &str| {
        next(|hall| {
            if key == "member" {
                // What refers to the seat goes, too.
                hall.as_object_mut().unwrap().remove("training");
                for seat in hall["seats"].as_array_mut().unwrap() {
                    for field in ["held_with", "incompatible"] {
                        seat.as_object_mut().unwrap().remove(field);
                    }
                }
            }
            hall[list].as_array_mut().unwrap().retain(|one| one["key"] != key);
        })
    };
    let on = "2026-03-12";
    for (list, key) in [("seats", "member"), ("groups", "tenants"), ("sectors", "crafts")] {
        assert_eq!(against(&register, on, &without(list, key)), ["other-charter"], "{key}");
    }
    let no_rung = next(|hall| {
        hall["conduct"][0]["ladder"].as_array_mut().unwrap().remove(0);
    });
    assert_eq!(against(&register, on, &no_rung), ["other-charter"]);
    // What nobody holds can go; and when the term is over, all of that can.
    assert!(against(&register, on, &without("seats", "adviser")).is_empty());
    assert!(against(&register, "2028-01-10", &without("seats", "member")).is_empty());
    assert!(against(&register, "2027-03-11", &no_rung).is_empty(), "it has lapsed");
}

#[test]
fn a_party_that_somebody_joined_stays_in_the_charter_as_long_as_they_do() {
    let club = json!({"key": "club", "name": "Club", "kind": "social_organisation"});
    let add = |hall: &mut Value| hall["parties"].as_array_mut().unwrap().push(club.clone());
    let mut register = register_with(add);
    perform(&mut register, "2026-01-10", join("p-1", json!({"party": "club"})));
    assert_eq!(against(&register, "2026-01-11", &next(|_| {})), ["other-charter"]);
    assert!(against(&register, "2026-01-11", &next(add)).is_empty());
}

#[test]
fn the_present_charter_is_named_by_its_version_and_its_digest() {
    let register = register();
    for (version, digest) in [(2_u64, hall().digest()), (1, next(|_| {}).digest())] {
        let act = json!({"by": owners(), "act": "migrate",
                         "with": {"version": version, "digest": digest}});
        assert_eq!(refused(&register, "2026-02-01", act), ["other-charter"], "{version}");
    }
}

#[test]
fn who_could_not_sit_so_under_the_new_version_gives_up_a_seat_first() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    let appoint = |seat: &str, person: &str| {
        json!({"by": street(), "act": "appoint", "target": {"seat": seat},
               "with": {"person": person}})
    };
    perform(&mut register, "2026-01-10", appoint("adviser", "p-1"));
    perform(
        &mut register,
        "2026-01-10",
        json!({"by": street(), "act": "declare-relative", "target": {"person": "p-1"},
               "with": {"other": "p-2", "kinship": "child"}}),
    );
    let fewer = next(|hall| seat(hall, "member")["number"] = json!(1));
    let apart = next(|hall| seat(hall, "adviser")["incompatible"] = json!(["member"]));
    let kin = next(|hall| {
        seat(hall, "adviser")["incompatible"] = json!(["member"]);
        seat(hall, "adviser")["near_relatives_barred"] = json!(true);
    });
    let on = "2026-02-01";
    assert_eq!(against(&register, on, &fewer), ["no-place"]);
    assert_eq!(against(&register, on, &apart), ["incompatible-seat"]);
    assert_eq!(against(&register, on, &kin), ["incompatible-seat", "near-relative"]);
    perform(&mut register, on, super::world::resign("p-1"));
    assert!(against(&register, on, &fewer).is_empty());
    assert!(against(&register, on, &apart).is_empty());
    assert_eq!(against(&register, on, &kin), ["near-relative"]);
}

/// A register in which somebody was absent twice, and was talked to.
fn talked_to() -> Register {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02", "2026-03-09"]));
    let announce = json!({"by": street(), "act": "announce", "target": {"person": "p-1"},
        "with": {"seat": "member", "sanction": "talk", "reason": "Two absences"}});
    perform(&mut register, "2026-03-11", announce);
    perform(&mut register, "2026-03-22", by_hand("p-20", sanction("street", "p-1", "talk")));
    register
}

#[test]
fn a_sanction_keeps_its_rung_where_the_ladder_has_others_below_and_above() {
    let mut register = talked_to();
    assert_eq!(register.state().sanctions().next().unwrap().rung(), 1);
    let charter = next(|hall| {
        let ladder = hall["conduct"][0]["ladder"].as_array_mut().unwrap();
        ladder.remove(0);
        let mut above = ladder[0].clone();
        above["sanction"] = json!("criticise");
        above.as_object_mut().unwrap().remove("heard");
        ladder.insert(1, above);
    });
    let moved = entry(&register, "2026-03-23", migrate(&charter));
    register.migrate(charter, &moved).unwrap();
    assert_eq!(register.state().sanctions().next().unwrap().rung(), 0);
    assert!(
        refused(&register, "2026-03-23", sanction("street", "p-1", "talk")).contains(&"not-higher")
    );
    perform(&mut register, "2026-03-23", sanction("street", "p-1", "criticise"));
}

#[test]
fn training_is_known_by_its_name_and_not_by_its_place() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let train = json!({"by": street(), "act": "train",
        "with": {"name": "Rules", "persons": ["p-1"], "training": 0}});
    let charter = next(|hall| {
        let first = json!({"name": "First aid", "participants": [{"seat": "member"}]});
        hall["training"].as_array_mut().unwrap().insert(0, first);
        hall["positions"][0]["functions"] =
            json!(["receive", "convene", "supervise", "evaluate", "plan"]);
    });
    perform(&mut register, "2026-01-11", train);
    let moved = entry(&register, "2026-01-12", migrate(&charter));
    register.migrate(charter, &moved).unwrap();
    assert_eq!(register.state().trained()[0].training(), Some(1));
    let none = next(|hall| {
        hall["version"] = json!(3);
        hall.as_object_mut().unwrap().remove("training");
    });
    let moved = entry(&register, "2026-01-13", migrate(&none));
    register.migrate(none, &moved).unwrap();
    assert_eq!(register.state().trained()[0].training(), None);
}

#[test]
fn a_review_of_a_seat_that_is_gone_is_for_who_supervises() {
    let mut register = talked_to();
    perform(&mut register, "2026-03-23", ask_review("p-1", 4));
    perform(&mut register, "2026-03-24", super::world::resign("p-1"));
    let charter = next(|hall| {
        hall.as_object_mut().unwrap().remove("training");
        hall["seats"] = json!([]);
    });
    let moved = entry(&register, "2028-02-01", migrate(&charter));
    register.migrate(charter, &moved).unwrap();
    let mut by_anyone = review(4, "lifted");
    by_anyone["by"] = json!("anyone");
    assert_eq!(refused(&register, "2028-02-02", by_anyone), ["not-in-role"]);
    perform(&mut register, "2028-02-02", review(4, "lifted"));
}

#[test]
fn a_replay_needs_both_charters_and_comes_to_the_same() {
    let charter = next(|hall| seat(hall, "member")["number"] = json!(3));
    let mut recorded = RecordedRegister::open(hall(), id());
    let mut lines = format!("{}\n", recorded.header().to_json());
    let first = entry(recorded.register(), "2026-01-10", elect(&["p-1", "p-2"]));
    lines += &(recorded.perform(&first).unwrap() + "\n");
    let moved = entry(recorded.register(), "2026-02-01", migrate(&charter));
    let head = recorded.head();
    let other = next(|hall| hall["title"] = json!("Another"));
    assert!(recorded.migrate(other, &moved).is_err());
    assert_eq!(recorded.head(), head, "the record has not grown");
    lines += &(recorded.migrate(charter.clone(), &moved).unwrap() + "\n");
    let third = entry(recorded.register(), "2026-02-02", elect(&["p-3"]));
    lines += &(recorded.perform(&third).unwrap() + "\n");

    let record = RegisterRecord::from_jsonl(&lines).unwrap().into_record();
    let again = RecordedRegister::replay(&[charter.clone(), hall()], &record).unwrap();
    assert_eq!(again.register().state(), recorded.register().state());
    assert_eq!((again.head(), again.register().charter().version()), (recorded.head(), 2));
    let alone = RecordedRegister::replay(&[hall()], &record).unwrap_err();
    assert_eq!(
        (alone.entry(), words(alone.refused().refusals())),
        (Some(2), vec!["other-charter"])
    );
    let audited = RecordedRegister::audit(&[hall(), charter.clone()], &record).unwrap();
    assert!(audited.breaches().is_empty());
    assert_eq!(audited.register().state(), recorded.register().state());
    // Where the charter is not at hand, the move is a breach, and the places are those of before.
    let audited = RecordedRegister::audit(&[hall()], &record).unwrap();
    let codes: Vec<_> =
        audited.breaches().iter().map(|one| (one.entry(), words(one.refusals()))).collect();
    assert_eq!(codes, [(2, vec!["other-charter"]), (3, vec!["no-place"])]);
    assert_eq!(members(again.register(), &json!({"seat": "member"}), "2026-02-02").len(), 3);
}

#[test]
fn what_is_observed_with_the_charters_is_what_an_audit_of_the_record_notes() {
    let charter = next(|hall| seat(hall, "member")["number"] = json!(3));
    let gone = next(|hall| {
        hall.as_object_mut().unwrap().remove("training");
        hall["seats"] = json!([]);
    });
    let charters = [hall(), charter.clone(), gone.clone()];
    for (to, at_hand, noted) in [
        (&charter, &charters[..], vec![]),
        (&gone, &charters[..], vec!["other-charter"]),
        (&charter, &charters[..1], vec!["other-charter"]),
    ] {
        let mut recorded = RecordedRegister::open(hall(), id());
        let mut lines = format!("{}\n", recorded.header().to_json());
        let mut breaches = Vec::new();
        for (on, act) in [
            ("2026-01-10", elect(&["p-1", "p-2"])),
            ("2026-02-01", migrate(to)),
            ("2026-02-02", elect(&["p-3"])),
        ] {
            let entry = entry(recorded.register(), on, act);
            let (line, found) = recorded.observe_with(at_hand, &entry).unwrap();
            lines += &(line + "\n");
            if !found.is_empty() {
                breaches.push((entry.seq(), words(&found)));
            }
        }
        assert_eq!(
            breaches.iter().find(|one| one.0 == 2).map_or(vec![], |one| one.1.clone()),
            noted
        );
        let record = RegisterRecord::from_jsonl(&lines).unwrap().into_record();
        let audited = RecordedRegister::audit(at_hand, &record).unwrap();
        let codes: Vec<_> =
            audited.breaches().iter().map(|one| (one.entry(), words(one.refusals()))).collect();
        assert_eq!(codes, breaches);
        assert_eq!(audited.register().state(), recorded.register().state());
        let versions = [&audited.register(), &recorded.register()];
        let versions = versions.map(|register| register.charter().digest());
        assert_eq!(versions[0], versions[1]);
    }
}

proptest! {
    #![proptest_config(crate::inputs::inputs(48))]

    /// Whatever was done before and comes after, a move that is accepted leaves a register whose
    /// seats are held as the new version lets them be, and which a replay comes to.
    #[test]
    fn a_register_that_moved_keeps_its_promises(
        numbers in prop::collection::vec(any::<u16>(), 60..500), places in 1_u64..4, apart: bool,
    ) {
        let charter = next(|hall| {
            seat(hall, "member")["number"] = json!(places);
            if apart {
                seat(hall, "adviser")["incompatible"] = json!(["member", "delegate"]);
            }
        });
        let mut dice = Dice::new(numbers);
        let mut recorded = RecordedRegister::open(hall(), id());
        let mut record = RegisterRecord::new(recorded.header().clone());
        let mut now = 0_i64;
        let half = 4 + dice.below(10);
        let mut step = 0;
        while !dice.is_used_up() {
            step += 1;
            if step % half == 0 && recorded.register().charter().version() == 1 {
                let on = cogov::Date::new(2026, 1, 10).unwrap().plus_days(now).unwrap();
                let moved = entry(recorded.register(), &on.to_string(), migrate(&charter));
                if recorded.migrate(charter.clone(), &moved).is_ok() {
                    record.append(moved).unwrap();
                    assert_seats_hold_from(recorded.register(), on);
                }
            }
            let entry = random(&mut dice, recorded.register(), &mut now);
            if recorded.perform(&entry).is_ok() {
                record.append(entry).unwrap();
            }
        }
        let again = RecordedRegister::replay(&[hall(), charter], &record).unwrap();
        prop_assert_eq!(again.register().state(), recorded.register().state());
        prop_assert_eq!(again.head(), recorded.head());
    }
}
