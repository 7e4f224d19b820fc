//! Words of closed lists: each is told by its label, in both languages, wherever it stands.

use cogov::{Charter, Lang};
use serde_json::{Value, json};

use crate::charter::{document, load};

/// What a difference tells of the fields that changed, if that is not what is expected.
fn wrong(before: Value, after: Value, en: &str, zh: &str) -> Option<String> {
    let loaded = |value: Value| Charter::from_json(&document(value).to_string());
    let (before, after) = match (loaded(before), loaded(after)) {
        (Ok(before), Ok(after)) => (before, after),
        refused => return Some(format!("{refused:?} for {en}")),
    };
    let difference = before.diff(&after);
    let alterations = difference.changes().iter().flat_map(|change| change.alterations());
    let told: Vec<[String; 2]> =
        alterations.map(|one| [Lang::En, Lang::Zh].map(|lang| one.describe(lang))).collect();
    match told.as_slice() {
        [[one, other]] if one.contains(en) && other.contains(zh) => None,
        _ => Some(format!("{told:?} instead of {en}\n{difference}")),
    }
}

fn way(more: Value) -> Value {
    let mut last = json!({"key": "last", "name": "Last", "function": "disclose"});
    last.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let first = json!({"key": "first", "name": "First", "function": "plan"});
    json!({"procedures": [{"key": "way", "name": "Way", "steps": [first, last]}]})
}

fn rule(approval: Value, quorum: Value) -> Value {
    json!({"rules": [{"key": "r", "name": "R", "approval": approval, "quorum": quorum}]})
}

fn quorum(measure: &str, count: &str, base: &str) -> Value {
    rule(
        json!("consensus"),
        json!({"measure": measure, "count": count, "base": base, "at_least": [1, 2]}),
    )
}

fn policy(sanction: &str, mark: &str) -> Value {
    json!({"conduct": [{"key": "c", "name": "C", "contributions": [{"key": "plenary", "name": "Plenary"}],
        "ladder": [{"sanction": sanction, "triggers":
            [{"at_least": 1, "within": "year", "kinds": ["plenary"], "marks": [mark]}]}]}]})
}

#[test]
fn a_word_of_a_closed_list_is_told_by_its_label_wherever_it_stands() {
    let party = |kind| json!({"parties": [{"key": "firm", "name": "Firm", "kind": kind}]});
    let place = |kind| json!({"places": [{"key": "here", "name": "Here", "kind": kind}]});
    let seat = |way| json!({"seats": [{"key": "chair", "name": "Chair", "body": "committee", "filled_by": way}]});
    let meets = |period| {
        json!({"parties": [{"key": "firm", "name": "Firm", "kind": "other",
                            "meets": {"every": 2, "period": period}}]})
    };
    let calendar = |day| json!({"calendar": {"weekend": [day]}});
    let roll = || json!({"calendar": {"weekend": ["sunday"], "roll": "following"}});
    let scale = |dimension| {
        json!({"triage": {"scales": [{"dimension": dimension, "levels": ["low", "high"]}],
                          "otherwise": "unstated", "rows": [{"route": {"to": "settle"}}]}})
    };
    let yes = || json!("consensus");
    let half = |measure| json!({"measure": measure, "base": "present", "more_than": [1, 2]});
    let none = || json!({"none": true});
    let cases = [
        (
            party("property_company"),
            party("other"),
            "property service company → other body",
            "物业服务企业 → 其他组织",
        ),
        (place("district"), place("city"), "district → city", "区 → 市"),
        (seat("elected"), seat("appointed"), "elected → appointed", "选举 → 任命"),
        (meets("month"), meets("year"), "month → year", "月 → 年"),
        (calendar("saturday"), calendar("sunday"), "Saturday → Sunday", "星期六 → 星期日"),
        (calendar("sunday"), roll(), "to the next working day", "顺延至下一个工作日"),
        (scale("urgency"), scale("severity"), "dimension severity", "dimension 严重性"),
        (
            way(json!({"discloses": "plan"})),
            way(json!({"discloses": "decision"})),
            "plan → decision",
            "方案 → 决议",
        ),
        (
            quorum("heads", "present", "entitled"),
            quorum("households", "present", "entitled"),
            "heads → households",
            "人数 → 户数",
        ),
        (
            quorum("heads", "present", "entitled"),
            quorum("heads", "participating", "entitled"),
            "present → participating",
            "实到 → 参与表决",
        ),
        (
            quorum("heads", "present", "entitled"),
            quorum("heads", "present", "should_attend"),
            "entitled → who should attend",
            "→ 应到者",
        ),
        (
            rule(yes(), none()),
            rule(json!("unanimity_of_interested"), none()),
            "consensus → unanimity of those with an interest",
            "协商一致 → 利害关系人一致同意",
        ),
        (
            rule(half("heads"), none()),
            rule(half("households"), none()),
            "heads → households",
            "人数 → 户数",
        ),
        (policy("remind", "leave"), policy("talk", "leave"), "sanction talk", "sanction 提醒"),
        (
            policy("talk", "leave"),
            policy("talk", "unexcused"),
            "marks unexcused absence",
            "marks 无故缺席",
        ),
    ];
    let wrong: Vec<String> = cases
        .into_iter()
        .filter_map(|(before, after, en, zh)| wrong(before, after, en, zh))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn another_version_without_changes_is_told_as_such_and_not_as_the_same() {
    let (one, two) = (document(json!({})), document(json!({"version": 2})));
    let difference = load(&one).diff(&load(&two));
    assert_eq!(
        difference.to_text(Lang::En),
        "From court, version 1 to court, version 2: no changes\n"
    );
    assert_ne!(difference.to_text(Lang::Zh), load(&one).diff(&load(&one)).to_text(Lang::Zh));
}

/// What an acknowledgement is about follows keys of the charter, but a word of the format is none.
#[test]
fn an_acknowledgement_about_a_word_of_the_format_is_not_turned_by_an_entry_of_that_key() {
    let charter = |word: &str, key: &str| {
        load(&document(json!({
            "matters": [{"key": key, "name": "Some matter"}],
            "acknowledged": [{"code": "gap", "reason": "known", "about": [word]}]
        })))
    };
    for word in ["implement", "vote", "hearing", "anyone", "affected"] {
        let difference = charter(word, word).diff(&charter(word, "other"));
        assert_eq!(difference.changes().len(), 1, "{word}: {difference}");
    }
    // A word of no list of the format is a key, and follows it.
    let difference = charter("roof", "roof").diff(&charter("other", "other"));
    assert_eq!(difference.changes().len(), 1, "{difference}");
}

/// Each section whose keys an acknowledgement can name.
#[test]
fn what_is_acknowledged_follows_the_new_key_of_whatever_it_names() {
    let lists = |key: &str| {
        [
            ("seats", json!({"key": key, "name": "Named", "body": "committee"})),
            ("groups", json!({"key": key, "name": "Named"})),
            ("sectors", json!({"key": key, "name": "Named", "body": "committee"})),
            ("places", json!({"key": key, "name": "Named", "kind": "city"})),
            (
                "procedures",
                json!({"key": key, "name": "Named", "steps":
                [{"key": "talk", "name": "Talk", "function": "deliberate"}]}),
            ),
        ]
    };
    for ((list, old), (_, new)) in lists("old").into_iter().zip(lists("new")) {
        let charter = |entry: &Value, about: &str| {
            let mut more = json!({
                "acknowledged": [{"code": "gap", "reason": "known", "about": [about]}]
            });
            more[list] = json!([entry]);
            load(&document(more))
        };
        let difference = charter(&old, "old").diff(&charter(&new, "new"));
        assert_eq!(difference.changes().len(), 1, "{list}: {difference}");
        let difference = charter(&old, "old").diff(&charter(&new, "old"));
        // Renamed, and the acknowledgement is another one.
        assert_eq!(difference.changes().len(), 3, "{list}: {difference}");
    }
}

/// What a difference tells of a source that changed.
fn of_source(before: &str, after: &str) -> [String; 2] {
    let charter = |source: &str| {
        let document = document(json!({"description": source})).to_string();
        Charter::from_json(&document).unwrap()
    };
    let difference = charter(before).diff(&charter(after));
    let mut told = difference.changes().iter().flat_map(|change| change.alterations());
    let one = told.next().unwrap();
    [Lang::En, Lang::Zh].map(|lang| one.describe(lang))
}

#[test]
fn what_is_shortened_is_not_cut_within_a_word() {
    let long =
        "Whoever receives an appeal answers it within fifteen working days of its acceptance";
    let [en, zh] = of_source(
        &format!(
            "{long}, in writing, and keeps a copy of the answer for everybody who asks for it"
        ),
        &format!(
            "{long}, by word of mouth, and keeps no copy of the answer for anybody who asks for it"
        ),
    );
    for told in [&en, &zh] {
        assert!(told.contains("…of its acceptance, in writing, and"), "{told}");
        assert!(told.contains("…of its acceptance, by word of mouth,"), "{told}");
    }
    // Whatever stands beside an ellipsis is a whole word of the text.
    let words: Vec<&str> = "acceptance in writing and keeps a copy of the answer for everybody who asks it by word mouth no anybody its".split(' ').collect();
    for part in en.split(['“', '”', '→']).filter(|part| part.contains('…')) {
        let part = part.trim().trim_matches('…').trim();
        for word in [part.split(' ').next().unwrap(), part.split(' ').next_back().unwrap()] {
            let word = word.trim_matches(',');
            assert!(words.contains(&word), "{word:?} in {en}");
        }
    }
    // Chinese has no spaces, and is cut after any character.
    let rules = "受理人应当自受理之日起十五个工作日内答复，".repeat(6);
    let [en, _] = of_source(&format!("{rules}书面为之。"), &format!("{rules}口头为之。"));
    assert!(en.contains("书面为之") && en.contains("口头为之"), "{en}");
    // A word that is longer than what is shown is cut all the same.
    let endless = "a".repeat(300);
    let [en, _] = of_source(&format!("{endless}b"), &format!("{endless}c"));
    assert!(en.chars().count() < 260 && en.contains('…'), "{en}");
}

#[test]
fn what_is_just_short_enough_is_told_whole_and_a_long_word_is_not_left_out_for_a_short_one() {
    let same = "b".repeat(79);
    let [en, _] = of_source(&format!("{same}1"), &format!("{same}2"));
    assert!(!en.contains('…') && en.contains(&format!("{same}1")), "{en}");
    let [en, _] = of_source(&format!("{same}b1"), &format!("{same}b2"));
    assert!(en.contains('…'), "one more character: {en}");
    let word = "a".repeat(200);
    let [en, _] = of_source(&format!("1 {word}"), &format!("2 {word}"));
    assert!(en.contains(&format!("1 {}", "a".repeat(60))), "{en}");
}
