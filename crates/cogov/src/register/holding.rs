//! Who holds a seat, and who belongs to what.

use crate::act::Belonging;
use crate::case::view::view;
use crate::conduct::SeatRole;
use crate::time::Date;
use crate::values::key::{PersonKey, SeatKey};

view! {
    /// That a person holds a seat: from which day, until which, and by which entry.
    ///
    /// ```
    /// use cogov::Charter;
    /// use cogov::register::{Appoint, Register, RegisterAct};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let mut register = Register::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
    /// let act = RegisterAct::appoint("cppcc-member".parse()?, Appoint::new("p-1".parse::<cogov::values::PersonKey>()?));
    /// let cppcc: cogov::PartyKey = "cppcc".parse()?;
    /// register.perform(&register.entry("2026-01-05T09:00:00+08:00".parse()?, cppcc, act))?;
    /// let holding = register.state().holdings().next().unwrap();
    /// assert_eq!((holding.person().as_str(), holding.entry()), ("p-1", 1));
    /// assert_eq!(holding.until().map(|day| day.to_string()).as_deref(), Some("2031-01-05"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Holding {
        has {
            /// The seat.
            seat: SeatKey,
            /// Who holds it.
            person: PersonKey,
            /// The first day.
            from: Date as copy,
            /// The entry by which they came to hold it.
            entry: u64 as copy,
        }
        may {
            /// The first day no longer.
            until: Date as copy,
            /// In which role.
            role: SeatRole as copy,
            /// The entry by which it ended before its term was over.
            ended: u64 as copy,
        }
        hidden {
            /// The end of the term, whatever happened since.
            planned: Option<Date>,
            /// Until when it was to last, and the entry that said so, before the one that ended it.
            before: Option<(Option<Date>, Option<u64>)>
        }
    }
}

impl Holding {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn is_in_force(&self, on: Date) -> bool {
        lasts(self.from, self.until, on)
    }

    /// Whether it goes on, or is still to begin, after a day on which it could end.
    pub(super) fn lasts_beyond(&self, day: Date) -> bool {
        lasts_beyond(self.from, self.until, day)
    }

    /// Whether there is a day in it that is not after this one.
    pub(super) fn has_begun(&self, by: Date) -> bool {
        self.from <= by && self.until.is_none_or(|until| self.from < until)
    }
}

view! {
    /// That a person belongs to a party, a group or a sector.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::register::Affiliation;
    ///
    /// let register = west_hall(13);
    /// let joined: &Affiliation = register.state().affiliations().next().unwrap();
    /// assert_eq!((joined.person().as_str(), joined.entry(), joined.until()), ("p-4", 3, None));
    /// assert!(joined.is_in_force("2026-01-11".parse()?) && !joined.is_in_force("2026-01-10".parse()?));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Affiliation {
        has {
            /// To what.
            of: Belonging,
            /// Who.
            person: PersonKey,
            /// The first day.
            from: Date as copy,
            /// The entry by which they joined.
            entry: u64 as copy,
        }
        may {
            /// The first day no longer.
            until: Date as copy,
            /// The entry by which they left.
            ended: u64 as copy,
        }
    }
}

impl Affiliation {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn is_in_force(&self, on: Date) -> bool {
        lasts(self.from, self.until, on)
    }

    /// Whether it goes on, or is still to begin, after a day on which it could end.
    pub(super) fn lasts_beyond(&self, day: Date) -> bool {
        lasts_beyond(self.from, self.until, day)
    }

    /// Whether there is a day in it that is not after this one.
    pub(super) fn has_begun(&self, by: Date) -> bool {
        self.from <= by && self.until.is_none_or(|until| self.from < until)
    }
}

fn lasts_beyond(from: Date, until: Option<Date>, day: Date) -> bool {
    until.is_none_or(|until| until > day.max(from))
}

pub(super) fn lasts(from: Date, until: Option<Date>, on: Date) -> bool {
    from <= on && until.is_none_or(|until| on < until)
}
