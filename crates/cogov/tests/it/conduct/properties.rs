//! What holds for any contributions.

use cogov::conduct::{
    Account, AtLeast, Authorship, BelowPoints, Contribution, Item, Mark, Points, PointsTable, Rung,
    Sanction, SeatRole, Sharing, Standing, Trigger, Within, assess,
};
use cogov::time::Count;
use cogov::{ConductPolicy, Text};
use proptest::prelude::*;

use super::{builtin, day, in_2024, in_policy, kind, table_policy, window, year_2024};

fn any_contribution() -> impl Strategy<Value = Contribution> {
    let kinds = prop::sample::select(vec![
        "plenary",
        "standing-committee",
        "proposal",
        "collective-proposal",
        "activity",
        "report",
        "bonus",
        "unknown",
    ]);
    let marks = prop::sample::select(Mark::ALL.to_vec());
    let author = prop::option::of((1_u64..4, 0_u64..3));
    (kinds, marks, 0_i64..900, author, prop::option::of(-60_i64..60)).prop_map(
        |(key, mark, days, author, awarded)| {
            let on = day("2022-12-01").plus_days(days).unwrap();
            let mut made = Contribution::new(kind(key), on, mark);
            if let Some((position, more)) = author {
                made = made.with_author(Authorship::new(position, position + more).unwrap());
            }
            match awarded {
                Some(awarded) => made.with_points(Points::new(awarded, 3).unwrap()),
                None => made,
            }
        },
    )
}

/// All that a standing says, with contributions instead of their places.
fn content(standing: &Standing, list: &[Contribution]) -> String {
    let found = standing.assessment().unwrap();
    let all = |places: &[usize]| -> Vec<&Contribution> {
        places.iter().map(|place| &list[*place]).collect()
    };
    let due: Vec<_> = found
        .triggered()
        .iter()
        .map(|due| {
            (
                due.index(),
                due.causes()
                    .iter()
                    .map(|cause| {
                        let mut on = all(cause.contributions());
                        on.sort_by_key(|one| format!("{one:?}"));
                        (cause.within(), cause.found().clone(), format!("{on:?}"))
                    })
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let score = found.score().map(|score| {
        let lines: Vec<_> =
            score.lines().iter().map(|line| (&list[line.contribution()], line.points())).collect();
        format!("{lines:?} {:?} {:?} {:?}", score.accounts(), score.total(), score.years())
    });
    let mut repeated: Vec<_> = all(found.repeated())
        .iter()
        .map(|one| (one.on().to_string(), one.kind().to_string()))
        .collect();
    repeated.sort();
    format!("{due:?} {score:?} {:?} {} {repeated:?}", found.unmet(), found.outside())
}

/// What Tongcheng's table gives in 2024, in 120ths of a point, written down a second time.
fn tongcheng_oracle(list: &[Contribution]) -> i64 {
    let (mut attendance, mut proposals, mut activities, mut reports) = (0, 0, 0, 0);
    for one in list.iter().filter(|one| one.on().year() == 2024) {
        let shared = |parts: i64| match one.author().map(|a| (a.place(), a.authors())) {
            None | Some((1, 1)) => parts,
            Some((1, _)) => parts / 2,
            Some((_, authors)) => parts / 2 / (authors as i64 - 1),
        };
        let few = one.author().is_none_or(|author| author.authors() <= 3);
        match (one.kind().as_str(), one.mark()) {
            ("plenary", Mark::Attended) => attendance += 50 * 120,
            ("plenary", Mark::Leave) => attendance += 30 * 120,
            ("proposal", Mark::Submitted) => proposals += shared(10 * 120),
            ("proposal", Mark::Filed) => proposals += shared(15 * 120),
            ("collective-proposal", Mark::Submitted) if few => proposals += shared(10 * 120),
            ("collective-proposal", Mark::Filed) if few => proposals += shared(15 * 120),
            ("activity", Mark::Attended) => activities += 2 * 120,
            ("activity", Mark::SpokeInWriting) => activities += 5 * 120,
            ("report", Mark::Submitted) => reports += 10 * 120,
            ("report", Mark::Adopted) => reports += 5 * 120,
            _ => {}
        }
    }
    (attendance.min(6000) + proposals.min(3000) + activities.min(1200) + reports.min(1800))
        .min(12_000)
}

proptest! {
    #[test]
    fn the_order_of_contributions_changes_nothing(
        list in prop::collection::vec(any_contribution(), 0..30),
        seed in any::<prop::sample::Index>(),
        name in prop::sample::select(ConductPolicy::builtins().collect::<Vec<_>>()),
        standing_member in any::<bool>(),
    ) {
        let mut turned = list.clone();
        if !list.is_empty() {
            turned.rotate_left(seed.index(list.len()));
            let last = turned.len() - 1;
            turned.swap(0, last);
        }
        let role = if standing_member { SeatRole::StandingMember } else { SeatRole::Member };
        let window = || {
            window("2023-01-01", "2025-01-01")
                .with_term(day("2023-01-01"), day("2025-01-01"))
                .unwrap()
                .with_role(role)
        };
        let policy = builtin(name);
        let (a, b) = (assess(&policy, &list, window()), assess(&policy, &turned, window()));
        prop_assert_eq!(content(&a, &list), content(&b, &turned));
    }

    #[test]
    fn tongcheng_agrees_with_a_second_reckoning(list in prop::collection::vec(any_contribution(), 0..40)) {
        let expected = Points::new(tongcheng_oracle(&list), 120).unwrap();
        prop_assert_eq!(in_2024("tongcheng-2019", &list).total(), Some(expected));
    }

    #[test]
    fn caps_and_floors_hold(
        list in prop::collection::vec(any_contribution(), 0..40),
        cap in 0_i32..60, floor in -60_i32..=0, whole in 0_i32..90,
    ) {
        let account = || "all".parse::<cogov::values::AccountKey>().unwrap();
        let item = |key: &str, mark, points: i32| Item::new(kind(key), mark, points).with_account(account());
        let policy = table_policy(
            PointsTable::new()
                .with_cap(whole)
                .with_floor(-whole)
                .with_accounts([Account::new(account(), Text::new("All").unwrap()).with_cap(cap).with_floor(floor)])
                .with_items([
                    item("plenary", Mark::Attended, 7),
                    item("plenary", Mark::Unexcused, -9),
                    Item::new(kind("proposal"), Mark::Submitted, 40),
                    Item::new(kind("report"), Mark::Submitted, -40),
                ]),
        );
        let standing = in_policy(&policy, &list);
        let score = standing.assessment().unwrap().score().unwrap();
        for one in score.accounts().iter().filter(|one| one.account().is_some()) {
            prop_assert!(one.counted() <= Points::from(cap) && one.counted() >= Points::from(floor));
            prop_assert_eq!(one.limit().is_some(), one.raw() != one.counted());
        }
        prop_assert!(score.total() <= Points::from(whole) && score.total() >= Points::from(-whole));
    }

    #[test]
    fn a_penalty_more_never_raises_the_total(
        list in prop::collection::vec(any_contribution(), 0..30),
        add in any_contribution(),
        standing_member in any::<bool>(),
    ) {
        let role = if standing_member { SeatRole::StandingMember } else { SeatRole::Member };
        for name in ["tongcheng-2019", "jinan-2015"] {
            let policy = builtin(name);
            let with = |list: &[Contribution]| assess(&policy, list, year_2024().with_role(role));
            let before = with(&list);
            let mut more = list.clone();
            more.push(add.clone());
            let after = with(&more);
            let line = after.assessment().unwrap().score().unwrap().lines().iter().find(|line| line.contribution() == list.len());
            match line {
                Some(line) if line.points().is_negative() => prop_assert!(after.total() <= before.total()),
                Some(_) => prop_assert!(after.total() >= before.total()),
                None => prop_assert_eq!(after.total(), before.total()),
            }
        }
    }

    #[test]
    fn contributions_survive_writing_and_reading(list in prop::collection::vec(any_contribution(), 0..10)) {
        let json = serde_json::to_string(&list).unwrap();
        prop_assert_eq!(Contribution::list_from_json(&json).unwrap(), list);
    }

    #[test]
    fn policies_survive_writing_and_reading(
        below in -1_000_i64..1_000, parts in 1_u64..50, years in 1_u32..20, number in 1_u64..((1 << 53) - 1),
        share in 0_u64..=7,
    ) {
        let policy = table_policy(PointsTable::new().with_items([
            Item::new(kind("plenary"), Mark::Leave, Points::new(below, parts).unwrap())
                .with_sharing(Sharing::First(cogov::Fraction::new(share, 7).unwrap()))
                .with_most_authors(number),
        ]))
        .with_ladder(vec![
            Rung::new(Sanction::Remind).with_triggers([
                Trigger::from(BelowPoints::new(Points::new(below, parts).unwrap()).with_years_running(Count::new(years).unwrap())),
                Trigger::from(AtLeast::new(number, Within::Term).with_kinds([kind("plenary")]).with_marks(Mark::ALL.iter().copied())),
            ]),
        ]);
        let json = serde_json::to_string(&policy).unwrap();
        prop_assert_eq!(ConductPolicy::from_json(&json).unwrap(), policy);
    }

    #[test]
    fn no_text_makes_reading_panic(text in "[\\[\\]{}\":,a-z0-9 ]{0,60}") {
        let _ = Contribution::list_from_json(&text);
        let _ = ConductPolicy::from_json(&text);
    }
}
