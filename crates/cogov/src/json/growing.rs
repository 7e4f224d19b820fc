//! The raw tree while it grows: values are counted as they are read, and bounded.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::json::RawTree;
use crate::json::node::{Entry, Extent};
use crate::json::unreadable::{Unreadable, over};
use crate::values::bounds::{self, Bound};

impl<'t> RawTree<'t> {
    /// Parses JSON text, to at most the bounded depth and number of values.
    pub(crate) fn parse(text: &'t str) -> Result<Self, Unreadable> {
        match Self::plain(text) {
            Some(tree) => Ok(tree),
            None => Self::general(text),
        }
    }

    /// Parses any JSON text.
    pub(super) fn general(text: &'t str) -> Result<Self, Unreadable> {
        let mut growing = Growing::default();
        // Room for as many entries as most texts have, so that the list is seldom moved as it grows.
        growing.entries.reserve(text.len() / 12);
        let mut deserializer = serde_json::Deserializer::from_str(text);
        Value::outermost(&mut growing)
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end())
            .map_err(|error| Unreadable { error, exceeded: growing.exceeded })?;
        Ok(Self { entries: growing.entries })
    }

    /// Reads from any format, to at most the bounded depth, number of values and bytes of strings.
    pub(crate) fn read<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        let mut growing = Growing::default();
        Value::outermost(&mut growing).deserialize(deserializer)?;
        Ok(Self { entries: growing.entries })
    }
}

/// A tree while it is read, and what may still be read of the document.
///
/// Each entry takes memory before anything is known about it, so entries are counted while they
/// are read. Strings are counted too: who reads a text has bounded them by its length, but other
/// formats have no text.
struct Growing<'t> {
    entries: Vec<Entry<'t>>,
    values: u64,
    bytes: u64,
    exceeded: Option<Bound>,
}

impl Default for Growing<'_> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            values: bounds::DOCUMENT_VALUES.largest(),
            bytes: bounds::DOCUMENT_BYTES.largest(),
            exceeded: None,
        }
    }
}

impl<'t> Growing<'t> {
    fn take_value<E: Error>(&mut self) -> Result<(), E> {
        match self.values.checked_sub(1) {
            Some(rest) => self.values = rest,
            None => return Err(self.refuse(bounds::DOCUMENT_VALUES)),
        }
        Ok(())
    }

    #[inline]
    fn string<E: Error>(&mut self, string: Cow<'t, str>) -> Result<(), E> {
        match self.bytes.checked_sub(string.len() as u64) {
            Some(rest) => self.bytes = rest,
            None => return Err(self.refuse(bounds::DOCUMENT_BYTES)),
        }
        self.entries.push(Entry::String(string));
        Ok(())
    }

    fn refuse<E: Error>(&mut self, bound: Bound) -> E {
        self.exceeded = Some(bound);
        E::custom(over(bound))
    }

    /// What the object that begins here stands for, if it is a number as it is written.
    fn number_at(&self, start: usize) -> Option<Entry<'t>> {
        let Some([Entry::String(name), Entry::String(number)]) =
            self.entries.get(start.saturating_add(1)..)
        else {
            return None;
        };
        let number = (name == NUMBER).then_some(number)?;
        Some(
            number
                .parse()
                .ok()
                .and_then(as_whole)
                .map_or(Entry::OtherNumber, Entry::DressedInteger),
        )
    }
}

/// Puts a list or an object before the entries that were read since.
pub(super) fn close<'t>(
    entries: &mut [Entry<'t>],
    start: usize,
    count: u32,
    kind: fn(Extent) -> Entry<'t>,
) {
    let within = u32::try_from(entries.len().saturating_sub(start).saturating_sub(1));
    if let Some(slot) = entries.get_mut(start) {
        *slot = kind(Extent { count, entries: within.unwrap_or(u32::MAX) });
    }
}

/// A value that is read, with the levels that may be within it.
struct Value<'a, 't> {
    levels: u64,
    growing: &'a mut Growing<'t>,
}

impl<'a, 't> Value<'a, 't> {
    const fn outermost(growing: &'a mut Growing<'t>) -> Self {
        Self { levels: bounds::NESTING.largest(), growing }
    }

    /// Leaves room for a list or an object before what is in it, and goes one level deeper: where
    /// it stands, and the levels that may be within its values.
    fn open<E: Error>(&mut self) -> Result<(usize, u64), E> {
        let Some(levels) = self.levels.checked_sub(1) else {
            return Err(self.growing.refuse(bounds::NESTING));
        };
        let start = self.growing.entries.len();
        self.growing.entries.push(Entry::Null);
        Ok((start, levels))
    }
}

impl<'t> DeserializeSeed<'t> for Value<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        self.growing.take_value()?;
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Value<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.growing.entries.push(Entry::Null);
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.growing.entries.push(Entry::Bool(value));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.growing.entries.push(Entry::Integer(value));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        // Only told apart to be refused: everything accepted is far below.
        self.growing.entries.push(i64::try_from(value).map_or(Entry::OtherNumber, Entry::Integer));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.growing.entries.push(match as_whole(value) {
            Some(whole) => Entry::DressedInteger(whole),
            None => Entry::OtherNumber,
        });
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(self, value: &'t str) -> Result<(), E> {
        self.growing.string(Cow::Borrowed(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.growing.string(Cow::Owned(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<(), E> {
        self.growing.string(Cow::Owned(value))
    }

    fn visit_seq<A: SeqAccess<'t>>(mut self, mut seq: A) -> Result<(), A::Error> {
        let (start, levels) = self.open()?;
        let mut count = 0_u32;
        while let Some(()) = seq.next_element_seed(Value { levels, growing: &mut *self.growing })? {
            count = count.saturating_add(1);
        }
        close(&mut self.growing.entries, start, count, Entry::Array);
        Ok(())
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut map: A) -> Result<(), A::Error> {
        let (start, levels) = self.open()?;
        let mut count = 0_u32;
        while let Some(()) = map.next_key_seed(Name(&mut *self.growing))? {
            map.next_value_seed(Value { levels, growing: &mut *self.growing })?;
            count = count.saturating_add(1);
        }
        match self.growing.number_at(start).filter(|_| count == 1) {
            Some(number) => {
                self.growing.entries.truncate(start);
                self.growing.entries.push(number);
            }
            None => close(&mut self.growing.entries, start, count, Entry::Object),
        }
        Ok(())
    }
}

/// The name under which `serde_json` gives a number as it is written, when another crate of the same
/// program asks for its feature `arbitrary_precision`: all but integers of 64 bits.
const NUMBER: &str = "$serde_json::private::Number";

/// The whole number that is written with a point, an exponent or a minus before zero. It is refused
/// all the same, and only told how it is written.
fn as_whole(value: f64) -> Option<i64> {
    let largest = bounds::INTEGER.largest() as f64;
    (value.fract() == 0.0 && value.abs() <= largest).then_some(value as i64)
}

/// A member's name, borrowed from the text where it has no escapes.
struct Name<'a, 't>(&'a mut Growing<'t>);

impl<'t> DeserializeSeed<'t> for Name<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for Name<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'t str) -> Result<(), E> {
        self.0.string(Cow::Borrowed(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.string(Cow::Owned(value.to_owned()))
    }
}
