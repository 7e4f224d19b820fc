//! Which of many scopes have something in common with one.

use crate::audit::grid::{Grid, Row};
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
    /// On matters above theirs, their places and all above these, or beside.
    inside: Grid,
    /// On their own matters, the places above theirs, or beside.
    on_matters: Grid,
    /// On matters above theirs, their places.
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
        let row = || Row::new(&names.place_tree);
        // The places of a matter, those above them, or beside, and both.
        let (mut here, mut above, mut near) = (row(), row(), row());
        // Their words: few, as a rule.
        let (mut here_words, mut near_words) = (Vec::new(), Vec::new());
        for (matter, places) in given {
            let matters = names.matter_tree.above(matter as usize);
            [&mut here, &mut above, &mut near].into_iter().for_each(Row::clear);
            for &place in places {
                here.insert(place);
                for upper in above_or_beside(names, place) {
                    noted = noted.saturating_add(matters.len());
                    near.insert(upper);
                    if upper != place {
                        above.insert(upper);
                    }
                }
            }
            here_words.clear();
            here_words.extend(here.words());
            near_words.clear();
            near_words.extend(near.words());
            for &matter in matters.iter().filter(|other| **other != matter) {
                all.inside.add(matter, &near_words);
                all.at_places.add(matter, &here_words);
            }
            near_words.clear();
            near_words.extend(above.words());
            all.on_matters.add(matter, &near_words);
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
        let mut matters = self.names.matter_tree.above(scope.matter as usize).iter();
        let places = self.names.place_tree.above(scope.place as usize).iter();
        let mut at_places = places.filter(|place| **place != scope.place);
        self.is_unknown
            || self.inside.contains(scope)
            || matters.any(|&matter| self.on_matters.contains(Scope { matter, ..scope }))
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
