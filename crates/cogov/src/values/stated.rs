//! The three states of what could be in a charter: unstated, stated to be absent, or given.

use serde::{Serialize, Serializer};

use crate::json::{Decode, Kind, Node, Reader};
use crate::problem::{Arg, ProblemCode};
use crate::values::bounds::Bound;
use crate::values::text::Text;

/// An optional part of a charter: left out, stated to be absent, or given.
///
/// What is left out says nothing: the audit notes it as *silent*, never more. What is stated to
/// be absent, `{"none": true, "source": …}` in JSON, is a fact that a finding can rest on.
///
/// ```
/// use cogov::{Stated, Term, Text};
///
/// let silent: Stated<Term> = Stated::Unstated;
/// let absent: Stated<Term> = Stated::absent().because(Text::new("§3.3.2: no time limit")?);
/// let given = Stated::Given(Term::days(15)?);
/// assert_eq!(silent.given(), None);
/// assert!(absent.is_absent());
/// assert_eq!(given.given(), Some(&Term::days(15)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Stated<T> {
    /// The charter says nothing about it.
    #[default]
    Unstated,
    /// The charter says that there is none.
    Absent(Absence),
    /// The charter gives it.
    Given(T),
}

/// That a charter states something to be absent, and where it says so.
///
/// ```
/// use cogov::{Stated, Term, Text};
///
/// let review: Stated<Term> = Stated::absent().because(Text::new("§4: no review")?);
/// let Stated::Absent(absence) = review else { panic!() };
/// assert!(absence.source().is_some());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Absence {
    none: True,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Text>,
}

impl Absence {
    /// Where the charter's source says so.
    #[must_use]
    pub const fn source(&self) -> Option<&Text> {
        self.source.as_ref()
    }
}

impl<T> Stated<T> {
    /// Stated to be absent, as yet without a source.
    #[must_use]
    pub fn absent() -> Self {
        Self::Absent(Absence::default())
    }

    /// Adds the source of an absence; the other states stay as they are.
    ///
    /// ```
    /// use cogov::{Stated, Term, Text};
    ///
    /// let absent: Stated<Term> = Stated::absent().because(Text::new("§4: no review")?);
    /// let Stated::Absent(absence) = &absent else { panic!() };
    /// assert_eq!(absence.source().map(Text::to_string).as_deref(), Some("§4: no review"));
    /// assert!(Stated::<Term>::Unstated.because(Text::new("§4")?).is_unstated());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn because(self, source: Text) -> Self {
        match self {
            Self::Absent(absence) => Self::Absent(Absence { source: Some(source), ..absence }),
            other => other,
        }
    }

    /// What is given, if it is.
    #[must_use]
    pub const fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Unstated | Self::Absent(_) => None,
        }
    }

    /// Whether the charter says nothing about it.
    #[must_use]
    pub const fn is_unstated(&self) -> bool {
        matches!(self, Self::Unstated)
    }

    /// Whether the charter says that there is none.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent(_))
    }

    /// Whether it is given.
    #[must_use]
    pub const fn is_given(&self) -> bool {
        matches!(self, Self::Given(_))
    }
}

impl<T> From<T> for Stated<T> {
    fn from(value: T) -> Self {
        Self::Given(value)
    }
}

/// Of a list also an array: as where a list is simply added to.
impl<T, const N: usize> From<[T; N]> for Stated<Vec<T>> {
    fn from(values: [T; N]) -> Self {
        Self::Given(values.into())
    }
}

impl<T: Serialize> Serialize for Stated<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unstated => serializer.serialize_none(),
            Self::Absent(absence) => absence.serialize(serializer),
            Self::Given(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Decode> serde::Deserialize<'de> for Stated<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::json::from_deserializer(deserializer)
    }
}

impl<T: Decode> Decode for Stated<T> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node.member("none") {
            Some(none) if !reader.is_mark(&none) => None,
            Some(_) => Absence::decode(node, reader).map(Self::Absent),
            None => T::decode(node, reader).map(Self::Given),
        }
    }

    fn missing() -> Option<Self> {
        Some(Self::Unstated)
    }
}

crate::json::deserialize!(Absence);

impl Decode for Absence {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let members = reader.object(
            node,
            &["none", "source"],
            Kind::new("a mark of absence: {\"none\": true}", "表示没有的标记：{\"none\": true}"),
        )?;
        let none = reader.field(members, "none");
        let source = reader.field(members, "source");
        Some(Self { none: none?, source: source? })
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Stated<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Stated_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let given = generator.subschema_for::<T>();
        let absent = generator.subschema_for::<Absence>();
        schemars::json_schema!({ "anyOf": [given, absent] })
    }
}

/// The value `true`, and no other: the mark in `{"none": true}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct True;

impl Serialize for True {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }
}

impl Decode for True {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node {
            Node::Bool(true) => Some(Self),
            Node::Bool(false) => {
                reader.report(
                    ProblemCode::UnknownValue,
                    vec![Arg::plain("found", false), Arg::plain("known", true)],
                );
                None
            }
            other => {
                reader.wrong_type(const { Kind::new("true", "布尔值 true") }, other);
                None
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for True {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "True".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "const": true })
    }
}

/// An entry of a list that can also state an absence: a position, a step, a seat that is there,
/// or the statement that there is none.
///
/// ```
/// use cogov::values::Listed;
///
/// let listed: Listed<u8, &str> = Listed::Absent("no such step");
/// assert_eq!(listed.given(), None);
/// assert_eq!(listed.absent(), Some(&"no such step"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
pub enum Listed<G, A> {
    /// It is there.
    Given(G),
    /// The charter says that it is not.
    Absent(A),
}

impl<G, A> Listed<G, A> {
    /// What is there, if it is.
    pub const fn given(&self) -> Option<&G> {
        match self {
            Self::Given(given) => Some(given),
            Self::Absent(_) => None,
        }
    }

    /// What the charter says about its absence.
    pub const fn absent(&self) -> Option<&A> {
        match self {
            Self::Given(_) => None,
            Self::Absent(absent) => Some(absent),
        }
    }
}

impl<'de, G: Decode, A: Decode> serde::Deserialize<'de> for Listed<G, A> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::json::from_deserializer(deserializer)
    }
}

impl<G: Decode, A: Decode> Decode for Listed<G, A> {
    const MOST: Bound = G::MOST;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node.member("none") {
            Some(none) if !reader.is_mark(&none) => None,
            Some(_) => A::decode(node, reader).map(Self::Absent),
            None => G::decode(node, reader).map(Self::Given),
        }
    }
}
