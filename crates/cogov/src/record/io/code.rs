//! The codes of what can go wrong with the file behind a record, and not with the record.

use crate::values::choice::choice;
use crate::values::lang::Lang;

choice! {
    /// What can go wrong with a source or a sink. The codes are stable.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::record::io::StreamCode;
    ///
    /// assert_eq!(StreamCode::SourceFailed.as_str(), "source-failed");
    /// assert_eq!(StreamCode::SinkFailed.label(Lang::Zh), "无法写入记录");
    /// ```
    #[non_exhaustive]
    pub enum StreamCode {
        /// The source failed.
        SourceFailed = "source-failed", "the record could not be read", "无法读取记录";
        /// The sink failed.
        SinkFailed = "sink-failed", "the record could not be written", "无法写入记录";
        /// The sink failed before, and half a line may stand at its end.
        SinkFailedBefore = "sink-failed-before", "an earlier line could not be written", "此前有一行未能写入";
    }
}

impl StreamCode {
    /// What to do about it.
    #[must_use]
    pub const fn help(self, lang: Lang) -> &'static str {
        match self {
            Self::SourceFailed => lang.pick(
                "try again; what was read so far is whole, and the reader can be resumed behind it",
                "请重试；已读部分完整无缺，可由此继续读取",
            ),
            Self::SinkFailed | Self::SinkFailedBefore => lang.pick(
                "read the record, shorten its file to the whole lines, and go on from there",
                "请读取记录，将文件截至完整各行，再由此继续写入",
            ),
        }
    }
}
