//! A calendar made ready for counting: sorted, checked, and without any walk from day to day.

use crate::json::Reader;
use crate::problem::{Arg, Invalid, ProblemCode};
use crate::time::calendar::{Calendar, Roll};
use crate::time::date::Date;
use crate::time::instant::Offset;
use crate::time::weekday::Weekday;
use crate::values::bounds;
use crate::values::choice::choice;

choice! {
    /// What a day is by a calendar.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::time::DayKind;
    ///
    /// assert!(DayKind::MakeUp.is_worked() && !DayKind::Holiday.is_worked());
    /// assert_eq!(DayKind::MakeUp.label(Lang::Zh), "调休上班日");
    /// ```
    #[non_exhaustive]
    pub enum DayKind in time {
        /// It is worked, as its day of the week is.
        Working = "working", "working day", "工作日";
        /// It is worked, although its day of the week is not.
        MakeUp = "make_up", "make-up day", "调休上班日";
        /// It is not worked, since its day of the week is not.
        Weekend = "weekend", "weekend", "周末";
        /// It is not worked, since it is a holiday, be it on a weekend or not.
        Holiday = "holiday", "holiday", "节假日";
    }
}

impl DayKind {
    /// Whether it is worked.
    #[must_use]
    pub const fn is_worked(self) -> bool {
        match self {
            Self::Working | Self::MakeUp => true,
            Self::Weekend | Self::Holiday => false,
        }
    }
}

/// A calendar that was checked and made ready for counting.
///
/// A make-up day is worked, whatever its day of the week; a holiday is not; of the other days
/// those are worked whose day of the week is not in the weekend. Working days are counted from
/// running totals, so that a term of a hundred years costs no more than one of a week.
///
/// ```
/// use cogov::time::CalendarTable;
/// use cogov::{Calendar, Date, Term};
///
/// let table = CalendarTable::default();
/// let friday = Date::new(2026, 1, 30).unwrap();
/// let last = table.last_day(friday, Term::working_days(1)?)?;
/// assert_eq!(last.to_string(), "2026-02-02");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CalendarTable {
    /// The offset before any change.
    pub(super) first_offset: Offset,
    /// Changes of the offset, in order.
    pub(super) changes: Vec<Change>,
    /// Of the days from Monday, whether they are worked.
    worked_weekdays: [bool; 7],
    holidays: Vec<Date>,
    make_up_days: Vec<Date>,
    /// Days that are worked, or not, against their day of the week.
    exceptions: Vec<Exception>,
    pub(super) rolls: bool,
}

/// A change of the offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Change {
    /// The day at whose beginning it happens.
    pub(super) from: Date,
    /// When that is, in seconds since 1970 in universal time.
    pub(super) moment: i64,
    /// The offset from then on.
    pub(super) offset: Offset,
}

/// A day on which a calendar departs from the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Exception {
    ordinal: i64,
    /// How many more days are worked than the weeks alone have, up to and with this day.
    surplus: i64,
}

/// Seconds since 1970 in universal time of the first moment of a day in a zone with this offset.
pub(super) fn midnight(day: Date, offset: Offset) -> i64 {
    // 719,162 days lie between 0001-01-01 and 1970-01-01. All of it is far within 64 bits.
    let days = day.ordinal().saturating_sub(719_162);
    days.saturating_mul(86_400).saturating_sub(offset.seconds())
}

impl Default for CalendarTable {
    /// The table of [`Calendar::default`].
    fn default() -> Self {
        Self::of(&Calendar::default())
    }
}

impl CalendarTable {
    /// Checks a calendar and makes its table.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it: too many days, offsets out of order, a clock set by more
    /// than a day, days named twice, a holiday that is a make-up day as well, a weekend that is an
    /// empty list, or one that leaves no day to work on.
    ///
    /// ```
    /// use cogov::time::{CalendarTable, Weekday};
    /// use cogov::{Calendar, ProblemCode};
    ///
    /// let idle = Calendar::new().with_weekend(Weekday::ALL.to_vec());
    /// let error = CalendarTable::new(&idle).unwrap_err();
    /// assert_eq!(error.first().code(), ProblemCode::NoWorkingDay);
    /// assert_eq!(error.first().path().to_string(), "weekend");
    /// ```
    pub fn new(calendar: &Calendar) -> Result<Self, Invalid> {
        let mut reader = Reader::default();
        let table = Self::compile(calendar, &mut reader);
        Invalid::unless_sound(table, reader.into_problems())
    }

    /// The same, for a calendar at the path of the reader.
    pub(crate) fn compile(calendar: &Calendar, reader: &mut Reader) -> Option<Self> {
        calendar.validate(reader).then(|| Self::of(calendar))
    }

    /// The table of a sound calendar.
    fn of(calendar: &Calendar) -> Self {
        let (first_offset, changes) = changes(calendar);
        let mut worked_weekdays = [true; 7];
        for (weekday, worked) in Weekday::ALL.iter().zip(&mut worked_weekdays) {
            *worked = !calendar.free_weekdays().contains(weekday);
        }
        let sorted = |days: &[Date]| {
            let mut days = days.to_vec();
            days.sort_unstable();
            days
        };
        let mut table = Self {
            first_offset,
            changes,
            worked_weekdays,
            holidays: sorted(&calendar.holidays),
            make_up_days: sorted(&calendar.make_up_days),
            exceptions: Vec::new(),
            rolls: match calendar.roll {
                Some(Roll::Following) => true,
                None => false,
            },
        };
        table.exceptions = table.count_exceptions();
        table
    }

    fn count_exceptions(&self) -> Vec<Exception> {
        let mut days: Vec<Date> = self.holidays.iter().chain(&self.make_up_days).copied().collect();
        days.sort_unstable();
        days.dedup();
        let mut surplus = 0_i64;
        let mut exceptions = Vec::new();
        for day in days {
            let change = match (self.is_worked_weekday(day), self.is_working_day(day)) {
                (true, false) => -1,
                (false, true) => 1,
                (true, true) | (false, false) => continue,
            };
            surplus = surplus.saturating_add(change);
            exceptions.push(Exception { ordinal: day.ordinal(), surplus });
        }
        exceptions
    }

    /// What a day is by the calendar.
    ///
    /// ```
    /// use cogov::time::{CalendarTable, DayKind};
    /// use cogov::Date;
    /// let sunday = Date::new(2026, 2, 1).unwrap();
    /// assert_eq!(CalendarTable::default().kind_of(sunday), DayKind::Weekend);
    /// ```
    #[must_use]
    pub fn kind_of(&self, day: Date) -> DayKind {
        let is_in = |days: &[Date]| days.binary_search(&day).is_ok();
        let worked_weekday = self.is_worked_weekday(day);
        if is_in(&self.make_up_days) {
            if worked_weekday { DayKind::Working } else { DayKind::MakeUp }
        } else if is_in(&self.holidays) {
            DayKind::Holiday
        } else if worked_weekday {
            DayKind::Working
        } else {
            DayKind::Weekend
        }
    }

    /// Whether a day is worked.
    ///
    /// ```
    /// use cogov::time::CalendarTable;
    /// use cogov::{Calendar, Date};
    ///
    /// let saturday = Date::new(2026, 2, 14).unwrap();
    /// assert!(!CalendarTable::default().is_working_day(saturday));
    /// let made_up = Calendar::default().with_make_up_days([saturday]);
    /// assert!(CalendarTable::new(&made_up).unwrap().is_working_day(saturday));
    /// ```
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        self.kind_of(day).is_worked()
    }

    fn is_worked_weekday(&self, day: Date) -> bool {
        let from_monday = usize::from(day.weekday().number().saturating_sub(1));
        self.worked_weekdays.get(from_monday).copied().unwrap_or(true)
    }

    /// How many days are worked from the first day there is up to, and without, that of an ordinal.
    pub(super) fn worked_before(&self, ordinal: i64) -> i64 {
        let of_week = |days: usize| -> i64 {
            self.worked_weekdays.iter().take(days).map(|worked| i64::from(*worked)).sum()
        };
        // The first day there is is a Monday.
        let (weeks, rest) = (ordinal.div_euclid(7), ordinal.rem_euclid(7));
        let by_weeks = weeks
            .saturating_mul(of_week(7))
            .saturating_add(of_week(usize::try_from(rest).unwrap_or_default()));
        let passed = self.exceptions.partition_point(|exception| exception.ordinal < ordinal);
        let surplus = passed
            .checked_sub(1)
            .and_then(|last| self.exceptions.get(last))
            .map_or(0, |exception| exception.surplus);
        by_weeks.saturating_add(surplus)
    }
}

/// The first offset, and the changes after it, of a sound calendar.
fn changes(calendar: &Calendar) -> (Offset, Vec<Change>) {
    let mut first = Offset::UTC;
    let mut before = Offset::UTC;
    let mut changes = Vec::new();
    for change in &calendar.offsets {
        match change.from {
            None => first = change.offset,
            Some(from) => {
                let moment = midnight(from, before);
                changes.push(Change { from, moment, offset: change.offset });
            }
        }
        before = change.offset;
    }
    (first, changes)
}

impl Calendar {
    /// Reports whatever is wrong with the calendar; says whether nothing is.
    pub(crate) fn validate(&self, reader: &mut Reader) -> bool {
        let days = self.holidays.len().saturating_add(self.make_up_days.len());
        if !reader.within_length(bounds::CALENDAR_DAYS, days) {
            return false;
        }
        let ordered = reader.within_known("offsets", |reader| self.check_offsets(reader));
        let distinct = [
            reader.within_known("weekend", |reader| {
                let weekdays = self.free_weekdays();
                check_distinct(weekdays, reader, |weekday| weekday.as_str().to_owned())
            }),
            reader.within_known("holidays", |reader| {
                check_distinct(&self.holidays, reader, ToString::to_string)
            }),
            reader.within_known("make_up_days", |reader| {
                check_distinct(&self.make_up_days, reader, ToString::to_string)
            }),
        ];
        let apart = self.check_make_up_days(reader);
        let works = Weekday::ALL.iter().any(|weekday| !self.free_weekdays().contains(weekday));
        if !works {
            reader.within_known("weekend", |reader| {
                reader.report(ProblemCode::NoWorkingDay, Vec::new());
            });
        }
        // Neither the days left out nor the mark of absence: it would not be told which is meant.
        let named = self.weekend.given().is_none_or(|weekdays| !weekdays.is_empty());
        if !named {
            reader.within_known("weekend", |reader| {
                reader.report(ProblemCode::EmptyList, Vec::new());
            });
        }
        ordered && named && distinct.into_iter().all(|sound| sound) && apart && works
    }

    fn check_offsets(&self, reader: &mut Reader) -> bool {
        const LONGEST_LEAP: u32 = 24 * 60;
        let mut sound = true;
        let mut before: (Option<Date>, Offset) = (None, Offset::UTC);
        for (index, change) in self.offsets.iter().enumerate() {
            reader.within_index(index, |reader| {
                let mut misordered = |field: &'static str, en: &str, zh: &str| {
                    sound = false;
                    reader.within_known(field, |reader| {
                        reader.report(
                            ProblemCode::MisorderedTable,
                            vec![Arg::bilingual("reason", en, zh)],
                        );
                    });
                };
                match (change.from, before.0) {
                    (None, _) if index > 0 => misordered(
                        "from",
                        "only the first offset may hold from the beginning",
                        "只有第一个偏移可以不写起始日",
                    ),
                    (Some(from), Some(earlier)) if from <= earlier => misordered(
                        "from",
                        &format!("{from} is not after {earlier}"),
                        &format!("{from} 不晚于 {earlier}"),
                    ),
                    _ => {}
                }
                // More would let days go backwards: clocks were never set by more than that.
                let leap = change.offset.minutes().abs_diff(before.1.minutes());
                if change.from.is_some() && leap > LONGEST_LEAP {
                    misordered(
                        "offset",
                        &format!(
                            "clocks cannot be set from {} to {}, by more than a day",
                            before.1, change.offset
                        ),
                        &format!("时钟不能由 {} 拨至 {}，相差超过一日", before.1, change.offset),
                    );
                }
            });
            before = (change.from.or(before.0), change.offset);
        }
        sound
    }

    fn check_make_up_days(&self, reader: &mut Reader) -> bool {
        let mut holidays = self.holidays.clone();
        holidays.sort_unstable();
        let mut sound = true;
        reader.within_known("make_up_days", |reader| {
            for (index, day) in self.make_up_days.iter().enumerate() {
                if holidays.binary_search(day).is_ok() {
                    sound = false;
                    reader.within_index(index, |reader| {
                        reader.report(
                            ProblemCode::MisplacedField,
                            vec![Arg::bilingual(
                                "reason",
                                format!("{day} is one of the holidays as well"),
                                format!("{day} 同时列为节假日"),
                            )],
                        );
                    });
                }
            }
        });
        sound
    }
}

/// Reports what stands in a list a second time; says whether nothing does.
fn check_distinct<T: Ord>(entries: &[T], reader: &mut Reader, name: impl Fn(&T) -> String) -> bool {
    let mut sorted: Vec<(&T, usize)> =
        entries.iter().enumerate().map(|(index, entry)| (entry, index)).collect();
    sorted.sort_unstable();
    let mut repeated: Vec<(usize, &T)> = sorted
        .windows(2)
        .filter_map(|pair| match pair {
            [(a, _), (b, index)] if a == b => Some((*index, *b)),
            _ => None,
        })
        .collect();
    repeated.sort_unstable();
    for (index, entry) in &repeated {
        reader.within_index(*index, |reader| {
            reader.report(ProblemCode::DuplicateEntry, vec![Arg::plain("found", name(entry))]);
        });
    }
    repeated.is_empty()
}
