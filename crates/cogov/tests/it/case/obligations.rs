//! Obligations: when they are due, who carries them out, who verifies, and how they end.

use cogov::case::{Happening, ObligationState, RefusalCode};
use serde_json::{Value, json};

use super::world::{PUBLISHED, World, draft, evidence, owners, party};

fn done() -> Value {
    json!({ "evidence": evidence() })
}

fn solved() -> Value {
    json!({ "result": "solved" })
}

fn because(with: Value) -> Value {
    let mut with = with;
    with.as_object_mut().unwrap().insert("reason".to_owned(), json!("Because"));
    with
}

#[test]
fn nothing_is_active_before_the_implement_step_may_start() {
    let mut world = World::court(super::world::RESOLVED);
    assert_eq!((world.state("signs"), world.due("signs")), ("pending", "never".to_owned()));
    world.at("2026-06-15T09:00").publish();
    // Ten days from 15 June, and not from the decision on 10 June.
    assert_eq!(world.state("signs"), "active");
    assert_eq!(world.due("signs"), "2026-06-26T00:00:00+08:00");
}

#[test]
fn working_days_leave_out_weekends_and_holidays_and_a_day_that_is_named_is_that_day() {
    let world = World::obliged(json!([
        draft("a", json!({ "within": { "working_days": 7 } })),
        draft("b", json!({ "within": { "by": "2026-06-20" } })),
        draft("c", json!({ "within": { "days": 3 } })),
    ]));
    // From Wednesday 10 June: 11, 12, 15, 16, 17, 18, and after the holiday on the 19th the 22nd.
    assert_eq!(world.due("a"), "2026-06-23T00:00:00+08:00");
    assert_eq!(world.due("b"), "2026-06-21T00:00:00+08:00");
    // Three days end on a Saturday, and so on Monday.
    assert_eq!(world.due("c"), "2026-06-16T00:00:00+08:00");
}

#[test]
fn the_clock_stands_still_while_an_obligation_is_suspended() {
    let mut world =
        World::obliged(json!([draft("a", json!({ "within": { "by": "2026-06-20" } }))]));
    world.at("2026-06-12T09:00").duty(owners(), "suspend", "a", because(json!({})));
    assert!(!world.obligation("a").is_overdue("2027-01-01T00:00:00+08:00".parse().unwrap()));
    assert_eq!(world.duty_refused(party("company"), "complete", "a", done()), ["wrong-state"]);
    world.duty(party("company"), "report", "a", json!({ "text": "We wait" }));
    world.at("2026-06-15T23:00").duty(owners(), "resume", "a", Value::Null);
    assert_eq!(world.due("a"), "2026-06-24T00:00:00+08:00", "three days later");
    // A second time, within one day: nothing is added.
    world.at("2026-06-16T08:00").duty(owners(), "suspend", "a", because(json!({})));
    world.at("2026-06-16T20:00").duty(owners(), "resume", "a", Value::Null);
    assert_eq!(world.due("a"), "2026-06-24T00:00:00+08:00");
}

#[test]
fn an_extension_counts_from_the_old_day_and_keeps_what_was_suspended() {
    let mut world =
        World::obliged(json!([draft("a", json!({ "within": { "by": "2026-06-20" } }))]));
    world.duty(owners(), "suspend", "a", because(json!({})));
    world.at("2026-06-13T09:00").duty(owners(), "resume", "a", Value::Null);
    assert_eq!(world.due("a"), "2026-06-24T00:00:00+08:00");
    let two_days = || because(json!({ "to": { "days": 2 } }));
    world.duty(owners(), "extend", "a", two_days());
    assert_eq!(world.due("a"), "2026-06-26T00:00:00+08:00");
    assert_eq!(world.duty_refused(party("company"), "extend", "a", two_days()), ["not-in-role"]);
    let same = because(json!({ "to": { "by": "2026-06-25" } }));
    assert_eq!(world.duty_refused(owners(), "extend", "a", same), ["not-later"]);
}

#[test]
fn a_variation_sets_the_day_that_it_names_whatever_was_suspended_before() {
    let mut world = World::obliged(json!([draft("a", json!({}))]));
    world.duty(owners(), "suspend", "a", because(json!({})));
    world.at("2026-06-20T09:00").duty(owners(), "resume", "a", Value::Null);
    world.duty(
        owners(),
        "vary",
        "a",
        because(json!({ "task": "More", "within": { "by": "2026-07-01" } })),
    );
    assert_eq!(world.due("a"), "2026-07-02T00:00:00+08:00");
    assert_eq!(world.obligation("a").task().get(cogov::Lang::En), "More");
}

#[test]
fn whether_it_was_late_is_fixed_by_the_last_submission() {
    for (submitted, label) in
        [("2026-06-22T23:59", "fulfilled"), ("2026-06-23T00:00", "fulfilled late")]
    {
        let mut world = World::court(PUBLISHED);
        world.at("2026-06-12T09:00").duty(party("company"), "complete", "signs", done());
        world.duty(party("supervisors"), "verify", "signs", json!({ "result": "not" }));
        assert_eq!(world.state("signs"), "active", "not solved is not fulfilled");
        world.at(submitted).duty(party("company"), "complete", "signs", done());
        // That it is verified late does not matter.
        world.at("2026-07-30T09:00").duty(party("supervisors"), "verify", "signs", solved());
        assert_eq!(world.state("signs"), label);
        world.replays();
    }
}

#[test]
fn a_default_is_found_only_after_the_last_day_and_has_at_most_one_consequence() {
    let mut world = World::court(PUBLISHED);
    let finds = || because(json!({ "consequence": draft("b", json!({ "liable": "gardeners" })) }));
    world.at("2026-06-22T23:59");
    let refused = world.duty_refused(party("supervisors"), "find-default", "signs", finds());
    assert_eq!(refused, ["not-overdue"]);
    world.at("2026-06-23T00:00");
    assert_eq!(world.duty_refused(owners(), "find-default", "signs", finds()), ["no-power"]);
    world.duty(party("supervisors"), "find-default", "signs", finds());
    assert_eq!((world.state("signs"), world.state("b")), ("in default", "active"));
    assert_eq!(world.obligation("b").consequence_of().unwrap().as_str(), "signs");
    let again = world.duty_refused(party("supervisors"), "find-default", "signs", finds());
    assert_eq!(again, ["wrong-state", "already-there"]);
    assert_eq!(world.duty_refused(party("company"), "complete", "signs", done()), ["wrong-state"]);
}

#[test]
fn a_late_repair_counts_until_a_default_is_found() {
    let mut world = World::court(PUBLISHED);
    world.at("2026-07-30T09:00").duty(party("company"), "complete", "signs", done());
    let finds =
        world.duty_refused(party("supervisors"), "find-default", "signs", because(json!({})));
    assert_eq!(finds, ["wrong-state"]);
}

#[test]
fn what_waits_for_another_begins_when_that_is_fulfilled_and_its_term_runs_from_then() {
    let mut world = World::obliged(json!([
        draft("a", json!({})),
        draft("b", json!({ "after": "a", "within": { "by": "2026-07-01" } })),
        draft("c", json!({ "after": "b" })),
    ]));
    world.duty(party("company"), "complete", "a", done());
    assert_eq!(world.state("b"), "pending");
    world.at("2026-06-15T09:00").duty(party("supervisors"), "verify", "a", solved());
    assert_eq!((world.state("b"), world.state("c")), ("active", "pending"));
    assert!(matches!(world.obligation("b").state(), ObligationState::Active { since }
        if since.to_string() == "2026-06-15T09:00:00+08:00"));
    world.at("2026-07-02T00:00").duty(
        party("supervisors"),
        "find-default",
        "b",
        because(json!({})),
    );
    assert_eq!(world.state("c"), "expired", "what it waits for can no longer come");
}

#[test]
fn obligations_that_wait_for_one_another_in_a_circle_are_refused() {
    let mut world = World::court(super::world::COUNTED);
    let drafts = json!([draft("a", json!({ "after": "b" })), draft("b", json!({ "after": "a" }))]);
    let resolve = json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
        "with": { "ballot": "gate", "text": super::world::QUESTION, "obligations": drafts } });
    assert_eq!(world.refused(resolve), ["unknown-target", "unknown-target"]);
}

#[test]
fn an_obligation_ends_by_itself_after_its_last_day_unless_it_was_submitted() {
    let sunset = json!({ "sunset": "2026-06-20" });
    let mut world = World::obliged(json!([
        draft("a", sunset.clone()),
        draft("b", sunset.clone()),
        draft("c", sunset),
    ]));
    world.duty(party("company"), "complete", "b", done());
    world.duty(owners(), "suspend", "c", because(json!({})));
    world.at("2026-06-20T23:59").duty(party("company"), "report", "a", json!({ "text": "Soon" }));
    assert_eq!(world.state("a"), "active");
    world.at("2026-06-21T00:00");
    assert_eq!(world.duty_refused(party("company"), "complete", "a", done()), ["wrong-state"]);
    world.duty(party("supervisors"), "verify", "b", json!({ "result": "partly" }));
    assert_eq!((world.state("a"), world.state("b")), ("expired", "expired"));
    world.replays();
}

#[test]
fn delegation_changes_who_performs_and_not_who_is_liable() {
    let mut world = World::court(PUBLISHED);
    world.duty(party("company"), "delegate", "signs", json!({ "to": party("gardeners") }));
    assert_eq!(world.obligation("signs").liable().as_str(), "company");
    assert_eq!(
        world.duty_refused(
            party("gardeners"),
            "delegate",
            "signs",
            json!({ "to": party("committee") })
        ),
        ["not-in-role"]
    );
    world.duty(party("gardeners"), "complete", "signs", done());
    world.duty(party("supervisors"), "verify", "signs", solved());
}

#[test]
fn transfer_changes_who_is_liable_and_needs_the_claimant_or_an_authority() {
    let mut world = World::court(PUBLISHED);
    let to = || because(json!({ "to": "gardeners" }));
    assert_eq!(world.duty_refused(party("company"), "transfer", "signs", to()), ["not-in-role"]);
    let mut by_authority = world.clone();
    by_authority.duty(party("assembly"), "transfer", "signs", to());
    world.duty(owners(), "transfer", "signs", to());
    for world in [&mut world, &mut by_authority] {
        assert_eq!(world.obligation("signs").liable().as_str(), "gardeners");
        assert_eq!(
            world.duty_refused(party("company"), "report", "signs", json!({ "text": "?" })),
            ["not-in-role"]
        );
    }
    let chain: Vec<Happening> =
        world.obligation("signs").events().iter().map(|event| event.what()).collect();
    assert_eq!(chain, [Happening::Imposed, Happening::Activated, Happening::Transferred]);
}

#[test]
fn whoever_performed_once_never_verifies_even_after_it_passed_to_others() {
    let verifiers = json!([party("supervisors"), party("gardeners"), { "seat": "inspector" }]);
    let mut world = World::obliged_with(
        json!([draft("a", json!({ "verifiers": verifiers }))]),
        &[("/positions/5/matters", json!(["neighbours"]))],
    );
    world.duty(party("company"), "delegate", "a", json!({ "to": party("supervisors") }));
    world.duty(party("supervisors"), "report", "a", json!({ "text": "Begun" }));
    world.duty(party("company"), "delegate", "a", json!({ "to": party("company") }));
    world.duty(party("company"), "complete", "a", done());
    let by_party = world.duty_refused(party("supervisors"), "verify", "a", solved());
    assert_eq!(by_party, ["self-verification"]);
    // Neither does a seat in it.
    let by_seat = world.refused(json!({ "by": { "seat": "inspector" }, "hand": "both",
        "act": "verify", "target": { "obligation": "a" }, "with": solved() }));
    assert_eq!(by_seat, ["self-verification"]);
    world.duty(party("gardeners"), "verify", "a", solved());
}

#[test]
fn one_person_in_two_bodies_does_not_verify_what_they_did() {
    let mut world = World::court(super::world::COMPLETED);
    let by = |hand: &str| json!({ "party": "supervisors", "hand": hand });
    let refused = world.duty_refused(by("both"), "verify", "signs", solved());
    assert_eq!(refused, ["self-verification"]);
    world.duty(by("inspector-1"), "verify", "signs", solved());
}

#[test]
fn nobody_carries_out_what_only_they_could_verify() {
    let mut world =
        World::obliged(json!([draft("a", json!({ "verifiers": [{ "person": "both" }] }))]));
    let both = json!({ "party": "company", "hand": "both" });
    for (act, with) in [("complete", done()), ("report", json!({ "text": "?" }))] {
        assert_eq!(world.duty_refused(both.clone(), act, "a", with), ["no-verifier"], "{act}");
    }
    world.duty(json!({ "party": "company", "hand": "worker-1" }), "complete", "a", done());
    world.duty(json!({ "party": "supervisors", "hand": "both" }), "verify", "a", solved());
}

#[test]
fn what_was_resolved_has_one_obligation_each_with_its_source() {
    let world = World::court(PUBLISHED);
    let resolution = &world.case.state().resolutions()[0];
    let keys: Vec<&str> = resolution.obligations().iter().map(|key| key.as_str()).collect();
    assert_eq!(keys, ["signs", "plants"]);
    for obligation in world.case.state().obligations() {
        assert_eq!(obligation.source(), resolution.entry());
    }
}

#[test]
fn a_contested_obligation_binds_as_before_and_is_answered_by_who_decided() {
    let mut world = World::court(PUBLISHED);
    world.duty(
        party("company"),
        "contest",
        "signs",
        json!({ "reply": "contest-1", "reason": "Not in our contract", "instead": "committee" }),
    );
    assert_eq!(world.state("signs"), "active");
    let answer = |by: &str| {
        json!({ "by": party(by), "act": "answer",
        "target": { "reply": "contest-1" }, "with": { "response": "decline", "text": "It is" } })
    };
    assert_eq!(world.refused(answer("committee")), ["not-in-role"]);
    world.ok(answer("assembly"));
}

#[test]
fn a_standing_duty_begins_by_an_entry_of_its_own() {
    let mut world = World::court(super::world::ROUTED);
    let start = |by: &str| {
        json!({ "by": party(by), "act": "start-standing-duty",
        "with": draft("patrol", json!({})) })
    };
    assert_eq!(world.refused(start("company")), ["no-power"]);
    world.ok(start("committee"));
    assert_eq!(world.obligation("patrol").source(), 6);
}

#[test]
fn silent_is_what_nothing_was_heard_of_since_it_is_active_from_whoever_is_liable_now() {
    let mut world = World::court(super::world::RESOLVED);
    world.duty(party("company"), "take-on", "signs", Value::Null);
    world.at("2026-06-15T09:00").publish();
    assert!(world.obligation("signs").is_silent(), "it was taken on before it was active");
    world.duty(party("company"), "report", "signs", json!({ "text": "Soon" }));
    assert!(!world.obligation("signs").is_silent());
    let to = because(json!({ "to": "gardeners" }));
    world.at("2026-06-16T09:00").duty(owners(), "transfer", "signs", to);
    assert!(world.obligation("signs").is_silent(), "the gardeners said nothing");
    world.duty(party("gardeners"), "take-on", "signs", Value::Null);
    assert!(!world.obligation("signs").is_silent());
}

#[test]
fn extensions_that_wait_for_the_clock_are_shown_and_a_varied_term_is_without_them() {
    let mut world = World::court(super::world::RESOLVED);
    let more = because(json!({ "to": { "working_days": 1 } }));
    world.duty(owners(), "extend", "signs", more.clone());
    assert_eq!(world.obligation("signs").extensions().len(), 1);
    world.duty(owners(), "vary", "signs", because(json!({ "within": { "days": 3 } })));
    assert!(world.obligation("signs").extensions().is_empty());
    world.duty(owners(), "extend", "signs", more);
    world.at("2026-06-15T09:00").publish();
    // Three days end on Thursday 18 June; Friday is a holiday.
    assert_eq!(world.due("signs"), "2026-06-23T00:00:00+08:00");
    assert!(world.obligation("signs").extensions().is_empty());
}

#[test]
fn very_long_terms_are_extended_all_the_same() {
    let mut world = World::court(super::world::RESOLVED);
    let long = json!({ "days": 36_600 });
    world.duty(owners(), "vary", "signs", because(json!({ "within": long })));
    world.duty(owners(), "extend", "signs", because(json!({ "to": long })));
    world.at("2026-06-15T09:00").publish();
    assert!(world.due("signs").starts_with("2226-"));
}

/// The lead is the defaulter's alone: nobody is sent to them again.
#[test]
fn a_default_points_to_those_who_have_the_duty_besides_the_defaulter() {
    let mut world = World::obliged(json!([draft("signs", json!({ "within": { "days": 10 } }))]));
    world.at("2026-09-01T09:00");
    let entry = world.entry(json!({ "by": party("supervisors"), "act": "find-default",
        "target": { "obligation": "signs" },
        "with": { "reason": "Nothing was done",
            "consequence": draft("again", json!({ "liable": "assembly" })) } }));
    let refused = world.case.perform(&entry).unwrap_err();
    let no_duty = refused.refusals().iter().find(|one| one.code() == RefusalCode::NoDuty).unwrap();
    let gardeners = cogov::Holder::Party("gardeners".parse().unwrap());
    assert_eq!(no_duty.needed(), [gardeners], "the gardeners support it; the company defaulted");
    let help = no_duty.help(cogov::Lang::En);
    assert!(help.ends_with("leads or supports implementing here"), "{help}");
}

#[test]
fn a_day_that_is_over_is_told_by_the_last_one_that_is() {
    let mut world = World::obliged(json!([draft("a", json!({}))]));
    world.at("2026-06-12T09:00");
    let told = |world: &World, entry: Value| {
        let refused = world.case.preview(&world.entry(entry)).unwrap_err();
        let later = refused.refusals().iter().find(|one| one.code() == RefusalCode::NotLater);
        later.expect("it is not later").message(cogov::Lang::En)
    };
    let vary = json!({ "by": owners(), "act": "vary", "target": { "obligation": "a" },
        "with": { "within": { "by": "2026-06-05" }, "reason": "?" } });
    let said = told(&world, vary);
    assert!(said.contains("2026-06-11") && !said.contains("2026-06-13"), "{said}");
    let publish = json!({ "by": party("committee"), "act": "disclose",
        "target": { "step": "post-decision" }, "with": { "publicity": "publication", "what": "It",
            "where": "Here", "to": "2026-06-05" } });
    let said = told(&world, publish);
    assert!(said.contains("2026-06-11") && !said.contains("2026-06-13"), "{said}");
}

#[test]
fn whoever_may_not_carry_it_out_is_told_who_answers_for_it_and_who_does() {
    let mut world = World::obliged(json!([draft("a", json!({}))]));
    let told = |world: &World| {
        let complete = json!({ "by": party("supervisors"), "act": "complete",
            "target": { "obligation": "a" }, "with": { "evidence": evidence() } });
        let refused = world.case.preview(&world.entry(complete)).unwrap_err();
        let role = refused.refusals().iter().find(|one| one.code() == RefusalCode::NotInRole);
        let role = role.unwrap().clone();
        let needed = role.needed().iter().map(|who| serde_json::to_value(who).unwrap());
        (needed.collect::<Vec<_>>(), role.message(cogov::Lang::En))
    };
    let (needed, said) = told(&world);
    assert_eq!(needed, [party("company")], "nobody does it for them");
    insta::assert_snapshot!(said);
    world.duty(party("company"), "delegate", "a", json!({ "to": party("gardeners") }));
    assert_eq!(told(&world).0, [party("company"), party("gardeners")]);
}

#[test]
fn what_waits_for_what_waits_for_an_obligation_ends_with_it_at_once() {
    let a = draft("a", json!({ "sunset": "2026-06-20" }));
    let b = draft("b", json!({ "after": "a" }));
    let c = draft("c", json!({ "after": "b" }));
    let mut world = World::obliged(json!([a, b, c]));
    world.at("2026-06-22T09:00").ok(json!({ "by": party("committee"), "act": "correct",
        "target": { "entry": 1 }, "with": { "text": "It was the evening before" } }));
    assert_eq!(["a", "b", "c"].map(|key| world.state(key)), ["expired"; 3]);
}

#[test]
fn an_obligation_on_another_matter_is_judged_on_that_matter() {
    let changes = json!({ "liable": "committee", "matter": "neighbours",
        "performers": [party("gardeners")] });
    let mut world = World::obliged(json!([draft("elsewhere", changes), draft("here", json!({}))]));
    let report = |by: &str, key: &str| {
        json!({ "by": party(by), "act": "report", "target": { "obligation": key },
            "with": { "text": "Begun" } })
    };
    // On neighbours the gardeners may carry out nothing; on parking they may.
    assert_eq!(world.refused(report("gardeners", "elsewhere")), ["barred"]);
    world.duty(party("company"), "delegate", "here", json!({ "to": party("gardeners") }));
    world.ok(report("gardeners", "here"));
}
