//! Which of many numbered scopes is the first to have something in common with a part of one.

use rustc_hash::FxHashMap;

use crate::audit::clear::Clear;
use crate::audit::meeting::above_or_beside;
use crate::audit::survey::Survey;
use crate::audit::wider::wider;
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

/// Numbered scopes, of which the first that meets another is looked for.
pub(super) struct FirstMeeting<'n> {
    names: &'n Names,
    ways: Ways<FxHashMap<Scope, usize>>,
}

/// What keeping a scope takes, in comparisons.
const KEEPING: usize = 4;

impl<'n> FirstMeeting<'n> {
    pub(super) fn new(names: &'n Names) -> Self {
        let map = FxHashMap::default;
        let ways = Ways { own: map(), places_up: map(), matters_up: map(), both_up: map() };
        Self { names, ways }
    }

    /// Adds a scope, unless the check kept too much already; the numbers go up.
    pub(super) fn add(&mut self, survey: &Survey<'_>, scope: Scope, number: usize) {
        if survey.is_enough() || self.ways.own.contains_key(&scope) {
            return;
        }
        let matters = self.names.matter_tree.above(scope.matter as usize).len();
        let places = above_or_beside(self.names, scope.place).count();
        survey.look_at(matters.saturating_mul(places).saturating_mul(KEEPING));
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

    /// The smallest number of a scope that has something in common with a part: with the part's
    /// matter or place alone, if it is these alone.
    pub(super) fn first(&self, survey: &Survey<'_>, part: Clear) -> Option<usize> {
        if self.ways.own.is_empty() {
            return None;
        }
        let Clear { scope, matter_alone, place_alone } = part;
        let matters = self.names.matter_tree.above(scope.matter as usize).iter();
        let places = self.names.place_tree.above(scope.place as usize).iter();
        survey.look_at(matters.len().saturating_mul(places.len()));
        let below = (!matter_alone && !place_alone).then(|| self.ways.both_up.get(&scope));
        let on_matters =
            matters.filter_map(|&matter| self.ways.places_up.get(&Scope { matter, ..scope }));
        let at_places =
            places.filter_map(|&place| self.ways.matters_up.get(&Scope { place, ..scope }));
        let above = wider(self.names, scope).filter_map(|wider| self.ways.own.get(&wider));
        let on_matters = on_matters.take_while(|_| !place_alone);
        let at_places = at_places.take_while(|_| !matter_alone);
        let all = below.flatten().into_iter().chain(on_matters).chain(at_places).chain(above);
        all.min().copied()
    }
}
