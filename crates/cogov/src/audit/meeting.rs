//! Which of many scopes is the first that has something in common with one.

use rustc_hash::FxHashMap;

use crate::audit::grid::wider;
use crate::charter::{Names, Scope};

/// What was added, as it is found from a scope that lies below, beside or above it.
struct Ways<T> {
    /// By the very scopes: they lie above on both trees.
    own: T,
    /// By their matters and all places above, or beside with something in common: what is asked
    /// for is such a place.
    places_up: T,
    /// By all matters above and their places.
    matters_up: T,
    /// By all matters above and all places above or beside.
    both_up: T,
}

/// A place, those above it, and those that have something below them in common with it.
fn above_or_beside(names: &Names, place: u32) -> impl Iterator<Item = u32> + '_ {
    let tree = &names.place_tree;
    tree.above(place as usize).iter().chain(tree.crossing(place as usize)).copied()
}

/// Numbered scopes, of which the first that meets another is looked for.
pub(super) struct FirstMeeting<'n> {
    names: &'n Names,
    ways: Ways<FxHashMap<Scope, usize>>,
}

impl<'n> FirstMeeting<'n> {
    pub(super) fn new(names: &'n Names) -> Self {
        let map = FxHashMap::default;
        let ways = Ways { own: map(), places_up: map(), matters_up: map(), both_up: map() };
        Self { names, ways }
    }

    /// Adds a scope; the numbers go up.
    pub(super) fn add(&mut self, scope: Scope, number: usize) {
        if self.ways.own.contains_key(&scope) {
            return;
        }
        self.ways.own.insert(scope, number);
        for place in above_or_beside(self.names, scope.place) {
            self.ways.places_up.entry(Scope { place, ..scope }).or_insert(number);
            for &matter in self.names.matter_tree.above(scope.matter as usize) {
                self.ways.both_up.entry(Scope { matter, place }).or_insert(number);
            }
        }
        for &matter in self.names.matter_tree.above(scope.matter as usize) {
            self.ways.matters_up.entry(Scope { matter, ..scope }).or_insert(number);
        }
    }

    /// The smallest number of a scope that meets this one.
    pub(super) fn first(&self, scope: Scope) -> Option<usize> {
        if self.ways.own.is_empty() {
            return None;
        }
        let matters = self.names.matter_tree.above(scope.matter as usize).iter();
        let places = self.names.place_tree.above(scope.place as usize).iter();
        let below = self.ways.both_up.get(&scope);
        let on_matters =
            matters.filter_map(|&matter| self.ways.places_up.get(&Scope { matter, ..scope }));
        let at_places =
            places.filter_map(|&place| self.ways.matters_up.get(&Scope { place, ..scope }));
        let above = wider(self.names, scope).filter_map(|wider| self.ways.own.get(&wider));
        below.into_iter().chain(on_matters).chain(at_places).chain(above).min().copied()
    }
}
