//! Which cells of the grid matter × place are covered: a row of bits for each matter concerned.

mod clearing;

use crate::audit::clear::Clear;
use crate::audit::wider::wider;
use crate::charter::{Names, Scope};

/// A set of cells, closed downwards: with a scope, all that lies in it.
///
/// Only matters on which, or below which, something was added have bits. Below any other matter
/// all rows are the same, so that what is clear there is clear on the whole of that matter: memory
/// grows with what is covered, not with the grid, and a question looks at whole rows of that.
#[derive(Clone)]
pub(super) struct Coverage<'n> {
    names: &'n Names,
    /// What is looked at: nothing beyond it is noted.
    frame: Scope,
    /// The matters and the places in the frame, in order.
    matters: &'n [u32],
    places: &'n [u32],
    /// For each matter in the frame which block of bits is its own, counted from 1; 0 for none.
    blocks: Vec<u32>,
    /// For each block four rows, as [`Row`] has them, of a bit for each place in the frame.
    bits: Vec<u64>,
    /// What was last added at, kept since scopes of one place often come together.
    last: Packed,
}

/// A place, packed: words of a row, each with the bits of some places.
#[derive(Clone, Default)]
struct Packed {
    place: Option<u32>,
    /// The place and all within it.
    below: Vec<(usize, u64)>,
    /// The places that have something in common with it.
    near: Vec<(usize, u64)>,
}

/// What the bits of a matter say, in the order in which they lie in its block.
#[derive(Clone, Copy)]
enum Row {
    /// The places of its own scopes and all within them. A cell is covered where this says so of
    /// its matter or of one above.
    Own,
    /// The same for the matter and all below it.
    OwnBelow,
    /// The places that have something in common with those of its own scopes.
    Near,
    /// That again for the matter and all below it.
    NearBelow,
}

const ROWS: usize = 4;

/// For so many matters there is room from the beginning.
const BLOCKS: usize = 8;

impl<'n> Coverage<'n> {
    /// Nothing covered yet, of everything.
    pub(super) fn new(names: &'n Names) -> Self {
        Self::within(names, Scope::WHOLE)
    }

    /// Nothing covered yet, of a scope.
    pub(super) fn within(names: &'n Names, frame: Scope) -> Self {
        let matters = names.matter_tree.below(frame.matter as usize);
        let places = names.place_tree.below(frame.place as usize);
        let blocks = matters.len().min(BLOCKS).saturating_mul(ROWS);
        Self {
            names,
            frame,
            matters,
            places,
            blocks: vec![0; matters.len()],
            bits: Vec::with_capacity(places.len().div_ceil(64).saturating_mul(blocks)),
            last: Packed::default(),
        }
    }

    pub(super) const fn names(&self) -> &'n Names {
        self.names
    }

    /// How many words a row has.
    const fn words(&self) -> usize {
        self.places.len().div_ceil(64)
    }

    /// Where a matter stands in the frame.
    fn matter_at(&self, matter: u32) -> Option<usize> {
        match self.frame.matter {
            // Everything is in the whole, under its own number.
            0 => Some(matter as usize),
            _ => self.matters.binary_search(&matter).ok(),
        }
    }

    /// The word and the bit of a place in a row.
    fn place_at(&self, place: u32) -> Option<(usize, u64)> {
        let at = match self.frame.place {
            0 => place as usize,
            _ => self.places.binary_search(&place).ok()?,
        };
        Some((at / 64, 1 << (at % 64)))
    }

    /// The bits of a matter, if it has any.
    fn row(&self, matter: u32, row: Row) -> Option<&[u64]> {
        let block = self.blocks.get(self.matter_at(matter)?)?.checked_sub(1)? as usize;
        let words = self.words();
        let start = block.saturating_mul(ROWS).saturating_add(row as usize).saturating_mul(words);
        self.bits.get(start..start.saturating_add(words))
    }

    /// All rows of a matter, to be changed: it gets its bits when they are first asked for.
    fn block_mut(&mut self, matter: u32) -> Option<&mut [u64]> {
        let (at, words) = (self.matter_at(matter)?, self.words());
        let size = words.saturating_mul(ROWS);
        let slot = self.blocks.get_mut(at)?;
        if *slot == 0 {
            let block = self.bits.len().checked_div(size)?;
            *slot = u32::try_from(block).ok()?.checked_add(1)?;
            self.bits.resize(self.bits.len().saturating_add(size), 0);
        }
        let start = (*slot as usize).saturating_sub(1).saturating_mul(size);
        self.bits.get_mut(start..start.saturating_add(size))
    }

    fn has(&self, matter: u32, row: Row, place: u32) -> bool {
        self.place_at(place).is_some_and(|at| self.has_bit(matter, row, at))
    }

    fn has_bit(&self, matter: u32, row: Row, (word, bit): (usize, u64)) -> bool {
        self.row(matter, row).and_then(|row| row.get(word)).is_some_and(|bits| bits & bit != 0)
    }

    /// A matter and those above it in the frame, from below.
    fn upwards(&self, matter: u32) -> impl Iterator<Item = u32> + use<'n> {
        let (tree, top) = (&self.names.matter_tree, self.frame.matter);
        std::iter::successors(Some(matter), move |&matter| {
            let parent = tree.parents(matter as usize).first().copied();
            parent.filter(|_| matter != top)
        })
    }

    /// Whether a matter or one above it has a place in a row.
    fn has_above(&self, scope: Scope, row: Row) -> bool {
        self.place_at(scope.place).is_some_and(|at| {
            self.upwards(scope.matter).any(|matter| self.has_bit(matter, row, at))
        })
    }

    pub(super) fn contains(&self, scope: Scope) -> bool {
        self.has_above(scope, Row::Own)
    }

    /// Adds a scope and all that lies in it.
    pub(super) fn add(&mut self, scope: Scope) {
        if self.names.covers(self.frame, scope) {
            self.add_in_frame(scope);
        } else {
            let common = self.names.common(self.frame, scope);
            common.for_each(|scope| self.add_in_frame(scope));
        }
    }

    fn add_in_frame(&mut self, scope: Scope) {
        // Where the top of a scope is covered, all of it is.
        if self.contains(scope) {
            return;
        }
        let mut packed = std::mem::take(&mut self.last);
        if packed.place != Some(scope.place) {
            self.pack(scope.place, &mut packed);
        }
        let Packed { below, near, .. } = &packed;
        let words = self.words();
        for matter in self.upwards(scope.matter) {
            let Some(block) = self.block_mut(matter) else {
                break;
            };
            if matter == scope.matter {
                set(block, words, Row::Own, below);
                set(block, words, Row::Near, near);
            }
            let is_new = set(block, words, Row::OwnBelow, below);
            // What is said of a matter is said of those above it.
            if !set(block, words, Row::NearBelow, near) && !is_new {
                break;
            }
        }
        self.last = packed;
    }

    /// Packs a place.
    fn pack(&self, place: u32, packed: &mut Packed) {
        let Packed { place: of, below, near } = packed;
        *of = Some(place);
        below.clear();
        near.clear();
        self.below(place, below);
        if place == self.frame.place {
            near.extend_from_slice(below);
            return;
        }
        let (tree, at) = (&self.names.place_tree, place as usize);
        near.extend_from_slice(below);
        self.packed(tree.above(at), near);
        self.packed(tree.crossing(at), near);
    }

    /// Adds the words of a row that have bits of some places in the frame.
    fn packed(&self, places: &[u32], words: &mut Vec<(usize, u64)>) {
        for (word, bit) in places.iter().filter_map(|&place| self.place_at(place)) {
            match words.last_mut() {
                Some((last, bits)) if *last == word => *bits |= bit,
                _ => words.push((word, bit)),
            }
        }
    }

    /// All places in the frame, packed.
    fn all(&self) -> impl Iterator<Item = (usize, u64)> {
        let rest = self.places.len() % 64;
        let last = self.words().saturating_sub(1);
        let part = move |word| if word == last && rest != 0 { (1 << rest) - 1 } else { u64::MAX };
        (0..self.words()).map(move |word| (word, part(word)))
    }

    /// Adds a place and all within it, packed.
    fn below(&self, place: u32, words: &mut Vec<(usize, u64)>) {
        if place == self.frame.place {
            words.extend(self.all());
        } else {
            self.packed(self.names.place_tree.below(place as usize), words);
        }
    }

    /// Whether nothing in a scope is covered.
    fn is_clear(&self, scope: Scope) -> bool {
        !self.has(scope.matter, Row::NearBelow, scope.place) && self.is_matter_clear(scope)
    }

    /// Whether the matter itself is covered neither at the place nor at any within it.
    fn is_matter_clear(&self, scope: Scope) -> bool {
        !self.has_above(scope, Row::Near)
    }

    /// Whether neither the matter nor any below it is covered at the place itself.
    fn is_place_clear(&self, scope: Scope) -> bool {
        !self.has(scope.matter, Row::OwnBelow, scope.place) && !self.contains(scope)
    }

    /// Whether something can happen on a matter: not on the whole, if it has parts.
    fn is_matter(&self, matter: u32) -> bool {
        matter != 0 || self.names.matter_tree.len() <= 1
    }

    /// Whether something can happen at a place.
    fn is_place(&self, place: u32) -> bool {
        place != 0 || self.names.place_tree.len() <= 1
    }

    /// How much of a scope is clear. The whole is nothing of its own where it has parts: nothing
    /// happens on no matter, or at no place.
    fn clear_at(&self, scope: Scope) -> Option<Clear> {
        let (is_matter, is_place) = (self.is_matter(scope.matter), self.is_place(scope.place));
        if self.contains(scope) {
            None
        } else if self.is_clear(scope) {
            Some(Clear::whole(scope))
        } else if is_matter && self.is_matter_clear(scope) {
            Some(Clear { matter_alone: true, ..Clear::whole(scope) })
        } else if is_place && self.is_place_clear(scope) {
            Some(Clear { place_alone: true, ..Clear::whole(scope) })
        } else {
            (is_matter && is_place).then_some(Clear {
                scope,
                matter_alone: true,
                place_alone: true,
            })
        }
    }

    /// The largest scopes in which nothing is covered, that lie in one of those given; of a scope
    /// that is covered in part, its parts, and the matter or the place itself where it is not
    /// covered while something below it is. Of very many, only the first are found.
    pub(super) fn clear_scopes(&self, within: &[Scope]) -> Vec<Clear> {
        let mut clear: Vec<Clear> = Vec::new();
        within.iter().for_each(|top| self.clear_in(*top, &mut clear));
        if within.len() > 1 {
            let mut tops = within.to_vec();
            tops.sort_unstable();
            let is_asked = |scope| wider(self.names, scope).any(|w| tops.binary_search(&w).is_ok());
            clear.retain(|clear| !self.is_part(*clear, is_asked));
        }
        clear.sort_unstable();
        clear.dedup();
        clear
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
        let is_within = |wider: Scope| {
            wider != scope && self.clear_at(wider).is_some_and(|wide| wide.holds(clear))
        };
        on_matters.chain(at_places).any(|wider| is_within(wider) && is_asked(wider))
    }
}

/// Sets bits in a row of a block of rows of so many words; tells whether some were not set before.
fn set(block: &mut [u64], words: usize, row: Row, more: &[(usize, u64)]) -> bool {
    let start = (row as usize).saturating_mul(words);
    let bits = block.get_mut(start..start.saturating_add(words)).unwrap_or_default();
    let mut is_new = false;
    for (word, more) in more {
        if let Some(bits) = bits.get_mut(*word) {
            is_new |= more & !*bits != 0;
            *bits |= more;
        }
    }
    is_new
}
