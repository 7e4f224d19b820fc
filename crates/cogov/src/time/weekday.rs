//! The days of the week.

use crate::values::choice::choice;

choice! {
    /// A day of the week.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::time::Weekday;
    ///
    /// let day: Weekday = "monday".parse()?;
    /// assert_eq!(day.label(Lang::Zh), "星期一");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub enum Weekday in time {
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

impl Weekday {
    /// Its number, from 1 for Monday to 7 for Sunday (ISO 8601).
    ///
    /// ```
    /// use cogov::time::Weekday;
    /// assert_eq!((Weekday::Monday.number(), Weekday::Sunday.number()), (1, 7));
    /// ```
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Monday => 1,
            Self::Tuesday => 2,
            Self::Wednesday => 3,
            Self::Thursday => 4,
            Self::Friday => 5,
            Self::Saturday => 6,
            Self::Sunday => 7,
        }
    }

    pub(super) const fn of(day: time::Weekday) -> Self {
        match day {
            time::Weekday::Monday => Self::Monday,
            time::Weekday::Tuesday => Self::Tuesday,
            time::Weekday::Wednesday => Self::Wednesday,
            time::Weekday::Thursday => Self::Thursday,
            time::Weekday::Friday => Self::Friday,
            time::Weekday::Saturday => Self::Saturday,
            time::Weekday::Sunday => Self::Sunday,
        }
    }
}
