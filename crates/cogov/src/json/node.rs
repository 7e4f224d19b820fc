//! The raw tree: JSON as it was written, before it means anything.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::json::unreadable::{Unreadable, over};
use crate::values::bounds::{self, Bound};

/// A JSON value that keeps duplicate members and tells whole numbers from others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'t> {
    Null,
    Bool(bool),
    Integer(i64),
    /// A number that is not whole, or too large for 64 bits.
    OtherNumber(f64),
    String(Cow<'t, str>),
    Array(Vec<Node<'t>>),
    Object(Vec<(Cow<'t, str>, Node<'t>)>),
}

impl<'t> Node<'t> {
    /// Parses JSON text, to at most the bounded depth and number of values.
    pub(crate) fn parse(text: &'t str) -> Result<Self, Unreadable> {
        let allowance = Allowance::default();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        Value::outermost(&allowance)
            .deserialize(&mut deserializer)
            .and_then(|node| deserializer.end().map(|()| node))
            .map_err(|error| Unreadable { error, exceeded: allowance.exceeded.get() })
    }

    /// Reads from any format, to at most the bounded depth, number of values and bytes of strings.
    pub(crate) fn read<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        Value::outermost(&Allowance::default()).deserialize(deserializer)
    }

    /// What kind of value it is, in words.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "true or false",
            Node::Integer(_) => "a whole number",
            Node::OtherNumber(_) => "a number that is not whole or too large",
            Node::String(_) => "a string",
            Node::Array(_) => "a list",
            Node::Object(_) => "an object",
        }
    }

    /// The value of a member, the first where there are several.
    pub(crate) fn member(&self, name: &str) -> Option<&Node<'t>> {
        match self {
            Node::Object(members) => {
                members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

/// What may still be read of a document.
///
/// A list or an object takes memory for each entry before anything is known about it, so entries
/// are counted while they are read. Strings are counted too: who reads a text has bounded them by
/// its length, but other formats have no text.
struct Allowance {
    values: Cell<u64>,
    bytes: Cell<u64>,
    exceeded: Cell<Option<Bound>>,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            values: Cell::new(bounds::DOCUMENT_VALUES.largest()),
            bytes: Cell::new(bounds::DOCUMENT_BYTES.largest()),
            exceeded: Cell::new(None),
        }
    }
}

impl Allowance {
    fn take<E: Error>(&self, left: &Cell<u64>, amount: u64, bound: Bound) -> Result<(), E> {
        match left.get().checked_sub(amount) {
            Some(rest) => {
                left.set(rest);
                Ok(())
            }
            None => Err(self.refuse(bound)),
        }
    }

    fn take_value<E: Error>(&self) -> Result<(), E> {
        self.take(&self.values, 1, bounds::DOCUMENT_VALUES)
    }

    fn take_string<E: Error>(&self, string: &str) -> Result<(), E> {
        self.take(&self.bytes, string.len() as u64, bounds::DOCUMENT_BYTES)
    }

    fn refuse<E: Error>(&self, bound: Bound) -> E {
        self.exceeded.set(Some(bound));
        E::custom(over(bound))
    }
}

/// A value that is read, with the levels that may be within it.
#[derive(Clone, Copy)]
struct Value<'a> {
    levels: u64,
    allowance: &'a Allowance,
}

impl<'a> Value<'a> {
    const fn outermost(allowance: &'a Allowance) -> Self {
        Self { levels: bounds::NESTING.largest(), allowance }
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        match self.levels.checked_sub(1) {
            Some(levels) => Ok(Self { levels, ..self }),
            None => Err(self.allowance.refuse(bounds::NESTING)),
        }
    }
}

impl<'t> DeserializeSeed<'t> for Value<'_> {
    type Value = Node<'t>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Node<'t>, D::Error> {
        self.allowance.take_value()?;
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Value<'_> {
    type Value = Node<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node<'t>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'t>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node<'t>, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node<'t>, E> {
        // Only told apart to be refused: everything accepted is far below.
        #[expect(clippy::cast_precision_loss, reason = "shown to people as too large, not used")]
        Ok(i64::try_from(value).map_or(Node::OtherNumber(value as f64), Node::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node<'t>, E> {
        Ok(Node::OtherNumber(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'t str) -> Result<Node<'t>, E> {
        self.allowance.take_string(value)?;
        Ok(Node::String(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node<'t>, E> {
        self.allowance.take_string(value)?;
        Ok(Node::String(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node<'t>, E> {
        self.allowance.take_string(&value)?;
        Ok(Node::String(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut seq: A) -> Result<Node<'t>, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        // Most lists and objects are short, and there are very many: room for more adds up.
        items.shrink_to_fit();
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Node<'t>, A::Error> {
        let inner = self.deeper()?;
        let mut members = Vec::new();
        while let Some(name) = map.next_key_seed(Name(self.allowance))? {
            members.push((name, map.next_value_seed(inner)?));
        }
        members.shrink_to_fit();
        Ok(Node::Object(members))
    }
}

/// A member's name, borrowed from the text where it has no escapes.
struct Name<'a>(&'a Allowance);

impl<'t> DeserializeSeed<'t> for Name<'_> {
    type Value = Cow<'t, str>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Cow<'t, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for Name<'_> {
    type Value = Cow<'t, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'t str) -> Result<Cow<'t, str>, E> {
        self.0.take_string(value)?;
        Ok(Cow::Borrowed(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Cow<'t, str>, E> {
        self.0.take_string(value)?;
        Ok(Cow::Owned(value.to_owned()))
    }
}
