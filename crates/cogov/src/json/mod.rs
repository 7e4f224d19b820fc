//! The JSON form: reading into a raw tree, decoding with every problem collected, writing.
//!
//! `serde_json` parses, but for texts as plain as most lines of a record, which are read in a
//! shorter way to the same tree. The values are kept in a raw tree that remembers duplicate
//! members; the tree is then decoded into the types of the charter, and every problem is collected
//! with its path. Lines and columns are looked up afterwards, only for the problems there are.

#[cfg(test)]
mod canonical;
mod canonical_line;
mod decode;
mod deserialize;
mod document;
mod field;
mod growing;
mod keys;
mod kind;
mod locate;
mod node;
mod object;
mod plain;
mod reader;
mod scalar;
mod unreadable;
mod wanted;

pub(crate) use canonical_line::{
    CanonicalLine, canonical_document, canonical_line, no_json, quoted,
};
pub(crate) use decode::{Decode, FromOne};
pub(crate) use deserialize::{deserialize, from_deserializer, read_as_text};
pub(crate) use document::{located, parse_document, read_document, without_byte_order_mark};
pub(crate) use field::is_one_of;
pub use field::{Field, FieldKind, ListedWord};
pub(crate) use kind::Kind;
use locate::locate_all;
pub(crate) use node::{Members, Node, RawTree};
pub(crate) use reader::Reader;
pub(crate) use unreadable::unreadable;
