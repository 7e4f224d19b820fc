//! Who has which right where, by columns of the matrix.

use std::collections::BTreeMap;

use crate::charter::inclusion::Barred;
use crate::charter::loaded::Charter;
use crate::charter::scope::Scope;
use crate::charter::scopes::narrowest;
use crate::position::{Function, Holder, Right};
use crate::time::Date;

/// The holders of a day, numbered in the order in which the charter first names them.
pub(super) struct Columns<'c> {
    charter: &'c Charter,
    holders: Vec<&'c Holder>,
    /// The column of each position that is in force.
    of_positions: Vec<Option<u32>>,
}

impl<'c> Columns<'c> {
    pub(super) fn new(charter: &'c Charter, on: Date) -> Self {
        let mut holders: Vec<&Holder> = Vec::new();
        let mut numbers: BTreeMap<&Holder, u32> = BTreeMap::new();
        let of_positions = charter.positions().iter().map(|listed| {
            let position = listed.given().filter(|position| position.in_force_on(on))?;
            let column = *numbers.entry(&position.holder).or_insert_with(|| {
                holders.push(&position.holder);
                u32::try_from(holders.len().saturating_sub(1)).unwrap_or(u32::MAX)
            });
            Some(column)
        });
        let of_positions = of_positions.collect();
        Self { charter, holders, of_positions }
    }

    pub(super) fn holders(&self) -> &[&'c Holder] {
        &self.holders
    }

    fn holder(&self, column: u32) -> Option<&'c Holder> {
        self.holders.get(column as usize).copied()
    }
}

/// The columns of each right at each scope, each once however many positions give it: rows share
/// the scopes above them, and would go through all their positions again and again.
pub(super) struct Filled<'m> {
    columns: &'m Columns<'m>,
    known: BTreeMap<(Right, Bars, Scope), Box<[u32]>>,
    looked_at: usize,
}

/// Which bars count. Of other rights all do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bars {
    All,
    /// Those that take a power away, and not only forbid to perform two functions together.
    Absolute,
}

impl<'m> Filled<'m> {
    pub(super) const fn new(columns: &'m Columns<'m>) -> Self {
        Self { columns, known: BTreeMap::new(), looked_at: 0 }
    }

    /// How much was looked at for all rows so far: scopes above them, and holders there.
    pub(super) const fn looked_at(&self) -> usize {
        self.looked_at
    }

    /// Counts what else is looked at for a row.
    pub(super) const fn look_at(&mut self, more: usize) {
        self.looked_at = self.looked_at.saturating_add(more);
    }

    /// Counts what every row looks at: the scopes above it.
    pub(super) fn begin_row(&mut self, scope: Scope) {
        let names = self.columns.charter.names();
        let matters = names.matter_tree.above(scope.matter as usize).len();
        let places = names.place_tree.above(scope.place as usize).len();
        self.look_at(matters.saturating_mul(places));
    }

    /// Who has a right at a scope, barred or not.
    pub(super) fn given(&mut self, right: Right, scope: Scope) -> Vec<u32> {
        self.holding(right, Bars::All, scope, right.is_exclusive())
    }

    /// Who has a power at a scope that no bar takes away.
    pub(super) fn may(&mut self, function: Function, scope: Scope) -> Vec<u32> {
        let powers = self.given(Right::Power(function), scope);
        self.not_barred(powers, function, scope)
    }

    /// Who supervises all of a scope: those at a narrower place do not relieve those above, who
    /// watch them, too.
    pub(super) fn supervisors(&mut self, scope: Scope) -> Vec<u32> {
        let function = Function::Supervise;
        let mut supervisors = self.holding(Right::Lead(function), Bars::All, scope, false);
        supervisors.extend(self.holding(Right::Power(function), Bars::All, scope, false));
        self.not_barred(supervisors, function, scope)
    }

    fn not_barred(&mut self, mut columns: Vec<u32>, function: Function, scope: Scope) -> Vec<u32> {
        if !columns.is_empty() {
            let bars = self.holding(Right::Bar(function), Bars::Absolute, scope, false);
            let Columns { charter, .. } = *self.columns;
            let holder = |column: u32| self.columns.holder(column);
            let barred = Barred::new(charter, bars.into_iter().filter_map(holder));
            columns.retain(|&column| holder(column).is_some_and(|holder| !barred.keeps(holder)));
        }
        columns
    }

    /// The columns of a right at a scope, in order: of every wider scope, or only of the narrowest.
    fn holding(
        &mut self,
        right: Right,
        bars: Bars,
        scope: Scope,
        narrowest_wins: bool,
    ) -> Vec<u32> {
        let Columns { charter, .. } = *self.columns;
        let names = charter.names();
        let mut found = charter.scopes().above(names, right, scope);
        found.retain(|&(scope, positions)| !self.at(right, bars, scope, positions).is_empty());
        if narrowest_wins && found.len() > 1 {
            found = narrowest(names, found);
        }
        let mut holding: Vec<u32> = Vec::new();
        let is_one = found.len() <= 1;
        for (scope, positions) in found {
            holding.extend_from_slice(self.at(right, bars, scope, positions));
        }
        self.look_at(holding.len());
        if !is_one {
            holding.sort_unstable();
            holding.dedup();
        }
        holding
    }

    /// The columns of the positions that give a right at exactly this scope.
    fn at(&mut self, right: Right, bars: Bars, scope: Scope, positions: &[u32]) -> &[u32] {
        let columns = self.columns;
        self.known.entry((right, bars, scope)).or_insert_with(|| {
            let counts = |&&index: &&u32| {
                let position = columns.charter.positions().get(index as usize);
                let together = position.and_then(|p| p.given()).and_then(|p| p.together_with);
                bars == Bars::All || together.is_none()
            };
            let of = |&index: &u32| columns.of_positions.get(index as usize).copied().flatten();
            let mut held: Vec<u32> = positions.iter().filter(counts).filter_map(of).collect();
            held.sort_unstable();
            held.dedup();
            held.into_boxed_slice()
        })
    }
}
