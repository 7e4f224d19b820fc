//! Which of many scopes have something in common with one.

use rustc_hash::FxHashMap;

use crate::audit::grid::{Grid, wider};
use crate::charter::{Names, Scope};

/// Scopes that are asked, again and again, whether one of them meets another scope.
///
/// Two scopes meet where their matters lie one above the other, and their places do, too, or have
/// something below them in common. Four sets answer for the four ways, so that a question costs no
/// more than the levels of the trees.
pub(super) struct Meeting<'n> {
    names: &'n Names,
    added: Added,
}

/// Up to so many scopes are gone through one by one, which is quicker than to sort them.
const FEW: usize = 16;

enum Added {
    Few(Vec<Scope>),
    Many(Box<Ways<Grid>>),
}

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

impl<'n> Meeting<'n> {
    pub(super) fn new(names: &'n Names, scopes: impl IntoIterator<Item = Scope>) -> Self {
        let scopes: Vec<Scope> = scopes.into_iter().collect();
        if scopes.len() <= FEW {
            return Self { names, added: Added::Few(scopes) };
        }
        let grid = || Grid::new(names);
        let mut ways = Ways { own: grid(), places_up: grid(), matters_up: grid(), both_up: grid() };
        for scope in scopes {
            if !ways.own.insert(scope) {
                continue;
            }
            for place in above_or_beside(names, scope.place) {
                ways.places_up.insert(Scope { place, ..scope });
                for &matter in names.matter_tree.above(scope.matter as usize) {
                    ways.both_up.insert(Scope { matter, place });
                }
            }
            for &matter in names.matter_tree.above(scope.matter as usize) {
                ways.matters_up.insert(Scope { matter, ..scope });
            }
        }
        Self { names, added: Added::Many(Box::new(ways)) }
    }

    /// Whether one of the scopes meets this one.
    pub(super) fn meets(&self, scope: Scope) -> bool {
        let names = self.names;
        let ways = match &self.added {
            Added::Few(scopes) => return scopes.iter().any(|own| names.meet(*own, scope)),
            Added::Many(ways) => ways,
        };
        let matters = names.matter_tree.above(scope.matter as usize);
        let places = names.place_tree.above(scope.place as usize);
        ways.both_up.contains(scope)
            || matters.iter().any(|&matter| ways.places_up.contains(Scope { matter, ..scope }))
            || places.iter().any(|&place| ways.matters_up.contains(Scope { place, ..scope }))
            || ways.own.has_wider(names, scope)
    }
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
