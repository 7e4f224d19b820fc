//! Every bound on what comes from outside, in one table.
//!
//! Exceeding one is a problem with the code `bound-exceeded` that names the quantity and the bound. Only
//! too long a key is an `invalid-key`: how long it may be is part of what a key is.
//!
//! Whatever reads applies all that concern it, and so does what builds a charter. Values such as texts,
//! terms and keys are checked when they are made. What can still be too large in an entry made in code is
//! checked when it is written, so that no line is written that no reader takes: [`INTEGER`], [`LIST`],
//! [`DOCUMENT_VALUES`] and, in a record, [`RECORD_LINE_BYTES`].

use crate::problem::{Arg, Problem, ProblemCode};

/// A quantity that is bounded, with its largest allowed value.
///
/// ```
/// use cogov::values::bounds;
/// assert_eq!(bounds::KEY_LENGTH.largest(), 64);
/// let steps = bounds::ALL.iter().find(|bound| bound.quantity() == "steps of a procedure").unwrap();
/// assert_eq!((steps.largest(), steps.quantity_zh()), (64, "程序步骤数"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    quantity: &'static str,
    quantity_zh: &'static str,
    largest: u64,
    remedy: Remedy,
}

/// What is done about more than a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Remedy {
    /// There is less of it.
    Reduce,
    /// What is in one document is put in several.
    Split,
    /// There is less of it at once.
    Divide,
    /// It is the size of a number and not a count.
    Lower,
}

impl Bound {
    /// What is bounded, in words.
    #[must_use]
    pub const fn quantity(&self) -> &'static str {
        self.quantity
    }

    /// What is bounded, in Chinese.
    #[must_use]
    pub const fn quantity_zh(&self) -> &'static str {
        self.quantity_zh
    }

    /// The largest allowed value.
    #[must_use]
    pub const fn largest(&self) -> u64 {
        self.largest
    }

    /// Whether a length or a count is within the bound.
    ///
    /// ```
    /// assert!(cogov::values::bounds::PROCEDURE_STEPS.admits(64));
    /// assert!(!cogov::values::bounds::PROCEDURE_STEPS.admits(65));
    /// ```
    #[must_use]
    pub const fn admits(&self, value: usize) -> bool {
        value as u64 <= self.largest
    }

    /// Whether a quantity is within the bound.
    pub(crate) fn check(&self, found: u64) -> Result<(), Problem> {
        if found <= self.largest { Ok(()) } else { Err(self.exceeded(found)) }
    }

    /// Whether a quantity is at least 1 and within the bound.
    pub(crate) fn check_positive(&self, found: u64) -> Result<(), Problem> {
        if found == 0 {
            return Err(Problem::alone(ProblemCode::ZeroNumber, Vec::new()));
        }
        self.check(found)
    }

    /// The problem of more than the bound.
    pub(crate) fn exceeded(&self, found: u64) -> Problem {
        let bound = self.largest;
        let mut args = vec![
            Arg::bilingual("quantity", self.quantity, self.quantity_zh),
            Arg::plain("bound", bound),
            Arg::plain("found", found),
        ];
        match self.remedy {
            Remedy::Reduce => {}
            Remedy::Split => args.push(Arg::help(
                format!("stay within {bound}, or split the document"),
                format!("请控制在 {bound} 以内，或拆分文件"),
            )),
            Remedy::Divide => args.push(Arg::help(
                format!("take at most {bound} at once"),
                format!("一次请不超过 {bound}"),
            )),
            Remedy::Lower => args.extend([
                Arg::message(
                    format!("a whole number of the size {found} is beyond {bound}"),
                    format!("整数的绝对值为 {found}，超过上限 {bound}"),
                ),
                Arg::help(
                    format!("write a number from -{bound} to {bound}"),
                    format!("请写 -{bound} 至 {bound} 之间的数"),
                ),
            ]),
        }
        Problem::alone(ProblemCode::BoundExceeded, args)
    }
}

macro_rules! bounds {
    ($($(#[$doc:meta])* $name:ident = $largest:expr, $en:literal, $zh:literal $(, $remedy:ident)?;)+) => {
        $(
            $(#[$doc])*
            pub const $name: Bound = Bound {
                quantity: $en,
                quantity_zh: $zh,
                largest: $largest,
                remedy: bounds!(@remedy $($remedy)?),
            };
        )+

        /// The whole table.
        pub const ALL: &[Bound] = &[$($name),+];
    };
    (@remedy) => { Remedy::Reduce };
    (@remedy $remedy:ident) => { Remedy::$remedy };
}

bounds! {
    /// Bytes of a charter's JSON text.
    DOCUMENT_BYTES = 128 * 1024 * 1024, "bytes of a document", "文件字节数", Split;
    /// Values of a document: each string, number, list, object and so on, however deep.
    ///
    /// Until it is understood, each takes at most some 140 bytes beside the text: 1.1 GB together.
    DOCUMENT_VALUES = 8_000_000, "values of a document", "文件中的值数", Split;
    /// Bytes of one line of a record, without its line feed: what a reader keeps at a time.
    RECORD_LINE_BYTES = 32 * 1024 * 1024, "bytes of a line of a record", "记录一行的字节数";
    /// Levels of nesting in JSON.
    NESTING = 32, "levels of nesting", "嵌套层数";
    /// Problems that are collected before the rest is left out.
    PROBLEMS = 1_000, "problems reported at once", "一次报告的问题数";
    /// Characters of a key.
    KEY_LENGTH = 64, "characters of a key", "键的字符数";
    /// Characters of a text in one language.
    TEXT_LENGTH = 20_000, "characters of a text", "文本字符数";
    /// Languages of a text.
    TEXT_LANGUAGES = 32, "languages of a text", "文本的语种数";
    /// Integers, in size: 2^53 - 1, so that every language reads them alike.
    INTEGER = (1 << 53) - 1, "size of an integer", "整数的大小", Lower;
    /// Days of a term.
    TERM_DAYS = 36_600, "days of a term", "期限天数";
    /// Days on which a calendar says something of its own.
    CALENDAR_DAYS = 20_000, "holidays and make-up days of a calendar", "节假日与调休日数";
    /// Places of a charter.
    PLACES = 10_000, "places", "地点数", Split;
    /// Matters of a charter.
    MATTERS = 10_000, "matters", "事项数", Split;
    /// Levels of a tree of places or of matters.
    TREE_DEPTH = 64, "levels of a tree", "树的层数";
    /// Places above one place, on both trees together. Which places have something in common is
    /// kept for each two that lie above a third: without this bound two parents each would make
    /// that thousands of times as much as there are places.
    PLACES_ABOVE = 32, "places above one place", "一个地点的上级地点数";
    /// Parties of a charter.
    PARTIES = 100_000, "parties", "主体数", Split;
    /// Groups of a charter.
    GROUPS = 10_000, "groups", "群体数", Split;
    /// Sectors of a charter.
    SECTORS = 10_000, "sectors", "界别数", Split;
    /// Seats of a charter.
    SEATS = 100_000, "seats", "席位数", Split;
    /// Liaison links of a charter.
    LIAISON = 100_000, "liaison links", "联系关系数", Split;
    /// Positions of a charter.
    POSITIONS = 1_000_000, "positions", "职权职责条数", Split;
    /// Single rights of all positions together: functions and claims by kinds, matters and places.
    SCOPES = 4_000_000, "single rights by matter and place", "按事项与地点展开的单项权责数", Split;
    /// Entries of a list that has no bound of its own.
    LIST = 100_000, "entries of a list", "列表条目数";
    /// Decision rules of a charter.
    RULES = 1_000, "decision rules", "表决规则数", Split;
    /// Clauses of a quorum, or of an approval, counted through its nesting with each `all` and `any`.
    RULE_CLAUSES = 64, "clauses of a quorum or an approval", "法定人数或通过条件的条款数";
    /// Levels on which the clauses of a quorum, or of an approval, are nested.
    RULE_LEVELS = 8, "levels of nested clauses", "条款嵌套层数";
    /// Levels of a scale of triage.
    SCALE_LEVELS = 8, "levels of a scale", "尺度级数";
    /// Rows of a triage table.
    TRIAGE_ROWS = 1_000, "rows of a triage table", "分流表行数";
    /// Procedures of a charter.
    PROCEDURES = 256, "procedures", "程序数", Split;
    /// Steps of a procedure.
    PROCEDURE_STEPS = 64, "steps of a procedure", "程序步骤数";
    /// Markings that a proof of liveness may visit, for each valuation of the guards.
    MARKINGS = 200_000, "markings of a liveness proof", "活性证明的标识数";
    /// Markings that the proofs of all procedures of a charter may visit together; each procedure
    /// has an equal share.
    CHARTER_MARKINGS = 1_000_000, "markings of all liveness proofs", "全部活性证明的标识数", Split;
    /// Valuations of the guards of a procedure: the ways in which topics can fall on them, for each
    /// of which the procedure is proved.
    GUARD_VALUATIONS = 1_024, "valuations of a procedure's guards", "程序条件取值组合数";
    /// Periods of a rhythm.
    RHYTHM = 100, "periods of a rhythm", "周期数";
    /// Conduct policies of a charter.
    CONDUCT_POLICIES = 1_000, "conduct policies", "履职规则数", Split;
    /// Authors of one piece of work.
    AUTHORS = 1_000, "authors of one piece of work", "合作者人数";
    /// Kinds of contribution of a conduct policy.
    CONTRIBUTION_KINDS = 1_000, "kinds of contribution of a conduct policy", "履职规则的履职种类数";
    /// Requirements of a conduct policy.
    REQUIREMENTS = 100, "requirements of a conduct policy", "履职规则的基本要求数";
    /// Accounts of a points table.
    ACCOUNTS = 1_000, "accounts of a points table", "计分表的分项数";
    /// Items of a points table.
    TABLE_ITEMS = 10_000, "items of a points table", "计分表的条目数";
    /// Rungs of a ladder.
    LADDER_RUNGS = 16, "rungs of a ladder", "处置阶梯的级数";
    /// Triggers of a rung: each of them goes through the contributions that are assessed.
    RUNG_TRIGGERS = 16, "triggers of a rung", "一级处置的触发条件数";
    /// Uses of a receipt: so often it is hashed to make it.
    RECEIPT_USES = 4_096, "uses of a receipt", "回执可用次数";
    /// Contributions assessed at once.
    CONTRIBUTIONS = 100_000, "contributions assessed at once", "一次评定的履职记录数", Divide;
}

#[cfg(test)]
mod tests;
