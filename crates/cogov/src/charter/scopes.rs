//! Where each right is held: positions by right, matter and place.

use rustc_hash::FxHashMap;

use crate::charter::document::Document;
use crate::charter::names::Names;
use crate::json::Reader;
use crate::place::Tree;
use crate::position::{Holder, Position, Right};
use crate::time::Date;
use crate::values::bounds;

/// A matter and a place, as entries of the trees (0 is the whole).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Scope {
    pub(crate) matter: u32,
    pub(crate) place: u32,
}

impl Scope {
    /// Every matter, everywhere.
    pub(crate) const WHOLE: Self = Self { matter: 0, place: 0 };
}

/// Positions by right and scope.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scopes {
    /// Where in `positions` those of a right and a scope stand.
    cells: FxHashMap<u128, (u32, u32)>,
    /// Indexes into the list of positions, grouped by cell.
    positions: Vec<u32>,
    /// The cells in order, so that nothing ever follows the order of a hash.
    keys: Vec<u128>,
    /// Indexes into the list of positions, in the order of their holders.
    by_holder: Vec<u32>,
}

/// A right at a scope, as one number: right, matter, place.
const fn cell(right: Right, scope: Scope) -> u128 {
    ((right.slot() as u128) << 64) | ((scope.matter as u128) << 32) | scope.place as u128
}

impl Scopes {
    /// Sorts the positions of a sound document; too many scopes are reported.
    pub(crate) fn new(document: &Document, names: &Names, reader: &mut Reader) -> Self {
        let mut total: u64 = 0;
        for position in document.positions.iter().filter_map(|position| position.given()) {
            let matters = position.matters.given().map_or(1, Vec::len).max(1) as u64;
            let places = position.places.len().max(1) as u64;
            let rights = position.rights().count() as u64;
            total = total.saturating_add(matters.saturating_mul(places).saturating_mul(rights));
        }
        if !reader.within_known("positions", |reader| reader.within_bound(bounds::SCOPES, total)) {
            return Self::default();
        }
        let mut held: Vec<(u128, u32)> = Vec::with_capacity(usize::try_from(total).unwrap_or(0));
        let mut by_holder = Vec::new();
        for (position, index) in document.positions.iter().zip(0_u32..) {
            let Some(position) = position.given() else {
                continue;
            };
            by_holder.push(index);
            for scope in scopes_of(document, names, position) {
                held.extend(position.rights().map(|right| (cell(right, scope), index)));
            }
        }
        let holder = |index: &u32| {
            document.positions.get(*index as usize).and_then(|p| p.given()).map(Position::holder)
        };
        by_holder.sort_by(|a, b| holder(a).cmp(&holder(b)));
        held.sort_unstable();
        let mut scopes = Self { by_holder, ..Self::default() };
        for (key, index) in held {
            let start = u32::try_from(scopes.positions.len()).unwrap_or(u32::MAX);
            if scopes.keys.last() == Some(&key) {
                if let Some((_, count)) = scopes.cells.get_mut(&key) {
                    *count = count.saturating_add(1);
                }
            } else {
                scopes.keys.push(key);
                scopes.cells.insert(key, (start, 1));
            }
            scopes.positions.push(index);
        }
        scopes
    }

    /// The positions that give a right at exactly this scope.
    pub(crate) fn at(&self, right: Right, scope: Scope) -> &[u32] {
        let Some(&(start, count)) = self.cells.get(&cell(right, scope)) else {
            return &[];
        };
        let start = start as usize;
        self.positions.get(start..start.saturating_add(count as usize)).unwrap_or(&[])
    }

    /// The scopes at which a right is given, in order.
    pub(crate) fn of(&self, right: Right) -> impl Iterator<Item = Scope> + '_ {
        let first = cell(right, Scope::WHOLE);
        let start = self.keys.partition_point(|&key| key < first);
        self.keys
            .iter()
            .skip(start)
            .take_while(move |&&key| key >> 64 == first >> 64)
            .map(|&key| Scope { matter: (key >> 32) as u32, place: key as u32 })
    }

    /// The positions of a holder, in the order of the list.
    pub(crate) fn held_by(&self, document: &Document, holder: &Holder) -> &[u32] {
        let of = |index: &u32| {
            document.positions.get(*index as usize).and_then(|p| p.given()).map(Position::holder)
        };
        let start = self.by_holder.partition_point(|index| of(index) < Some(holder));
        let end = self.by_holder.partition_point(|index| of(index) <= Some(holder));
        self.by_holder.get(start..end).unwrap_or(&[])
    }

    /// The positions that give a right at a scope on a day: those of every wider scope, or only
    /// of the narrowest, where the narrowest wins.
    pub(crate) fn holding(
        &self,
        document: &Document,
        names: &Names,
        right: Right,
        scope: Scope,
        on: Date,
    ) -> Vec<u32> {
        let mut found: Vec<(Scope, u32)> = Vec::new();
        for &matter in names.matter_tree.above(scope.matter as usize) {
            for &place in names.place_tree.above(scope.place as usize) {
                let wider = Scope { matter, place };
                let valid = self.at(right, wider).iter().filter(|index| {
                    let position = document.positions.get(**index as usize);
                    position.and_then(|p| p.given()).is_some_and(|p| p.holds_on(on))
                });
                found.extend(valid.map(|&index| (wider, index)));
            }
        }
        if right.is_exclusive() && found.len() > 1 {
            let all = found.clone();
            found.retain(|(scope, _)| !all.iter().any(|(other, _)| names.inside(*other, *scope)));
        }
        let mut positions: Vec<u32> = found.into_iter().map(|(_, index)| index).collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

impl Position {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid.as_ref().is_none_or(|valid| valid.holds_on(day))
    }
}

impl Names {
    /// Whether a scope is narrower than another one: inside it, and not the same.
    pub(crate) fn inside(&self, narrow: Scope, wide: Scope) -> bool {
        narrow != wide && self.covers(wide, narrow)
    }

    /// Whether two scopes have something in common.
    pub(crate) fn meet(&self, a: Scope, b: Scope) -> bool {
        let meet = |tree: &Tree, a: u32, b: u32| {
            let (a, b) = (a as usize, b as usize);
            a == 0 || b == 0 || a == b || tree.covers(a, b) || tree.covers(b, a)
        };
        meet(&self.matter_tree, a.matter, b.matter) && meet(&self.place_tree, a.place, b.place)
    }

    /// Whether all of a scope lies in another one.
    pub(crate) fn covers(&self, wide: Scope, narrow: Scope) -> bool {
        let covers = |tree: &Tree, upper: u32, lower: u32| {
            upper == 0 || upper == lower || tree.covers(upper as usize, lower as usize)
        };
        covers(&self.matter_tree, wide.matter, narrow.matter)
            && covers(&self.place_tree, wide.place, narrow.place)
    }
}

/// The scopes of a position of a sound document: each matter with each place.
pub(crate) fn scopes_of(document: &Document, names: &Names, position: &Position) -> Vec<Scope> {
    let matters = position.matters.given().map_or(&[][..], Vec::as_slice);
    cross(document, names, matters, &position.places)
}

/// Each of some matters (every matter, if none is named) with each of some places.
pub(crate) fn cross(
    document: &Document,
    names: &Names,
    matters: &[crate::values::key::MatterKey],
    places: &[crate::values::key::PlaceKey],
) -> Vec<Scope> {
    let entry = |found: Option<usize>| found.and_then(|entry| u32::try_from(entry).ok());
    let mut matters: Vec<u32> = matters
        .iter()
        .filter_map(|key| entry(names.matter_entry(document, key.as_str())))
        .collect();
    let mut places: Vec<u32> =
        places.iter().filter_map(|key| entry(names.place_entry(document, key.as_str()))).collect();
    if matters.is_empty() {
        matters.push(0);
    }
    if places.is_empty() {
        places.push(0);
    }
    matters
        .iter()
        .flat_map(|&matter| places.iter().map(move |&place| Scope { matter, place }))
        .collect()
}
