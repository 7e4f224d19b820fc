//! The board: who owes what to whom by when, and what comes next, at several dates of one case.

use cogov::case::{Case, Climb, DueStatus, DueThing};
use cogov::{Instant, Lang};

use super::parking::{opened, until};

fn at(text: &str) -> Instant {
    text.parse().expect("a moment")
}

/// The case as it stood at a moment.
fn case_at(moment: &str) -> Case {
    let mut case = opened();
    until(&mut case, at(moment));
    case
}

#[test]
fn the_board_says_who_owes_what_by_when_and_what_comes_next() {
    let mut text = String::new();
    for moment in
        ["2026-06-10T09:00:00+08:00", "2026-07-15T09:00:00+08:00", "2026-08-13T09:00:00+08:00"]
    {
        let board = case_at(moment).board(at(moment), Lang::En);
        text.push_str(&board.to_text());
        text.push('\n');
    }
    text.push_str(
        &case_at("2026-08-13T09:00:00+08:00")
            .board(at("2026-08-13T09:00:00+08:00"), Lang::Zh)
            .to_markdown(),
    );
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_late_climbs_from_a_reminder_to_the_supervisor() {
    let moment = "2026-08-09T09:00:00+08:00";
    let of = |moment: &str| {
        let due = case_at(moment).due(at(moment));
        let late = due.into_iter().find(|due| due.status() == DueStatus::Overdue);
        late.map(|due| (due.thing().clone(), due.climbs()))
    };
    let bollards = DueThing::Obligation("bollards".parse().expect("a key"));
    assert_eq!(of(moment), Some((bollards.clone(), Some(Climb::Reminder))));
    assert_eq!(of("2026-08-12T09:00:00+08:00"), Some((bollards, Some(Climb::Supervisor))));
}

#[test]
fn nothing_that_depends_on_the_clock_is_stored() {
    let case = case_at("2026-07-15T09:00:00+08:00");
    let late = case.due(at("2027-01-01T00:00:00+08:00"));
    assert!(late.iter().any(|due| due.status() == DueStatus::Overdue));
    assert!(
        case.due(at("2026-07-15T09:00:00+08:00"))
            .iter()
            .all(|due| due.status() != DueStatus::Overdue)
    );
}

#[test]
fn a_board_on_which_nothing_is_owed_says_so() {
    let (case, moment) = (opened(), at("2026-05-01T09:00:00+08:00"));
    assert!(case.due(moment).is_empty(), "the case has not begun");
    for (lang, said) in [(Lang::En, "owed   nothing"), (Lang::Zh, "待办  无")] {
        let board = case.board(moment, lang);
        assert!(board.header().is_empty() && board.rows().is_empty());
        let text = board.to_text();
        assert!(text.ends_with(&format!("{said}\n")), "{text}");
    }
}
