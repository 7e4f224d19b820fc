//! Where each right is held: positions by right, matter and place.

mod by_holder;
mod guises;

use smallvec::SmallVec;

use self::by_holder::{by_holder, shares};
pub(crate) use self::guises::{Guises, HolderNumber};
use crate::charter::document::Document;
use crate::charter::names::Names;
use crate::charter::scope::{Scope, push_cross};
use crate::json::Reader;
use crate::position::{Position, Right};
use crate::time::Date;
use crate::values::bounds;
use crate::values::stated::Listed;

/// Scopes that give a right at another one, each with its positions: mostly few, and asked for with
/// each act.
pub(crate) type Given<'s> = SmallVec<[(Scope, &'s [u32]); 4]>;

/// Positions by right and scope.
///
/// A *cell* is a right at a scope that some position gives. The cells lie in the order of right,
/// matter and place, so that those of one right on one matter are a short run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scopes {
    /// How many matters there are, the whole included.
    matters: usize,
    /// For each right and matter the first of its cells; at the end, how many cells there are.
    runs: Vec<u32>,
    /// For each cell its place.
    places: Vec<u32>,
    /// For each cell the first of its positions; at the end, how many positions there are.
    starts: Vec<u32>,
    /// Indexes into the list of positions, grouped by cell.
    positions: Vec<u32>,
    /// Indexes into the list of positions, in the order of their holders.
    by_holder: Vec<u32>,
    /// For each position the number of its holder.
    holders: Vec<HolderNumber>,
    /// Indexes into the list of positions, one for each share of a group that holds any, in the
    /// order of the groups and of the shares.
    shares: Vec<u32>,
    /// The scopes of each position, in the order of the list: each matter with each place.
    spread: Vec<Scope>,
    /// For each position the first of its scopes; at the end, how many scopes there are.
    spread_starts: Vec<u32>,
}

/// Bits for a place, for a matter, and for a position, in numbers by which positions are sorted.
const PLACE_BITS: u32 = 19;
const MATTER_BITS: u32 = 19;
const POSITION_BITS: u32 = 20;

// Rights take what is left of 64 bits; entry 0 of a tree is the whole.
const _: () = assert!(
    bounds::PLACES.largest() < 1 << PLACE_BITS
        && bounds::MATTERS.largest() < 1 << MATTER_BITS
        && bounds::POSITIONS.largest() <= 1 << POSITION_BITS
        && (Right::SLOTS as u64) <= 1 << (64 - PLACE_BITS - MATTER_BITS - POSITION_BITS)
);

/// A position that gives a right at a scope, as one number: right, matter, place, position.
const fn held_number(slot: u64, scope: Scope, position: u32) -> u64 {
    let cell = (((slot << MATTER_BITS) | scope.matter as u64) << PLACE_BITS) | scope.place as u64;
    (cell << POSITION_BITS) | position as u64
}

/// The lowest bits of a number.
const fn lowest(number: u64, bits: u32) -> u32 {
    (number & ((1 << bits) - 1)) as u32
}

/// A length that is bounded far below 2^32.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// How many scopes and rights a position or a statement of absence is spread over.
fn spread(matters: usize, places: usize, rights: usize) -> u64 {
    let scopes = (matters.max(1) as u64).saturating_mul(places.max(1) as u64);
    scopes.saturating_mul(rights as u64)
}

impl Scopes {
    /// Sorts the positions of a sound document; too many scopes are reported.
    pub(crate) fn new(document: &Document, names: &Names, reader: &mut Reader) -> Self {
        let total = document.positions.iter().fold(0_u64, |total, listed| {
            total.saturating_add(match listed {
                Listed::Given(position) => spread(
                    position.matters.given().map_or(1, Vec::len),
                    position.places.len(),
                    position.rights().count(),
                ),
                Listed::Absent(absent) => spread(
                    absent.matters.len(),
                    absent.places.len(),
                    Right::all(&absent.kinds, &absent.functions, &absent.claims).count(),
                ),
            })
        });
        if !reader.within_known("positions", |reader| reader.within_bound(bounds::SCOPES, total)) {
            return Self::default();
        }
        if !reader.is_sound() {
            return Self::default();
        }
        let mut held: Vec<u64> = Vec::with_capacity(usize::try_from(total).unwrap_or(0));
        let mut spread: Vec<Scope> = Vec::with_capacity(document.positions.len());
        let mut spread_starts = Vec::with_capacity(document.positions.len().saturating_add(1));
        let mut slots: Vec<u64> = Vec::new();
        for (position, index) in document.positions.iter().zip(0_u32..) {
            let start = spread.len();
            spread_starts.push(count(start));
            let Some(position) = position.given() else {
                continue;
            };
            let matters = position.matters.given().map_or(&[][..], Vec::as_slice);
            push_cross(document, names, matters, &position.places, &mut spread);
            slots.clear();
            slots.extend(position.rights().map(Right::slot));
            for scope in spread.get(start..).unwrap_or(&[]) {
                held.extend(slots.iter().map(|&slot| held_number(slot, *scope, index)));
            }
        }
        spread_starts.push(count(spread.len()));
        held.sort_unstable();
        let matters = names.matter_tree.len();
        let (by_holder, holders) = by_holder(document, names);
        let mut scopes = Self {
            matters,
            runs: Vec::with_capacity(matters.saturating_mul(Right::SLOTS).saturating_add(1)),
            positions: Vec::with_capacity(held.len()),
            shares: shares(document, &by_holder),
            by_holder,
            holders,
            spread,
            spread_starts,
            ..Self::default()
        };
        let mut last = None;
        for number in held {
            let cell = number >> POSITION_BITS;
            if last != Some(cell) {
                last = Some(cell);
                let on_matter = cell >> PLACE_BITS;
                let slot = (on_matter >> MATTER_BITS) as usize;
                let run = scopes.run(slot, lowest(on_matter, MATTER_BITS) as usize);
                scopes.begin_runs(run.saturating_add(1));
                scopes.places.push(lowest(cell, PLACE_BITS));
                scopes.starts.push(count(scopes.positions.len()));
            }
            scopes.positions.push(lowest(number, POSITION_BITS));
        }
        scopes.begin_runs(matters.saturating_mul(Right::SLOTS).saturating_add(1));
        scopes.starts.push(count(scopes.positions.len()));
        scopes
    }

    /// Where the run of a right and a matter stands in the list of runs.
    const fn run(&self, slot: usize, matter: usize) -> usize {
        slot.saturating_mul(self.matters).saturating_add(matter)
    }

    /// Lets all runs up to a number begin at the next cell, unless they have begun.
    fn begin_runs(&mut self, number: usize) {
        let next = count(self.places.len());
        if self.runs.len() < number {
            self.runs.resize(number, next);
        }
    }

    /// The first of the cells of a right on a matter, and their places in order.
    fn cells(&self, right: Right, matter: u32) -> (usize, &[u32]) {
        let run = self.run(right.slot() as usize, matter as usize);
        let Some(&[first, end]) = self.runs.get(run..).and_then(|runs| runs.first_chunk()) else {
            return (0, &[]);
        };
        (first as usize, self.places.get(first as usize..end as usize).unwrap_or(&[]))
    }

    /// Whether any position gives a right, wherever that is: most rights are given by none.
    pub(crate) fn gives(&self, right: Right) -> bool {
        let slot = right.slot() as usize;
        let bound = |slot: usize| self.runs.get(self.run(slot, 0));
        bound(slot) != bound(slot.saturating_add(1))
    }

    /// The positions of a cell.
    fn positions_in(&self, cell: usize) -> &[u32] {
        let bound = |cell: usize| self.starts.get(cell).map_or(0, |&start| start as usize);
        self.positions.get(bound(cell)..bound(cell.saturating_add(1))).unwrap_or(&[])
    }

    /// The positions that give a right at exactly this scope.
    pub(crate) fn at(&self, right: Right, scope: Scope) -> &[u32] {
        let (first, places) = self.cells(right, scope.matter);
        match places.binary_search(&scope.place) {
            Ok(found) => self.positions_in(first.saturating_add(found)),
            Err(_) => &[],
        }
    }

    /// The places at which a right is given on exactly this matter, in order.
    pub(crate) fn places_on(&self, right: Right, matter: u32) -> &[u32] {
        self.cells(right, matter).1
    }

    /// The scopes at which a right is given, in order.
    pub(crate) fn of(&self, right: Right) -> impl Iterator<Item = Scope> + '_ {
        self.by_matter(right)
            .flat_map(|(matter, places)| places.iter().map(move |&place| Scope { matter, place }))
    }

    /// The matters on which a right is given, each with the places, in order.
    pub(crate) fn by_matter(&self, right: Right) -> impl Iterator<Item = (u32, &[u32])> {
        let all =
            (0..count(self.matters)).map(move |matter| (matter, self.places_on(right, matter)));
        all.filter(|(_, places)| !places.is_empty())
    }

    /// The scopes at which a position that holds on a day gives a right, in order.
    pub(crate) fn held<'s>(
        &'s self,
        right: Right,
        holds: impl Fn(u32) -> bool + Copy + 's,
    ) -> impl Iterator<Item = Scope> + 's {
        (0..count(self.matters)).flat_map(move |matter| {
            let (first, places) = self.cells(right, matter);
            places.iter().enumerate().filter_map(move |(at, &place)| {
                let positions = self.positions_in(first.saturating_add(at));
                positions.iter().any(|&index| holds(index)).then_some(Scope { matter, place })
            })
        })
    }

    /// The positions that give a right anywhere, each once, in the order of the list.
    pub(crate) fn giving_anywhere(&self, right: Right) -> Vec<u32> {
        let bound = |matter: usize| {
            let run = self.runs.get(self.run(right.slot() as usize, matter));
            let cell = run.and_then(|&cell| self.starts.get(cell as usize));
            cell.map_or(0, |&start| start as usize)
        };
        let positions = self.positions.get(bound(0)..bound(self.matters)).unwrap_or(&[]);
        // One position can have very many scopes, side by side.
        let mut positions: Vec<u32> =
            positions.chunk_by(|a, b| a == b).filter_map(|same| same.first().copied()).collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// The scopes of a position: each of its matters with each of its places.
    pub(crate) fn of_position(&self, index: usize) -> &[Scope] {
        let bound = |index: usize| self.spread_starts.get(index).map_or(0, |&start| start as usize);
        self.spread.get(bound(index)..bound(index.saturating_add(1))).unwrap_or(&[])
    }

    /// The positions that give a right at a scope on a day: those of every wider scope, or only
    /// of the narrowest, where the narrowest wins.
    pub(crate) fn holding(
        &self,
        names: &Names,
        right: Right,
        scope: Scope,
        holds: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        let found = self.giving(names, right, scope, &holds);
        let mut positions: Vec<u32> = Vec::new();
        for (_, cell) in found {
            positions.extend(cell.iter().filter(|index| holds(**index)));
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// The scopes that give a right at a scope on a day, each with its positions, among which are
    /// some that do not hold on that day.
    pub(crate) fn giving(
        &self,
        names: &Names,
        right: Right,
        scope: Scope,
        holds: impl Fn(u32) -> bool,
    ) -> Given<'_> {
        let mut found = Given::new();
        self.each_above(names, right, scope, |scope, positions| {
            if positions.iter().any(|&index| holds(index)) {
                found.push((scope, positions));
            }
        });
        if right.is_exclusive() && found.len() > 1 {
            found = narrowest(names, found.into_vec()).into();
        }
        found
    }

    /// The scopes at which a right is given, whenever it is, and that have something in common
    /// with one.
    pub(crate) fn meeting(&self, names: &Names, right: Right, scope: Scope) -> Vec<Scope> {
        let (matters, places) = (&names.matter_tree, &names.place_tree);
        let place = scope.place as usize;
        let above = matters.above(scope.matter as usize).iter();
        let below = matters.below(scope.matter as usize).iter();
        let mut found = Vec::new();
        for &matter in above.chain(below.filter(|&&matter| matter != scope.matter)) {
            let given = self.places_on(right, matter);
            let beside = [places.above(place), places.below(place), places.crossing(place)];
            if beside.iter().map(|list| list.len()).sum::<usize>() < given.len() {
                let near = beside.into_iter().flatten().copied();
                let near = near.filter(|place| given.binary_search(place).is_ok());
                found.extend(near.map(|place| Scope { matter, place }));
            } else {
                let near = given.iter().map(|&place| Scope { matter, place });
                found.extend(near.filter(|other| names.meet(*other, scope)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The scopes at or above one that some position gives a right at, whenever it holds, each
    /// with its positions.
    pub(crate) fn above(&self, names: &Names, right: Right, scope: Scope) -> Vec<(Scope, &[u32])> {
        let mut found = Vec::new();
        self.each_above(names, right, scope, |scope, positions| found.push((scope, positions)));
        found
    }

    /// Goes through the scopes at or above one that some position gives a right at, whenever it
    /// holds, in order.
    pub(crate) fn each_above<'s>(
        &'s self,
        names: &Names,
        right: Right,
        scope: Scope,
        mut found: impl FnMut(Scope, &'s [u32]),
    ) {
        if !self.gives(right) {
            return;
        }
        let above = names.place_tree.above(scope.place as usize);
        for &matter in names.matter_tree.above(scope.matter as usize) {
            let (mut first, mut places) = self.cells(right, matter);
            if places.is_empty() {
                continue;
            }
            // Both lists are sorted, and there are few places above any other.
            for &place in above {
                let skipped = match places {
                    // Mostly a right is given on all of the matter, or at few places.
                    [one] => usize::from(*one < place),
                    _ => places.partition_point(|&other| other < place),
                };
                places = places.get(skipped..).unwrap_or(&[]);
                first = first.saturating_add(skipped);
                match places.first() {
                    Some(&here) if here == place => {
                        found(Scope { matter, place }, self.positions_in(first));
                    }
                    Some(_) => {}
                    None => break,
                }
            }
        }
    }
}

/// Whether a position, by its index in the list, is given and holds on a day.
pub(crate) fn in_force(document: &Document, on: Date) -> impl Fn(u32) -> bool + Copy + '_ {
    move |index| {
        let position = document.positions.get(index as usize);
        position.and_then(|p| p.given()).is_some_and(|p| p.in_force_on(on))
    }
}

/// Of scopes that all lie above one, those that have no narrower one among them.
pub(super) fn narrowest<'s>(
    names: &Names,
    mut found: Vec<(Scope, &'s [u32])>,
) -> Vec<(Scope, &'s [u32])> {
    // The matters above another are a chain, so the deepest of them is the narrowest.
    let depth = |scope: &Scope| names.matter_tree.depth(scope.matter as usize);
    found.sort_by_key(|(scope, _)| std::cmp::Reverse(depth(scope)));
    let mut kept: Vec<(Scope, &[u32])> = Vec::new();
    for on_matter in found.chunk_by(|(a, _), (b, _)| a.matter == b.matter) {
        let narrower = kept.len();
        for &(scope, positions) in on_matter {
            // Whatever was dropped has something still narrower among those kept.
            let is_beaten = kept
                .iter()
                .take(narrower)
                .chain(on_matter)
                .any(|(other, _)| names.inside(*other, scope));
            if !is_beaten {
                kept.push((scope, positions));
            }
        }
    }
    kept
}

impl Position {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn in_force_on(&self, day: Date) -> bool {
        self.valid.as_ref().is_none_or(|valid| valid.in_force_on(day))
    }
}
