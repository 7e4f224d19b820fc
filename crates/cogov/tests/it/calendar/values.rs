//! Days, moments, offsets, rhythms and terms by themselves.

use super::*;

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
    assert_eq!(Date::MIN.weekday(), Weekday::Monday);
    assert_eq!(Date::MAX.weekday(), Weekday::Friday);
    assert_eq!(date("2026-02-17").weekday(), Weekday::Tuesday);
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
fn an_instant_is_made_of_seconds_or_nanoseconds_and_gives_them_back() {
    // The ends of the years 1 to 9999 in universal time.
    let (first, last) = (-62_135_596_800, 253_402_300_799);
    let made = |seconds, minutes| {
        Instant::from_unix_seconds(seconds, Offset::from_minutes(minutes).unwrap())
    };
    for (seconds, minutes, written) in [
        (first, 0, "0001-01-01T00:00:00Z"),
        (last, 0, "9999-12-31T23:59:59Z"),
        (first, 1080, "0001-01-01T18:00:00+18:00"),
        (last, -1080, "9999-12-31T05:59:59-18:00"),
        (0, -210, "1969-12-31T20:30:00-03:30"),
        (-1, 0, "1969-12-31T23:59:59Z"),
    ] {
        let moment = made(seconds, minutes).unwrap();
        assert_eq!(moment.to_string(), written);
        assert_eq!(moment.unix_seconds(), seconds);
        assert_eq!(moment.unix_nanoseconds(), i128::from(seconds) * 1_000_000_000);
        assert_eq!(moment.offset().minutes(), minutes);
    }
    for (seconds, minutes) in
        [(first - 1, 0), (first, -1), (last + 1, 0), (last, 1), (i64::MIN, 0), (i64::MAX, 480)]
    {
        assert!(made(seconds, minutes).is_err(), "{seconds} {minutes}");
    }
    let error = made(last + 1, 0).unwrap_err();
    assert_eq!(
        error.message(Lang::En),
        "\"253402300800 s after 1970-01-01T00:00:00Z\" is not a moment in time with an offset"
    );
    for text in ["2026-01-31T09:30:00.000000001+08:00", "1969-12-31T23:59:59.999999999Z"] {
        let read = moment(text);
        let again = Instant::from_unix_nanoseconds(read.unix_nanoseconds(), read.offset()).unwrap();
        assert_eq!(again.to_string(), text);
        // Down to the second before, not toward 1970.
        let whole = Instant::from_unix_seconds(read.unix_seconds(), read.offset()).unwrap();
        assert!(whole < read && text.starts_with(whole.to_string().get(..19).unwrap()));
    }
    for nanoseconds in [i128::MIN, i128::MAX] {
        assert!(Instant::from_unix_nanoseconds(nanoseconds, Offset::UTC).is_err());
    }
}

#[test]
fn an_instant_moves_to_another_offset_where_it_can_be_written_there() {
    let last = moment("9999-12-31T23:30:00Z");
    assert_eq!(last.at(offset("+00:30")), None);
    let earlier = last.at(offset("-01:00")).unwrap();
    assert_eq!((earlier, earlier.to_string().as_str()), (last, "9999-12-31T22:30:00-01:00"));
}

#[test]
fn an_offset_is_made_of_minutes_within_18_hours() {
    for minutes in [-1080, -210, -1, 0, 1, 480, 1080] {
        let made = Offset::from_minutes(minutes).unwrap();
        assert_eq!(made.minutes(), minutes);
        assert_eq!(offset(&made.to_string()), made);
    }
    for minutes in [1081, -1081, 1560, i32::MAX, i32::MIN] {
        let error = Offset::from_minutes(minutes).unwrap_err();
        assert_eq!(error.code(), ProblemCode::InvalidOffset);
    }
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
    assert_eq!(error.to_string(), "the number of days of a term is 40000, more than 36600");
    assert_eq!(Term::working_days(1).unwrap().describe(Lang::En), "1 working day");
}
