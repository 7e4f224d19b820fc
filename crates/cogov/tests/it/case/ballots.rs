//! Ballots: who votes, what counts, and what a resolution rests on.

use cogov::case::ResolutionBasis;
use cogov::decision::Decision;
use serde_json::{Value, json};

use super::world::{
    ADJOURNED, ALL_ARRIVED, CONVENED, COUNTED, MEETING, OPENED, QUESTION, World, draft, owners,
    party, person,
};

fn open(with: Value) -> Value {
    let mut all = json!({ "ballot": "b", "question": QUESTION });
    all.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    json!({ "by": party("assembly"), "act": "open-ballot", "target": { "step": "vote" }, "with": all })
}

fn electors(each: impl Fn(usize) -> Value) -> Value {
    let elector = |number: usize| {
        let mut elector = json!({ "who": person(&format!("owner-{number}")) });
        elector.as_object_mut().unwrap().extend(each(number).as_object().unwrap().clone());
        elector
    };
    json!({ "electors": (1..=4).map(elector).collect::<Vec<_>>() })
}

fn vote(number: u8, ballot: &str, choice: &str) -> Value {
    json!({ "by": owners(), "hand": format!("owner-{number}"), "act": "vote",
        "target": { "ballot": ballot }, "with": { "choice": choice } })
}

fn close(ballot: &str) -> Value {
    json!({ "by": party("assembly"), "act": "close-ballot", "target": { "ballot": ballot } })
}

fn resolve(ballot: &str) -> Value {
    json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
        "with": { "ballot": ballot, "text": QUESTION, "obligations": [draft("a", json!({}))] } })
}

fn adopted(world: &World, ballot: &str) -> bool {
    matches!(world.ballot(ballot).verdict().unwrap().decision(), Decision::Adopted(_))
}

/// Votes of owners 1 to 4, by weight or households as the charter is changed.
fn voted(rule: Value, each: impl Fn(usize) -> Value, choices: [&str; 4]) -> World {
    let mut world = World::court_with(ADJOURNED, &[("/rules/0/approval", rule)]);
    world.ok(open(electors(each)));
    for (number, choice) in (1..).zip(choices) {
        world.ok(vote(number, "b", choice));
    }
    world.ok(close("b"));
    world.replays();
    world
}

#[test]
fn weights_decide_where_the_rule_counts_them_and_half_is_not_more_than_half() {
    let rule = json!({ "measure": "weight", "base": "participating", "more_than": [1, 2] });
    let area =
        |first: u64| move |number| json!({ "weight": if number == 1 { first } else { 1000 } });
    let choices = ["yes", "no", "no", "no"];
    assert!(adopted(&voted(rule.clone(), area(3001), choices), "b"));
    assert!(!adopted(&voted(rule.clone(), area(3000), choices), "b"));
    // The largest whole that JSON carries: 2^53 - 1.
    let most =
        |number| json!({ "weight": if number == 1 { 9_007_199_254_740_988_u64 } else { 1 } });
    assert!(adopted(&voted(rule, most, choices), "b"));
}

#[test]
fn beside_others_with_a_weight_nobody_goes_without_where_the_rule_measures_it() {
    let weight = json!({ "measure": "weight", "base": "participating", "more_than": [1, 2] });
    let some = |last: Value| {
        open(electors(|number| if number == 4 { last.clone() } else { json!({ "weight": 10 }) }))
    };
    let mut world = World::court_with(ADJOURNED, &[("/rules/0/approval", weight)]);
    assert_eq!(world.refused(some(json!({}))), ["no-weight"]);
    let entry = world.entry(some(json!({})));
    let refused = world.case.preview(&entry).unwrap_err();
    assert!(refused.to_string().contains("owner-4"), "{refused}");
    // Who has none is said to have none.
    world.ok(some(json!({ "weight": 0 })));
    world.replays();
    // Where heads decide, a weight is nothing but a note.
    World::court(ADJOURNED).ok(some(json!({})));
}

#[test]
fn what_fails_while_another_ballot_is_open_is_told_which_one() {
    let mut world = World::court(COUNTED);
    let fail = |with: Value| json!({ "by": party("assembly"), "act": "fail", "target": { "step": "vote" }, "with": with });
    let mut world_open = World::court(ADJOURNED);
    world_open.ok(open(electors(|_| json!({}))));
    let entry = world_open.entry(fail(json!({ "how": "abandoned", "reason": "No time" })));
    let refused = world_open.case.preview(&entry).unwrap_err();
    assert_eq!(refused.to_string(), "not closed yet: the ballot b");
    // A ballot that nobody knows is none, whatever becomes of it.
    let unknown = json!({ "how": "abandoned", "reason": "No time", "ballot": "nowhere" });
    assert_eq!(world_open.refused(fail(unknown.clone())), ["ballot-open", "unknown-target"]);
    assert_eq!(world.refused(fail(unknown)), ["adopted", "unknown-target"]);
}

#[test]
fn a_household_whose_members_differ_says_neither_yes_nor_no() {
    let rule = json!({ "measure": "households", "base": "participating", "more_than": [1, 2] });
    // Two in the first household, one each in two others.
    let at = |number: usize| json!({ "household": format!("h{}", number.max(2)) });
    assert!(adopted(&voted(rule.clone(), at, ["yes", "yes", "yes", "no"]), "b"));
    assert!(!adopted(&voted(rule, at, ["yes", "no", "yes", "no"]), "b"), "one of three");
}

#[test]
fn the_electorate_is_fixed_when_the_ballot_opens() {
    let mut world = World::court(OPENED);
    let electorate = world.ballot("gate").electorate();
    world.ok(json!({ "by": party("committee"), "act": "enrol",
        "with": { "groups": [{ "group": "owners", "persons": ["owner-1", "owner-2", "owner-8"] }] } }));
    assert_eq!(world.refused(vote(8, "gate", "yes")), ["not-in-role"]);
    assert_eq!(world.ballot("gate").electorate(), electorate);
}

#[test]
fn counts_equal_votes() {
    let world = World::court(COUNTED);
    let verdict = serde_json::to_value(world.ballot("gate").verdict().unwrap()).unwrap();
    let cast =
        world.ballot("gate").voters().iter().filter(|voter| voter.choice().is_some()).count();
    assert_eq!(cast, 3);
    assert!(verdict.to_string().contains('3'), "{verdict}");
}

#[test]
fn in_a_session_those_with_a_vote_in_it_are_the_electors_and_who_left_does_not_vote() {
    // A charter in which it is voted while the meeting sits.
    let mut world = World::court_with(
        ALL_ARRIVED,
        &[
            ("/procedures/0/steps/9/after", json!(["notice"])),
            ("/procedures/0/steps/9/not_while", json!([])),
        ],
    );
    world.ok(open(json!({ "session": MEETING })));
    let voters: Vec<Value> = world
        .ballot("b")
        .voters()
        .iter()
        .map(|voter| serde_json::to_value(voter.who()).unwrap())
        .collect();
    assert_eq!(
        voters,
        [party("committee"), person("owner-1"), person("owner-2"), person("owner-3")]
    );
    world.ok(vote(1, "b", "yes"));
    world.ok(json!({ "by": owners(), "hand": "owner-2", "act": "depart", "target": { "session": MEETING } }));
    assert_eq!(world.refused(vote(2, "b", "yes")), ["not-present"]);
    assert_eq!(world.refused(vote(3, "b", "yes")), ["not-present"], "never came");
    let gardeners = json!({ "by": party("gardeners"), "act": "vote", "target": { "ballot": "b" },
        "with": { "choice": "yes" } });
    assert_eq!(world.refused(gardeners), ["not-in-role"], "observers do not vote");
}

/// A charter in which it is voted while the meeting sits, by a rule that asks for two in three.
fn voting_in_the_meeting() -> World {
    let quorum = json!({ "measure": "heads", "count": "present", "base": "should_attend", "at_least": [2, 3] });
    World::court_with(
        CONVENED,
        &[
            ("/procedures/0/steps/9/after", json!(["notice"])),
            ("/procedures/0/steps/9/not_while", json!([])),
            ("/rules/0/quorum", quorum),
        ],
    )
}

fn comes(number: u8) -> Value {
    json!({ "by": owners(), "hand": format!("owner-{number}"), "act": "arrive", "target": { "session": MEETING } })
}

fn decision(world: &World) -> String {
    let verdict = serde_json::to_value(world.ballot("b").verdict().unwrap()).unwrap();
    verdict["decision"].as_str().unwrap().to_owned()
}

#[test]
fn who_comes_after_a_ballot_was_opened_is_present_for_its_quorum() {
    let mut world = voting_in_the_meeting();
    world.at("2026-06-08T14:00");
    world.ok(comes(1));
    world.ok(open(json!({ "session": MEETING })));
    world.ok(vote(1, "b", "yes"));
    for late in [2, 3] {
        world.ok(comes(late));
        world.ok(vote(late, "b", "yes"));
    }
    world.ok(close("b"));
    assert_eq!(decision(&world), "adopted", "three of the four who should attend");
}

#[test]
fn who_left_before_voting_is_not_present_for_the_quorum_and_who_voted_is() {
    for (votes, decided) in [(1, "inquorate"), (3, "adopted")] {
        let mut world = voting_in_the_meeting();
        world.at("2026-06-08T14:00");
        for number in [1, 2, 3] {
            world.ok(comes(number));
        }
        world.ok(open(json!({ "session": MEETING })));
        for number in 1..=votes {
            world.ok(vote(number, "b", "yes"));
        }
        for number in [2, 3] {
            world.ok(json!({ "by": owners(), "hand": format!("owner-{number}"), "act": "depart",
                "target": { "session": MEETING } }));
        }
        world.ok(close("b"));
        assert_eq!(decision(&world), decided, "{votes} voted before they left");
    }
}

#[test]
fn whoever_has_an_interest_votes_neither_for_themselves_nor_for_a_body() {
    let mut world = World::court(ADJOURNED);
    world.ok(open(json!({ "electors": [{ "who": party("company") }] })));
    world.ok(json!({ "by": party("company"), "hand": "worker-1", "act": "support",
        "target": { "appeal": "0192f000-0000-7000-8000-000000000001" } }));
    world.ok(json!({ "by": "anyone", "hand": "worker-1", "act": "declare-interest",
        "with": { "interest": "My brother paints signs" } }));
    let votes = |hand: &str| {
        json!({ "by": party("company"), "hand": hand, "act": "vote",
        "target": { "ballot": "b" }, "with": { "choice": "yes" } })
    };
    assert_eq!(world.refused(votes("worker-1")), ["interested"]);
    world.ok(votes("both"));
}

#[test]
fn those_barred_from_deciding_are_no_electors() {
    let mut world = World::court(ADJOURNED);
    let listed = json!({ "electors": [{ "who": party("government") }] });
    assert_eq!(world.refused(open(listed)), ["barred"]);
}

#[test]
fn an_abstention_takes_part_and_an_invalid_vote_too() {
    let rule = json!({ "measure": "heads", "base": "participating", "more_than": [1, 2] });
    let world = voted(rule, |_| json!({}), ["yes", "yes", "abstain", "invalid"]);
    assert!(!adopted(&world, "b"), "two of four are not more than half");
}

#[test]
fn a_resolution_rests_on_the_ballot_and_keeps_reservations_and_what_they_cite() {
    let world = World::court(super::world::RESOLVED);
    let resolution = &world.case.state().resolutions()[0];
    assert!(
        matches!(resolution.basis(), ResolutionBasis::Adopted { ballot, .. } if ballot.as_str() == "gate")
    );
    let [reservation] = resolution.reservations() else { panic!("one reservation") };
    assert_eq!(serde_json::to_value(reservation.who()).unwrap(), person("owner-3"));
    assert_eq!(reservation.point().unwrap().as_str(), "gate");
    assert_eq!(resolution.common_ground()[0].cites(), [15]);
}

#[test]
fn a_resolution_cites_only_statements_and_reservations_only_points_of_the_plan() {
    let mut world = World::court(COUNTED);
    let mut wrong = resolve("gate");
    wrong["with"]["common_ground"] = json!([{ "text": "?", "cites": [14, 15, 999] }]);
    wrong["with"]["reservations"] =
        json!([{ "who": person("owner-1"), "text": "?", "point": "fee" }]);
    assert_eq!(world.refused(wrong), ["unknown-target", "unknown-target", "unknown-target"]);
}

#[test]
fn a_decided_step_needs_a_new_ballot_once_it_is_set_aside() {
    let mut world = World::court(super::world::RESOLVED);
    world.ok(json!({ "by": party("assembly"), "act": "set-aside", "target": { "step": "vote" },
        "with": { "reason": "A mistake" } }));
    assert_eq!(world.refused(resolve("gate")), ["no-basis"]);
    assert_eq!(world.owed(), ["vote"]);
}

#[test]
fn consensus_counts_who_was_there_when_it_was_found_and_not_who_left_since() {
    let meet = |leave: bool, adjourn_first: bool| {
        let mut world = World::court_with(
            ALL_ARRIVED,
            &[
                ("/procedures/0/steps/9/after", json!(["notice"])),
                ("/procedures/0/steps/9/not_while", json!([])),
                ("/procedures/0/steps/9/rules", json!([{ "rule": "agreement" }])),
            ],
        );
        let goes = |number: u8| {
            json!({ "by": owners(), "hand": format!("owner-{number}"),
            "act": "depart", "target": { "session": MEETING } })
        };
        let adjourn =
            json!({ "by": party("committee"), "act": "adjourn", "target": { "session": MEETING } });
        let agree = json!({ "by": party("assembly"), "act": "record-consensus",
            "target": { "step": "vote" }, "with": { "session": MEETING, "text": QUESTION } });
        if leave {
            world.ok(goes(1));
            world.ok(goes(2));
        }
        if adjourn_first {
            world.ok(adjourn);
            world.ok(agree);
        } else {
            world.ok(agree);
            world.ok(adjourn);
        }
        let resolve = json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
            "with": { "text": QUESTION, "obligations": [draft("a", json!({}))] } });
        let entry = world.entry(resolve);
        world.case.perform(&entry).map_err(|refused| refused.first().unwrap().code().as_str())
    };
    // Three of four with a vote are there, and two thirds are needed.
    assert_eq!(meet(false, false), Ok(()));
    assert_eq!(meet(false, true), Ok(()));
    assert_eq!(meet(true, false), Err("inquorate"));
    assert_eq!(meet(true, true), Err("inquorate"));
    // A sustained objection is no consensus, with a rule or without.
    let quarrel = World::quarrel(8);
    for (sustained, expected) in [(false, None), (true, Some("not-adopted"))] {
        let mut world = quarrel.clone();
        world.ok(json!({ "by": party("committee"), "act": "record-consensus", "target": { "step": "agree" },
            "with": { "session": "0192f000-0000-7000-8000-00000000a002", "text": "Quiet",
                "objections": [{ "who": person("owner-2"), "text": "No", "sustained": sustained }] } }));
        let resolve = json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "agree" },
            "with": { "text": "Quiet" } });
        match expected {
            None => {
                world.ok(resolve);
            }
            Some(code) => assert_eq!(world.refused(resolve), [code]),
        }
    }
}

#[test]
fn a_consensus_needs_those_affected_to_be_notified_like_a_ballot() {
    let mut world = World::court_with(
        super::world::PLANNED,
        &[
            ("/procedures/0/steps/9/after", json!(["plan"])),
            ("/procedures/0/steps/9/not_while", json!([])),
            ("/procedures/0/steps/8/after", json!(["plan"])),
        ],
    );
    world.ok(json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
        "with": { "session": MEETING, "should_attend":
            [{ "who": party("committee"), "role": "chair" }, { "who": owners(), "role": "voting" }] } }));
    world
        .ok(json!({ "by": party("committee"), "act": "arrive", "target": { "session": MEETING } }));
    let agree = json!({ "by": party("committee"), "act": "record-consensus",
        "target": { "step": "vote" }, "with": { "session": MEETING, "text": QUESTION } });
    assert_eq!(world.refused(agree.clone()), ["not-notified"]);
    world.ok(json!({ "by": party("committee"), "act": "notify", "target": { "step": "notice" },
        "with": { "of": "It", "whom": [owners()] } }));
    world.ok(agree);
}

#[test]
fn secret_counts_never_exceed_the_electorate() {
    let mut world = World::court(ADJOURNED);
    let mut secret = electors(|_| json!({}));
    secret["secret"] = json!(true);
    world.ok(open(secret));
    let counts = |heads: Value| {
        let mut entry = close("b");
        entry["with"] = json!({ "counts": { "heads": heads } });
        entry
    };
    for heads in [
        json!({ "yes": 5 }),
        json!({ "yes": 3, "no": 2 }),
        json!({ "yes": 9_007_199_254_740_991_u64, "no": 9_007_199_254_740_991_u64 }),
    ] {
        assert_eq!(world.refused(counts(heads)), ["counts-astray"]);
    }
    world.ok(counts(json!({ "yes": 3, "no": 1 })));
    world.ok(resolve("b"));
}

#[test]
fn a_ballot_in_writing_is_returned_by_nobody_else() {
    let mut world = World::court(ADJOURNED);
    let electors: Vec<Value> =
        (1..=4).map(|one| json!({ "who": person(&format!("owner-{one}")) })).collect();
    world.ok(open(json!({ "electors": electors })));
    let vote = |hand: &str| {
        json!({ "by": owners(), "hand": hand, "act": "vote", "target": { "ballot": "b" },
            "with": { "choice": "yes", "instead_of": person("owner-2") } })
    };
    assert_eq!(world.refused(vote("owner-1")), ["not-in-role"]);
    world.ok(vote("owner-2"));
}

#[test]
fn a_weight_is_asked_of_everybody_where_only_the_quorum_measures_it() {
    let by_weight = json!({ "key": "majority", "name": "Majority",
        "quorum": { "measure": "weight", "count": "participating", "base": "entitled",
            "at_least": [1, 2] },
        "approval": { "measure": "heads", "base": "participating", "more_than": [1, 2] } });
    let mut world = World::court_with(ADJOURNED, &[("/rules/0", by_weight)]);
    let electors = |weights: [Option<u32>; 4]| {
        let of = |(number, weight): (usize, &Option<u32>)| {
            let mut one = json!({ "who": person(&format!("owner-{}", number + 1)) });
            if let Some(weight) = weight {
                one["weight"] = json!(weight);
            }
            one
        };
        open(json!({ "electors": weights.iter().enumerate().map(of).collect::<Vec<_>>() }))
    };
    let some = electors([Some(90), Some(80), None, Some(70)]);
    assert_eq!(world.refused(some), ["no-weight"]);
    world.ok(electors([Some(90), Some(80), Some(60), Some(70)]));
}

#[test]
fn where_nobody_has_a_weight_the_electorate_has_none() {
    let world = World::court(OPENED);
    let electorate = serde_json::to_value(world.ballot("gate").electorate()).unwrap();
    assert!(electorate.get("weight").is_none_or(Value::is_null), "{electorate}");
}
