//! A single right or responsibility: the atoms that positions are made of.

use crate::position::claim::Claim;
use crate::position::definition::{Position, PositionKind, PositionKinds};
use crate::position::function::Function;
use crate::values::lang::Lang;

/// A single right or responsibility: one kind of position, of one function or claim.
///
/// ```
/// use cogov::position::Right;
/// use cogov::{Function, Lang};
/// assert_eq!(Right::Lead(Function::Receive).describe(Lang::En), "leads: receive");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Right {
    /// May perform the function.
    Power(Function),
    /// Must perform it, and answers for it.
    Lead(Function),
    /// Must help whoever leads.
    Support(Function),
    /// Is entitled to something.
    Claim(Claim),
    /// May not perform the function.
    Bar(Function),
    /// Sets the agenda of the function and coordinates the others.
    Leadership(Function),
}

impl Right {
    /// How many rights there are.
    pub(crate) const SLOTS: usize = 63;

    /// Its place in the order of all rights, from 0.
    pub(crate) const fn slot(self) -> u64 {
        match self {
            Self::Power(function) => function as u64,
            Self::Lead(function) => 11 + function as u64,
            Self::Support(function) => 22 + function as u64,
            Self::Bar(function) => 33 + function as u64,
            Self::Leadership(function) => 44 + function as u64,
            Self::Claim(claim) => 55 + claim as u64,
        }
    }

    /// Whether the most specific scope wins: where a narrower position gives the power or the
    /// lead, a wider one does not. Help, claims, bars and leadership add up instead.
    ///
    /// ```
    /// use cogov::Function;
    /// use cogov::position::Right;
    ///
    /// assert!(Right::Power(Function::Decide).is_exclusive());
    /// assert!(!Right::Bar(Function::Decide).is_exclusive());
    /// ```
    #[must_use]
    pub const fn is_exclusive(self) -> bool {
        matches!(self, Self::Power(_) | Self::Lead(_))
    }

    /// The right in words.
    ///
    /// ```
    /// use cogov::position::Right;
    /// use cogov::{Function, Lang};
    ///
    /// let lead = Right::Lead(Function::Implement);
    /// assert_eq!(lead.describe(Lang::En), "leads: implement");
    /// assert_eq!(lead.describe(Lang::Zh), format!("牵头：{}", Function::Implement.label(Lang::Zh)));
    /// ```
    #[must_use]
    pub fn describe(self, lang: Lang) -> String {
        let (kind, what) = match self {
            Self::Power(function) => (lang.pick("may", "有权"), function.label(lang)),
            Self::Lead(function) => (lang.pick("leads", "牵头"), function.label(lang)),
            Self::Support(function) => (lang.pick("helps", "配合"), function.label(lang)),
            Self::Claim(claim) => (lang.pick("is entitled to", "有权利"), claim.label(lang)),
            Self::Bar(function) => (lang.pick("may not", "不得"), function.label(lang)),
            Self::Leadership(function) => (lang.pick("leadership", "领导"), function.label(lang)),
        };
        match lang {
            Lang::En => format!("{kind}: {what}"),
            Lang::Zh => format!("{kind}：{what}"),
        }
    }

    /// The rights that kinds, functions and claims make up together.
    pub(crate) fn all<'p>(
        kinds: &'p PositionKinds,
        functions: &'p [Function],
        claims: &'p [Claim],
    ) -> impl Iterator<Item = Self> + 'p {
        kinds.as_slice().iter().flat_map(move |kind| {
            // Leadership that names no function is of all of them.
            let functions = match (kind, functions) {
                (PositionKind::Leadership, []) => Function::ALL,
                _ => functions,
            };
            let of_function = match kind {
                PositionKind::Power => Some(Self::Power as fn(Function) -> Self),
                PositionKind::Lead => Some(Self::Lead as fn(Function) -> Self),
                PositionKind::Support => Some(Self::Support as fn(Function) -> Self),
                PositionKind::Bar => Some(Self::Bar as fn(Function) -> Self),
                PositionKind::Leadership => Some(Self::Leadership as fn(Function) -> Self),
                PositionKind::Claim => None,
            };
            let of_functions =
                functions.iter().filter_map(move |function| of_function.map(|of| of(*function)));
            let claims = if of_function.is_none() { claims } else { &[] };
            of_functions.chain(claims.iter().copied().map(Self::Claim))
        })
    }
}

impl Position {
    /// The single rights that the position is made of.
    ///
    /// ```
    /// use cogov::position::{PositionKind, Right};
    /// use cogov::{Function, PartyKey, Position};
    ///
    /// let committee = PartyKey::new("committee")?;
    /// let decides = Position::new(committee, [PositionKind::Power, PositionKind::Lead])
    ///     .with_functions([Function::Decide]);
    /// let rights: Vec<Right> = decides.rights().collect();
    /// assert_eq!(rights, [Right::Power(Function::Decide), Right::Lead(Function::Decide)]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn rights(&self) -> impl Iterator<Item = Right> {
        Right::all(&self.kinds, &self.functions, &self.claims)
    }
}
