//! From when until when something holds.

use std::fmt;

use crate::time::date::Date;
use crate::values::lang::Lang;
use crate::values::record::record;

record! {
    /// From when until when something holds: `from` is the first day on which it does, `until`
    /// the first day on which it no longer does. Either may be left out.
    ///
    /// ```
    /// use cogov::{Date, Validity};
    ///
    /// let until_2026 = Validity::new().with_until(Date::new(2026, 1, 1).unwrap());
    /// assert!(until_2026.in_force_on(Date::new(2025, 12, 31).unwrap()));
    /// assert!(!until_2026.in_force_on(Date::new(2026, 1, 1).unwrap()));
    /// ```
    #[derive(Copy)]
    pub struct Validity("an interval: {\"from\": …, \"until\": …}") {
        option {
            /// The first day on which it holds; always, if left out.
            from, with_from: Date as copy,
            /// The first day on which it no longer holds; never, if left out.
            until, with_until: Date as copy,
        }
    }
}

impl Validity {
    /// Whether it holds on a day.
    #[must_use]
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether there is a day on which both hold.
    ///
    /// ```
    /// use cogov::{Date, Validity};
    /// let change = Date::new(2026, 1, 1).unwrap();
    /// let (before, after) = (Validity::new().with_until(change), Validity::new().with_from(change));
    /// assert!(!before.meets(&after));
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
        f.write_str(&self.describe(Lang::En))
    }
}
