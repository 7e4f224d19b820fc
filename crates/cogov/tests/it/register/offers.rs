//! With which persons and days what is offered in a register comes.

use cogov::register::{Register, RegisterAct, RegisterActKind, RegisterOptions};
use serde_json::{Value, json};

use super::world::{
    appoint, count, declare, elect, holder, join, leave, perform, register, register_with, resign,
    sanction, street,
};

fn options(register: &Register, by: &Value, day: &str) -> RegisterOptions {
    let at = format!("{day}T10:00:00+08:00").parse().unwrap();
    register.options(&holder(by), None, at)
}

/// The targets of what is offered, and of what is withheld, of one kind.
fn targets(options: &RegisterOptions, kind: RegisterActKind) -> (Vec<String>, Vec<String>) {
    let offered = options.offered().iter().filter(|one| one.kind() == kind);
    let withheld = options.withheld().iter().filter(|one| one.kind() == kind);
    (
        offered.filter_map(|one| Some(one.target()?.to_string())).collect(),
        withheld.filter_map(|one| Some(one.target()?.to_string())).collect(),
    )
}

fn witness(options: &RegisterOptions, kind: RegisterActKind, target: &str) -> Option<RegisterAct> {
    let is_it = |one: &&cogov::case::Offer<RegisterAct>| {
        one.kind() == kind && one.target().is_some_and(|of| of.to_string() == target)
    };
    options.offered().iter().find(is_it).map(|one| one.witness().act().clone())
}

#[test]
fn a_stranger_is_nobody_who_joined_and_no_relative_of_anybody() {
    let new = "somebody-new-1";
    for act in [join(new, super::world::owners()), declare("p-1", new), declare(new, "p-1")] {
        let mut register = register();
        perform(&mut register, "2026-01-10", act.clone());
        let options = options(&register, &street(), "2026-01-11");
        let (offered, _) = targets(&options, RegisterActKind::DeclareRelative);
        assert!(offered.contains(&"somebody-new-2".to_owned()), "{act}: {offered:?}");
    }
}

#[test]
fn there_is_nothing_to_correct_in_an_empty_register() {
    let options = options(&register(), &street(), "2026-01-10");
    let (offered, withheld) = targets(&options, RegisterActKind::Correct);
    assert!(offered.is_empty() && withheld.is_empty());
}

#[test]
fn a_kinship_can_be_ended_for_either_of_the_two_as_long_as_it_lasts() {
    let mut register = register();
    perform(&mut register, "2026-01-10", declare("p-1", "p-5"));
    let kind = RegisterActKind::RetractRelative;
    let until = json!({"by": street(), "act": "retract-relative", "target": {"person": "p-1"},
                       "with": {"other": "p-5", "until": "2026-03-01"}});
    perform(&mut register, "2026-02-01", until);
    let before = options(&register, &street(), "2026-02-28");
    assert_eq!(targets(&before, kind).0, ["p-1", "p-5"]);
    for (person, other) in [("p-1", "p-5"), ("p-5", "p-1")] {
        let Some(RegisterAct::RetractRelative { with, .. }) = witness(&before, kind, person) else {
            panic!("{person}")
        };
        assert_eq!(with.other().as_str(), other);
    }
    let after = options(&register, &street(), "2026-03-01");
    assert_eq!(targets(&after, kind), (Vec::new(), Vec::new()));
}

#[test]
fn a_seat_is_offered_from_the_day_on_which_nothing_bars_the_only_one_who_could_hold_it() {
    let mut register = register();
    let committee = json!({"party": "committee"});
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", appoint(&committee, "chair", "p-1"));
    let days = ["2026-03-02", "2026-03-09"];
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &days));
    let mut barred = sanction("street", "p-1", "not_renominate");
    barred["with"]["seat"] = json!("chair");
    barred["with"]["until"] = json!("2026-09-01");
    perform(&mut register, "2026-03-11", barred);
    let mut given_up = resign("p-1");
    given_up["target"]["seat"] = json!("chair");
    perform(&mut register, "2026-05-01", given_up);
    let options = options(&register, &committee, "2026-05-02");
    let offer = witness(&options, RegisterActKind::Appoint, "chair");
    let Some(RegisterAct::Appoint { with, .. }) = offer else { panic!("{offer:?}") };
    assert_eq!(with.from().map(|day| day.to_string()).as_deref(), Some("2026-09-01"));
}

#[test]
fn who_is_still_to_leave_can_join_again_from_the_day_on_which_they_do() {
    let mut register = register_with(|hall| {
        hall["positions"][0]["functions"] = json!(["convene", "supervise", "evaluate"]);
    });
    let committee = json!({"party": "committee"});
    perform(&mut register, "2026-01-10", join("p-1", committee.clone()));
    // Who joins the office itself is for the office to say.
    perform(&mut register, "2026-01-10", join("p-1", street()));
    let mut later = leave("p-1", committee);
    later["with"]["until"] = json!("2026-06-01");
    perform(&mut register, "2026-02-01", later);
    let options = options(&register, &street(), "2026-02-02");
    let offer = witness(&options, RegisterActKind::Join, "p-1");
    let Some(RegisterAct::Join { with, .. }) = offer else { panic!("{offer:?}") };
    assert_eq!(with.from().map(|day| day.to_string()).as_deref(), Some("2026-06-01"));
}

#[test]
fn a_sanction_is_offered_from_the_day_since_which_conduct_makes_it_due() {
    let mut register = register_with(|hall| {
        let policy = &mut hall["conduct"][0];
        policy["points"] = json!({"per": "window", "items": [
            {"kind": "session", "mark": "attended", "points": 10},
            {"kind": "session", "mark": "unexcused", "points": -5}]});
        policy["ladder"] = json!([{"sanction": "remind", "by": {"party": "street"},
            "review": {"none": true}, "triggers": [{"below_points": 0}]}]);
    });
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-03-10", count("p-1", "attended", &["2026-02-02"]));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02"]));
    let options = options(&register, &street(), "2026-03-11");
    let offer = witness(&options, RegisterActKind::Sanction, "p-1");
    let Some(RegisterAct::Sanction { with, .. }) = offer else { panic!("{offer:?}") };
    assert_eq!(with.since().map(|day| day.to_string()).as_deref(), Some("2026-03-02"));
}

#[test]
fn without_a_ladder_nothing_is_announced_and_nothing_is_withheld() {
    let mut register = register_with(|hall| {
        hall["conduct"][0].as_object_mut().unwrap().remove("ladder");
    });
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let options = options(&register, &street(), "2026-01-11");
    for kind in [RegisterActKind::Announce, RegisterActKind::Sanction] {
        assert_eq!(targets(&options, kind), (Vec::new(), Vec::new()), "{kind}");
    }
    assert!(options.withheld().iter().all(|one| !one.refusals().is_empty()));
}
