//! The details of a problem, and the words that are made of them.

use std::fmt;

use crate::values::lang::Lang;

/// A detail of a problem: its name, and its value in English and Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Arg {
    name: &'static str,
    en: String,
    zh: Option<String>,
}

/// The first characters of a foreign string, with what could disguise it made visible.
pub(crate) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == SHOWN {
            shown.push('…');
            break;
        }
        // Letters of any script stay readable; format characters and controls are spelled out.
        if c.is_control() || is_invisible(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Characters that have no shape of their own.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

impl Arg {
    pub(crate) fn plain(name: &'static str, value: impl fmt::Display) -> Self {
        Self { name, en: value.to_string(), zh: None }
    }

    pub(crate) fn bilingual(
        name: &'static str,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) -> Self {
        Self { name, en: en.into(), zh: Some(zh.into()) }
    }

    /// What to do about this very problem, where the help of its code does not fit.
    pub(crate) fn help(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::bilingual(Self::HELP, en, zh)
    }

    /// What is wrong in this very problem, where the words of its code do not fit.
    pub(crate) fn message(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::bilingual(Self::MESSAGE, en, zh)
    }

    /// The help for an empty list that cannot be left out instead.
    pub(crate) fn at_least_one() -> Self {
        Self::help("name at least one", "请至少写一项")
    }

    /// The name of what is no detail, but a help.
    pub(crate) const HELP: &str = "help";

    /// The name of the detail that is the known name most like the one found.
    pub(crate) const NEAREST: &str = "nearest";

    /// The name of what is no detail, but the whole message.
    pub(crate) const MESSAGE: &str = "message";

    /// Whether it is a detail, and not words for the whole problem.
    pub(crate) fn is_detail(&self) -> bool {
        self.name != Self::HELP && self.name != Self::MESSAGE
    }

    /// A foreign string, shortened and made safe to show.
    pub(crate) fn quoted(name: &'static str, value: &str) -> Self {
        Self { name, en: excerpt(value), zh: None }
    }

    /// Several names, separated by commas.
    pub(crate) fn list<'v>(name: &'static str, values: impl IntoIterator<Item = &'v str>) -> Self {
        let values: Vec<&str> = values.into_iter().collect();
        Self { name, en: values.join(", "), zh: Some(values.join("、")) }
    }

    /// The known name that is most like the one found, if one is like it at all.
    pub(crate) fn nearest<'v>(
        found: &str,
        known: impl IntoIterator<Item = &'v str>,
    ) -> Option<Self> {
        nearest(found, known).map(Self::meant)
    }

    /// A known name that is like the one found.
    pub(crate) fn meant(name: &str) -> Self {
        Self { name: Self::NEAREST, en: name.to_owned(), zh: None }
    }

    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn value(&self, lang: Lang) -> &str {
        match (lang, &self.zh) {
            (Lang::Zh, Some(zh)) => zh,
            _ => &self.en,
        }
    }
}

/// The known name that is most like the one found; of equals, the first.
///
/// Long names and very many candidates are not compared, to keep hostile input cheap.
pub(crate) fn nearest<'v>(
    found: &str,
    known: impl IntoIterator<Item = &'v str>,
) -> Option<&'v str> {
    const COMPARED: usize = 2_000;
    if found.len() > 80 {
        return None;
    }
    let folded = found.to_lowercase().replace([' ', '_'], "-");
    let mut best: Option<(usize, &str)> = None;
    for name in known.into_iter().take(COMPARED) {
        if name.len().abs_diff(found.len()) > 8 {
            continue;
        }
        let distance = strsim::osa_distance(&folded, &name.to_lowercase().replace('_', "-"));
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    let (distance, name) = best?;
    let tolerated = found.chars().count().max(name.len()) / 3;
    (distance <= tolerated.max(1)).then_some(name)
}

/// What is wrong: words of its own, if a detail has them, and the template of the code otherwise.
pub(crate) fn message_of(template: &str, args: &[Arg], lang: Lang) -> String {
    match args.iter().find(|arg| arg.name == Arg::MESSAGE) {
        Some(message) => message.value(lang).to_owned(),
        None => fill(template, args, lang),
    }
}

/// What to do about it: words of its own, or the name that was probably meant, if a detail has
/// them, and the template of the code otherwise.
pub(crate) fn help_of(template: &str, args: &[Arg], lang: Lang) -> String {
    if let Some(help) = args.iter().find(|arg| arg.name == Arg::HELP) {
        return help.value(lang).to_owned();
    }
    match args.iter().find(|arg| arg.name == Arg::NEAREST) {
        Some(arg) => {
            let name = arg.value(lang);
            match lang {
                Lang::En => format!("did you mean \"{name}\"?"),
                Lang::Zh => format!("是否应为“{name}”？"),
            }
        }
        None => fill(template, args, lang),
    }
}

/// Replaces `{name}` in a template by the detail of that name.
pub(crate) fn fill(template: &str, args: &[Arg], lang: Lang) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            break;
        };
        let value = args.iter().find(|arg| arg.name == name);
        filled.push_str(value.map_or("", |arg| arg.value(lang)));
        rest = after;
    }
    filled.push_str(rest);
    filled
}
