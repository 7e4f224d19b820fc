//! Who acts: what is offered to several, to part of a group, to a person in two parts; and what is
//! told to whoever comes.

use cogov::act::ActKind;
use cogov::case::Options;
use cogov::values::PersonKey;
use cogov::{Holder, Lang};
use serde_json::{Value, json};

use super::world::{
    ADJOURNED, CONVENED, COUNTED, MEETING, NOTIFIED, QUESTION, World, draft, owners, party, person,
};

fn holder(json: &Value) -> Holder {
    serde_json::from_value(json.clone()).unwrap()
}

fn key(person: &str) -> PersonKey {
    PersonKey::new(person).unwrap()
}

/// What is offered; each of it is performed.
#[track_caller]
fn options(world: &World, by: &Value, hand: Option<&str>, now: &str) -> Options {
    let now = format!("{now}:00+08:00").parse().unwrap();
    let options = world.case.options(&holder(by), hand.map(key).as_ref(), now);
    for offer in options.offered() {
        let mut copy = world.case.clone();
        if let Err(refused) = copy.perform(offer.witness()) {
            panic!(
                "{} was offered: {refused}: {}",
                offer.kind(),
                offer.witness().to_json().unwrap()
            );
        }
    }
    options
}

fn offers(options: &Options, kind: ActKind) -> bool {
    options.offered().iter().any(|offer| offer.kind() == kind)
}

#[test]
fn a_share_of_a_group_is_offered_what_enough_of_it_can_sign() {
    let tenth = json!({ "at_least": [1, 10], "of": "owners" });
    // Before the roster is known, and after: two of twenty.
    for until in [5, NOTIFIED] {
        let world = World::court(until);
        let options = options(&world, &tenth, None, "2026-06-12T09:00");
        assert!(offers(&options, ActKind::Convene), "after {until}");
        let signed = options.offered().iter().map(|offer| offer.witness().signed().len());
        assert!(signed.into_iter().all(|signed| signed == 2), "after {until}");
    }
}

#[test]
fn a_person_who_voted_votes_for_the_party_in_which_they_act() {
    let mut world = World::court(ADJOURNED);
    world.ok(json!({ "by": party("assembly"), "act": "open-ballot", "target": { "step": "vote" },
        "with": { "ballot": "gate", "question": QUESTION,
            "electors": [{ "who": party("gardeners") }, { "who": person("owner-1") }, { "who": person("owner-2") }, { "who": person("owner-3") }, { "who": person("owner-4") }] } }));
    for _ in 0..2 {
        let options = options(&world, &party("gardeners"), Some("owner-1"), "2026-06-09T09:00");
        let vote = options.offered().iter().find(|offer| offer.kind() == ActKind::Vote);
        let entry = vote.expect("there is a vote left").witness().clone();
        world.case.perform(&entry).unwrap();
    }
    let options = options(&world, &party("gardeners"), Some("owner-1"), "2026-06-09T09:00");
    assert!(!offers(&options, ActKind::Vote));
}

#[test]
fn a_person_who_is_there_arrives_for_the_party_in_which_they_act() {
    let mut world = World::court(NOTIFIED);
    world.ok(json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
        "with": { "session": MEETING, "starts": "2026-06-08T14:00:00+08:00", "should_attend": [
            { "who": owners(), "role": "speaking_only" },
            { "who": party("gardeners"), "role": "voting" },
            { "who": person("owner-1"), "role": "voting" }] } }));
    world.at("2026-06-08T14:00").ok(json!({ "by": owners(), "hand": "owner-1", "act": "arrive",
        "target": { "session": MEETING } }));
    let options = options(&world, &party("gardeners"), Some("owner-1"), "2026-06-08T14:00");
    let arrive = options.offered().iter().find(|offer| offer.kind() == ActKind::Arrive).unwrap();
    world.case.perform(&arrive.witness().clone()).unwrap();
    assert!(world.attendee(&party("gardeners")).present(), "before they come for others");
}

#[test]
fn whoever_is_not_named_is_offered_no_arrival_for_others() {
    let world = World::court(9);
    let unnamed = options(&world, &json!("anyone"), None, "2026-06-08T14:00");
    assert!(!offers(&unnamed, ActKind::Arrive));
    let named = options(&world, &json!("anyone"), Some("neighbour"), "2026-06-08T14:00");
    assert!(offers(&named, ActKind::Arrive));
}

#[test]
fn a_transfer_and_a_delegation_are_offered_that_leave_somebody_to_verify() {
    // Nobody bars the company from supervising.
    let no_bar = [("/positions/9/holder", party("government"))];
    let drafts = json!([
        draft("a", json!({ "liable": "gardeners", "verifiers": [party("company")] })),
        draft("b", json!({ "verifiers": [person("somebody-else")] })),
    ]);
    let world = World::obliged_with(drafts, &no_bar);
    let transfers = options(&world, &party("assembly"), None, "2026-06-12T09:00");
    let about = |options: &Options, kind: ActKind, key: &str| {
        options.offered().iter().any(|offer| {
            offer.kind() == kind && offer.target().is_some_and(|target| target.to_string() == key)
        })
    };
    assert!(about(&transfers, ActKind::Transfer, "a"), "to the gardeners, not to the company");
    let delegates = options(&world, &party("company"), None, "2026-06-12T09:00");
    assert!(about(&delegates, ActKind::Delegate, "b"), "to somebody other than somebody else");
}

#[test]
fn time_passes_as_far_as_the_last_entry_whatever_the_clock_says() {
    // It ended by itself before the last entry, and after what the clock says.
    let mut world = World::court(COUNTED);
    world.at("2026-06-10T09:00").ok(json!({ "by": party("assembly"), "act": "resolve",
        "target": { "step": "vote" }, "with": { "ballot": "gate", "text": QUESTION,
            "obligations": [draft("a", json!({ "sunset": "2026-06-12" }))] } }));
    let before = options(&world, &party("company"), None, "2026-06-11T09:00");
    assert!(offers(&before, ActKind::TakeOn));
    world.at("2026-06-20T09:00").ok(json!({ "by": party("assembly"), "act": "correct",
        "target": { "entry": 1 }, "with": { "text": "On paper" } }));
    let options = options(&world, &party("company"), None, "2026-06-11T09:00");
    assert!(!offers(&options, ActKind::TakeOn));
}

#[test]
fn an_appeal_without_a_place_is_offered_for_acceptance_at_a_place_of_whoever_receives() {
    let mut world = World::court(0);
    world.at("2026-06-01T09:00").ok(json!({ "by": party("committee"), "act": "submit",
        "target": { "appeal": "0192f000-0000-7000-8000-000000000001" },
        "with": { "channel": "box", "matter": "parking", "text": "Cars" } }));
    for (by, is_offered) in [("committee", true), ("government", true), ("company", false)] {
        let options = options(&world, &party(by), None, "2026-06-01T10:00");
        assert_eq!(offers(&options, ActKind::Accept), is_offered, "{by}");
    }
}

#[test]
fn whoever_the_charter_does_not_list_is_offered_nothing() {
    let world = World::court(ADJOURNED);
    let options = options(&world, &party("comittee"), None, "2026-06-09T09:00");
    assert!(options.offered().is_empty(), "{:?}", options.offered());
    let told = |withheld: &cogov::case::Withheld| {
        withheld.refusals().iter().any(|refusal| refusal.code().as_str() == "not-in-charter")
    };
    assert!(options.withheld().iter().all(told) && !options.withheld().is_empty());
    let unlisted = options.withheld().iter().flat_map(|one| one.refusals());
    let unlisted = unlisted.filter(|refusal| refusal.code().as_str() == "not-in-charter");
    for refusal in unlisted {
        assert_eq!(refusal.message(Lang::En), "the charter has no comittee in parties");
    }
}

#[test]
fn whoever_comes_is_told_as_whom_they_are_there_already() {
    let mut world = World::court(NOTIFIED);
    world.ok(json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
        "with": { "session": MEETING, "starts": "2026-06-08T14:00:00+08:00", "should_attend": [
            { "who": party("committee"), "role": "chair" },
            { "who": owners(), "role": "speaking_only" }] } }));
    world.at("2026-06-08T14:00");
    for (by, hand) in [(party("committee"), "chair-1"), (owners(), "owner-1")] {
        world.ok(
            json!({ "by": by, "hand": hand, "act": "arrive", "target": { "session": MEETING } }),
        );
    }
    let told = |by: Value, hand: Value| {
        let mut entry = json!({ "by": by, "act": "arrive", "target": { "session": MEETING } });
        if !hand.is_null() {
            entry["hand"] = hand;
        }
        let refused = world.case.clone().perform(&world.entry(entry)).unwrap_err();
        refused.first().unwrap().message(Lang::En)
    };
    assert_eq!(told(owners(), json!("owner-2")), "Owners is present already");
    assert_eq!(told(party("committee"), Value::Null), "Committee is present already");
    assert_eq!(told(party("company"), Value::Null), "Company is present already");
}

#[test]
fn who_could_verify_is_told_where_nobody_is_left() {
    let mut world = World::court(COUNTED);
    let entry = world.entry(json!({ "by": party("assembly"), "act": "resolve",
        "target": { "step": "vote" }, "with": { "ballot": "gate", "text": QUESTION,
            "obligations": [draft("a", json!({ "verifiers": [party("company")] }))] } }));
    let refused = world.case.perform(&entry).unwrap_err();
    let refusal = refused.first().unwrap();
    assert_eq!(refusal.needed(), [holder(&party("supervisors"))]);
    assert!(refusal.help(Lang::En).ends_with(": Supervisors"), "{}", refusal.help(Lang::En));
}

#[test]
fn nobody_in_particular_comes_in_place_of_somebody() {
    let mut world = World::court(CONVENED);
    let comes = |by: Value| {
        json!({ "by": by, "act": "arrive", "target": { "session": MEETING },
            "with": { "instead_of": owners() } })
    };
    world.at("2026-06-08T14:00");
    let codes = world.codes(comes(json!("anyone")));
    assert_eq!(codes, ["not-in-role"]);
}

#[test]
fn a_share_of_more_people_than_can_sign_is_offered_nothing_and_at_once() {
    let people = 2_000_000_000_u64;
    let world = World::court_with(5, &[("/groups/0/size", json!(people))]);
    let tenth = json!({ "at_least": [1, 10], "of": "owners" });
    let options = options(&world, &tenth, None, "2026-06-12T09:00");
    assert!(!offers(&options, ActKind::Convene));
}
