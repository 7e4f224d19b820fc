//! Which cells of the grid matter × place are covered, by bit sets.

use crate::charter::{Names, Scope};

/// A set of cells, closed downwards: with a scope, all that lies in it.
pub(super) struct Coverage<'n> {
    names: &'n Names,
    words: usize,
    /// For each matter a bit for each place.
    bits: Vec<u64>,
}

impl<'n> Coverage<'n> {
    pub(super) fn new(names: &'n Names) -> Self {
        let words = names.place_tree.len().div_ceil(64);
        let bits = vec![0; words.saturating_mul(names.matter_tree.len())];
        Self { names, words, bits }
    }

    fn slot(&self, matter: u32, place: u32) -> (usize, u64) {
        let word = (matter as usize).saturating_mul(self.words).saturating_add(place as usize / 64);
        (word, 1_u64 << (place % 64))
    }

    pub(super) fn contains(&self, scope: Scope) -> bool {
        let (word, bit) = self.slot(scope.matter, scope.place);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Adds a scope and all that lies in it.
    pub(super) fn add(&mut self, scope: Scope) {
        // Where the top of a scope is covered, all of it is.
        if self.contains(scope) {
            return;
        }
        for &matter in self.names.matter_tree.below(scope.matter as usize) {
            for &place in self.names.place_tree.below(scope.place as usize) {
                let (word, bit) = self.slot(matter, place);
                if let Some(bits) = self.bits.get_mut(word) {
                    *bits |= bit;
                }
            }
        }
    }

    /// Whether nothing in a scope is covered.
    fn is_clear(&self, scope: Scope) -> bool {
        self.names.matter_tree.below(scope.matter as usize).iter().all(|&matter| {
            let places = self.names.place_tree.below(scope.place as usize);
            places.iter().all(|&place| !self.contains(Scope { matter, place }))
        })
    }

    /// The largest scopes in which nothing is covered, that lie in one of those given; of a scope
    /// that is covered in part, its parts.
    ///
    /// A matter or place above others can itself be uncovered while something below it is
    /// covered: it is then left out, since its parts say more.
    pub(super) fn clear_scopes(&self, within: &[Scope]) -> Vec<Scope> {
        let mut clear: Vec<Scope> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut open: Vec<Scope> = within.to_vec();
        while let Some(scope) = open.pop() {
            if self.contains(scope) || !seen.insert(scope) {
                continue;
            }
            if self.is_clear(scope) {
                clear.push(scope);
                continue;
            }
            let matters = children(&self.names.matter_tree, scope.matter);
            let places = children(&self.names.place_tree, scope.place);
            open.extend(matters.map(|matter| Scope { matter, ..scope }));
            open.extend(places.map(|place| Scope { place, ..scope }));
        }
        let all = clear.clone();
        clear.retain(|scope| !all.iter().any(|other| self.names.inside(*scope, *other)));
        clear.sort_unstable();
        clear.dedup();
        clear
    }
}

/// The entries directly below one.
fn children(tree: &crate::place::Tree, entry: u32) -> impl Iterator<Item = u32> + '_ {
    let level = tree.depth(entry as usize).saturating_add(1);
    tree.below(entry as usize)
        .iter()
        .copied()
        .filter(move |&below| below != entry && tree.depth(below as usize) == level)
}
