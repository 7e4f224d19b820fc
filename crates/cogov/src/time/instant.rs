//! Moments in time, with the offset in which they were written.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::json::{Decode, Node, Reader};
use crate::problem::{Arg, ProblemCode, excerpt};
use crate::time::date::Date;

/// A moment, written as RFC 3339 with an offset: `2026-01-31T09:30:00+08:00`.
///
/// Two instants are equal when they are the same moment, whatever their offsets.
///
/// ```
/// use cogov::Instant;
///
/// let here: Instant = "2026-01-31T09:30:00+08:00".parse()?;
/// let there: Instant = "2026-01-31T01:30:00Z".parse()?;
/// assert_eq!(here, there);
/// assert!("2026-01-31T09:30:00".parse::<Instant>().is_err(), "an offset is needed");
/// # Ok::<(), cogov::InstantError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(OffsetDateTime);

/// What is wrong with a string that should be a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not a moment in time with an offset")]
pub struct InstantError {
    found: String,
}

impl InstantError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        "write it as RFC 3339 with an offset, such as 2026-01-31T09:30:00+08:00"
    }
}

impl Instant {
    /// The day it is in a zone with this offset, unless that leaves the years 1 to 9999.
    ///
    /// ```
    /// use cogov::{Instant, Offset};
    ///
    /// let late: Instant = "2026-01-31T23:30:00Z".parse()?;
    /// let china: Offset = "+08:00".parse().unwrap();
    /// assert_eq!(late.date_at(china).unwrap().to_string(), "2026-02-01");
    /// # Ok::<(), cogov::InstantError>(())
    /// ```
    #[must_use]
    pub fn date_at(self, offset: Offset) -> Option<Date> {
        self.0.checked_to_offset(offset.0).and_then(|moment| Date::from_time(moment.date()))
    }

    /// The first moment of a day in a zone with this offset.
    #[must_use]
    pub fn start_of(day: Date, offset: Offset) -> Option<Self> {
        let moment = day.to_time().midnight().assume_offset(offset.0);
        // In UTC too it has to be within the years that can be written.
        moment.checked_to_offset(UtcOffset::UTC).map(|_| Self(moment))
    }

    pub(crate) const fn to_time(self) -> OffsetDateTime {
        self.0
    }
}

impl FromStr for Instant {
    type Err = InstantError;

    fn from_str(text: &str) -> Result<Self, InstantError> {
        let moment = (text.len() <= 40)
            .then(|| OffsetDateTime::parse(text, &Rfc3339).ok())
            .flatten()
            .filter(|moment| moment.checked_to_offset(UtcOffset::UTC).is_some());
        moment.map(Self).ok_or_else(|| InstantError { found: excerpt(text) })
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.format(&Rfc3339).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instant({self})")
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Decode for Instant {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = reader.string(node)?;
        let instant = text.parse().ok();
        if instant.is_none() {
            reader.report(ProblemCode::InvalidInstant, vec![Arg::quoted("found", text)]);
        }
        instant
    }
}

/// A zone's distance from UTC, written `+08:00`, in whole minutes within 18 hours.
///
/// ```
/// use cogov::Offset;
/// assert_eq!("-03:30".parse::<Offset>().unwrap().minutes(), -210);
/// assert!("+8".parse::<Offset>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(UtcOffset);

impl Offset {
    /// Universal time.
    pub const UTC: Self = Self(UtcOffset::UTC);

    /// The offset in minutes, east of Greenwich positive.
    #[must_use]
    pub const fn minutes(self) -> i32 {
        self.0.whole_minutes() as i32
    }
}

impl FromStr for Offset {
    type Err = InstantError;

    fn from_str(text: &str) -> Result<Self, InstantError> {
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
            if hours > 18 || (hours == 18 && minutes > 0) {
                return None;
            }
            UtcOffset::from_hms(hours.checked_mul(sign)?, minutes.checked_mul(sign)?, 0).ok()
        };
        read().map(Self).ok_or_else(|| InstantError { found: excerpt(text) })
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.minutes();
        let sign = if minutes < 0 { '-' } else { '+' };
        let minutes = minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
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

impl Decode for Offset {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = reader.string(node)?;
        let offset = text.parse().ok();
        if offset.is_none() {
            reader.report(ProblemCode::InvalidOffset, vec![Arg::quoted("found", text)]);
        }
        offset
    }
}

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
