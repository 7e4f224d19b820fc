//! Words, JSON, and what is refused when it is read.

use cogov::conduct::{Account, Contribution, Mark, PointsTable, assess};
use cogov::values::AccountKey;
use cogov::{ConductPolicy, Lang, ProblemCode, Text, Validity};

use super::{bonus, builtin, codes, day, in_2024, joint, one, table_policy, year_2024};

#[test]
fn a_standing_explains_itself_in_english_and_chinese() {
    let list = [
        one("plenary", "2024-01-10", Mark::Unexcused),
        bonus("2024-02-02", "15/2"),
        one("plenary", "2025-01-10", Mark::Unexcused),
    ];
    let standing = in_2024("jinan-2015", &list);
    let english = standing.describe(Lang::En);
    let expected = "\
Members' conduct, Jinan 2015: from 2024-01-01, before 2025-01-01
counted: from 2024-01-01, before 2025-01-01
base: 0
Base: 70 +0 -30 = 40
Bonus: 0 +7.5 -0 = 7.5
  #0 2024-01-10 plenary (unexcused absence): -30 [as the table says]
  #1 2024-02-02 bonus (awarded): 7.5 [as awarded]
total: 47.5
not met: one plenary: 0 of 1
not met: one proposal or report: 0 of 1
not met: one inspection: 0 of 1
due: talk
  fewer than 60 points; found 47.5 points, from 2024-01-01, before 2025-01-01
not judged: fewer than 60 points, 2 years running: too few whole years lie in the window
not counted:
  outside the window: 1 (#2)
";
    assert_eq!(english, expected);
    assert_eq!(standing.to_string(), english);
    let chinese = standing.describe(Lang::Zh);
    for words in ["总分：47.5", "应予：约谈", "不足60分；实为47.5分", "在考核期外：1条（#2）"]
    {
        assert!(chinese.contains(words), "{words} in {chinese}");
    }
    let table = standing.table(Lang::En);
    assert!(table.contains("| Base | 70 | 0 | -30 | 40 | 40 |"), "{table}");
    assert!(in_2024("xuanwei", &list[..1]).table(Lang::Zh).is_empty());
}

#[test]
fn a_standing_is_written_as_json_with_everything_that_it_rests_on() {
    let list = [joint("proposal", Mark::Submitted, 2, 3)];
    let json: serde_json::Value = serde_json::to_value(in_2024("tongcheng-2019", &list)).unwrap();
    let assessed = &json["result"]["assessed"];
    assert_eq!(assessed["score"]["total"], serde_json::json!([5, 2]));
    assert_eq!(assessed["score"]["lines"][0]["contribution"], 0);
    assert_eq!(assessed["score"]["lines"][0]["author"], serde_json::json!([2, 3]));
    assert_eq!(json["window"]["until"], "2025-01-01");
    let refused = assess(
        &builtin("xuanwei"),
        &[],
        year_2024().with_seat_held(Validity::new().with_from(day("2024-06-01"))),
    );
    let json = serde_json::to_value(refused).unwrap();
    assert_eq!(json["result"]["not_assessed"]["seat_not_held_throughout"]["from"], "2024-06-01");
}

#[test]
fn lists_of_contributions_are_read_with_every_problem_at_its_place() {
    let list = Contribution::list_from_json(
        r#"[{"kind": "bonus", "on": "2024-02-29", "mark": "awarded", "points": [15, 2], "note": "表扬"}]"#,
    )
    .unwrap();
    assert_eq!(list, [bonus("2024-02-29", "15/2").with_note(Text::new("表扬").unwrap())]);
    assert!(Contribution::list_from_json("[]").unwrap().is_empty());
    let bad = "[{\"kind\": \"p\", \"on\": \"2023-02-29\", \"mark\": \"absent\", \"author\": [4, 3]},\n{\"kind\": \"p\", \"on\": \"2024-01-01\", \"mark\": \"leave\", \"points\": [1, 0], \"author\": [0, 1]}]";
    let error = Contribution::list_from_json(bad).unwrap_err();
    let found: Vec<_> =
        error.problems().iter().map(|one| (one.code().as_str(), one.path().to_string())).collect();
    let expected = [
        ("invalid-date", "[0].on"),
        ("unknown-value", "[0].mark"),
        ("unknown-value", "[0].author[0]"),
        ("invalid-fraction", "[1].points"),
        ("zero-number", "[1].author[0]"),
    ];
    assert_eq!(found, expected.map(|(code, path)| (code, path.to_owned())));
    assert_eq!(error.problems()[4].location().unwrap().line(), 2);
    let syntax = Contribution::list_from_json("[{]").unwrap_err();
    assert_eq!(syntax.problems()[0].code(), ProblemCode::Syntax);
    // Columns are counted in characters: after the two of 委员, the bracket is the tenth.
    let chinese = ConductPolicy::from_json(r#"{"委员": 1 ]"#).unwrap_err();
    assert_eq!(chinese.problems()[0].location().unwrap().column(), 10);
    let deep = ConductPolicy::from_json(&"[".repeat(100)).unwrap_err();
    assert_eq!(deep.problems()[0].code(), ProblemCode::BoundExceeded);
    assert_eq!(
        Contribution::list_from_json("{}").unwrap_err().problems()[0].code(),
        ProblemCode::WrongType
    );
}

#[test]
fn an_inconsistent_policy_is_refused_with_every_problem_at_its_place() {
    let json = r#"{
        "key": "k", "name": "K",
        "attendance": [],
        "leave": [{"kinds": ["plenry"]}],
        "points": {
            "base": 130, "cap": 120, "floor": 0, "pass": 121,
            "accounts": [
                {"key": "a", "name": "A", "cap": 1, "floor": 2},
                {"key": "a", "name": "A", "start": -1, "floor": 0}
            ],
            "items": [
                {"kind": "plenary", "mark": "leave", "points": 1, "account": "b"},
                {"kind": "plenary", "mark": "leave", "points": 2, "sharing": {"first": [3, 2]}},
                {"kind": "plenary", "mark": "leave", "points": 2, "role": "member", "most_authors": 0}
            ],
            "bands": [
                {"key": "x", "name": "X", "from": 121},
                {"key": "y", "name": "Y", "from": 60},
                {"key": "x", "name": "Z", "from": 60},
                {"key": "z", "name": "Z", "from": 70}
            ]
        },
        "ladder": [
            {"sanction": "not_renominate", "triggers": [{"unmet_requirements": true}]},
            {"sanction": "talk", "triggers": []},
            {"sanction": "remind", "triggers": [
                {"below_points": 0},
                {"at_least": 0, "within": "year", "kinds": []},
                {"fewer_than": 0, "within": "year", "kinds": ["plenary", "plenary"], "marks": ["leave", "leave"]}
            ]}
        ],
        "contributions": [{"key": "plenary", "name": "P"}, {"key": "plenary", "name": "P"}]
    }"#;
    let expected = [
        ("empty-list", "attendance"),
        ("unknown-key", "leave[0].kinds[0]"),
        ("misordered-table", "points.base"),
        ("impossible-threshold", "points.pass"),
        ("misordered-table", "points.accounts[0].cap"),
        ("duplicate-key", "points.accounts[1].key"),
        ("misordered-table", "points.accounts[1].start"),
        ("unknown-key", "points.items[0].account"),
        ("duplicate-entry", "points.items[1]"),
        ("misordered-table", "points.items[1].sharing"),
        ("zero-number", "points.items[2].most_authors"),
        ("impossible-threshold", "points.bands[0].from"),
        ("duplicate-key", "points.bands[2].key"),
        ("misordered-table", "points.bands[2].from"),
        ("misordered-table", "points.bands[3].from"),
        ("misplaced-field", "ladder[0].triggers[0]"),
        ("empty-list", "ladder[1].triggers"),
        ("misordered-table", "ladder[2].sanction"),
        ("impossible-threshold", "ladder[2].triggers[0].below_points"),
        ("idle-threshold", "ladder[2].triggers[1].at_least"),
        ("empty-list", "ladder[2].triggers[1].kinds"),
        ("impossible-threshold", "ladder[2].triggers[2].fewer_than"),
        ("duplicate-entry", "ladder[2].triggers[2].kinds[1]"),
        ("duplicate-entry", "ladder[2].triggers[2].marks[1]"),
        ("duplicate-key", "contributions[1].key"),
    ];
    let found: Vec<_> = codes(json).into_iter().map(|(code, path)| (code.as_str(), path)).collect();
    assert_eq!(found, expected.map(|(code, path)| (code, path.to_owned())));
}

#[test]
fn a_trigger_on_points_needs_a_points_table_and_an_unknown_trigger_is_refused() {
    let with = |trigger: &str| {
        codes(&format!(
            r#"{{"key": "k", "name": "K", "ladder": [{{"sanction": "talk", "triggers": [{trigger}]}}]}}"#
        ))
    };
    let path = "ladder[0].triggers[0]".to_owned();
    assert_eq!(with(r#"{"below_points": 60}"#), [(ProblemCode::MisplacedField, path.clone())]);
    assert_eq!(with(r#"{"more_than": 60}"#), [(ProblemCode::WrongType, path)]);
}

#[test]
fn the_unstated_and_the_absent_stay_apart_in_a_policy() {
    let policy = ConductPolicy::from_json(
        r#"{"key": "k", "name": "K", "ladder": {"none": true, "source": "no ladder"}}"#,
    )
    .unwrap();
    assert!(policy.ladder().is_absent() && policy.leave().is_unstated());
    let standing = assess(&policy, &[], year_2024());
    assert!(standing.due().is_none() && standing.total().is_none());
}

#[test]
fn names_in_a_table_cannot_make_up_cells_rows_html_or_markdown() {
    let name = Text::new("a|b <img src=x> [c](d) `e`").unwrap();
    let account = Account::new("a".parse::<AccountKey>().unwrap(), name);
    let policy = table_policy(PointsTable::new().with_accounts([account]));
    let table = assess(&policy, &[], year_2024()).table(Lang::En);
    let row = table.lines().find(|line| line.contains("img")).unwrap();
    assert_eq!(row, r"| a\|b &lt;img src=x&gt; \[c\](d) \`e\` | 0 | 0 | 0 | 0 | 0 |");
}

#[test]
fn a_place_after_the_last_author_is_told_which_places_there_are() {
    let bad = r#"[{"kind": "p", "on": "2024-01-01", "mark": "filed", "author": [4, 3]}]"#;
    let error = Contribution::list_from_json(bad).unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    assert_eq!(problem.message(Lang::En), "\"4\" is not one of the values here");
    assert_eq!(problem.help(Lang::En), "use one of: 1 to 3");
    assert_eq!(problem.help(Lang::Zh), "可用的值：1 至 3");
}

#[test]
fn a_closed_list_is_parsed_by_its_words_and_not_by_its_labels() {
    for mark in Mark::ALL {
        assert_eq!(mark.as_str().parse(), Ok(*mark));
    }
    for &mark in Mark::ALL {
        assert_eq!(mark.to_string().parse(), Ok(mark));
        assert_eq!(serde_json::to_value(mark).unwrap(), mark.to_string());
    }
    assert_eq!(format!("{:>6}|", "leave".parse::<Mark>().unwrap()), " leave|");
    assert_eq!(Mark::Leave.label(Lang::En), "leave granted");
    for other in ["leave granted", "Leave", "请假", ""] {
        let error = other.parse::<Mark>().unwrap_err();
        assert_eq!(error.code(), ProblemCode::UnknownValue);
        let known = error.details().find(|(name, _)| *name == "known").unwrap().1;
        assert_eq!(known.split(", ").count(), Mark::ALL.len());
    }
}
