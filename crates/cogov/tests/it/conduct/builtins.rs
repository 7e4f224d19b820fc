//! The policies in use: on each number, just below it and just above.

use cogov::conduct::{
    Contribution, Found, Item, Limit, LineReason, Mark, Points, PointsTable, Sanction, SeatRole,
    Sharing, Standing, WhyUnjudged, Window, assess,
};
use cogov::{ConductPolicy, Lang};

use super::{
    account, bonus, builtin, day, due, in_2024, joint, kind, one, points, table_policy, total,
    window, year_2024,
};

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
    let passed = |list: &[Contribution]| {
        in_2024("tongcheng-2019", list).assessment().unwrap().score().unwrap().passed()
    };
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
    assert_eq!(member.assessment().unwrap().uncounted()[0].contributions(), [1, 2]);
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
    let of_three =
        in_2024("tongcheng-2019", &[joint("collective-proposal", Mark::Submitted, 2, 3)]);
    let of_four = in_2024("tongcheng-2019", &[joint("collective-proposal", Mark::Submitted, 1, 4)]);
    assert_eq!((total(&of_three), total(&of_four)), ("2.5".to_owned(), "0".to_owned()));
    let reason =
        |standing: &Standing| standing.assessment().unwrap().score().unwrap().lines()[0].reason();
    assert_eq!(reason(&of_three), LineReason::Shared);
    assert_eq!(reason(&of_four), LineReason::TooManyAuthors);
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
        due(&in_2024(
            "jinan-2015",
            &[one("plenary", "2024-01-10", Mark::Unexcused), bonus("2024-02-02", awarded)],
        ))
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
        standing
            .assessment()
            .unwrap()
            .triggered()
            .iter()
            .map(cogov::conduct::RungDue::index)
            .collect()
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
    assert_eq!((unjudged[0].index(), unjudged[0].why()), (1, WhyUnjudged::TooFewYears));
    // What would be the second year is not whole.
    assert_eq!(positions(&[absent(2023), absent(2024)], window("2023-01-02", "2025-01-01")), [0]);
}

#[test]
fn jinan_requires_a_plenary_a_proposal_or_report_and_an_inspection() {
    let unmet = |list: &[Contribution]| -> Vec<usize> {
        let standing = in_2024("jinan-2015", list);
        standing
            .assessment()
            .unwrap()
            .unmet()
            .iter()
            .map(cogov::conduct::Unmet::requirement)
            .collect()
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
    let term = || {
        window("2023-01-01", "2028-01-01").with_term(day("2023-01-01"), day("2028-01-01")).unwrap()
    };
    let two =
        absences("standing-committee", &["2024-02-01", "2024-04-01", "2025-01-01", "2025-01-02"]);
    let three = absences("standing-committee", &["2024-02-01", "2024-04-01", "2024-12-31"]);
    let standing_member = || term().with_role(SeatRole::StandingMember);
    assert!(due(&assess(&policy, &two, standing_member())).is_empty());
    let found = assess(&policy, &three, standing_member());
    assert_eq!(due(&found), [Sanction::AdviseToResign]);
    let cause = &found.due().unwrap().causes()[0];
    assert_eq!((cause.found(), cause.contributions()), (&Found::Count(3), [0, 1, 2].as_slice()));
    assert_eq!(cause.within().first_day(), day("2024-01-01"));
    // The rule is about standing members.
    assert!(due(&assess(&policy, &three, term())).is_empty());
}

#[test]
fn shandong_counts_seven_absences_of_a_standing_member_in_the_term() {
    let policy = builtin("shandong");
    let mut days =
        vec!["2023-02-01", "2023-05-01", "2024-02-01", "2024-05-01", "2025-02-01", "2025-05-01"];
    let term = || {
        window("2023-01-01", "2028-01-01")
            .with_term(day("2023-01-01"), day("2028-01-01"))
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
    let term = || {
        window("2023-01-01", "2028-01-01").with_term(day("2023-01-01"), day("2028-01-01")).unwrap()
    };
    let mut list = absences("plenary", &["2023-01-15", "2024-01-15"]);
    assert!(due(&assess(&policy, &list, term())).is_empty());
    list.push(one("plenary", "2025-01-15", Mark::Leave));
    assert_eq!(due(&assess(&policy, &list, term())), [Sanction::AdviseToResign]);
    // Without the term, or with a part of it only, it cannot be told.
    let why = |window: Window| {
        let standing = assess(&policy, &list[1..], window);
        standing.assessment().unwrap().unjudged().last().map(cogov::conduct::Unjudged::why)
    };
    assert_eq!(why(window("2024-01-01", "2028-01-01")), Some(WhyUnjudged::TermNotTold));
    let part =
        window("2024-01-01", "2028-01-01").with_term(day("2023-01-01"), day("2028-01-01")).unwrap();
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
    assert_eq!(highest.sanction(), Sanction::Revoke);
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
    assert_eq!(gap.due(), None, "it comes only with the end of the term");
    let cause = &gap.not_renominated().unwrap().causes()[0];
    assert_eq!(cause.found(), &Found::YearsRunning(2));
    assert_eq!(
        (cause.within().first_day(), cause.within().first_day_after()),
        (day("2022-01-01"), day("2024-01-01"))
    );
    // One year without, twice, is not two running; what is filed only is not a proposal more.
    assert!(due(&years(&[submitted("2022-01-01"), submitted("2024-12-31")])).is_empty());
    assert!(
        !due(&years(&[
            submitted("2021-12-31"),
            one("proposal", "2023-01-01", Mark::Filed),
            submitted("2024-01-01")
        ]))
        .is_empty()
    );
    let none = years(&[]);
    assert_eq!(none.not_renominated().unwrap().causes()[0].found(), &Found::YearsRunning(4));
}

#[test]
fn xuanwei_does_not_nominate_again_with_fewer_than_three_proposals_in_the_term() {
    let policy = builtin("xuanwei");
    let days = ["2021-06-01", "2023-06-01", "2025-06-01"];
    let list: Vec<_> = days.iter().map(|on| one("proposal", on, Mark::Submitted)).collect();
    let term = |until: &str| {
        window("2021-01-01", until).with_term(day("2021-01-01"), day("2026-01-01")).unwrap()
    };
    assert!(due(&assess(&policy, &list, term("2026-01-01"))).is_empty());
    let two = assess(&policy, &list[..2], term("2025-01-01"));
    // The term is not over, so a third may still come.
    assert!(due(&two).is_empty());
    assert_eq!(two.assessment().unwrap().unjudged()[0].why(), WhyUnjudged::TermNotCovered);
    let list = [list[0].clone(), list[2].clone(), one("proposal", "2023-12-31", Mark::Filed)];
    let over = assess(&policy, &list, term("2026-01-01"));
    assert!(
        over.not_renominated()
            .unwrap()
            .causes()
            .iter()
            .any(|cause| cause.found() == &Found::Count(2))
    );
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
    let table =
        |sharing| {
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
