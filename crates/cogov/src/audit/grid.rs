//! Sets of scopes as bits: a row of places for each matter concerned.

use crate::charter::{Names, Scope};
use crate::place::Tree;

/// A set of scopes. A matter gets its row when something is first added on it.
pub(super) struct Grid {
    /// How many words a row has.
    words: usize,
    /// For each matter which row is its own, counted from 1; 0 for none.
    rows: Vec<u32>,
    /// For each row a bit for each place.
    bits: Vec<u64>,
}

/// Some entries of a tree, as bits: places, as a rule.
pub(super) struct Row(Vec<u64>);

/// The word and the bit of an entry.
const fn bit(entry: u32) -> (usize, u64) {
    (entry as usize / 64, 1 << (entry % 64))
}

impl Grid {
    pub(super) fn new(names: &Names) -> Self {
        let words = names.place_tree.len().div_ceil(64);
        Self { words, rows: vec![0; names.matter_tree.len()], bits: Vec::new() }
    }

    /// Whether it has this very scope.
    pub(super) fn contains(&self, scope: Scope) -> bool {
        let row = self.rows.get(scope.matter as usize).and_then(|row| row.checked_sub(1));
        let (word, bit) = bit(scope.place);
        row.is_some_and(|row| {
            let word = (row as usize).saturating_mul(self.words).saturating_add(word);
            self.bits.get(word).is_some_and(|bits| bits & bit != 0)
        })
    }

    /// Adds some places on a matter: words of a row, each with its number.
    pub(super) fn add(&mut self, matter: u32, places: &[(usize, u64)]) {
        let Some(number) = self.rows.get_mut(matter as usize) else {
            return;
        };
        let start = match number.checked_sub(1) {
            Some(row) => (row as usize).saturating_mul(self.words),
            None => {
                let start = self.bits.len();
                self.bits.resize(start.saturating_add(self.words), 0);
                let rows = self.bits.len().checked_div(self.words).unwrap_or(0);
                *number = u32::try_from(rows).unwrap_or(0);
                start
            }
        };
        let row = self.bits.get_mut(start..start.saturating_add(self.words)).unwrap_or_default();
        for &(word, places) in places {
            row.get_mut(word).into_iter().for_each(|bits| *bits |= places);
        }
    }
}

impl Row {
    pub(super) fn new(tree: &Tree) -> Self {
        Self(vec![0; tree.len().div_ceil(64)])
    }

    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    pub(super) fn insert(&mut self, entry: u32) {
        let (word, bit) = bit(entry);
        self.0.get_mut(word).into_iter().for_each(|bits| *bits |= bit);
    }

    /// The words that have any, each with its number.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, u64)> {
        self.0.iter().copied().enumerate().filter(|(_, bits)| *bits != 0)
    }

    /// The entries, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.words().flat_map(|(word, bits)| {
            let next = |bits: &u64| Some(bits & bits.wrapping_sub(1));
            let rest = std::iter::successors(Some(bits), next).take_while(|bits| *bits != 0);
            let first = u32::try_from(word.saturating_mul(64)).unwrap_or(u32::MAX);
            rest.map(move |bits| first.saturating_add(bits.trailing_zeros()))
        })
    }
}
