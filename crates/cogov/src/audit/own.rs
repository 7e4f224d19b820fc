//! The scopes at which a holder has a right, with all who act for it.

use crate::audit::grid::wider;
use crate::audit::survey::{InForce, Survey};
use crate::charter::{Names, Scope};

/// The scopes of a holder and of those that include it, each in order: looked up, since those of
/// anyone can be very many.
pub(super) struct Own<'s> {
    sets: Vec<&'s [Scope]>,
}

/// Positions of one right, by holder.
pub(super) struct ByHolder<'c> {
    /// The number of the holder, the index of the position, and its scopes.
    positions: Vec<(u32, usize, &'c [Scope])>,
    /// The holders of the scopes, in order.
    holders: Vec<u32>,
    /// Those scopes again, for each holder in order, to be looked up.
    scopes: Vec<Scope>,
}

impl<'c> ByHolder<'c> {
    pub(super) fn new(survey: &Survey<'c>, positions: impl Iterator<Item = InForce<'c>>) -> Self {
        let holders = survey.holders();
        let with_holder = |held: InForce<'c>| {
            Some((holders.of_position(held.index)?, held.index, survey.scopes(held)))
        };
        let mut positions: Vec<_> = positions.filter_map(with_holder).collect();
        positions.sort_unstable_by_key(|(holder, index, _)| (*holder, *index));
        let scopes = positions.iter();
        let mut scopes: Vec<(u32, Scope)> = scopes
            .flat_map(|(holder, _, scopes)| scopes.iter().map(move |scope| (*holder, *scope)))
            .collect();
        scopes.sort_unstable();
        scopes.dedup();
        let (holders, scopes) = scopes.into_iter().unzip();
        Self { positions, holders, scopes }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// The positions of some holders.
    pub(super) fn of<'b>(
        &'b self,
        holders: &'b [u32],
    ) -> impl Iterator<Item = (usize, &'c [Scope])> + use<'b, 'c> {
        holders.iter().flat_map(|&whose| {
            let start = self.positions.partition_point(|(holder, ..)| *holder < whose);
            let rest = self.positions.get(start..).unwrap_or_default().iter();
            let own = rest.take_while(move |(holder, ..)| *holder == whose);
            own.map(|(_, index, scopes)| (*index, *scopes))
        })
    }

    /// The scopes of some holders together.
    pub(super) fn own(&self, holders: &[u32]) -> Own<'_> {
        let of = |&whose: &u32| {
            let start = self.holders.partition_point(|holder| *holder < whose);
            let rest = self.holders.get(start..).unwrap_or_default();
            let end = start.saturating_add(rest.partition_point(|holder| *holder == whose));
            self.scopes.get(start..end).filter(|scopes| !scopes.is_empty())
        };
        Own { sets: holders.iter().filter_map(of).collect() }
    }
}

impl Own<'_> {
    /// Whether this very scope is one of them.
    pub(super) fn has(&self, scope: Scope) -> bool {
        self.sets.iter().any(|set| set.binary_search(&scope).is_ok())
    }

    /// Whether one of them covers a scope.
    pub(super) fn covers(&self, names: &Names, scope: Scope) -> bool {
        !self.sets.is_empty() && wider(names, scope).any(|wider| self.has(wider))
    }

    /// Those that have something in common with a scope.
    pub(super) fn meeting(&self, names: &Names, scope: Scope) -> Vec<Scope> {
        let matters = &names.matter_tree;
        let near = [matters.above(scope.matter as usize), matters.below(scope.matter as usize)];
        let mut meeting: Vec<Scope> = Vec::new();
        let meets = |own: &&Scope| names.meet(**own, scope);
        for set in &self.sets {
            if near.iter().map(|matters| matters.len()).sum::<usize>() >= set.len() {
                meeting.extend(set.iter().filter(meets));
                continue;
            }
            for &matter in near.into_iter().flatten() {
                let start = set.partition_point(|own| own.matter < matter);
                let rest = set.get(start..).unwrap_or_default().iter();
                meeting.extend(rest.take_while(|own| own.matter == matter).filter(meets));
            }
        }
        meeting.sort_unstable();
        meeting.dedup();
        meeting
    }
}
