//! Days of the calendar.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use time::format_description::BorrowedFormatItem;
use time::macros::{date, format_description};

use crate::problem::{Arg, Problem, ProblemCode};
use crate::time::weekday::Weekday;
use crate::values::pad::pad;

const FORMAT: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// A day, written `2026-01-31`, from year 0001 to 9999 of the Gregorian calendar.
///
/// ```
/// use cogov::Date;
/// use cogov::time::Weekday;
///
/// let day: Date = "2024-02-28".parse()?;
/// assert_eq!((day.year(), day.month(), day.day()), (2024, 2, 28));
/// assert_eq!(day.weekday(), Weekday::Wednesday);
/// assert_eq!(day.plus_days(1).map(|d| d.to_string()).as_deref(), Some("2024-02-29"));
/// assert!("2023-02-29".parse::<Date>().is_err());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// The first day there is, 0001-01-01. It is a Monday.
    pub const MIN: Self = Self(date!(0001 - 01 - 01));

    /// The last day there is, 9999-12-31.
    pub const MAX: Self = Self(date!(9999 - 12 - 31));

    /// The day, where it exists and the year is from 1 to 9999.
    ///
    /// # Errors
    ///
    /// `invalid-date`, when there is no such day, as where its text is read.
    ///
    /// ```
    /// use cogov::{Date, ProblemCode};
    /// assert!(Date::new(2026, 2, 28).is_ok());
    /// assert_eq!(Date::new(2026, 2, 29).unwrap_err().code(), ProblemCode::InvalidDate);
    /// ```
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, Problem> {
        Self::on_calendar(year, month, day)
            .ok_or_else(|| Self::no_day(&format!("{year:04}-{month:02}-{day:02}")))
    }

    /// The same for a day that may well not be there.
    pub(crate) fn on_calendar(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        time::Date::from_calendar_date(year, month, day).ok().and_then(Self::from_time)
    }

    fn no_day(found: &str) -> Problem {
        Problem::alone(ProblemCode::InvalidDate, vec![Arg::quoted("found", found)])
    }

    pub(crate) fn from_time(date: time::Date) -> Option<Self> {
        (1..=9999).contains(&date.year()).then_some(Self(date))
    }

    pub(crate) const fn to_time(self) -> time::Date {
        self.0
    }

    /// How many days lie between the first day there is and this one: 0 for the first.
    pub(crate) fn ordinal(self) -> i64 {
        Self::MIN.days_until(self)
    }

    /// The day of this ordinal number, counted from 0.
    pub(crate) fn from_ordinal(ordinal: i64) -> Option<Self> {
        Self::MIN.plus_days(ordinal)
    }

    /// The year, from 1 to 9999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.0.day()
    }

    /// The day of the week.
    ///
    /// ```
    /// use cogov::Date;
    /// use cogov::time::Weekday;
    /// assert_eq!(Date::new(2026, 2, 14)?.weekday(), Weekday::Saturday);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub const fn weekday(self) -> Weekday {
        Weekday::of(self.0.weekday())
    }

    /// The day so many days later (or earlier), unless that leaves the years 1 to 9999.
    ///
    /// ```
    /// use cogov::Date;
    ///
    /// let leap = Date::new(2024, 2, 29).unwrap();
    /// assert_eq!(leap.plus_days(1), Date::new(2024, 3, 1).ok());
    /// assert_eq!(leap.plus_days(-1), Date::new(2024, 2, 28).ok());
    /// assert_eq!(Date::MAX.plus_days(1), None);
    /// ```
    #[must_use]
    pub fn plus_days(self, days: i64) -> Option<Self> {
        // Clamped to more days than there are, since longer durations of seconds could overflow.
        let moved = self.0.checked_add(time::Duration::days(days.clamp(-4_000_000, 4_000_000)))?;
        Self::from_time(moved)
    }

    /// How many days later the other day is; negative where it is earlier.
    ///
    /// ```
    /// use cogov::Date;
    /// let (a, b): (Date, Date) = ("2024-02-28".parse()?, "2024-03-01".parse()?);
    /// assert_eq!(a.days_until(b), 2);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(other.0.to_julian_day()).saturating_sub(i64::from(self.0.to_julian_day()))
    }
}

impl FromStr for Date {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        // Digits and hyphens alone: the parser of components would take a sign.
        let in_form = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        in_form
            .then(|| time::Date::parse(text, FORMAT).ok())
            .flatten()
            .and_then(Self::from_time)
            .ok_or_else(|| Self::no_day(text))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, format_args!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day()))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

crate::json::read_as_text!(Date is Day);

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A day, YYYY-MM-DD.",
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "format": "date"
        })
    }
}
