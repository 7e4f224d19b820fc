//! What was not counted is told, with the reason.

use cogov::conduct::{
    Account, Assessment, AtLeast, BelowPoints, Contribution, Item, Mark, PointsPeriod, PointsTable,
    Rung, Sanction, Sharing, Standing, Uncounted, WhyUncounted, Within, assess,
};
use cogov::values::AccountKey;
use cogov::{ConductPolicy, Lang, Text};
use proptest::prelude::*;

use super::{
    bare, bonus, builtin, in_2024, in_policy, joint, kind, one, points, table_policy, window,
    year_2024,
};

fn assessed(standing: &Standing) -> &Assessment {
    standing.assessment().unwrap()
}

/// Each reason in words of the JSON form, with points and places.
fn reasons(standing: &Standing) -> Vec<(String, String, Vec<usize>)> {
    let told = |one: &Uncounted| {
        let why = serde_json::to_value(one.why()).unwrap();
        let points = one.points().map(|points| points.to_string()).unwrap_or_default();
        (why.to_string().replace('"', ""), points, one.contributions().to_vec())
    };
    assessed(standing).uncounted().iter().map(told).collect()
}

fn told(why: &str, points: &str, places: &[usize]) -> (String, String, Vec<usize>) {
    (why.to_owned(), points.to_owned(), places.to_vec())
}

#[test]
fn a_contribution_of_a_misspelt_kind_is_named_with_the_kind_that_is_meant() {
    let list = [
        one("proposal", "2024-02-01", Mark::Submitted),
        one("propsal", "2024-03-01", Mark::Submitted),
        one("juggling", "2024-03-02", Mark::Done),
        one("propsal", "2024-01-01", Mark::Filed),
    ];
    for name in ["xuanwei", "tongcheng-2019", "jinan-2015"] {
        let standing = in_2024(name, &list);
        let unknown: Vec<_> = assessed(&standing)
            .uncounted()
            .iter()
            .filter_map(|one| match one.why() {
                WhyUncounted::UnknownKind { kind, nearest } => Some((
                    kind.as_str(),
                    nearest.as_ref().map(|kind| kind.as_str()),
                    one.contributions(),
                )),
                _ => None,
            })
            .collect();
        let expected: [(&str, Option<&str>, &[usize]); 2] =
            [("juggling", None, &[2]), ("propsal", Some("proposal"), &[3, 1])];
        assert_eq!(unknown, expected, "{name}");
    }
    let standing = in_2024("xuanwei", &list);
    let english = standing.describe(Lang::En);
    let chinese = standing.describe(Lang::Zh);
    for (words, said) in [
        ("  propsal is no kind of this policy, perhaps proposal is meant: 2 (#3 #1)\n", &english),
        ("  juggling is no kind of this policy: 1 (#2)\n", &english),
        ("  该规则无“propsal”这一类别，可能是“proposal”：2条（#3 #1）\n", &chinese),
        ("  该规则无“juggling”这一类别：1条（#2）\n", &chinese),
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    let table = standing.table(Lang::Zh);
    assert!(table.contains("| 该规则无“juggling”这一类别 |  | #2 |"), "{table}");
    let json = serde_json::to_value(&standing).unwrap();
    assert_eq!(
        json["result"]["assessed"]["uncounted"][1],
        serde_json::json!({
            "why": {"unknown_kind": {"kind": "propsal", "nearest": "proposal"}},
            "contributions": [3, 1],
        })
    );
}

#[test]
fn where_all_was_counted_nothing_is_said_of_what_was_not() {
    let list = [one("proposal", "2024-02-01", Mark::Submitted)];
    let standing = in_2024("tongcheng-2019", &list);
    assert!(assessed(&standing).uncounted().is_empty());
    assert!(!standing.describe(Lang::En).contains("not counted"));
    assert!(!standing.table(Lang::Zh).contains("未计入"));
    assert!(in_2024("xuanwei", &list).table(Lang::En).is_empty());
}

fn many_reasons() -> (ConductPolicy, Vec<Contribution>) {
    let account = |key: &str| key.parse::<AccountKey>().unwrap();
    let named = |key: &str, en: &str| Account::new(account(key), Text::new(en).unwrap());
    let policy = bare(&["plenary", "proposal", "bonus", "report"])
        .with_points(
            PointsTable::new()
                .with_base(10)
                .with_cap(20)
                .with_accounts([
                    named("work", "Work").with_cap(15),
                    named("attendance", "Attendance").with_start(5).with_floor(0),
                ])
                .with_items([
                    Item::new(kind("proposal"), Mark::Submitted, 10)
                        .with_account(account("work"))
                        .with_sharing(Sharing::Equally)
                        .with_most_authors(4u64),
                    Item::new(kind("plenary"), Mark::Unexcused, -4)
                        .with_account(account("attendance")),
                    Item::new(kind("bonus"), Mark::Awarded, cogov::conduct::Worth::AsAwarded),
                ]),
        )
        .with_ladder(vec![Rung::new(Sanction::Remind).with_triggers([BelowPoints::new(1)])]);
    let list = vec![
        one("plenary", "2024-01-01", Mark::Unexcused),
        one("plenary", "2024-01-02", Mark::Unexcused),
        one("plenary", "2024-01-03", Mark::Attended),
        one("proposal", "2024-04-04", Mark::Submitted),
        joint("proposal", Mark::Submitted, 2, 4),
        joint("proposal", Mark::Submitted, 1, 1),
        joint("proposal", Mark::Submitted, 5, 5),
        one("bonus", "2024-06-06", Mark::Awarded),
        one("report", "2025-01-01", Mark::Done),
        bonus("2024-07-07", "3"),
    ];
    (policy, list)
}

#[test]
fn each_reason_for_which_points_were_not_counted_is_told() {
    let (policy, list) = many_reasons();
    let standing = in_policy(&policy, &list);
    let expected = [
        told("outside_window", "", &[8]),
        told("no_item", "", &[2]),
        told("none_recorded", "", &[7]),
        told("too_many_authors", "10", &[6]),
        told("other_authors", "7.5", &[4]),
        told("{beyond_cap:{account:work}}", "7.5", &[]),
        told("{below_floor:{account:attendance}}", "-3", &[]),
        told("{beyond_cap:{account:null}}", "8", &[]),
    ];
    assert_eq!(reasons(&standing), expected);
}

#[test]
fn what_was_not_counted_is_told_in_english_and_chinese() {
    let (policy, list) = many_reasons();
    let standing = in_policy(&policy, &list);
    insta::assert_snapshot!(format!(
        "{}\n{}\n{}\n{}",
        standing.describe(Lang::En),
        standing.describe(Lang::Zh),
        standing.table(Lang::En),
        standing.table(Lang::Zh),
    ));
}

#[test]
fn a_standing_in_chinese_has_no_half_width_marks_between_chinese_characters() {
    let (policy, mut list) = many_reasons();
    list.push(list[0].clone());
    list.push(one("plenry", "2024-01-02", Mark::Unexcused));
    let policies = ConductPolicy::builtins().map(builtin).chain([policy]);
    for policy in policies {
        for window in [year_2024(), window("2021-06-01", "2024-06-30")] {
            let standing = assess(&policy, &list, window);
            let table = standing.table(Lang::Zh).replace("--:", "");
            for said in [standing.describe(Lang::Zh), table] {
                for mark in ['(', ')', ',', ':', ';', '[', ']'] {
                    assert!(!said.contains(mark), "{mark} in {said}");
                }
            }
        }
    }
}

#[test]
fn a_part_of_a_deduction_is_told_apart_from_a_part_of_an_addition() {
    let item = |worth| Item::new(kind("proposal"), Mark::Submitted, worth);
    let shared = PointsTable::new().with_items([
        item(10).with_sharing(Sharing::FirstOnly),
        Item::new(kind("plenary"), Mark::Penalised, -10).with_sharing(Sharing::FirstOnly),
    ]);
    let list = [
        joint("proposal", Mark::Submitted, 2, 2),
        joint("plenary", Mark::Penalised, 2, 2),
        joint("plenary", Mark::Penalised, 1, 2),
    ];
    let expected = [told("other_authors", "10", &[0]), told("other_authors", "-10", &[1])];
    assert_eq!(reasons(&in_policy(&table_policy(shared), &list)), expected);
}

#[test]
fn what_lies_outside_the_year_of_an_annual_table_is_told_even_where_no_year_is_whole() {
    let policy =
        table_policy(PointsTable::new().with_per(PointsPeriod::Year).with_items([Item::new(
            kind("proposal"),
            Mark::Submitted,
            1,
        )]));
    let list = [
        one("proposal", "2022-05-05", Mark::Submitted),
        one("proposal", "2023-05-05", Mark::Submitted),
    ];
    let standing = assess(&policy, &list, window("2022-01-01", "2024-01-01"));
    assert_eq!(reasons(&standing), [told("outside_year", "", &[0])]);
    let standing = assess(&policy, &list, window("2022-02-01", "2023-12-01"));
    assert_eq!(reasons(&standing), [told("outside_year", "", &[0, 1])]);
}

#[test]
fn a_kind_that_an_unchecked_policy_only_refers_to_is_not_unknown() {
    let count = AtLeast::new(1u64, Within::Window).with_kinds([kind("report")]);
    let policy =
        bare(&["plenary"]).with_ladder(vec![Rung::new(Sanction::Remind).with_triggers([count])]);
    let list = [one("report", "2024-05-05", Mark::Done), one("reprot", "2024-05-05", Mark::Done)];
    let standing = in_policy(&policy, &list);
    assert_eq!(standing.due().unwrap().causes()[0].contributions(), [0]);
    let expected = told("{unknown_kind:{kind:reprot,nearest:report}}", "", &[1]);
    assert_eq!(reasons(&standing), [expected]);
}

#[test]
fn of_very_many_places_the_first_are_written_and_the_rest_is_told_as_a_number() {
    let list = vec![one("propsal", "2024-05-05", Mark::Done); 23];
    let standing = in_2024("xuanwei", &list);
    assert!(standing.describe(Lang::En).contains("#18 #19 and 3 more)"));
    assert!(standing.describe(Lang::Zh).contains("#18 #19 及另外3条）"));
    assert_eq!(assessed(&standing).uncounted()[0].contributions().len(), 23);
}

#[test]
fn a_hundred_unknown_kinds_are_all_named_and_the_first_fifty_with_the_nearest() {
    let names = (0..100).map(|n| format!("plenary{n:02}"));
    let list: Vec<_> = names.map(|name| one(&name, "2024-05-05", Mark::Done)).collect();
    let standing = in_2024("xuanwei", &list);
    let with_nearest = assessed(&standing)
        .uncounted()
        .iter()
        .filter(|one| matches!(one.why(), WhyUncounted::UnknownKind { nearest: Some(_), .. }));
    assert_eq!((assessed(&standing).uncounted().len(), with_nearest.count()), (100, 50));
}

proptest! {
    #[test]
    fn every_contribution_is_either_scored_in_full_or_told_once(
        picks in prop::collection::vec((0_usize..5, 0_usize..4, 0_i64..800, 1_u64..6), 0..30),
    ) {
        let (policy, _) = many_reasons();
        let kinds = ["plenary", "proposal", "bonus", "report", "plenry"];
        let marks = [Mark::Unexcused, Mark::Submitted, Mark::Awarded, Mark::Attended];
        let list: Vec<_> = picks
            .iter()
            .map(|(kind, mark, days, authors)| {
                let on = super::day("2023-06-01").plus_days(*days).unwrap();
                Contribution::new(super::kind(kinds[*kind]), on, marks[*mark])
                    .with_author(cogov::conduct::Authorship::new(*authors, *authors).unwrap())
            })
            .collect();
        let standing = in_policy(&policy, &list);
        let found = assessed(&standing);
        let mut places: Vec<usize> =
            found.uncounted().iter().flat_map(Uncounted::contributions).copied().collect();
        let in_full = found.score().unwrap().lines().iter().filter(|line| {
            line.points() == line.full() && line.points() != points("0")
        });
        places.extend(in_full.map(|line| line.contribution()));
        places.sort_unstable();
        prop_assert_eq!(places, (0..list.len()).collect::<Vec<_>>());
    }
}
