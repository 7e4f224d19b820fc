//! What an announcement serves, and what a review that lifts a revocation gives back.

use cogov::register::Register;
use serde_json::{Value, json};

use super::world::{
    announce, appoint, ask_review, by_hand, count, elect, hear, join, members, owners, perform,
    refused, register, review, sanction, street,
};

const ABSENT: &[&str] = &["2026-02-02", "2026-03-02", "2026-03-09"];

/// Revokes the seat of p-1, who was elected; the entry that does.
fn revoke(register: &mut Register) -> u64 {
    perform(register, "2026-03-10", count("p-1", "unexcused", ABSENT));
    let announced = perform(register, "2026-03-11", announce("watch", "p-1", "member", "revoke"));
    perform(register, "2026-03-12", hear("watch", announced));
    perform(register, "2026-03-13", sanction("watch", "p-1", "revoke"))
}

fn lift(register: &mut Register, revoked: u64) {
    perform(register, "2026-03-20", ask_review("p-1", revoked));
    perform(register, "2026-04-01", review(revoked, "lifted"));
}

fn member() -> Value {
    json!({"seat": "member"})
}

#[test]
fn who_was_elected_again_is_not_restored_beside_that() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let revoked = revoke(&mut register);
    let again = perform(&mut register, "2026-03-15", elect(&["p-1"]));
    lift(&mut register, revoked);
    assert_eq!(members(&register, &member(), "2026-04-02"), [("p-1".to_owned(), again)]);
}

#[test]
fn the_dead_are_cleared_and_hold_nothing() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", join("p-1", owners()));
    let revoked = revoke(&mut register);
    perform(&mut register, "2026-03-20", ask_review("p-1", revoked));
    let died = json!({"by": street(), "act": "leave", "target": {"person": "p-1"},
                      "with": {"of": owners(), "cause": "died"}});
    perform(&mut register, "2026-03-25", died);
    perform(&mut register, "2026-04-01", review(revoked, "lifted"));
    for on in ["2026-03-24", "2026-04-02", "2027-06-01"] {
        assert!(members(&register, &member(), on).is_empty(), "{on}");
    }
}

#[test]
fn only_what_the_revocation_ended_is_given_back_whoever_else_holds_what() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", appoint(&street(), "adviser", "p-1"));
    let given_up = json!({"by": "anyone", "hand": "p-1", "act": "vacate",
        "target": {"seat": "adviser"}, "with": {"person": "p-1", "cause": "resigned"}});
    perform(&mut register, "2026-02-01", given_up);
    // A member is no watcher; another person is.
    perform(&mut register, "2026-02-01", appoint(&street(), "watcher", "p-3"));
    let revoked = revoke(&mut register);
    assert!(members(&register, &member(), "2026-03-14").is_empty());
    lift(&mut register, revoked);
    assert_eq!(members(&register, &member(), "2026-04-02"), [("p-1".to_owned(), 1)]);
    assert!(members(&register, &json!({"seat": "adviser"}), "2026-04-02").is_empty());
}

#[test]
fn an_announcement_serves_the_sanction_that_it_announced_and_no_other() {
    let mut register = register();
    let committee = json!({"party": "committee"});
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    perform(&mut register, "2026-01-10", appoint(&committee, "chair", "p-1"));
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", ABSENT));
    let mut others = Vec::new();
    for (by, person, seat, which) in [
        ("street", "p-2", "member", "talk"),
        ("street", "p-1", "chair", "talk"),
        ("watch", "p-1", "member", "revoke"),
    ] {
        let announced = perform(&mut register, "2026-03-11", announce(by, person, seat, which));
        perform(&mut register, "2026-03-11", hear(by, announced));
        others.push((announced, None));
        // It is no hearing on what is imposed.
        let talk = sanction("street", "p-1", "talk");
        assert_eq!(refused(&register, "2026-03-11", talk), ["unheard"], "{person} {seat} {which}");
    }
    let imposed = |register: &Register| -> Vec<(u64, Option<u64>)> {
        register.state().announced().map(|one| (one.entry(), one.imposed())).collect()
    };
    let mut expected = others;
    for (on, lifted) in [("2026-03-12", "2026-03-14"), ("2026-03-15", "2026-03-17")] {
        let talk = perform(&mut register, on, announce("street", "p-1", "member", "talk"));
        perform(&mut register, on, hear("street", talk));
        let talked = by_hand("p-20", sanction("street", "p-1", "talk"));
        let done = perform(&mut register, on, talked);
        expected.push((talk, Some(done)));
        assert_eq!(imposed(&register), expected);
        perform(&mut register, lifted, ask_review("p-1", done));
        perform(&mut register, lifted, review(done, "lifted"));
    }
}
