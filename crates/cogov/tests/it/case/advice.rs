//! What a refusal says to do: what is missing, where it is said, and which name was meant.

use cogov::act::ActKind;
use cogov::case::{Refusal, RefusalCode};
use cogov::{Holder, Lang, PartyKey};
use serde_json::{Value, json};

use super::words::shown;
use super::world::{
    ACCEPTED, ADJOURNED, CLOSED, MEETING, NOTIFIED, OPENED, PLANNED, PUBLISHED, RESULT, ROUTED,
    SUBMITTED, World, charter, draft, owners, party,
};

const APPEAL: &str = "0192f000-0000-7000-8000-000000000001";

/// The first thing that stands against an entry.
fn first(world: &World, entry: Value) -> Refusal {
    let refused = world.case.clone().perform(&world.entry(entry)).unwrap_err();
    refused.first().unwrap().clone()
}

fn route() -> Value {
    json!({ "by": party("committee"), "act": "route",
        "with": { "to": { "to": "consult", "procedure": "court" } } })
}

#[test]
fn what_a_topic_is_not_assessed_by_is_told_with_the_levels_that_there_are() {
    let world = World::court(ACCEPTED);
    let assess = |topic: Value| json!({ "by": party("committee"), "act": "assess", "with": { "topic": topic } });
    let mut told = vec![
        shown(&world, assess(json!({}))),
        shown(&world, assess(json!({ "severity": "hihg", "reach": "compound", "urgency": "now" }))),
        shown(&world, route()),
    ];
    // Where a table has no scale there is nothing to be named.
    let bare = json!({ "rows": [{ "route": { "to": "consult", "procedure": "court" } }] });
    let visit =
        json!({ "key": "visit", "name": "Visit", "function": "deliberate", "after": ["plan"] });
    let changes = [("/triage", bare), ("/procedures/0/steps/6", visit)];
    told.push(shown(&World::court_with(ACCEPTED, &changes), route()));
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn a_ballot_in_writing_is_not_said_to_have_a_session() {
    let by = party("gardeners");
    let open = |with: Value| json!({ "by": by, "act": "open-ballot", "target": { "step": "vote" }, "with": with });
    let close = json!({ "by": by, "act": "close-ballot", "target": { "ballot": "gate" } });
    let adjourn = json!({ "by": by, "act": "adjourn", "target": { "session": MEETING } });
    let nobody = json!({ "by": party("assembly"), "act": "open-ballot",
        "target": { "step": "vote" }, "with": { "ballot": "b", "question": "It" } });
    insta::assert_snapshot!(
        [
            shown(&World::court(ADJOURNED), open(json!({ "ballot": "b", "question": "It" }))),
            shown(&World::court(OPENED), close),
            // A session is one all the same.
            shown(&World::court(ADJOURNED - 1), adjourn),
            shown(&World::court(ADJOURNED), nobody),
        ]
        .join("\n\n")
    );
}

/// A case whose appeal has no place.
fn placeless() -> World {
    let mut world = World::new(charter(&[]));
    world.ok(json!({ "by": owners(), "hand": "owner-1", "act": "submit",
        "target": { "appeal": APPEAL },
        "with": { "channel": "online", "matter": "parking", "submitter": { "person": "owner-1" },
            "text": "Cars block the gate" } }));
    world
}

#[test]
fn where_a_case_has_no_place_it_is_told_where_to_say_it_and_who_could_act_then() {
    let accept = |with: Value| {
        json!({ "by": party("committee"), "act": "accept", "target": { "appeal": APPEAL },
            "with": with })
    };
    let decline = json!({ "by": party("company"), "act": "decline", "target": { "appeal": APPEAL },
        "with": { "reason": "None", "redress": "None" } });
    let world = placeless();
    let mut told = vec![shown(&world, decline), shown(&world, accept(json!({})))];
    // What is told to be done helps.
    world.case.clone().perform(&world.entry(accept(json!({ "place": "compound" })))).unwrap();
    // Once it is accepted without one, another case is needed.
    let everywhere = json!({ "holder": party("committee"), "kinds": ["power", "lead"],
        "functions": ["receive", "screen"] });
    let mut world = World::new(charter(&[("/positions/1", everywhere)]));
    world.ok(json!({ "by": owners(), "hand": "owner-1", "act": "submit",
        "target": { "appeal": APPEAL },
        "with": { "channel": "online", "matter": "parking", "submitter": { "person": "owner-1" },
            "text": "Cars block the gate" } }));
    world.ok(accept(json!({})));
    told.push(shown(
        &world,
        json!({ "by": party("committee"), "act": "override",
            "with": { "who": party("company"), "function": "implement", "reason": "It" } }),
    ));
    told.push(shown(
        &world,
        json!({ "by": party("committee"), "act": "refer-up",
            "with": { "reply": "up", "to": "district", "case": "0192f000-0000-7000-8000-00000000c001",
                "exception": "None" } }),
    ));
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn only_what_another_step_can_stand_in_for_is_an_option_to_absorb() {
    let world = World::court(PLANNED);
    let committee = Holder::from(PartyKey::new("committee").unwrap());
    let now = "2026-06-02T12:00:00+08:00".parse().unwrap();
    let options = world.case.options(&committee, None, now);
    let offered = options.offered().iter().map(|offer| (offer.kind(), offer.target()));
    let withheld = options.withheld().iter().map(|withheld| (withheld.kind(), withheld.target()));
    let steps: Vec<String> = offered
        .chain(withheld)
        .filter(|(kind, _)| *kind == ActKind::Absorb)
        .map(|(_, target)| target.unwrap().to_string())
        .collect();
    assert_eq!(steps, ["talk"]);
    // One that is tried all the same is refused without a blank.
    let absorb = json!({ "by": party("committee"), "act": "absorb", "target": { "step": "visit" },
        "with": { "by": "meeting" } });
    let entry = world.entry(absorb);
    let refused = world.case.clone().perform(&entry).unwrap_err();
    let absorbed = refused.refusals().iter().find(|one| one.code() == RefusalCode::NotAbsorbed);
    let absorbed = absorbed.unwrap();
    assert_eq!(absorbed.message(Lang::En), "the charter lets no other step stand in for \"Visit\"");
    assert_eq!(absorbed.message(Lang::Zh), "章程未规定有步骤可代替“Visit”");
    assert_eq!(absorbed.help(Lang::En), "do the step itself");
}

#[test]
fn steps_are_named_and_what_is_written_in_a_field_is_a_key() {
    let twice: Value = serde_json::from_str(
        r#"[{"key": "intake", "name": {"en": "Take in", "zh": "受理"}, "function": "receive", "start": "owed"},
            {"key": "one", "name": {"en": "First look", "zh": "初评"}, "function": "screen", "after": ["intake"]},
            {"key": "two", "name": {"en": "Second look", "zh": "复评"}, "function": "screen", "after": ["intake"]}]"#,
    )
    .unwrap();
    let world = World::court_with(4, &[("/procedures/0/steps", twice)]);
    let reopened = json!({ "by": party("supervisors"), "act": "reopen", "target": { "step": "talk" },
        "with": { "reason": "It" } });
    insta::assert_snapshot!(
        [
            shown(&world, route()),
            shown(
                &World::court(ROUTED),
                json!({ "by": party("committee"), "act": "notify", "target": { "step": "notice" },
                    "with": { "of": "It", "whom": [owners()] } }),
            ),
            shown(&World::court(CLOSED), reopened),
        ]
        .join("\n\n")
    );
}

#[test]
fn a_name_that_is_not_there_is_met_with_the_one_that_was_probably_meant() {
    let meant = |world: &World, entry: Value, name: &str| {
        let refusal = first(world, entry);
        let help = [Lang::En, Lang::Zh].map(|lang| refusal.help(lang));
        let expected = [format!("did you mean \"{name}\"?"), format!("是否应为“{name}”？")];
        assert_eq!(help, expected, "{refusal}");
        assert!(refusal.details().any(|detail| detail == ("nearest", name)), "{refusal}");
    };
    let submit = |changes: &[(&str, &str)]| {
        let mut with = json!({ "channel": "box", "matter": "parking", "text": "It" });
        for (field, value) in changes {
            with[*field] = json!(value);
        }
        json!({ "by": "anyone", "act": "submit",
            "target": { "appeal": "0192f000-0000-7000-8000-000000000009" }, "with": with })
    };
    let begun = World::court(1);
    meant(&begun, submit(&[("matter", "parkng")]), "parking");
    meant(&begun, submit(&[("place", "compuond")]), "compound");
    meant(&begun, submit(&[("channel", "boxx")]), "box");
    let committee = |act: &str, target: Value, with: Value| json!({ "by": party("committee"), "act": act, "target": target, "with": with });
    let whom = json!({ "of": "It", "whom": [owners()] });
    let planned = World::court(PLANNED);
    meant(&planned, committee("notify", json!({ "step": "notise" }), whom), "notice");
    let whom = json!({ "of": "It", "whom": [{ "group": "owner" }] });
    meant(&planned, committee("notify", json!({ "step": "notice" }), whom), "owners");
    let mut comittee = route();
    comittee["by"] = party("comittee");
    meant(&World::court(ACCEPTED + 1), comittee, "committee");
    let route = json!({ "to": { "to": "consult", "procedure": "cuort" } });
    let mut entry = json!({ "by": party("committee"), "act": "route" });
    entry["with"] = route;
    entry["with"]["reason"] = json!("It");
    meant(&World::court(ACCEPTED + 1), entry, "court");
    let speak = json!({ "by": party("company"), "act": "speak", "target": { "session": MEETING },
        "with": { "text": "It", "point": "gaet" } });
    meant(&World::court(14), speak, "gate");
    let vote = json!({ "by": owners(), "hand": "owner-1", "act": "vote",
        "target": { "ballot": "gatte" }, "with": { "choice": "yes" } });
    meant(&World::court(OPENED), vote, "gate");
    let rule = json!({ "by": party("assembly"), "act": "open-ballot", "target": { "step": "vote" },
        "with": { "ballot": "b", "question": "It", "rule": "majorty",
            "electors": [{ "who": { "person": "owner-1" } }] } });
    meant(&World::court(ADJOURNED), rule, "majority");
    let take_on = json!({ "by": party("company"), "act": "take-on",
        "target": { "obligation": "sings" } });
    meant(&World::court(PUBLISHED), take_on, "signs");
    let evaluate = json!({ "by": party("supervisors"), "act": "evaluate",
        "target": { "step": "evaluation" },
        "with": { "result": "fulfilled", "criteria": [{ "criterion": "free-gate", "met": true },
            { "criterion": "free-gates", "met": true }] } });
    meant(&World::court(RESULT), evaluate, "free-gate");
    let after = draft("plants", json!({ "after": "sgins" }));
    let signs = draft("signs", json!({}));
    let resolve = json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
        "with": { "ballot": "gate", "text": super::world::QUESTION, "obligations": [signs, after] } });
    meant(&World::court(21), resolve, "signs");
    // What is like nothing there is not guessed.
    let other = first(&begun, submit(&[("matter", "noise-at-night")]));
    assert_eq!(other.help(Lang::En), "name something that the charter lists");
    let other = first(
        &World::court(NOTIFIED),
        committee("convene", json!({ "step": "somewhere-else" }), json!({ "session": MEETING })),
    );
    assert_eq!(other.help(Lang::En), "name one that there is");
}

#[test]
fn very_many_names_that_are_not_there_are_refused_without_delay() {
    let members: Vec<Value> =
        (0..2_000).map(|n| json!({ "criterion": format!("free-gate-{n}"), "met": true })).collect();
    let evaluate = json!({ "by": party("supervisors"), "act": "evaluate",
        "target": { "step": "evaluation" },
        "with": { "result": "fulfilled", "criteria": members } });
    let world = World::court(RESULT);
    let refused = world.case.clone().perform(&world.entry(evaluate)).unwrap_err();
    let guessed = refused.refusals().iter().filter(|one| {
        one.code() == RefusalCode::UnknownTarget && one.details().any(|(name, _)| name == "nearest")
    });
    let unknown = refused.refusals().iter().filter(|one| one.code() == RefusalCode::UnknownTarget);
    assert_eq!(unknown.count(), 2_000);
    assert!((1..=50).contains(&guessed.count()));
}

#[test]
fn a_case_that_is_over_names_what_could_begin_again() {
    let world = World::court(CLOSED);
    let step = json!({ "by": party("supervisors"), "act": "reopen", "target": { "step": "evaluatoin" },
        "with": { "reason": "It" } });
    assert_eq!(first(&world, step).help(Lang::En), "did you mean \"evaluation\"?");
}

#[test]
fn those_affected_answer_where_the_plan_says_who_they_are() {
    let opine = json!({ "by": party("supervisors"), "act": "opine",
        "with": { "reply": "r-1", "text": "Was it heard?", "to": "affected" } });
    let before = World::court(SUBMITTED).codes(opine.clone());
    assert!(before.contains(&"unreasoned"), "{before:?}");
    let planned = World::court(PUBLISHED);
    assert!(planned.case.state().plan().is_some_and(|plan| !plan.plan().affected().is_empty()));
    let after = planned.codes(opine);
    assert!(!after.contains(&"unreasoned"), "{after:?}");
}
