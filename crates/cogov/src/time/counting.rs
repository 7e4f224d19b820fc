//! Counting by a calendar: which day a moment is on, and when a term is over.

use crate::time::calendar_table::{CalendarTable, Change, midnight};
use crate::time::date::Date;
use crate::time::instant::{Instant, Offset};
use crate::time::term::Term;
use crate::values::lang::Lang;

/// Why a calendar cannot count as far as it was asked to.
///
/// ```
/// use cogov::time::{CalendarError, CalendarTable};
/// use cogov::{Date, Lang, Term};
///
/// let error = CalendarTable::default().last_day(Date::MAX, Term::days(1)?).unwrap_err();
/// assert_eq!(error, CalendarError::OutOfRange);
/// assert_eq!(error.code(), "out-of-range");
/// assert_eq!(error.message(Lang::En), "the count leaves the years 1 to 9999");
/// assert!(!error.help(Lang::Zh).is_empty());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
#[non_exhaustive]
pub enum CalendarError {
    /// What was counted is not within the years 1 to 9999.
    OutOfRange,
}

impl CalendarError {
    /// The stable code: `out-of-range`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutOfRange => "out-of-range",
        }
    }

    /// What is wrong, in plain words.
    #[must_use]
    pub const fn message(self, lang: Lang) -> &'static str {
        match self {
            Self::OutOfRange => {
                lang.pick("the count leaves the years 1 to 9999", "计算结果超出公元 1 年至 9999 年")
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn help(self, lang: Lang) -> &'static str {
        match self {
            Self::OutOfRange => lang.pick(
                "use a time or a term that stays within the years 1 to 9999",
                "请使用不超出公元 1 年至 9999 年的时间或期限",
            ),
        }
    }
}

impl CalendarTable {
    /// The offset from UTC in effect on a day: that of the last change whose first day is not
    /// after it, and the one before all changes where there is none.
    ///
    /// ```
    /// use cogov::time::{CalendarTable, Offset};
    /// use cogov::Date;
    /// let day = Date::new(2026, 1, 31).unwrap();
    /// assert_eq!(CalendarTable::default().offset_on(day), Offset::UTC);
    /// ```
    #[must_use]
    pub fn offset_on(&self, day: Date) -> Offset {
        self.change_of(day).map_or(self.first_offset, |change| change.offset)
    }

    /// The offset from UTC that clocks show at a moment.
    ///
    /// ```
    /// use cogov::time::{CalendarTable, Offset, OffsetChange};
    /// use cogov::Calendar;
    ///
    /// let calendar = Calendar::default().with_offsets([OffsetChange::new("+08:00".parse::<Offset>()?)]);
    /// let table = CalendarTable::new(&calendar).unwrap();
    /// assert_eq!(table.offset_at("2026-01-31T16:30:00Z".parse()?).minutes(), 480);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn offset_at(&self, moment: Instant) -> Offset {
        let seconds = moment.unix_seconds();
        let passed = self.changes.partition_point(|change| change.moment <= seconds);
        self.last_of(passed).map_or(self.first_offset, |change| change.offset)
    }

    /// The change of the offset that is in effect on a day, if there was one.
    fn change_of(&self, day: Date) -> Option<&Change> {
        let passed = self.changes.partition_point(|change| change.from <= day);
        self.last_of(passed)
    }

    fn last_of(&self, passed: usize) -> Option<&Change> {
        self.changes.get(passed.checked_sub(1)?)
    }

    /// The day that clocks show at a moment. It never goes back while time goes on.
    ///
    /// An offset takes effect at the midnight, by the offset before it, with which its first day
    /// begins. Where clocks are set forward, that day is shorter, and where they are set back, the
    /// day before it is longer, since the hours before midnight come twice.
    ///
    /// # Errors
    ///
    /// When clocks there show a year outside 1 to 9999.
    ///
    /// ```
    /// use cogov::time::{CalendarTable, Offset, OffsetChange};
    /// use cogov::Calendar;
    ///
    /// let calendar = Calendar::default().with_offsets([OffsetChange::new("+08:00".parse::<Offset>()?)]);
    /// let table = CalendarTable::new(&calendar).unwrap();
    /// let day = table.day_of("2026-01-31T16:30:00Z".parse()?)?;
    /// assert_eq!(day.to_string(), "2026-02-01");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn day_of(&self, moment: Instant) -> Result<Date, CalendarError> {
        moment.date_at(self.offset_at(moment)).ok_or(CalendarError::OutOfRange)
    }

    /// The first moment at which a day is reached: its midnight, or, where clocks are set forward
    /// over that, the moment at which they are set.
    ///
    /// # Errors
    ///
    /// When that is outside the years 1 to 9999, by the clocks there or in universal time.
    ///
    /// ```
    /// use cogov::time::CalendarTable;
    /// use cogov::Date;
    /// let start = CalendarTable::default().start_of(Date::new(2026, 2, 1).unwrap())?;
    /// assert_eq!(start.to_string(), "2026-02-01T00:00:00Z");
    /// # Ok::<(), cogov::time::CalendarError>(())
    /// ```
    pub fn start_of(&self, day: Date) -> Result<Instant, CalendarError> {
        let (offset, earliest) = match self.change_of(day) {
            Some(change) => (change.offset, change.moment),
            None => (self.first_offset, i64::MIN),
        };
        let seconds = midnight(day, offset).max(earliest);
        let moment = Instant::from_unix_seconds(seconds, offset);
        moment.map_err(|_| CalendarError::OutOfRange)
    }

    /// The first working day that is not before a day.
    ///
    /// # Errors
    ///
    /// When there is none up to the year 9999.
    ///
    /// ```
    /// use cogov::time::CalendarTable;
    /// use cogov::Date;
    /// let saturday = Date::new(2026, 1, 31).unwrap();
    /// let monday = CalendarTable::default().working_day_from(saturday)?;
    /// assert_eq!(monday.to_string(), "2026-02-02");
    /// # Ok::<(), cogov::time::CalendarError>(())
    /// ```
    pub fn working_day_from(&self, day: Date) -> Result<Date, CalendarError> {
        self.nth_working_day(day.ordinal(), 1)
    }

    /// The working day that is the so-manieth from an ordinal on, counted from 1.
    fn nth_working_day(&self, from: i64, count: i64) -> Result<Date, CalendarError> {
        let wanted = self.worked_before(from).saturating_add(count);
        // Looks ahead twice as far each time, since most counts end within weeks; then halves the days
        // that are left. Totals never fall, so it looks at fewer than 50 days.
        let end = Date::MAX.ordinal().saturating_add(1);
        let mut ahead = count.max(4).saturating_mul(2);
        let (mut low, mut high) = (from, end);
        while let Some(far) = low.checked_add(ahead).filter(|far| *far < end) {
            if self.worked_before(far.saturating_add(1)) >= wanted {
                high = far;
                break;
            }
            low = far.saturating_add(1);
            ahead = ahead.saturating_mul(2);
        }
        while low < high {
            let middle = low.midpoint(high);
            if self.worked_before(middle.saturating_add(1)) >= wanted {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        Date::from_ordinal(low).ok_or(CalendarError::OutOfRange)
    }

    /// How many working days there are from a day up to, and without, another one: none, if that
    /// is not later.
    ///
    /// ```
    /// use cogov::time::CalendarTable;
    /// use cogov::Date;
    /// let (friday, monday) = (Date::new(2026, 1, 30).unwrap(), Date::new(2026, 2, 2).unwrap());
    /// assert_eq!(CalendarTable::default().working_days_between(friday, monday), 1);
    /// ```
    #[must_use]
    pub fn working_days_between(&self, from: Date, until: Date) -> u32 {
        let (from, until) = (from.ordinal(), until.ordinal());
        let days = self.worked_before(until).saturating_sub(self.worked_before(from));
        u32::try_from(days).unwrap_or_default()
    }

    /// How many days a suspension takes out of a term: those that the term counts, from the day on
    /// which it is suspended up to, and without, the one on which it is resumed.
    ///
    /// So the day of the suspension counts no longer, and that of the resumption counts again;
    /// what is suspended and resumed on one day loses nothing.
    ///
    /// ```
    /// use cogov::time::CalendarTable;
    /// use cogov::{Date, Term};
    ///
    /// let table = CalendarTable::default();
    /// let (friday, monday) = (Date::new(2026, 1, 30).unwrap(), Date::new(2026, 2, 2).unwrap());
    /// assert_eq!(table.suspended_days(Term::days(10)?, friday, monday), 3);
    /// assert_eq!(table.suspended_days(Term::working_days(10)?, friday, monday), 1);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn suspended_days(&self, term: Term, suspended: Date, resumed: Date) -> u32 {
        if term.counts_working_days() {
            self.working_days_between(suspended, resumed)
        } else {
            u32::try_from(suspended.days_until(resumed)).unwrap_or_default()
        }
    }

    /// The last day of a term that an event of a given day starts. Day 1 is the next day, or the
    /// next working day.
    ///
    /// A term of days that ends on a day that is not worked goes on to the end of the next working
    /// day, if the calendar rolls.
    ///
    /// # Errors
    ///
    /// When that is after the year 9999.
    ///
    /// ```
    /// use cogov::time::{CalendarTable, Roll};
    /// use cogov::{Calendar, Date, Term};
    ///
    /// let thursday = Date::new(2026, 1, 29).unwrap();
    /// let two_days = Term::days(2)?;
    /// let stays = CalendarTable::default().last_day(thursday, two_days)?;
    /// assert_eq!(stays.to_string(), "2026-01-31");
    ///
    /// let rolling = Calendar::default().with_roll(Roll::Following);
    /// let rolled = CalendarTable::new(&rolling).unwrap().last_day(thursday, two_days)?;
    /// assert_eq!(rolled.to_string(), "2026-02-02");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn last_day(&self, start: Date, term: Term) -> Result<Date, CalendarError> {
        self.last_day_with_suspension(start, term, 0)
    }

    /// The last day of a term that was suspended for so many of the days that it counts.
    ///
    /// # Errors
    ///
    /// When that is after the year 9999.
    ///
    /// ```
    /// use cogov::time::CalendarTable;
    /// use cogov::{Date, Term};
    ///
    /// let (table, start) = (CalendarTable::default(), Date::new(2026, 1, 1)?);
    /// let term = Term::days(10)?;
    /// assert_eq!(table.last_day_with_suspension(start, term, 3)?, Date::new(2026, 1, 14)?);
    /// assert_eq!(table.last_day_with_suspension(start, term, 0), table.last_day(start, term));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn last_day_with_suspension(
        &self,
        start: Date,
        term: Term,
        suspended_days: u32,
    ) -> Result<Date, CalendarError> {
        let length = i64::from(term.length()).saturating_add(i64::from(suspended_days));
        if term.counts_working_days() {
            return self.nth_working_day(start.ordinal().saturating_add(1), length);
        }
        let last = start.plus_days(length).ok_or(CalendarError::OutOfRange)?;
        if self.rolls { self.working_day_from(last) } else { Ok(last) }
    }

    /// When a term is over that an event at a given moment starts: the first moment after its last
    /// day. What happens before it is in time; what happens at it is late.
    ///
    /// # Errors
    ///
    /// When that, or the start, is outside the years 1 to 9999.
    ///
    /// ```
    /// use cogov::time::CalendarTable;
    /// use cogov::{Instant, Term};
    ///
    /// let start: Instant = "2026-01-30T17:00:00Z".parse()?;
    /// let due = CalendarTable::default().due(start, Term::working_days(5)?)?;
    /// assert_eq!(due.to_string(), "2026-02-07T00:00:00Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn due(&self, start: Instant, term: Term) -> Result<Instant, CalendarError> {
        self.due_with_suspension(start, term, 0)
    }

    /// When a term is over that was suspended for so many of the days that it counts, as
    /// [`CalendarTable::suspended_days`] says: it is that much longer.
    ///
    /// # Errors
    ///
    /// When that, or the start, is outside the years 1 to 9999.
    ///
    /// ```
    /// use cogov::time::CalendarTable;
    /// use cogov::{Instant, Term};
    ///
    /// let start: Instant = "2026-01-01T09:00:00Z".parse()?;
    /// let due = CalendarTable::default().due_with_suspension(start, Term::days(10)?, 3)?;
    /// assert_eq!(due.to_string(), "2026-01-15T00:00:00Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn due_with_suspension(
        &self,
        start: Instant,
        term: Term,
        suspended_days: u32,
    ) -> Result<Instant, CalendarError> {
        let last = self.last_day_with_suspension(self.day_of(start)?, term, suspended_days)?;
        self.start_of(last.plus_days(1).ok_or(CalendarError::OutOfRange)?)
    }
}
