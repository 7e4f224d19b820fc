//! What the fields of a record are: their names, what is written in them, and whether they have to be
//! there, from the same definition by which the record is read.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::values::lang::Lang;

/// A field of what comes with an act, as the act is read.
///
/// ```
/// use cogov::act::{ActKind, Field, FieldKind};
///
/// let [choice, instead_of]: &[Field] = ActKind::Vote.fields() else { panic!("two fields") };
/// assert_eq!((choice.name(), choice.is_required()), ("choice", true));
/// let FieldKind::Word(words) = choice.kind() else { panic!("one of some words") };
/// assert_eq!(words[2].word(), "abstain");
/// assert_eq!((instead_of.name(), instead_of.is_required()), ("instead_of", false));
/// assert_eq!(instead_of.kind(), FieldKind::Participant);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: FieldKind,
    pub(crate) required: bool,
    pub(crate) several: bool,
    pub(crate) new: bool,
}

impl Field {
    /// Writes it as members of an object, but for what it consists of.
    pub(crate) fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("name", self.name)?;
        self.kind.write(map)?;
        for (name, is_so) in
            [("required", self.required), ("list", self.several), ("new", self.new)]
        {
            if is_so {
                map.serialize_entry(name, &true)?;
            }
        }
        Ok(())
    }

    /// Its name in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What is written in it: of a list, each entry.
    #[must_use]
    pub const fn kind(&self) -> FieldKind {
        self.kind
    }

    /// Whether no act can be read without it. Rules can ask for more: [`Asked`](crate::case::Asked)
    /// says so.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// Whether it is a list.
    #[must_use]
    pub const fn is_list(&self) -> bool {
        self.several
    }

    /// Whether it is the key or identifier under which something new is known from now on.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        self.new
    }
}

/// What is written in a field.
///
/// ```
/// use cogov::act::{ActKind, FieldKind};
///
/// let to = ActKind::Transfer.fields()[0];
/// assert_eq!((to.name(), to.kind()), ("to", FieldKind::Key("parties")));
/// assert_eq!(serde_json::to_string(&to.kind()).unwrap(), r#"{"kind":"key","of":"parties"}"#);
/// // What stands in a list of objects is looked into.
/// let evidence = ActKind::Complete.fields()[1];
/// assert!(evidence.is_list());
/// assert_eq!(evidence.kind().fields()[0].name(), "name");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldKind {
    /// Words, as one string or by language.
    Text,
    /// Words, or what commits to them while they are sealed.
    Words,
    /// Yes or no.
    Flag,
    /// A whole number from 0.
    Number,
    /// A moment, with an offset.
    Moment,
    /// A day.
    Day,
    /// So many days, or working days.
    Term,
    /// A term, or a day.
    Deadline,
    /// A SHA-256 digest.
    Digest,
    /// One of these words.
    Word(&'static [ListedWord]),
    /// A key, of what a charter or a case lists under this name: `parties`, `obligations`, …
    Key(&'static str),
    /// The identifier of one of these: `appeals`, `sessions`, …
    Id(&'static str),
    /// A holder of positions.
    Holder,
    /// A holder of positions, a person, or whoever bears the receipt of an appeal.
    Participant,
    /// A party, group or sector to which somebody belongs.
    Belonging,
    /// A level for some dimensions of triage.
    Topic,
    /// Where a topic goes.
    Destination,
    /// An object of these fields.
    Object(&'static [Field]),
    /// Something that only its JSON Schema describes.
    Other,
}

/// One of the words that a field can have, with its labels.
///
/// ```
/// use cogov::Lang;
/// use cogov::act::{ActKind, FieldKind};
///
/// let FieldKind::Word(grounds) = ActKind::Discharge.fields()[0].kind() else { panic!("words") };
/// assert_eq!((grounds[0].word(), grounds[0].label(Lang::En)), ("waived", "waived"));
/// assert_eq!(grounds[0].label(Lang::Zh), "放弃");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ListedWord {
    pub(crate) word: &'static str,
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
}

impl ListedWord {
    /// The word in JSON.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        self.word
    }

    /// The name for people.
    #[must_use]
    pub const fn label(&self, lang: Lang) -> &'static str {
        lang.pick(self.en, self.zh)
    }
}

impl FieldKind {
    /// The fields of an object; none, of anything else.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }

    /// The word for it in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Words => "words",
            Self::Flag => "flag",
            Self::Number => "number",
            Self::Moment => "moment",
            Self::Day => "day",
            Self::Term => "term",
            Self::Deadline => "deadline",
            Self::Digest => "digest",
            Self::Word(_) => "word",
            Self::Key(_) => "key",
            Self::Id(_) => "id",
            Self::Holder => "holder",
            Self::Participant => "participant",
            Self::Belonging => "belonging",
            Self::Topic => "topic",
            Self::Destination => "destination",
            Self::Object(_) => "object",
            Self::Other => "other",
        }
    }

    /// Writes it as members of an object: its `kind`, and what goes with that.
    pub(crate) fn write<M: SerializeMap>(self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("kind", self.as_str())?;
        match self {
            Self::Word(words) => map.serialize_entry("words", words),
            Self::Key(of) | Self::Id(of) => map.serialize_entry("of", of),
            _ => Ok(()),
        }
    }
}

/// `{"kind": …}`, with `words` or `of`, and the `fields` of an object.
impl Serialize for FieldKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.write(&mut map)?;
        if let Self::Object(fields) = self {
            map.serialize_entry("fields", fields)?;
        }
        map.end()
    }
}

/// Its `name` and kind, and of what is so: `required`, `list`, `new`.
impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.write(&mut map)?;
        if let FieldKind::Object(fields) = self.kind {
            map.serialize_entry("fields", fields)?;
        }
        map.end()
    }
}

/// Whether a field is one of some.
pub(crate) const fn is_one_of(name: &str, names: &[&str]) -> bool {
    let mut rest = names;
    while let [first, others @ ..] = rest {
        if is_same(name.as_bytes(), first.as_bytes()) {
            return true;
        }
        rest = others;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let (mut one, mut other) = (one, other);
    loop {
        match (one, other) {
            ([], []) => return true,
            ([a, rest @ ..], [b, others @ ..]) if *a == *b => (one, other) = (rest, others),
            _ => return false,
        }
    }
}
