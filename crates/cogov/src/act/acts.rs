//! What a kind of record is made of: the acts of a case, or those of a register.

use std::fmt;
use std::hash::Hash;

use serde::Serialize;
use serde::ser::SerializeMap;

use crate::act::form::Parts;
use crate::act::table::{Act, ActKind};
use crate::act::target::Target;
use crate::json::{Decode, Kind, Reader};
use crate::values::id::CaseId;

/// What the library has to know of acts to read and write them. Nobody else can say it.
pub(crate) trait Table: Sized {
    /// What kinds of act there are.
    type Kinds: Decode + Serialize;

    /// The member of the header that names what the record is of.
    const SUBJECT: &'static str;
    /// What goes before the number in the format.
    const FAMILY: &'static str;
    /// The newest format that is read and written here.
    const NEWEST: u64;
    /// What a header is called where it was expected.
    const HEADER: Kind;
    /// Whether an entry can show a receipt: only in a case are there any.
    const SHOWS: bool;

    /// The kind of an act.
    fn kind_of(&self) -> Self::Kinds;

    /// Reads what an act of a kind is about, and what comes with it.
    fn read_act(kind: Self::Kinds, parts: Parts<'_>, reader: &mut Reader) -> Option<Self>;

    /// Writes what it is about, and what comes with it.
    fn write_act<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// The acts that a kind of record is made of: [`Act`](crate::act::Act) in the record of a case,
/// [`RegisterAct`](crate::register::RegisterAct) in that of a register.
///
/// Nothing else can be recorded: the trait cannot be implemented outside.
///
/// ```
/// use cogov::act::{Act, Acts};
/// use cogov::register::RegisterAct;
///
/// assert_eq!((Act::FORMAT, RegisterAct::FORMAT), ("cogov-record/1", "cogov-register/1"));
/// ```
#[expect(private_bounds, reason = "sealed: what the library has to know of acts is its own affair")]
pub trait Acts: Table + fmt::Debug + Clone + Eq + Hash + 'static {
    /// What identifies what the record is of.
    type Id: fmt::Debug + fmt::Display + Copy + Eq + Hash + Serialize + Decode;

    /// What kinds of act there are.
    type Kind: fmt::Debug + fmt::Display + Copy + Ord + Hash + Serialize;

    /// What an act can be about.
    type Target: fmt::Debug + fmt::Display + Clone + Ord + Hash + Serialize;

    /// How the format is written in the header.
    const FORMAT: &'static str;
}

/// Makes the acts of a table those of a kind of record.
macro_rules! recorded {
    (
        $acts:ident, $kinds:ident of $id:ident as $subject:literal,
        about $targets:ident, format $family:literal $newest:literal, shows receipts: $shows:literal;
        $header:literal, $header_zh:literal
    ) => {
        impl crate::act::acts::Table for $acts {
            type Kinds = $kinds;

            const SUBJECT: &'static str = $subject;
            const FAMILY: &'static str = $family;
            const NEWEST: u64 = $newest;
            const HEADER: crate::json::Kind = crate::json::Kind::new($header, $header_zh);
            const SHOWS: bool = $shows;

            fn kind_of(&self) -> $kinds {
                self.kind()
            }

            fn read_act(
                kind: $kinds,
                parts: crate::act::form::Parts<'_>,
                reader: &mut crate::json::Reader,
            ) -> Option<Self> {
                Self::read(kind, parts, reader)
            }

            fn write_act<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                self.write(map)
            }
        }

        impl crate::act::acts::Acts for $acts {
            type Id = $id;
            type Kind = $kinds;
            type Target = $targets;

            const FORMAT: &'static str = concat!($family, $newest);
        }
    };
}

pub(crate) use recorded;

recorded! {
    Act, ActKind of CaseId as "case", about Target, format "cogov-record/" 1, shows receipts: true;
    "the header of a record: {\"case\": …, \"charter\": …, \"format\": …}",
    "记录首行：{\"case\": …, \"charter\": …, \"format\": …}"
}
