//! Elections that a decision rule judges.

use cogov::Lang;
use cogov::register::{Election, Register};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::world::{elect, entry, members, owners, perform, refused, register};

/// An election of delegates: who stood with how many votes, who was elected, of how many ballots.
fn delegates(votes: &[(&str, u64)], elected: &[&str], electors: u64, returned: u64) -> Value {
    let candidates: Vec<Value> =
        votes.iter().map(|(person, votes)| json!({"person": person, "votes": votes})).collect();
    json!({"by": owners(), "act": "elect", "target": {"seat": "delegate"},
           "with": {"persons": elected, "candidates": candidates,
                    "poll": {"electors": electors, "returned": returned}}})
}

fn last(register: &Register) -> &Election {
    register.state().elections().last().unwrap()
}

#[test]
fn who_has_more_than_half_of_more_than_half_is_elected_and_nobody_else() {
    let register = register();
    // 21 of 40 voted; 11 are more than half of 21, and 10 are not.
    let on = "2026-01-10";
    assert_eq!(
        refused(&register, on, delegates(&[("p-1", 11)], &["p-1"], 40, 20)),
        ["not-elected"]
    );
    assert_eq!(
        refused(&register, on, delegates(&[("p-1", 10)], &["p-1"], 40, 21)),
        ["not-elected"]
    );
    let both = [("p-1", 11), ("p-2", 10)];
    assert_eq!(refused(&register, on, delegates(&both, &["p-1", "p-2"], 40, 21)), ["not-elected"]);
    let mut taken = register;
    perform(&mut taken, on, delegates(&both, &["p-1"], 40, 21));
    assert_eq!(members(&taken, &json!({"seat": "delegate"}), on), [("p-1".to_owned(), 1)]);
}

#[test]
fn the_verdict_on_each_candidate_is_kept_and_explained() {
    let mut register = register();
    perform(&mut register, "2026-01-10", delegates(&[("p-1", 11), ("p-2", 10)], &["p-1"], 40, 21));
    let election = last(&register);
    assert_eq!((election.seat().as_str(), election.rule().as_str()), ("delegate", "both-halves"));
    let said = |lang| -> Vec<String> {
        let said = election.verdicts().iter();
        said.map(|one| {
            format!("{} {}: {}", one.person(), one.elected(), one.verdict().reason(lang))
        })
        .collect()
    };
    insta::assert_snapshot!([said(Lang::En), said(Lang::Zh)].concat().join("\n"));
    let json = serde_json::to_value(election).unwrap();
    assert_eq!(json["verdicts"][0]["verdict"]["decision"], "adopted");
}

#[test]
fn without_counts_nobody_is_elected_to_a_seat_that_names_a_rule() {
    let register = register();
    let mut alone = delegates(&[], &["p-1"], 40, 21);
    alone["with"].as_object_mut().unwrap().remove("poll");
    assert_eq!(refused(&register, "2026-01-10", alone), ["votes-untold"]);
    let nobody = delegates(&[], &["p-1"], 40, 21);
    assert_eq!(refused(&register, "2026-01-10", nobody), ["not-a-candidate"]);
}

#[test]
fn counts_that_cannot_be_elect_nobody() {
    let register = register();
    let on = "2026-01-10";
    let astray = |change: fn(&mut Value)| {
        let mut election = delegates(&[("p-1", 15)], &["p-1"], 40, 21);
        change(&mut election["with"]);
        refused(&register, on, election)
    };
    assert_eq!(astray(|with| with["poll"]["electors"] = json!(20)), ["counts-astray"]);
    assert_eq!(astray(|with| with["poll"]["invalid"] = json!(7)), ["counts-astray"]);
    assert_eq!(astray(|with| with["candidates"][0]["votes"] = json!(22)), ["counts-astray"]);
    // 21 ballots name at most two each.
    assert_eq!(
        astray(|with| {
            for person in ["p-2", "p-3", "p-4"] {
                let list = with["candidates"].as_array_mut().unwrap();
                list.push(json!({"person": person, "votes": 15}));
            }
        }),
        ["counts-astray"]
    );
    let told =
        |yes: u64, no: u64| json!({"heads": {"yes": yes, "no": no, "abstain": 0, "invalid": 0}});
    let counts = |counts: Value| {
        let mut election = delegates(&[("p-1", 15)], &["p-1"], 40, 21);
        election["with"]["candidates"][0]["counts"] = counts;
        let entry = entry(&register, on, election);
        register.preview(&entry).map_err(|refused| super::world::words(refused.refusals()))
    };
    assert_eq!(counts(told(14, 7)).unwrap_err(), ["counts-astray"], "not the votes that are told");
    assert_eq!(counts(told(15, 5)).unwrap_err(), ["counts-astray"], "not all ballots");
    assert!(counts(told(15, 6)).is_ok());
}

#[test]
fn the_rule_is_that_of_the_seat_or_else_the_one_that_the_election_names() {
    let register = register();
    let on = "2026-01-10";
    let other = |seat: &str, rule: Value| {
        let mut election = delegates(&[("p-1", 15)], &["p-1"], 40, 21);
        election["target"] = json!({"seat": seat});
        if !rule.is_null() {
            election["with"]["poll"]["rule"] = rule;
        }
        election
    };
    let member = |rule: Value| refused(&register, on, other("member", rule));
    assert_eq!(member(Value::Null), ["no-rule"], "a poll, and nothing to judge it by");
    assert_eq!(member(json!("old")), ["no-rule"], "no longer in force");
    assert_eq!(member(json!("zzz")), ["not-in-charter"]);
    assert_eq!(member(json!("by-area")), ["not-elected"], "areas were not counted");
    assert_eq!(refused(&register, on, other("delegate", json!("by-area"))), ["no-rule"]);
    for (seat, rule) in [("member", "both-halves"), ("delegate", "both-halves")] {
        let entry = entry(&register, on, other(seat, json!(rule)));
        assert!(register.preview(&entry).is_ok(), "{seat}");
    }
}

#[test]
fn by_area_who_has_the_most_heads_need_not_be_elected() {
    let register = register();
    let by_area = |area: u64| {
        let mut election = delegates(&[("p-1", 15)], &["p-1"], 40, 20);
        election["target"] = json!({"seat": "member"});
        election["with"]["poll"]["rule"] = json!("by-area");
        election["with"]["poll"]["weight"] = json!(1_000_000);
        election["with"]["candidates"][0]["counts"] = json!({
            "heads": {"yes": 15, "no": 5}, "weight": {"yes": area, "no": 400_000}});
        let entry = entry(&register, "2026-01-10", election);
        register.preview(&entry).map(|_| ()).map_err(|refused| refused.to_string())
    };
    assert!(by_area(400_001).is_ok());
    assert!(
        by_area(400_000).unwrap_err().starts_with("p-1 is not elected by the rule \"by-area\"")
    );
}

#[test]
fn an_election_that_was_observed_is_kept_with_its_verdict_whatever_it_says() {
    let mut register = register();
    let few = entry(&register, "2026-01-10", delegates(&[("p-1", 11)], &["p-1"], 40, 20));
    let noted = register.observe(&few);
    assert_eq!(super::world::words(&noted), ["not-elected"]);
    assert_eq!(members(&register, &json!({"seat": "delegate"}), "2026-01-10").len(), 1);
    let verdict = last(&register).verdicts()[0].verdict();
    assert!(verdict.adopted().is_none());
    // Without a rule nothing is judged, and nothing is kept.
    perform(&mut register, "2026-01-11", elect(&["p-2"]));
    assert_eq!(register.state().elections().len(), 1);
}

proptest! {
    /// The same in whole numbers: more than half of the voters returned a ballot, and more than
    /// half of these are for the candidate.
    #[test]
    fn an_election_is_accepted_exactly_where_both_halves_are_passed(
        electors in 0_u64..60, returned in 0_u64..60, votes in 0_u64..60, invalid in 0_u64..5,
    ) {
        let register = register();
        let mut election = delegates(&[("p-1", votes)], &["p-1"], electors, returned);
        election["with"]["poll"]["invalid"] = json!(invalid);
        let entry = entry(&register, "2026-01-10", election);
        let codes = match register.preview(&entry) {
            Ok(_) => Vec::new(),
            Err(refused) => super::world::words(refused.refusals()),
        };
        let expected = if returned > electors || votes + invalid > returned {
            vec!["counts-astray"]
        } else if 2 * returned > electors && 2 * votes > returned {
            vec![]
        } else {
            vec!["not-elected"]
        };
        prop_assert_eq!(codes, expected);
    }
}

#[test]
fn each_ballot_gives_as_many_votes_as_there_are_places_and_no_more() {
    let register = register();
    let both = |votes: u64| delegates(&[("p-1", 21), ("p-2", votes)], &["p-1", "p-2"], 40, 21);
    assert!(register.preview(&entry(&register, "2026-01-10", both(21))).is_ok());
    let mut third = both(21);
    let more = json!({"person": "p-3", "votes": 1});
    third["with"]["candidates"].as_array_mut().unwrap().push(more);
    assert_eq!(refused(&register, "2026-01-10", third), ["counts-astray"]);
}
