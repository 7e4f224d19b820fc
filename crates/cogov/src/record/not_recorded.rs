//! Why an entry was not recorded, a record not replayed, and what stands against what was observed.

use std::fmt;

use crate::case::{Coded, Refusal, RefusalCode, Refused};
use crate::record::append_error::AppendError;
use crate::values::lang::Lang;

/// Why an entry was not recorded.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::act::{Act, VerificationResult, Verify};
/// use cogov::case::RefusalCode;
/// use cogov::record::{NotRecorded, RecordedCase};
/// use cogov::{Charter, PartyKey};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let mut recorded = RecordedCase::replay(&[charter], &fire_lane(47))?;
/// let head = recorded.head();
/// let verify = Act::verify("bollards".parse()?, Verify::new(VerificationResult::Solved));
/// let entry = recorded.entry("2026-08-15T09:00:00+08:00".parse()?, PartyKey::new("property-company")?, verify);
/// let error: NotRecorded = recorded.perform(&entry).unwrap_err();
/// assert_eq!(error.refusals()[0].code(), RefusalCode::SelfVerification);
/// assert_eq!(error.code(), "self-verification");
/// assert_eq!(recorded.head(), head, "the record has not grown");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotRecorded<C = RefusalCode> {
    /// A rule stands against it.
    Refused(Refused<C>),
    /// It cannot be written so that it can be read again.
    Unwritable(AppendError),
}

impl<C: Coded> NotRecorded<C> {
    /// What stands against the entry; nothing, if it cannot be written.
    #[must_use]
    pub fn refusals(&self) -> &[Refusal<C>] {
        match self {
            Self::Refused(refused) => refused.refusals(),
            Self::Unwritable(_) => &[],
        }
    }

    /// Its code, which is stable: that of the refusal which says most, or of why it cannot be
    /// written.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refused) => first_code(refused),
            Self::Unwritable(error) => error.code().as_str(),
        }
    }

    /// What is wrong, in plain words: everything that stands against it.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Refused(refused) => messages(refused, lang),
            Self::Unwritable(error) => error.message(lang),
        }
    }

    /// What to do about it, as the refusal which says most tells.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        match self {
            Self::Refused(refused) => first_help(refused, lang),
            Self::Unwritable(error) => error.help(lang),
        }
    }
}

fn first_code<C: Coded>(refused: &Refused<C>) -> &'static str {
    refused.first().map_or("", |refusal| refusal.code().code_of())
}

fn messages<C: Coded>(refused: &Refused<C>, lang: Lang) -> String {
    let said: Vec<String> =
        refused.refusals().iter().map(|refusal| refusal.message(lang)).collect();
    said.join(lang.pick("; ", "；"))
}

fn first_help<C: Coded>(refused: &Refused<C>, lang: Lang) -> String {
    refused.first().map(|refusal| refusal.help(lang)).unwrap_or_default()
}

/// What [`NotRecorded::message`] says in English.
impl<C: Coded> fmt::Display for NotRecorded<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl<C: Coded> std::error::Error for NotRecorded<C> {}

/// Why a record is not that of a case under these charters.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Charter;
/// use cogov::case::RefusalCode;
/// use cogov::record::{NotReplayed, RecordedCase};
///
/// // The record names the completed charter by its digest, and not the one that was found.
/// let found = Charter::builtin("cuizhuyuan-found").unwrap();
/// let error: NotReplayed = RecordedCase::replay(&[found], &fire_lane(57)).unwrap_err();
/// assert_eq!(error.entry(), None, "it is the header");
/// assert_eq!(error.refused().first().unwrap().code(), RefusalCode::OtherCharter);
/// assert_eq!(error.code(), "other-charter");
/// assert!(error.to_string().starts_with("the header: "));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotReplayed<C = RefusalCode> {
    entry: Option<u64>,
    refused: Refused<C>,
}

impl<C: Coded> NotReplayed<C> {
    pub(crate) const fn at(entry: u64, refused: Refused<C>) -> Self {
        Self { entry: Some(entry), refused }
    }

    /// The header names no charter that was given.
    pub(crate) const fn at_header(refused: Refused<C>) -> Self {
        Self { entry: None, refused }
    }

    /// The number of the entry; none, if it is the header.
    #[must_use]
    pub const fn entry(&self) -> Option<u64> {
        self.entry
    }

    /// What stands against it.
    #[must_use]
    pub const fn refused(&self) -> &Refused<C> {
        &self.refused
    }

    /// Its code, which is stable: that of the refusal which says most.
    #[must_use]
    pub fn code(&self) -> &'static str {
        first_code(&self.refused)
    }

    /// What is wrong, in plain words: the entry, and everything that stands against it.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let said = messages(&self.refused, lang);
        match (self.entry, lang) {
            (Some(entry), Lang::En) => format!("entry {entry}: {said}"),
            (Some(entry), Lang::Zh) => format!("条目 {entry}：{said}"),
            (None, Lang::En) => format!("the header: {said}"),
            (None, Lang::Zh) => format!("首行：{said}"),
        }
    }

    /// What to do about it, as the refusal which says most tells.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        first_help(&self.refused, lang)
    }
}

/// What [`NotReplayed::message`] says in English.
impl<C: Coded> fmt::Display for NotReplayed<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl<C: Coded> std::error::Error for NotReplayed<C> {}

/// What stands against one entry of a record that was observed.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::act::{Act, Entry, VerificationResult, Verify};
/// use cogov::case::RefusalCode;
/// use cogov::record::{Breaches, RecordedCase};
/// use cogov::{Charter, PartyKey};
///
/// // Some other system let the company verify its own work.
/// let mut record = fire_lane(47);
/// let verify = Act::verify("bollards".parse()?, Verify::new(VerificationResult::Solved));
/// let at = "2026-08-15T09:00:00+08:00".parse()?;
/// record.append(Entry::new(48, at, PartyKey::new("property-company")?, verify))?;
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let observed = RecordedCase::audit(&[charter], &record)?;
/// let breaches: &Breaches = &observed.breaches()[0];
/// assert_eq!((breaches.entry(), breaches.refusals().len()), (48, 3));
/// assert_eq!(breaches.refusals()[0].code(), RefusalCode::SelfVerification);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaches<C = RefusalCode> {
    entry: u64,
    refusals: Vec<Refusal<C>>,
}

impl<C: Coded> Breaches<C> {
    pub(crate) const fn of(entry: u64, refusals: Vec<Refusal<C>>) -> Self {
        Self { entry, refusals }
    }

    /// The number of the entry.
    #[must_use]
    pub const fn entry(&self) -> u64 {
        self.entry
    }

    /// What stands against it; at least one.
    #[must_use]
    pub fn refusals(&self) -> &[Refusal<C>] {
        &self.refusals
    }
}
