//! From when until when something holds.

use std::fmt;

use crate::problem::{Arg, Problem, ProblemCode};
use crate::time::date::Date;
use crate::values::lang::Lang;
use crate::values::record::record;

record! {
    // The getters are not named as the fields in JSON are: `from` would hide that of `From`, and
    // neither `from` nor `until` tells whether the day itself belongs to it.
    @define
    /// From when until when something holds: a half-open interval of days. In JSON `from` is the
    /// first day on which it holds, `until` the first day on which it no longer does. Either may
    /// be left out.
    ///
    /// ```
    /// use cogov::{Date, Validity};
    ///
    /// let change = Date::new(2026, 1, 1)?;
    /// let (old, new) = (Validity::before(change), Validity::starting(change));
    /// assert!(old.in_force_on(Date::new(2025, 12, 31)?) && !old.in_force_on(change));
    /// assert!(new.in_force_on(change) && new.first_day() == Some(change));
    /// assert!(old.is_ordered() && !new.with_until(change).is_ordered(), "not a single day");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[derive(Copy, Default)]
    pub struct Validity("an interval: {\"from\": …, \"until\": …}", "有效期：{\"from\": …, \"until\": …}") {
        option {
            /// The first day on which it holds; always, if left out.
            from, with_from: Date,
            /// The first day on which it no longer holds; never, if left out.
            until, with_until: Date,
        }
    }
}

impl Validity {
    /// From a day on, the day included.
    ///
    /// ```
    /// use cogov::{Date, Validity};
    ///
    /// let (eve, first) = (Date::new(2025, 12, 31)?, Date::new(2026, 1, 1)?);
    /// let valid = Validity::starting(first);
    /// assert!(valid.in_force_on(first) && !valid.in_force_on(eve));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub const fn starting(first_day: Date) -> Self {
        Self { from: Some(first_day), until: None }
    }

    /// Until before a day: the day is the first on which it no longer holds.
    ///
    /// ```
    /// use cogov::{Date, Validity};
    ///
    /// let (eve, first) = (Date::new(2025, 12, 31)?, Date::new(2026, 1, 1)?);
    /// let valid = Validity::before(first);
    /// assert!(valid.in_force_on(eve) && !valid.in_force_on(first));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub const fn before(first_day_after: Date) -> Self {
        Self { from: None, until: Some(first_day_after) }
    }

    /// From one day, included, until before another.
    ///
    /// # Errors
    ///
    /// `empty-interval`, when the second day is not later.
    ///
    /// ```
    /// use cogov::{Date, ProblemCode, Validity};
    /// let (first, after) = (Date::new(2025, 1, 1)?, Date::new(2026, 1, 1)?);
    /// let year = Validity::between(first, after)?;
    /// assert_eq!((year.first_day(), year.first_day_after()), (Some(first), Some(after)));
    /// assert_eq!(year, Validity::starting(first).with_until(after));
    /// let empty = Validity::between(first, first).unwrap_err();
    /// assert_eq!(empty.code(), ProblemCode::EmptyInterval);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn between(first_day: Date, first_day_after: Date) -> Result<Self, Problem> {
        if first_day < first_day_after {
            Ok(Self { from: Some(first_day), until: Some(first_day_after) })
        } else {
            Err(Problem::nothing_between(first_day, first_day_after))
        }
    }

    /// The first day on which it holds: `from` in JSON; always, if there is none.
    #[must_use]
    pub const fn first_day(&self) -> Option<Date> {
        self.from
    }

    /// The first day on which it no longer holds: `until` in JSON; never, if there is none.
    #[must_use]
    pub const fn first_day_after(&self) -> Option<Date> {
        self.until
    }

    /// Sets [`Validity::first_day`], in place of what it was.
    #[must_use]
    pub const fn with_from(mut self, first_day: Date) -> Self {
        self.from = Some(first_day);
        self
    }

    /// Sets [`Validity::first_day_after`], in place of what it was.
    #[must_use]
    pub const fn with_until(mut self, first_day_after: Date) -> Self {
        self.until = Some(first_day_after);
        self
    }

    /// Whether it holds on a day.
    ///
    /// ```
    /// use cogov::{Date, Validity};
    ///
    /// let (first, after) = (Date::new(2025, 1, 1)?, Date::new(2026, 1, 1)?);
    /// let year = Validity::between(first, after)?;
    /// assert!(year.in_force_on(first) && !year.in_force_on(after));
    /// assert!(Validity::default().in_force_on(after), "always");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether there is a day on which both hold.
    ///
    /// ```
    /// use cogov::{Date, Validity};
    /// let change = Date::new(2026, 1, 1).unwrap();
    /// assert!(!Validity::before(change).meets(&Validity::starting(change)));
    /// ```
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let from = self.from.max(other.from).unwrap_or(Date::MIN);
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        until.is_none_or(|until| from < until)
    }

    /// Whether there is a day on which it holds.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        self.meets(self)
    }

    /// The interval in words.
    ///
    /// ```
    /// use cogov::{Date, Lang, Validity};
    ///
    /// let valid = Validity::starting(Date::new(2026, 1, 1)?);
    /// assert_eq!(valid.describe(Lang::En), "from 2026-01-01");
    /// assert_eq!(valid.describe(Lang::Zh), "自2026-01-01起");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        match (lang, self.from, self.until) {
            (Lang::En, None, None) => "always".to_owned(),
            (Lang::En, Some(from), None) => format!("from {from}"),
            (Lang::En, None, Some(until)) => format!("before {until}"),
            (Lang::En, Some(from), Some(until)) => format!("from {from}, before {until}"),
            (Lang::Zh, None, None) => "始终".to_owned(),
            (Lang::Zh, Some(from), None) => format!("自{from}起"),
            (Lang::Zh, None, Some(until)) => format!("{until}之前"),
            (Lang::Zh, Some(from), Some(until)) => format!("自{from}起至{until}之前"),
        }
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.describe(Lang::En))
    }
}

impl Problem {
    /// That an interval is empty.
    pub(crate) fn nothing_between(from: Date, until: Date) -> Self {
        let args = vec![Arg::plain("from", from), Arg::plain("until", until)];
        Self::alone(ProblemCode::EmptyInterval, args)
    }
}
