//! What findings are about, and the words by which acknowledgements name it.

use serde::Serialize;
use serde::ser::Serializer;

use crate::position::{Claim, Function, Holder};
use crate::procedure::StepPurpose;
use crate::values::key::{
    GroupKey, MatterKey, PartyKey, PlaceKey, ProcedureKey, SeatKey, SectorKey, StepKey,
};

/// What a finding is about.
///
/// ```
/// use cogov::audit::Subject;
/// use cogov::{Charter, Date, Function};
///
/// let audit = Charter::builtin("cuizhuyuan-found").unwrap().audit(Date::new(2026, 6, 1).unwrap());
/// let subjects = audit.findings()[0].subjects();
/// assert_eq!(subjects[0], Subject::Function(Function::Implement));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// A function.
    Function(Function),
    /// A claim.
    Claim(Claim),
    /// What a step would be for.
    Purpose(StepPurpose),
    /// Whoever holds positions.
    Holder(Holder),
    /// A party.
    Party(PartyKey),
    /// A seat.
    Seat(SeatKey),
    /// A sector.
    Sector(SectorKey),
    /// A group.
    Group(GroupKey),
    /// A procedure.
    Procedure(ProcedureKey),
    /// A step of a procedure.
    Step(ProcedureKey, StepKey),
    /// A matter, with all below it.
    Matter(MatterKey),
    /// A place, with all within it.
    Place(PlaceKey),
}

impl Subject {
    /// The word by which an acknowledgement names it: a key, or the word of the JSON form.
    ///
    /// ```
    /// use cogov::audit::Subject;
    /// use cogov::Function;
    /// assert_eq!(Subject::Function(Function::Implement).word(), "implement");
    /// ```
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Function(function) => function.as_str().to_owned(),
            Self::Claim(claim) => claim.as_str().to_owned(),
            Self::Purpose(purpose) => purpose.as_str().to_owned(),
            Self::Holder(holder) => holder.word(),
            Self::Party(key) => key.to_string(),
            Self::Seat(key) => key.to_string(),
            Self::Sector(key) => key.to_string(),
            Self::Group(key) => key.to_string(),
            Self::Procedure(key) => key.to_string(),
            Self::Step(procedure, step) => format!("{procedure}/{step}"),
            Self::Matter(key) => key.to_string(),
            Self::Place(key) => key.to_string(),
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.word())
    }
}

impl Holder {
    /// A word for it, made of its keys.
    fn word(&self) -> String {
        match self {
            Self::Party(key) => key.to_string(),
            Self::Seat(key) => key.to_string(),
            Self::Group(key) | Self::Share { of: key, .. } => key.to_string(),
            Self::Sector(key) => key.to_string(),
            Self::Anyone => "anyone".to_owned(),
            Self::Affected => "affected".to_owned(),
            Self::Jointly(holders) => {
                let words: Vec<String> = holders.iter().map(Self::word).collect();
                words.join("+")
            }
        }
    }
}
