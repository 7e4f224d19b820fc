//! The calendar: days and moments, working days and holidays, terms, and offsets that change.

mod clocks;
mod random;
mod refused;
mod values;
mod words;

use cogov::time::{
    CalendarError, CalendarTable, Count, DayKind, Offset, OffsetChange, Period, Rhythm, Roll,
    Weekday,
};
use cogov::{Calendar, Date, Instant, Lang, Problem, ProblemCode, Stated, Term, Validity};
use proptest::prelude::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn moment(text: &str) -> Instant {
    text.parse().unwrap()
}

fn offset(text: &str) -> Offset {
    text.parse().unwrap()
}

fn days(first: &str, last: &str) -> Vec<Date> {
    let (first, last) = (date(first), date(last));
    (0..=first.days_until(last)).map(|n| first.plus_days(n).unwrap()).collect()
}

fn table(calendar: &Calendar) -> CalendarTable {
    CalendarTable::new(calendar).unwrap()
}

/// The codes and paths of the problems of a calendar.
fn problems(calendar: &Calendar) -> Vec<(&'static str, String)> {
    let problems: Vec<Problem> = CalendarTable::new(calendar).unwrap_err().into_iter().collect();
    problems.iter().map(|p| (p.code().as_str(), p.path().to_string())).collect()
}

/// A block of holidays around the Spring Festival, with a Saturday before and one after it worked.
fn spring() -> Calendar {
    Calendar::default()
        .with_offsets([OffsetChange::new(offset("+08:00"))])
        .with_holidays(days("2026-02-15", "2026-02-23"))
        .with_make_up_days([date("2026-02-28"), date("2026-02-14")])
}

#[test]
fn make_up_days_are_worked_and_holidays_are_not() {
    let table = table(&spring());
    for (day, kind) in [
        ("2026-02-13", DayKind::Working),
        ("2026-02-14", DayKind::MakeUp),
        ("2026-02-15", DayKind::Holiday),
        ("2026-02-17", DayKind::Holiday),
        ("2026-02-23", DayKind::Holiday),
        ("2026-02-24", DayKind::Working),
        ("2026-02-28", DayKind::MakeUp),
        ("2026-03-01", DayKind::Weekend),
    ] {
        assert_eq!(table.kind_of(date(day)), kind, "{day}");
        assert_eq!(table.is_working_day(date(day)), kind.is_worked(), "{day}");
    }
    // 9 to 13 and the 14th; then 24 to 27 and the 28th.
    assert_eq!(table.working_days_between(date("2026-02-09"), date("2026-03-02")), 11);
    assert_eq!(table.working_days_between(date("2026-02-15"), date("2026-02-24")), 0);
    assert_eq!(table.working_days_between(date("2026-02-14"), date("2026-02-15")), 1);
    assert_eq!(table.working_days_between(date("2026-03-02"), date("2026-02-09")), 0);
    assert_eq!(table.working_day_from(date("2026-02-15")).unwrap(), date("2026-02-24"));
    assert_eq!(table.working_day_from(date("2026-02-14")).unwrap(), date("2026-02-14"));
}

#[test]
fn a_term_of_working_days_goes_across_a_block_of_holidays() {
    let table = table(&spring());
    let last = |start: &str, length: u32| {
        table.last_day(date(start), Term::working_days(length).unwrap()).unwrap().to_string()
    };
    assert_eq!(last("2026-02-12", 1), "2026-02-13");
    assert_eq!(last("2026-02-12", 2), "2026-02-14");
    assert_eq!(last("2026-02-12", 3), "2026-02-24");
    assert_eq!(last("2026-02-12", 7), "2026-02-28");
    assert_eq!(last("2026-02-12", 8), "2026-03-02");
    // The event is on a holiday: day 1 is still the first day worked after it.
    assert_eq!(last("2026-02-17", 1), "2026-02-24");
    assert_eq!(last("2026-02-28", 1), "2026-03-02");
}

#[test]
fn a_term_of_days_ends_on_a_holiday_unless_the_calendar_rolls() {
    let fifteen = Term::days(15).unwrap();
    let start = date("2026-02-02");
    assert_eq!(table(&spring()).last_day(start, fifteen).unwrap(), date("2026-02-17"));
    let rolling = table(&spring().with_roll(Roll::Following));
    assert_eq!(rolling.last_day(start, fifteen).unwrap(), date("2026-02-24"));
    // It ends on a Saturday that is worked: nothing to roll.
    let twelve = Term::days(12).unwrap();
    assert_eq!(rolling.last_day(start, twelve).unwrap(), date("2026-02-14"));
    // A term of working days never ends on a day that is not worked.
    let working = Term::working_days(11).unwrap();
    assert_eq!(rolling.last_day(start, working), table(&spring()).last_day(start, working));
}

#[test]
fn terms_count_leap_days_and_ends_of_months() {
    let table = CalendarTable::default();
    let last = |start: &str, length: u32| {
        table.last_day(date(start), Term::days(length).unwrap()).unwrap().to_string()
    };
    assert_eq!(last("2024-02-28", 1), "2024-02-29");
    assert_eq!(last("2023-02-28", 1), "2023-03-01");
    assert_eq!(last("1900-02-28", 1), "1900-03-01");
    assert_eq!(last("2000-02-28", 1), "2000-02-29");
    assert_eq!(last("2026-01-31", 30), "2026-03-02");
    assert_eq!(last("2025-12-31", 365), "2026-12-31");
    assert_eq!(last("2023-03-01", 366), "2024-03-01");
}

#[test]
fn a_term_is_over_at_the_first_moment_after_its_last_day_there() {
    let table = table(&spring());
    // Half past midnight of the 13th there, though the 12th in universal time: day 1 is the 14th.
    let start = moment("2026-02-12T16:30:00Z");
    assert_eq!(table.day_of(start).unwrap(), date("2026-02-13"));
    let due = table.due(start, Term::working_days(1).unwrap()).unwrap();
    assert_eq!(due.to_string(), "2026-02-15T00:00:00+08:00");
    // The last instant of the last day is in time.
    assert!(moment("2026-02-14T23:59:59.999999999+08:00") < due);
    let due = table.due(start, Term::days(1).unwrap()).unwrap();
    assert_eq!(due.to_string(), "2026-02-15T00:00:00+08:00");
    // At the last nanosecond of a day it is still that day.
    let late = moment("2026-02-13T15:59:59.999999999Z");
    assert_eq!(table.day_of(late).unwrap(), date("2026-02-13"));
    assert_eq!(table.day_of(moment("2026-02-13T16:00:00Z")).unwrap(), date("2026-02-14"));
    // Also before 1970, where seconds are counted backwards.
    let early = moment("1949-09-30T15:59:59.5Z");
    assert_eq!(table.day_of(early).unwrap(), date("1949-09-30"));
}

#[test]
fn a_suspension_makes_a_term_longer_by_the_days_that_it_counts() {
    let table = table(&spring());
    let (ten, five) = (Term::days(10).unwrap(), Term::working_days(5).unwrap());
    let (suspended, resumed) = (date("2026-02-12"), date("2026-02-25"));
    assert_eq!(table.suspended_days(ten, suspended, resumed), 13);
    // The 12th, 13th, 14th and 24th.
    assert_eq!(table.suspended_days(five, suspended, resumed), 4);
    assert_eq!(table.suspended_days(ten, suspended, suspended), 0);
    assert_eq!(table.suspended_days(ten, resumed, suspended), 0);

    let start = moment("2026-02-09T10:00:00+08:00");
    let due = |term, days| table.due_with_suspension(start, term, days).unwrap().to_string();
    assert_eq!(due(ten, 0), "2026-02-20T00:00:00+08:00");
    assert_eq!(due(ten, 13), "2026-03-05T00:00:00+08:00");
    // Without it the term would end on the 14th; the 10th and 11th counted, so three days are left
    // when it is resumed: the 25th, 26th and 27th.
    assert_eq!(due(five, 0), "2026-02-15T00:00:00+08:00");
    assert_eq!(due(five, 4), "2026-02-28T00:00:00+08:00");
}

#[test]
fn the_default_calendar_is_universal_time_with_weekends_free() {
    let table = CalendarTable::default();
    assert_eq!(table, CalendarTable::new(&Calendar::default()).unwrap());
    assert_eq!(table.offset_on(date("2026-01-01")), Offset::UTC);
    assert_eq!(table.kind_of(date("2026-01-03")), DayKind::Weekend);
    assert_eq!(table.kind_of(date("2026-01-01")), DayKind::Working, "no holidays are built in");
    assert_eq!(Calendar::new(), Calendar::default());
}

#[test]
fn a_calendar_that_leaves_the_weekend_out_keeps_it_and_one_that_states_none_has_none() {
    let read = |calendar: &str| {
        let text = format!(
            r#"{{"format": "cogov/1", "key": "x", "version": 1, "title": "X", "calendar": {calendar}}}"#
        );
        cogov::Charter::from_json(&text)
    };
    let on_saturday = |calendar: &str| {
        let charter = read(calendar).unwrap();
        CalendarTable::new(charter.calendar().unwrap()).unwrap().kind_of(date("2026-01-03"))
    };
    assert_eq!(on_saturday(r#"{"offsets": [{"offset": "+08:00"}]}"#), DayKind::Weekend);
    assert_eq!(on_saturday(r#"{"weekend": {"none": true}}"#), DayKind::Working);
    assert_eq!(on_saturday(r#"{"weekend": ["sunday"]}"#), DayKind::Working);
    let error = read(r#"{"weekend": []}"#).unwrap_err();
    let found: Vec<_> =
        error.problems().iter().map(|p| (p.code().as_str(), p.path().to_string())).collect();
    assert_eq!(found, [("empty-list", "calendar.weekend".to_owned())]);
}

#[test]
fn counting_beyond_the_year_9999_is_an_error() {
    let table = table(&spring().with_roll(Roll::Following));
    let out = Err(CalendarError::OutOfRange);
    assert_eq!(table.last_day(Date::MAX, Term::days(1).unwrap()), out);
    assert_eq!(table.last_day(Date::MAX, Term::working_days(1).unwrap()), out);
    assert_eq!(table.last_day(date("9999-12-31"), Term::working_days(36_600).unwrap()), out);
    assert_eq!(
        table.last_day_with_suspension(Date::MIN, Term::days(36_600).unwrap(), u32::MAX),
        out
    );
    assert_eq!(
        table.last_day_with_suspension(Date::MIN, Term::working_days(1).unwrap(), u32::MAX),
        out
    );
    assert_eq!(table.last_day(date("9999-12-30"), Term::days(1).unwrap()), Ok(Date::MAX));
    // The last day exists, but not the moment after it.
    let start = moment("9999-12-30T00:00:00+08:00");
    assert_eq!(table.due(start, Term::days(1).unwrap()), Err(CalendarError::OutOfRange));
    // It is the year 10000 there already; and the first day there began in the year 0 elsewhere.
    assert_eq!(table.day_of(moment("9999-12-31T20:00:00Z")), out);
    assert_eq!(table.start_of(Date::MIN), Err(CalendarError::OutOfRange));
    // 9999-12-31 is a Friday, so on the default calendar it is the last day that is worked.
    let plain = CalendarTable::default();
    assert_eq!(plain.working_day_from(Date::MAX), Ok(Date::MAX));
    let free = CalendarTable::new(&Calendar::default().with_holidays([Date::MAX])).unwrap();
    assert_eq!(free.working_day_from(Date::MAX), out);
    // 521,722 weeks and a Monday to Thursday.
    assert_eq!(free.working_days_between(Date::MIN, Date::MAX), 521_722 * 5 + 4);
}
