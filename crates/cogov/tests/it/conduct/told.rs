//! What an assessment tells of its parts, and the edges of what it judges.

use cogov::conduct::{
    Account, AtLeast, Authorship, BasicRequirement, BelowPoints, FewerThan, Item, Limit, Mark,
    Points, PointsTable, Rung, Sanction, SeatRole, Sharing, Trigger, WhyUnjudged, Within,
    YearsWithout, assess,
};
use cogov::time::Count;
use cogov::values::AccountKey;
use cogov::{ConductPolicy, Fraction, Lang, Text};

use super::{bare, day, due, joint, kind, one, points, table_policy, window, year_2024};

fn once() -> Count {
    Count::new(1).unwrap()
}

fn laddered(policy: ConductPolicy, trigger: impl Into<Trigger>) -> ConductPolicy {
    policy.with_ladder(vec![Rung::new(Sanction::Remind).with_triggers([trigger.into()])])
}

fn reports(worth: i64) -> Item {
    Item::new(kind("proposal"), Mark::Submitted, Points::new(worth, 1).unwrap())
}

#[test]
fn a_requirement_that_is_not_met_tells_how_many_are_asked_for_and_how_many_there_are() {
    let asked = BasicRequirement::new(5_u64)
        .with_name(Text::new("Five proposals").unwrap())
        .with_kinds([kind("proposal")]);
    let policy = bare(&["plenary", "proposal"]).with_requirements([asked]);
    let list = ["2024-02-01", "2024-03-01"].map(|on| one("proposal", on, Mark::Submitted));
    let standing = assess(&policy, &list, year_2024());
    let found = standing.assessment().unwrap();
    let unmet = &found.unmet()[0];
    assert_eq!(unmet.name().unwrap().to_string(), "Five proposals");
    assert_eq!((unmet.kinds(), unmet.at_least(), unmet.found()), (&[kind("proposal")][..], 5, 2));
    let kinds: Vec<&str> = found.kinds().iter().map(|one| one.key().as_str()).collect();
    assert_eq!(kinds, ["plenary", "proposal"]);
}

#[test]
fn what_is_asked_of_standing_members_binds_no_ordinary_member() {
    let role = SeatRole::StandingMember;
    let asked = BasicRequirement::new(1_u64).with_kinds([kind("proposal")]).with_role(role);
    let triggers = [
        Trigger::from(
            FewerThan::new(1_u64, Within::Window).with_kinds([kind("proposal")]).with_role(role),
        ),
        Trigger::from(YearsWithout::new(once()).with_kinds([kind("proposal")]).with_role(role)),
    ];
    for trigger in triggers {
        let policy = laddered(bare(&["proposal"]), trigger).with_requirements([asked.clone()]);
        for (held, many) in [(SeatRole::Member, 0), (role, 1)] {
            let standing = assess(&policy, &[], year_2024().with_role(held));
            assert_eq!(standing.assessment().unwrap().unmet().len(), many, "{held:?}");
            assert_eq!(due(&standing).len(), many, "{held:?}");
        }
    }
}

#[test]
fn a_total_tells_whether_a_cap_or_a_floor_changed_it() {
    let table = || PointsTable::new().with_items([reports(10)]);
    let limit = |table: PointsTable| {
        let list = [one("proposal", "2024-02-01", Mark::Submitted)];
        let standing = assess(&table_policy(table), &list, year_2024());
        standing.assessment().unwrap().score().unwrap().limit()
    };
    assert_eq!(limit(table()), None);
    assert_eq!(limit(table().with_cap(points("9"))), Some(Limit::Capped));
    assert_eq!(limit(table().with_floor(points("11"))), Some(Limit::Floored));
    // What is as many points as the cap or the floor is not changed by it.
    assert_eq!(limit(table().with_cap(points("10")).with_floor(points("10"))), None);
}

#[test]
fn a_score_tells_its_accounts_its_lines_and_its_years() {
    let account = AccountKey::new("work").unwrap();
    let table = PointsTable::new()
        .with_accounts([Account::new(account.clone(), Text::new("Work").unwrap())])
        .with_items([
            Item::new(kind("plenary"), Mark::Attended, 1).with_account(account.clone()),
            Item::new(kind("plenary"), Mark::Leave, 0).with_account(account.clone()),
            reports(4).with_account(account),
        ]);
    let list = [joint("proposal", Mark::Submitted, 1, 2)];
    let standing = assess(&table_policy(table), &list, year_2024());
    let score = standing.assessment().unwrap().score().unwrap();
    let names: Vec<_> =
        score.accounts().iter().map(|one| one.name().map(Text::to_string)).collect();
    assert_eq!(names, [Some("Work".to_owned())]);
    let line = &score.lines()[0];
    assert_eq!((line.author(), line.item()), (Some(Authorship::new(1, 2).unwrap()), 2));
    let years: Vec<_> = score.years().iter().map(|year| year.total()).collect();
    assert_eq!(years, [score.total()]);
}

#[test]
fn a_table_with_items_of_no_account_says_so_though_nothing_counts_there_yet() {
    let standing =
        assess(&table_policy(PointsTable::new().with_items([reports(4)])), &[], year_2024());
    let accounts = standing.assessment().unwrap().score().unwrap().accounts();
    let named: Vec<bool> = accounts.iter().map(|one| one.account().is_some()).collect();
    assert_eq!(named, [false]);
}

#[test]
fn a_year_of_exactly_so_many_points_is_not_below_them_and_is_judged() {
    let base = |points| PointsTable::new().with_base(points).with_items([reports(1)]);
    let below = BelowPoints::new(60).with_years_running(once());
    for (worth, rungs) in [(59, 1), (60, 0)] {
        let policy = laddered(table_policy(base(points(&worth.to_string()))), below.clone());
        let standing = assess(&policy, &[], year_2024());
        assert_eq!(due(&standing).len(), rungs, "{worth}");
        assert!(standing.assessment().unwrap().unjudged().is_empty(), "{worth}");
    }
}

#[test]
fn points_of_a_policy_that_counts_none_cannot_be_judged() {
    let standing = assess(&laddered(bare(&["proposal"]), BelowPoints::new(60)), &[], year_2024());
    let unjudged = &standing.assessment().unwrap().unjudged()[0];
    assert_eq!((unjudged.index(), unjudged.why()), (0, WhyUnjudged::NoPoints));
}

#[test]
fn a_term_that_begins_with_the_window_is_covered_by_it() {
    let count = AtLeast::new(1_u64, Within::Term).with_kinds([kind("proposal")]);
    let policy = laddered(bare(&["proposal"]), count);
    for (begin, open) in [("2023-12-31", 1), ("2024-01-01", 0), ("2024-06-01", 0)] {
        let told = year_2024().with_term(day(begin), day("2025-01-01")).unwrap();
        let standing = assess(&policy, &[], told);
        assert_eq!(standing.assessment().unwrap().unjudged().len(), open, "{begin}");
    }
    assert!(window("2024-01-01", "2024-02-01").term().is_none());
}

#[test]
fn a_first_author_may_be_worth_the_whole() {
    let shared = |share| {
        let item = reports(4).with_sharing(Sharing::First(share));
        let policy = table_policy(PointsTable::new().with_items([item]));
        ConductPolicy::from_json(&serde_json::to_string(&policy).unwrap())
    };
    assert!(shared(Fraction::ONE).is_ok());
    assert!(shared(Fraction::new(3, 2).unwrap()).is_err());
}

#[test]
fn points_are_a_fraction_in_lowest_terms() {
    let points = points("-14/4");
    assert_eq!((points.numerator(), points.denominator()), (-7, 2));
}

#[test]
fn a_name_of_several_lines_does_not_look_like_lines_of_the_assessment() {
    let forged = |name: &str| Text::new(name).unwrap();
    let asked = BasicRequirement::new(5_u64)
        .with_name(forged("Reports\nnot met: forged"))
        .with_kinds([kind("proposal")]);
    let policy = bare(&["proposal"]).with_requirements([asked]);
    let standing = assess(&policy, &[one("proposal", "2024-02-01", Mark::Submitted)], year_2024());
    for lang in [Lang::En, Lang::Zh] {
        let told = standing.describe(lang);
        assert!(told.contains("Reports not met: forged"), "{told}");
        assert!(told.lines().all(|line| !line.starts_with("not met: forged")), "{told}");
    }
}
