//! The story by the entries: nothing that came with an act is left untold.

use cogov::act::{ActKind, Entry};
use cogov::case::Case;
use cogov::triage::DestinationKind;
use cogov::{Charter, Lang};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::parking::{opened, until};
use super::world::{COMPLETED, QUESTION, RESOLVED, SUBMITTED, World, draft, owners, party};
use crate::act::entries::any_entry;

const EVERY_ACT: &str = include_str!("../../fixtures/entries/every-act.jsonl");

/// What is a word of a list in JSON, which is told by its label, or needs no telling to people: keys
/// by which later entries refer to what is told, digests and where a file lies.
const NOT_SAID: [&str; 18] = [
    "role",
    "choice",
    "origin",
    "publicity",
    "response",
    "how",
    "result",
    "ground",
    "function",
    "form",
    "key",
    "reply",
    "media_type",
    "sha256",
    "uri",
    "sealed",
    "head",
    "session",
];

/// What is said in words, in one language or in several.
const WORDS: [&str; 17] = [
    "text",
    "reason",
    "redress",
    "answer",
    "note",
    "task",
    "of",
    "what",
    "where",
    "venue",
    "minutes",
    "interest",
    "question",
    "honour",
    "exception",
    "name",
    "options",
];

fn is_by_language(value: &Value) -> bool {
    value.as_object().is_some_and(|map| map.get("sealed").is_none() && map.contains_key("en"))
}

/// Whatever was said: of each the ways in which it can be told.
fn said(value: &Value, field: &str, out: &mut Vec<Vec<String>>) {
    match value {
        // Where a topic goes is told by its label, and so are those who have no key.
        Value::String(word) if field == "to" && word.parse::<DestinationKind>().is_ok() => {}
        Value::String(word) if word == "anyone" || word == "affected" => {}
        _ if field == "media_type" || field == "uri" => {}
        // A moment is told as people write it, to the minute where it has no seconds.
        Value::String(moment) if field == "starts" => {
            let (day, rest) = moment.split_once('T').unwrap();
            let (time, offset) = rest.split_at(rest.find(['+', '-', 'Z']).unwrap());
            let time = time.strip_suffix(":00").unwrap_or(time);
            out.push(vec![format!("{day} {time} {offset}")]);
        }
        Value::String(word) if !NOT_SAID.contains(&field) || WORDS.contains(&field) => {
            out.push(vec![word.clone()]);
        }
        Value::Array(items) => items.iter().for_each(|item| said(item, field, out)),
        Value::Object(map)
            if WORDS.contains(&field) && field != "of" && !map.contains_key("sealed") =>
        {
            out.push(map.values().filter_map(|word| Some(word.as_str()?.to_owned())).collect());
        }
        _ if is_by_language(value) => {
            let map = value.as_object().unwrap();
            out.push(map.values().filter_map(|word| Some(word.as_str()?.to_owned())).collect());
        }
        Value::Object(map) => map.iter().for_each(|(name, item)| said(item, name, out)),
        _ => {}
    }
}

fn empty_case() -> Case {
    let charter = Charter::from_json(
        r#"{"format": "cogov/1", "key": "nowhere", "version": 1, "title": "Nowhere"}"#,
    )
    .unwrap();
    Case::open(charter, "0192f000-0000-7000-8000-000000000000".parse().unwrap())
}

/// That all that came with an entry is told.
fn all_is_told(case: &Case, entry: &Entry, lang: Lang) -> Result<(), String> {
    let story = case.explain_with([entry], lang);
    let told: Vec<&str> = story.told().iter().map(|told| told.text()).collect();
    let told = told.join("\n");
    let value: Value = serde_json::from_str(&entry.to_json().unwrap()).unwrap();
    let mut words = Vec::new();
    said(&value["with"], "with", &mut words);
    for ways in words {
        if !ways.iter().any(|way| told.contains(way.as_str())) {
            return Err(format!("{ways:?} of {}\nis not in: {told}", entry.to_json().unwrap()));
        }
    }
    Ok(())
}

#[test]
fn the_examples_of_every_act_are_told_with_all_that_came_with_them() {
    let case = empty_case();
    let entries: Vec<Entry> =
        EVERY_ACT.lines().map(|line| Entry::from_json(line).unwrap()).collect();
    for kind in ActKind::ALL {
        assert!(entries.iter().any(|entry| entry.act().kind() == *kind), "{kind}");
    }
    for lang in [Lang::En, Lang::Zh] {
        for entry in &entries {
            all_is_told(&case, entry, lang).unwrap_or_else(|left_out| panic!("{left_out}"));
        }
    }
}

proptest! {
    #[test]
    fn whatever_comes_with_an_act_is_told(entry in any_entry()) {
        let case = empty_case();
        for lang in [Lang::En, Lang::Zh] {
            prop_assert_eq!(all_is_told(&case, &entry, lang), Ok(()));
        }
    }
}

fn story(world: &World, lang: Lang) -> String {
    world.case.explain_with(&world.taken, lang).to_text()
}

#[test]
fn the_whole_story_of_a_case_in_both_languages() {
    let mut case = opened();
    until(&mut case, "2027-01-01T00:00:00Z".parse().expect("a moment"));
    let lines = super::parking::ENTRIES.lines();
    let entries: Vec<Entry> = lines.map(|line| Entry::from_json(line).unwrap()).collect();
    let story = |lang| case.explain_with(&entries, lang);
    insta::assert_snapshot!(format!(
        "{}\n{}",
        story(Lang::En).to_text(),
        story(Lang::Zh).to_markdown()
    ));
}

#[test]
fn what_was_owed_is_told_in_the_words_of_its_time_though_it_was_changed_later() {
    let mut world = World::obliged(json!([draft("plants", json!({ "task": "Plant trees" }))]));
    world.duty(
        party("assembly"),
        "vary",
        "plants",
        json!({ "task": "Plant hedges", "reason": "Trees cost too much" }),
    );
    let told = story(&world, Lang::En);
    assert!(
        told.contains("it falls to Company: Plant trees") || told.contains(": Plant trees;"),
        "{told}"
    );
    assert!(
        told.contains("\"Plant trees\"; from now on: Plant hedges; because: Trees cost too much"),
        "{told}"
    );
    let kept = world.case.explain(Lang::En).to_text();
    assert!(kept.contains("Plant hedges (as changed since)"), "{kept}");
}

#[test]
fn a_decision_that_failed_or_was_set_aside_is_told_with_its_reason() {
    let mut world = World::court(RESOLVED);
    world.ok(json!({ "by": party("assembly"), "act": "set-aside", "target": { "step": "vote" },
        "with": { "reason": "The notice was too short" } }));
    world.ok(json!({ "by": party("assembly"), "act": "fail", "target": { "step": "vote" },
        "with": { "how": "abandoned", "reason": "The builder withdrew" } }));
    let told = story(&world, Lang::En);
    assert!(
        told.contains("set aside what was done in \"Vote\"; because: The notice was too short"),
        "{told}"
    );
    assert!(told.contains("because: The builder withdrew"), "{told}");
    // What the decision obliged is discharged by no act of its own.
    assert!(told.contains("is discharged"), "{told}");
    // Without the record, that it happened is told.
    let kept = world.case.explain(Lang::En).to_text();
    assert!(kept.contains(QUESTION) && kept.contains("; it was set aside by entry 23"), "{kept}");
    assert!(kept.contains("nothing was decided (Vote)"), "{kept}");
    let zh = world.case.explain(Lang::Zh).to_text();
    assert!(zh.contains("；已由第 23 条撤销") && zh.contains("决定未成"), "{zh}");
}

#[test]
fn each_call_back_is_told_and_a_correction_stands_beside_what_it_corrects() {
    let first = "0192f000-0000-7000-8000-000000000001";
    let mut world = World::court(SUBMITTED);
    let back = |reached: bool| {
        json!({ "by": party("committee"), "act": "call-back", "target": { "appeal": first },
            "with": { "reached": reached, "satisfied": reached } })
    };
    world.ok(back(false)).ok(back(true));
    world.ok(json!({ "by": party("committee"), "act": "correct", "target": { "entry": 1 },
        "with": { "text": "It was the north gate" } }));
    let told = story(&world, Lang::En);
    assert!(told.contains("reached: no; satisfied: no"), "{told}");
    assert!(told.contains("reached: yes; satisfied: yes"), "{told}");
    let lines: Vec<&str> = told.lines().collect();
    let appealed = lines.iter().position(|line| line.contains("owner-1 appealed")).unwrap();
    assert!(lines[appealed + 1].starts_with("            corrected by"), "{told}");
    assert!(lines[appealed + 1].ends_with("in entry 5: It was the north gate"), "{told}");
    let story = world.case.explain_with(&world.taken, Lang::Zh);
    assert!(story.to_html().contains("<p>") && story.to_markdown().contains("\n  * "));
}

#[test]
fn who_of_the_addressees_answered_and_in_which_words_is_told() {
    let mut world = World::court(COMPLETED);
    world.ok(json!({ "by": owners(), "hand": "owner-2", "act": "object",
        "target": { "step": "post-decision" },
        "with": { "reply": "o-1", "text": "The plants block the view" } }));
    let asked = world.case.state().replies().find(|reply| reply.key().as_str() == "o-1").unwrap();
    assert_eq!(asked.text().unwrap().get(Lang::En), "The plants block the view");
    world.ok(json!({ "by": party("committee"), "hand": "clerk", "act": "answer", "target": { "reply": "o-1" },
        "with": { "response": "decline", "text": "They stay low" } }));
    let told = story(&world, Lang::En);
    assert!(
        told.contains(
            "owner-2 objected to what was disclosed (First disclosure): The plants block the view"
        ),
        "{told}"
    );
    assert!(told.contains("(clerk) answered owner-2: declined: They stay low"), "{told}");
}

#[test]
fn a_plan_without_criteria_promises_no_success() {
    let mut world = World::court(super::world::ROUTED);
    world.ok(json!({ "by": party("committee"), "act": "plan", "target": { "step": "plan" },
        "with": { "affected": [owners()], "options": ["A barrier", "Plants"] } }));
    for told in [world.case.explain(Lang::En).to_text(), story(&world, Lang::En)] {
        assert!(told.contains("the plan was laid down; affected: Owners"), "{told}");
        assert!(!told.contains("success means"), "{told}");
    }
    let sheet = world.case.step_sheet(&"plan".parse().unwrap(), Lang::En).unwrap();
    assert!(sheet.lines().any(|line| line == ("options", "A barrier; Plants")));
    assert!(sheet.lines().any(|line| line == ("affected", "Owners")));
    assert!(sheet.lines().all(|(name, _)| name != "success means"));
}
