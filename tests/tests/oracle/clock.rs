//! Days and terms, counted one by one.

use std::collections::BTreeSet;

use serde_json::Value;
use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset, Weekday};

use crate::reading::{list, text};

/// Nanoseconds since 1970.
pub(crate) type Moment = i128;

pub(crate) fn moment(of: &Value) -> Moment {
    OffsetDateTime::parse(of.as_str().unwrap(), &Rfc3339).unwrap().unix_timestamp_nanos()
}

pub(crate) fn date(of: &Value) -> Date {
    let parts: Vec<i32> = of.as_str().unwrap().split('-').map(|it| it.parse().unwrap()).collect();
    let month = Month::try_from(u8::try_from(parts[1]).unwrap()).unwrap();
    Date::from_calendar_date(parts[0], month, u8::try_from(parts[2]).unwrap()).unwrap()
}

/// The calendar of a charter; its offset never changes in the charters that are tested.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    offset: UtcOffset,
    weekend: BTreeSet<u8>,
    holidays: BTreeSet<Date>,
    make_up: BTreeSet<Date>,
    rolls: bool,
}

impl Clock {
    pub(crate) fn new(calendar: &Value) -> Self {
        let offsets = list(calendar, "offsets");
        assert!(offsets.len() <= 1, "a clock with one offset only");
        let minutes = offsets.first().map_or(0, |one| {
            let parts = text(one, "offset").unwrap();
            let number =
                |range| parts.get::<std::ops::Range<usize>>(range).unwrap().parse::<i32>().unwrap();
            let minutes = number(1..3) * 60 + number(4..6);
            if parts.starts_with('-') { -minutes } else { minutes }
        });
        let weekend: Vec<&str> = match &calendar["weekend"] {
            Value::Array(days) => days.iter().filter_map(Value::as_str).collect(),
            Value::Object(_) => Vec::new(),
            _ => vec!["saturday", "sunday"],
        };
        let named = |day: &Weekday| weekend.contains(&day.to_string().to_lowercase().as_str());
        let week = (0..7).map(|days| Weekday::Monday.nth_next(days));
        let dates = |name| list(calendar, name).iter().map(date).collect();
        Self {
            offset: UtcOffset::from_whole_seconds(minutes * 60).unwrap(),
            weekend: week.filter(named).map(Weekday::number_from_monday).collect(),
            holidays: dates("holidays"),
            make_up: dates("make_up_days"),
            rolls: calendar["roll"] == "following",
        }
    }

    pub(crate) fn day(&self, at: Moment) -> Date {
        OffsetDateTime::from_unix_timestamp_nanos(at).unwrap().to_offset(self.offset).date()
    }

    /// The moment at which a day begins.
    pub(crate) fn begins(&self, day: Date) -> Moment {
        OffsetDateTime::new_in_offset(day, Time::MIDNIGHT, self.offset).unix_timestamp_nanos()
    }

    /// The moment at which a day is over.
    pub(crate) fn ends(&self, day: Date) -> Moment {
        self.begins(day + Duration::DAY)
    }

    fn works(&self, day: Date) -> bool {
        self.make_up.contains(&day)
            || !self.holidays.contains(&day)
                && !self.weekend.contains(&day.weekday().number_from_monday())
    }

    /// The first working day from this one on, where the charter rolls.
    pub(crate) fn rolled(&self, mut day: Date) -> Date {
        while self.rolls && !self.works(day) {
            day += Duration::DAY;
        }
        day
    }

    /// The last day of a term of which day 1 is the day after this one.
    pub(crate) fn last_day(&self, from: Date, term: &Value) -> Date {
        self.rolled(self.unrolled(from, term))
    }

    pub(crate) fn unrolled(&self, from: Date, term: &Value) -> Date {
        match term["working_days"].as_i64() {
            Some(days) => self.after_working_days(from, days),
            None => from + Duration::days(term["days"].as_i64().unwrap()),
        }
    }

    fn after_working_days(&self, from: Date, mut days: i64) -> Date {
        let mut day = from;
        while days > 0 {
            day += Duration::DAY;
            days -= i64::from(self.works(day));
        }
        day
    }

    /// The moment at which a term that runs from a moment is over.
    pub(crate) fn over(&self, from: Moment, term: &Value) -> Moment {
        self.ends(self.last_day(self.day(from), term))
    }

    /// A day, later by the days from one day to another, counted as its term counts.
    pub(crate) fn later(&self, day: Date, (from, to): (Date, Date), working: bool) -> Date {
        let mut between = 0;
        let mut one = from;
        while one < to {
            between += i64::from(!working || self.works(one));
            one += Duration::DAY;
        }
        if working { self.after_working_days(day, between) } else { day + Duration::days(between) }
    }
}
