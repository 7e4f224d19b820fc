//! The search for what is clear: whole rows of places at a time.

use std::rc::Rc;

use super::{Coverage, Row};
use crate::audit::clear::{Clear, LISTED};
use crate::charter::Scope;

/// What matters above say of a word of places of a matter.
#[derive(Clone, Copy, Default)]
struct Above {
    /// Where one of them is covered.
    covered: u64,
    /// Where something within the place is covered on one of them.
    near: u64,
    /// Where one of them is clear with all below it: nothing below need be named.
    whole: u64,
    /// Where one of them is clear at the place itself, with all matters below it.
    at_place: u64,
}

/// What is clear of a word of places of a matter.
#[derive(Clone, Copy, Default)]
struct ClearWord {
    whole: u64,
    of_matter: u64,
    of_place: u64,
    /// Of the matter and the place alone.
    of_both: u64,
}

/// What is to be found in one scope.
struct Search<'s> {
    /// The places in it.
    mask: &'s [u64],
    /// The same without the whole, at which nothing happens if there are places.
    cells: &'s [u64],
    /// What is clear on the matter at hand.
    row: Vec<ClearWord>,
    clear: &'s mut Vec<Clear>,
}

impl Coverage<'_> {
    /// The largest clear parts of one scope in the frame: matter by matter, from the top down.
    pub(super) fn clear_in(&self, top: Scope, clear: &mut Vec<Clear>) {
        if self.is_clear(top) {
            clear.push(Clear::whole(top));
            return;
        }
        if self.contains(top) || clear.len() >= LISTED {
            return;
        }
        let words = self.words();
        let mut mask = vec![0; words];
        let mut below = Vec::new();
        self.below(top.place, &mut below);
        for (word, bits) in below {
            mask.get_mut(word).into_iter().for_each(|mask| *mask |= bits);
        }
        let mut cells = mask.clone();
        if let (false, Some((word, bit))) = (self.is_place(0), self.place_at(0)) {
            cells.get_mut(word).into_iter().for_each(|cells| *cells &= !bit);
        }
        let mut above = vec![Above::default(); words];
        for &matter in self.names.matter_tree.above(top.matter as usize) {
            if matter != top.matter {
                self.unite(&mut above, matter);
            }
        }
        let mut search = Search { mask: &mask, cells: &cells, row: Vec::new(), clear };
        // From the top down, each with what those above it say.
        let mut open = vec![(top.matter, Rc::new(above.clone()))];
        while let Some((matter, of_those_above)) = open.pop() {
            above.clone_from(&of_those_above);
            let children = self.names.matter_tree.children(matter as usize);
            if !self.clear_on(matter, &mut above, &mut search) || children.is_empty() {
                continue;
            }
            let is_active = |child: &&u32| self.row(**child, Row::Own).is_some();
            let said = Rc::new(above.clone());
            open.extend(children.iter().filter(is_active).map(|&child| (child, Rc::clone(&said))));
            let idle = children.iter().filter(|child| !is_active(child)).copied();
            self.clear_on_idle(idle, &mut above, &mut search);
            if search.clear.len() >= LISTED {
                return;
            }
        }
    }

    /// Adds what is covered on a matter to what those above say.
    fn unite(&self, above: &mut [Above], matter: u32) {
        let (own, near) = (self.row(matter, Row::Own), self.row(matter, Row::Near));
        for (above, own) in above.iter_mut().zip(own.unwrap_or_default()) {
            above.covered |= own;
        }
        for (above, near) in above.iter_mut().zip(near.unwrap_or_default()) {
            above.near |= near;
        }
    }

    /// Names what is clear on one matter; then adds what is to be said to those below. Tells
    /// whether anything is left for them.
    fn clear_on(&self, matter: u32, above: &mut [Above], search: &mut Search<'_>) -> bool {
        self.unite(above, matter);
        let near_below = self.row(matter, Row::NearBelow).unwrap_or_default();
        let own_below = self.row(matter, Row::OwnBelow).unwrap_or_default();
        let is_matter = if self.is_matter(matter) { u64::MAX } else { 0 };
        let places = search.mask.iter().zip(search.cells).zip(above.iter());
        search.row.clear();
        search.row.extend(places.enumerate().map(|(word, ((mask, cells), above))| {
            let near_below = near_below.get(word).copied().unwrap_or(0);
            let own_below = own_below.get(word).copied().unwrap_or(0);
            let whole = mask & !(above.near | near_below);
            let of_matter = mask & near_below & !above.near & is_matter;
            let rest = cells & !whole & !of_matter & !above.covered;
            ClearWord {
                whole,
                of_matter,
                of_place: rest & !own_below,
                of_both: rest & own_below & is_matter,
            }
        }));
        self.name(matter, above, search);
        let mut is_left = false;
        for ((above, row), mask) in above.iter_mut().zip(&search.row).zip(search.mask) {
            above.whole |= row.whole;
            above.at_place |= row.of_place;
            is_left |= mask & !above.covered & !above.whole != 0;
        }
        is_left
    }

    /// What is clear on matters on and below which nothing was added: it is the same for all.
    fn clear_on_idle(
        &self,
        mut matters: impl Iterator<Item = u32>,
        above: &mut [Above],
        search: &mut Search<'_>,
    ) {
        let Some(first) = matters.next() else {
            return;
        };
        let before = search.clear.len();
        self.clear_on(first, above, search);
        let found = search.clear.get(before..).unwrap_or_default().to_vec();
        if found.is_empty() {
            return;
        }
        for matter in matters {
            let room = LISTED.saturating_sub(search.clear.len());
            search.clear.extend(found.iter().take(room).map(|clear| clear.on(matter)));
        }
    }

    /// Names what is clear on a matter and lies in nothing larger that is.
    fn name(&self, matter: u32, above: &[Above], search: &mut Search<'_>) {
        let Search { row, clear, .. } = search;
        let is_larger = |place: u32, of_matter: bool| {
            self.place_at(place).is_some_and(|(word, bit)| {
                row.get(word).is_some_and(|row| {
                    row.whole & bit != 0 || (of_matter && row.of_matter & bit != 0)
                })
            })
        };
        for (word, (row, above)) in row.iter().zip(above).enumerate() {
            let any = row.whole | row.of_matter | row.of_place | row.of_both;
            if any & !above.whole == 0 {
                continue;
            }
            let ways = [
                (row.whole & !above.whole, false, false),
                (row.of_matter & !above.whole, true, false),
                (row.of_place & !above.whole & !above.at_place, false, true),
                (row.of_both & !above.whole & !above.at_place, true, true),
            ];
            for (mut bits, matter_alone, place_alone) in ways {
                while bits != 0 && clear.len() < LISTED {
                    let at = word.saturating_mul(64).saturating_add(bits.trailing_zeros() as usize);
                    bits &= bits.wrapping_sub(1);
                    let Some(&place) = self.places.get(at) else {
                        continue;
                    };
                    // Whatever is clear with all within it, is so at every place within it: it is
                    // enough to look at the next above.
                    let mut upper = self.names.place_tree.parents(place as usize).iter();
                    if !upper.any(|&upper| is_larger(upper, matter_alone)) {
                        let scope = Scope { matter, place };
                        clear.push(Clear { scope, matter_alone, place_alone });
                    }
                }
            }
        }
    }
}
