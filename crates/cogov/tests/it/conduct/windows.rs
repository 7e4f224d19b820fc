//! Windows, years, caps, floors, bands and doubtful records.

use cogov::conduct::{
    Account, Assessed, Band, BasicRequirement, BelowPoints, Contribution, Item, Mark, NotAssessed,
    Points, PointsPeriod, PointsTable, Rung, Sanction, SeatRole, Sharing, Trigger,
    UnmetRequirements, WhyUnjudged, Years, assess,
};
use cogov::time::Count;
use cogov::values::BandKey;
use cogov::{ConductPolicy, Lang, Text, Validity};

use super::{
    account, bare, builtin, day, due, in_2024, joint, kind, one, points, table_policy, total,
    window, year_2024,
};

#[test]
fn a_window_ends_before_its_last_date_and_what_is_outside_is_counted() {
    let list = [
        one("plenary", "2023-12-31", Mark::Unexcused),
        one("plenary", "2025-01-01", Mark::Unexcused),
        one("proposal", "2024-01-01", Mark::Submitted),
        one("proposal", "2024-12-31", Mark::Submitted),
    ];
    let standing = in_2024("xuanwei", &list);
    assert!(due(&standing).is_empty());
    assert_eq!(standing.assessment().unwrap().outside(), 2);
}

#[test]
fn only_who_held_the_seat_for_the_whole_window_is_assessed() {
    let policy = builtin("xuanwei");
    let held = |from: &str, until: Option<&str>| {
        let held = Validity::new().with_from(day(from));
        let held = match until {
            Some(until) => held.with_until(day(until)),
            None => held,
        };
        assess(&policy, &[], year_2024().with_seat_held(held))
    };
    assert!(held("2024-01-01", None).assessment().is_some());
    assert!(held("2024-01-01", Some("2025-01-01")).assessment().is_some());
    let late = held("2024-01-02", None);
    assert!(late.assessment().is_none() && late.total().is_none() && late.due().is_none());
    let early = held("2024-01-01", Some("2024-12-31"));
    assert!(matches!(early.result(), Assessed::NotAssessed(NotAssessed::SeatNotHeldThroughout(_))));
    assert!(early.describe(Lang::Zh).contains("不予评定"));
}

#[test]
fn years_of_a_term_that_begins_on_a_leap_day_follow_without_gap_or_overlap() {
    let term = window("2024-02-29", "2029-02-28").with_years(Years::OfTerm);
    let years: Vec<_> = term
        .years()
        .iter()
        .map(|year| {
            (
                year.stretch().first_day().to_string(),
                year.stretch().first_day_after().to_string(),
                year.is_whole(),
            )
        })
        .collect();
    let begins: Vec<_> = years.iter().map(|(from, _, _)| from.as_str()).collect();
    assert_eq!(begins, ["2024-02-29", "2025-03-01", "2026-03-01", "2027-03-01", "2028-02-29"]);
    assert!(years.windows(2).all(|pair| pair[0].1 == pair[1].0));
    assert_eq!(
        years.iter().map(|(_, _, whole)| *whole).collect::<Vec<_>>(),
        [true, true, true, true, false]
    );
    // A contribution on the leap day is in the year that it begins.
    let policy = builtin("xuanwei");
    let list = [
        one("proposal", "2025-02-28", Mark::Submitted),
        one("proposal", "2027-02-28", Mark::Submitted),
        one("proposal", "2028-02-29", Mark::Submitted),
    ];
    assert!(due(&assess(&policy, &list, term)).is_empty());
}

#[test]
fn years_of_the_term_are_counted_from_its_first_day_and_not_from_the_window() {
    let window = window("2021-07-01", "2024-07-01")
        .with_term(day("2020-03-01"), day("2025-03-01"))
        .unwrap()
        .with_years(Years::OfTerm);
    let whole: Vec<_> = window
        .years()
        .iter()
        .filter(|year| year.is_whole())
        .map(|year| year.stretch().first_day().to_string())
        .collect();
    assert_eq!(whole, ["2022-03-01", "2023-03-01"]);
}

#[test]
fn windows_at_the_ends_of_the_calendar_have_years() {
    let all = window("0001-01-01", "9999-12-31").years();
    assert_eq!(all.len(), 9999);
    assert!(all.iter().take(9998).all(|year| year.is_whole()) && !all[9998].is_whole());
    let term = window("0001-06-01", "9999-12-31").with_years(Years::OfTerm).years();
    assert_eq!(term.len(), 9999);
}

fn anqing_attendance() -> ConductPolicy {
    let account = Account::new(
        "attendance".parse::<cogov::values::AccountKey>().unwrap(),
        Text::new("Attendance").unwrap(),
    );
    let band =
        |key: &str, from: i32| Band::new(BandKey::new(key).unwrap(), Text::new(key).unwrap(), from);
    table_policy(
        PointsTable::new()
            .with_base(50)
            .with_accounts([account.with_start(50).with_floor(0)])
            .with_items([
                Item::new(kind("plenary"), Mark::Unexcused, -10)
                    .with_account("attendance".parse::<cogov::values::AccountKey>().unwrap()),
                Item::new(kind("proposal"), Mark::Unexcused, -5)
                    .with_account("attendance".parse::<cogov::values::AccountKey>().unwrap()),
                Item::new(kind("proposal"), Mark::Penalised, -1),
            ])
            .with_bands([
                band("excellent", 90),
                band("good", 80),
                band("competent", 60),
                band("not", 0),
            ]),
    )
}

#[test]
fn an_account_stops_at_its_floor_and_bands_begin_on_their_numbers() {
    let policy = anqing_attendance();
    let with = |tens: usize, ones: usize| {
        let mut list = vec![one("plenary", "2024-01-01", Mark::Unexcused); tens];
        list.extend(vec![one("proposal", "2024-01-01", Mark::Penalised); ones]);
        let standing = assess(&policy, &list, year_2024());
        let band = standing
            .assessment()
            .unwrap()
            .score()
            .unwrap()
            .band()
            .map(|band| band.key().to_string());
        (total(&standing), band.unwrap_or_default())
    };
    let pair = |total: &str, band: &str| (total.to_owned(), band.to_owned());
    assert_eq!(with(1, 0), pair("90", "excellent"));
    assert_eq!(with(1, 1), pair("89", "good"));
    assert_eq!(with(2, 0), pair("80", "good"));
    assert_eq!(with(2, 1), pair("79", "competent"));
    assert_eq!(with(4, 0), pair("60", "competent"));
    assert_eq!(with(4, 1), pair("59", "not"));
    assert_eq!(with(5, 0), pair("50", "not"));
    assert_eq!(with(6, 0), pair("50", "not"));
    assert_eq!(with(6, 50), pair("0", "not"));
    assert_eq!(with(6, 51), pair("-1", ""));
}

#[test]
fn a_row_for_a_role_goes_before_the_row_for_everybody_whichever_comes_first() {
    let general = || Item::new(kind("plenary"), Mark::Leave, -1);
    let special =
        || Item::new(kind("plenary"), Mark::Leave, -5).with_role(SeatRole::StandingMember);
    for items in [[general(), special()], [special(), general()]] {
        let policy = table_policy(PointsTable::new().with_items(items));
        let list = [one("plenary", "2024-01-01", Mark::Leave)];
        let role = |role| total(&assess(&policy, &list, year_2024().with_role(role)));
        assert_eq!(
            (role(SeatRole::Member), role(SeatRole::StandingMember)),
            ("-1".into(), "-5".into())
        );
    }
}

#[test]
fn the_same_thing_recorded_twice_counts_and_is_flagged_unless_a_note_tells_it_apart() {
    let first = one("proposal", "2024-05-05", Mark::Submitted);
    let noted = first.clone().with_note(Text::new("停车").unwrap());
    let standing = in_2024("tongcheng-2019", &[first.clone(), noted, first]);
    assert_eq!(account(&standing, "proposals").raw(), points("30"));
    assert_eq!(standing.assessment().unwrap().repeated(), [2]);
}

#[test]
fn sums_that_cannot_be_kept_exactly_are_refused_and_large_ones_are_kept() {
    let prime =
        |below| Item::new(kind("proposal"), Mark::Submitted, Points::new(1, below).unwrap());
    let policy = table_policy(
        PointsTable::new()
            .with_items([prime((1 << 53) - 111)])
            .with_base(Points::new(1, (1 << 53) - 145).unwrap()),
    );
    let list = [one("proposal", "2024-05-05", Mark::Submitted)];
    let standing = assess(&policy, &list, year_2024());
    assert_eq!(standing.result(), &Assessed::NotAssessed(NotAssessed::NotExact));
    let largest = Points::new((1 << 53) - 1, 1).unwrap();
    let policy = table_policy(PointsTable::new().with_items([Item::new(
        kind("proposal"),
        Mark::Submitted,
        largest,
    )]));
    let standing = assess(&policy, &vec![list[0].clone(); 1_000], year_2024());
    assert_eq!(total(&standing), "9007199254740991000");
}

#[test]
fn more_contributions_than_the_bound_are_not_assessed() {
    let list = vec![one("plenary", "2024-05-05", Mark::Attended); 100_001];
    let standing = assess(&builtin("xuanwei"), &list, year_2024());
    let expected = Assessed::NotAssessed(NotAssessed::TooManyContributions(100_001));
    assert_eq!(standing.result(), &expected);
}

#[test]
fn an_unchecked_policy_whose_cap_is_below_its_floor_does_not_panic() {
    let policy = table_policy(
        PointsTable::new().with_cap(1).with_floor(2).with_items([Item::new(
            kind("proposal"),
            Mark::Submitted,
            1,
        )
        .with_sharing(Sharing::First(cogov::Fraction::new(3, 2).unwrap()))]),
    );
    let list = [joint("proposal", Mark::Submitted, 2, 2)];
    assert_eq!(total(&assess(&policy, &list, year_2024())), "2");
}

#[test]
fn lines_of_one_day_are_in_the_same_order_whichever_came_in_first() {
    let (first, second) =
        (joint("proposal", Mark::Submitted, 1, 3), joint("proposal", Mark::Submitted, 2, 3));
    let worth = |list: &[Contribution]| -> Vec<String> {
        let standing = in_2024("tongcheng-2019", list);
        let lines = standing.assessment().unwrap().score().unwrap().lines();
        lines.iter().map(|line| line.points().to_string()).collect()
    };
    assert_eq!(worth(&[first.clone(), second.clone()]), ["5", "2.5"]);
    assert_eq!(worth(&[second, first]), ["5", "2.5"]);
}

#[test]
fn an_annual_table_without_a_whole_year_in_the_window_counts_nothing() {
    let policy = bare(&["proposal"])
        .with_points(PointsTable::new().with_per(PointsPeriod::Year).with_items([Item::new(
            kind("proposal"),
            Mark::Submitted,
            10,
        )]))
        .with_requirements([BasicRequirement::new(1_u64).with_kinds([kind("proposal")])])
        .with_ladder(vec![Rung::new(Sanction::Criticise).with_triggers([
            Trigger::from(BelowPoints::new(60)),
            Trigger::from(BelowPoints::new(60).with_years_running(Count::new(1).unwrap())),
            Trigger::from(UnmetRequirements::new()),
        ])]);
    let half = assess(&policy, &[], window("2024-01-01", "2024-12-31"));
    let found = half.assessment().unwrap();
    assert!(half.total().is_none() && found.score().is_none() && found.unmet().is_empty());
    assert!(half.due().is_none());
    let why: Vec<_> = found.unjudged().iter().map(cogov::conduct::Unjudged::why).collect();
    assert_eq!(why, [WhyUnjudged::TooFewYears; 3]);
    // The whole year is counted, and found wanting.
    let year = assess(&policy, &[], year_2024());
    assert_eq!((total(&year).as_str(), year.due().unwrap().causes().len()), ("0", 3));
}
