//! The calendar of a charter: which day it is somewhere, and which days are worked.

use crate::time::date::Date;
use crate::time::instant::Offset;
use crate::values::choice::choice;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// A day of the week.
    pub enum Weekday {
        /// Monday.
        Monday = "monday", "Monday", "星期一";
        /// Tuesday.
        Tuesday = "tuesday", "Tuesday", "星期二";
        /// Wednesday.
        Wednesday = "wednesday", "Wednesday", "星期三";
        /// Thursday.
        Thursday = "thursday", "Thursday", "星期四";
        /// Friday.
        Friday = "friday", "Friday", "星期五";
        /// Saturday.
        Saturday = "saturday", "Saturday", "星期六";
        /// Sunday.
        Sunday = "sunday", "Sunday", "星期日";
    }
}

record! {
    /// From when on clocks show which offset from UTC, so that no zone database is needed.
    pub struct OffsetChange("an offset: {\"offset\": \"+08:00\", \"from\": …}") {
        required {
            /// The offset from UTC.
            offset: Offset,
        }
        option {
            /// The first day on which it holds, from midnight; from the beginning, if left out.
            from, with_from: Date,
        }
    }
}

choice! {
    /// What happens to a term that ends on a day that is not worked.
    pub enum Roll {
        /// It ends at the end of the next working day.
        Following = "following", "to the next working day", "顺延至下一个工作日";
    }
}

record! {
    /// A calendar: offsets from UTC, the weekend, holidays, and make-up days worked on a weekend.
    pub struct Calendar("a calendar") {
        option {
            /// What happens to a term that ends on a day that is not worked; it stays, if left out.
            roll, with_roll: Roll,
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// Offsets from UTC, the earliest first; UTC, if empty.
            offsets, with_offsets: OffsetChange,
            /// The days of the week that are not worked.
            weekend, with_weekend: Weekday,
            /// Days that are not worked.
            holidays, with_holidays: Date,
            /// Days that are worked although they are on a weekend or are holidays.
            make_up_days, with_make_up_days: Date,
        }
    }
}
