//! The ground on which everything stands: keys, texts, fractions, what is stated, bounds.

pub mod bounds;
pub(crate) mod choice;
mod disguise;
pub(crate) mod fraction;
pub(crate) mod key;
pub(crate) mod lang;
mod language_tag;
pub(crate) mod record;
pub(crate) mod stated;
pub(crate) mod text;
mod wording;

pub use fraction::Fraction;
pub use key::{
    AccountKey, BandKey, ChannelKey, CharterKey, ConductKey, ContributionKey, FigureKey, GroupKey,
    LevelKey, MatterKey, PartyKey, PlaceKey, ProcedureKey, RuleKey, SeatKey, SectorKey, StepKey,
};
pub use lang::Lang;
pub use stated::{Absence, Listed, Stated};
pub use text::Text;
