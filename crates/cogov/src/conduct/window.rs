//! The time over which conduct is assessed, and how it falls into years.

use serde::Serialize;

use crate::conduct::definition::SeatRole;
use crate::problem::Problem;
use crate::time::{Date, Validity};
use crate::values::choice::choice;

choice! {
    /// Which years are counted.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::conduct::Years;
    ///
    /// let years: Years = "of_term".parse()?;
    /// assert_eq!(years.label(Lang::Zh), "届内年度");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Years in conduct {
        /// Years of the calendar, from 1 January.
        Calendar = "calendar", "calendar years", "自然年度";
        /// Years of the term of office, from its first day; of the window, where the term is not told.
        OfTerm = "of_term", "years of the term", "届内年度";
    }
}

/// A stretch of days: from the first day to the first day after.
///
/// ```
/// use cogov::Lang;
/// use cogov::conduct::Window;
///
/// let stretch = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?.stretch();
/// assert!(stretch.contains("2024-12-31".parse()?) && !stretch.contains(stretch.first_day_after()));
/// assert_eq!(stretch.describe(Lang::Zh), "自2024-01-01起至2025-01-01之前");
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Stretch {
    from: Date,
    until: Date,
}

impl Stretch {
    fn checked(from: Date, until: Date) -> Result<Self, Problem> {
        if from < until {
            Ok(Self { from, until })
        } else {
            Err(Problem::nothing_between(from, until))
        }
    }

    /// The first day.
    #[must_use]
    pub const fn first_day(self) -> Date {
        self.from
    }

    /// The first day after.
    #[must_use]
    pub const fn first_day_after(self) -> Date {
        self.until
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day < self.until
    }

    pub(super) fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.until <= self.until
    }

    /// From the beginning of this one to the end of a later one.
    pub(super) fn through(self, later: Self) -> Self {
        Self { from: self.from, until: self.until.max(later.until) }
    }

    pub(super) fn meet(self, other: Self) -> Option<Self> {
        Self::checked(self.from.max(other.from), self.until.min(other.until)).ok()
    }
}

/// The time over which conduct is assessed, with what has to be known about the seat.
///
/// ```
/// use cogov::conduct::{SeatRole, Window, Years};
/// use cogov::{Date, Validity};
///
/// let day = |text: &str| text.parse::<Date>().unwrap();
/// let window = Window::new(day("2021-01-01"), day("2023-01-01"))?
///     .with_term(day("2020-03-01"), day("2025-03-01"))?
///     .with_seat_held(Validity::new().with_from(day("2020-03-01")));
/// assert!(window.stretch().contains(day("2022-12-31")));
/// assert!(!window.stretch().contains(day("2023-01-01")));
/// assert!(window.seat_held().is_some_and(|held| held.first_day() == Some(day("2020-03-01"))));
/// assert_eq!(window.with_role(SeatRole::StandingMember).role(), SeatRole::StandingMember);
/// assert_eq!(window.with_years(Years::OfTerm).years().len(), 3);
/// assert!(Window::new(day("2021-01-01"), day("2021-01-01")).is_err());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Window {
    #[serde(flatten)]
    stretch: Stretch,
    years: Years,
    role: SeatRole,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<Stretch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<Validity>,
}

/// A year, as far as it lies in a window.
///
/// ```
/// use cogov::conduct::Window;
///
/// let years = Window::new("2023-06-01".parse()?, "2025-01-01".parse()?)?.years();
/// let whole: Vec<bool> = years.iter().map(|year| year.is_whole()).collect();
/// assert_eq!(whole, [false, true]);
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct YearOfWindow {
    #[serde(flatten)]
    stretch: Stretch,
    whole: bool,
}

impl YearOfWindow {
    /// Its days in the window.
    #[must_use]
    pub const fn stretch(self) -> Stretch {
        self.stretch
    }

    /// Whether all of the year lies in the window.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.whole
    }
}

impl Window {
    /// From the first day to the first day after, in calendar years, for an ordinary member who
    /// held the seat throughout.
    ///
    /// # Errors
    ///
    /// When the first day after is not later than the first day.
    ///
    /// ```
    /// use cogov::conduct::Window;
    /// use cogov::Date;
    ///
    /// let (first, after) = (Date::new(2024, 1, 1)?, Date::new(2025, 1, 1)?);
    /// assert!(Window::new(first, after)?.stretch().contains(first));
    /// assert!(Window::new(after, first).is_err());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn new(from: Date, until: Date) -> Result<Self, Problem> {
        match Stretch::checked(from, until) {
            Ok(stretch) => Ok(Self {
                stretch,
                years: Years::Calendar,
                role: SeatRole::Member,
                term: None,
                held: None,
            }),
            Err(error) => Err(error),
        }
    }

    /// The same window, counted in these years, which are also what a ladder means by `within` a
    /// year. For three absences within six weeks, of which two lie in one year and one in the next:
    ///
    /// ```
    /// use cogov::ConductPolicy;
    /// use cogov::conduct::{Contribution, Window, Years, assess};
    ///
    /// let policy = ConductPolicy::from_json(r#"{"key": "members", "name": "Members",
    ///     "contributions": [{"key": "plenary", "name": "Plenary"}],
    ///     "ladder": [{"sanction": "talk", "triggers": [{"at_least": 3, "within": "year",
    ///         "kinds": ["plenary"], "marks": ["unexcused"]}]}]}"#)?;
    /// let absences = Contribution::list_from_json(
    ///     r#"[{"kind": "plenary", "on": "2023-12-01", "mark": "unexcused"},
    ///         {"kind": "plenary", "on": "2023-12-15", "mark": "unexcused"},
    ///         {"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
    /// )?;
    /// let window = Window::new("2023-01-01".parse()?, "2025-01-01".parse()?)?;
    /// assert!(assess(&policy, &absences, window).due().is_none(), "two, and one");
    ///
    /// let of_term = window.with_term("2022-07-01".parse()?, "2027-07-01".parse()?)?;
    /// let of_term = of_term.with_years(Years::OfTerm);
    /// assert!(assess(&policy, &absences, of_term).due().is_some(), "three in the second year");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn with_years(mut self, years: Years) -> Self {
        self.years = years;
        self
    }

    /// The same window, for this role.
    #[must_use]
    pub const fn with_role(mut self, role: SeatRole) -> Self {
        self.role = role;
        self
    }

    /// The same window, within this term of office. Rules on the term are judged only where it is told.
    ///
    /// # Errors
    ///
    /// When the first day after is not later than the first day.
    ///
    /// ```
    /// use cogov::conduct::Window;
    ///
    /// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
    /// assert_eq!(window.term(), None);
    /// let window = window.with_term("2022-03-01".parse()?, "2027-03-01".parse()?)?;
    /// assert_eq!(window.term().map(|term| term.first_day().year()), Some(2022));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn with_term(mut self, from: Date, until: Date) -> Result<Self, Problem> {
        match Stretch::checked(from, until) {
            Ok(term) => {
                self.term = Some(term);
                Ok(self)
            }
            Err(error) => Err(error),
        }
    }

    /// The same window, where the seat was held from and until these days.
    #[must_use]
    pub const fn with_seat_held(mut self, held: Validity) -> Self {
        self.held = Some(held);
        self
    }

    /// Its days.
    #[must_use]
    pub const fn stretch(&self) -> Stretch {
        self.stretch
    }

    /// The role in which the seat was held.
    #[must_use]
    pub const fn role(&self) -> SeatRole {
        self.role
    }

    /// The term of office, if it was told.
    #[must_use]
    pub const fn term(&self) -> Option<Stretch> {
        self.term
    }

    /// When the seat was held, if that was told; the whole window otherwise.
    #[must_use]
    pub const fn seat_held(&self) -> Option<Validity> {
        self.held
    }

    /// Whether the seat was held for the whole window.
    ///
    /// ```
    /// use cogov::Validity;
    /// use cogov::conduct::Window;
    ///
    /// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
    /// assert!(window.is_held_throughout());
    /// let late = window.with_seat_held(Validity::starting("2024-06-01".parse()?));
    /// assert!(!late.is_held_throughout());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn is_held_throughout(&self) -> bool {
        self.held.as_ref().is_none_or(|held| {
            held.first_day().is_none_or(|from| from <= self.stretch.from)
                && held.first_day_after().is_none_or(|until| self.stretch.until <= until)
        })
    }

    /// The years of the window in order, the first and the last perhaps in part.
    ///
    /// A year that begins on 29 February begins on 1 March where there is no such day.
    ///
    /// ```
    /// use cogov::conduct::{Window, Years};
    ///
    /// let window = Window::new("2023-07-01".parse()?, "2025-07-01".parse()?)?;
    /// let whole = |window: &Window| window.years().iter().filter(|year| year.is_whole()).count();
    /// assert_eq!((window.years().len(), whole(&window)), (3, 1));
    /// let of_term = window.with_years(Years::OfTerm);
    /// assert_eq!((of_term.years().len(), whole(&of_term)), (2, 2));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn years(&self) -> Vec<YearOfWindow> {
        let origin = match self.years {
            Years::Calendar => Date::on_calendar(self.stretch.from.year(), 1, 1),
            Years::OfTerm => Some(self.term.unwrap_or(self.stretch).from),
        };
        let origin = origin.unwrap_or(self.stretch.from);
        let first = self.stretch.from.year().saturating_sub(origin.year()).saturating_sub(1);
        let last = self.stretch.until.year().saturating_sub(origin.year());
        let year = |count: i32| {
            // Before year 1 and after 9999 no day begins a year, so that one is never whole.
            let (begin, end) = (anniversary(origin, count), anniversary(origin, count + 1));
            let from = begin.unwrap_or(self.stretch.from);
            let until = end.unwrap_or(self.stretch.until);
            let stretch = Stretch::checked(from, until).ok()?.meet(self.stretch)?;
            let whole = begin == Some(stretch.from) && end == Some(stretch.until);
            Some(YearOfWindow { stretch, whole })
        };
        (first..=last).filter_map(year).collect()
    }
}

/// The day so many years later; of 29 February where there is none, 1 March.
pub(crate) fn anniversary(origin: Date, years: i32) -> Option<Date> {
    let year = origin.year().checked_add(years)?;
    let same = Date::on_calendar(year, origin.month(), origin.day());
    same.or_else(|| Date::on_calendar(year, 3, 1))
}
