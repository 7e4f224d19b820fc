//! Consultative governance as data.

mod audit;
mod charter;
mod conduct;
mod decision;
mod json;
mod party;
mod place;
mod position;
mod problem;
mod procedure;
#[cfg(feature = "schema")]
pub mod schema;
mod time;
mod triage;
mod values;

pub use crate::audit::*;
pub use crate::charter::*;
pub use crate::conduct::*;
pub use crate::decision::*;
pub use crate::party::*;
pub use crate::place::{Matter, Place, PlaceKind};
pub use crate::position::*;
pub use crate::problem::{Location, Path, Problem, ProblemCode, Segment};
pub use crate::procedure::*;
pub use crate::time::*;
pub use crate::triage::*;
pub use crate::values::bounds;
pub use crate::values::fraction::{Fraction, FractionError};
pub use crate::values::key::{
    AccountKey, BandKey, ChannelKey, CharterKey, ConductKey, ContributionKey, FigureKey, GroupKey,
    KeyError, LevelKey, MatterKey, PartyKey, PlaceKey, ProcedureKey, RuleKey, SeatKey, SectorKey,
    StepKey,
};
pub use crate::values::lang::Lang;
pub use crate::values::stated::{Absence, Listed, Stated};
pub use crate::values::text::{Text, TextError};

// Every example in the pages for readers runs as a test. They lie outside the package, and so does
// all that reads them: nothing but `cargo test --doc` in the repository sees this.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../../README.md")]
    struct English;

    #[doc = include_str!("../../../README.zh.md")]
    struct Chinese;

    #[doc = include_str!("../../../docs/charter-format.md")]
    struct CharterFormat;
}
