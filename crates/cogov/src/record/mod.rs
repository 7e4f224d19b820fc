//! Records: the acts of a case, one after the other, on lines that are chained by their digests.
//!
//! A record is JSON Lines. The first line is the [`Header`]; every further one is an
//! [`Entry`](crate::act::Entry) with one more member `prev`, the SHA-256 of the line before.
//! `docs/record-format.md` is for those who implement it in another language.
//!
//! * [`Record`] is a whole record in memory; [`Chain`] the little that one needs to write the next
//!   line; [`io`] reads and writes line by line.
//! * [`verify()`] says whether the bytes of a record are as they were written, and if not, which
//!   line is the first that is not, and what happened to it as far as that can be known.
//! * [`Openings`] are kept beside a record, and show what its sealed words said.
//!
//! Where the examples have `fire_lane(46)`, that is the record of the case in
//! `examples/four_party`, with its first 46 entries: see [`case`](crate::case).
//!
//! The chain proves that nothing was changed before a digest that one knows from elsewhere. It
//! does not prove who wrote it: the [head](Record::head) is there to be signed, or to be deposited
//! with somebody else.

mod append_error;
mod chain;
mod code;
mod damage;
mod diagnosis;
mod error;
mod fault;
mod header;
mod in_each;
pub mod io;
mod line;
mod lines;
mod loaded;
mod not_recorded;
mod openings;
mod openings_check;
mod recorded;
mod seen;
mod verification;
mod whole;

pub use append_error::AppendError;
pub use chain::{Chain, ChainOf};
pub use code::RecordCode;
pub use damage::{Damage, DamageKind};
pub use error::RecordError;
pub use header::{CharterVersion, Header, HeaderOf};
pub use in_each::{NotRecordedIn, perform_in_each};
pub use loaded::Loaded;
pub use not_recorded::{Breaches, NotRecorded, NotReplayed};
pub use openings::{LoadedOpenings, OpeningOf, Openings};
pub use openings_check::{OpeningsCheck, SealedPlace};
pub(crate) use recorded::named_by;
pub use recorded::{Observed, RecordedCase};
pub use verification::{Verification, verify};
pub use whole::{Record, RecordOf};
