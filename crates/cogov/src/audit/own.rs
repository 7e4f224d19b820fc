//! The scopes at which a holder has a right, with all who act for it.

use rustc_hash::FxHashSet;

use crate::audit::grid::wider;
use crate::charter::{Names, Scope};

/// The scopes of a holder and of those that include it: looked up, since those of anyone can be
/// very many.
pub(super) struct Own<'s> {
    pub(super) sets: Vec<&'s FxHashSet<Scope>>,
}

impl Own<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.sets.iter().all(|set| set.is_empty())
    }

    /// Whether this very scope is one of them.
    pub(super) fn has(&self, scope: Scope) -> bool {
        self.sets.iter().any(|set| set.contains(&scope))
    }

    /// Whether one of them covers a scope.
    pub(super) fn covers(&self, names: &Names, scope: Scope) -> bool {
        !self.is_empty() && wider(names, scope).any(|wider| self.has(wider))
    }

    /// Those that have something in common with a scope.
    pub(super) fn meeting(&self, names: &Names, scope: Scope) -> Vec<Scope> {
        let all = self.sets.iter().flat_map(|set| set.iter().copied());
        let mut meeting: Vec<Scope> = all.filter(|own| names.meet(*own, scope)).collect();
        meeting.sort_unstable();
        meeting.dedup();
        meeting
    }
}
