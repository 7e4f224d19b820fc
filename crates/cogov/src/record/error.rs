//! Why a record cannot be read.

use std::fmt;

use crate::act::{Act, Acts};
use crate::problem::Invalid;
use crate::record::code::RecordCode;
use crate::record::damage::Damage;
use crate::record::fault::Fault;
use crate::record::whole::RecordOf;
use crate::values::lang::Lang;

/// Why a record cannot be read: the first line that is wrong, and what is wrong with it.
///
/// ```
/// use cogov::Lang;
/// use cogov::record::{Record, RecordCode};
///
/// let error = Record::from_jsonl(r#"{"case": "x", "format": "cogov-record/2"}"#).unwrap_err();
/// assert_eq!(error.code(), RecordCode::NewerFormat);
/// assert_eq!(
///     error.to_string(),
///     r#"line 1: the format is newer than this version: "cogov-record/2""#,
/// );
/// assert_eq!(error.help(Lang::En), "read it with a newer version of the library");
/// assert_eq!(error.newer_format(), Some("cogov-record/2"));
/// ```
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::record::{Record, RecordCode, RecordError};
///
/// // Somebody put an act into entry 46 that there is not: nothing of what came before is lost.
/// let text = fire_lane(57).to_jsonl().replace(r#""act":"remind""#, r#""act":"forget""#);
/// let error: RecordError = Record::from_jsonl(&text).unwrap_err();
/// assert_eq!((error.line(), error.code()), (47, RecordCode::UnreadableLine));
/// assert_eq!(error.unreadable().unwrap().first().path().to_string(), "act");
/// assert_eq!(error.sound().unwrap().entries().len(), 45);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordError<A: Acts = Act> {
    line: u64,
    fault: Box<Fault>,
    damage: Option<Damage>,
    sound: Option<Box<RecordOf<A>>>,
}

impl<A: Acts> RecordError<A> {
    pub(super) fn new(
        line: u64,
        fault: Fault,
        damage: Option<Damage>,
        sound: Option<RecordOf<A>>,
    ) -> Self {
        Self { line, fault: Box::new(fault), damage, sound: sound.map(Box::new) }
    }

    /// The line in which it is seen, from 1, where the header is line 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// What is wrong.
    #[must_use]
    pub const fn code(&self) -> RecordCode {
        self.fault.code()
    }

    /// Everything that keeps the line from being read, if it cannot be.
    #[must_use]
    pub fn unreadable(&self) -> Option<&Invalid> {
        match &*self.fault {
            Fault::Unreadable(invalid) => Some(invalid),
            _ => None,
        }
    }

    /// The newer format, if it is one.
    #[must_use]
    pub fn newer_format(&self) -> Option<&str> {
        match &*self.fault {
            Fault::NewerFormat(format) => Some(format),
            _ => None,
        }
    }

    /// What must have happened to the record, as far as that can be known: only where all of it is
    /// at hand, and not from a reader that goes line by line.
    #[must_use]
    pub const fn damage(&self) -> Option<Damage> {
        self.damage
    }

    /// The record of the lines before the damage, if there is a header: nothing of it is lost.
    /// Only where all of it is at hand.
    #[must_use]
    pub fn sound(&self) -> Option<&RecordOf<A>> {
        self.sound.as_deref()
    }

    /// What is wrong, in plain words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let said = self.fault.on_line(self.line, lang);
        match (self.damage, lang) {
            (None, _) => said,
            (Some(damage), Lang::En) => format!("{said}; {}", damage.describe(lang)),
            (Some(damage), Lang::Zh) => format!("{said}；{}", damage.describe(lang)),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        self.fault.help(lang)
    }
}

impl<A: Acts> fmt::Display for RecordError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl<A: Acts> std::error::Error for RecordError<A> {}
