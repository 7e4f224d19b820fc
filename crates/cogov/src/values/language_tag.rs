//! The tags by which languages are named (BCP 47).

use std::borrow::Cow;

use crate::problem::{Arg, Problem, ProblemCode};

/// The tag of a language.
pub(super) type Tag = Cow<'static, str>;

/// The text, if it is a tag; the usual ones are kept without a copy.
pub(super) fn tag(text: &str) -> Result<Tag, Problem> {
    match text {
        "en" => Ok(Tag::Borrowed("en")),
        "zh" => Ok(Tag::Borrowed("zh")),
        other => check_tag(other).map(|()| Tag::Owned(other.to_owned())),
    }
}

/// Whether it has the form of a tag: a language, and what follows it.
///
/// A language has two or three letters (ISO 639). RFC 5646 §2.2.1 reserves four, and lets five to
/// eight be registered, of which there are none: `sealed` or `english` names no language, and what
/// a record has beside texts can be told from them.
fn is_tag(tag: &str) -> bool {
    tag.len() <= 35
        && tag.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        && tag.split('-').next().is_some_and(|primary| {
            matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_lowercase())
        })
}

fn check_tag(tag: &str) -> Result<(), Problem> {
    if is_tag(tag) {
        Ok(())
    } else {
        let reason = Arg::bilingual(
            "reason",
            "a language is named by a tag such as \"en\" or \"zh\"",
            "语种须以标签表示，如 \"en\" 或 \"zh\"",
        );
        let help = match meant(tag) {
            Some(meant) => Arg::help(format!("write `{meant}`"), format!("请写 {meant}")),
            None => Arg::help(
                "write the tag of the language (BCP 47), such as `en`, `zh` or `zh-Hant`",
                "请写语种标签（BCP 47），如 en、zh 或 zh-Hant",
            ),
        };
        Err(Problem::alone(ProblemCode::InvalidText, vec![help, reason]))
    }
}

/// Refuses a tag that differs from one of those before it in nothing but capitals: both name the
/// same language. The very same one is a member that stands twice, and told as such.
pub(super) fn not_again(tag: &str, before: &[(Tag, Box<str>)]) -> Result<(), Problem> {
    let same = |known: &&(Tag, Box<str>)| known.0 != tag && known.0.eq_ignore_ascii_case(tag);
    let Some((known, _)) = before.iter().find(same) else {
        return Ok(());
    };
    let reason = Arg::bilingual(
        "reason",
        format!("\"{known}\" names the same language: capitals make no difference"),
        format!("“{known}”是同一语种：标签不区分大小写"),
    );
    let help = Arg::help("keep one of them", "请只保留其中之一");
    Err(Problem::alone(ProblemCode::InvalidText, vec![help, reason]))
}

/// The tag that differs only in capitals, in its separator or in space around it, if there is one.
fn meant(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let (primary, rest) = tag.split_at_checked(tag.find('-').unwrap_or(tag.len()))?;
    let mended = primary.to_ascii_lowercase() + rest;
    is_tag(&mended).then_some(mended)
}
