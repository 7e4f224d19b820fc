//! The table of problem codes: one place for codes, words and helps.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::problem::Problem;
use crate::values::lang::Lang;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal {
        $message:literal, $message_zh:literal; $help:literal, $help_zh:literal
    })+) => {
        /// What kind of problem input has. The codes are stable.
        ///
        /// ```
        /// use cogov::ProblemCode;
        /// assert_eq!(ProblemCode::UnknownKey.as_str(), "unknown-key");
        /// assert!(ProblemCode::ALL.contains(&ProblemCode::UnknownKey));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)+
        }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as programs see it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// What is wrong, in plain words; a name in braces stands for a detail of the problem.
            ///
            /// ```
            /// use cogov::{Lang, ProblemCode};
            /// assert_eq!(ProblemCode::ZeroNumber.message(Lang::En), "the number is zero");
            /// ```
            #[must_use]
            pub const fn message(self, lang: Lang) -> &'static str {
                lang.pick(self.words().0, self.words().1)
            }

            /// What to do about it; a name in braces stands for a detail of the problem.
            ///
            /// ```
            /// use cogov::{Lang, ProblemCode};
            /// let help = ProblemCode::ZeroNumber.help(Lang::En);
            /// assert_eq!(help, "write a number of at least 1");
            /// ```
            #[must_use]
            pub const fn help(self, lang: Lang) -> &'static str {
                lang.pick(self.words().2, self.words().3)
            }

            /// The code of this name, if there is one.
            ///
            /// ```
            /// use cogov::ProblemCode;
            /// assert_eq!(ProblemCode::from_code("unknown-key"), Some(ProblemCode::UnknownKey));
            /// ```
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)+ _ => None }
            }

            /// Templates: message (en, zh), help (en, zh).
            const fn words(self) -> (&'static str, &'static str, &'static str, &'static str) {
                match self { $(Self::$name => ($message, $message_zh, $help, $help_zh),)+ }
            }
        }
    };
}

codes! {
    /// The text is not JSON.
    Syntax = "syntax" {
        "the text is not valid JSON: {reason}", "文本不是合法的 JSON：{reason}";
        "mend the text at this place; text in JSON is needed: names and words in double quotes, one comma between entries",
        "请修正此处；可用 JSON 检查工具查看应有内容"
    }
    /// A length, count or size is above its bound.
    BoundExceeded = "bound-exceeded" {
        "the number of {quantity} is {found}, more than {bound}", "{quantity}为 {found}，超过上限 {bound}";
        "stay within {bound}", "请控制在 {bound} 以内"
    }
    /// A value of the wrong kind.
    WrongType = "wrong-type" {
        "expected {expected}, found {found}", "应为{expected}，实为{found}";
        "write {expected}", "请写{expected}"
    }
    /// A number with a fraction, or above 64 bits.
    NotAWholeNumber = "not-a-whole-number" {
        "the number is not a whole number within ±(2^53 - 1)", "数字不是 ±(2^53 - 1) 之内的整数";
        "write a whole number; shares are written as fractions such as [2, 3]",
        "请写整数；份额写作分数，如 [2, 3]"
    }
    /// A negative number where none can be.
    NegativeNumber = "negative-number" {
        "the number {found} is negative", "数字 {found} 为负";
        "write a number of at least {least}", "请写不小于 {least} 的数"
    }
    /// A zero where none can be.
    ZeroNumber = "zero-number" {
        "the number is zero", "数字为零";
        "write a number of at least 1", "请写不小于 1 的数"
    }
    /// A string that is not a key.
    InvalidKey = "invalid-key" {
        "\"{found}\" is not a key: {reason}", "“{found}”不是合法的键：{reason}";
        "use 1 to 64 characters from a-z, 0-9 and '-', beginning with a letter",
        "请用 1 至 64 个 a-z、0-9 或“-”，以字母开头"
    }
    /// A text that is empty, too long or disguised.
    InvalidText = "invalid-text" {
        "not a text: {reason}", "文本不合要求：{reason}";
        "write at least one visible character, without control or direction-changing characters",
        "请至少写一个可见字符，不用控制字符或改变书写方向的字符"
    }
    /// A fraction with a zero denominator, or out of range.
    InvalidFraction = "invalid-fraction" {
        "not a fraction: {reason}", "分数不合要求：{reason}";
        "write numerator and denominator, such as [2, 3]", "请写分子和分母，如 [2, 3]"
    }
    /// A date that does not exist.
    InvalidDate = "invalid-date" {
        "\"{found}\" is not a date", "“{found}”不是日期";
        "write an existing day as YYYY-MM-DD", "请按 YYYY-MM-DD 写一个存在的日期"
    }
    /// A moment that is not RFC 3339 with an offset.
    InvalidInstant = "invalid-instant" {
        "\"{found}\" is not a moment in time with an offset", "“{found}”不是带时区偏移的时刻";
        "write it as RFC 3339 with an offset, such as 2026-01-31T09:30:00+08:00",
        "请按 RFC 3339 写，并带偏移，如 2026-01-31T09:30:00+08:00"
    }
    /// An offset from UTC that does not exist.
    InvalidOffset = "invalid-offset" {
        "\"{found}\" is not an offset from UTC", "“{found}”不是时区偏移";
        "write it as +HH:MM or -HH:MM, within 18 hours", "请写作 +HH:MM 或 -HH:MM，不超过 18 小时"
    }
    /// A string that is not an identifier.
    InvalidId = "invalid-id" {
        "\"{found}\" is not an identifier", "“{found}”不是合法的标识";
        "write a UUID with small letters and four hyphens, not all zero",
        "请写小写字母、带四个连字符的 UUID，不可全为零"
    }
    /// A string that is not a digest.
    InvalidDigest = "invalid-digest" {
        "\"{found}\" is not a digest", "“{found}”不是合法的摘要值";
        "write 64 digits from 0-9 and a-f", "请写 64 个 0-9 或 a-f 的字符"
    }
    /// A value that is none of those there are.
    UnknownValue = "unknown-value" {
        "\"{found}\" is not one of the values here", "“{found}”不是此处可用的值";
        "use one of: {known}", "可用的值：{known}"
    }
    /// A field that does not exist here.
    UnknownField = "unknown-field" {
        "\"{found}\" is not a field here", "“{found}”不是此处的字段";
        "fields here are: {known}", "此处的字段有：{known}"
    }
    /// A field that has to be there.
    MissingField = "missing-field" {
        "the field is missing{alternative}", "缺少此字段{alternative}";
        "add the field", "请补上此字段"
    }
    /// A field that stands twice in one object.
    DuplicateField = "duplicate-field" {
        "the field stands more than once", "字段重复";
        "keep one of them", "请只保留一个"
    }
    /// A field that does not go with the others there.
    MisplacedField = "misplaced-field" {
        "the field does not belong here: {reason}", "此处不应有该字段：{reason}";
        "remove the field, or change what it goes with", "请删去该字段，或修改与之相关的内容"
    }
    /// A list with nothing in it where something is needed.
    EmptyList = "empty-list" {
        "at least one is needed here, and there is none", "此处至少需要一项，现在一项也没有";
        "name at least one, or leave the field out", "请至少写一项，或省去该字段"
    }
    /// A list with fewer entries than are needed.
    TooFewEntries = "too-few-entries" {
        "there are {found} {quantity}, fewer than {least}", "{quantity}为 {found}，少于 {least}";
        "name at least {least}", "请至少写 {least} 项"
    }
    /// A document of another format or a newer version.
    UnknownFormat = "unknown-format" {
        "the format \"{found}\" is not one that this version reads", "本版本不能读取格式“{found}”";
        "write \"cogov/1\", or use a newer version of the library", "请写 \"cogov/1\"，或使用较新的版本"
    }
    /// Two entries of one key.
    DuplicateKey = "duplicate-key" {
        "the key \"{found}\" is already used at {first}", "键“{found}”已在 {first} 使用";
        "give each entry a key of its own", "请给每一项不同的键"
    }
    /// The same thing named twice in a list.
    DuplicateEntry = "duplicate-entry" {
        "\"{found}\" stands twice in the list", "“{found}”在列表中重复";
        "keep one of them", "请只保留一个"
    }
    /// Holders who are said to act jointly, but are not several.
    NotSeveral = "not-several" {
        "two or more holders act jointly, and none of them is itself several",
        "共同行使须有两个以上持有者，且不能嵌套";
        "name each of those who act together, one by one", "请逐一写明共同行使者"
    }
    /// A reference to something that the charter does not list.
    UnknownKey = "unknown-key" {
        "nothing in {list} has the key \"{found}\"", "{list} 中没有键“{found}”";
        "name an entry of {list}, or add one", "请写 {list} 中已有的键，或补上该项"
    }
    /// A part that names itself as what it hangs on.
    SelfReference = "self-reference" {
        "\"{found}\" refers to itself", "“{found}”引用了自身";
        "name another entry", "请写另一项"
    }
    /// A chain of parents that leads back to its beginning.
    CyclicParents = "cyclic-parents" {
        "the parents go in a circle: {cycle}", "上级关系成环：{cycle}";
        "take one of them out of the circle", "请断开其中一处"
    }
    /// A place that lies within one of a lower or equal kind.
    MisorderedPlaces = "misordered-places" {
        "a {kind} cannot lie within a {parent_kind}", "{kind}不能隶属于{parent_kind}";
        "name a place of a higher kind as the parent", "请以更高一级的地点为上级"
    }
    /// An interval that ends before it begins.
    EmptyInterval = "empty-interval" {
        "nothing lies between {from} and {until}", "{from} 与 {until} 之间为空";
        "let `until`, the first day after, be later than `from`", "until（其后第一日）应晚于 from"
    }
    /// A mark of absence beside what it says is absent.
    ContradictedAbsence = "contradicted-absence" {
        "what is said to be absent here is given at {given}", "此处称为没有的，{given} 已有规定";
        "remove one of the two, or let them speak of different things, such as other matters, places or holders",
        "请删去其一，或使两者所指不同，如不同的事项、地点或主体"
    }
    /// A threshold that nothing, or everything, can meet.
    ImpossibleThreshold = "impossible-threshold" {
        "the threshold {threshold} can never be met", "门槛 {threshold} 永远无法达到";
        "use a share of at most 1, and below 1 after `more_than`", "请用不大于 1 的份额；more_than 须小于 1"
    }
    /// A threshold that is always met.
    IdleThreshold = "idle-threshold" {
        "a threshold of zero asks for nothing", "门槛为零，等于没有要求";
        "leave it out, or write a share above 0", "请省去，或写大于 0 的份额"
    }
    /// A calendar with which no day of the week is worked.
    NoWorkingDay = "no-working-day" {
        "no day of the week is worked, so a term of working days would never end",
        "一周之内没有工作日，以工作日计的期限永远不会届满";
        "leave at least one day out of the weekend", "请至少从 weekend 中去掉一天"
    }
    /// A topic that no row of the triage table takes.
    TriageNotTotal = "triage-not-total" {
        "no row takes a topic with {topic}", "没有一行能分流如下议题：{topic}";
        "add a row for it, a last row without `when`, or `\"otherwise\": \"unstated\"`",
        "请为其增加一行，或在末尾加不带 when 的一行，或写 \"otherwise\": \"unstated\""
    }
    /// A row of the triage table that no topic reaches.
    TriageRowHidden = "triage-row-hidden" {
        "no topic reaches this row; earlier rows take them all, {row} among them",
        "没有议题能到达此行，前面的行（如 {row}）已全部分流";
        "move the row up, narrow the earlier ones, or remove it", "请上移此行、收窄前面的行，或删去此行"
    }
    /// Steps that wait for one another in a circle.
    CyclicConditions = "cyclic-conditions" {
        "none of these steps can ever happen, each waits for the next: {cycle}",
        "以下步骤依次互相等待，永远不会发生：{cycle}";
        "take one of these conditions out of `after`", "请从 after 中删去其中一个条件"
    }
    /// A step that can never happen.
    DeadStep = "dead-step" {
        "the step \"{step}\" can never happen: {reason}", "步骤“{step}”永远不会发生：{reason}";
        "remove what it waits for, or include it again", "请去掉其等待的条件，或将其重新纳入"
    }
    /// A sequence of steps after which no ending can be reached.
    NoEnding = "no-ending" {
        "after {trace}, no ending can be reached{valuation}: {owed} {stays}",
        "经过 {trace} 之后{valuation}无法到达任何结局：{owed} {stays}";
        "let what is owed happen, or exclude it", "请使应做的步骤得以进行，或将其排除"
    }
    /// A procedure with too many concurrent steps to prove.
    TooManyMarkings = "too-many-markings" {
        "the proof needs more than {bound} markings{share}; these steps run side by side: {steps}",
        "证明所需标识超过 {bound}{share}；以下步骤并行：{steps}";
        "order some of these steps by `after`, or split the procedure", "请用 after 给其中一些步骤排序，或拆分程序"
    }
    /// A step that asks for something that its function does not have.
    MisusedStep = "misused-step" {
        "the step cannot have this: {reason}", "该步骤不能有此项：{reason}";
        "{instead}remove this", "请{instead}删去此项"
    }
    /// Bands, rungs or shares that do not go together.
    MisorderedTable = "misordered-table" {
        "the table is not in order: {reason}", "表格次序有误：{reason}";
        "put the entries in order", "请按次序排列"
    }
}

impl Serialize for ProblemCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ProblemCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

/// Reads the code; one that there is not is an `unknown-value`.
impl FromStr for ProblemCode {
    type Err = Problem;

    fn from_str(code: &str) -> Result<Self, Problem> {
        Self::from_code(code).ok_or_else(|| {
            Problem::unknown_value(code, Self::ALL.iter().map(|known| known.as_str()))
        })
    }
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
