//! Words for people: one string, or one for each language.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, FieldKind, Kind, Members, Node, Reader, quoted};
use crate::problem::{Arg, Problem, ProblemCode, is_invisible};
use crate::values::bounds;
use crate::values::disguise::is_disguised;
use crate::values::lang::Lang;
use crate::values::language_tag::{Tag, not_again, tag};
use crate::values::wording::Wording;

/// Words for people: one string for everybody, or a map from language tags to strings.
///
/// Never empty, at most 20,000 characters in each language, and free of control characters that
/// would change how the text around them is shown (line breaks, written `\n` or `\r\n`, and tabs are allowed).
///
/// ```
/// use cogov::{Lang, Text};
///
/// let name = Text::new("Residents' committee")?.in_lang("zh", "居民委员会")?;
/// assert_eq!(name.get(Lang::Zh), "居民委员会");
/// assert_eq!(name.to_string(), "Residents' committee");
/// assert!(Text::new("  ").is_err());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Wording);

fn invalid(en: &'static str, zh: &'static str) -> Problem {
    Problem::alone(ProblemCode::InvalidText, vec![Arg::bilingual("reason", en, zh)])
}

fn empty() -> Problem {
    invalid("the text is empty", "文本为空")
}

fn check(text: &str) -> Result<(), Problem> {
    let is_seen = text.bytes().next().is_some_and(|first| first.is_ascii_graphic());
    if !is_seen && text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err(empty());
    }
    if is_too_long(text) {
        return Err(bounds::TEXT_LENGTH.exceeded(text.chars().count() as u64));
    }
    if is_disguised(text) {
        return Err(invalid(
            "the text has a control character or one that changes the direction of writing",
            "文本含有控制字符或改变书写方向的字符",
        ));
    }
    Ok(())
}

/// Bytes first: a character takes one to four of them, so few texts need be counted.
fn is_too_long(text: &str) -> bool {
    let (bytes, largest) = (text.len() as u64, bounds::TEXT_LENGTH.largest());
    bytes > largest && (bytes > 4 * largest || text.chars().count() as u64 > largest)
}

impl Text {
    /// One string for readers of every language.
    ///
    /// # Errors
    ///
    /// When the text is empty, too long, or has a disguising control character.
    ///
    /// ```
    /// use cogov::{Lang, ProblemCode, Text};
    ///
    /// assert_eq!(Text::new("停车")?.get(Lang::En), "停车", "for readers of every language");
    /// assert_eq!(Text::new("").unwrap_err().code(), ProblemCode::InvalidText);
    /// let long = "停".repeat(20_001);
    /// assert_eq!(Text::new(&long).unwrap_err().code(), ProblemCode::BoundExceeded);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn new(text: &str) -> Result<Self, Problem> {
        check(text)?;
        Ok(Self(Wording::One(text.into())))
    }

    /// The same text in English and Chinese.
    ///
    /// # Errors
    ///
    /// When either is empty, too long, or has a disguising control character.
    ///
    /// ```
    /// let park = cogov::Text::bilingual("Parking", "停车")?;
    /// assert_eq!(park.get(cogov::Lang::Zh), "停车");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn bilingual(en: &str, zh: &str) -> Result<Self, Problem> {
        check(en)?;
        check(zh)?;
        Ok(Self(Wording::both(en, zh)))
    }

    /// Adds (or replaces) the wording in one language, named by its tag (BCP 47), which begins with a
    /// language of two or three small letters. Capitals make no difference between tags.
    ///
    /// A text that had one string for everybody keeps it as its English.
    ///
    /// # Errors
    ///
    /// When the tag is not a language tag, when the text is empty, too long or disguised, or when
    /// it would be in more than 32 languages.
    ///
    /// ```
    /// use cogov::{Lang, Text};
    ///
    /// let name = Text::new("Parking")?.in_lang("zh", "停车")?;
    /// assert_eq!((name.get(Lang::En), name.get(Lang::Zh)), ("Parking", "停车"));
    /// assert!(name.in_lang("Chinese language", "停车").is_err());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn in_lang(self, tag: &str, text: &str) -> Result<Self, Problem> {
        let tag = self::tag(tag)?;
        check(text)?;
        let mut wordings: Vec<(Tag, Box<str>)> = match self.0 {
            Wording::One(text) => vec![("en".into(), text)],
            Wording::ByLanguage(wordings) => wordings.into_vec(),
            both @ Wording::Both { .. } => {
                both.languages().map(|(tag, text)| (tag.to_owned().into(), text.into())).collect()
            }
        };
        match wordings.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&tag)) {
            Some(slot) => *slot = (tag, text.into()),
            None => {
                wordings.push((tag, text.into()));
                bounds::TEXT_LANGUAGES.check(wordings.len() as u64)?;
            }
        }
        Ok(Self(Wording::by_language(wordings)))
    }

    /// The wording in the language of this very tag, for languages that the library does not speak
    /// itself; none, if it is missing, or if the text has one string for everybody.
    ///
    /// A tag is found however its letters are written: `zh-hans` finds `zh-Hans`.
    ///
    /// ```
    /// use cogov::Text;
    ///
    /// let name = Text::bilingual("Parking", "停车")?.in_lang("fr", "Stationnement")?;
    /// assert_eq!(name.get_tag("fr"), Some("Stationnement"));
    /// assert_eq!((name.get_tag("de"), name.get_tag("FR")), (None, Some("Stationnement")));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn get_tag(&self, tag: &str) -> Option<&str> {
        self.languages().find(|(known, _)| known.eq_ignore_ascii_case(tag)).map(|(_, text)| text)
    }

    /// The tag of each language and the wording in it, sorted by tag; nothing, if the text has one
    /// string for everybody, which [`Text::get`] gives.
    ///
    /// ```
    /// use cogov::Text;
    ///
    /// let name = Text::bilingual("Parking", "停车")?.in_lang("fr", "Stationnement")?;
    /// let languages: Vec<(&str, &str)> = name.languages().collect();
    /// assert_eq!(languages, [("en", "Parking"), ("fr", "Stationnement"), ("zh", "停车")]);
    /// assert_eq!(Text::new("Parking")?.languages().count(), 0);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn languages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.languages()
    }

    /// The wording in a language; where it is missing, English, else the first there is.
    ///
    /// A language is found by its tag, or else by the first tag that begins with it.
    ///
    /// ```
    /// use cogov::{Lang, Text};
    ///
    /// let name = Text::new("Parking")?.in_lang("zh-CN", "停车")?;
    /// assert_eq!(name.get(Lang::Zh), "停车");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        if let Wording::One(text) = &self.0 {
            return text;
        }
        let named = |lang: Lang| {
            let exact = self.0.languages().find(|(known, _)| *known == lang.tag());
            exact.or_else(|| {
                self.0.languages().find(|(known, _)| Lang::from_tag(known) == Some(lang))
            })
        };
        named(lang)
            .or_else(|| named(Lang::En))
            .or_else(|| self.0.languages().next())
            .map_or("", |(_, text)| text)
    }
}

impl Text {
    /// Its canonical JSON, of strings alone, so that there is nothing in it that could not be written.
    pub(crate) fn to_canonical(&self) -> String {
        if let Wording::One(text) = &self.0 {
            return quoted(text);
        }
        let mut languages: Vec<(&str, &str)> = self.0.languages().collect();
        languages.sort_unstable();
        let member = |(tag, text): (&str, &str)| format!("{}:{}", quoted(tag), quoted(text));
        let members: Vec<String> = languages.into_iter().map(member).collect();
        format!("{{{}}}", members.join(","))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.get(Lang::En))
    }
}

crate::json::deserialize!(Text);

impl TryFrom<&str> for Text {
    type Error = Problem;

    fn try_from(text: &str) -> Result<Self, Problem> {
        Self::new(text)
    }
}

impl std::str::FromStr for Text {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        Self::new(text)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Wording::One(text) => serializer.serialize_str(text),
            Wording::Both { .. } | Wording::ByLanguage(_) => {
                let mut map = serializer.serialize_map(Some(self.0.languages().count()))?;
                for (tag, text) in self.0.languages() {
                    map.serialize_entry(tag, text)?;
                }
                map.end()
            }
        }
    }
}

/// Sound words in English and in Chinese, if these are all the members there are, in this order.
fn both(mut members: Members<'_>) -> Option<Wording> {
    match (members.next(), members.next(), members.next()) {
        (Some(("en", Node::String(en))), Some(("zh", Node::String(zh))), None) => {
            (check(en).is_ok() && check(zh).is_ok()).then(|| Wording::both(en, zh))
        }
        _ => None,
    }
}

const EXPECTED: Kind = Kind::new(
    "a text: a string, or an object such as {\"en\": …, \"zh\": …}",
    "文本：字符串，或对象，如 {\"en\": …, \"zh\": …}",
);

impl Decode for Text {
    const KIND: FieldKind = FieldKind::Text;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node {
            Node::String(text) => {
                reader.adopt(check(text)).map(|()| Self(Wording::One((*text).into())))
            }
            Node::Object(members) => {
                if let Some(both) = both(*members) {
                    return Some(Self(both));
                }
                if members.is_empty() {
                    return reader.adopt(Err(empty()));
                }
                if !reader.within_length(bounds::TEXT_LANGUAGES, members.len()) {
                    return None;
                }
                reader.check_duplicates(*members);
                let mut wordings: Vec<(Tag, Box<str>)> = Vec::with_capacity(members.len());
                for (name, value) in *members {
                    let wording = |text: &str| {
                        let tag = tag(name)?;
                        not_again(&tag, &wordings)?;
                        check(text).map(|()| (tag, text.into()))
                    };
                    // The path is made only where there is a problem.
                    match value {
                        Node::String(text) => match wording(text) {
                            Ok(wording) => wordings.push(wording),
                            Err(problem) => reader.within_field(name, |reader| {
                                reader.adopt::<()>(Err(problem));
                            }),
                        },
                        other => reader.within_field(name, |reader| {
                            reader.string(&other);
                        }),
                    }
                }
                if wordings.len() != members.len() {
                    return None;
                }
                Some(Self(Wording::by_language(wordings)))
            }
            other => {
                reader.wrong_type(EXPECTED, other);
                None
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Words for people: one string, or one for each language.",
            "anyOf": [
                { "type": "string", "pattern": "\\S", "maxLength": bounds::TEXT_LENGTH.largest() },
                {
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": 32,
                    "propertyNames": {
                        "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
                        "maxLength": 35
                    },
                    "additionalProperties": { "type": "string", "pattern": "\\S", "maxLength": bounds::TEXT_LENGTH.largest() }
                }
            ]
        })
    }
}
