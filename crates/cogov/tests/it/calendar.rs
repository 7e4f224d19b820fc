//! The calendar: days and moments, working days and holidays, terms, and offsets that change.

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
fn days_of_every_leap_rule_exist_or_do_not() {
    for (text, exists) in [
        ("2000-02-29", true),
        ("1900-02-29", false),
        ("2100-02-29", false),
        ("2024-02-29", true),
        ("2023-02-29", false),
        ("0004-02-29", true),
        ("2026-04-31", false),
        ("2026-13-01", false),
        ("2026-00-01", false),
        ("2026-01-00", false),
        ("0001-01-01", true),
        ("0000-12-31", false),
        ("9999-12-31", true),
        ("+2026-1-01", false),
        ("-026-01-01", false),
        ("2026-1-001", false),
        ("2026-01-1", false),
        ("2026/01/01", false),
        (" 026-01-01", false),
        ("2026-01-011", false),
        ("２026-01-1", false),
        ("", false),
    ] {
        let read = text.parse::<Date>();
        assert_eq!(read.is_ok(), exists, "{text}");
        if let Ok(day) = read {
            assert_eq!(day.to_string(), text);
        }
    }
}

#[test]
fn days_outside_the_years_1_to_9999_are_never_reached() {
    assert_eq!(Date::MIN.plus_days(-1), None);
    assert_eq!(Date::MAX.plus_days(1), None);
    assert_eq!(Date::MIN.plus_days(i64::MAX), None);
    assert_eq!(Date::MAX.plus_days(i64::MIN), None);
    assert_eq!(Date::MIN.days_until(Date::MAX), 3_652_058);
    assert_eq!(Date::MIN.plus_days(3_652_058), Some(Date::MAX));
    assert_eq!(Date::MAX.plus_days(-3_652_058), Some(Date::MIN));
    assert_eq!(Weekday::of(Date::MIN), Weekday::Monday);
    assert_eq!(Weekday::of(Date::MAX), Weekday::Friday);
    assert_eq!(Weekday::of(date("2026-02-17")), Weekday::Tuesday);
}

#[test]
fn an_instant_is_written_in_one_form() {
    for (text, written) in [
        ("2026-01-31T09:30:00+08:00", "2026-01-31T09:30:00+08:00"),
        ("2026-01-31t09:30:00z", "2026-01-31T09:30:00Z"),
        ("2026-01-31T09:30:00+00:00", "2026-01-31T09:30:00Z"),
        ("2026-01-31T09:30:00-00:00", "2026-01-31T09:30:00Z"),
        ("2026-01-31T09:30:00.500Z", "2026-01-31T09:30:00.5Z"),
        ("2026-01-31T09:30:00.000000000Z", "2026-01-31T09:30:00Z"),
        ("2026-01-31T09:30:00.123456789-03:30", "2026-01-31T09:30:00.123456789-03:30"),
        ("2026-01-31T09:30:00.000000001Z", "2026-01-31T09:30:00.000000001Z"),
        ("2024-02-29T23:59:59+18:00", "2024-02-29T23:59:59+18:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
    ] {
        let read = moment(text);
        assert_eq!(read.to_string(), written);
        assert_eq!(moment(written), read, "{text}");
        assert_eq!(moment(written).to_string(), written);
    }
}

#[test]
fn what_could_not_be_written_again_as_it_was_is_no_instant() {
    for text in [
        "",
        "2026-01-31",
        "2026-01-31T09:30:00",
        "2026-01-31T09:30Z",
        "2026-01-31 09:30:00Z",
        "2026-01-31x09:30:00Z",
        "2026-02-29T09:30:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T09:60:00Z",
        "2016-12-31T23:59:60Z",
        "2017-01-01T07:59:60+08:00",
        "2026-01-31T09:30:61Z",
        "2026-01-31T09:30:00.Z",
        "2026-01-31T09:30:00.1234567890Z",
        "2026-01-31T09:30:00,5Z",
        "2026-01-31T09:30:00+8:00",
        "2026-01-31T09:30:00+0800",
        "2026-01-31T09:30:00+18:01",
        "2026-01-31T09:30:00-23:00",
        "2026-01-31T09:30:00+05:60",
        "2026-01-31T09:30:00+08:00 ",
        " 2026-01-31T09:30:00+08:00",
        "2026-01-31T09:30:00\u{2212}08:00",
        "0000-06-01T00:00:00Z",
        "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:00:00-08:00",
        "+12026-01-31T09:30:00Z",
        "2026-01-3１T09:30:00Z",
    ] {
        let error = text.parse::<Instant>().expect_err(text);
        assert!(error.help(Lang::En).contains("RFC 3339"));
    }
}

#[test]
fn instants_are_equal_and_ordered_as_moments() {
    let (here, there) = (moment("2026-02-01T00:30:00+08:00"), moment("2026-01-31T16:30:00Z"));
    assert_eq!(here, there);
    assert!(here < moment("2026-01-31T16:30:00.000000001Z"));
    assert_eq!(here.offset(), offset("+08:00"));
    assert_eq!(here.date_at(Offset::UTC), Some(date("2026-01-31")));
    assert_eq!(there.date_at(offset("+08:00")), Some(date("2026-02-01")));
    assert_eq!(moment("9999-12-31T23:00:00Z").date_at(offset("+08:00")), None);
    assert_eq!(moment("0001-01-01T01:00:00Z").date_at(offset("-08:00")), None);
    assert_eq!(Instant::start_of(Date::MIN, offset("+00:01")), None);
    assert_eq!(
        Instant::start_of(Date::MAX, offset("-00:01")).map(|m| m.to_string()).as_deref(),
        Some("9999-12-31T00:00:00-00:01")
    );
}

#[test]
fn an_offset_is_written_in_one_form_within_18_hours() {
    for (text, minutes) in
        [("+08:00", 480), ("-03:30", -210), ("+18:00", 1080), ("-18:00", -1080), ("-00:15", -15)]
    {
        assert_eq!(offset(text).minutes(), minutes);
        assert_eq!(offset(text).to_string(), text);
    }
    assert_eq!(offset("-00:00").to_string(), "+00:00");
    for text in [
        "",
        "Z",
        "8",
        "+8:00",
        "08:00",
        "+08",
        "+08:60",
        "+18:01",
        "-19:00",
        "+1\u{663}:00",
        "++8:00",
        "+08:00:00",
        "+-8:00",
    ] {
        let error = text.parse::<Offset>().expect_err(text);
        assert_eq!(error.help(Lang::En), "write it as +HH:MM or -HH:MM, within 18 hours");
    }
}

#[test]
fn a_rhythm_of_months_ends_on_the_last_day_of_a_shorter_month() {
    let next = |every: u32, period, last: &str| {
        Rhythm::new(Count::new(every).unwrap(), period)
            .next_after(date(last))
            .map(|day| day.to_string())
    };
    for (every, period, last, expected) in [
        (1, Period::Month, "2024-01-31", "2024-02-29"),
        (1, Period::Month, "2023-01-31", "2023-02-28"),
        (1, Period::Month, "1900-01-29", "1900-02-28"),
        (1, Period::Month, "2000-01-30", "2000-02-29"),
        (1, Period::Month, "2026-03-31", "2026-04-30"),
        (1, Period::Month, "2026-12-15", "2027-01-15"),
        (2, Period::Month, "2025-12-31", "2026-02-28"),
        (1, Period::Quarter, "2025-11-30", "2026-02-28"),
        (1, Period::Year, "2024-02-29", "2025-02-28"),
        (4, Period::Year, "2024-02-29", "2028-02-29"),
        (100, Period::Year, "2000-02-29", "2100-02-28"),
        (2, Period::Week, "2024-02-20", "2024-03-05"),
        (100, Period::Day, "2025-12-31", "2026-04-10"),
    ] {
        assert_eq!(next(every, period, last).as_deref(), Some(expected), "{every} {period} {last}");
    }
    assert_eq!(next(1, Period::Month, "9999-12-01"), None);
    assert_eq!(next(1, Period::Day, "9999-12-31"), None);
    assert_eq!(next(100, Period::Quarter, "9975-01-01"), None);
}

#[test]
fn a_validity_is_half_open_and_empty_where_no_day_lies_in_it() {
    let (may, june) = (date("2026-05-01"), date("2026-06-01"));
    let in_may = Validity::new().with_from(may).with_until(june);
    assert!(in_may.in_force_on(may) && in_may.in_force_on(date("2026-05-31")));
    assert!(!in_may.in_force_on(june) && !in_may.in_force_on(date("2026-04-30")));
    assert!(!in_may.meets(&Validity::new().with_from(june)));
    assert!(!in_may.meets(&Validity::new().with_until(may)));
    assert!(in_may.meets(&Validity::new().with_until(date("2026-05-02"))));
    assert!(Validity::new().meets(&Validity::new()));
    assert!(!Validity::new().with_from(may).with_until(may).is_ordered());
    assert!(!Validity::new().with_until(Date::MIN).is_ordered(), "no day is before the first");
    assert!(Validity::new().with_from(Date::MAX).is_ordered());
}

#[test]
fn a_term_has_at_least_a_day_and_at_most_the_bound() {
    assert!(Term::days(0).is_err() && Term::working_days(0).is_err());
    assert!(Term::days(36_600).is_ok() && Term::days(36_601).is_err());
    let error = Term::working_days(40_000).unwrap_err();
    assert_eq!(error.to_string(), "there are 40000 days of a term, more than 36600");
    assert_eq!(Term::working_days(1).unwrap().describe(Lang::En), "1 working day");
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

/// Clocks that change from the first offset to the second on 10 May.
fn changing(before: &str, after: &str) -> CalendarTable {
    let change = OffsetChange::new(offset(after)).with_from(date("2026-05-10"));
    table(&Calendar::default().with_offsets([OffsetChange::new(offset(before)), change]))
}

#[test]
fn clocks_set_forward_at_midnight_make_the_first_day_shorter() {
    let table = changing("+01:00", "+02:00");
    let day = |text: &str| table.day_of(moment(text)).unwrap().to_string();
    assert_eq!(day("2026-05-09T22:59:59Z"), "2026-05-09");
    assert_eq!(day("2026-05-09T23:00:00Z"), "2026-05-10");
    // Midnight to one o'clock does not exist: the day begins at one.
    let start = table.start_of(date("2026-05-10")).unwrap();
    assert_eq!(start.to_string(), "2026-05-10T01:00:00+02:00");
    assert_eq!(
        table.start_of(date("2026-05-09")).unwrap().to_string(),
        "2026-05-09T00:00:00+01:00"
    );
    assert_eq!(
        table.start_of(date("2026-05-11")).unwrap().to_string(),
        "2026-05-11T00:00:00+02:00"
    );
    assert_eq!(table.offset_on(date("2026-05-09")), offset("+01:00"));
    assert_eq!(table.offset_on(date("2026-05-10")), offset("+02:00"));
    assert_eq!(table.offset_at(moment("2026-05-09T22:59:59.9Z")), offset("+01:00"));
    assert_eq!(table.offset_at(moment("2026-05-09T23:00:00Z")), offset("+02:00"));
    // A term over the change ends at midnight of the new time.
    let due = table.due(moment("2026-05-08T12:00:00+01:00"), Term::days(2).unwrap()).unwrap();
    assert_eq!(due.to_string(), "2026-05-11T00:00:00+02:00");
    let due = table.due(moment("2026-05-08T12:00:00+01:00"), Term::days(1).unwrap()).unwrap();
    assert_eq!(due.to_string(), "2026-05-10T01:00:00+02:00");
}

#[test]
fn clocks_set_back_at_midnight_make_the_day_before_longer() {
    let table = changing("+02:00", "+01:00");
    let day = |text: &str| table.day_of(moment(text)).unwrap().to_string();
    // Eleven to midnight of the 9th comes twice.
    assert_eq!(day("2026-05-09T21:59:59Z"), "2026-05-09");
    assert_eq!(day("2026-05-09T22:00:00Z"), "2026-05-09");
    assert_eq!(day("2026-05-09T22:59:59Z"), "2026-05-09");
    assert_eq!(day("2026-05-09T23:00:00Z"), "2026-05-10");
    let start = table.start_of(date("2026-05-10")).unwrap();
    assert_eq!(start.to_string(), "2026-05-10T00:00:00+01:00");
    assert_eq!(table.offset_at(moment("2026-05-09T22:30:00Z")), offset("+01:00"));
}

#[test]
fn a_day_that_clocks_skip_is_over_as_soon_as_it_begins() {
    // Such as Samoa's 30 December 2011, when it crossed the date line.
    let table = changing("-10:00", "+14:00");
    assert_eq!(table.day_of(moment("2026-05-10T09:59:59Z")).unwrap(), date("2026-05-09"));
    assert_eq!(table.day_of(moment("2026-05-10T10:00:00Z")).unwrap(), date("2026-05-11"));
    assert_eq!(table.start_of(date("2026-05-10")), table.start_of(date("2026-05-11")));
    // And back again: the 9th lasts two days.
    let table = changing("+14:00", "-10:00");
    assert_eq!(table.day_of(moment("2026-05-08T10:00:00Z")).unwrap(), date("2026-05-09"));
    assert_eq!(table.day_of(moment("2026-05-10T09:59:59Z")).unwrap(), date("2026-05-09"));
    assert_eq!(table.day_of(moment("2026-05-10T10:00:00Z")).unwrap(), date("2026-05-10"));
}

#[test]
fn before_its_first_offset_a_calendar_is_in_universal_time() {
    let first = OffsetChange::new(offset("+08:00")).with_from(date("2026-01-01"));
    let table = table(&Calendar::default().with_offsets([first]));
    assert_eq!(table.offset_on(date("2025-12-31")), Offset::UTC);
    assert_eq!(table.day_of(moment("2025-12-31T20:00:00Z")).unwrap(), date("2025-12-31"));
    assert_eq!(
        table.start_of(date("2026-01-01")).unwrap().to_string(),
        "2026-01-01T08:00:00+08:00"
    );
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

#[test]
fn a_calendar_in_which_no_day_is_worked_is_refused() {
    let idle = Calendar::new().with_weekend(Weekday::ALL.to_vec());
    assert_eq!(problems(&idle), [("no-working-day", "weekend".to_owned())]);
    // Make-up days come to an end, and with them the working days.
    let some = idle.with_make_up_days([date("2026-02-28")]);
    assert_eq!(problems(&some), [("no-working-day", "weekend".to_owned())]);
}

#[test]
fn offsets_are_in_order_and_only_the_first_may_hold_from_the_beginning() {
    let plain = |text: &str| OffsetChange::new(offset(text));
    let from = |text: &str, day: &str| plain(text).with_from(date(day));
    let of = |offsets: Vec<OffsetChange>| Calendar::default().with_offsets(offsets);
    let misordered = |path: &str| vec![("misordered-table", path.to_owned())];
    assert_eq!(
        problems(&of(vec![plain("+08:00"), plain("+09:00")])),
        misordered("offsets[1].from")
    );
    let same = of(vec![from("+08:00", "2026-05-10"), from("+09:00", "2026-05-10")]);
    assert_eq!(problems(&same), misordered("offsets[1].from"));
    let message = CalendarTable::new(&same).unwrap_err().first().message(Lang::Zh);
    assert_eq!(message, "表格次序有误：2026-05-10 不晚于 2026-05-10");
    let back =
        of(vec![plain("+08:00"), from("+09:00", "2026-05-10"), from("+08:00", "2026-05-09")]);
    assert_eq!(problems(&back), misordered("offsets[2].from"));
    // Compared with the last one before that has a day, not with one that lacks it.
    let holed =
        of(vec![from("+08:00", "2026-05-10"), plain("+09:00"), from("+08:00", "2026-05-09")]);
    assert_eq!(problems(&holed).len(), 2);
    let far = of(vec![plain("-12:00"), from("+12:01", "2026-05-10")]);
    assert_eq!(problems(&far), misordered("offsets[1].offset"));
    assert!(CalendarTable::new(&of(vec![plain("-12:00"), from("+12:00", "2026-05-10")])).is_ok());
}

#[test]
fn days_listed_twice_or_as_both_worked_and_free_are_reported_where_they_stand() {
    let (a, b) = (date("2026-02-14"), date("2026-02-17"));
    let calendar = Calendar::new()
        .with_weekend(vec![Weekday::Sunday, Weekday::Saturday, Weekday::Sunday])
        .with_holidays([b, a, b, b])
        .with_make_up_days([date("2026-02-28"), a, date("2026-02-28")]);
    assert_eq!(
        problems(&calendar),
        [
            ("duplicate-entry", "weekend[2]".to_owned()),
            ("duplicate-entry", "holidays[2]".to_owned()),
            ("duplicate-entry", "holidays[3]".to_owned()),
            ("duplicate-entry", "make_up_days[2]".to_owned()),
            ("misplaced-field", "make_up_days[1]".to_owned()),
        ]
    );
    let both = CalendarTable::new(&calendar).unwrap_err().problems()[4].clone();
    assert_eq!(
        both.message(Lang::En),
        "the field does not belong here: 2026-02-14 is one of the holidays as well"
    );
}

#[test]
fn a_calendar_has_at_most_the_bounded_number_of_days_of_its_own() {
    let first = date("2000-01-01");
    let all: Vec<Date> = (0..20_001).map(|n| first.plus_days(n).unwrap()).collect();
    let within = Calendar::default().with_holidays(all[..20_000].to_vec());
    let table = table(&within);
    assert_eq!(table.last_day(first, Term::working_days(1).unwrap()).unwrap(), date("2054-10-05"));
    let beyond = within.with_make_up_days([all[20_000]]);
    assert_eq!(problems(&beyond), [(ProblemCode::BoundExceeded.as_str(), String::new())]);
}

/// A calendar around spring 2026, with offsets that change by up to a day.
fn any_calendar() -> impl Strategy<Value = Calendar> {
    let base = date("2026-01-01");
    let day = move |n: i64| base.plus_days(n).unwrap();
    (
        prop::sample::subsequence(Weekday::ALL.to_vec(), 0..=6),
        prop::collection::btree_set(0_i64..120, 0..40),
        prop::collection::btree_set(0_i64..120, 0..15),
        any::<bool>(),
        // In quarters of an hour: close together, so that changes meet.
        (any::<bool>(), prop::collection::btree_map(0_i64..20, -48_i32..=48, 0..6)),
    )
        .prop_map(move |(weekend, holidays, make_up, rolls, (first_from, offsets))| {
            let worked: Vec<Date> = make_up.difference(&holidays).map(|n| day(*n)).collect();
            let mut changes = Vec::new();
            for (index, (n, quarters)) in offsets.iter().enumerate() {
                let sign = if *quarters < 0 { '-' } else { '+' };
                let quarters = quarters.unsigned_abs();
                let text = format!("{sign}{:02}:{:02}", quarters / 4, quarters % 4 * 15);
                let change = OffsetChange::new(offset(&text));
                let open = index == 0 && first_from;
                changes.push(if open { change } else { change.with_from(day(*n)) });
            }
            let weekend =
                if weekend.is_empty() { Stated::absent() } else { Stated::Given(weekend) };
            let calendar = Calendar::new()
                .with_weekend(weekend)
                .with_holidays(holidays.iter().map(|n| day(*n)))
                .with_make_up_days(worked)
                .with_offsets(changes);
            if rolls { calendar.with_roll(Roll::Following) } else { calendar }
        })
}

/// Whether a day is worked, straight from the definition.
fn worked(calendar: &Calendar, day: Date) -> bool {
    calendar.make_up_days().contains(&day)
        || !calendar.holidays().contains(&day)
            && !calendar
                .weekend()
                .given()
                .is_some_and(|free| free.contains(&Weekday::ALL[usize::from(day.weekday()) - 1]))
}

/// Days counted one by one, with no regard to how far they lie.
fn naive_last_day(calendar: &Calendar, start: Date, term: Term, suspended: u32) -> Date {
    let mut left = term.length() + suspended;
    let mut day = start;
    while left > 0 {
        day = day.plus_days(1).unwrap();
        if !term.counts_working_days() || worked(calendar, day) {
            left -= 1;
        }
    }
    while calendar.roll().is_some() && !worked(calendar, day) {
        day = day.plus_days(1).unwrap();
    }
    day
}

/// A moment so many minutes after the beginning of 2025-12-30 in universal time.
fn minute(n: i64) -> Instant {
    let day = date("2025-12-30").plus_days(n.div_euclid(1440)).unwrap();
    let of_day = n.rem_euclid(1440);
    moment(&format!("{day}T{:02}:{:02}:00Z", of_day / 60, of_day % 60))
}

/// Goes through the changes: each happens when clocks by the offset before it show its midnight.
fn naive_day(calendar: &Calendar, n: i64) -> Date {
    let local = |minutes: i64| date("2025-12-30").plus_days(minutes.div_euclid(1440)).unwrap();
    let mut offset = 0;
    for change in calendar.offsets() {
        let begun = match change.from() {
            None => true,
            Some(from) => n >= date("2025-12-30").days_until(*from) * 1440 - offset,
        };
        if !begun {
            break;
        }
        offset = i64::from(change.offset().minutes());
    }
    local(n + offset)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn terms_end_where_counting_day_by_day_ends(
        calendar in any_calendar(),
        start in -30_i64..150,
        length in 1_u32..150,
        working in any::<bool>(),
        suspended in 0_u32..30,
    ) {
        let table = table(&calendar);
        let start = date("2026-01-01").plus_days(start).unwrap();
        let term = if working { Term::working_days(length) } else { Term::days(length) }.unwrap();
        prop_assert_eq!(table.last_day(start, term), Ok(naive_last_day(&calendar, start, term, 0)));
        let longer = table.last_day_with_suspension(start, term, suspended);
        prop_assert_eq!(longer, Ok(naive_last_day(&calendar, start, term, suspended)));
    }

    #[test]
    fn working_days_are_counted_as_one_by_one(
        calendar in any_calendar(),
        from in -30_i64..150,
        length in 0_i64..200,
    ) {
        let table = table(&calendar);
        let from = date("2026-01-01").plus_days(from).unwrap();
        let between: Vec<Date> = (0..length).map(|n| from.plus_days(n).unwrap()).collect();
        for day in &between {
            prop_assert_eq!(table.is_working_day(*day), worked(&calendar, *day), "{}", day);
        }
        let expected = between.iter().filter(|day| worked(&calendar, **day)).count();
        let until = from.plus_days(length).unwrap();
        prop_assert_eq!(table.working_days_between(from, until) as usize, expected);
        let term = Term::working_days(3).unwrap();
        prop_assert_eq!(table.suspended_days(term, from, until) as usize, expected);
    }

    #[test]
    fn whatever_is_in_time_is_before_the_due_moment_and_the_next_day_is_not(
        calendar in any_calendar(),
        start in 1440_i64..60 * 1440,
        length in 1_u32..10,
    ) {
        let table = table(&calendar);
        let (start, term) = (minute(start), Term::days(length).unwrap());
        let due = table.due(start, term).unwrap();
        prop_assert!(start < due);
        let last = table.last_day(table.day_of(start).unwrap(), term).unwrap();
        prop_assert!(table.day_of(due).unwrap() > last);
        prop_assert!(table.start_of(last).unwrap() <= due);
    }

    #[test]
    fn instants_written_and_read_again_are_the_same_text(
        day in 0_i64..=3_652_058,
        (hour, minute, second) in (0_u8..24, 0_u8..60, 0_u8..60),
        fraction in prop::option::of("[0-9]{1,9}"),
        shift in -18 * 60_i32..=18 * 60,
    ) {
        let day = Date::MIN.plus_days(day).unwrap();
        let fraction = fraction.map_or(String::new(), |digits| format!(".{digits}"));
        let sign = if shift < 0 { '-' } else { '+' };
        let (hours, minutes) = (shift.unsigned_abs() / 60, shift.unsigned_abs() % 60);
        let text = format!("{day}T{hour:02}:{minute:02}:{second:02}{fraction}{sign}{hours:02}:{minutes:02}");
        if let Ok(read) = text.parse::<Instant>() {
            let written = read.to_string();
            let again: Instant = written.parse().unwrap();
            prop_assert_eq!(again, read);
            prop_assert_eq!(again.to_string(), written.as_str());
            prop_assert_eq!(text.get(..19), written.get(..19));
            prop_assert_eq!(read.offset().minutes(), shift);
            prop_assert_eq!(read.date_at(read.offset()), Some(day));
        } else {
            // Only at the ends of time universal time is in another year than the text.
            prop_assert!(day < Date::MIN.plus_days(1).unwrap() || day > Date::MAX.plus_days(-1).unwrap());
        }
    }

    #[test]
    fn no_text_makes_a_reader_of_time_panic(text in "\\PC{0,40}", cut in 0_usize..30) {
        let shaped: String = "2026-01-31T09:30:00.5+08:00".chars().take(cut).chain(text.chars()).collect();
        for text in [&text, &shaped] {
            let _ = text.parse::<Instant>();
            let _ = text.parse::<Date>();
            let _ = text.parse::<Offset>();
        }
    }

    #[test]
    fn no_day_or_term_makes_counting_panic(
        calendar in any_calendar(),
        from_end in 0_i64..200,
        length in 1_u32..=36_600,
        suspended in any::<u32>(),
    ) {
        let table = table(&calendar);
        let near = Date::MAX.plus_days(-from_end).unwrap();
        for term in [Term::days(length).unwrap(), Term::working_days(length).unwrap()] {
            for start in [near, Date::MIN, Date::MAX] {
                if let Ok(last) = table.last_day(start, term) {
                    prop_assert!(last > start);
                }
                let _ = table.last_day_with_suspension(start, term, suspended);
                let _ = table.start_of(start).map(|start| table.due_with_suspension(start, term, suspended));
            }
        }
    }
}

proptest! {
    // Each goes through some thousands of moments.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn days_follow_the_clocks_never_go_back_and_begin_when_they_are_first_reached(
        calendar in any_calendar(),
    ) {
        let table = table(&calendar);
        let mut before: Option<Date> = None;
        // Changes happen on quarters of an hour, and so do the beginnings of days.
        for n in (1440..26 * 1440).step_by(15) {
            let day = table.day_of(minute(n)).unwrap();
            prop_assert_eq!(day, naive_day(&calendar, n), "{}", minute(n));
            if let Some(before) = before {
                prop_assert!(before <= day, "from {} to {}", before, day);
                for reached in (1..=before.days_until(day)).map(|n| before.plus_days(n).unwrap()) {
                    prop_assert_eq!(table.start_of(reached), Ok(minute(n)));
                }
            }
            before = Some(day);
        }
    }
}
