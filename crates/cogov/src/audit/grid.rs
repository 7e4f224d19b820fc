//! Sets of scopes as bits: one for each matter and place.

use crate::charter::{Names, Scope};

/// A set of scopes.
///
/// Of a large grid with few scopes most pages stay untouched: the memory is asked for zeroed, and
/// systems give such pages when they are first written to.
pub(super) struct Grid {
    /// How many words a matter has.
    words: usize,
    /// For each matter a bit for each place.
    bits: Vec<u64>,
}

impl Grid {
    pub(super) fn new(names: &Names) -> Self {
        let words = names.place_tree.len().div_ceil(64);
        Self { words, bits: vec![0; words.saturating_mul(names.matter_tree.len())] }
    }

    fn slot(&self, scope: Scope) -> (usize, u64) {
        let row = (scope.matter as usize).saturating_mul(self.words);
        (row.saturating_add(scope.place as usize / 64), 1_u64 << (scope.place % 64))
    }

    /// Whether it has this very scope.
    pub(super) fn contains(&self, scope: Scope) -> bool {
        let (word, bit) = self.slot(scope);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Adds a scope; tells whether it is new.
    pub(super) fn insert(&mut self, scope: Scope) -> bool {
        let (word, bit) = self.slot(scope);
        let Some(bits) = self.bits.get_mut(word) else {
            return false;
        };
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    }
}
