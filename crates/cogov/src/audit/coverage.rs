//! Which cells of the grid matter × place are covered, by bit sets.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::audit::grid::{Grid, wider};
use crate::audit::survey::{Survey, list, words};
use crate::charter::{Names, Scope};
use crate::place::Tree;
use crate::problem::Arg;

/// So many scopes are listed as clear. In a grid of which only the diagonal is covered, all other
/// cells are clear on their own: they could fill the memory, and nobody reads so many.
const LISTED: usize = 200_000;

/// Where nothing is covered: a scope, of which parts can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Clear {
    pub(super) scope: Scope,
    /// Of the matter only itself, not those below it.
    matter_alone: bool,
    /// Of the place only itself, not those within it.
    place_alone: bool,
}

impl Clear {
    /// The scopes, as a finding names them.
    pub(super) fn scopes(clear: &[Self]) -> Vec<Scope> {
        clear.iter().map(|clear| clear.scope).collect()
    }

    /// All of a scope.
    pub(super) const fn whole(scope: Scope) -> Self {
        Self { scope, matter_alone: false, place_alone: false }
    }

    /// The scopes in words.
    pub(super) fn arg(survey: &Survey<'_>, name: &'static str, clear: &[Self]) -> Arg {
        if clear.len() < LISTED {
            return list(name, clear.iter().map(|clear| clear.words(survey)));
        }
        // Not all of them were counted.
        let mut words: Vec<_> = clear.iter().take(5).map(|clear| clear.words(survey)).collect();
        words.push(("very many more".to_owned(), "另外很多项".to_owned()));
        list(name, words.into_iter())
    }

    /// The scopes in words, English and Chinese.
    pub(super) fn list_words(survey: &Survey<'_>, clear: &[Self]) -> (String, String) {
        words(clear.iter().map(|clear| clear.words(survey)))
    }

    /// Of parts that can lie in one another, those that lie in no other, in order, each once.
    pub(super) fn largest(names: &Names, mut parts: Vec<Self>) -> Vec<Self> {
        parts.sort_unstable();
        parts.dedup();
        if parts.len() < 2 {
            return parts;
        }
        let all: BTreeSet<Self> = parts.iter().copied().collect();
        parts.retain(|part| {
            !wider(names, part.scope).any(|scope| {
                let ways = [(false, false), (true, false), (false, true), (true, true)];
                ways.into_iter().any(|(matter_alone, place_alone)| {
                    let other = Self { scope, matter_alone, place_alone };
                    other != *part && other.holds(*part) && all.contains(&other)
                })
            })
        });
        parts
    }

    /// Whether it holds all of a part whose scope lies in its own.
    fn holds(self, part: Self) -> bool {
        (!self.matter_alone || (part.matter_alone && self.scope.matter == part.scope.matter))
            && (!self.place_alone || (part.place_alone && self.scope.place == part.scope.place))
    }

    fn words(&self, survey: &Survey<'_>) -> (String, String) {
        let (en, zh) = survey.scope_words(self.scope);
        let (apart, alone) = match (self.matter_alone, self.place_alone) {
            (false, false) => return (en, zh),
            (true, false) if self.scope.place == 0 => (" (apart from what lies below)", "本身"),
            (true, false) => (" (apart from the matters below)", "本身"),
            (false, true) => (" (apart from the places below)", "（仅该地本身）"),
            (true, true) => (" (apart from the matters and places below)", "本身（仅该地本身）"),
        };
        (en + apart, zh + alone)
    }
}

/// A set of cells, closed downwards: with a scope, all that lies in it.
pub(super) struct Coverage<'n> {
    names: &'n Names,
    /// For a matter, the places of its own scopes and all within them. A cell is covered where
    /// this says so of its matter or of one above.
    own: Grid,
    /// The same for a matter and all below it.
    own_below: Grid,
    /// For a matter, the places that have something in common with those of its own scopes.
    near: Grid,
    /// That again for a matter and all below it.
    near_below: Grid,
}

impl<'n> Coverage<'n> {
    pub(super) fn new(names: &'n Names) -> Self {
        let grid = || Grid::new(names);
        Self { names, own: grid(), own_below: grid(), near: grid(), near_below: grid() }
    }

    pub(super) const fn names(&self) -> &'n Names {
        self.names
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
            for &matter in matters.above(matter as usize) {
                self.own_below.insert(Scope { matter, place: inner });
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
        !self.near_below.contains(scope) && self.is_matter_clear(scope)
    }

    /// Whether the matter itself is covered neither at the place nor at any within it.
    fn is_matter_clear(&self, scope: Scope) -> bool {
        let matters = self.names.matter_tree.above(scope.matter as usize);
        !matters.iter().any(|&matter| self.near.contains(Scope { matter, ..scope }))
    }

    /// Whether neither the matter nor any below it is covered at the place itself.
    fn is_place_clear(&self, scope: Scope) -> bool {
        !self.own_below.contains(scope) && !self.contains(scope)
    }

    /// How much of a scope is clear. The whole is nothing of its own where it has parts: nothing
    /// happens on no matter, or at no place.
    fn clear_at(&self, scope: Scope) -> Option<Clear> {
        let is_cell = |tree: &Tree, entry: u32| entry != 0 || tree.len() <= 1;
        let is_matter = is_cell(&self.names.matter_tree, scope.matter);
        let is_place = is_cell(&self.names.place_tree, scope.place);
        let (matter_alone, place_alone) = if self.contains(scope) {
            return None;
        } else if self.is_clear(scope) {
            (false, false)
        } else if is_matter && self.is_matter_clear(scope) {
            (true, false)
        } else if is_place && self.is_place_clear(scope) {
            (false, true)
        } else if is_matter && is_place {
            (true, true)
        } else {
            return None;
        };
        Some(Clear { scope, matter_alone, place_alone })
    }

    /// Whether all of it lies in what is clear at a wider scope.
    fn is_within(&self, clear: Clear, wider: Scope) -> bool {
        wider != clear.scope && self.clear_at(wider).is_some_and(|wide| wide.holds(clear))
    }

    /// The largest scopes in which nothing is covered, that lie in one of those given; of a scope
    /// that is covered in part, its parts, and the matter or the place itself where it is not
    /// covered while something below it is. Of very many, only the first are found.
    pub(super) fn clear_scopes(&self, within: &[Scope]) -> Vec<Clear> {
        let mut clear: Vec<Clear> = Vec::new();
        within.iter().for_each(|top| self.clear_in(*top, &mut clear));
        if within.len() > 1 {
            let mut tops = Grid::new(self.names);
            for top in within {
                tops.insert(*top);
            }
            let in_tops = |scope| tops.has_wider(self.names, scope);
            clear.retain(|clear| !self.is_part(*clear, in_tops));
        }
        clear.sort_unstable();
        clear.dedup();
        clear
    }

    /// The same for one scope. It is gone through matter by matter, from the top: what is clear
    /// or covered at a place is so for all matters below, which are asked of the other places only.
    fn clear_in(&self, top: Scope, clear: &mut Vec<Clear>) {
        let places = &self.names.place_tree;
        let in_top = |scope| self.names.covers(top, scope);
        let mut open: Vec<(u32, Rc<[u32]>)> =
            vec![(top.matter, places.below(top.place as usize).into())];
        while let Some((matter, candidates)) = open.pop() {
            let whole = Scope { matter, ..top };
            if self.contains(whole) {
                continue;
            }
            if self.is_clear(whole) {
                clear.push(Clear::whole(whole));
                continue;
            }
            let mut in_part: Vec<u32> = Vec::new();
            for &place in candidates.iter() {
                if clear.len() >= LISTED {
                    return;
                }
                let scope = Scope { matter, place };
                if self.contains(scope) {
                    continue;
                }
                if !self.is_clear(scope) {
                    in_part.push(place);
                }
                clear.extend(self.clear_at(scope).filter(|found| !self.is_part(*found, in_top)));
            }
            let in_part: Rc<[u32]> = in_part.into();
            let matters = self.names.matter_tree.children(matter as usize).iter();
            open.extend(matters.map(|&matter| (matter, Rc::clone(&in_part))));
        }
    }

    /// Whether it lies in something larger that is clear, too, and lies in the scopes asked for.
    fn is_part(&self, clear: Clear, is_asked: impl Fn(Scope) -> bool) -> bool {
        // Whatever lies between two scopes of which one is in the other is no less clear, so it is
        // enough to go up one way at a time.
        let scope = clear.scope;
        let matters = self.names.matter_tree.above(scope.matter as usize).iter();
        let places = self.names.place_tree.above(scope.place as usize).iter();
        let on_matters = matters.map(|&matter| Scope { matter, ..scope });
        let at_places = places.map(|&place| Scope { place, ..scope });
        on_matters.chain(at_places).any(|wider| self.is_within(clear, wider) && is_asked(wider))
    }
}
