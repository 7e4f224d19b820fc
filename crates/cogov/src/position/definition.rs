//! Positions as a charter states them: rights and responsibilities.

use std::borrow::Borrow;

use crate::party::Holder;
use crate::position::claim::Claim;
use crate::position::form::Form;
use crate::position::function::Function;
use crate::problem::{Arg, Problem, ProblemCode};
use crate::time::{Term, Validity};
use crate::values::choice::choice;
use crate::values::key::{MatterKey, PlaceKey};
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What a position says of its holder.
    #[non_exhaustive]
    pub enum PositionKind in position {
        /// The holder may perform the functions (职权).
        Power = "power", "power", "职权";
        /// The holder must perform the functions, as the one who answers for them (牵头职责).
        Lead = "lead", "lead duty", "牵头职责";
        /// The holder must help whoever leads (配合职责).
        Support = "support", "support duty", "配合职责";
        /// The holder is entitled to something (权利).
        Claim = "claim", "claim", "权利";
        /// The holder may not perform the functions (禁止).
        Bar = "bar", "bar", "禁止";
        /// The holder sets the agenda and coordinates the others (领导).
        Leadership = "leadership", "leadership", "领导";
    }
}

record! {
    /// A position: what its holder may, must or may not do, or is entitled to, and where.
    ///
    /// A lead duty never implies the power. A bar wins over a power. Leadership is not a lead.
    ///
    /// ```
    /// use cogov::position::{Form, PositionKind};
    /// use cogov::{
    ///     Claim, Date, Function, Holder, MatterKey, PartyKey, PlaceKey, Position, Term, Validity,
    /// };
    ///
    /// let committee = PartyKey::new("residents-committee")?;
    /// let receives = Position::new(committee, [PositionKind::Power, PositionKind::Lead])
    ///     .with_functions([Function::Receive])
    ///     .with_within(Term::working_days(5)?);
    /// let heard = Position::new(Holder::Affected, [PositionKind::Claim]).with_claims([Claim::BeHeard]);
    /// assert_eq!(receives.functions(), [Function::Receive]);
    /// assert!(receives.kinds().contains(PositionKind::Lead) && receives.within().is_given());
    /// assert_eq!(heard.claims(), [Claim::BeHeard]);
    ///
    /// // On one matter, in one compound, by visits, from 2026 on.
    /// let visits = Position::new(PartyKey::new("liaison-group")?, [PositionKind::Power])
    ///     .with_functions([Function::Deliberate])
    ///     .with_matters([MatterKey::new("parking")?])
    ///     .with_places([PlaceKey::new("east-court")?])
    ///     .with_forms([Form::Visit])
    ///     .with_valid(Validity::starting(Date::new(2026, 1, 1).unwrap()));
    /// assert_eq!((visits.forms(), visits.places().len()), ([Form::Visit].as_slice(), 1));
    /// assert!(visits.matters().is_given() && visits.valid().is_some() && visits.source().is_none());
    ///
    /// // The Party branch studies beforehand what is decided; who carries out may not supervise it.
    /// let branch = Position::new(PartyKey::new("party-branch")?, [PositionKind::Leadership])
    ///     .with_prior_study(true);
    /// assert_eq!(branch.prior_study(), Some(true));
    /// let watched = Position::new(PartyKey::new("property-company")?, [PositionKind::Bar])
    ///     .with_functions([Function::Supervise])
    ///     .with_together_with(Function::Implement);
    /// assert_eq!(watched.together_with(), Some(Function::Implement));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Position("a position", "职权职责"; at most POSITIONS) {
        required {
            /// Who holds it.
            holder: Holder,
            /// What it says, one kind or several at once (`["power", "lead"]`).
            kinds: PositionKinds,
        }
        option {
            /// For a bar: the holder may not perform the functions on a case on which it performs this one.
            together_with, with_together_with: Function as copy,
            /// For leadership: what is decided is studied by the holder beforehand (前置研究讨论).
            prior_study, with_prior_study: bool as copy,
            /// The days on which it holds; always, if left out.
            valid, with_valid: Validity as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// How long the holder has, once the duty arises.
            within, with_within: Term,
            /// The matters, each with all below it; every matter, if unstated.
            matters, with_matters: Vec<MatterKey>,
        }
        list {
            /// The functions that are held, owed or barred; all of them, for leadership that names none.
            functions, with_functions: Function,
            /// What the holder is entitled to.
            claims, with_claims: Claim,
            /// The places, each with all within it; every place, if empty.
            places, with_places: PlaceKey,
            /// In which forms the functions are performed, where the charter says so.
            forms, with_forms: Form,
        }
    }
}

/// One or several kinds of position, in the order in which they are written.
///
/// ```
/// use cogov::position::{PositionKind, PositionKinds};
///
/// let kinds: PositionKinds = [PositionKind::Power, PositionKind::Lead].into();
/// assert_eq!(kinds.as_slice().len(), 2);
/// assert!(kinds.contains(PositionKind::Lead) && !kinds.contains(PositionKind::Claim));
/// assert_eq!(kinds, PositionKinds::new(&kinds)?);
/// # Ok::<(), cogov::Problem>(())
/// ```
///
/// A list that is written out has at least one, or does not compile:
///
/// ```compile_fail
/// use cogov::position::PositionKinds;
///
/// let none: PositionKinds = [].into();
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub struct PositionKinds(
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))] Vec<PositionKind>,
);

impl PositionKinds {
    /// These kinds, however many they turn out to be.
    ///
    /// # Errors
    ///
    /// `empty-list`, when there is none.
    ///
    /// ```
    /// use cogov::ProblemCode;
    /// use cogov::position::{PositionKind, PositionKinds};
    ///
    /// let duties = PositionKind::ALL.iter().filter(|kind| kind.as_str() != "power");
    /// assert_eq!(PositionKinds::new(duties)?.iter().count(), 5);
    /// let none = PositionKinds::new(std::iter::empty::<PositionKind>()).unwrap_err();
    /// assert_eq!(none.code(), ProblemCode::EmptyList);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn new<K>(kinds: impl IntoIterator<Item = K>) -> Result<Self, Problem>
    where
        K: Borrow<PositionKind>,
    {
        let kinds: Vec<PositionKind> = kinds.into_iter().map(|kind| *kind.borrow()).collect();
        if kinds.is_empty() {
            return Err(Problem::alone(ProblemCode::EmptyList, vec![Arg::at_least_one()]));
        }
        Ok(Self(kinds))
    }

    /// The kinds, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, PositionKind> {
        self.0.iter()
    }

    /// The kinds, at least one.
    #[must_use]
    pub fn as_slice(&self) -> &[PositionKind] {
        &self.0
    }

    /// Whether a kind is among them.
    #[must_use]
    pub fn contains(&self, kind: PositionKind) -> bool {
        self.0.contains(&kind)
    }
}

// Not for no kind at all, and there are no more kinds than these.
macro_rules! from_lists {
    ($($length:literal)+) => {$(
        impl From<[PositionKind; $length]> for PositionKinds {
            fn from(kinds: [PositionKind; $length]) -> Self {
                Self(kinds.to_vec())
            }
        }
    )+};
}

from_lists! { 1 2 3 4 5 6 }

impl<'k> IntoIterator for &'k PositionKinds {
    type Item = &'k PositionKind;
    type IntoIter = std::slice::Iter<'k, PositionKind>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<PositionKind> for PositionKinds {
    fn from(kind: PositionKind) -> Self {
        Self(vec![kind])
    }
}

crate::json::deserialize!(PositionKinds);

impl crate::json::Decode for PositionKinds {
    fn decode(node: &crate::json::Node<'_>, reader: &mut crate::json::Reader) -> Option<Self> {
        let kinds: Vec<PositionKind> = Vec::decode(node, reader)?;
        reader.adopt(Self::new(kinds))
    }
}

record! {
    /// The statement that a position does not exist: that nobody, or not this holder, has it.
    ///
    /// ```
    /// use cogov::position::{AbsentPosition, PositionKind};
    /// use cogov::{Function, PartyKey, PlaceKey, Text};
    ///
    /// let no_power = AbsentPosition::new([PositionKind::Power])
    ///     .with_holder(PartyKey::new("residents-committee")?)
    ///     .with_functions([Function::Implement])
    ///     .with_places([PlaceKey::new("east-court")?])
    ///     .with_source(Text::new("responsible, but with little power")?);
    /// assert!(no_power.matters().is_empty(), "on any matter");
    /// assert_eq!(no_power.places().len(), 1, "in this compound");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AbsentPosition("a position that is stated to be absent", "明示没有的职权职责") {
        mark { none }
        required {
            /// Which kinds there are not.
            kinds: PositionKinds,
        }
        option {
            /// Who does not hold it; nobody does, if left out.
            holder, with_holder: Holder,
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// Of which functions.
            functions, with_functions: Function,
            /// Of which claims.
            claims, with_claims: Claim,
            /// On which matters; on any, if empty.
            matters, with_matters: MatterKey,
            /// At which places; at any, if empty.
            places, with_places: PlaceKey,
        }
    }
}
