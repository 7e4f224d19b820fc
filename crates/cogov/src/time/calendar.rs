//! The calendar of a charter: which day it is somewhere, and which days are worked.

use crate::time::date::Date;
use crate::time::instant::Offset;
use crate::time::weekday::Weekday;
use crate::values::choice::choice;
use crate::values::record::record;
use crate::values::stated::Stated;
use crate::values::text::Text;

record! {
    /// From when on clocks show which offset from UTC, so that no zone database is needed.
    ///
    /// The change happens at the midnight with which that day begins by the clocks of before: at
    /// that moment they are set to the new offset.
    ///
    /// ```
    /// use cogov::time::OffsetChange;
    /// use cogov::{Calendar, Date};
    ///
    /// let summer = Calendar::new().with_offsets([
    ///     OffsetChange::new("+08:00".parse::<cogov::time::Offset>()?),
    ///     OffsetChange::new("+09:00".parse::<cogov::time::Offset>()?).with_from(Date::new(1986, 5, 4).unwrap()),
    /// ]);
    /// assert_eq!(summer.offsets()[0].from(), None, "from the beginning of time");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct OffsetChange("an offset: {\"offset\": \"+08:00\", \"from\": …}", "时区偏移：{\"offset\": \"+08:00\", \"from\": …}") {
        required {
            /// The offset from UTC.
            offset: Offset as copy,
        }
        option {
            /// The day at whose beginning it takes effect; from the beginning of time, if left
            /// out, which only the first of a calendar's offsets may.
            from, with_from: Date as copy,
        }
    }
}

choice! {
    /// What happens to a term that ends on a day that is not worked.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::time::Roll;
    ///
    /// let roll: Roll = "following".parse()?;
    /// assert_eq!(roll.label(Lang::Zh), "顺延至下一个工作日");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Roll in time {
        /// It ends at the end of the next working day.
        Following = "following", "to the next working day", "顺延至下一个工作日";
    }
}

record! {
    /// A calendar: offsets from UTC, the weekend, holidays, and make-up days worked on a weekend.
    ///
    /// What a calendar leaves out is as in a charter that has none: universal time, Saturdays and
    /// Sundays free, no holidays, and terms end on the day on which they end.
    ///
    /// It is data: no holidays are built in. [`CalendarTable`](crate::time::CalendarTable) counts by it.
    ///
    /// ```
    /// use cogov::time::{CalendarTable, Weekday};
    /// use cogov::{Calendar, Date};
    ///
    /// let calendar = Calendar::new()
    ///     .with_weekend([Weekday::Saturday, Weekday::Sunday])
    ///     .with_holidays([Date::new(2026, 10, 1)?])
    ///     .with_make_up_days([Date::new(2026, 10, 10)?]);
    /// let table = CalendarTable::new(&calendar)?;
    /// assert!(!table.is_working_day(Date::new(2026, 10, 1)?));
    /// assert!(table.is_working_day(Date::new(2026, 10, 10)?), "a Saturday that is worked");
    /// assert_eq!(calendar.make_up_days()[0].to_string(), "2026-10-10");
    /// assert_eq!((calendar.holidays().len(), calendar.roll()), (1, None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Calendar("a calendar", "日历") {
        option {
            /// What happens to a term that ends on a day that is not worked; it stays, if left out.
            roll, with_roll: Roll as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// The days of the week that are not worked: at least one, or `{"none": true}` where
            /// every day of the week is worked; Saturday and Sunday, if left out.
            weekend, with_weekend: Vec<Weekday>,
        }
        list {
            /// Offsets from UTC, the earliest first; UTC, if empty, and before the first of them.
            offsets, with_offsets: OffsetChange,
            /// Days that are not worked.
            holidays, with_holidays: Date,
            /// Days that are worked although they are on a weekend. None of them is a holiday.
            make_up_days, with_make_up_days: Date,
        }
    }
}

impl Calendar {
    /// The days of the week that are not worked: as stated, else Saturday and Sunday.
    ///
    /// ```
    /// use cogov::time::Weekday;
    /// use cogov::{Calendar, Stated};
    ///
    /// assert_eq!(Calendar::new().free_weekdays(), [Weekday::Saturday, Weekday::Sunday]);
    /// let every_day = Calendar::new().with_weekend(Stated::absent());
    /// assert!(every_day.free_weekdays().is_empty());
    /// ```
    #[must_use]
    pub fn free_weekdays(&self) -> &[Weekday] {
        match &self.weekend {
            Stated::Unstated => &[Weekday::Saturday, Weekday::Sunday],
            Stated::Absent(_) => &[],
            Stated::Given(weekdays) => weekdays,
        }
    }
}
