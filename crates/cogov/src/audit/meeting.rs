//! Which of many scopes have something in common with one.

use crate::audit::grid::Grid;
use crate::charter::{Names, Scope};

/// A place, those above it, and those that have something below them in common with it.
pub(super) fn above_or_beside(names: &Names, place: u32) -> impl Iterator<Item = u32> + '_ {
    let tree = &names.place_tree;
    tree.above(place as usize).iter().chain(tree.crossing(place as usize)).copied()
}

/// So many scopes above others are noted.
const NOTED: usize = 20_000_000;

/// Very many scopes, of which it is asked whether any meets another one without covering it.
pub(super) struct Narrower<'n> {
    names: &'n Names,
    /// Whether they were too many, or too deep in the trees, for all that follows.
    is_unknown: bool,
    /// All that lies above the scopes on both trees, or beside, but for the scopes themselves.
    inside: Grid,
    /// Their matters with all places above, or beside.
    on_matters: Grid,
    /// All matters above with their places.
    at_places: Grid,
}

impl<'n> Narrower<'n> {
    /// Of matters with the places of the scopes on each, once each.
    pub(super) fn new<'p>(names: &'n Names, given: impl Iterator<Item = (u32, &'p [u32])>) -> Self {
        let grid = || Grid::new(names);
        let mut all = Self {
            names,
            is_unknown: false,
            inside: grid(),
            on_matters: grid(),
            at_places: grid(),
        };
        let mut noted: usize = 0;
        // Places above those of a matter, each once: many have the same above them.
        let mut above: Vec<u32> = Vec::new();
        for (matter, places) in given {
            let matters = names.matter_tree.above(matter as usize);
            above.clear();
            for &place in places {
                for upper in above_or_beside(names, place) {
                    noted = noted.saturating_add(matters.len());
                    if upper != place && all.on_matters.insert(Scope { matter, place: upper }) {
                        above.push(upper);
                    }
                }
                for &matter in matters.iter().filter(|other| **other != matter) {
                    all.inside.insert(Scope { matter, place });
                    all.at_places.insert(Scope { matter, place });
                }
            }
            for &matter in matters {
                for &place in &above {
                    all.inside.insert(Scope { matter, place });
                }
            }
            all.is_unknown = noted > NOTED;
            if all.is_unknown {
                break;
            }
        }
        all
    }

    /// Whether one of them has something in common with a scope, and does not cover it; or could
    /// have, where there are too many to tell.
    pub(super) fn can_meet(&self, scope: Scope) -> bool {
        let matters = self.names.matter_tree.above(scope.matter as usize).iter();
        let places = self.names.place_tree.above(scope.place as usize).iter();
        let mut on_matters = matters.filter(|matter| **matter != scope.matter);
        let mut at_places = places.filter(|place| **place != scope.place);
        self.is_unknown
            || self.inside.contains(scope)
            || on_matters.any(|&matter| self.on_matters.contains(Scope { matter, ..scope }))
            || at_places.any(|&place| self.at_places.contains(Scope { place, ..scope }))
    }
}

/// Scopes in the order of their matters, to find those that meet another one.
pub(super) struct ByMatter(Vec<Scope>);

impl ByMatter {
    pub(super) fn new(mut scopes: Vec<Scope>) -> Self {
        scopes.sort_unstable();
        scopes.dedup();
        Self(scopes)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that meet a scope; with how many were looked at.
    pub(super) fn meeting(&self, names: &Names, scope: Scope) -> (Vec<Scope>, usize) {
        let meets = |other: &&Scope| names.meet(**other, scope);
        let above = names.matter_tree.above(scope.matter as usize);
        let below = names.matter_tree.below(scope.matter as usize);
        if above.len().saturating_add(below.len()) >= self.0.len() {
            return (self.0.iter().filter(meets).copied().collect(), self.0.len());
        }
        let below = below.iter().filter(|matter| **matter != scope.matter);
        let (mut meeting, mut looked_at) = (Vec::new(), 0_usize);
        for &matter in above.iter().chain(below) {
            let start = self.0.partition_point(|other| other.matter < matter);
            let rest = self.0.get(start..).unwrap_or_default();
            let on_matter = rest.iter().take_while(|other| other.matter == matter);
            let on_matter = on_matter.inspect(|_| looked_at = looked_at.saturating_add(1));
            meeting.extend(on_matter.filter(meets));
            looked_at = looked_at.saturating_add(1);
        }
        meeting.sort_unstable();
        (meeting, looked_at)
    }
}
