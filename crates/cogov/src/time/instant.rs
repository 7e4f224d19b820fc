//! Moments in time, with the offset in which they were written.

use std::fmt;
use std::str::FromStr;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::problem::{Arg, Problem, ProblemCode};
use crate::time::date::Date;
use crate::time::instant_text::{self, LONGEST};
use crate::values::pad::pad;

/// Nanoseconds of a second.
const BILLION: i128 = 1_000_000_000;

/// A moment, written as RFC 3339 with an offset: `2026-01-31T09:30:00+08:00`.
///
/// Two instants are equal when they are the same moment, whatever their offsets; the offset is
/// kept, to show the time as it was written.
///
/// There is one way of writing an instant, so that whatever is read and written again stays as it
/// is: a capital `T`, seconds, a fraction of a second only where it is not zero and without zeros
/// at its end, and `Z` for universal time, else `+HH:MM` or `-HH:MM`. Read is what RFC 3339 allows
/// besides: `t` and `z`, zeros at the end of a fraction, `+00:00` and `-00:00` for `Z`.
///
/// Refused is what could not be kept: a space instead of the `T`, more than nine digits of a
/// fraction, an offset beyond 18 hours, a moment that is not in the years 1 to 9999 both where it
/// was written and in universal time, and second 60, since here, as in POSIX, no minute has a leap
/// second: write the second 59 before it.
///
/// ```
/// use cogov::Instant;
///
/// let here: Instant = "2026-01-31T09:30:00+08:00".parse()?;
/// let there: Instant = "2026-01-31T01:30:00.000z".parse()?;
/// assert_eq!(here, there);
/// assert_eq!((here.offset().minutes(), there.offset().minutes()), (480, 0));
/// assert_eq!(there.to_string(), "2026-01-31T01:30:00Z");
/// assert!("2026-01-31T09:30:00".parse::<Instant>().is_err(), "an offset is needed");
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(OffsetDateTime);

impl Instant {
    /// The day it is in a zone with this offset, unless that leaves the years 1 to 9999.
    ///
    /// ```
    /// use cogov::time::Offset;
    /// use cogov::Instant;
    ///
    /// let late: Instant = "2026-01-31T23:30:00Z".parse()?;
    /// let china: Offset = "+08:00".parse().unwrap();
    /// assert_eq!(late.date_at(china).unwrap().to_string(), "2026-02-01");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn date_at(self, offset: Offset) -> Option<Date> {
        self.0.checked_to_offset(offset.0).and_then(|moment| Date::from_time(moment.date()))
    }

    /// The first moment of a day in a zone with this offset, unless that is outside the years 1 to
    /// 9999 of universal time.
    ///
    /// ```
    /// use cogov::time::Offset;
    /// use cogov::{Date, Instant};
    ///
    /// let china: Offset = "+08:00".parse().unwrap();
    /// let begins = Instant::start_of(Date::new(2026, 10, 1)?, china).unwrap();
    /// assert_eq!(begins.to_string(), "2026-10-01T00:00:00+08:00");
    /// assert_eq!(begins, "2026-09-30T16:00:00Z".parse()?);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn start_of(day: Date, offset: Offset) -> Option<Self> {
        Self::checked(day.to_time().midnight().assume_offset(offset.0))
    }

    /// The offset from universal time in which it is written.
    #[must_use]
    pub const fn offset(self) -> Offset {
        Offset(self.0.offset())
    }

    /// The moment so many seconds after the beginning of 1970 in universal time (before it, where
    /// negative), to be written with this offset: what clocks and data bases count.
    ///
    /// # Errors
    ///
    /// `invalid-instant`, when the moment is not in the years 1 to 9999 both with the offset and in
    /// universal time.
    ///
    /// ```
    /// use cogov::time::Offset;
    /// use cogov::{Instant, ProblemCode};
    ///
    /// let china = Offset::from_minutes(480)?;
    /// let moment = Instant::from_unix_seconds(1_769_823_000, china)?;
    /// assert_eq!(moment.to_string(), "2026-01-31T09:30:00+08:00");
    /// assert_eq!(moment.unix_seconds(), 1_769_823_000);
    /// let late = Instant::from_unix_seconds(i64::MAX, china).unwrap_err();
    /// assert_eq!(late.code(), ProblemCode::InvalidInstant);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn from_unix_seconds(seconds: i64, offset: Offset) -> Result<Self, Problem> {
        Self::after_1970(i128::from(seconds).saturating_mul(BILLION), offset)
            .ok_or_else(|| no_moment(&format!("{seconds} s after 1970-01-01T00:00:00Z")))
    }

    /// The same with a count of nanoseconds, the smallest part of a second that an instant keeps.
    ///
    /// # Errors
    ///
    /// As those of [`Instant::from_unix_seconds`].
    ///
    /// ```
    /// use cogov::time::Offset;
    /// use cogov::Instant;
    ///
    /// let moment = Instant::from_unix_nanoseconds(1_769_823_000_500_000_000, Offset::UTC)?;
    /// assert_eq!(moment.to_string(), "2026-01-31T01:30:00.5Z");
    /// assert_eq!(moment.unix_nanoseconds(), 1_769_823_000_500_000_000);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn from_unix_nanoseconds(nanoseconds: i128, offset: Offset) -> Result<Self, Problem> {
        Self::after_1970(nanoseconds, offset)
            .ok_or_else(|| no_moment(&format!("{nanoseconds} ns after 1970-01-01T00:00:00Z")))
    }

    fn after_1970(nanoseconds: i128, offset: Offset) -> Option<Self> {
        let moment = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()?;
        Self::checked(moment.checked_to_offset(offset.0)?)
    }

    /// Whole seconds since the beginning of 1970 in universal time, rounded down; negative before it.
    ///
    /// ```
    /// use cogov::Instant;
    ///
    /// let before: Instant = "1969-12-31T23:59:59.5Z".parse()?;
    /// assert_eq!((before.unix_seconds(), before.unix_nanoseconds()), (-1, -500_000_000));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// Nanoseconds since the beginning of 1970 in universal time; negative before it.
    #[must_use]
    pub const fn unix_nanoseconds(self) -> i128 {
        self.0.unix_timestamp_nanos()
    }

    /// The same moment, to be written with another offset, unless that leaves the years 1 to 9999.
    ///
    /// ```
    /// use cogov::time::Offset;
    /// use cogov::Instant;
    ///
    /// let here: Instant = "2026-01-31T09:30:00.25+08:00".parse()?;
    /// let universal = here.at(Offset::UTC).unwrap();
    /// assert_eq!((universal, universal.to_string().as_str()), (here, "2026-01-31T01:30:00.25Z"));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn at(self, offset: Offset) -> Option<Self> {
        Self::checked(self.0.checked_to_offset(offset.0)?)
    }

    /// The moment, where it can be written both with its offset and in universal time.
    fn checked(moment: OffsetDateTime) -> Option<Self> {
        let universal = moment.checked_to_offset(UtcOffset::UTC)?;
        Date::from_time(moment.date())?;
        Date::from_time(universal.date())?;
        Offset::checked(moment.offset())?;
        Some(Self(moment))
    }
}

fn no_moment(found: &str) -> Problem {
    Problem::alone(ProblemCode::InvalidInstant, vec![Arg::quoted("found", found)])
}

/// Whether a text has the form of an instant; its values are left to the parser.
///
/// That parser takes any character for the `T`, drops digits of long fractions and moves leap
/// seconds, none of which could be written again as it was.
fn has_form(text: &str) -> bool {
    let bytes = text.as_bytes();
    let separated = matches!(bytes.get(10), Some(b'T' | b't'));
    let leap_second = bytes.get(17..19) == Some(b"60".as_slice());
    let fraction = match bytes.get(19) {
        Some(b'.') => bytes.iter().skip(20).take_while(|byte| byte.is_ascii_digit()).count(),
        _ => 0,
    };
    separated && !leap_second && fraction <= 9
}

impl FromStr for Instant {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let moment = has_form(text)
            .then(|| {
                instant_text::read(text).or_else(|| OffsetDateTime::parse(text, &Rfc3339).ok())
            })
            .flatten()
            .and_then(Self::checked);
        moment.ok_or_else(|| no_moment(text))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(instant_text::write(self.0, &mut [0; LONGEST]).ok_or(fmt::Error)?)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instant({self})")
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut room = [0; LONGEST];
        let text = instant_text::write(self.0, &mut room);
        serializer.serialize_str(text.ok_or_else(|| S::Error::custom("no moment"))?)
    }
}

crate::json::read_as_text!(Instant is Moment);

/// A zone's distance from UTC, written `+08:00`, in whole minutes within 18 hours.
///
/// ```
/// use cogov::time::Offset;
/// assert_eq!("-03:30".parse::<Offset>()?.minutes(), -210);
/// assert!("+8".parse::<Offset>().is_err());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(UtcOffset);

impl Offset {
    /// Universal time.
    pub const UTC: Self = Self(UtcOffset::UTC);

    /// The offset of so many minutes, east of Greenwich positive.
    ///
    /// # Errors
    ///
    /// `invalid-offset`, beyond 18 hours to either side.
    ///
    /// ```
    /// use cogov::ProblemCode;
    /// use cogov::time::Offset;
    ///
    /// assert_eq!(Offset::from_minutes(-210)?, "-03:30".parse()?);
    /// let far = Offset::from_minutes(1081).unwrap_err();
    /// assert_eq!(far.code(), ProblemCode::InvalidOffset);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn from_minutes(minutes: i32) -> Result<Self, Problem> {
        let seconds = minutes.checked_mul(60);
        let offset = seconds.and_then(|seconds| UtcOffset::from_whole_seconds(seconds).ok());
        offset.and_then(Self::checked).ok_or_else(|| no_offset(&format!("{minutes} min")))
    }

    /// The offset in minutes, east of Greenwich positive.
    #[must_use]
    pub const fn minutes(self) -> i32 {
        self.0.whole_minutes() as i32
    }

    /// The offset in seconds.
    pub(crate) const fn seconds(self) -> i64 {
        self.0.whole_seconds() as i64
    }

    fn checked(offset: UtcOffset) -> Option<Self> {
        const LARGEST: u32 = 18 * 60 * 60;
        (offset.whole_seconds().unsigned_abs() <= LARGEST).then_some(Self(offset))
    }
}

fn no_offset(found: &str) -> Problem {
    Problem::alone(ProblemCode::InvalidOffset, vec![Arg::quoted("found", found)])
}

impl FromStr for Offset {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let read = || {
            let (sign, rest) = match text.as_bytes().first()? {
                b'+' => (1, text.strip_prefix('+')?),
                b'-' => (-1, text.strip_prefix('-')?),
                _ => return None,
            };
            let (hours, minutes) = rest.split_once(':')?;
            let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            if !digits(hours) || !digits(minutes) {
                return None;
            }
            let (hours, minutes): (i8, i8) = (hours.parse().ok()?, minutes.parse().ok()?);
            let offset =
                UtcOffset::from_hms(hours.checked_mul(sign)?, minutes.checked_mul(sign)?, 0);
            Self::checked(offset.ok()?)
        };
        read().ok_or_else(|| no_offset(text))
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.minutes();
        let sign = if minutes < 0 { '-' } else { '+' };
        let minutes = minutes.unsigned_abs();
        pad(f, format_args!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
    }
}

impl fmt::Debug for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Offset({self})")
    }
}

impl Serialize for Offset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

crate::json::read_as_text!(Offset);

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Instant {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Instant".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A moment, RFC 3339 with an offset.",
            "type": "string",
            "format": "date-time"
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Offset {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Offset".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Distance from UTC, +HH:MM or -HH:MM.",
            "type": "string",
            "pattern": "^[+-](0[0-9]|1[0-8]):[0-5][0-9]$"
        })
    }
}
