//! Rhythms, intervals, days and offsets in words.

use cogov::time::{CalendarError, CalendarTable, Count, Offset, Period, Rhythm};
use cogov::{Date, Lang, ProblemCode, Term, Validity};

use super::date as day;

#[test]
fn a_rhythm_is_told_with_the_measure_words_of_each_language() {
    let cases = [
        (1, Period::Month, "every month", "每月一次"),
        (2, Period::Month, "every 2 months", "每2个月一次"),
        (1, Period::Quarter, "every quarter", "每季度一次"),
        (3, Period::Quarter, "every 3 quarters", "每3个季度一次"),
        (5, Period::Year, "every 5 years", "每5年一次"),
        (2, Period::Week, "every 2 weeks", "每2周一次"),
    ];
    for (every, period, en, zh) in cases {
        let rhythm = Rhythm::new(Count::new(every).unwrap(), period);
        assert_eq!((rhythm.describe(Lang::En), rhythm.describe(Lang::Zh)), (en.into(), zh.into()));
        assert_eq!(rhythm.to_string(), en);
    }
}

#[test]
fn an_interval_has_at_least_one_day_and_is_told_by_its_ends() {
    let (first, after) = (day("2025-01-01"), day("2025-01-02"));
    let one_day = Validity::between(first, after).unwrap();
    assert_eq!((one_day.first_day(), one_day.first_day_after()), (Some(first), Some(after)));
    for before in [first, day("2024-12-31")] {
        let code = Validity::between(first, before).unwrap_err().code();
        assert_eq!(code, ProblemCode::EmptyInterval);
    }
    let told = [
        (Validity::default(), "always", "始终"),
        (Validity::starting(first), "from 2025-01-01", "自2025-01-01起"),
        (Validity::before(after), "before 2025-01-02", "2025-01-02之前"),
        (one_day, "from 2025-01-01, before 2025-01-02", "自2025-01-01起至2025-01-02之前"),
    ];
    for (valid, en, zh) in told {
        assert_eq!((valid.describe(Lang::En), valid.describe(Lang::Zh)), (en.into(), zh.into()));
        assert_eq!(valid.to_string(), en);
    }
}

#[test]
fn a_count_beyond_the_last_year_says_what_is_wrong_and_what_to_do() {
    let term = Term::days(1).unwrap();
    let error = CalendarTable::default().last_day(Date::MAX, term).unwrap_err();
    assert_eq!((error, error.code()), (CalendarError::OutOfRange, "out-of-range"));
    assert_eq!(error.to_string(), error.message(Lang::En));
    for (lang, years) in [(Lang::En, "the years 1 to 9999"), (Lang::Zh, "公元 1 年至 9999 年")]
    {
        assert!(error.message(lang).contains(years), "{lang:?}");
        assert!(error.help(lang).contains(years), "{lang:?}");
        assert_ne!(error.message(lang), error.help(lang));
    }
}

#[test]
fn a_day_and_an_offset_are_shown_to_programmers_as_they_are_written() {
    assert_eq!(format!("{:?}", day("2024-02-29")), "Date(2024-02-29)");
    assert_eq!(format!("{:?}", "-03:30".parse::<Offset>().unwrap()), "Offset(-03:30)");
}
