//! Rhythms: how often something is to happen.

use std::fmt;

use crate::json::{Decode, Node, Reader};
use crate::problem::Problem;
use crate::time::date::Date;
use crate::values::bounds::Bound;
use crate::values::choice::choice;
use crate::values::lang::Lang;
use crate::values::record::record;

choice! {
    /// A unit of a [`Rhythm`].
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::time::Period;
    ///
    /// let period: Period = "quarter".parse()?;
    /// assert_eq!(period.label(Lang::Zh), "季度");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Period in time {
        /// A day.
        Day = "day", "day", "日";
        /// A week.
        Week = "week", "week", "周";
        /// A month.
        Month = "month", "month", "月";
        /// A quarter of a year.
        Quarter = "quarter", "quarter", "季度";
        /// A year.
        Year = "year", "year", "年";
    }
}

/// How many periods lie between two times: from 1 to 100.
///
/// ```
/// use cogov::time::Count;
///
/// assert!(Count::ONE < Count::new(100)?);
/// assert!(Count::new(101).is_err());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Count(u32);

impl Count {
    /// One period.
    pub const ONE: Self = Self(1);
    const BOUND: Bound = crate::values::bounds::RHYTHM;

    /// A number of periods.
    ///
    /// # Errors
    ///
    /// `zero-number` or `bound-exceeded`, when it is not from 1 to 100.
    ///
    /// ```
    /// use cogov::time::Count;
    /// assert_eq!(Count::new(5)?.get(), 5);
    /// assert!(Count::new(0).is_err());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn new(count: u32) -> Result<Self, Problem> {
        Self::BOUND.check_positive(count.into())?;
        Ok(Self(count))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

crate::json::deserialize!(Count);

impl Decode for Count {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let count = reader.positive(node, Self::BOUND)?;
        u32::try_from(count).ok().map(Self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Count {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Count".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 1, "maximum": 100 })
    }
}

record! {
    /// How often something is to happen at least: once in so many days, weeks, months, quarters
    /// or years.
    ///
    /// ```
    /// use cogov::time::{Count, Period, Rhythm};
    /// use cogov::Lang;
    ///
    /// let bimonthly = Rhythm::new(Count::new(2)?, Period::Month);
    /// assert_eq!(bimonthly.describe(Lang::En), "every 2 months");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Rhythm("a rhythm: {\"every\": …, \"period\": …}", "周期：{\"every\": …, \"period\": …}") {
        required {
            /// How many periods, from 1 to 100.
            every: Count as copy,
            /// Of which length.
            period: Period as copy,
        }
        option {
            /// Where this is said.
            source, with_source: crate::values::text::Text,
        }
    }
}

impl Rhythm {
    /// The rhythm in words.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let (every, period) = (self.every.get(), self.period.label(lang));
        match (lang, every) {
            (Lang::En, 1) => format!("every {period}"),
            (Lang::En, _) => format!("every {every} {period}s"),
            (Lang::Zh, 1) => format!("每{period}一次"),
            (Lang::Zh, _) if self.period == Period::Month => format!("每{every}个月一次"),
            (Lang::Zh, _) if self.period == Period::Quarter => format!("每{every}个季度一次"),
            (Lang::Zh, _) => format!("每{every}{period}一次"),
        }
    }

    /// The last day on which the next time is in rhythm, counted from the last time.
    ///
    /// A month is counted to the same day; where that day does not exist, to the month's last.
    /// There is none where that would be after the year 9999.
    ///
    /// ```
    /// use cogov::time::{Count, Period, Rhythm};
    /// use cogov::Date;
    ///
    /// let last = Date::new(2024, 1, 31).unwrap();
    /// let next = Rhythm::new(Count::ONE, Period::Month).next_after(last).unwrap();
    /// assert_eq!(next.to_string(), "2024-02-29");
    /// ```
    #[must_use]
    pub fn next_after(&self, last: Date) -> Option<Date> {
        let every = i64::from(self.every.get());
        match self.period {
            Period::Day => last.plus_days(every),
            Period::Week => last.plus_days(every.checked_mul(7)?),
            Period::Month => plus_months(last, every),
            Period::Quarter => plus_months(last, every.checked_mul(3)?),
            Period::Year => plus_months(last, every.checked_mul(12)?),
        }
    }
}

fn plus_months(date: Date, months: i64) -> Option<Date> {
    let total = i64::from(date.year())
        .checked_mul(12)?
        .checked_add(i64::from(date.month()).checked_sub(1)?)?
        .checked_add(months)?;
    let year = i32::try_from(total.div_euclid(12)).ok()?;
    let month = u8::try_from(total.rem_euclid(12).checked_add(1)?).ok()?;
    // Every month has a day 28, so that at most four days are tried.
    let least = date.day().min(28);
    (least..=date.day()).rev().find_map(|day| Date::on_calendar(year, month, day))
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.describe(Lang::En))
    }
}
