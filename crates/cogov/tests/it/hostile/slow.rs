//! Charters made to be slow or to mislead.

use cogov::{Charter, ConductPolicy, Lang, ProblemCode, Text};
use serde_json::{Value, json};

use crate::charter::{document, load, refusal};

#[test]
fn only_the_first_misspelt_keys_are_met_with_the_nearest_one() {
    let parties: Vec<Value> = (0..1_200)
        .map(|index| {
            json!({"key": format!("party-{index}"), "name": "Party", "kind": "association",
                   "part_of": format!("partei-{index}")})
        })
        .collect();
    let error = refusal(&document(json!({"parties": parties})).to_string());
    assert_eq!(error.problems().len(), 1_000, "as many as are reported at once");
    let met = |p: &&cogov::Problem| p.details().any(|(name, _)| name == "nearest");
    assert_eq!(error.problems().iter().filter(met).count(), 50);
    assert!(error.problems().iter().all(|p| p.code() == ProblemCode::UnknownKey));
}

#[test]
fn only_the_first_misspelt_kinds_of_contribution_are_met_with_the_nearest_one() {
    let kinds: Vec<Value> =
        (0..900).map(|index| json!({"key": format!("kind-{index}"), "name": "Kind"})).collect();
    let misspelt: Vec<String> = (0..1_200).map(|index| format!("kinf-{index}")).collect();
    let policy = json!({"key": "c", "name": "C", "contributions": kinds,
                        "requirements": [{"at_least": 1, "kinds": misspelt}]});
    let error = ConductPolicy::from_json(&policy.to_string()).unwrap_err();
    let met = |p: &&cogov::Problem| p.details().any(|(name, _)| name == "nearest");
    assert_eq!(error.problems().len(), 1_000, "as many as are reported at once");
    assert_eq!(error.problems().iter().filter(met).count(), 50);
}

#[test]
fn a_channel_that_stands_often_is_met_with_the_first_of_its_key() {
    let channel = |key: &str| json!({"key": key, "name": "Box", "medium": "paper"});
    let channels = json!([channel("a"), channel("b"), channel("b"), channel("b")]);
    let error = refusal(&document(json!({"intake": {"channels": channels}})).to_string());
    let found: Vec<String> =
        error.problems().iter().map(|p| format!("{}: {}", p.path(), p.message(Lang::En))).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    for (at, found) in [2, 3].into_iter().zip(&found) {
        assert!(found.starts_with(&format!("intake.channels[{at}].key")), "{found}");
        assert!(found.contains("intake.channels[1]"), "{found}");
    }
}

#[test]
fn a_text_is_found_by_its_tag_and_then_by_its_language() {
    let text = |tags: &[&str]| {
        let texts = tags
            .iter()
            .fold(Text::new("English").unwrap(), |text, tag| text.in_lang(tag, tag).unwrap());
        texts.get(Lang::Zh).to_owned()
    };
    assert_eq!(text(&["zh-CN"]), "zh-CN");
    assert_eq!(text(&["zh-Hans"]), "zh-Hans");
    assert_eq!(text(&["zh-CN", "zh"]), "zh");
    assert_eq!(text(&["fr"]), "English");
}

#[test]
fn a_carriage_return_is_allowed_only_in_a_line_break() {
    assert!(Text::new("one\r\ntwo\nthree").is_ok());
    for disguised in ["one\rtwo", "one\r\r\ntwo", "one\n\rtwo", "one\r"] {
        assert!(Text::new(disguised).is_err(), "{disguised:?}");
    }
}

#[test]
fn charters_are_equal_if_and_only_if_their_digests_are() {
    let charter = |share: Value| {
        let position = json!({"holder": {"at_least": share, "of": "villagers"},
            "kinds": ["power"], "functions": ["decide"]});
        let groups = json!([{"key": "villagers", "name": "Villagers"}]);
        load(&document(json!({"groups": groups, "positions": [position]})))
    };
    let [half, quarters] = [charter(json!([1, 2])), charter(json!([2, 4]))];
    assert_ne!(half.digest(), quarters.digest());
    assert_ne!(half, quarters);
    assert_eq!(half, Charter::from_json(&half.to_json()).unwrap());
}
