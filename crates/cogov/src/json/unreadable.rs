//! Why a text cannot be read at all, and where.

use crate::problem::{Arg, Location, Problem, ProblemCode};
use crate::values::bounds::Bound;

/// Why the parser stopped: at what is not JSON, or at a bound.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) error: serde_json::Error,
    pub(crate) exceeded: Option<Bound>,
}

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        Self { error, exceeded: None }
    }
}

/// The problem that reading stopped one beyond a bound.
pub(crate) fn over(bound: Bound) -> Problem {
    bound.exceeded(bound.largest().saturating_add(1))
}

/// The problem of a text that is not JSON, or goes beyond a bound of what is read at all.
pub(crate) fn unreadable(text: &str, Unreadable { error, exceeded }: &Unreadable) -> Problem {
    // The parser counts the bytes that it has read of the line; people count characters.
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or("");
    let read = line.char_indices().take_while(|(byte, _)| *byte < error.column()).count().max(1);
    let mut problem = match exceeded {
        Some(bound) => over(*bound),
        None => {
            let at = line.char_indices().nth(read.saturating_sub(1));
            let rest = at.and_then(|(byte, _)| line.get(byte..)).unwrap_or("");
            Problem::alone(ProblemCode::Syntax, explain(text, error, rest))
        }
    };
    if error.line() > 0 {
        problem.place(Location::new(error.line(), read));
    }
    problem
}

/// Why the parser stopped, in plain words where it is one of the usual reasons; `rest` is the line
/// from where it stopped.
fn explain(text: &str, error: &serde_json::Error, rest: &str) -> Vec<Arg> {
    let told = |[en, zh]: [&str; 2], [help_en, help_zh]: [&str; 2]| {
        vec![Arg::help(help_en, help_zh), Arg::bilingual("reason", en, zh)]
    };
    if text.trim().is_empty() {
        return told(
            ["it is empty", "文本为空"],
            ["write an object, `{ … }`", "请写一个对象：{ … }"],
        );
    }
    if error.is_eof() {
        return told(
            ["it ends before it is complete", "文本未完即止"],
            [
                "see that the whole text is there, and that each quote and each bracket is closed",
                "请确认文本完整，且引号和括号均已闭合",
            ],
        );
    }
    // The reason ends with " at line … column …", which the location says already.
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or(&said);
    if said == "trailing comma" {
        return told(
            ["a comma stands before a closing bracket", "右括号之前有多余的逗号"],
            ["remove the comma", "请删去该逗号"],
        );
    }
    if said.starts_with("control character") {
        return told(
            ["a line break or a control character stands in a string", "字符串中有换行或控制字符"],
            [
                "close the quote before it, or write `\\n` for a line break and `\\t` for a tab",
                "请在其前闭合引号，或以 \\n 写换行、以 \\t 写制表符",
            ],
        );
    }
    // Within a string, a number or a word anything else can stand at this place.
    let is_between = ["expected value", "key must be a string", "trailing characters"]
        .contains(&said)
        || said.starts_with("expected `");
    if !is_between {
        return vec![Arg::quoted("reason", said)];
    }
    match rest.chars().next() {
        _ if ["//", "/*", "#"].iter().any(|mark| rest.starts_with(mark)) => told(
            ["JSON has no comments", "JSON 不能有注释"],
            [
                "remove the comment, or say it in a field such as `description` or `source`",
                "请删去注释，或写入 description、source 等字段",
            ],
        ),
        Some(
            quote @ ('\'' | '`' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '＂' | '「'
            | '」'),
        ) => {
            vec![
                Arg::help(
                    "write `\"` before and after each name and each string",
                    "请在每个名称和字符串前后写直双引号 \"",
                ),
                Arg::bilingual(
                    "reason",
                    format!("quotes must be straight double quotes, and here stands {quote}"),
                    format!("引号须为直双引号，此处为 {quote}"),
                ),
            ]
        }
        Some(mark @ ('，' | '：' | '；' | '｛' | '｝' | '［' | '］' | '、')) => vec![
            Arg::help("write `,`, `:`, `{`, `}`, `[` or `]`", "请写半角的 , : { } [ ]"),
            Arg::bilingual(
                "reason",
                format!("{mark} is not one of the marks of JSON"),
                format!("{mark} 不是 JSON 的标点"),
            ),
        ],
        _ => vec![Arg::quoted("reason", said)],
    }
}
