//! Figures of law around a decision: who can demand a meeting, notice, composition, publication.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::decision::form::read_threshold;
use crate::decision::threshold::Threshold;
use crate::json::{Decode, Kind, Node, Reader, read_document};
use crate::problem::{Invalid, ProblemCode};
use crate::time::{Date, Rhythm, Term, Validity};
use crate::values::key::{FigureKey, RuleKey};
use crate::values::record::record;
use crate::values::shipped::shipped;
use crate::values::stated::True;
use crate::values::text::Text;

shipped! { "provisions":
    "beijing-property-2024",
    "owners-counting-2021",
    "villagers-disclosure-2018",
    "villagers-meeting-2018",
    "villagers-recall-2018",
    "villagers-representatives-2018",
    "villagers-review-2018",
}

/// What a [`Figure`] says.
///
/// ```
/// use cogov::decision::{Amount, Provision};
///
/// let provision = Provision::builtin("villagers-disclosure-2018").unwrap();
/// assert!(provision.figures().iter().any(|figure| matches!(figure.amount(), Amount::Rhythm(_))));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Amount {
    /// A share, such as the tenth of the villagers who can demand a meeting.
    Share(Threshold),
    /// A term, such as that of a notice.
    Term(Term),
    /// How often at least.
    Rhythm(Rhythm),
    /// Without any term: at once.
    AtOnce,
    /// A number, from the least to the most.
    Number {
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
}

/// One figure of a [`Provision`].
///
/// ```
/// use cogov::decision::Provision;
///
/// let provision = Provision::builtin("villagers-review-2018").unwrap();
/// let figure = &provision.figures()[0];
/// assert!(!figure.key().as_str().is_empty() && !figure.name().to_string().is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    key: FigureKey,
    name: Text,
    amount: Amount,
}

impl Figure {
    /// The key by which it is found.
    #[must_use]
    pub const fn key(&self) -> &FigureKey {
        &self.key
    }

    /// What it is a figure of.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// What it says.
    #[must_use]
    pub const fn amount(&self) -> &Amount {
        &self.amount
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Number {
            least: u64,
            most: u64,
        }

        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("key", &self.key)?;
        map.serialize_entry("name", &self.name)?;
        match &self.amount {
            Amount::Share(threshold) => {
                map.serialize_entry(threshold.field(), &threshold.share())?
            }
            Amount::Term(term) => map.serialize_entry("term", term)?,
            Amount::Rhythm(rhythm) => map.serialize_entry("rhythm", rhythm)?,
            Amount::AtOnce => map.serialize_entry("at_once", &true)?,
            Amount::Number { least, most } => {
                map.serialize_entry("number", &Number { least: *least, most: *most })?;
            }
        }
        map.end()
    }
}

/// Reads `{"least": …, "most": …}`.
fn read_number(node: &Node<'_>, reader: &mut Reader) -> Option<Amount> {
    let members =
        reader.object(node, &["least", "most"], Kind::new("a range of numbers", "数值范围"))?;
    let least = reader.field(members, "least");
    let most = reader.field(members, "most");
    Some(Amount::Number { least: least?, most: most? })
}

crate::json::deserialize!(Figure);

impl Decode for Figure {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let known = ["key", "name", "at_least", "more_than", "term", "rhythm", "at_once", "number"];
        let members = reader.object(node, &known, Kind::new("a figure", "数值"))?;
        let key = reader.field(members, "key");
        let name = reader.field(members, "name");
        let amount = if node.member("term").is_some() {
            reader.field(members, "term").map(Amount::Term)
        } else if node.member("rhythm").is_some() {
            reader.field(members, "rhythm").map(Amount::Rhythm)
        } else if node.member("at_once").is_some() {
            reader.field::<True>(members, "at_once").map(|_| Amount::AtOnce)
        } else if let Some(number) = node.member("number") {
            reader.within_known("number", |reader| read_number(&number, reader))
        } else {
            read_threshold(members, reader).map(Amount::Share)
        };
        if members.len() != 3 {
            reader.report(ProblemCode::MisplacedField, Vec::new());
            return None;
        }
        Some(Self { key: key?, name: name?, amount: amount? })
    }
}

record! {
    /// Figures of law around a decision that are not themselves a decision rule: who can demand a
    /// meeting, how long before it notice is given, how it is composed, when its result is public.
    ///
    /// They are facts to draft a charter from, and to compare one with that is there: whoever writes
    /// a charter takes its terms and shares from them, with their source. No charter has a field for
    /// them, and nothing in the library applies them by itself.
    ///
    /// ```
    /// use cogov::decision::{Amount, Figure, Provision, Threshold};
    /// use cogov::{Date, RuleKey, Term, Text, Validity};
    ///
    /// let meeting = Provision::builtin("villagers-meeting-2018").unwrap();
    /// let demand = meeting.figure("demanded-by-villagers").unwrap().amount();
    /// assert_eq!(demand, &Amount::Share(Threshold::at_least(1, 10)?));
    ///
    /// // One of a city of one's own, with the figures as JSON.
    /// let notice: Figure = serde_json::from_str(
    ///     r#"{"key": "notice", "name": {"en": "notice", "zh": "提前通知"}, "term": {"days": 15}}"#,
    /// )?;
    /// let local = Provision::new("our-city".parse::<RuleKey>()?, Text::new("Meetings")?, Text::new("bylaw §4")?)
    ///     .with_valid(Validity::starting(Date::new(2024, 5, 1)?))
    ///     .with_figures([notice]);
    /// assert!(!local.in_force_on(Date::new(2024, 4, 30)?));
    /// assert_eq!(local.figure("notice").unwrap().amount(), &Amount::Term(Term::days(15)?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Provision("a provision", "规定") {
        required {
            /// The key by which it is found.
            key: RuleKey,
            /// What it is about.
            name: Text,
            /// The law or regulation that says so.
            source: Text,
        }
        option {
            /// The days on which it is in force, where known.
            valid, with_valid: Validity as copy,
        }
        list {
            /// Its figures.
            figures, with_figures: Figure,
        }
    }
}

impl Provision {
    /// A provision, by its name; [`Provision::builtins`] lists the names.
    ///
    /// ```
    /// use cogov::decision::Provision;
    ///
    /// assert!(Provision::builtins().all(|name| Provision::builtin(name).is_some()));
    /// assert_eq!(Provision::builtin("atlantis-law"), None);
    /// ```
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        Self::from_json(text(name)?).ok()
    }

    /// The names of the built-in provisions, in alphabetical order: their keys.
    ///
    /// ```
    /// use cogov::decision::Provision;
    /// assert!(Provision::builtins().any(|name| name == "beijing-property-2024"));
    /// ```
    pub fn builtins() -> impl ExactSizeIterator<Item = &'static str> {
        NAMES.iter().copied()
    }

    /// The JSON text of a built-in provision, as it was written.
    ///
    /// ```
    /// use cogov::decision::Provision;
    ///
    /// let text = Provision::builtin_text("owners-counting-2021").unwrap();
    /// assert_eq!(Provision::from_json(text)?, Provision::builtin("owners-counting-2021").unwrap());
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn builtin_text(name: &str) -> Option<&'static str> {
        text(name)
    }

    /// Reads a provision.
    ///
    /// # Errors
    ///
    /// Every problem of the text, with path and place.
    ///
    /// ```
    /// use cogov::decision::Provision;
    ///
    /// let text = r#"{"key": "bylaw", "name": "Bylaw", "source": "§4", "figures": [{"key": "notice"}]}"#;
    /// let error = Provision::from_json(text).unwrap_err();
    /// assert_eq!(error.first().path().to_string(), "figures[0].name");
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        read_document(text, Self::decode)
    }

    /// One of its figures, by key.
    #[must_use]
    pub fn figure(&self, key: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.key.as_str() == key)
    }

    /// Whether it is in force on a day, as far as is known.
    #[must_use]
    pub fn in_force_on(&self, day: Date) -> bool {
        self.valid.as_ref().is_none_or(|valid| valid.in_force_on(day))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Figure {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (key, name) =
            (generator.subschema_for::<FigureKey>(), generator.subschema_for::<Text>());
        let share = generator.subschema_for::<crate::values::fraction::Fraction>();
        let (term, rhythm) =
            (generator.subschema_for::<Term>(), generator.subschema_for::<Rhythm>());
        let count = generator.subschema_for::<u64>();
        let number = schemars::json_schema!({
            "type": "object",
            "properties": { "least": count, "most": count },
            "required": ["least", "most"],
            "additionalProperties": false
        });
        schemars::json_schema!({
            "type": "object",
            "properties": {
                "key": key, "name": name, "at_least": share, "more_than": share, "term": term,
                "rhythm": rhythm, "at_once": { "const": true }, "number": number
            },
            "required": ["key", "name"],
            "minProperties": 3,
            "maxProperties": 3,
            "additionalProperties": false
        })
    }
}
