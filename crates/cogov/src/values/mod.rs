//! The ground on which everything stands: keys, texts, fractions, what is stated, bounds.

pub(crate) mod bilingual;
pub mod bounds;
pub(crate) mod choice;
pub(crate) mod digest;
mod disguise;
pub(crate) mod foreign;
pub(crate) mod fraction;
pub(crate) mod id;
pub(crate) mod key;
pub(crate) mod lang;
mod language_tag;
pub(crate) mod pad;
pub(crate) mod record;
pub(crate) mod shipped;
pub(crate) mod stated;
pub(crate) mod text;
mod wording;

pub use digest::{Digest, Salt};
pub use fraction::Fraction;
pub use id::{AppealId, CaseId, RegisterId, SessionId};
pub use key::{
    AccountKey, BallotKey, BandKey, ChannelKey, CharterKey, ConductKey, ContributionKey,
    CriterionKey, FigureKey, GroupKey, HouseholdKey, LevelKey, MatterKey, ObligationKey, PartyKey,
    PersonKey, PlaceKey, PointKey, ProcedureKey, ReplyKey, RuleKey, SeatKey, SectorKey, StepKey,
};
pub use lang::Lang;
pub use stated::{Absence, Listed, Stated};
pub use text::Text;
