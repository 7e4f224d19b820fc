//! What is wrong with input: a stable code, a path, the numbers, and words made when read.

mod code;
mod detail;
mod invalid;
mod path;

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct, Serializer};

use crate::values::bilingual::Bilingual;
use crate::values::lang::Lang;

pub use code::ProblemCode;
pub use invalid::Invalid;
pub use path::{Path, Segment};

pub(crate) use detail::{Arg, excerpt, fill, help_of, is_invisible, message_of, nearest};
pub(crate) use invalid::Found;

/// A line and a column in a text, both counted from 1, columns in characters.
///
/// ```
/// use cogov::{Charter, Lang};
///
/// let error = Charter::from_json("{\n\"市\": 停}").unwrap_err();
/// let place = error.first().location().unwrap();
/// assert_eq!((place.line(), place.column()), (2, 6));
/// assert_eq!(place.to_string(), "line 2, column 6");
/// assert_eq!(place.describe(Lang::Zh), "第 2 行第 6 列");
/// ```
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

impl Location {
    /// The place in words.
    #[must_use]
    pub fn describe(self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("line {}, column {}", self.line, self.column),
            Lang::Zh => format!("第 {} 行第 {} 列", self.line, self.column),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.describe(Lang::En))
    }
}

/// One thing that is wrong with input: with one field of a document, or with a value that stands
/// alone, such as a string that is not a key.
///
/// The code is stable and meant for programs; the words are made when they are read. Everything
/// that reads or checks a single value fails with one of these; what reads a whole document
/// collects them in an [`Invalid`].
///
/// ```
/// use cogov::{Charter, Lang, PartyKey, ProblemCode};
///
/// let error = Charter::from_json(r#"{"format": "cogov/1", "kee": "x"}"#).unwrap_err();
/// let unknown = error.problems().iter().find(|p| p.path().to_string() == "kee").unwrap();
/// assert_eq!(unknown.code(), ProblemCode::UnknownField);
/// assert_eq!(unknown.path().to_string(), "kee");
/// assert_eq!(unknown.location().map(|p| (p.line(), p.column())), Some((1, 30)));
/// assert_eq!(unknown.to_string(), r#"kee (line 1, column 30): "kee" is not a field here"#);
/// assert_eq!(unknown.help(Lang::En), r#"did you mean "key"?"#);
/// let details: Vec<_> = unknown.details().collect();
/// assert_eq!(details[..2], [("found", "kee"), ("nearest", "key")]);
///
/// let alone = "Item 1".parse::<PartyKey>().unwrap_err();
/// assert_eq!(alone.code(), ProblemCode::InvalidKey);
/// assert!(alone.path().segments().is_empty());
/// assert!(alone.message(Lang::Zh).starts_with("“Item 1”不是合法的键"));
///
/// // Written as JSON it says everything in both languages.
/// let json = serde_json::to_value(unknown).unwrap();
/// assert_eq!(json["code"], "unknown-field");
/// assert_eq!(json["message"]["en"], r#""kee" is not a field here"#);
/// assert_eq!(json["help"]["zh"], "是否应为“key”？");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

    /// One of a value that stands alone, not in a document.
    pub(crate) const fn alone(code: ProblemCode, args: Vec<Arg>) -> Self {
        Self { code, path: Path::new(Vec::new()), args, location: None }
    }

    /// That a word is none of those known.
    pub(crate) fn unknown_value<'v>(
        found: &str,
        known: impl Iterator<Item = &'v str> + Clone,
    ) -> Self {
        let mut args = vec![Arg::quoted("found", found)];
        args.extend(Arg::nearest(found, known.clone()));
        args.push(Arg::list("known", known));
        Self::alone(ProblemCode::UnknownValue, args)
    }

    /// That a list of a charter or of a procedure has no entry of this key.
    // A question to a charter fails with the same value as a reference in one: there is nothing
    // that a program could do with another type which the code and the details do not give it.
    pub(crate) fn unknown_key<'k>(
        list: &str,
        found: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Self {
        let mut args = vec![Arg::plain("list", list), Arg::quoted("found", found)];
        args.extend(Arg::nearest(found, known));
        Self::alone(ProblemCode::UnknownKey, args)
    }

    /// The detail that names the known name most like the one found, if there is one.
    pub(crate) fn nearest(&self) -> Option<&Arg> {
        self.args.iter().find(|arg| arg.name() == Arg::NEAREST)
    }

    /// The same one level further out.
    pub(crate) fn within(mut self, around: &[Segment]) -> Self {
        self.path.go_within(around);
        self
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

    /// The details that the words are made of: name and value, such as `bound` and `64`; where a
    /// value is words, those in English.
    pub fn details(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let details = self.args.iter().filter(|arg| arg.is_detail());
        details.map(|arg| (arg.name(), arg.value(Lang::En)))
    }

    /// What is wrong, in plain words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        message_of(self.code.message(lang), &self.args, lang)
    }

    /// Where it is and what is wrong, in one line.
    ///
    /// ```
    /// use cogov::{Charter, Lang};
    ///
    /// let text = r#"{"format": "cogov/1", "key": "court", "version": 0, "title": "Court"}"#;
    /// let error = Charter::from_json(text).unwrap_err();
    /// assert_eq!(error.first().to_line(Lang::En), "version (line 1, column 50): the number is zero");
    /// assert_eq!(error.first().to_line(Lang::Zh), "version（第 1 行第 50 列）：数字为零");
    /// ```
    #[must_use]
    pub fn to_line(&self, lang: Lang) -> String {
        let message = self.message(lang);
        let location = self.location.map(|location| location.describe(lang));
        match (lang, self.path.segments().is_empty(), location) {
            (_, true, None) => message,
            (Lang::En, true, Some(location)) => format!("{location}: {message}"),
            (Lang::Zh, true, Some(location)) => format!("{location}：{message}"),
            (Lang::En, false, None) => format!("{}: {message}", self.path),
            (Lang::Zh, false, None) => format!("{}：{message}", self.path),
            (Lang::En, false, Some(location)) => format!("{} ({location}): {message}", self.path),
            (Lang::Zh, false, Some(location)) => format!("{}（{location}）：{message}", self.path),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        help_of(self.code.help(lang), &self.args, lang)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_line(Lang::En))
    }
}

impl std::error::Error for Problem {}

/// With message and help in both languages, `{"en": …, "zh": …}`, as findings are written.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Details<'p>(&'p Problem);

        impl Serialize for Details<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(self.0.details().count()))?;
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
        object.serialize_field("message", &Bilingual::of(|lang| self.message(lang)))?;
        object.serialize_field("help", &Bilingual::of(|lang| self.help(lang)))?;
        object.serialize_field("details", &Details(self))?;
        object.end()
    }
}
