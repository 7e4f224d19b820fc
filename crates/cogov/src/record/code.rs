//! The codes of what can be wrong with a record.

use crate::values::choice::choice;
use crate::values::lang::Lang;

choice! {
    /// What can be wrong with a line of a record. The codes are stable.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::record::RecordCode;
    ///
    /// assert_eq!(RecordCode::BrokenChain.as_str(), "broken-chain");
    /// assert_eq!(RecordCode::NoHeader.label(Lang::En), "there is no header");
    /// ```
    #[non_exhaustive]
    pub enum RecordCode in record {
        /// There is no whole first line, or it is an entry.
        NoHeader = "no-header", "there is no header", "没有首行";
        /// The record was written by a newer version.
        NewerFormat = "newer-format", "the format is newer than this version", "格式比本版本新";
        /// A line is no JSON, or no header, or no entry.
        UnreadableLine = "unreadable-line", "the line cannot be read", "该行无法读取";
        /// A line is not the canonical form of what it says.
        NotCanonical = "not-canonical", "the line is not in the canonical form", "该行不是规范形式";
        /// A line does not carry the digest of the line before.
        BrokenChain = "broken-chain", "the line is not chained to the one before", "该行与上一行不相衔接";
        /// An entry does not have the number that comes next.
        WrongNumber = "wrong-number", "the entry has another number than the next", "条目序号不是下一个序号";
    }
}

impl RecordCode {
    /// What to do about it.
    #[must_use]
    pub const fn help(self, lang: Lang) -> &'static str {
        match self {
            Self::NoHeader => lang.pick(
                "restore the first line from a copy; without it nobody knows which case this is",
                "请从副本恢复首行；没有首行就无从得知是哪个案件",
            ),
            Self::NewerFormat => {
                lang.pick("read it with a newer version of the library", "请使用较新的版本读取")
            }
            Self::UnreadableLine => lang.pick(
                "restore the line from a copy, and find out who wrote it",
                "请从副本恢复该行，并查明由谁写入",
            ),
            Self::NotCanonical => lang.pick(
                "restore the bytes as they were written; a record is never reformatted",
                "请恢复写入时的字节；记录不可重新排版",
            ),
            Self::BrokenChain => lang.pick(
                "compare it with a copy from this line, and the one before, on",
                "请从上一行起与副本比对",
            ),
            Self::WrongNumber => lang.pick(
                "compare the line with a copy, and find out who wrote it",
                "请将该行与副本比对，并查明由谁写入",
            ),
        }
    }
}
