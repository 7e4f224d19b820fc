//! The roles in which somebody acts in a register: who convenes, who sanctions, who hears.

use cogov::register::Register;
use serde_json::{Value, json};

use super::world::{
    announce, appoint, count, elect, hear, join, leave, perform, refused, register, register_with,
    sanction, street,
};

#[test]
fn a_sanction_is_imposed_and_somebody_is_heard_by_whom_the_rung_names() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let days = ["2026-03-02", "2026-03-09"];
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &days));
    assert_eq!(
        refused(&register, "2026-03-11", sanction("watch", "p-1", "remind")),
        ["not-in-role"]
    );
    let talk = perform(&mut register, "2026-03-11", announce("street", "p-1", "member", "talk"));
    assert_eq!(refused(&register, "2026-03-11", hear("watch", talk)), ["not-in-role"]);
    perform(&mut register, "2026-03-11", hear("street", talk));
}

/// Nobody may receive on all matters; each body has another convener.
fn convened() -> Register {
    register_with(|hall| {
        hall["positions"][0]["functions"] = json!(["convene", "supervise", "evaluate"]);
        hall["parties"][2]["convener"] = json!({"party": "council"});
        hall["sectors"][0]["convener"] = json!({"party": "watch"});
    })
}

fn by(party: &str, mut act: Value) -> Value {
    act["by"] = json!({ "party": party });
    act
}

#[test]
fn a_sector_is_joined_before_its_convener() {
    let mut register = convened();
    let crafts = || join("p-1", json!({"sector": "crafts"}));
    for other in ["street", "council", "committee"] {
        assert_eq!(refused(&register, "2026-01-10", by(other, crafts())), ["not-in-role"]);
    }
    perform(&mut register, "2026-01-10", by("watch", crafts()));
}

#[test]
fn that_somebody_leaves_everything_is_recorded_by_who_convenes_what_they_belong_to() {
    let everything = |party: &str, person: &str| {
        json!({"by": {"party": party}, "act": "leave", "target": {"person": person},
               "with": {"cause": "moved"}})
    };
    let mut joined = convened();
    for (party, person) in [("committee", "p-1"), ("watch", "p-2")] {
        perform(&mut joined, "2026-01-10", by(party, join(person, json!({ "party": party }))));
    }
    let mut seated = convened();
    perform(&mut seated, "2026-01-10", elect(&["p-1"]));
    perform(&mut seated, "2026-01-10", appoint(&street(), "watcher", "p-2"));
    for mut register in [joined, seated] {
        assert_eq!(refused(&register, "2026-01-11", everything("council", "p-1")), ["not-in-role"]);
        assert_eq!(refused(&register, "2026-01-11", everything("street", "p-2")), ["not-in-role"]);
        perform(&mut register, "2026-01-11", everything("street", "p-1"));
        perform(&mut register, "2026-01-11", everything("council", "p-2"));
    }
}

#[test]
fn nobody_leaves_a_party_in_which_they_hold_no_seat() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let council = leave("p-1", json!({"party": "council"}));
    assert_eq!(refused(&register, "2026-01-11", council), ["not-a-member"]);
}
