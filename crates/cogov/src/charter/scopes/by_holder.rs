//! Positions by holder, and the shares of groups that hold any.

use super::Scopes;
use super::guises::HolderNumber;
use crate::charter::document::Document;
use crate::charter::names::Names;
use crate::position::{Holder, LeastShare, Position};
use crate::values::key::GroupKey;

impl Scopes {
    /// The indexes of all positions, in the order of their holders.
    pub(crate) fn in_order_of_holders(&self) -> &[u32] {
        &self.by_holder
    }

    /// The positions of a holder, in the order of the list.
    pub(crate) fn held_by(&self, document: &Document, holder: &Holder) -> &[u32] {
        let of = |index: &u32| {
            document.positions.get(*index as usize).and_then(|p| p.given()).map(Position::holder)
        };
        let start = self.by_holder.partition_point(|index| of(index) < Some(holder));
        let end = self.by_holder.partition_point(|index| of(index) <= Some(holder));
        self.by_holder.get(start..end).unwrap_or(&[])
    }

    /// The shares of a group that hold positions and are no larger than one, from the least.
    pub(crate) fn shares_up_to<'d>(
        &'d self,
        document: &'d Document,
        group: &'d GroupKey,
        largest: LeastShare,
    ) -> impl Iterator<Item = &'d Holder> + 'd {
        let positions = self.share_positions_up_to(document, group, largest);
        positions.filter_map(|index| Some(share(document, index)?.2))
    }

    /// The same shares, each by one of its positions.
    pub(super) fn share_positions_up_to<'d>(
        &'d self,
        document: &'d Document,
        group: &'d GroupKey,
        largest: LeastShare,
    ) -> impl Iterator<Item = u32> + 'd {
        let of = move |index: u32| share(document, index);
        let start = self.shares.partition_point(|&index| of(index).is_some_and(|s| s.0 < group));
        let shares = self.shares.get(start..).unwrap_or(&[]).iter().copied();
        shares.take_while(move |&i| of(i).is_some_and(|s| s.0 == group && s.1 <= largest))
    }
}

/// The positions of a sound document in the order of their holders, those of each as listed; and
/// for each position the number of its holder.
pub(super) fn by_holder(document: &Document, names: &Names) -> (Vec<u32>, Vec<HolderNumber>) {
    // Most holders are one party, one seat, ...: these are sorted by the places of their keys in
    // the order of keys. The others come last in the order of holders.
    let mut simple: Vec<(HolderNumber, u32)> = Vec::with_capacity(document.positions.len());
    let mut several: Vec<(&Holder, u32)> = Vec::new();
    for (listed, index) in document.positions.iter().zip(0_u32..) {
        let Some(position) = listed.given() else { continue };
        match names.holder_number(document, &position.holder) {
            Some(number) => simple.push((number, index)),
            None => several.push((&position.holder, index)),
        }
    }
    simple.sort_unstable();
    several.sort_unstable();
    let mut numbers = vec![HolderNumber::NOBODY; document.positions.len()];
    let same = several.chunk_by(|(a, _), (b, _)| a == b).zip(0_u32..);
    let several = same.flat_map(|(same, rank)| {
        same.iter().map(move |&(_, index)| (HolderNumber::several(rank), index))
    });
    let ordered = simple.into_iter().chain(several).map(|(number, index)| {
        if let Some(slot) = numbers.get_mut(index as usize) {
            *slot = number;
        }
        index
    });
    (ordered.collect(), numbers)
}

/// The share of a group that holds a position, if it is one: of which group, how much, and itself.
fn share(document: &Document, index: u32) -> Option<(&GroupKey, LeastShare, &Holder)> {
    match document.positions.get(index as usize)?.given()?.holder() {
        holder @ Holder::Share { at_least, of } => Some((of, *at_least, holder)),
        _ => None,
    }
}

/// A position of each share that holds any, in the order of the groups and of the shares.
pub(super) fn shares(document: &Document, by_holder: &[u32]) -> Vec<u32> {
    // They come last in the order of holders.
    let last = by_holder.iter().rev().copied();
    let mut shares: Vec<u32> = last.take_while(|&i| share(document, i).is_some()).collect();
    shares.sort_by_key(|&index| share(document, index));
    shares.dedup_by_key(|index| share(document, *index));
    shares
}
