//! An error as a whole: that it was cut short, and what `unwrap` shows of it.

use super::*;

fn with_problems(count: usize) -> Invalid {
    refused(json!({"matters": vec![false; count]}))
}

#[test]
fn more_problems_than_are_read_say_that_reading_stopped() {
    for many in [1_000, 1_001, 5_000] {
        let error = with_problems(many);
        assert_eq!(error.problems().len(), 1_000);
        assert!(error.to_string().ends_with("; and 999 more problems, where reading stopped"));
        assert!(
            error
                .to_text(Lang::En)
                .ends_with("\nreading stopped at 1000 problems; mend these, there may be more\n")
        );
        assert!(
            error
                .to_text(Lang::Zh)
                .ends_with("\n发现 1000 个问题后已停止读取；请先修正以上问题，其后可能还有\n")
        );
    }
}

#[test]
fn fewer_problems_do_not_say_that_reading_stopped() {
    let error = with_problems(999);
    assert!(error.to_string().ends_with("; and 998 more problems"));
    assert!(!error.to_text(Lang::En).contains("stopped"));
    assert!(!error.to_text(Lang::Zh).contains("停止"));
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
    assert_eq!(told(&long, Lang::En)[3], "shorten it");
}
