//! Offsets that change: clocks set forward and back.

use super::*;

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
