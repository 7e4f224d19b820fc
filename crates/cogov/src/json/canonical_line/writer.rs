//! The text while it is written.

use std::fmt::{self, Write as _};

use serde::Serialize;
use serde::ser::{self, Serializer};

use crate::json::canonical_line::compound::{Compound, Ends};
use crate::json::plain::unescaped;
use crate::problem::Problem;
use crate::values::bounds::{self, Bound};

/// Why a value was not written.
#[derive(Debug)]
pub(super) enum Unwritten {
    /// It has what no reader takes.
    Beyond(Box<Problem>),
    /// It is nothing that JSON has.
    NoJson,
}

impl From<Problem> for Unwritten {
    fn from(problem: Problem) -> Self {
        Self::Beyond(Box::new(problem))
    }
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Beyond(problem) => problem.fmt(f),
            Self::NoJson => f.write_str("no JSON"),
        }
    }
}

impl std::error::Error for Unwritten {}

impl ser::Error for Unwritten {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::NoJson
    }
}

/// Where a member stands in what was written, with its quotes and without the comma.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) start: usize,
    pub(super) name_end: usize,
    pub(super) end: usize,
}

/// What was written so far.
#[derive(Debug)]
pub(super) struct Writer {
    text: String,
    /// The members of the objects that are open, the innermost last.
    members: Vec<Member>,
    scratch: String,
    values: u64,
    /// How long a list can be.
    longest: Bound,
}

impl Default for Writer {
    fn default() -> Self {
        // Room for a line of the usual length.
        Self {
            text: String::with_capacity(512),
            members: Vec::with_capacity(16),
            scratch: String::new(),
            values: 0,
            longest: bounds::LIST,
        }
    }
}

impl Writer {
    /// One for what was read as a document of its own, whose lists have bounds of their own.
    pub(super) fn unbounded() -> Self {
        Self { longest: bounds::DOCUMENT_VALUES, ..Self::default() }
    }

    /// Whether a list can be so long.
    pub(super) fn check_list(&self, entries: u64) -> Result<(), Unwritten> {
        Ok(self.longest.check(entries)?)
    }

    /// Forgets what was written, and keeps the room that it took.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.members.clear();
        self.values = 0;
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// How many values were written.
    pub(super) const fn values(&self) -> u64 {
        self.values
    }

    pub(super) fn count(&mut self) {
        self.values = self.values.saturating_add(1);
    }

    pub(super) fn push(&mut self, character: char) {
        self.text.push(character);
    }

    pub(super) const fn length(&self) -> usize {
        self.text.len()
    }

    /// How many members of objects that are open were written.
    pub(super) const fn members(&self) -> usize {
        self.members.len()
    }

    pub(super) fn begin_member(&mut self, start: usize) {
        let name_end = self.text.len();
        self.members.push(Member { start, name_end, end: name_end });
    }

    pub(super) fn end_member(&mut self) {
        let end = self.text.len();
        if let Some(member) = self.members.last_mut() {
            member.end = end;
        }
    }

    /// Writes a string with its quotes.
    pub(super) fn string(&mut self, string: &str) {
        if unescaped(string.as_bytes()) == string.len() {
            return self.plain(string);
        }
        self.text.push('"');
        self.escaped(string);
        self.text.push('"');
    }

    /// Writes a string that has nothing to be escaped, with its quotes.
    pub(super) fn plain(&mut self, string: &str) {
        self.text.reserve(string.len().saturating_add(2));
        self.text.push('"');
        self.text.push_str(string);
        self.text.push('"');
    }

    /// Writes a string without its quotes.
    pub(super) fn escaped(&mut self, string: &str) {
        let mut rest = string;
        loop {
            let (before, from) =
                rest.split_at_checked(unescaped(rest.as_bytes())).unwrap_or((rest, ""));
            self.text.push_str(before);
            let mut characters = from.chars();
            match characters.next() {
                Some('"') => self.text.push_str("\\\""),
                Some('\\') => self.text.push_str("\\\\"),
                Some('\u{8}') => self.text.push_str("\\b"),
                Some('\t') => self.text.push_str("\\t"),
                Some('\n') => self.text.push_str("\\n"),
                Some('\u{c}') => self.text.push_str("\\f"),
                Some('\r') => self.text.push_str("\\r"),
                // Writing to a text cannot fail.
                Some(other) => drop(write!(self.text, "\\u{:04x}", u32::from(other))),
                None => return,
            }
            rest = characters.as_str();
        }
    }

    /// Puts the members of the object that has just ended in order, from the first one on.
    pub(super) fn sort(&mut self, first: usize) {
        let Self { text, members, scratch, .. } = self;
        let of_object = members.get_mut(first..).unwrap_or_default();
        let begin = of_object.first().map_or(0, |member| member.start);
        // Without the quotes: they would stand before some characters and after others.
        let name = |member: &Member| {
            let name = member.start.saturating_add(1)..member.name_end.saturating_sub(1);
            text.as_bytes().get(name).unwrap_or_default()
        };
        // Most names differ in their first character already.
        let is_before = |a: &Member, b: &Member| {
            let (a, b) = (name(a), name(b));
            a.first() < b.first() || (a.first() == b.first() && a <= b)
        };
        if !of_object.is_sorted_by(is_before) {
            of_object.sort_by(|a, b| name(a).cmp(name(b)));
            scratch.clear();
            scratch.reserve(text.len().saturating_sub(begin));
            for member in &*of_object {
                if !scratch.is_empty() {
                    scratch.push(',');
                }
                scratch.push_str(text.get(member.start..member.end).unwrap_or_default());
            }
            text.truncate(begin);
            text.push_str(scratch);
        }
        members.truncate(first);
    }

    fn literal(&mut self, literal: &str) {
        self.count();
        self.text.push_str(literal);
    }

    fn integer(&mut self, integer: i128) -> Result<(), Unwritten> {
        let size = u64::try_from(integer.unsigned_abs()).unwrap_or(u64::MAX);
        bounds::INTEGER.check(size)?;
        self.count();
        // Most are small, and written without the machinery of formatting.
        match u32::try_from(integer) {
            Ok(small @ 0..10_000) => {
                let mut place = 1_000;
                while place > 1 && small < place {
                    place /= 10;
                }
                while place > 0 {
                    self.text.push(char::from_digit(small / place % 10, 10).unwrap_or('0'));
                    place /= 10;
                }
            }
            _ => drop(write!(self.text, "{integer}")),
        }
        Ok(())
    }

    /// Begins an object of one member, whose value comes next.
    fn variant(&mut self, name: &'static str) {
        self.count();
        self.text.push('{');
        self.string(name);
        self.text.push(':');
    }
}

/// What is shown, as it is escaped.
struct Shown<'w>(&'w mut Writer);

impl fmt::Write for Shown<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0.escaped(part);
        Ok(())
    }
}

/// Integers of all sizes are one number in JSON.
macro_rules! integers {
    ($($function:ident($of:ty);)+) => {$(
        fn $function(self, value: $of) -> Result<(), Unwritten> {
            self.integer(value.into())
        }
    )+};
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Unwritten;
    type SerializeSeq = Compound<'w>;
    type SerializeTuple = Compound<'w>;
    type SerializeTupleStruct = Compound<'w>;
    type SerializeTupleVariant = Compound<'w>;
    type SerializeMap = Compound<'w>;
    type SerializeStruct = Compound<'w>;
    type SerializeStructVariant = Compound<'w>;

    fn serialize_bool(self, value: bool) -> Result<(), Unwritten> {
        self.literal(if value { "true" } else { "false" });
        Ok(())
    }

    integers! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
    }

    fn serialize_u128(self, value: u128) -> Result<(), Unwritten> {
        self.integer(i128::try_from(value).unwrap_or(i128::MAX))
    }

    // No type of this crate has a float: RFC 8785 would want them as ECMAScript writes them.
    fn serialize_f32(self, _: f32) -> Result<(), Unwritten> {
        Err(Unwritten::NoJson)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unwritten> {
        Err(Unwritten::NoJson)
    }

    fn serialize_char(self, value: char) -> Result<(), Unwritten> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Unwritten> {
        self.count();
        self.string(value);
        Ok(())
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<(), Unwritten> {
        self.count();
        self.text.push('"');
        write!(Shown(&mut *self), "{value}").map_err(|_| Unwritten::NoJson)?;
        self.text.push('"');
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Unwritten> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Unwritten> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritten> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritten> {
        self.literal("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritten> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), Unwritten> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unwritten> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritten> {
        self.variant(name);
        value.serialize(&mut *self)?;
        self.text.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'w>, Unwritten> {
        Ok(Compound::list(self, Ends::Value))
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'w>, Unwritten> {
        Ok(Compound::list(self, Ends::Value))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, Unwritten> {
        Ok(Compound::list(self, Ends::Value))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, Unwritten> {
        self.variant(name);
        Ok(Compound::list(self, Ends::Variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'w>, Unwritten> {
        Ok(Compound::object(self, Ends::Value))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, Unwritten> {
        Ok(Compound::object(self, Ends::Value))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, Unwritten> {
        self.variant(name);
        Ok(Compound::object(self, Ends::Variant))
    }
}
