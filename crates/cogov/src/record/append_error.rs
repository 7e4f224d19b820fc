//! Why an entry cannot be the next of a record.

use std::fmt;

use crate::problem::Problem;
use crate::record::code::RecordCode;
use crate::values::lang::Lang;

/// Why an entry cannot be the next of a record.
///
/// ```
/// use cogov::act::{Act, Entry};
/// use cogov::record::{Chain, CharterVersion, Header, RecordCode};
/// use cogov::{Charter, Holder, Lang};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let header =
///     Header::new("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, CharterVersion::of(&charter));
/// let act = Act::support("01890a5d-ac96-774b-bcce-b302099a8058".parse()?);
/// let second = Entry::new(2, "2026-06-01T09:30:00+08:00".parse()?, Holder::Anyone, act);
/// let error = Chain::new(&header).append(&second).unwrap_err();
/// assert_eq!(error.code(), RecordCode::WrongNumber);
/// assert_eq!(error.message(Lang::En), "the entry has the number 2, and the next is 1");
/// assert_eq!(error.help(Lang::En), "give it the number 1");
/// assert!(error.problem().is_none(), "it can be written");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppendError(Why);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Why {
    WrongNumber { found: u64, next: u64 },
    Unwritable(Box<Problem>),
}

impl AppendError {
    pub(super) const fn wrong_number(found: u64, next: u64) -> Self {
        Self(Why::WrongNumber { found, next })
    }

    pub(super) fn unwritable(problem: Problem) -> Self {
        Self(Why::Unwritable(Box::new(problem)))
    }

    /// What kind of error it is: `wrong-number`, or `unreadable-line` for what no reader would take.
    #[must_use]
    pub const fn code(&self) -> RecordCode {
        match self.0 {
            Why::WrongNumber { .. } => RecordCode::WrongNumber,
            Why::Unwritable(_) => RecordCode::UnreadableLine,
        }
    }

    /// What no reader would take, if it is that.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match &self.0 {
            Why::WrongNumber { .. } => None,
            Why::Unwritable(problem) => Some(problem),
        }
    }

    /// What is wrong, in plain words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (&self.0, lang) {
            (Why::WrongNumber { found, next }, Lang::En) => {
                format!("the entry has the number {found}, and the next is {next}")
            }
            (Why::WrongNumber { found, next }, Lang::Zh) => {
                format!("条目序号为 {found}，下一个应为 {next}")
            }
            (Why::Unwritable(problem), Lang::En) => {
                format!("no reader would take the entry: {}", problem.message(lang))
            }
            (Why::Unwritable(problem), Lang::Zh) => {
                format!("写出后将无法读取：{}", problem.message(lang))
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        match &self.0 {
            Why::WrongNumber { next, .. } => match lang {
                Lang::En => format!("give it the number {next}"),
                Lang::Zh => format!("请将序号写为 {next}"),
            },
            Why::Unwritable(problem) => problem.help(lang),
        }
    }
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for AppendError {}
