//! What a front end gets from a case, written as JSON.

use std::collections::BTreeSet;

use cogov::act::{Act, Again, Entry, VerificationResult, Verify};
use cogov::case::{Case, StateView};
use cogov::values::{PersonKey, SessionId};
use cogov::{GroupKey, Holder, Instant, Lang, PartyKey, Text};
use serde::Serialize;
use serde_json::Value;

use super::parking::{ENTRIES, opened, until};

const PAGE: &str = include_str!("../../../../../docs/case-format.md");

fn at(moment: &str) -> Instant {
    moment.parse().expect("a moment")
}

fn on(moment: &str) -> Case {
    let mut case = opened();
    until(&mut case, at(moment));
    case
}

fn party(key: &str) -> Holder {
    PartyKey::new(key).expect("a key").into()
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("whatever is shown can be written")
}

/// What is in a value, however deep, is what the format has: no null, no fraction, names in small
/// letters.
fn sound(value: &Value, path: &str) {
    match value {
        Value::Null => panic!("{path} is null"),
        Value::Number(number) => assert!(number.is_u64(), "{path} is {number}"),
        Value::Array(items) => items.iter().for_each(|item| sound(item, &format!("{path}[]"))),
        Value::Object(members) => {
            for (name, member) in members {
                let is_name =
                    |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
                assert!(name.chars().all(is_name) && !name.is_empty(), "{path}.{name}");
                sound(member, &format!("{path}.{name}"));
            }
        }
        Value::Bool(_) | Value::String(_) => {}
    }
}

/// Writes everything that a front end can ask at a moment.
fn everything(case: &Case, now: Instant) -> Vec<(&'static str, String)> {
    let mut all = vec![("case", pretty(case)), ("due", pretty(&case.due(now)))];
    for by in [Holder::Anyone, party("residents-committee"), party("owners-assembly")] {
        all.push(("options", pretty(&case.options(&by, None, now))));
        all.push(("view", pretty(&case.view_for(&by, None, now))));
    }
    for lang in [Lang::En, Lang::Zh] {
        all.push(("board", pretty(&case.board(now, lang))));
        all.push(("story", pretty(&case.explain(lang))));
        all.push(("sheets", pretty(&case.sheets(lang))));
        for session in case.state().sessions() {
            let papers = (
                case.invitation(session.id(), lang),
                case.sign_in_list(session.id(), lang),
                case.minutes(session.id(), lang),
            );
            all.push(("papers", pretty(&papers)));
        }
    }
    all
}

#[test]
fn at_every_moment_of_a_case_all_that_it_shows_is_json_without_null_and_the_same_each_time() {
    let (mut case, mut twin) = (opened(), opened());
    for line in ENTRIES.lines() {
        let entry = Entry::from_json(line).expect("an entry");
        let (all, again) = (everything(&case, entry.at()), everything(&twin, entry.at()));
        assert_eq!(all, again, "before entry {}", entry.seq());
        for (what, text) in &all {
            sound(&serde_json::from_str(text).expect("JSON"), what);
        }
        sound(&serde_json::to_value(case.notices(&entry).expect("performed")).unwrap(), "notices");
        case.perform(&entry).expect("an act that nothing stands against");
        twin.observe(&entry);
    }
}

#[test]
fn the_state_of_a_case_while_it_is_carried_out() {
    insta::assert_snapshot!(pretty(&on("2026-08-10T09:00:00+08:00")));
}

#[test]
fn a_case_of_which_nothing_is_known_has_its_lists_all_the_same() {
    insta::assert_snapshot!(pretty(&opened()));
}

#[test]
fn a_state_after_an_act_that_was_not_performed_is_written_as_one_that_was() {
    let mut case = on("2026-08-10T09:00:00+08:00");
    let lines = ENTRIES.lines().map(|line| Entry::from_json(line).expect("an entry"));
    let next = lines.into_iter().find(|entry| entry.seq() == case.state().entries() + 1).unwrap();
    let before = pretty(&case);
    let then = case.preview(&next).expect("an act that nothing stands against");
    let view: StateView<'_> = case.view_of(&then);
    let previewed = pretty(&view);
    assert_eq!(pretty(&case), before);
    case.perform(&next).expect("an act that nothing stands against");
    assert_eq!(pretty(&case), previewed);
    assert_ne!(before, previewed);
}

#[test]
fn what_was_set_aside_says_no_ground_instead_of_null() {
    let mut case = on("2026-07-01T09:00:00+08:00");
    let again = Again::new().with_reason(Text::new("No quorum").unwrap());
    let act = Act::set_aside("decision".parse().unwrap(), again);
    case.observe(&case.entry(at("2026-07-02T09:00:00+08:00"), party("owners-assembly"), act));
    let shown = serde_json::to_value(&case).unwrap();
    sound(&shown, "case");
    assert_eq!(shown["obligations"][0]["state"], serde_json::json!({ "state": "discharged" }));
    assert_eq!(shown["resolutions"][0]["set_aside"], case.state().entries());
}

#[test]
fn what_is_due_by_whom_and_what_comes_next() {
    let case = on("2026-08-05T09:00:00+08:00");
    insta::assert_snapshot!(pretty(&case.due(at("2026-08-09T09:00:00+08:00"))));
}

#[test]
fn the_board_names_everything_in_the_language_that_was_asked_for() {
    let case = on("2026-08-05T09:00:00+08:00");
    let now = at("2026-08-09T09:00:00+08:00");
    insta::assert_snapshot!(
        [Lang::En, Lang::Zh].map(|lang| pretty(&case.board(now, lang))).join("\n")
    );
}

#[test]
fn the_story_has_the_number_of_each_entry_and_its_day() {
    let case = on("2026-06-10T09:00:00+08:00");
    insta::assert_snapshot!(
        [Lang::En, Lang::Zh].map(|lang| pretty(&case.explain(lang))).join("\n")
    );
}

#[test]
fn the_papers_of_a_session() {
    let case = on("2026-08-05T09:00:00+08:00");
    let session: SessionId = "0192f000-0000-7000-8000-0000000000a1".parse().unwrap();
    insta::assert_snapshot!(pretty(&case.minutes(session, Lang::En)));
}

#[test]
fn what_one_viewer_may_see() {
    let case = on("2026-08-10T09:00:00+08:00");
    let person = PersonKey::new("owner-3").unwrap();
    let now = at("2026-08-10T12:00:00+08:00");
    insta::assert_snapshot!(pretty(&case.view_for(&Holder::Anyone, Some(&person), now)));
}

#[test]
fn what_a_holder_may_do_now_and_why_the_rest_is_withheld() {
    let case = on("2026-08-10T09:00:00+08:00");
    let residents = Holder::from(GroupKey::new("residents").unwrap());
    let person = PersonKey::new("owner-3").unwrap();
    let options = case.options(&residents, Some(&person), at("2026-08-10T12:00:00+08:00"));
    let shown = serde_json::to_value(&options).unwrap();
    let offered = shown["offered"].as_array().unwrap();
    assert!(
        !offered.is_empty() && offered.iter().all(|offer| offer["act"] == offer["witness"]["act"])
    );
    assert!(offered.iter().all(|offer| offer.get("target") == offer["witness"].get("target")));
    let withheld = shown["withheld"].as_array().unwrap();
    assert!(withheld.iter().all(|one| one["refusals"][0]["code"].is_string()));
    insta::assert_snapshot!(pretty(&options.withheld()[0]));
}

#[test]
fn a_refused_entry_says_all_that_stands_against_it_with_codes_and_words() {
    let mut case = on("2026-08-14T23:00:00+08:00");
    let verify = Act::verify("bollards".parse().unwrap(), Verify::new(VerificationResult::Solved));
    let entry = case.entry(at("2026-08-15T09:00:00+08:00"), party("property-company"), verify);
    let refused = case.perform(&entry).unwrap_err();
    insta::assert_snapshot!(pretty(&refused));
    // One by one they are written as the breaches of an observed entry are.
    let list = serde_json::to_value(&refused).unwrap()["refusals"].clone();
    assert_eq!(list, serde_json::to_value(case.observe(&entry)).unwrap());
}

/// Every member of an object, and of each object in its lists, that the page does not name.
fn unnamed(value: &Value, missing: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if !PAGE.contains(&format!("`{name}`")) {
                    missing.insert(name.clone());
                }
                unnamed(member, missing);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| unnamed(item, missing)),
        _ => {}
    }
}

#[test]
fn the_page_on_the_form_names_each_member_of_a_state() {
    let mut missing = BTreeSet::new();
    let shown = serde_json::to_value(on("2027-01-01T00:00:00Z")).unwrap();
    let Value::Object(members) = &shown else { panic!("an object") };
    for name in members.keys() {
        assert!(PAGE.contains(&format!("| `{name}` |")), "no row for {name}");
    }
    for list in ["run", "roster"] {
        unnamed(&shown[list], &mut missing);
    }
    assert_eq!(missing, BTreeSet::new());
}
