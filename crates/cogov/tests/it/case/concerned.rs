//! Whom an act concerns, and who sees what of a case: those beside the way, not only those on it.

use std::borrow::Cow;

use cogov::act::Entry;
use cogov::case::{AboutWhat, Notice, NoticeKind};
use cogov::{Holder, Instant, PartyKey};
use serde_json::{Value, json};

use super::world::{CLOSED, COURT, NOTIFIED, RESOLVED, SUBMITTED, World, draft, owners, party};

fn moment(text: &str) -> Instant {
    text.parse().unwrap()
}

fn told(notices: &[Notice], kind: NoticeKind) -> Vec<Value> {
    let of_kind = notices.iter().filter(|notice| notice.kind() == kind);
    of_kind.map(|notice| serde_json::to_value(notice.to()).unwrap()).collect()
}

fn of_duty(world: &World, by: &str, act: &str, with: Value) -> Vec<Notice> {
    let entry =
        json!({ "by": party(by), "act": act, "target": { "obligation": "plants" }, "with": with });
    world.case.notices(&world.entry(entry)).unwrap()
}

fn holder(key: &str) -> Holder {
    PartyKey::new(key).unwrap().into()
}

#[test]
fn whom_a_notice_is_given_to_is_told_of_the_act_itself() {
    let world = World::court(NOTIFIED - 1);
    let notify = Entry::from_json(COURT.lines().nth(NOTIFIED - 1).unwrap()).unwrap();
    let notices = world.case.notices(&notify).unwrap();
    assert_eq!(told(&notices, NoticeKind::Told), [owners()]);
    let notice = notices.iter().find(|one| one.kind() == NoticeKind::Told).unwrap();
    assert_eq!((notice.about(), notice.by()), (&AboutWhat::Act, None));
}

#[test]
fn whoever_did_it_themselves_is_not_told_of_it() {
    let claimed = draft("plants", json!({ "claimant": party("supervisors") }));
    let world = World::obliged(json!([claimed]));
    let suspended = of_duty(&world, "supervisors", "suspend", json!({ "reason": "A lawsuit" }));
    assert_eq!(told(&suspended, NoticeKind::Changed), [party("company")]);
    // Others do the same: then the claimant is told.
    let discharged = json!({ "ground": "waived", "reason": "Enough" });
    let discharged = of_duty(&world, "assembly", "discharge", discharged);
    assert_eq!(told(&discharged, NoticeKind::Changed), [party("company"), party("supervisors")]);
}

#[test]
fn whoever_carries_it_out_for_others_is_told_and_so_is_to_whom_it_passes() {
    let mut world = World::obliged(json!([draft("plants", json!({}))]));
    world.duty(party("company"), "delegate", "plants", json!({ "to": party("gardeners") }));
    let suspended = of_duty(&world, "supervisors", "suspend", json!({ "reason": "A lawsuit" }));
    assert_eq!(
        told(&suspended, NoticeKind::Changed),
        [party("company"), party("gardeners"), owners()]
    );
    // They carried it out before: what changes is that they answer for it.
    let passed = json!({ "to": "gardeners", "reason": "They do it anyway" });
    let passed = of_duty(&world, "assembly", "transfer", passed);
    let all: Vec<Value> =
        passed.iter().map(|one| serde_json::to_value(one.to()).unwrap()).collect();
    for who in [party("company"), party("gardeners"), owners()] {
        assert_eq!(all.iter().filter(|one| **one == who).count(), 1, "{who} of {all:?}");
    }
}

#[test]
fn whoever_only_leads_or_only_supports_sees_the_whole() {
    let of_kind = |kind: &str, key: &str| {
        json!({ "holder": { "party": key }, "kinds": [kind], "functions": ["implement"],
            "matters": ["parking"], "places": ["compound"] })
    };
    let world = World::court_with(
        SUBMITTED,
        &[
            ("/positions/3", of_kind("lead", "company")),
            ("/positions/4", of_kind("support", "gardeners")),
        ],
    );
    let now = moment("2026-06-02T09:00:00+08:00");
    for (key, whole) in [("company", true), ("gardeners", true), ("assembly", true)] {
        assert_eq!(world.case.view_for(&holder(key), None, now).is_whole(), whole, "{key}");
    }
    let stranger = world.case.view_for(&Holder::Anyone, None, now);
    assert!(!stranger.is_whole() && stranger.appeals().is_empty());
}

#[test]
fn everybody_sees_how_a_case_ended() {
    let now = moment("2026-08-01T09:00:00+08:00");
    let world = World::court(CLOSED);
    let seen = world.case.view_for(&Holder::Anyone, None, now);
    assert!(seen.ended().is_some());
    assert_eq!(seen.ended(), world.case.state().ended());
    assert_eq!(World::court(RESOLVED).case.view_for(&Holder::Anyone, None, now).ended(), None);
}

#[test]
fn of_obligations_only_those_that_time_has_changed_are_copied() {
    let world = World::obliged(json!([
        draft("a", json!({})),
        draft("b", json!({ "sunset": "2026-07-01" }))
    ]));
    let copied = |now: &str| {
        let seen = world.case.view_for(&holder("assembly"), None, moment(now));
        let all = seen.obligations().iter();
        all.map(|one| (one.key().to_string(), matches!(one, Cow::Owned(_)))).collect::<Vec<_>>()
    };
    let key = |key: &str, copied: bool| (key.to_owned(), copied);
    assert_eq!(copied("2026-06-30T09:00:00+08:00"), [key("a", false), key("b", false)]);
    assert_eq!(copied("2026-07-02T09:00:00+08:00"), [key("a", false), key("b", true)]);
}

fn keys_seen_by_all(world: &World) -> Vec<String> {
    let seen = world.case.view_for(&Holder::Anyone, None, moment("2026-07-30T09:00:00+08:00"));
    seen.obligations().iter().map(|one| one.key().to_string()).collect()
}

#[test]
fn what_follows_from_a_default_is_as_public_as_what_was_not_done() {
    let mut world = World::obliged(json!([draft("plants", json!({}))]));
    world.at("2026-07-15T09:00");
    let with = json!({ "reason": "Nothing came",
        "consequence": draft("again", json!({ "liable": "gardeners" })) });
    world.duty(party("supervisors"), "find-default", "plants", with);
    assert_eq!(keys_seen_by_all(&world), ["again", "plants"]);
}

#[test]
fn a_decision_set_aside_before_anything_was_made_public_stays_unpublished() {
    let mut world = World::court(RESOLVED);
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
        "with": { "ballot": "again", "text": "Only signs", "obligations": [draft("more", json!({}))] } }));
    assert_eq!(keys_seen_by_all(&world), Vec::<String>::new());
    world.publish();
    assert_eq!(keys_seen_by_all(&world), ["more"], "and nothing of the decision before");
}

#[test]
fn whoever_is_affected_claims_it_for_themselves_and_for_no_body_that_they_sign_for() {
    let only_affected = [
        ("/positions/15/claims", json!(["vote", "object"])),
        ("/positions/16/claims", json!(["be_notified", "be_heard", "inspect"])),
    ];
    let opine = |by: Value, hand: Option<&str>| {
        let mut opine = json!({ "by": by, "act": "opine",
            "with": { "reply": "o-1", "text": "It floods", "to": party("company") } });
        if let Some(hand) = hand {
            opine["hand"] = json!(hand);
        }
        opine
    };
    let mut world = World::court_with(NOTIFIED, &only_affected);
    for (by, hand) in [
        (party("government"), None),
        (party("government"), Some("owner-1")),
        (json!("anyone"), None),
        (json!("anyone"), Some("stranger")),
    ] {
        assert_eq!(world.refused(opine(by.clone(), hand)), ["no-power"], "{by} by {hand:?}");
    }
    world.ok(opine(json!("anyone"), Some("owner-1")));
}
