//! Calendars that are not sound.

use super::*;

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
