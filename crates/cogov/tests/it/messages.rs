//! What problems say: where, in which words and what to do; and in which order they stand.

mod advice;
mod alternatives;
mod built;
mod many;
mod nearest;
mod numbers;
mod order;
mod syntax;

use cogov::conduct::Contribution;
use cogov::{Charter, Invalid, Lang, Problem, ProblemCode};
use serde_json::{Value, json};

use crate::charter::{document, found, refusal};

fn refused(more: Value) -> Invalid {
    refusal(&document(more).to_string())
}

fn position(more: Value) -> Invalid {
    let mut position = json!({"holder": {"party": "company"}, "kinds": ["lead"],
        "functions": ["implement"]});
    position.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    refused(json!({"positions": [position]}))
}

/// The only problem: its code, its path, and message and help in a language.
fn told(error: &Invalid, lang: Lang) -> [String; 4] {
    let [problem] = error.problems() else { panic!("{}", error.to_text(lang)) };
    let code = problem.code().as_str().to_owned();
    [code, problem.path().to_string(), problem.message(lang), problem.help(lang)]
}

fn check(error: &Invalid, [code, path]: [&str; 2], en: [&str; 2], zh: [&str; 2]) {
    assert_eq!(told(error, Lang::En), [code, path, en[0], en[1]]);
    assert_eq!(told(error, Lang::Zh), [code, path, zh[0], zh[1]]);
}

#[test]
fn lists_with_nothing_in_them_say_that_at_least_one_is_needed() {
    let none =
        ["at least one is needed here, and there is none", "此处至少需要一项，现在一项也没有"];
    check(
        &position(json!({"functions": []})),
        ["empty-list", "positions[0].functions"],
        [none[0], "name at least one function that the position is about"],
        [none[1], "请至少写一项职能，说明职权、职责或禁止所指"],
    );
    check(
        &position(json!({"kinds": ["claim"], "functions": [], "claims": []})),
        ["empty-list", "positions[0].claims"],
        [none[0], "name at least one claim, such as `be_heard`"],
        [none[1], "请至少写一项权利，如 be_heard"],
    );
    check(
        &position(json!({"kinds": []})),
        ["empty-list", "positions[0].kinds"],
        [none[0], "name at least one"],
        [none[1], "请至少写一项"],
    );
    // What can be left out says so.
    check(
        &position(json!({"matters": []})),
        ["empty-list", "positions[0].matters"],
        [none[0], "name at least one, or leave the field out"],
        [none[1], "请至少写一项，或省去该字段"],
    );
}

#[test]
fn a_mark_of_absence_with_other_fields_or_without_its_meaning_says_so() {
    check(
        &position(json!({"within": {"none": true, "days": 3}})),
        ["misplaced-field", "positions[0].within.days"],
        [
            "the field does not belong here: beside `none` there can only be `source`",
            "remove the field, or `none` if there is one after all",
        ],
        ["此处不应有该字段：none 之外只能有`source`", "请删去该字段；如果其实有，请删去 none"],
    );
    check(
        &refused(json!({"seats": [{"none": true, "key": "chair"}]})),
        ["misplaced-field", "seats[0].key"],
        [
            "the field does not belong here: beside `none` there can only be `body`, `represents`, `source`",
            "remove the field, or `none` if there is one after all",
        ],
        [
            "此处不应有该字段：none 之外只能有`body`、`represents`、`source`",
            "请删去该字段；如果其实有，请删去 none",
        ],
    );
    for (error, path) in [
        (position(json!({"within": {"none": false, "days": 3}})), "positions[0].within.none"),
        (refused(json!({"seats": [{"none": false, "key": "chair"}]})), "seats[0].none"),
    ] {
        check(
            &error,
            ["misplaced-field", path],
            [
                "the field does not belong here: `none` is `true` or is left out",
                "remove the field, or write `true` where there is none",
            ],
            [
                "此处不应有该字段：none 只能写 true，否则不写",
                "请删去该字段；如果确实没有，请写 true",
            ],
        );
    }
    // A misspelt field is still met with the right one.
    let misspelt = position(json!({"within": {"none": true, "sorce": "§1"}}));
    assert_eq!(told(&misspelt, Lang::En)[3], "did you mean \"source\"?");
}

#[test]
fn null_is_told_to_be_left_out() {
    check(
        &refused(json!({"description": null})),
        ["wrong-type", "description"],
        [
            "expected a text: a string, or an object such as {\"en\": …, \"zh\": …}, found null",
            "write a text: a string, or an object such as {\"en\": …, \"zh\": …}; what is unstated is left out, and never `null`",
        ],
        [
            "应为文本：字符串，或对象，如 {\"en\": …, \"zh\": …}，实为空值 null",
            "请写文本：字符串，或对象，如 {\"en\": …, \"zh\": …}；未写明的内容请直接省去，不写 null",
        ],
    );
    check(
        &refused(json!({"positions": null})),
        ["wrong-type", "positions"],
        [
            "expected a list, found null",
            "write a list; what is unstated is left out, and never `null`",
        ],
        ["应为列表，实为空值 null", "请写列表；未写明的内容请直接省去，不写 null"],
    );
}

/// A charter in which a boolean stands wherever a record, or whatever else has a name, is expected.
const NOWHERE_WHAT_IS_EXPECTED: &str = r#"{
  "title": false, "version": false, "places": [false], "matters": [false, {"key": false}],
  "parties": [false, {"convener": false, "meets": false, "members": false}], "groups": [false],
  "sectors": [false], "seats": [false, {"term": false}, {"none": true, "source": false}],
  "liaison": [false], "training": [false], "acknowledged": [false], "rules": [false, {
    "quorum": false, "approval": false, "valid": false
  }, {"quorum": {"all": [false]}, "approval": {
    "measure": "heads", "base": "cast", "more_than": false
  }}, {"approval": {"measure": "heads", "base": "cast", "more_than": [1]}}],
  "intake": {"channels": [false], "accept_within": false, "answer_within": {"days": false}},
  "incentives": {"points": [false], "honours": [false]},
  "calendar": {"offsets": [false], "weekend": {"none": false}},
  "positions": [false, {"prior_study": null}],
  "triage": {"scales": [false], "rows": [false, {"when": false}, {
    "when": {"urgency": false}, "route": false
  }]},
  "agenda": false,
  "procedures": [false, {"steps": [false, {"after": [false], "then": [false], "includes": [false],
    "absorbed_by": false, "rules": [false]}]}],
  "conduct": [false, {"contributions": [false], "attendance": [false], "leave": [false],
    "requirements": [false], "points": {"accounts": [false], "items": [false, {
      "sharing": false, "points": [1]
    }], "bands": [false], "base": false}, "ladder": [false, {"heard": false, "triggers": [false]}]}]
}"#;

#[test]
fn what_is_expected_is_named_in_chinese_as_in_english() {
    let [document, contribution, awarded] = [
        Charter::from_json(NOWHERE_WHAT_IS_EXPECTED).map(|_| ()),
        Contribution::list_from_json("[false]").map(|_| ()),
        Contribution::list_from_json(r#"[{"kind": "a", "on": "2026-01-01", "author": false}]"#)
            .map(|_| ()),
    ]
    .map(Result::unwrap_err);
    let outermost = ["false", "null", "[]", "1", "1.5", "\"\""].map(refusal);
    let wrong = |error: &Invalid| -> Vec<String> {
        let wrong = error.problems().iter().filter(|one| one.code() == ProblemCode::WrongType);
        let line = |one: &Problem| {
            let [en, zh] = [Lang::En, Lang::Zh].map(|lang| one.message(lang));
            format!("{}\n  {en}\n  {zh}", one.path())
        };
        wrong.map(line).collect()
    };
    let errors = [document, contribution, awarded].into_iter().chain(outermost);
    let lines: Vec<String> = errors.flat_map(|error| wrong(&error)).collect();
    insta::assert_snapshot!("wrong_type", lines.join("\n"));
}

#[test]
fn of_two_alternatives_at_once_the_later_one_is_told() {
    let both = |a: &str, b: &str| {
        (
            format!("the field does not belong here: only one of `{a}` and `{b}` can stand here"),
            format!("此处不应有该字段：`{a}`、`{b}`只能写其中之一"),
        )
    };
    let quorum = |quorum: Value| {
        refused(
            json!({"rules": [{"key": "r", "name": "R", "approval": "consensus", "quorum": quorum}]}),
        )
    };
    let share = json!({"measure": "heads", "count": "present", "base": "entitled",
        "at_least": [1, 2]});
    let mut two = share.clone();
    two["more_than"] = json!([1, 3]);
    let cases = [
        (
            position(json!({"within": {"days": 3, "working_days": 2}})),
            "positions[0].within.working_days",
            both("days", "working_days"),
        ),
        (quorum(two), "rules[0].quorum.more_than", both("at_least", "more_than")),
        (
            quorum(json!({"all": [share], "any": [share]})),
            "rules[0].quorum.any",
            both("all", "any"),
        ),
    ];
    for (error, path, (en, zh)) in &cases {
        check(error, ["misplaced-field", path], [en, "keep one of them"], [zh, "请只保留一个"]);
    }
    let holder = position(json!({"holder": {"party": "company", "seat": "chair"}}));
    assert_eq!(told(&holder, Lang::En)[..2], ["misplaced-field", "positions[0].holder.seat"]);
}

#[test]
fn a_bar_beside_other_kinds_is_told_to_stand_by_itself() {
    check(
        &position(json!({"kinds": ["lead", "bar"]})),
        ["misplaced-field", "positions[0].kinds[1]"],
        [
            "the field does not belong here: a bar stands by itself, since it says what the holder may not do",
            "give the bar a position of its own, or remove it",
        ],
        ["此处不应有该字段：“禁止”是不得做，须单独列出", "请把“禁止”另列为一项职权职责，或删去"],
    );
}

#[test]
fn a_threshold_or_a_term_that_is_missing_names_every_way_to_write_it() {
    let approval = json!({"measure": "heads", "base": "cast"});
    check(
        &refused(json!({"rules": [{"key": "r", "name": "R", "approval": approval}]})),
        ["missing-field", "rules[0].approval.at_least"],
        ["the field is missing, and so is `more_than`", "add `at_least` or `more_than`"],
        ["缺少此字段，也没有 `more_than`", "请补上 `at_least` 或 `more_than`"],
    );
    check(
        &position(json!({"within": {}})),
        ["missing-field", "positions[0].within.days"],
        ["the field is missing, and so is `working_days`", "add `days` or `working_days`"],
        ["缺少此字段，也没有 `working_days`", "请补上 `days` 或 `working_days`"],
    );
    let plain = refused(json!({"matters": [{"key": "parking"}]}));
    let text = "add `name`: a text, as a string or by language: {\"en\": …, \"zh\": …}";
    assert_eq!(told(&plain, Lang::En)[2..], ["the field is missing", text]);
}

#[test]
fn a_required_field_that_is_misspelt_is_told_once_by_the_name_that_it_has() {
    let misspelt = refused(json!({"parties": [{"key": "p", "nmae": "P", "kind": "other"}]}));
    check(
        &misspelt,
        ["unknown-field", "parties[0].nmae"],
        ["\"nmae\" is not a field here", "did you mean \"name\"?"],
        ["“nmae”不是此处的字段", "是否应为“name”？"],
    );
    // Where one of several is needed, and where another field decides what is needed.
    let approval = |approval: Value| {
        refused(json!({"rules": [{"key": "r", "name": "R", "approval": approval}]}))
    };
    let row = |route: Value| refused(json!({"triage": {"rows": [{"route": route}]}}));
    let trigger = |trigger: Value| {
        let rung = json!({"sanction": "talk", "triggers": [trigger]});
        refused(json!({"conduct": [{"key": "c", "name": "C",
            "contributions": [{"key": "plenary", "name": "Plenary"}], "ladder": [rung]}]}))
    };
    for (error, path) in [
        (
            trigger(json!({"at_leest": 3, "within": "year"})),
            "conduct[0].ladder[0].triggers[0].at_leest",
        ),
        (
            approval(json!({"measure": "heads", "base": "cast", "atleast": [1, 2]})),
            "rules[0].approval.atleast",
        ),
        (
            approval(json!({"measure": "heads", "base": "cast", "morethan": [1, 2]})),
            "rules[0].approval.morethan",
        ),
        (approval(json!({"anny": ["consensus"]})), "rules[0].approval.anny"),
        (row(json!({"too": "settle"})), "triage.rows[0].route.too"),
        (row(json!({"to": "consult", "procedur": "four"})), "triage.rows[0].route.procedur"),
    ] {
        assert_eq!(told(&error, Lang::En)[..2], ["unknown-field", path]);
    }
    // With nothing misspelt in it, it is none of those that there are.
    let none = trigger(json!({"within": "year"}));
    assert_eq!(told(&none, Lang::En)[0], "wrong-type");
}

#[test]
fn a_required_field_is_missed_where_no_misspelt_one_is_meant_to_be_it() {
    // One that is like no field, one that is like a field that is there, and one elsewhere.
    for (party, unknown) in [
        (json!({"key": "p", "colour": "red", "kind": "other"}), "parties[0].colour"),
        (json!({"key": "p", "kinds": "x", "kind": "other"}), "parties[0].kinds"),
    ] {
        let error = refused(json!({"parties": [party]}));
        let expected = [("missing-field", "parties[0].name"), ("unknown-field", unknown)];
        assert_eq!(found(error.problems()), expected.map(|(code, path)| (code, path.to_owned())));
    }
    let two = refused(json!({"parties": [
        {"key": "p", "nmae": "P", "kind": "other"},
        {"key": "q", "kind": "other"},
    ]}));
    let expected = [("unknown-field", "parties[0].nmae"), ("missing-field", "parties[1].name")];
    assert_eq!(found(two.problems()), expected.map(|(code, path)| (code, path.to_owned())));
    // Both of two that are missing, though only one is misspelt.
    let both = refused(json!({"parties": [{"nmae": "P", "kind": "other"}]}));
    let expected = [("missing-field", "parties[0].key"), ("unknown-field", "parties[0].nmae")];
    assert_eq!(found(both.problems()), expected.map(|(code, path)| (code, path.to_owned())));
}

#[test]
fn of_very_many_misspelt_fields_none_is_passed_over() {
    // Only the first few are met with the right name; the others are told with what they lack.
    let parties: Vec<Value> =
        (0..60).map(|i| json!({"key": format!("p-{i}"), "nmae": "P", "kind": "other"})).collect();
    let error = refused(json!({"parties": parties}));
    let of = |code: &str| {
        error.problems().iter().filter(|problem| problem.code().as_str() == code).count()
    };
    assert_eq!((of("unknown-field"), of("missing-field")), (60, 10));
}

#[test]
fn a_help_of_its_own_is_no_detail() {
    let error = position(json!({"kinds": []}));
    assert_eq!(error.first().details().count(), 0);
    let json = serde_json::to_value(error.first()).unwrap();
    assert_eq!(json["details"], json!({}));
    assert_eq!(json["help"], json!({"en": "name at least one", "zh": "请至少写一项"}));
}

#[test]
fn levels_with_a_misspelt_or_unknown_bound_are_one_problem() {
    let levels = |levels: Value| {
        let scale = json!({"dimension": "severity", "levels": ["low", "high"]});
        let row = json!({"when": {"severity": levels}, "route": {"to": "settle"}});
        let rest = json!({"route": {"to": "settle"}});
        refused(json!({"triage": {"scales": [scale], "rows": [row, rest]}}))
    };
    let at = |path: &str| format!("triage.rows[0].when.severity{path}");
    for (value, code, path) in [
        (json!({"at_least": "low", "foo": "high"}), "unknown-field", ".foo"),
        (json!({"at_leest": "low"}), "unknown-field", ".at_leest"),
        (json!({"at_least": "low", "at_most": "high"}), "misplaced-field", ".at_most"),
        (json!({}), "missing-field", ".at_least"),
        (json!("low"), "wrong-type", ""),
    ] {
        let told = told(&levels(value), Lang::En);
        assert_eq!([&told[0], &told[1]], [code, at(path).as_str()]);
    }
}

#[test]
fn a_bar_of_a_function_together_with_itself_is_refused() {
    let bar = |with: &str| {
        let fields = json!({"kinds": ["bar"], "functions": ["decide", "plan"],
            "together_with": with});
        let mut position = json!({"holder": {"party": "company"}});
        position.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        document(json!({"positions": [position]})).to_string()
    };
    let [code, path, message, _] = told(&refusal(&bar("plan")), Lang::En);
    assert_eq!([code, path], ["misplaced-field", "positions[0].together_with"]);
    assert!(message.contains("not with itself"), "{message}");
    assert!(Charter::from_json(&bar("implement")).is_ok());
}

#[test]
fn a_topic_that_says_one_dimension_twice_is_refused() {
    let topic = |text: &str| serde_json::from_str::<cogov::Topic>(text);
    assert!(topic(r#"{"severity":"low","urgency":"high"}"#).is_ok());
    for (text, words) in [
        (r#"{"severity":"low","severity":"high"}"#, "stands more than once"),
        (r#"{"severty":"low"}"#, "severty"),
        (r#"{"severity":1}"#, "expected"),
    ] {
        let error = topic(text).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}
