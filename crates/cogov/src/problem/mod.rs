//! What is wrong with input: a stable code, a path, the numbers, and words made when read.

mod code;
mod path;

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct, Serializer};

use crate::values::lang::Lang;

pub use code::ProblemCode;
pub use path::{Path, Segment};

/// A line and a column in a text, both counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Location {
    line: usize,
    column: usize,
}

impl Location {
    pub(crate) const fn new(line: usize, column: usize) -> Self {
        Self { line, column }
    }

    /// The line, from 1.
    #[must_use]
    pub const fn line(self) -> usize {
        self.line
    }

    /// The column, from 1, in characters.
    #[must_use]
    pub const fn column(self) -> usize {
        self.column
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// A detail of a problem: its name, and its value in English and Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        nearest(found, known).map(|name| Self { name: "nearest", en: name.to_owned(), zh: None })
    }

    fn value(&self, lang: Lang) -> &str {
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

/// One thing that is wrong with input.
///
/// The code is stable and meant for programs; the words are made when they are read.
///
/// ```
/// use cogov::{Charter, ProblemCode};
///
/// let error = Charter::from_json(r#"{"format": "cogov/1", "kee": "x"}"#).unwrap_err();
/// let unknown = &error.problems()[0];
/// assert_eq!(unknown.code(), ProblemCode::UnknownField);
/// assert_eq!(unknown.path().to_string(), "kee");
/// assert_eq!(unknown.location().map(|p| (p.line(), p.column())), Some((1, 30)));
/// assert_eq!(unknown.to_string(), r#"kee (line 1, column 30): "kee" is not a field here"#);
/// assert_eq!(unknown.help(), r#"did you mean "key"?"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    code: ProblemCode,
    path: Path,
    args: Vec<Arg>,
    location: Option<Location>,
}

impl Problem {
    pub(crate) const fn new(code: ProblemCode, path: Path, args: Vec<Arg>) -> Self {
        Self { code, path, args, location: None }
    }

    pub(crate) const fn place(&mut self, location: Location) {
        self.location = Some(location);
    }

    /// What kind of problem it is.
    #[must_use]
    pub const fn code(&self) -> ProblemCode {
        self.code
    }

    /// The field that is wrong, from the top of the document.
    #[must_use]
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// Where that is in the text, if there was a text.
    #[must_use]
    pub const fn location(&self) -> Option<Location> {
        self.location
    }

    /// The details that the words are made of: name and value, such as `bound` and `64`.
    pub fn details(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.args.iter().map(|arg| (arg.name, arg.value(Lang::En)))
    }

    /// What is wrong, in plain words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        fill(self.code.message(lang), &self.args, lang)
    }

    /// What to do about it, in English; [`Problem::help_in`] speaks both languages.
    #[must_use]
    pub fn help(&self) -> String {
        self.help_in(Lang::En)
    }

    /// What to do about it.
    #[must_use]
    pub fn help_in(&self, lang: Lang) -> String {
        match self.args.iter().find(|arg| arg.name == "nearest") {
            Some(arg) => {
                let name = arg.value(lang);
                lang.pick(
                    format!("did you mean \"{name}\"?").as_str(),
                    format!("是否应为“{name}”?").as_str(),
                )
                .to_owned()
            }
            None => fill(self.code.help(lang), &self.args, lang),
        }
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

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.message(Lang::En);
        match (self.path.segments().is_empty(), self.location) {
            (true, None) => write!(f, "{message}"),
            (true, Some(location)) => write!(f, "{location}: {message}"),
            (false, None) => write!(f, "{}: {message}", self.path),
            (false, Some(location)) => write!(f, "{} ({location}): {message}", self.path),
        }
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Details<'p>(&'p Problem);

        impl Serialize for Details<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(self.0.args.len()))?;
                for (name, value) in self.0.details() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        let mut object = serializer.serialize_struct("Problem", 6)?;
        object.serialize_field("code", self.code.as_str())?;
        object.serialize_field("path", &self.path.to_string())?;
        object.serialize_field("location", &self.location)?;
        object.serialize_field("message", &self.message(Lang::En))?;
        object.serialize_field("help", &self.help())?;
        object.serialize_field("details", &Details(self))?;
        object.end()
    }
}
