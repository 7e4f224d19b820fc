//! What an act of the register is about.

use std::fmt;

use serde::Serialize;

use crate::values::choice::choice;
use crate::values::key::{PersonKey, SeatKey};

choice! {
    /// What kind of thing an act of the register is about.
    #[non_exhaustive]
    pub enum RegisterTargetKind {
        /// A seat.
        Seat = "seat", "a seat", "席位";
        /// A person.
        Person = "person", "a person", "个人";
        /// An entry of the register, by its number.
        Entry = "entry", "an entry", "登记条目";
    }
}

/// What an act of the register is about.
///
/// ```
/// use cogov::SeatKey;
/// use cogov::register::{RegisterTarget, RegisterTargetKind};
///
/// let seat = RegisterTarget::from(SeatKey::new("cppcc-member")?);
/// assert_eq!((seat.kind(), seat.to_string()), (RegisterTargetKind::Seat, "cppcc-member".to_owned()));
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterTarget {
    /// A seat.
    Seat(SeatKey),
    /// A person.
    Person(PersonKey),
    /// An entry of the register, by its number.
    Entry(u64),
}

impl RegisterTarget {
    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(&self) -> RegisterTargetKind {
        match self {
            Self::Seat(_) => RegisterTargetKind::Seat,
            Self::Person(_) => RegisterTargetKind::Person,
            Self::Entry(_) => RegisterTargetKind::Entry,
        }
    }
}

/// The key or number.
impl fmt::Display for RegisterTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seat(key) => key.fmt(f),
            Self::Person(key) => key.fmt(f),
            Self::Entry(seq) => seq.fmt(f),
        }
    }
}

impl From<SeatKey> for RegisterTarget {
    fn from(seat: SeatKey) -> Self {
        Self::Seat(seat)
    }
}

impl From<PersonKey> for RegisterTarget {
    fn from(person: PersonKey) -> Self {
        Self::Person(person)
    }
}

impl From<u64> for RegisterTarget {
    fn from(entry: u64) -> Self {
        Self::Entry(entry)
    }
}
