//! An error as a whole: that it was cut short, and what `unwrap` shows of it.

use cogov::position::PositionKind;
use cogov::{CharterKey, Function, PartyKey, Position, Text};

use super::*;

fn with_problems(count: usize) -> Invalid {
    refused(json!({"matters": vec![false; count]}))
}

const STOPPED: [(Lang, &str); 2] = [
    (Lang::En, "\nreading stopped at 1000 problems; mend these, there may be more\n"),
    (Lang::Zh, "\n发现 1000 个问题后已停止读取；请先修正以上问题，其后可能还有\n"),
];

fn says_that_reading_stopped(error: &Invalid) -> bool {
    let said = error.to_string().ends_with("; and 999 more problems, where reading stopped");
    for (lang, words) in STOPPED {
        assert_eq!(error.to_text(lang).ends_with(words), said);
    }
    assert!(said || !error.to_string().contains("stopped"));
    said
}

#[test]
fn more_problems_than_are_told_say_that_reading_stopped() {
    for many in [1_001, 1_002, 5_000] {
        let error = with_problems(many);
        assert_eq!(error.problems().len(), 1_000);
        assert_eq!(error.problems()[999].path().to_string(), "matters[999]");
        assert!(says_that_reading_stopped(&error), "{many}");
        let json = serde_json::to_value(&error).unwrap();
        assert_eq!(json["problems"].as_array().map(Vec::len), Some(1_000));
        assert_eq!((&json["is_cut_short"], error.is_cut_short()), (&true.into(), true));
    }
}

#[test]
fn where_every_problem_is_told_reading_did_not_stop() {
    for many in [999, 1_000] {
        let error = with_problems(many);
        assert_eq!(error.problems().len(), many);
        assert!(!says_that_reading_stopped(&error), "{many}");
        assert!(error.to_string().ends_with(&format!("; and {} more problems", many - 1)));
    }
}

#[test]
fn what_is_built_says_that_checking_stopped_only_if_a_problem_was_left_out() {
    for (many, is_cut_short) in [(1_000, false), (1_001, true)] {
        let unknown = PartyKey::new("nobody").unwrap();
        let lead = Position::new(unknown, PositionKind::Lead).with_functions([Function::Decide]);
        let mut builder =
            Charter::builder(CharterKey::new("court").unwrap(), Text::new("Court").unwrap());
        for _ in 0..many {
            builder = builder.position(lead.clone());
        }
        let error = builder.build().unwrap_err();
        assert_eq!(error.problems().len(), 1_000);
        assert_eq!(says_that_reading_stopped(&error), is_cut_short);
    }
}

#[test]
fn problems_of_several_kinds_are_told_to_the_last_one_that_fits() {
    // A thousand in one list, and one that is found after it.
    let error = refused(json!({"matters": vec![false; 1_000], "titel": "x"}));
    assert!(says_that_reading_stopped(&error));
    assert_eq!(error.problems().len(), 1_000);
    let error = refused(json!({"matters": vec![false; 999], "titel": "x"}));
    assert!(!says_that_reading_stopped(&error));
    assert_eq!(error.problems().len(), 1_000);
}

#[test]
fn what_unwrap_shows_is_the_text_for_people() {
    let error = refused(json!({"version": 0, "titel": "x"}));
    assert_eq!(format!("{error:?}\n"), error.to_text(Lang::En));
    assert!(format!("{error:?}").contains("\n    did you mean \"title\"?"), "{error:?}");
    let nested = format!("{:?}", Err::<(), _>(error));
    assert!(nested.contains("version (line 1"), "{nested}");
}

#[test]
fn a_bad_language_tag_is_told_the_right_one() {
    let tagged = |tag: &str| refused(json!({"description": {tag: "East Court"}}));
    check(
        &tagged("EN"),
        ["invalid-text", "description.EN"],
        ["not a text: a language is named by a tag such as \"en\" or \"zh\"", "write `en`"],
        ["文本不合要求：语种须以标签表示，如 \"en\" 或 \"zh\"", "请写 en"],
    );
    for (tag, meant) in [("zh_CN", "zh-CN"), ("ZH-Hant", "zh-Hant"), (" en ", "en")] {
        assert_eq!(told(&tagged(tag), Lang::En)[3], format!("write `{meant}`"));
    }
    for tag in ["e n", "e", "英文", "", "-", "en--x"] {
        let help = "write the tag of the language (BCP 47), such as `en`, `zh` or `zh-Hant`";
        assert_eq!(told(&tagged(tag), Lang::En)[3], help, "{tag}");
    }
    let long = refused(json!({"description": "x".repeat(20_001)}));
    assert_eq!(told(&long, Lang::En)[3], "stay within 20000");
}
