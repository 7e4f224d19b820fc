//! Counting against an oracle that goes day by day.

use super::*;

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
            && !calendar.weekend().given().is_some_and(|free| free.contains(&day.weekday()))
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
            Some(from) => n >= date("2025-12-30").days_until(from) * 1440 - offset,
        };
        if !begun {
            break;
        }
        offset = i64::from(change.offset().minutes());
    }
    local(n + offset)
}

proptest! {
    #![proptest_config(crate::inputs::inputs(256))]

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
    #![proptest_config(crate::inputs::inputs(64))]

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
