//! Who owes what at every moment, also before a procedure runs and after the case; and whom it
//! concerns, and who sees it.

use cogov::act::{Entry, Participant};
use cogov::case::{Case, Climb, Due, DueStatus, DueThing, Notice, NoticeKind};
use cogov::triage::DestinationKind;
use cogov::values::PersonKey;
use cogov::{Holder, Instant, Lang, PartyKey};
use serde_json::{Value, json};

use super::parking::{ENTRIES, opened};
use super::world::{
    ACCEPTED, ASSESSED, CLOSED, PUBLISHED, QUARREL, RESOLVED, World, draft, evidence, owners,
    party, person,
};

fn moment(text: &str) -> Instant {
    text.parse().unwrap()
}

fn due_of(case: &Case, thing: &DueThing, now: &str) -> Option<Due> {
    case.due(moment(now)).into_iter().find(|due| due.thing() == thing)
}

fn committee() -> Participant {
    PartyKey::new("committee").unwrap().into()
}

#[test]
fn an_accepted_appeal_is_to_be_answered_and_its_topic_to_be_screened_in_their_terms() {
    let lead = json!({ "holder": { "party": "committee" }, "kinds": ["power", "lead"],
        "functions": ["receive", "screen", "plan", "convene", "deliberate", "disclose", "dispatch"],
        "places": ["compound"], "within": { "working_days": 10 } });
    let world = World::court_with(ACCEPTED, &[("/positions/1", lead)]);
    let first = world.case.state().appeals().next().unwrap().id();
    let second = world.case.state().appeals().nth(1).unwrap().id();
    let due = |thing: DueThing, now: &str| due_of(&world.case, &thing, now).unwrap();

    // Accepted on 1 June: 15 days for the answer, ten working days to screen it.
    let answer = due(DueThing::AppealAnswer(first), "2026-06-02T09:00:00+08:00");
    assert_eq!(answer.due(), Some(moment("2026-06-17T00:00:00+08:00")));
    assert_eq!((answer.from(), answer.status()), (&[committee()][..], DueStatus::Open));
    let screening = due(DueThing::Screening, "2026-06-02T09:00:00+08:00");
    assert!(
        screening.due() < answer.due()
            && screening.due() > Some(moment("2026-06-12T00:00:00+08:00"))
    );
    // The other one nobody accepted yet.
    assert!(due(DueThing::Appeal(second), "2026-06-02T09:00:00+08:00").due().is_some());
    assert!(due_of(&world.case, &DueThing::Appeal(first), "2026-06-02T09:00:00+08:00").is_none());

    // Months pass: it climbs, by as often as its time has passed again.
    let climbs = |now: &str| due(DueThing::Screening, now).climbs();
    assert_eq!(climbs("2026-06-20T09:00:00+08:00"), Some(Climb::Reminder));
    assert_eq!(climbs("2026-07-05T09:00:00+08:00"), Some(Climb::Supervisor));
    assert_eq!(climbs("2026-12-01T09:00:00+08:00"), Some(Climb::LevelAbove));
    let board = world.case.board(moment("2026-12-01T09:00:00+08:00"), Lang::Zh).to_text();
    assert!(board.contains("评定并分流议题") && board.contains("答复诉求"), "{board}");

    // Once a procedure runs, its steps say what is owed.
    let routed = World::court(super::world::ROUTED);
    let due = routed.case.due(moment("2026-06-02T09:00:00+08:00"));
    assert!(
        !due.iter()
            .any(|due| matches!(due.thing(), DueThing::Screening | DueThing::AppealAnswer(_)))
    );
}

#[test]
fn what_a_topic_was_routed_to_is_owed_until_it_is_done() {
    let route = |to: &str| {
        json!({ "by": party("committee"), "act": "route",
            "with": { "to": { "to": to }, "reason": "So it is" } })
    };
    let mut world = World::court(ASSESSED);
    world.ok(route("refer_up"));
    let now = "2026-09-01T09:00:00+08:00";
    let up = DueThing::Following(DestinationKind::ReferUp);
    assert_eq!(due_of(&world.case, &up, now).unwrap().from(), [committee()]);
    world.ok(json!({ "by": party("committee"), "act": "refer-up",
        "with": { "reply": "up", "to": "district", "exception": "Not ours",
                  "case": "0192f000-0000-7000-8000-00000000c001" } }));
    assert_eq!(due_of(&world.case, &up, now), None);
    assert!(due_of(&world.case, &DueThing::Answer("up".parse().unwrap()), now).is_some());

    for (to, act) in [("settle", "settle"), ("decline", "decline")] {
        let mut world = World::court(ASSESSED);
        world.ok(route(to));
        let thing = DueThing::Following(to.parse().unwrap());
        let with = match act {
            "settle" => json!({ "answer": "The gate was cleared" }),
            _ => json!({ "reason": "Not ours", "redress": "The court" }),
        };
        for appeal in
            ["0192f000-0000-7000-8000-000000000001", "0192f000-0000-7000-8000-000000000002"]
        {
            assert!(due_of(&world.case, &thing, now).is_some(), "{to}");
            world.ok(json!({ "by": party("committee"), "act": act, "target": { "appeal": appeal }, "with": with }));
        }
        assert!(world.case.state().ended().is_some());
        assert_eq!(world.case.due(moment(now)), []);
    }
}

#[test]
fn as_long_as_a_case_is_open_something_is_due_from_somebody() {
    let check = |case: &Case, seq: u64| {
        let now = moment("2028-01-01T00:00:00Z");
        let due = case.due(now);
        let is_open = case.state().ended().is_none();
        assert!(!is_open || due.iter().any(|due| !due.from().is_empty()), "after {seq}: {due:?}");
    };
    let mut case = opened();
    for line in ENTRIES.lines() {
        let entry = Entry::from_json(line).unwrap();
        case.perform(&entry).unwrap();
        check(&case, entry.seq());
    }
    for until in 1..=CLOSED {
        check(&World::court(until).case, until as u64);
    }
    for until in 1..=QUARREL.lines().count() {
        check(&World::quarrel(until).case, until as u64);
    }
    let none = Case::open(super::world::charter(&[]), case.state().id());
    assert_eq!(none.due(moment("2028-01-01T00:00:00Z")), [], "nobody asked anything");
}

#[test]
fn what_was_asked_after_the_end_is_due_until_it_is_answered() {
    let mut world = World::court(CLOSED);
    assert!(world.case.state().ended().is_some());
    world.at("2026-12-01T09:00");
    world.ok(json!({ "by": party("supervisors"), "act": "opine",
        "with": { "reply": "late", "text": "The plants have died", "to": party("committee") } }));
    let now = "2026-12-02T09:00:00+08:00";
    let owed = due_of(&world.case, &DueThing::Answer("late".parse().unwrap()), now).unwrap();
    assert_eq!(
        (owed.from(), owed.due()),
        (&[committee()][..], Some(moment("2026-12-17T00:00:00+08:00")))
    );
    assert!(
        world.case.board(moment(now), Lang::En).to_text().contains("answer a supervision opinion")
    );
    world.ok(json!({ "by": party("committee"), "act": "answer", "target": { "reply": "late" },
        "with": { "response": "adopt" } }));
    let left = world.case.due(moment(now));
    let things: Vec<&DueThing> = left.iter().map(Due::thing).collect();
    let unanswered = "0192f000-0000-7000-8000-000000000002".parse().unwrap();
    assert_eq!(things, [&DueThing::Appeal(unanswered)], "nobody accepted or declined that one");
}

#[test]
fn a_person_who_verifies_owes_that_and_is_told_so() {
    let owner: Participant = PersonKey::new("owner-3").unwrap().into();
    let mut world =
        World::obliged(json!([draft("plants", json!({ "verifiers": [person("owner-3")] }))]));
    world.at("2026-06-15T09:00");
    let complete = world.entry(json!({ "by": party("company"), "act": "complete",
        "target": { "obligation": "plants" }, "with": { "evidence": evidence() } }));
    let notices = world.case.notices(&complete).unwrap();
    assert!(
        notices.iter().any(|n| n.kind() == NoticeKind::Owes && *n.to() == owner),
        "{notices:?}"
    );
    world.case.perform(&complete).unwrap();
    let thing = DueThing::Verification("plants".parse().unwrap());
    let due = due_of(&world.case, &thing, "2026-06-16T09:00:00+08:00").unwrap();
    assert_eq!(due.from(), [owner]);
    let board = world.case.board(moment("2026-06-16T09:00:00+08:00"), Lang::En);
    assert!(board.rows().iter().any(|row| row[0] == "owner-3"), "{}", board.to_text());
}

fn told(notices: &[Notice], kind: NoticeKind) -> Vec<Value> {
    let of_kind = notices.iter().filter(|notice| notice.kind() == kind);
    of_kind.map(|notice| serde_json::to_value(notice.to()).unwrap()).collect()
}

#[test]
fn whom_it_concerns_is_told_of_reminders_and_of_what_becomes_of_an_obligation() {
    let mut world = World::obliged(json!([draft("plants", json!({}))]));
    let notices = |world: &World, by: &str, act: &str, with: Value| {
        let entry = json!({ "by": party(by), "act": act, "target": { "obligation": "plants" }, "with": with });
        world.case.notices(&world.entry(entry)).unwrap()
    };
    let why = json!({ "reason": "A lawsuit" });
    let suspended = notices(&world, "supervisors", "suspend", why.clone());
    assert_eq!(told(&suspended, NoticeKind::Changed), [party("company"), owners()]);
    let discharged =
        notices(&world, "assembly", "discharge", json!({ "ground": "waived", "reason": "Enough" }));
    assert_eq!(told(&discharged, NoticeKind::Changed), [party("company"), owners()]);

    let set_aside = json!({ "by": party("assembly"), "act": "set-aside", "target": { "step": "vote" }, "with": why.clone() });
    let set_aside = world.case.notices(&world.entry(set_aside)).unwrap();
    assert_eq!(told(&set_aside, NoticeKind::Changed), [party("company"), owners()]);

    world.at("2026-07-15T09:00");
    let reminded = notices(&world, "supervisors", "remind", json!({}));
    assert_eq!(told(&reminded, NoticeKind::Reminded), [party("company")]);
    let found = notices(&world, "supervisors", "find-default", json!({ "reason": "Nothing came" }));
    assert_eq!(told(&found, NoticeKind::Changed), [party("company"), owners()]);

    world.duty(party("supervisors"), "suspend", "plants", why);
    world.at("2026-07-20T09:00");
    let resumed = notices(&world, "supervisors", "resume", json!({}));
    // The company is told by when it is owed now.
    assert_eq!(told(&resumed, NoticeKind::Changed), [owners()]);
    assert!(told(&resumed, NoticeKind::Owes).contains(&party("company")));
}

#[test]
fn who_asked_as_one_of_a_group_is_answered_and_nobody_else_of_it() {
    let mut world = World::court(PUBLISHED);
    world.ok(json!({ "by": owners(), "hand": "owner-1", "act": "object", "target": { "step": "post-decision" },
        "with": { "reply": "o-1", "text": "The plants block the view" } }));
    let owner: Participant = PersonKey::new("owner-1").unwrap().into();
    assert_eq!(world.case.state().replies().next().unwrap().by(), &owner);
    let answer = world
        .entry(json!({ "by": party("committee"), "act": "answer", "target": { "reply": "o-1" },
        "with": { "response": "adopt" } }));
    let notices = world.case.notices(&answer).unwrap();
    let answered: Vec<&Participant> =
        notices.iter().filter(|n| n.kind() == NoticeKind::Answered).map(|n| n.to()).collect();
    assert_eq!(answered, [&owner]);
    let now = moment("2026-06-20T09:00:00+08:00");
    let seen = |hand: &str| {
        let hand = PersonKey::new(hand).unwrap();
        world.case.view_for(&Holder::Anyone, Some(&hand), now).replies().len()
    };
    assert_eq!((seen("owner-1"), seen("owner-2")), (1, 0));
    assert_eq!(world.case.view_for(&Holder::Anyone, None, now).replies().len(), 0);
}

#[test]
fn only_a_decision_that_was_made_public_itself_shows_its_obligations_to_everybody() {
    let seen = |world: &World, now: &str| {
        world.case.view_for(&Holder::Anyone, None, moment(now)).obligations().len()
    };
    let now = "2026-06-30T09:00:00+08:00";
    let resolved = World::court(RESOLVED);
    assert_eq!(seen(&resolved, now), 0);
    let mut world = World::court(PUBLISHED);
    let known = world.case.state().obligations().len();
    assert_eq!((seen(&world, now), known > 0), (known, true));

    // It is set aside and decided anew: that is not public yet.
    world.at("2026-06-20T09:00");
    world.ok(json!({ "by": party("assembly"), "act": "set-aside", "target": { "step": "vote" },
        "with": { "reason": "The notice was too short" } }));
    world.ok(json!({ "by": party("committee"), "act": "open-ballot", "target": { "step": "vote" },
        "with": { "ballot": "again", "question": "Only signs",
                  "electors": [{ "who": owners() }] } }));
    world.ok(
        json!({ "by": owners(), "hand": "owner-1", "act": "vote", "target": { "ballot": "again" },
        "with": { "choice": "yes" } }),
    );
    world.ok(
        json!({ "by": party("committee"), "act": "close-ballot", "target": { "ballot": "again" } }),
    );
    world.ok(json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
        "with": { "ballot": "again", "text": "Only signs", "obligations": [draft("more-signs", json!({}))] } }));
    assert_eq!(world.case.state().obligations().len(), known + 1);
    assert_eq!(seen(&world, now), known, "those of the first decision");
    world.publish();
    assert_eq!(seen(&world, now), known + 1);
}

#[test]
fn what_time_alone_has_ended_is_seen_as_ended() {
    let world = World::obliged(json!([draft("plants", json!({ "sunset": "2026-07-01" }))]));
    let label = |now: &str| {
        let seen = world.case.view_for(&Holder::Anyone, None, moment(now));
        seen.obligations()[0].state().label(Lang::En)
    };
    assert_eq!(label("2026-06-30T09:00:00+08:00"), "active");
    assert_eq!(label("2026-07-02T09:00:00+08:00"), "expired");
}

/// After a reopening nothing of what was fulfilled counts any more, and the step waits for nothing.
#[test]
fn a_step_owed_again_after_everything_was_judged_is_due_from_whoever_can_lay_something_new_on() {
    let mut world = World::court(CLOSED);
    let carry_out = DueThing::Step("carry-out".parse().unwrap());
    let now = "2026-09-01T09:00:00+08:00";
    assert!(due_of(&world.case, &carry_out, now).is_none());
    world.ok(
        json!({ "by": party("supervisors"), "act": "reopen", "target": { "step": "carry-out" },
        "with": { "reason": "The cars came back" } }),
    );
    assert!(world.owed().contains(&"carry-out".to_owned()));
    let due = due_of(&world.case, &carry_out, now).expect("it is owed, and said so");
    assert_eq!(due.from(), [committee()], "who leads dispatching");
    let board = world.case.board(moment(now), Lang::En).to_text();
    assert!(board.contains("carry-out") || board.contains("Carry"), "{board}");

    // As soon as something new is owed, that is due, and not the step beside it.
    let mut more = draft("more", json!({ "within": { "days": 10 } }));
    more["surviving"] = json!(false);
    world.ok(json!({ "by": party("committee"), "act": "start-standing-duty", "with": more }));
    assert!(due_of(&world.case, &carry_out, now).is_none());
    let new = DueThing::Obligation("more".parse().unwrap());
    assert!(due_of(&world.case, &new, now).is_some());
}

/// Nobody is told to follow up what they owe themselves.
#[test]
fn what_is_late_climbs_past_whoever_owes_it() {
    let late = "2027-06-01T09:00:00+08:00";
    let owes = |world: &World, supervisor: &str| {
        let all = world.case.due(moment(late));
        let due = all.into_iter().find(|due| due.thing() == &DueThing::Screening).unwrap();
        assert_eq!(due.from(), [committee()]);
        let holder = |key: &str| Holder::Party(key.parse().unwrap());
        assert!(!due.climbs_to().contains(&holder("committee")), "{due:?}");
        (due.climbs(), due.climbs_to().contains(&holder(supervisor)))
    };
    let terms = json!({ "holder": { "party": "committee" }, "kinds": ["power", "lead"],
        "functions": ["receive", "screen", "plan", "convene", "deliberate", "disclose", "dispatch"],
        "places": ["compound"], "within": { "working_days": 10 } });
    // The committee takes in at the district, too, beside the government.
    let both = json!({ "holder": { "party": "committee" }, "kinds": ["power"],
        "functions": ["receive"], "places": ["district"] });
    let world = World::court_with(
        ACCEPTED,
        &[("/positions/1", terms.clone()), ("/positions/12", both.clone())],
    );
    assert_eq!(owes(&world, "government"), (Some(Climb::LevelAbove), true));
    // Where it alone does, the level above that is meant.
    let mut places: Value = serde_json::from_str(super::world::CHARTER).unwrap();
    let places = places["places"].as_array_mut().unwrap();
    places[0]["parent"] = json!("city");
    places.push(json!({ "key": "city", "name": "City", "kind": "city" }));
    let above = json!({ "holder": { "party": "government" }, "kinds": ["power", "lead"],
        "functions": ["receive"], "places": ["city"] });
    let world = World::court_with(
        ACCEPTED,
        &[
            ("/places", json!(places)),
            ("/positions/0", above),
            ("/positions/1", terms.clone()),
            ("/positions/12", both),
        ],
    );
    assert_eq!(owes(&world, "government"), (Some(Climb::LevelAbove), true));
}

/// Who supervises alone, and owes it, is followed up by the level above at once.
#[test]
fn where_only_the_debtor_supervises_the_level_above_takes_it_up_instead() {
    let terms = json!({ "holder": { "party": "committee" }, "kinds": ["power", "lead"],
        "functions": ["receive", "screen", "plan", "convene", "deliberate", "disclose", "dispatch"],
        "places": ["compound"], "within": { "working_days": 10 } });
    let own = json!({ "holder": { "party": "committee" }, "kinds": ["power", "lead"],
        "functions": ["supervise", "evaluate"], "places": ["compound"] });
    let world = World::court_with(ACCEPTED, &[("/positions/1", terms), ("/positions/6", own)]);
    let due = |now: &str| due_of(&world.case, &DueThing::Screening, now).unwrap();
    let reminded = due("2026-06-20T09:00:00+08:00");
    assert_eq!((reminded.climbs(), reminded.climbs_to()), (Some(Climb::Reminder), &[][..]));
    let up = due("2026-07-05T09:00:00+08:00");
    assert_eq!(up.climbs(), Some(Climb::LevelAbove));
    assert_eq!(up.climbs_to(), [Holder::Party(PartyKey::new("government").unwrap())]);
}

#[test]
fn what_is_due_at_the_very_end_of_a_term_is_due_within_it_and_what_is_due_now_is_not() {
    let world = World::obliged(json!([draft("a", json!({ "within": { "by": "2026-06-17" } }))]));
    let within = |now: &str, days: u32| {
        let now = moment(now);
        let due = world.case.due(now);
        let of =
            |one: &&Due| matches!(one.thing(), DueThing::Obligation(key) if key.as_str() == "a");
        let due = due.iter().find(of).unwrap();
        assert_eq!(due.due(), Some(moment("2026-06-18T00:00:00+08:00")));
        due.is_due_within(world.case.charter(), now, cogov::Term::days(days).unwrap())
    };
    assert!(within("2026-06-11T09:00:00+08:00", 6), "its last day is the sixth");
    assert!(!within("2026-06-11T09:00:00+08:00", 5) && within("2026-06-11T09:00:00+08:00", 7));
    assert!(within("2026-06-17T23:59:59+08:00", 1));
    assert!(!within("2026-06-18T00:00:00+08:00", 1), "its time is over");
}

#[test]
fn only_a_reminder_after_the_day_is_a_step_up() {
    let mut world =
        World::obliged(json!([draft("a", json!({ "within": { "by": "2026-06-17" } }))]));
    let remind =
        || json!({ "by": party("supervisors"), "act": "remind", "target": { "obligation": "a" } });
    let climb = |world: &World, now: &str| {
        let due = world.case.due(moment(now));
        let of =
            |one: &&Due| matches!(one.thing(), DueThing::Obligation(key) if key.as_str() == "a");
        due.iter().find(of).unwrap().climbs()
    };
    world.at("2026-06-15T09:00").ok(remind());
    let first = climb(&world, "2026-06-20T09:00:00+08:00");
    world.at("2026-06-20T09:00");
    world.duty(party("company"), "report", "a", json!({ "text": "Soon" }));
    assert_eq!(climb(&world, "2026-06-20T10:00:00+08:00"), first, "neither is one");
    world.at("2026-06-20T11:00").ok(remind());
    assert_ne!(climb(&world, "2026-06-20T12:00:00+08:00"), first);
}

#[test]
fn whoever_is_to_carry_something_out_from_now_on_is_told_so() {
    let world = World::obliged(json!([draft("plants", json!({}))]));
    let told_of = |act: &str, with: Value| {
        let entry = json!({ "by": party("company"), "act": act,
            "target": { "obligation": "plants" }, "with": with });
        let notices = world.case.notices(&world.entry(entry)).unwrap();
        notices.iter().map(|one| serde_json::to_value(one.to()).unwrap()).collect::<Vec<_>>()
    };
    let delegated = told_of("delegate", json!({ "to": party("gardeners") }));
    assert!(delegated.contains(&party("gardeners")), "{delegated:?}");
}
