//! Computes the matrix of a charter.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{LeadState, Leads};
use crate::charter::inclusion::Barred;
use crate::charter::loaded::Charter;
use crate::charter::matrix::row::{Cells, Marks};
use crate::charter::matrix::{Involvement, LeadFlaw, Matrix, MatrixRow};
use crate::charter::scope::Scope;
use crate::charter::scopes::in_force;
use crate::charter::setting::Setting;
use crate::position::{Claim, Function, Holder, Right};
use crate::time::Date;
use crate::values::lang::Lang;

/// So many cells, empty ones included: they are printed one by one.
const CELLS: usize = 20_000_000;

/// So many cells that are not empty.
const MARKS: usize = 2_000_000;

/// So many pairs of leads are looked at for what they have in common.
const PAIRS: usize = 1_000_000;

/// The columns, by their holders.
type Columns<'c> = BTreeMap<&'c Holder, u32>;

impl Charter {
    /// The responsibility matrix on a day, of the functions that the charter speaks of.
    ///
    /// ```
    /// use cogov::charter::LeadFlaw;
    /// use cogov::{Charter, Date, Function};
    ///
    /// let matrix = Charter::builtin("cuizhuyuan-found").unwrap().matrix(Date::new(2026, 6, 1)?);
    /// let plan = matrix.rows().iter().find(|row| row.function() == Function::Plan).unwrap();
    /// assert_eq!(plan.flaw(), Some(LeadFlaw::Open), "nobody is said to lead the plan");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn matrix(&self, on: Date) -> Matrix {
        let mut holders: Vec<&Holder> = Vec::new();
        let mut columns: Columns<'_> = BTreeMap::new();
        for position in self.positions().iter().filter_map(|listed| listed.given()) {
            if position.in_force_on(on) && !columns.contains_key(&position.holder) {
                let column = u32::try_from(holders.len()).unwrap_or(u32::MAX);
                columns.insert(&position.holder, column);
                holders.push(&position.holder);
            }
        }
        let most = CELLS.checked_div(holders.len().max(1)).unwrap_or(0);
        let (mut rows, mut rows_left_out, mut marks) = (Vec::new(), 0_usize, 0_usize);
        for &function in Function::ALL {
            let leads = Leads::new(self, on, function);
            let named = self.named(function, on);
            let mut scopes: BTreeMap<Scope, bool> =
                self.crossings(function, on).into_iter().map(|scope| (scope, false)).collect();
            scopes.extend(named.into_iter().map(|scope| (scope, true)));
            for (scope, is_named) in scopes {
                if rows.len() >= most || marks > MARKS {
                    rows_left_out = rows_left_out.saturating_add(1);
                    continue;
                }
                let row = self.row(function, scope, on, &columns, &leads);
                // Where one party leads by both of those that cross there is nothing to see.
                if !is_named && row.flaw != Some(LeadFlaw::Overlap) {
                    continue;
                }
                marks = marks.saturating_add(row.cells.0.len());
                rows.push(row);
            }
        }
        let names = holders
            .iter()
            .map(|holder| [Lang::En, Lang::Zh].map(|lang| self.holder_name(holder, lang)))
            .collect();
        let holders = holders.into_iter().cloned().collect();
        Matrix { on, holders, names, rows, rows_left_out }
    }

    /// The scopes of a function that positions name; the whole, if there are steps only.
    fn named(&self, function: Function, on: Date) -> Vec<Scope> {
        let claims = Claim::ALL.iter().filter(|claim| claim.honoured_by() == function);
        let claims = claims.map(|&claim| Right::Claim(claim));
        let named: BTreeSet<Scope> = [
            Right::Power(function),
            Right::Lead(function),
            Right::Support(function),
            Right::Leadership(function),
            Right::Bar(function),
        ]
        .into_iter()
        .chain(claims)
        .flat_map(|right| self.scopes().held(right, in_force(self.document(), on)))
        .collect();
        let stepped = self
            .procedures()
            .iter()
            .filter_map(|listed| listed.given())
            .flat_map(|procedure| procedure.steps())
            .filter_map(|step| step.given())
            .any(|step| step.function == function);
        let absent = self
            .positions()
            .iter()
            .filter_map(|listed| listed.absent())
            .any(|absent| absent.functions.contains(&function));
        // Where everything that is held is narrower, a row for the whole would say nothing.
        if named.is_empty() && (stepped || absent) {
            return vec![Scope::WHOLE];
        }
        named.into_iter().collect()
    }

    /// What leads have in common that cross, one narrower in the matter and the other one in the
    /// place: no position names it, and neither of them wins there.
    fn crossings(&self, function: Function, on: Date) -> BTreeSet<Scope> {
        let names = self.names();
        let leads: BTreeSet<Scope> =
            self.scopes().held(Right::Lead(function), in_force(self.document(), on)).collect();
        let mut at: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for scope in &leads {
            at.entry(scope.place).or_default().push(scope.matter);
        }
        let mut crossings = BTreeSet::new();
        let mut pairs = 0_usize;
        for &lead in &leads {
            let place = lead.place as usize;
            let above = names.place_tree.above(place).iter();
            let beside = names.place_tree.crossing(place).iter();
            let others = above.chain(beside).filter(|other| **other != lead.place);
            for &place in others {
                for &matter in at.get(&place).into_iter().flatten() {
                    pairs = pairs.saturating_add(1);
                    if pairs > PAIRS {
                        return crossings;
                    }
                    let other = Scope { matter, place };
                    if names.meet(lead, other)
                        && !names.covers(lead, other)
                        && !names.covers(other, lead)
                    {
                        crossings.extend(names.common(lead, other));
                    }
                }
            }
        }
        crossings
    }

    fn row(
        &self,
        function: Function,
        scope: Scope,
        on: Date,
        columns: &Columns<'_>,
        leads: &Leads<'_>,
    ) -> MatrixRow {
        let cells = self.cells(function, scope, on, columns);
        let answers = |marks: &Marks| marks.iter().any(|mark| mark == Involvement::Answers);
        let flaw = match cells.0.iter().filter(|(_, marks)| answers(marks)).count() {
            0 => match leads.state(scope) {
                LeadState::Led => None,
                LeadState::InPart => Some(LeadFlaw::InPart),
                LeadState::Open => Some(LeadFlaw::Open),
                LeadState::Gap => Some(LeadFlaw::Gap),
            },
            1 => None,
            _ => Some(LeadFlaw::Overlap),
        };
        let document = self.document();
        let index = |entry: u32| entry.checked_sub(1).map(|index| index as usize);
        let matter = index(scope.matter).and_then(|index| document.matters.get(index));
        let place = index(scope.place).and_then(|index| document.places.get(index));
        let words = [Lang::En, Lang::Zh].map(|lang| {
            let parts = [matter.map(|m| m.name()), place.map(|p| p.name())];
            let parts: Vec<&str> = parts.into_iter().flatten().map(|name| name.get(lang)).collect();
            parts.join(lang.pick(" at ", "·"))
        });
        MatrixRow {
            function,
            matter: matter.map(|matter| matter.key().clone()),
            place: place.map(|place| place.key().clone()),
            scope: words,
            cells,
            flaw,
        }
    }

    /// What each holder has to do with a function at a scope.
    fn cells(&self, function: Function, scope: Scope, on: Date, columns: &Columns<'_>) -> Cells {
        let setting = Setting::at_scope(self, scope, on);
        let mut cells: BTreeMap<u32, Marks> = BTreeMap::new();
        let mut mark = |holder: &Holder, mark: Involvement| {
            if let Some(&column) = columns.get(holder) {
                cells.entry(column).or_default().insert(mark);
            }
        };
        let mut of = |right: Right, involvement: Involvement| {
            setting.who(right).iter().for_each(|held| mark(held.holder(), involvement));
        };
        of(Right::Lead(function), Involvement::Answers);
        of(Right::Power(function), Involvement::Performs);
        of(Right::Support(function), Involvement::Helps);
        of(Right::Leadership(function), Involvement::Leadership);
        of(Right::Bar(function), Involvement::Barred);
        for &claim in Claim::ALL.iter().filter(|claim| claim.honoured_by() == function) {
            let involvement = match claim {
                Claim::BeHeard | Claim::Vote | Claim::Object | Claim::Verify => {
                    Involvement::Consulted
                }
                Claim::BeNotified | Claim::Inspect | Claim::GetAnswer | Claim::BeBriefed => {
                    Involvement::Informed
                }
            };
            of(Right::Claim(claim), involvement);
        }
        if matches!(function, Function::Decide | Function::Implement) {
            let supervisors = self.supervisors(setting);
            supervisors.into_iter().for_each(|holder| mark(holder, Involvement::Supervises));
        }
        Cells(cells.into_iter().collect())
    }

    /// Who supervises all of a scope: those at a narrower place do not relieve those above, who
    /// watch them, too.
    fn supervisors(&self, setting: Setting<'_>) -> BTreeSet<&Holder> {
        let names = self.names();
        let bars = setting.bars_on(Function::Supervise);
        let bars = bars.iter().filter(|bar| bar.position().together_with.is_none());
        let barred = Barred::new(self, bars.map(|bar| bar.holder()));
        [Right::Lead(Function::Supervise), Right::Power(Function::Supervise)]
            .into_iter()
            .flat_map(|right| self.scopes().above(names, right, setting.scope))
            .flat_map(|(_, positions)| positions)
            .filter_map(|&index| self.positions().get(index as usize)?.given())
            .filter(|position| position.in_force_on(setting.on))
            .map(|position| &position.holder)
            .filter(|holder| !barred.keeps(holder))
            .collect()
    }
}
