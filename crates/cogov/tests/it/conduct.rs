//! Conduct: tables, shares, windows and ladders.

#![cfg(test)]

use cogov::{
    Account, Assessed, AtLeast, Authorship, Band, BandKey, BelowPoints, ConductKey, ConductPolicy,
    Contribution, ContributionKey, ContributionKind, Date, Found, Item, Lang, Limit, LineReason,
    Mark, NotAssessed, Points, PointsTable, ProblemCode, Rung, Sanction, SeatRole, Sharing,
    Standing, Text, Trigger, Validity, WhyUnjudged, Window, Within, Years, assess,
};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn window(from: &str, until: &str) -> Window {
    Window::new(day(from), day(until)).unwrap()
}

fn year_2024() -> Window {
    window("2024-01-01", "2025-01-01")
}

fn kind(key: &str) -> ContributionKey {
    ContributionKey::new(key).unwrap()
}

fn one(key: &str, on: &str, mark: Mark) -> Contribution {
    Contribution::new(kind(key), day(on), mark)
}

fn joint(key: &str, mark: Mark, position: u64, authors: u64) -> Contribution {
    one(key, "2024-05-05", mark).with_author(Authorship::new(position, authors).unwrap())
}

fn builtin(name: &str) -> ConductPolicy {
    ConductPolicy::builtin(name).unwrap()
}

fn in_2024(name: &str, contributions: &[Contribution]) -> Standing {
    assess(&builtin(name), contributions, year_2024())
}

fn points(text: &str) -> Points {
    match text.split_once('/') {
        Some((a, b)) => Points::new(a.parse().unwrap(), b.parse().unwrap()).unwrap(),
        None => Points::new(text.parse().unwrap(), 1).unwrap(),
    }
}

fn total(standing: &Standing) -> String {
    standing.total().unwrap().to_string()
}

fn due(standing: &Standing) -> Vec<Sanction> {
    standing.assessment().unwrap().triggered().iter().map(|due| *due.rung().sanction()).collect()
}

fn account<'s>(standing: &'s Standing, key: &str) -> &'s cogov::AccountStanding {
    let accounts = standing.assessment().unwrap().score().unwrap().accounts();
    accounts.iter().find(|one| one.account().is_some_and(|known| known.as_str() == key)).unwrap()
}

/// A policy that asks nothing but has kinds of contribution to refer to.
fn bare(kinds: &[&str]) -> ConductPolicy {
    let kinds = kinds.iter().map(|key| ContributionKind::new(kind(key), Text::new(key).unwrap()));
    ConductPolicy::new(ConductKey::new("test").unwrap(), Text::new("Test").unwrap())
        .with_contributions(kinds)
}

fn table_policy(table: PointsTable) -> ConductPolicy {
    bare(&["plenary", "proposal"]).with_points(table)
}

fn codes(json: &str) -> Vec<(ProblemCode, String)> {
    let error = ConductPolicy::from_json(json).unwrap_err();
    error.problems().iter().map(|one| (one.code(), one.path().to_string())).collect()
}

// ---- points -------------------------------------------------------------------------------

#[test]
fn points_show_decimals_only_where_they_are_exact() {
    let shown = |a, b| Points::new(a, b).unwrap().to_string();
    assert_eq!(shown(0, 7), "0");
    assert_eq!(shown(15, 2), "7.5");
    assert_eq!(shown(-1, 8), "-0.125");
    assert_eq!(shown(1, 3), "1/3");
    assert_eq!(shown(-10, 3), "-3 1/3");
    assert_eq!(shown(10, 4), "2.5");
    assert_eq!(shown(1, 40), "0.025");
    let largest = (1_i64 << 53) - 1;
    assert_eq!(shown(largest, 2), "4503599627370495.5");
    assert_eq!(shown(1, 1 << 52), format!("{:.52}", 0.5_f64.powi(52)));
    assert!(Points::new(largest + 1, 1).is_err());
    assert!(Points::new(1, 1 << 53).is_err());
}

#[test]
fn points_are_written_as_numbers_up_to_two_to_the_53rd_and_as_words_beyond() {
    let largest = Points::new((1 << 53) - 1, 1).unwrap();
    assert_eq!(serde_json::to_string(&largest).unwrap(), "9007199254740991");
    let beyond = largest.checked_add(Points::from(1)).unwrap();
    assert_eq!(serde_json::to_string(&beyond).unwrap(), "\"9007199254740992\"");
    assert_eq!(serde_json::to_string(&points("-15/2")).unwrap(), "[-15,2]");
}

proptest! {
    #[test]
    fn points_compare_and_add_like_fractions_over_one_denominator(
        a in -1_000_i64..1_000, b in 1_u64..60, c in -1_000_i64..1_000, d in 1_u64..60,
    ) {
        let (left, right) = (Points::new(a, b).unwrap(), Points::new(c, d).unwrap());
        let (wide_left, wide_right) = (a * d as i64, c * b as i64);
        prop_assert_eq!(left.cmp(&right), wide_left.cmp(&wide_right));
        let sum = Points::new(wide_left + wide_right, b * d).unwrap();
        prop_assert_eq!(left.checked_add(right).unwrap(), sum);
    }

    #[test]
    fn points_near_two_to_the_53rd_never_panic(
        a in -((1_i64 << 53) - 1)..(1 << 53), b in ((1_u64 << 53) - 999)..(1 << 53),
        c in -((1_i64 << 53) - 1)..(1 << 53), d in ((1_u64 << 53) - 999)..(1 << 53),
    ) {
        let (left, right) = (Points::new(a, b).unwrap(), Points::new(c, d).unwrap());
        let exact = (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        prop_assert_eq!(left.cmp(&right), exact);
        let _ = left.checked_add(right).map(|sum| (sum.to_string(), sum.cmp(&left)));
    }
}

// ---- built-in policies --------------------------------------------------------------------

#[test]
fn every_builtin_policy_is_consistent_and_survives_writing_and_reading() {
    assert_eq!(ConductPolicy::builtins().count(), 5);
    for name in ConductPolicy::builtins() {
        let policy = builtin(name);
        assert_eq!(policy.key().as_str(), name);
        assert!(policy.source().is_some());
        let json = serde_json::to_string(&policy).unwrap();
        assert_eq!(ConductPolicy::from_json(&json).unwrap(), policy);
    }
}

#[test]
fn tongcheng_gives_full_marks_and_caps_each_account() {
    let mut all = vec![
        one("plenary", "2024-01-10", Mark::Attended),
        one("proposal", "2024-01-11", Mark::Submitted),
        one("proposal", "2024-02-11", Mark::Filed),
        one("report", "2024-03-01", Mark::Submitted),
        one("report", "2024-04-01", Mark::Adopted),
        one("activity", "2024-03-01", Mark::SpokeInWriting),
        one("activity", "2024-03-02", Mark::SpokeInWriting),
    ];
    let standing = in_2024("tongcheng-2019", &all);
    assert_eq!(total(&standing), "100");
    assert!(account(&standing, "proposals").limit().is_none());
    all.push(one("proposal", "2024-06-01", Mark::Submitted));
    all.push(one("activity", "2024-06-01", Mark::Attended));
    all.push(one("report", "2024-06-01", Mark::Submitted));
    let standing = in_2024("tongcheng-2019", &all);
    assert_eq!(total(&standing), "100");
    for (key, raw) in [("proposals", "35"), ("activities", "12"), ("reports", "25")] {
        assert_eq!(account(&standing, key).raw().to_string(), raw);
        assert_eq!(account(&standing, key).limit(), Some(Limit::Capped));
    }
}

#[test]
fn tongcheng_passes_at_sixty_and_not_just_below() {
    let mut list = vec![
        one("plenary", "2024-01-10", Mark::Attended),
        one("activity", "2024-02-01", Mark::Attended),
        one("activity", "2024-02-02", Mark::Attended),
        one("activity", "2024-02-03", Mark::SpokeInWriting),
    ];
    let passed =
        |list: &[Contribution]| in_2024("tongcheng-2019", list).assessment().unwrap().score().unwrap().passed();
    assert_eq!(total(&in_2024("tongcheng-2019", &list)), "59");
    assert_eq!(passed(&list), Some(false));
    list[1] = one("report", "2024-02-01", Mark::Adopted);
    list[2] = one("report", "2024-02-01", Mark::Adopted);
    list.remove(3);
    assert_eq!(total(&in_2024("tongcheng-2019", &list)), "60");
    assert_eq!(passed(&list), Some(true));
    list.push(one("activity", "2024-02-02", Mark::Attended));
    assert_eq!(total(&in_2024("tongcheng-2019", &list)), "62");
    assert_eq!(passed(&list), Some(true));
}

#[test]
fn tongcheng_plenary_is_worth_fifty_thirty_with_leave_and_nothing_unexcused() {
    for (mark, worth) in [(Mark::Attended, "50"), (Mark::Leave, "30"), (Mark::Unexcused, "0")] {
        let list = [one("plenary", "2024-01-10", mark)];
        assert_eq!(total(&in_2024("tongcheng-2019", &list)), worth);
    }
    assert_eq!(total(&in_2024("tongcheng-2019", &[])), "0");
}

#[test]
fn tongcheng_deducts_meetings_of_the_standing_committee_from_standing_members_only() {
    let list = [
        one("plenary", "2024-01-10", Mark::Attended),
        one("standing-committee", "2024-03-10", Mark::Leave),
        one("standing-committee", "2024-06-10", Mark::Unexcused),
    ];
    let policy = builtin("tongcheng-2019");
    let member = assess(&policy, &list, year_2024());
    let standing = assess(&policy, &list, year_2024().with_role(SeatRole::StandingMember));
    assert_eq!((total(&member), total(&standing)), ("50".to_owned(), "43".to_owned()));
    assert_eq!(member.assessment().unwrap().score().unwrap().unscored(), [1, 2]);
    assert_eq!(account(&standing, "attendance").deductions(), points("-7"));
}

#[test]
fn tongcheng_first_name_has_half_and_the_others_share_the_other_half() {
    let worth = |mark, position, authors| {
        total(&in_2024("tongcheng-2019", &[joint("proposal", mark, position, authors)]))
    };
    assert_eq!(worth(Mark::Submitted, 1, 1), "10");
    assert_eq!(worth(Mark::Submitted, 1, 2), "5");
    assert_eq!(worth(Mark::Submitted, 2, 2), "5");
    assert_eq!(worth(Mark::Submitted, 1, 3), "5");
    assert_eq!(worth(Mark::Submitted, 2, 3), "2.5");
    assert_eq!(worth(Mark::Submitted, 3, 3), "2.5");
    assert_eq!(worth(Mark::Submitted, 2, 4), "1 2/3");
    assert_eq!(worth(Mark::Filed, 2, 3), "3.75");
}

#[test]
fn tongcheng_collective_proposal_counts_for_three_persons_and_not_for_four() {
    let of_three = in_2024("tongcheng-2019", &[joint("collective-proposal", Mark::Submitted, 2, 3)]);
    let of_four = in_2024("tongcheng-2019", &[joint("collective-proposal", Mark::Submitted, 1, 4)]);
    assert_eq!((total(&of_three), total(&of_four)), ("2.5".to_owned(), "0".to_owned()));
    let reason = |standing: &Standing| standing.assessment().unwrap().score().unwrap().lines()[0].reason();
    assert_eq!(reason(&of_three), LineReason::Shared);
    assert_eq!(reason(&of_four), LineReason::TooManyAuthors);
}

fn bonus(on: &str, text: &str) -> Contribution {
    one("bonus", on, Mark::Awarded).with_points(points(text))
}

#[test]
fn jinan_begins_with_seventy_deducts_absences_and_caps_the_bonus_at_fifty() {
    let plenary = |mark| one("plenary", "2024-01-10", mark);
    let with = |list: &[Contribution]| total(&in_2024("jinan-2015", list));
    assert_eq!(with(&[]), "70");
    assert_eq!(with(&[plenary(Mark::Attended)]), "70");
    assert_eq!(with(&[plenary(Mark::Leave)]), "60");
    assert_eq!(with(&[plenary(Mark::Unexcused)]), "40");
    for (awarded, sum) in [("99/2", "119.5"), ("50", "120"), ("51", "120")] {
        assert_eq!(with(&[bonus("2024-02-02", awarded)]), sum);
    }
    let silent = in_2024("jinan-2015", &[one("bonus", "2024-02-02", Mark::Awarded)]);
    let line = &silent.assessment().unwrap().score().unwrap().lines()[0];
    assert_eq!((line.points(), line.reason()), (Points::ZERO, LineReason::NoneRecorded));
}

#[test]
fn jinan_talks_below_sixty_and_not_at_sixty() {
    let with = |awarded: &str| {
        due(&in_2024("jinan-2015", &[one("plenary", "2024-01-10", Mark::Unexcused), bonus("2024-02-02", awarded)]))
    };
    assert_eq!(with("39/2"), [Sanction::Talk]);
    assert_eq!(with("20"), []);
    assert_eq!(with("41/2"), []);
}

#[test]
fn jinan_talks_by_the_conference_after_two_years_running_below_sixty() {
    let policy = builtin("jinan-2015");
    let absent = |year: i32| one("plenary", &format!("{year}-01-10"), Mark::Unexcused);
    let positions = |list: &[Contribution], window: Window| -> Vec<usize> {
        let standing = assess(&policy, list, window);
        standing.assessment().unwrap().triggered().iter().map(cogov::RungDue::position).collect()
    };
    let three = || window("2022-01-01", "2025-01-01");
    assert_eq!(positions(&[absent(2023), absent(2024)], three()), [0, 1]);
    assert_eq!(positions(&[absent(2022), absent(2024)], three()), [0]);
    // The table is that of the last year, in which nothing is wrong.
    assert_eq!(positions(&[absent(2022), absent(2023)], three()), [1]);
    // One year alone cannot tell.
    let standing = assess(&policy, &[absent(2024)], year_2024());
    let unjudged = standing.assessment().unwrap().unjudged();
    assert_eq!(unjudged.len(), 1);
    assert_eq!((unjudged[0].position(), unjudged[0].why()), (1, WhyUnjudged::TooFewYears));
    // What would be the second year is not whole.
    assert_eq!(positions(&[absent(2023), absent(2024)], window("2023-01-02", "2025-01-01")), [0]);
}

#[test]
fn jinan_requires_a_plenary_a_proposal_or_report_and_an_inspection() {
    let unmet = |list: &[Contribution]| -> Vec<usize> {
        let standing = in_2024("jinan-2015", list);
        standing.assessment().unwrap().unmet().iter().map(cogov::Unmet::requirement).collect()
    };
    let mut list = vec![one("plenary", "2024-01-10", Mark::Leave)];
    assert_eq!(unmet(&list), [0, 1, 2]);
    list.push(one("plenary", "2024-12-31", Mark::Attended));
    list.push(one("report", "2024-02-29", Mark::Submitted));
    assert_eq!(unmet(&list), [2]);
    list.push(one("inspection", "2025-01-01", Mark::Attended));
    assert_eq!(unmet(&list), [2]);
    list.push(one("inspection", "2024-01-01", Mark::Attended));
    assert!(unmet(&list).is_empty());
}

fn absences(key: &str, days: &[&str]) -> Vec<Contribution> {
    days.iter().map(|on| one(key, on, Mark::Unexcused)).collect()
}

#[test]
fn shandong_advises_to_resign_after_three_absences_of_a_standing_member_in_one_year() {
    let policy = builtin("shandong");
    let term = || window("2023-01-01", "2028-01-01").in_term(day("2023-01-01"), day("2028-01-01")).unwrap();
    let two = absences("standing-committee", &["2024-02-01", "2024-04-01", "2025-01-01", "2025-01-02"]);
    let three = absences("standing-committee", &["2024-02-01", "2024-04-01", "2024-12-31"]);
    let standing_member = || term().with_role(SeatRole::StandingMember);
    assert!(due(&assess(&policy, &two, standing_member())).is_empty());
    let found = assess(&policy, &three, standing_member());
    assert_eq!(due(&found), [Sanction::AdviseToResign]);
    let cause = &found.due().unwrap().causes()[0];
    assert_eq!((cause.found(), cause.contributions()), (&Found::Count(3), [0, 1, 2].as_slice()));
    assert_eq!(cause.within().from(), day("2024-01-01"));
    // The rule is about standing members.
    assert!(due(&assess(&policy, &three, term())).is_empty());
}

#[test]
fn shandong_counts_seven_absences_of_a_standing_member_in_the_term() {
    let policy = builtin("shandong");
    let mut days = vec![
        "2023-02-01", "2023-05-01", "2024-02-01", "2024-05-01", "2025-02-01", "2025-05-01",
    ];
    let term = || {
        window("2023-01-01", "2028-01-01")
            .in_term(day("2023-01-01"), day("2028-01-01"))
            .unwrap()
            .with_role(SeatRole::StandingMember)
    };
    assert!(due(&assess(&policy, &absences("standing-committee", &days), term())).is_empty());
    days.push("2027-12-31");
    let seven = assess(&policy, &absences("standing-committee", &days), term());
    assert_eq!(due(&seven), [Sanction::AdviseToResign]);
    assert_eq!(seven.due().unwrap().causes()[0].found(), &Found::Count(7));
    days[6] = "2028-01-01";
    let next_term = assess(&policy, &absences("standing-committee", &days), term());
    assert!(due(&next_term).is_empty());
    assert_eq!(next_term.assessment().unwrap().outside(), 1);
}

#[test]
fn shandong_counts_three_plenaries_of_a_term_with_or_without_leave() {
    let policy = builtin("shandong");
    let term = || window("2023-01-01", "2028-01-01").in_term(day("2023-01-01"), day("2028-01-01")).unwrap();
    let mut list = absences("plenary", &["2023-01-15", "2024-01-15"]);
    assert!(due(&assess(&policy, &list, term())).is_empty());
    list.push(one("plenary", "2025-01-15", Mark::Leave));
    assert_eq!(due(&assess(&policy, &list, term())), [Sanction::AdviseToResign]);
    // Without the term, or with a part of it only, it cannot be told.
    let why = |window: Window| {
        let standing = assess(&policy, &list[1..], window);
        standing.assessment().unwrap().unjudged().last().map(cogov::Unjudged::why)
    };
    assert_eq!(why(window("2024-01-01", "2028-01-01")), Some(WhyUnjudged::TermNotTold));
    let part = window("2024-01-01", "2028-01-01").in_term(day("2023-01-01"), day("2028-01-01")).unwrap();
    assert_eq!(why(part), Some(WhyUnjudged::TermNotCovered));
}

#[test]
fn xuanwei_criticises_one_unexcused_plenary_and_ends_the_membership_at_two() {
    let proposal = one("proposal", "2024-05-05", Mark::Submitted);
    let with = |days: &[&str]| {
        let mut list = absences("plenary", days);
        list.push(proposal.clone());
        list.push(one("plenary", "2024-03-03", Mark::Leave));
        in_2024("xuanwei", &list)
    };
    assert!(due(&with(&[])).is_empty());
    assert_eq!(due(&with(&["2024-01-10"])), [Sanction::Criticise]);
    let two = with(&["2024-01-10", "2024-11-10"]);
    assert_eq!(due(&two), [Sanction::Criticise, Sanction::Revoke]);
    let highest = two.due().unwrap().rung();
    assert_eq!(highest.sanction(), &Sanction::Revoke);
    assert_eq!(highest.body().unwrap().get(Lang::Zh), "常务委员会");
}

#[test]
fn xuanwei_does_not_nominate_again_after_two_years_running_without_a_proposal() {
    let policy = builtin("xuanwei");
    let years = |list: &[Contribution]| assess(&policy, list, window("2021-01-01", "2025-01-01"));
    let submitted = |on: &str| one("proposal", on, Mark::Submitted);
    // 2022 and 2023 are without.
    let gap = years(&[submitted("2021-12-31"), submitted("2024-01-01")]);
    assert_eq!(due(&gap), [Sanction::NotRenominate]);
    let cause = &gap.due().unwrap().causes()[0];
    assert_eq!(cause.found(), &Found::YearsRunning(2));
    assert_eq!((cause.within().from(), cause.within().until()), (day("2022-01-01"), day("2024-01-01")));
    // One year without, twice, is not two running; what is filed only is not a proposal more.
    assert!(due(&years(&[submitted("2022-01-01"), submitted("2024-12-31")])).is_empty());
    assert!(!due(&years(&[submitted("2021-12-31"), one("proposal", "2023-01-01", Mark::Filed), submitted("2024-01-01")])).is_empty());
    let none = years(&[]);
    assert_eq!(none.due().unwrap().causes()[0].found(), &Found::YearsRunning(4));
}

#[test]
fn xuanwei_does_not_nominate_again_with_fewer_than_three_proposals_in_the_term() {
    let policy = builtin("xuanwei");
    let days = ["2021-06-01", "2023-06-01", "2025-06-01"];
    let list: Vec<_> = days.iter().map(|on| one("proposal", on, Mark::Submitted)).collect();
    let term = |until: &str| {
        window("2021-01-01", until).in_term(day("2021-01-01"), day("2026-01-01")).unwrap()
    };
    assert!(due(&assess(&policy, &list, term("2026-01-01"))).is_empty());
    let two = assess(&policy, &list[..2], term("2025-01-01"));
    // The term is not over, so a third may still come.
    assert!(due(&two).is_empty());
    assert_eq!(two.assessment().unwrap().unjudged()[0].why(), WhyUnjudged::TermNotCovered);
    let list = [list[0].clone(), list[2].clone(), one("proposal", "2023-12-31", Mark::Filed)];
    let over = assess(&policy, &list, term("2026-01-01"));
    assert!(over.due().unwrap().causes().iter().any(|cause| cause.found() == &Found::Count(2)));
}

#[test]
fn yongchun_reminds_and_talks_below_seventy() {
    let with = |text: &str| {
        let list = [one("assessment", "2024-12-01", Mark::Awarded).with_points(points(text))];
        due(&in_2024("yongchun", &list))
    };
    assert_eq!(with("139/2"), [Sanction::Remind, Sanction::Talk]);
    assert_eq!(with("70"), []);
    assert_eq!(with("71"), []);
}

#[test]
fn yanbian_credits_joint_work_to_the_first_proposer_only() {
    let table = |sharing| {
        table_policy(PointsTable::new().with_items([
            Item::new(kind("proposal"), Mark::Submitted, 10).with_sharing(sharing),
        ]))
    };
    let worth = |sharing, position, authors| {
        let list = [joint("proposal", Mark::Submitted, position, authors)];
        total(&assess(&table(sharing), &list, year_2024()))
    };
    assert_eq!(worth(Sharing::FirstOnly, 1, 3), "10");
    assert_eq!(worth(Sharing::FirstOnly, 2, 3), "0");
    assert_eq!(worth(Sharing::Equally, 3, 3), "3 1/3");
    assert_eq!(worth(Sharing::Full, 3, 3), "10");
}

// ---- windows ------------------------------------------------------------------------------

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
        assess(&policy, &[], year_2024().held(held))
    };
    assert!(held("2024-01-01", None).assessment().is_some());
    assert!(held("2024-01-01", Some("2025-01-01")).assessment().is_some());
    let late = held("2024-01-02", None);
    assert!(late.assessment().is_none() && late.total().is_none() && late.due().is_none());
    let early = held("2024-01-01", Some("2024-12-31"));
    assert!(matches!(
        early.result(),
        Assessed::NotAssessed(NotAssessed::SeatNotHeldThroughout(_))
    ));
    assert!(early.describe(Lang::Zh).contains("不予评定"));
}

#[test]
fn years_of_a_term_that_begins_on_a_leap_day_follow_without_gap_or_overlap() {
    let term = window("2024-02-29", "2029-02-28").with_years(Years::OfTerm);
    let years: Vec<_> = term
        .years()
        .iter()
        .map(|year| (year.stretch().from().to_string(), year.stretch().until().to_string(), year.is_whole()))
        .collect();
    let begins: Vec<_> = years.iter().map(|(from, _, _)| from.as_str()).collect();
    assert_eq!(begins, ["2024-02-29", "2025-03-01", "2026-03-01", "2027-03-01", "2028-02-29"]);
    assert!(years.windows(2).all(|pair| pair[0].1 == pair[1].0));
    assert_eq!(years.iter().map(|(_, _, whole)| *whole).collect::<Vec<_>>(), [true, true, true, true, false]);
    // A contribution on the leap day is in the year that it begins.
    let policy = builtin("xuanwei");
    let list = [one("proposal", "2025-02-28", Mark::Submitted), one("proposal", "2027-02-28", Mark::Submitted), one("proposal", "2028-02-29", Mark::Submitted)];
    assert!(due(&assess(&policy, &list, term)).is_empty());
}

#[test]
fn years_of_the_term_are_counted_from_its_first_day_and_not_from_the_window() {
    let window = window("2021-07-01", "2024-07-01")
        .in_term(day("2020-03-01"), day("2025-03-01"))
        .unwrap()
        .with_years(Years::OfTerm);
    let whole: Vec<_> = window
        .years()
        .iter()
        .filter(|year| year.is_whole())
        .map(|year| year.stretch().from().to_string())
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

// ---- caps, floors, bands ------------------------------------------------------------------

fn anqing_attendance() -> ConductPolicy {
    let account = Account::new("attendance".parse::<cogov::AccountKey>().unwrap(), Text::new("Attendance").unwrap());
    let band = |key: &str, from: i32| Band::new(BandKey::new(key).unwrap(), Text::new(key).unwrap(), from);
    table_policy(
        PointsTable::new()
            .with_base(50)
            .with_accounts([account.with_start(50).with_floor(0)])
            .with_items([
                Item::new(kind("plenary"), Mark::Unexcused, -10).with_account("attendance".parse::<cogov::AccountKey>().unwrap()),
                Item::new(kind("proposal"), Mark::Unexcused, -5).with_account("attendance".parse::<cogov::AccountKey>().unwrap()),
                Item::new(kind("proposal"), Mark::Penalised, -1),
            ])
            .with_bands([band("excellent", 90), band("good", 80), band("competent", 60), band("not", 0)]),
    )
}

#[test]
fn an_account_stops_at_its_floor_and_bands_begin_on_their_numbers() {
    let policy = anqing_attendance();
    let with = |tens: usize, ones: usize| {
        let mut list = vec![one("plenary", "2024-01-01", Mark::Unexcused); tens];
        list.extend(vec![one("proposal", "2024-01-01", Mark::Penalised); ones]);
        let standing = assess(&policy, &list, year_2024());
        let band = standing.assessment().unwrap().score().unwrap().band().map(|band| band.key().to_string());
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
    let special = || Item::new(kind("plenary"), Mark::Leave, -5).with_role(SeatRole::StandingMember);
    for items in [[general(), special()], [special(), general()]] {
        let policy = table_policy(PointsTable::new().with_items(items));
        let list = [one("plenary", "2024-01-01", Mark::Leave)];
        let role = |role| total(&assess(&policy, &list, year_2024().with_role(role)));
        assert_eq!((role(SeatRole::Member), role(SeatRole::StandingMember)), ("-1".into(), "-5".into()));
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
    let prime = |below| Item::new(kind("proposal"), Mark::Submitted, Points::new(1, below).unwrap());
    let policy = table_policy(PointsTable::new().with_items([prime((1 << 53) - 111)]).with_base(Points::new(1, (1 << 53) - 145).unwrap()));
    let list = [one("proposal", "2024-05-05", Mark::Submitted)];
    let standing = assess(&policy, &list, year_2024());
    assert_eq!(standing.result(), &Assessed::NotAssessed(NotAssessed::NotExact));
    let largest = Points::new((1 << 53) - 1, 1).unwrap();
    let policy = table_policy(PointsTable::new().with_items([Item::new(kind("proposal"), Mark::Submitted, largest)]));
    let standing = assess(&policy, &vec![list[0].clone(); 1_000], year_2024());
    assert_eq!(total(&standing), "9007199254740991000");
}

#[test]
fn more_contributions_than_the_bound_are_not_assessed() {
    let list = vec![one("plenary", "2024-05-05", Mark::Attended); 1_000_001];
    let standing = assess(&builtin("xuanwei"), &list, year_2024());
    let expected = Assessed::NotAssessed(NotAssessed::TooManyContributions(1_000_001));
    assert_eq!(standing.result(), &expected);
}

#[test]
fn an_unchecked_policy_whose_cap_is_below_its_floor_does_not_panic() {
    let policy = table_policy(
        PointsTable::new()
            .with_cap(1)
            .with_floor(2)
            .with_items([Item::new(kind("proposal"), Mark::Submitted, 1)
                .with_sharing(Sharing::First(cogov::Fraction::new(3, 2).unwrap()))]),
    );
    let list = [joint("proposal", Mark::Submitted, 2, 2)];
    assert_eq!(total(&assess(&policy, &list, year_2024())), "2");
}

// ---- words --------------------------------------------------------------------------------

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
left aside, outside the window: 1
";
    assert_eq!(english, expected);
    assert_eq!(standing.to_string(), english);
    let chinese = standing.describe(Lang::Zh);
    for words in ["总分: 47.5", "应予:约谈", "不足60分;实为47.5分", "考核期外未计:1条"] {
        assert!(chinese.contains(words), "{words} in {chinese}");
    }
    let table = standing.table(Lang::En);
    assert!(table.contains("| Base | 70 | 0 | -30 | 40 | 40 |"), "{table}");
    assert!(in_2024("xuanwei", &list).table(Lang::Zh).is_empty());
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
    let refused = assess(&builtin("xuanwei"), &[], year_2024().held(Validity::new().with_from(day("2024-06-01"))));
    let json = serde_json::to_value(refused).unwrap();
    assert_eq!(json["result"]["not_assessed"]["seat_not_held_throughout"]["from"], "2024-06-01");
}

// ---- reading ------------------------------------------------------------------------------

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
    let found: Vec<_> = error.problems().iter().map(|one| (one.code().as_str(), one.path().to_string())).collect();
    let expected = [
        ("invalid-date", "[0].on"),
        ("unknown-value", "[0].mark"),
        ("invalid-fraction", "[0].author"),
        ("zero-number", "[1].author[0]"),
        ("invalid-fraction", "[1].points"),
    ];
    assert_eq!(found, expected.map(|(code, path)| (code, path.to_owned())));
    assert_eq!(error.problems()[4].location().unwrap().line(), 2);
    let syntax = Contribution::list_from_json("[{]").unwrap_err();
    assert_eq!(syntax.problems()[0].code(), ProblemCode::Syntax);
    assert_eq!(Contribution::list_from_json("{}").unwrap_err().problems()[0].code(), ProblemCode::WrongType);
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
        ("duplicate-key", "contributions[1].key"),
        ("empty-list", "attendance"),
        ("unknown-key", "leave[0].kinds[0]"),
        ("duplicate-key", "points.accounts[1].key"),
        ("duplicate-key", "points.bands[2].key"),
        ("misordered-table", "points.base"),
        ("misordered-table", "points.accounts[0].cap"),
        ("misordered-table", "points.accounts[1].start"),
        ("impossible-threshold", "points.pass"),
        ("unknown-key", "points.items[0].account"),
        ("duplicate-entry", "points.items[1]"),
        ("misordered-table", "points.items[1].sharing"),
        ("zero-number", "points.items[2].most_authors"),
        ("misordered-table", "points.bands[2].from"),
        ("misordered-table", "points.bands[3].from"),
        ("impossible-threshold", "points.bands[0].from"),
        ("misplaced-field", "ladder[0].triggers[0]"),
        ("empty-list", "ladder[1].triggers"),
        ("misordered-table", "ladder[2].sanction"),
        ("impossible-threshold", "ladder[2].triggers[0].below_points"),
        ("empty-list", "ladder[2].triggers[1].kinds"),
        ("idle-threshold", "ladder[2].triggers[1].at_least"),
        ("duplicate-entry", "ladder[2].triggers[2].kinds[1]"),
        ("duplicate-entry", "ladder[2].triggers[2].marks[1]"),
        ("impossible-threshold", "ladder[2].triggers[2].fewer_than"),
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

// ---- properties ---------------------------------------------------------------------------

fn any_contribution() -> impl Strategy<Value = Contribution> {
    let kinds = prop::sample::select(vec![
        "plenary", "standing-committee", "proposal", "collective-proposal", "activity", "report",
        "bonus", "unknown",
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
    let all = |places: &[usize]| -> Vec<&Contribution> { places.iter().map(|place| &list[*place]).collect() };
    let due: Vec<_> = found
        .triggered()
        .iter()
        .map(|due| (due.position(), due.causes().iter().map(|cause| {
            let mut on = all(cause.contributions());
            on.sort_by_key(|one| format!("{one:?}"));
            (cause.within(), cause.found().clone(), format!("{on:?}"))
        }).collect::<Vec<_>>()))
        .collect();
    let score = found.score().map(|score| {
        let lines: Vec<_> = score.lines().iter().map(|line| (&list[line.contribution()], line.points())).collect();
        format!("{lines:?} {:?} {:?} {:?}", score.accounts(), score.total(), score.years())
    });
    let mut repeated: Vec<_> = all(found.repeated()).iter().map(|one| (one.on().to_string(), one.kind().to_string())).collect();
    repeated.sort();
    format!("{due:?} {score:?} {:?} {} {repeated:?}", found.unmet(), found.outside())
}

/// What Tongcheng's table gives in 2024, in twelfths of a point, written down a second time.
fn tongcheng_oracle(list: &[Contribution]) -> i64 {
    let (mut attendance, mut proposals, mut activities, mut reports) = (0, 0, 0, 0);
    for one in list.iter().filter(|one| one.on().year() == 2024) {
        let shared = |twelfths: i64| match one.author().map(|a| (a.position(), a.authors())) {
            None | Some((1, 1)) => twelfths,
            Some((1, _)) => twelfths / 2,
            Some((_, authors)) => twelfths / 2 / (authors as i64 - 1),
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
    (attendance.min(6000) + proposals.min(3000) + activities.min(1200) + reports.min(1800)).min(12_000)
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
                .in_term(day("2023-01-01"), day("2025-01-01"))
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
        let account = || "all".parse::<cogov::AccountKey>().unwrap();
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
                Trigger::from(BelowPoints::new(Points::new(below, parts).unwrap()).with_years_running(years)),
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

fn in_policy(policy: &ConductPolicy, list: &[Contribution]) -> Standing {
    assess(policy, list, year_2024())
}
