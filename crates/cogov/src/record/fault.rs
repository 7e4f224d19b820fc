//! What is seen to be wrong with a line, whatever made it so.

use crate::problem::{Invalid, excerpt};
use crate::record::code::RecordCode;
use crate::values::lang::Lang;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    NoHeader,
    NewerFormat(String),
    Unreadable(Invalid),
    /// It departs from the canonical form in this column, in characters from 1.
    NotCanonical {
        column: usize,
    },
    /// It ends with a carriage return.
    CarriageReturn,
    ByteOrderMark,
    BrokenChain,
    WrongNumber {
        found: u64,
        next: u64,
    },
}

impl Fault {
    pub(super) const fn code(&self) -> RecordCode {
        match self {
            Self::NoHeader => RecordCode::NoHeader,
            Self::NewerFormat(_) => RecordCode::NewerFormat,
            Self::Unreadable(_) => RecordCode::UnreadableLine,
            Self::NotCanonical { .. } | Self::CarriageReturn | Self::ByteOrderMark => {
                RecordCode::NotCanonical
            }
            Self::BrokenChain => RecordCode::BrokenChain,
            Self::WrongNumber { .. } => RecordCode::WrongNumber,
        }
    }

    /// The line, and what is wrong with it.
    pub(super) fn on_line(&self, line: u64, lang: Lang) -> String {
        match lang {
            Lang::En => format!("line {line}: {}", self.message(lang)),
            Lang::Zh => format!("第 {line} 行：{}", self.message(lang)),
        }
    }

    /// What is wrong, after the words for the code where there is more to say.
    pub(super) fn message(&self, lang: Lang) -> String {
        let said = self.code().label(lang);
        let more = match (self, lang) {
            (Self::NoHeader | Self::BrokenChain, _) => return said.to_owned(),
            (Self::NewerFormat(format), _) => format!("\"{}\"", excerpt(format)),
            (Self::Unreadable(invalid), _) => invalid.first().to_line(lang),
            (Self::NotCanonical { column }, Lang::En) => format!("from column {column} on"),
            (Self::NotCanonical { column }, Lang::Zh) => format!("自第 {column} 列起"),
            (Self::CarriageReturn, Lang::En) => {
                "it ends with a carriage return, and lines end with a line feed alone".to_owned()
            }
            (Self::CarriageReturn, Lang::Zh) => "行尾有回车符，而各行只以换行符结束".to_owned(),
            (Self::ByteOrderMark, Lang::En) => "it begins with a byte order mark".to_owned(),
            (Self::ByteOrderMark, Lang::Zh) => "行首有字节顺序标记".to_owned(),
            (Self::WrongNumber { found, next }, Lang::En) => {
                format!("{found} where {next} comes next")
            }
            (Self::WrongNumber { found, next }, Lang::Zh) => {
                format!("序号为 {found}，应为 {next}")
            }
        };
        match lang {
            Lang::En => format!("{said}: {more}"),
            Lang::Zh => format!("{said}：{more}"),
        }
    }

    pub(super) fn help(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable(invalid) => match lang {
                Lang::En => format!("{} ({})", self.code().help(lang), invalid.first().help(lang)),
                Lang::Zh => format!("{}（{}）", self.code().help(lang), invalid.first().help(lang)),
            },
            _ => self.code().help(lang).to_owned(),
        }
    }
}
