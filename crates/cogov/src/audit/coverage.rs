//! Which cells of the grid matter × place are covered, by bit sets.

use std::rc::Rc;

use crate::audit::grid::Grid;
use crate::charter::{Names, Scope};

/// A set of cells, closed downwards: with a scope, all that lies in it.
pub(super) struct Coverage<'n> {
    names: &'n Names,
    /// For a matter, the places of its own scopes and all within them. A cell is covered where
    /// this says so of its matter or of one above.
    own: Grid,
    /// For a matter, the places that have something in common with those of its own scopes.
    near: Grid,
    /// The same for a matter and all below it.
    near_below: Grid,
}

impl<'n> Coverage<'n> {
    pub(super) fn new(names: &'n Names) -> Self {
        let grid = || Grid::new(names);
        Self { names, own: grid(), near: grid(), near_below: grid() }
    }

    pub(super) fn contains(&self, scope: Scope) -> bool {
        let matters = self.names.matter_tree.above(scope.matter as usize);
        matters.iter().any(|&matter| self.own.contains(Scope { matter, ..scope }))
    }

    /// Adds a scope and all that lies in it.
    pub(super) fn add(&mut self, scope: Scope) {
        // Where the top of a scope is covered, all of it is.
        if self.contains(scope) {
            return;
        }
        let Scope { matter, place } = scope;
        let (matters, places) = (&self.names.matter_tree, &self.names.place_tree);
        for &inner in places.below(place as usize) {
            // What was there before, was near before, too: each cell is gone through once.
            if !self.own.insert(Scope { matter, place: inner }) {
                continue;
            }
            for &place in places.above(inner as usize) {
                if self.near.insert(Scope { matter, place }) {
                    for &matter in matters.above(matter as usize) {
                        self.near_below.insert(Scope { matter, place });
                    }
                }
            }
        }
    }

    /// Whether nothing in a scope is covered.
    fn is_clear(&self, scope: Scope) -> bool {
        let matters = self.names.matter_tree.above(scope.matter as usize);
        !self.near_below.contains(scope)
            && !matters.iter().any(|&matter| self.near.contains(Scope { matter, ..scope }))
    }

    /// The largest scopes in which nothing is covered, that lie in one of those given; of a scope
    /// that is covered in part, its parts.
    ///
    /// A matter or place above others can itself be uncovered while something below it is
    /// covered: it is then left out, since its parts say more.
    pub(super) fn clear_scopes(&self, within: &[Scope]) -> Vec<Scope> {
        let mut clear: Vec<Scope> = Vec::new();
        within.iter().for_each(|top| self.clear_in(*top, &mut clear));
        if within.len() > 1 {
            let mut tops = Grid::new(self.names);
            for top in within {
                tops.insert(*top);
            }
            clear.retain(|scope| !self.is_part(*scope, &tops));
        }
        clear.sort_unstable();
        clear.dedup();
        clear
    }

    /// The same for one scope. It is gone through matter by matter, from the top: what is clear
    /// or covered at a place is so for all matters below, which are asked of the other places only.
    fn clear_in(&self, top: Scope, clear: &mut Vec<Scope>) {
        let places = &self.names.place_tree;
        let mut open: Vec<(u32, Rc<[u32]>)> =
            vec![(top.matter, places.below(top.place as usize).into())];
        while let Some((matter, candidates)) = open.pop() {
            let whole = Scope { matter, ..top };
            if self.contains(whole) {
                continue;
            }
            if self.is_clear(whole) {
                clear.push(whole);
                continue;
            }
            let mut in_part: Vec<u32> = Vec::new();
            for &place in candidates.iter() {
                let scope = Scope { matter, place };
                if self.contains(scope) {
                    continue;
                }
                if !self.is_clear(scope) {
                    in_part.push(place);
                    continue;
                }
                let is_part = places.above(place as usize).iter().any(|&wider| {
                    wider != place
                        && places.covers(top.place as usize, wider as usize)
                        && self.is_clear(Scope { matter, place: wider })
                });
                if !is_part {
                    clear.push(scope);
                }
            }
            let in_part: Rc<[u32]> = in_part.into();
            let matters = self.names.matter_tree.children(matter as usize).iter();
            open.extend(matters.map(|&matter| (matter, Rc::clone(&in_part))));
        }
    }

    /// Whether a clear scope lies in a larger clear one, that itself lies in one of the tops.
    fn is_part(&self, scope: Scope, tops: &Grid) -> bool {
        // All that lies in a clear scope is clear, so it is enough to go up one way at a time.
        let matters = self.names.matter_tree.above(scope.matter as usize).iter();
        let places = self.names.place_tree.above(scope.place as usize).iter();
        let on_matters = matters.map(|&matter| Scope { matter, ..scope });
        let at_places = places.map(|&place| Scope { place, ..scope });
        on_matters.chain(at_places).any(|wider| {
            wider != scope && self.is_clear(wider) && tops.has_wider(self.names, wider)
        })
    }
}
