//! Lists and objects while they are written.

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use crate::json::canonical_line::name::Name;
use crate::json::canonical_line::writer::{Unwritten, Writer};

/// What ends with a list or an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// Itself.
    Value,
    /// The object of one member, too, whose value it is.
    Variant,
}

/// A list or an object that is open.
#[derive(Debug)]
pub(super) struct Compound<'w> {
    writer: &'w mut Writer,
    ends: Ends,
    entries: u64,
    /// Which member was the first, of those of all open objects.
    first: usize,
}

impl<'w> Compound<'w> {
    pub(super) fn list(writer: &'w mut Writer, ends: Ends) -> Self {
        Self::open(writer, '[', ends)
    }

    pub(super) fn object(writer: &'w mut Writer, ends: Ends) -> Self {
        Self::open(writer, '{', ends)
    }

    fn open(writer: &'w mut Writer, bracket: char, ends: Ends) -> Self {
        writer.count();
        writer.push(bracket);
        let first = writer.members();
        Self { writer, ends, entries: 0, first }
    }

    fn next(&mut self) {
        if self.entries > 0 {
            self.writer.push(',');
        }
        self.entries = self.entries.saturating_add(1);
    }

    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritten> {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn name<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Unwritten> {
        self.next();
        let start = self.writer.length();
        name.serialize(Name(&mut *self.writer))?;
        self.began(start);
        Ok(())
    }

    /// The name of a member was written, from here on.
    fn began(&mut self, start: usize) {
        self.writer.begin_member(start);
        self.writer.push(':');
    }

    fn named<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritten> {
        value.serialize(&mut *self.writer)?;
        self.writer.end_member();
        Ok(())
    }

    fn end_of_list(self) -> Result<(), Unwritten> {
        self.writer.check_list(self.entries)?;
        self.writer.push(']');
        self.close();
        Ok(())
    }

    fn end_of_object(self) {
        self.writer.sort(self.first);
        self.writer.push('}');
        self.close();
    }

    fn close(self) {
        if self.ends == Ends::Variant {
            self.writer.push('}');
        }
    }
}

/// What is written as a list: serde tells four kinds apart, JSON does not.
macro_rules! lists {
    ($($kind:ident by $function:ident;)+) => {$(
        impl $kind for Compound<'_> {
            type Ok = ();
            type Error = Unwritten;

            fn $function<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritten> {
                self.entry(value)
            }

            fn end(self) -> Result<(), Unwritten> {
                self.end_of_list()
            }
        }
    )+};
}

lists! {
    SerializeSeq by serialize_element;
    SerializeTuple by serialize_element;
    SerializeTupleStruct by serialize_field;
    SerializeTupleVariant by serialize_field;
}

/// What is written as an object whose names are known beforehand.
macro_rules! objects {
    ($($kind:ident),+) => {$(
        impl $kind for Compound<'_> {
            type Ok = ();
            type Error = Unwritten;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Unwritten> {
                // It is a word of this crate, in which nothing has to be escaped.
                self.next();
                let start = self.writer.length();
                self.writer.plain(name);
                self.began(start);
                self.named(value)
            }

            fn end(self) -> Result<(), Unwritten> {
                self.end_of_object();
                Ok(())
            }
        }
    )+};
}

objects!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Unwritten;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Unwritten> {
        self.name(name)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritten> {
        self.named(value)
    }

    fn end(self) -> Result<(), Unwritten> {
        self.end_of_object();
        Ok(())
    }
}
