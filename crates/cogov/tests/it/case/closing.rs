//! The end of a case, what comes after it, and what never changes.

use cogov::case::{Ending, Phase};
use serde_json::{Value, json};

use super::world::{ADJOURNED, CLOSED, RESULT, ROUTED, World, draft, evidence, owners, party};

fn close() -> Value {
    json!({ "by": party("supervisors"), "act": "close" })
}

fn reopen(step: &str) -> Value {
    json!({ "by": party("supervisors"), "act": "reopen", "target": { "step": step },
        "with": { "reason": "The cars came back" } })
}

fn ending(world: &World) -> Option<Ending> {
    world.case.state().ended().map(|ended| ended.ending())
}

#[test]
fn reopening_keeps_the_old_outcome_and_starts_anew() {
    let mut world = World::court(CLOSED);
    world.ok(reopen("vote"));
    let state = world.case.state();
    assert!(state.ended().is_none());
    assert_eq!(state.ended_before().len(), 1);
    assert_eq!(state.ended_before()[0].ending(), Ending::Fulfilled);
    // What was fulfilled stays fulfilled, though the decision no longer binds.
    assert_eq!(world.state("signs"), "fulfilled");
    assert_eq!(state.resolutions()[0].set_aside(), Some(32));
    assert_eq!(state.phase(), Phase::Consultation);
    assert_eq!(world.owed(), ["vote"]);
    assert_eq!(world.refused(close()), ["step-owed"]);
    world.replays();
}

#[test]
fn an_evaluation_before_the_case_was_reopened_does_not_say_how_it_ends() {
    // A charter that owes no further meeting after a decision that failed on what is not severe.
    let mut world = World::court_with(
        CLOSED,
        &[("/procedures/0/steps/9/then/4", json!({ "step": "visit", "if": "failed" }))],
    );
    world.ok(reopen("vote"));
    world.ok(json!({ "by": party("assembly"), "act": "fail", "target": { "step": "vote" },
        "with": { "how": "abandoned", "reason": "Nobody can agree" } }));
    world.publish();
    world.ok(close());
    assert_eq!(ending(&world), Some(Ending::Unresolved), "and not fulfilled, as before");
    assert_eq!(world.case.state().evaluations().len(), 1, "nothing is removed");
    assert_eq!(world.case.state().evaluations()[0].set_aside(), Some(32));
}

/// A ballot in which all who vote are against it, counted, and the decision recorded as failed.
fn rejected(world: &mut World) {
    world.ok(json!({ "by": party("assembly"), "act": "open-ballot", "target": { "step": "vote" },
        "with": { "ballot": "b", "question": "A fence?", "electors": (1..=4).map(|number|
            json!({ "who": { "person": format!("owner-{number}") } })).collect::<Vec<_>>() } }));
    for number in 1..=3 {
        world.ok(json!({ "by": owners(), "hand": format!("owner-{number}"), "act": "vote",
            "target": { "ballot": "b" }, "with": { "choice": "no" } }));
    }
    world
        .ok(json!({ "by": party("assembly"), "act": "close-ballot", "target": { "ballot": "b" } }));
    world.ok(json!({ "by": party("assembly"), "act": "fail", "target": { "step": "vote" },
        "with": { "how": "rejected", "ballot": "b" } }));
}

fn publish_result() -> Value {
    json!({ "by": party("committee"), "act": "disclose", "target": { "step": "post-result" },
        "with": { "publicity": "publication", "what": "It", "where": "Here" } })
}

fn evaluate(result: &str) -> Value {
    json!({ "by": party("supervisors"), "act": "evaluate", "target": { "step": "evaluation" },
        "with": { "result": result, "criteria": [{ "criterion": "free-gate", "met": true }] } })
}

#[test]
fn what_was_rejected_has_no_result_and_was_not_fulfilled() {
    let mut world = World::court(ADJOURNED);
    rejected(&mut world);
    assert_eq!(world.refused(publish_result()), ["nothing-resolved"]);
    assert_eq!(world.refused(evaluate("partly")), ["condition-open", "nothing-resolved"]);
    // That nothing was decided is made public as the decision.
    world.publish();
    world.replays();
}

#[test]
fn where_no_other_step_says_that_nothing_was_decided_the_step_of_the_result_does() {
    // The first disclosure says nothing of what it discloses.
    let mut world =
        World::court_with(ADJOURNED, &[("/procedures/0/steps/10/discloses", json!("plan"))]);
    rejected(&mut world);
    world.ok(publish_result());
    assert_eq!(world.refused(evaluate("fulfilled")), ["nothing-resolved"]);
    assert_eq!(world.refused(evaluate("partly")), ["nothing-resolved"]);
    world.ok(evaluate("not"));
    world.replays();
}

#[test]
fn what_was_called_fulfilled_elsewhere_without_a_decision_does_not_end_so() {
    let mut world = World::court_with(
        ADJOURNED,
        &[("/procedures/0/steps/9/then/4", json!({ "step": "visit", "if": "failed" }))],
    );
    rejected(&mut world);
    for (entry, breaches) in [
        (publish_result(), &["nothing-resolved"][..]),
        (evaluate("fulfilled"), &["nothing-resolved"]),
    ] {
        let entry = world.entry(entry);
        let noted = world.case.observe(&entry);
        let noted: Vec<&str> = noted.iter().map(|one| one.code().as_str()).collect();
        assert_eq!(noted, breaches);
    }
    world.publish();
    world.ok(close());
    assert_eq!(ending(&world), Some(Ending::Unresolved));
}

#[test]
fn a_case_that_ended_is_left_alone_but_for_what_outlives_it() {
    let mut world = World::court(CLOSED);
    for entry in [close(), json!({ "by": party("committee"), "act": "enrol" })] {
        assert_eq!(world.refused(entry)[0], "case-closed");
    }
    world.ok(json!({ "by": owners(), "hand": "owner-1", "act": "opine",
        "with": { "reply": "late", "text": "The signs fell down", "to": party("company") } }));
    world.ok(json!({ "by": party("company"), "act": "answer", "target": { "reply": "late" },
        "with": { "response": "adopt" } }));
    world.ok(json!({ "by": party("supervisors"), "act": "award",
        "with": { "to": { "person": "owner-1" }, "reason": "The idea", "points": 5 } }));
    assert_eq!(ending(&world), Some(Ending::Fulfilled));
}

#[test]
fn a_correction_is_a_note_and_changes_nothing_else() {
    let mut world = World::court(RESULT);
    let before = world.case.state().clone();
    let entry = world.entry(json!({ "by": "anyone", "act": "correct", "target": { "entry": 1 },
        "with": { "text": "It was the west gate" } }));
    let after = world.case.preview(&entry).unwrap();
    assert_eq!(after.entries(), before.entries() + 1);
    world.case.perform(&entry).unwrap();
    assert_eq!(after, *world.case.state());
    assert!(after.resolutions() == before.resolutions());
    assert!(after.obligations().eq(before.obligations()));
    assert_eq!(after.run(), before.run());
}

#[test]
fn a_case_closes_only_when_obligations_are_final_or_survive() {
    let mut world = World::quarrel(9);
    let drafts = json!([
        draft("a", json!({ "liable": "committee", "surviving": true })),
        draft("b", json!({ "liable": "committee" })),
    ]);
    world.ok(json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "agree" },
        "with": { "text": "Quiet after ten", "obligations": drafts } }));
    assert_eq!(world.refused(close()), ["obligation-open"]);
    world.duty(party("committee"), "complete", "b", json!({ "evidence": evidence() }));
    assert_eq!(world.refused(close()), ["obligation-open"], "submitted is not verified");
    world.duty(party("supervisors"), "verify", "b", json!({ "result": "solved" }));
    world.ok(close());
    assert_eq!(ending(&world), Some(Ending::Fulfilled), "what survives goes on");
    assert_eq!(world.state("a"), "active");
    world.duty(party("committee"), "complete", "a", json!({ "evidence": evidence() }));
}

#[test]
fn what_was_partly_kept_is_partly_fulfilled() {
    let mut world = World::quarrel(9);
    let drafts = json!([
        draft("a", json!({ "liable": "committee", "within": { "days": 1 } })),
        draft("b", json!({ "liable": "committee" })),
    ]);
    world.ok(json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "agree" },
        "with": { "text": "Quiet after ten", "obligations": drafts } }));
    world.duty(party("committee"), "complete", "b", json!({ "evidence": evidence() }));
    world.duty(party("supervisors"), "verify", "b", json!({ "result": "solved" }));
    world.at("2026-06-12T00:00").duty(
        party("supervisors"),
        "find-default",
        "a",
        json!({ "reason": "Nothing was done" }),
    );
    world.ok(close());
    assert_eq!(ending(&world), Some(Ending::PartlyFulfilled));
}

#[test]
fn a_referral_returns_what_came_back() {
    let mut world = World::court(ROUTED);
    let up = |with: Value| json!({ "by": party("committee"), "act": "refer-up", "with": with });
    let case = "0192f000-0000-7000-8000-00000000c001";
    let bare = json!({ "reply": "up", "to": "district", "case": case });
    assert_eq!(world.refused(up(bare)), ["not-exhausted"]);
    world.ok(up(json!({ "reply": "up", "to": "district", "case": case, "exception": "The street is the city's" })));
    let [referral] = world.case.state().referrals() else { panic!("one referral") };
    assert_eq!((referral.to().as_str(), referral.case().to_string().as_str()), ("district", case));
    world.ok(json!({ "by": party("government"), "act": "answer", "target": { "reply": "up" },
        "with": { "response": "adopt_partly", "text": "From next year" } }));
    let reply = world.case.state().replies().next().unwrap();
    assert_eq!(reply.answer().unwrap().get(cogov::Lang::En), "From next year");
}

#[test]
fn nobody_lifts_a_bar_against_themselves_and_a_lifted_bar_holds_in_this_case_only() {
    let mut world = World::court(RESULT);
    let lifts = |by: &str, who: &str| {
        json!({ "by": party(by), "act": "override",
        "with": { "who": party(who), "function": "evaluate", "reason": "Nobody is left" } })
    };
    assert_eq!(world.refused(lifts("company", "committee")), ["no-power"]);
    assert_eq!(world.refused(lifts("supervisors", "supervisors")), ["barred"]);
    world.ok(lifts("supervisors", "committee"));
    world.ok(json!({ "by": party("committee"), "act": "evaluate", "target": { "step": "evaluation" },
        "with": { "result": "fulfilled", "criteria": [{ "criterion": "free-gate", "met": true }] } }));
}

#[test]
fn a_case_moves_to_no_charter_but_the_one_that_is_named() {
    let mut world = World::court(ROUTED);
    let (version, digest) = (world.case.charter().version(), world.case.charter().digest());
    let migrate = |version: u64, digest: &str| {
        json!({ "by": party("assembly"), "act": "migrate",
        "with": { "version": version, "digest": digest, "reason": "A new charter" } })
    };
    assert_eq!(world.refused(migrate(version + 1, &digest.to_string())), ["other-charter"]);
    assert_eq!(world.refused(migrate(version, &"0".repeat(64))), ["other-charter"]);
}

#[test]
fn the_whole_record_replays_to_an_equal_state() {
    World::court(CLOSED).replays();
    World::quarrel(10).replays();
}

#[test]
fn a_case_that_is_closed_too_soon_ends_by_what_was_fulfilled() {
    use cogov::case::Case;
    let ending = |world: &World| {
        let mut case: Case = world.case.clone();
        let breaches = case.observe(&world.entry(close()));
        assert!(!breaches.is_empty(), "it was too soon");
        case.state().ended().unwrap().ending()
    };
    let mut world = World::obliged(json!([draft("a", json!({})), draft("b", json!({}))]));
    assert_eq!(ending(&world), Ending::NotFulfilled, "both are under way");
    world.at("2026-06-12T09:00");
    world.duty(party("company"), "complete", "a", json!({ "evidence": evidence() }));
    assert_eq!(ending(&world), Ending::NotFulfilled, "what is submitted is not verified");
    world.duty(
        party("supervisors"),
        "verify",
        "a",
        json!({ "result": "solved", "evidence": evidence() }),
    );
    assert_eq!(ending(&world), Ending::PartlyFulfilled);
}

#[test]
fn what_the_charter_does_not_list_is_told_with_the_list_it_is_missing_from() {
    let world = World::court(RESULT);
    for (to, list) in [(json!({ "seat": "nobody" }), "seats"), (party("nobody"), "parties")] {
        let award = json!({ "by": party("supervisors"), "act": "award",
            "with": { "to": to, "reason": "For it" } });
        let told = world.case.preview(&world.entry(award)).unwrap_err();
        let unlisted =
            told.refusals().iter().find(|one| one.code().as_str() == "not-in-charter").unwrap();
        let said = unlisted.message(cogov::Lang::En);
        assert!(said.contains(list) && said.contains("nobody"), "{said}");
    }
    let listed = world.codes(json!({ "by": party("supervisors"), "act": "award",
        "with": { "to": party("company"), "reason": "For it" } }));
    assert!(!listed.contains(&"not-in-charter"), "{listed:?}");
}
