//! As whom somebody acts in the eyes of the positions: by numbers, which are compared at once.

use smallvec::SmallVec;

use super::Scopes;
use crate::charter::document::Document;
use crate::charter::loaded::Charter;
use crate::charter::names::Names;
use crate::position::Holder;
use crate::values::bounds;

/// Bits for the place of a holder among those of its kind.
const RANK_BITS: u32 = 28;

// Kinds take what is left of 32 bits.
const _: () = assert!(
    bounds::PARTIES.largest() < 1 << RANK_BITS
        && bounds::SEATS.largest() < 1 << RANK_BITS
        && bounds::GROUPS.largest() < 1 << RANK_BITS
        && bounds::SECTORS.largest() < 1 << RANK_BITS
        && bounds::POSITIONS.largest() < 1 << RANK_BITS
);

/// A holder as a number, in the order of holders: its kind, and its place among those of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct HolderNumber(u32);

impl HolderNumber {
    /// Whoever holds no position that is given.
    pub(super) const NOBODY: Self = Self(u32::MAX);
    pub(crate) const ANYONE: Self = Self(4 << RANK_BITS);
    pub(crate) const AFFECTED: Self = Self(5 << RANK_BITS);

    pub(crate) const fn party(rank: u32) -> Self {
        Self(rank)
    }

    pub(crate) const fn seat(rank: u32) -> Self {
        Self((1 << RANK_BITS) | rank)
    }

    pub(crate) const fn group(rank: u32) -> Self {
        Self((2 << RANK_BITS) | rank)
    }

    pub(crate) const fn sector(rank: u32) -> Self {
        Self((3 << RANK_BITS) | rank)
    }

    /// Several jointly or a share of a group: only those that hold positions have a number.
    pub(super) const fn several(rank: u32) -> Self {
        Self((6 << RANK_BITS) | rank)
    }

    /// Whether it is of many, each of whom acts by themselves.
    const fn is_of_many(self) -> bool {
        matches!(self.0 >> RANK_BITS, 2..=5)
    }
}

/// The holders as which somebody acts: themselves, and whoever includes them.
#[derive(Debug, Clone)]
pub(crate) struct Guises {
    numbers: SmallVec<[HolderNumber; 6]>,
    is_listed: bool,
}

impl Guises {
    /// Whether the charter lists them, as far as is seen from their numbers: several jointly that
    /// hold nothing have none.
    pub(crate) const fn is_listed(&self) -> bool {
        self.is_listed
    }

    pub(crate) fn push(&mut self, number: HolderNumber) {
        self.numbers.push(number);
    }

    fn contains(&self, number: HolderNumber) -> bool {
        self.numbers.contains(&number)
    }

    /// Without those of many, each of whom acts by themselves.
    pub(crate) fn of_bodies(&self) -> Self {
        let bodies = self.numbers.iter().copied().filter(|number| !number.is_of_many());
        Self { numbers: bodies.collect(), ..*self }
    }
}

impl Scopes {
    /// Whether the holder of a position, by its index in the list, is one of these.
    pub(crate) fn is_held_by(&self, index: u32, guises: &Guises) -> bool {
        self.holders.get(index as usize).is_some_and(|number| guises.contains(*number))
    }

    /// The number of a holder, if it holds anything at all.
    fn number(&self, document: &Document, names: &Names, holder: &Holder) -> Option<HolderNumber> {
        match holder {
            Holder::Jointly(_) | Holder::Share { .. } => {
                let first = self.held_by(document, holder).first()?;
                self.holders.get(*first as usize).copied()
            }
            _ => names.holder_number(document, holder),
        }
    }
}

impl Charter {
    /// As whom a holder acts: whatever holds a position and includes it, as
    /// [`Charter::includes`] says.
    pub(crate) fn guises(&self, holder: &Holder) -> Guises {
        let (document, names, scopes) = (self.document(), self.names(), self.scopes());
        let mut numbers = SmallVec::new();
        match holder {
            Holder::Group(group) => numbers.extend(names.numbers_above(document, group)),
            Holder::Share { at_least, of } => {
                numbers.extend(names.numbers_above(document, of));
                let shares = scopes.share_positions_up_to(document, of, *at_least);
                let number = |index: u32| scopes.holders.get(index as usize).copied();
                numbers.extend(shares.filter_map(number));
            }
            _ => numbers.extend(scopes.number(document, names, holder)),
        }
        let is_listed = !numbers.is_empty();
        if *holder != Holder::Anyone {
            numbers.push(HolderNumber::ANYONE);
        }
        Guises { numbers, is_listed }
    }
}
