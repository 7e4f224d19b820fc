//! Values that stand alone: read and written by serde, and what is wrong with them.

mod alike;
mod edges;

use std::cmp::Ordering;

use cogov::conduct::{Authorship, Points, Window};
use cogov::decision::{Approval, Base, Measure, Quorum, Threshold, Turnout};
use cogov::time::{Count, Offset};
use cogov::triage::{Dimension, Levels};
use cogov::values::{LevelKey, Listed};
use cogov::{
    Calendar, Charter, Date, Fraction, Function, Holder, Instant, Lang, PartyKey, Position,
    Problem, ProblemCode, Stated, Term, Text, Topic, Validity,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn returns<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
    // Not only from text: a map of values is how bindings hand it over.
    let value_of = serde_json::to_value(value).unwrap();
    assert_eq!(&serde_json::from_value::<T>(value_of).unwrap(), value, "{text}");
}

#[test]
fn what_is_written_by_serde_is_read_back_the_same() {
    returns(&PartyKey::new("owners-committee").unwrap());
    returns(&Text::bilingual("Lamps", "路灯").unwrap());
    returns(&Fraction::new(2, 4).unwrap());
    returns(&"2024-02-29".parse::<Date>().unwrap());
    let leap_second = "2024-02-29T23:59:60+08:00".parse::<Instant>();
    assert_eq!(leap_second.unwrap_err().code(), ProblemCode::InvalidInstant);
    returns(&"2024-02-29T23:59:59.000000001+08:00".parse::<Instant>().unwrap());
    returns(&"-03:30".parse::<Offset>().unwrap());
    returns(&Term::working_days(5).unwrap());
    returns(&Count::new(100).unwrap());
    returns(&Points::new(-10, 3).unwrap());
    returns(&Authorship::new(2, 3).unwrap());
    returns(&Function::Supervise);
    returns(&ProblemCode::DeadStep);
    returns(&Levels::AtLeast(LevelKey::new("high").unwrap()));
    returns(&Topic::new().with(Dimension::Urgency, LevelKey::new("now").unwrap()));
    returns(&Validity::new().with_from(Date::new(2026, 1, 1).unwrap()));
    let half = Threshold::MORE_THAN_HALF;
    returns(&Quorum::share(Measure::Weight, Turnout::Participating, Base::Entitled, half).unwrap());
    returns(&Approval::Consensus);
    returns(&Stated::Given(Term::days(1).unwrap()));
    returns(&Stated::<Term>::absent());
    returns(&Listed::<Position, cogov::position::AbsentPosition>::Given(
        Position::new(Holder::Anyone, cogov::position::PositionKind::Power)
            .with_functions([Function::Receive]),
    ));
    returns(&Charter::builtin("cuizhuyuan-found").unwrap());
}

#[test]
fn serde_refuses_a_value_with_the_words_of_its_problem() {
    let said = |error: serde_json::Error| error.to_string();
    assert_eq!(
        said(serde_json::from_str::<Fraction>("[1, 0]").unwrap_err()),
        "not a fraction: the denominator is zero"
    );
    assert_eq!(
        said(serde_json::from_str::<Validity>(r#"{"form": "2026-01-01"}"#).unwrap_err()),
        "form: \"form\" is not a field here"
    );
    assert_eq!(
        said(serde_json::from_str::<Date>("\"2023-02-29\"").unwrap_err()),
        "\"2023-02-29\" is not a date"
    );
    assert!(serde_json::from_str::<ProblemCode>("\"dead-stop\"").is_err());
    assert!(serde_json::from_str::<Topic>(r#"{"urgency": "Now"}"#).is_err());
}

/// A value, what is wrong with it, and where, as its constructor says it.
fn problem_of<T: std::fmt::Debug>(made: Result<T, Problem>) -> (&'static str, String, String) {
    let problem = made.unwrap_err();
    assert_eq!(problem.path().to_string(), "", "a value that stands alone has no path");
    assert_eq!(problem.location(), None);
    assert_ne!(problem.help(Lang::En), problem.help(Lang::Zh));
    (problem.code().as_str(), problem.message(Lang::En), problem.message(Lang::Zh))
}

#[test]
fn a_constructor_refuses_with_the_code_that_reading_gives() {
    assert_eq!(
        problem_of("Item 1".parse::<PartyKey>()),
        (
            "invalid-key",
            "\"Item 1\" is not a key: it does not begin with a letter from a to z".to_owned(),
            "“Item 1”不是合法的键：不以 a 至 z 的字母开头".to_owned()
        )
    );
    let codes = [
        problem_of(Text::new(" ")).0,
        problem_of(Fraction::new(1, 0)).0,
        problem_of(Fraction::new(1 << 53, 1)).0,
        problem_of("2026-13-01".parse::<Date>()).0,
        problem_of("now".parse::<Instant>()).0,
        problem_of("+8".parse::<Offset>()).0,
        problem_of(Term::days(0)).0,
        problem_of(Term::days(36_601)).0,
        problem_of(Count::new(101)).0,
        problem_of(Points::new(1, 0)).0,
        problem_of(Authorship::new(0, 3)).0,
        problem_of(Authorship::new(4, 3)).0,
        problem_of(Threshold::at_least(0, 1)).0,
        problem_of(Threshold::more_than(1, 1)).0,
        problem_of(Quorum::all([])).0,
        problem_of(Window::new(Date::MAX, Date::MAX)).0,
        problem_of("sing".parse::<Function>()).0,
        problem_of("no-such-code".parse::<ProblemCode>()).0,
    ];
    assert_eq!(
        codes,
        [
            "invalid-text",
            "invalid-fraction",
            "invalid-fraction",
            "invalid-date",
            "invalid-instant",
            "invalid-offset",
            "zero-number",
            "bound-exceeded",
            "bound-exceeded",
            "invalid-fraction",
            "zero-number",
            "unknown-value",
            "idle-threshold",
            "impossible-threshold",
            "empty-list",
            "empty-interval",
            "unknown-value",
            "unknown-value",
        ]
    );
}

#[test]
fn one_two_and_three_problems_are_told_in_good_grammar() {
    let said = |text: &str| Charter::from_json(text).unwrap_err().to_string();
    let whole = r#"{"format": "cogov/1", "key": "x", "version": 1, "title": "X""#;
    assert_eq!(
        said(&format!("{whole}, \"a\": 1}}")),
        "a (line 1, column 68): \"a\" is not a field here"
    );
    assert!(said(&format!("{whole}, \"a\": 1, \"b\": 2}}")).ends_with("; and 1 more problem"));
    assert!(
        said(&format!("{whole}, \"a\": 1, \"b\": 2, \"c\": 3}}"))
            .ends_with("; and 2 more problems")
    );
}

#[test]
fn all_problems_with_their_helps_are_printed_for_people() {
    let error = Charter::from_json("{\n  \"format\": \"cogov/1\", \"key\": \"院\",\n  \"title\": \"东院\", \"calender\": {}\n}")
        .unwrap_err();
    insta::assert_snapshot!("invalid_en", error.to_text(Lang::En));
    insta::assert_snapshot!("invalid_zh", error.to_text(Lang::Zh));
    let json = serde_json::to_value(&error).unwrap();
    assert_eq!(json["problems"].as_array().map(Vec::len), Some(error.problems().len()));
    assert_eq!(json["is_cut_short"], false);
    let first = error.first();
    assert_eq!(json["problems"][0]["code"], first.code().as_str());
    for lang in Lang::ALL {
        assert_eq!(json["problems"][0]["message"][lang.tag()], first.message(lang));
        assert_eq!(json["problems"][0]["help"][lang.tag()], first.help(lang));
    }
}

#[test]
fn a_method_of_one_value_sets_it_and_a_method_of_a_list_adds_to_it() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let calendar = Calendar::new()
        .with_holidays([day("2026-01-01")])
        .with_holidays(Some(day("2026-10-01")))
        .with_holidays(None::<Date>)
        .with_source(Text::new("first").unwrap())
        .with_source(Text::new("second").unwrap());
    assert_eq!(calendar.holidays(), [day("2026-01-01"), day("2026-10-01")]);
    assert_eq!(calendar.source().unwrap().to_string(), "second");
}

#[test]
fn a_text_is_the_same_in_whatever_order_its_languages_were_given() {
    let read = |json: &str| serde_json::from_str::<Text>(json).expect("a text");
    let both = Text::bilingual("Parking", "停车").expect("a text");
    let same = [
        read(r#"{"en": "Parking", "zh": "停车"}"#),
        read(r#"{"zh": "停车", "en": "Parking"}"#),
        Text::new("Parking").and_then(|t| t.in_lang("zh", "停车")).expect("a text"),
        read(r#"{"zh": "停车"}"#).in_lang("en", "Parking").expect("a text"),
        both.clone().in_lang("zh", "场地").and_then(|t| t.in_lang("zh", "停车")).expect("a text"),
    ];
    for text in same {
        assert_eq!(text, both);
        assert_eq!(text.cmp(&both), Ordering::Equal);
        assert_eq!(serde_json::to_string(&text).unwrap(), r#"{"en":"Parking","zh":"停车"}"#);
    }
    let three = both.clone().in_lang("fr", "Parc").expect("a text");
    assert_eq!(
        serde_json::to_string(&three).unwrap(),
        r#"{"en":"Parking","fr":"Parc","zh":"停车"}"#
    );
    assert_ne!(three, both);
}

#[test]
fn a_text_has_as_many_languages_as_can_be_read_back_and_no_more() {
    let tag = |n: u32| format!("x{}", char::from_u32(u32::from('a') + n).unwrap());
    let with = |many: u32| {
        (0..many).try_fold(Text::new("Parking").unwrap(), |text, n| text.in_lang(&tag(n), "停车"))
    };
    // The first string stays as its English.
    let most = with(26).and_then(|text| {
        ["de", "fr", "it", "ja", "zh"].iter().try_fold(text, |text, tag| text.in_lang(tag, "P"))
    });
    let most = most.unwrap();
    assert_eq!(most.languages().count(), 32);
    returns(&most);
    returns(&most.clone().in_lang("zh", "停车").unwrap());
    let error = most.in_lang("ko", "P").unwrap_err();
    assert_eq!(error.code(), ProblemCode::BoundExceeded);
    assert_eq!(error.message(Lang::En), "the number of languages of a text is 33, more than 32");
}

#[test]
fn a_wording_is_found_by_its_own_tag_only() {
    let text = Text::bilingual("Parking", "停车").unwrap().in_lang("zh-Hant", "停車").unwrap();
    assert_eq!((text.get_tag("zh-hant"), text.get_tag("zh")), (Some("停車"), Some("停车")));
    assert_eq!((text.get_tag("zh-CN"), text.get_tag(""), text.get_tag("z")), (None, None, None));
    assert_eq!(Text::new("Parking").unwrap().get_tag("en"), None);
}

#[test]
fn a_position_has_at_least_one_kind() {
    use cogov::position::{PositionKind, PositionKinds};

    let all = PositionKinds::new(PositionKind::ALL).unwrap();
    assert_eq!(all, <[PositionKind; 6]>::try_from(PositionKind::ALL).unwrap().into());
    assert!(all.iter().eq(&all) && all.iter().eq(all.as_slice()));
    returns(&all);
    assert_eq!(PositionKinds::new::<PositionKind>([]).unwrap_err().code(), ProblemCode::EmptyList);
    let read = serde_json::from_str::<PositionKinds>("[]");
    assert_eq!(read.unwrap_err().to_string(), "at least one is needed here, and there is none");
}

#[test]
fn short_values_keep_to_a_width_as_words_do() {
    let zero =
        Charter::from_json(r#"{"format": "cogov/1", "key": "x", "version": 0, "title": "X"}"#)
            .unwrap_err();
    let columns = [
        format!("{:>12}|", "2026-01-31".parse::<Date>().unwrap()),
        format!("{:*^7}|", Fraction::TWO_THIRDS),
        format!("{:<8}|", "+08:00".parse::<Offset>().unwrap()),
        format!("{:>21}|", "2026-01-31T09:30:00Z".parse::<Instant>().unwrap()),
        format!("{:>5}|{:<5}|", Points::new(-5, 2).unwrap(), Points::from(7)),
        format!("{:>16}|", Term::working_days(5).unwrap()),
        format!("{:>10}|", Text::new("停车").unwrap()),
        format!("{:>10}|", cogov::procedure::StepIndex::new(3).unwrap()),
        format!("{:>10}|", Threshold::AT_LEAST_HALF),
        format!("{:>9}|", zero.first().path()),
        format!("{:>9}|", Function::Decide),
    ];
    assert_eq!(
        columns.join("\n"),
        "  2026-01-31|\n\
         **2/3**|\n\
         +08:00  |\n \
         2026-01-31T09:30:00Z|\n \
         -2.5|7    |\n  \
         5 working days|\n        \
         停车|\n         \
         3|\n\
         at least 1/2|\n  \
         version|\n   \
         decide|"
    );
}

#[test]
fn texts_are_ordered_by_their_languages_and_words_those_for_everybody_first() {
    let sorted = [
        r#""Z""#,
        r#"{"de": "Z"}"#,
        r#"{"en": "A"}"#,
        r#"{"en": "A", "fr": "A", "zh": "A"}"#,
        r#"{"en": "A", "zh": "B"}"#,
        r#"{"en": "A", "zh": "B", "zh-TW": "A"}"#,
        r#"{"en": "AB", "zh": "A"}"#,
        r#"{"zh": "A"}"#,
    ];
    let texts = sorted.map(|json| serde_json::from_str::<Text>(json).expect("a text"));
    assert!(texts.is_sorted_by(|a, b| a < b), "{texts:?}");
}

#[test]
fn the_schema_of_an_editor_is_kept_by_serde_and_is_no_part_of_the_charter() {
    use cogov::{Charter, ProblemCode};
    use serde_json::json;

    let plain = crate::charter::document(json!({}));
    let mut with = plain.clone();
    with["$schema"] = json!("https://example.org/charter.schema.json");
    let (plain, charter) = (crate::charter::load(&plain), crate::charter::load(&with));
    assert_eq!(serde_json::to_value(&charter).unwrap(), with);
    let again: Charter = serde_json::from_value(with.clone()).unwrap();
    assert_eq!(again.schema_reference(), Some("https://example.org/charter.schema.json"));
    let next = again.to_builder().version(1).build().unwrap();
    assert_eq!(next.schema_reference(), again.schema_reference());
    // Equal, of one digest, and no difference.
    assert_eq!(charter, plain);
    assert_eq!((charter.digest(), charter.to_json()), (plain.digest(), plain.to_json()));
    assert!(charter.diff(&plain).is_empty() && plain.schema_reference().is_none());
    let long = json!("x".repeat(20_001));
    for (reference, code) in
        [(json!(1), ProblemCode::WrongType), (long, ProblemCode::BoundExceeded)]
    {
        with["$schema"] = reference;
        let error = Charter::from_json(&with.to_string()).unwrap_err();
        assert_eq!(error.first().code(), code);
        assert_eq!(error.first().path().to_string(), "[\"$schema\"]");
    }
}

#[test]
fn a_language_is_named_by_letters_and_capitals_make_no_other_language() {
    let refused = |json: &str| serde_json::from_str::<Text>(json).unwrap_err().to_string();
    for tag in
        ["en1", "e", "1en", "en-", "en_US", "EN", "eN-US", "x-", "abcd", "sealed", "english-US"]
    {
        refused(&format!(r#"{{"{tag}": "x"}}"#));
    }
    for tag in ["en-1", "zh-Hans-CN", "cdo", "en-abcdefgh", "zh-HANS"] {
        assert!(serde_json::from_str::<Text>(&format!(r#"{{"{tag}": "x"}}"#)).is_ok(), "{tag}");
    }
    let twice = refused(r#"{"zh-CN": "停车", "zh-cn": "场地"}"#);
    assert!(twice.contains("\"zh-CN\" names the same language"), "{twice}");
    // Said again in code, it takes the place of what was said.
    let text = Text::new("Parking").and_then(|t| t.in_lang("zh-CN", "停车"));
    let text = text.and_then(|t| t.in_lang("zh-cn", "场地")).expect("a text");
    assert_eq!(serde_json::to_string(&text).unwrap(), r#"{"en":"Parking","zh-cn":"场地"}"#);
}

/// As `serde_json` gives it where somebody else in the program asks for its `arbitrary_precision`.
#[test]
fn a_number_that_is_given_as_it_is_written_is_refused_as_that_number() {
    let count = |json: &str| serde_json::from_str::<Count>(json).unwrap_err();
    for number in ["1.0", "1.5", "-0", "1e3", "1e999", "18446744073709551616"] {
        let given = format!(r#"{{"$serde_json::private::Number":"{number}"}}"#);
        let error = serde_json::from_str::<Count>(&given).unwrap_err().to_string();
        assert!(!error.contains("object"), "{error}");
        if number != "1e999" {
            let plain = count(number).to_string();
            assert_eq!(error.split(" at line").next(), plain.split(" at line").next());
        }
    }
    // With anything beside it, it is an object.
    let object = count(r#"{"$serde_json::private::Number":"1.0","x":"y"}"#).to_string();
    assert!(object.contains("object"), "{object}");
}
