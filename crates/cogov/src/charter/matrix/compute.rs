//! Computes the matrix of a charter.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{LeadState, Leads};
use crate::charter::loaded::Charter;
use crate::charter::matrix::columns::{Columns, Filled};
use crate::charter::matrix::row::{Cells, Marks};
use crate::charter::matrix::{Involvement, LeadFlaw, Matrix, MatrixRow};
use crate::charter::scope::Scope;
use crate::charter::scopes::in_force;
use crate::position::{Claim, Function, Right};
use crate::time::Date;
use crate::values::lang::Lang;

/// So many cells, empty ones included: they are printed one by one.
const CELLS: usize = 20_000_000;

/// So many cells that are not empty.
const MARKS: usize = 2_000_000;

/// So many statements that nobody leads are looked through as fast as one holder is found.
const GLANCES: usize = 8;

/// So many pairs of leads are looked at for what they have in common.
const PAIRS: usize = 1_000_000;

/// So much is looked at for all rows together: scopes above them, and holders there.
const LOOKED_AT: usize = 10_000_000;

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
        let columns = Columns::new(self, on);
        let holders = columns.holders();
        let most = CELLS.checked_div(holders.len().max(1)).unwrap_or(0);
        let (mut rows, mut rows_left_out, mut marks) = (Vec::new(), 0_usize, 0_usize);
        let mut looked_at = 0_usize;
        for &function in Function::ALL {
            let leads = Leads::new(self, on, function);
            let statements = self.unled_scopes(function);
            let named = self.named(function, on);
            let (crossings, pairs_left_out) = self.crossings(function, on);
            rows_left_out = rows_left_out.saturating_add(pairs_left_out);
            let mut scopes: BTreeMap<Scope, bool> =
                crossings.into_iter().map(|scope| (scope, false)).collect();
            scopes.extend(named.into_iter().map(|scope| (scope, true)));
            let mut filled = Filled::new(&columns);
            for (scope, is_named) in scopes {
                let looked_at = looked_at.saturating_add(filled.looked_at());
                if rows.len() >= most || marks > MARKS || looked_at > LOOKED_AT {
                    rows_left_out = rows_left_out.saturating_add(1);
                    continue;
                }
                let row = self.row(function, scope, &mut filled, (&leads, statements));
                // Where one party leads by both of those that cross there is nothing to see.
                if !is_named && row.flaw != Some(LeadFlaw::Overlap) {
                    continue;
                }
                marks = marks.saturating_add(row.cells.0.len());
                rows.push(row);
            }
            looked_at = looked_at.saturating_add(filled.looked_at());
        }
        let names = holders
            .iter()
            .map(|holder| [Lang::En, Lang::Zh].map(|lang| self.holder_name(holder, lang)))
            .collect();
        let holders = holders.iter().map(|&holder| holder.clone()).collect();
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

    /// On how many scopes it is stated that nobody leads a function.
    fn unled_scopes(&self, function: Function) -> usize {
        let absent = self.positions().iter().filter_map(|listed| listed.absent());
        absent
            .filter(|absent| absent.holder.is_none())
            .filter(|absent| {
                let mut rights = Right::all(&absent.kinds, &absent.functions, &absent.claims);
                rights.any(|right| right == Right::Lead(function))
            })
            .map(|absent| absent.matters.len().max(1).saturating_mul(absent.places.len().max(1)))
            .fold(0, usize::saturating_add)
    }

    /// What leads have in common that cross, one narrower in the matter and the other one in the
    /// place: no position names it, and neither of them wins there. Also how many pairs of leads
    /// were not looked at.
    fn crossings(&self, function: Function, on: Date) -> (BTreeSet<Scope>, usize) {
        let names = self.names();
        let mut at: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for scope in self.scopes().held(Right::Lead(function), in_force(self.document(), on)) {
            at.entry(scope.place).or_default().push(scope.matter);
        }
        let mut crossings = BTreeSet::new();
        let (mut looked_at, mut left_out) = (0_usize, 0_usize);
        for (&place, matters) in &at {
            let tree = &names.place_tree;
            let above = tree.above(place as usize).iter().filter(|&&other| other != place);
            let others = above.chain(tree.crossing(place as usize));
            let others: Vec<Scope> = others
                .filter_map(|other| Some((*other, at.get(other)?)))
                .flat_map(|(place, matters)| matters.iter().map(move |&matter| (matter, place)))
                .map(|(matter, place)| Scope { matter, place })
                .collect();
            for &matter in matters {
                let lead = Scope { matter, place };
                if looked_at > PAIRS {
                    left_out = left_out.saturating_add(others.len());
                    continue;
                }
                looked_at = looked_at.saturating_add(others.len());
                for &other in &others {
                    if names.meet(lead, other)
                        && !names.covers(lead, other)
                        && !names.covers(other, lead)
                    {
                        let common = names.common(lead, other);
                        crossings.extend(common.inspect(|_| {
                            looked_at = looked_at.saturating_add(1);
                        }));
                    }
                }
            }
        }
        (crossings, left_out)
    }

    fn row(
        &self,
        function: Function,
        scope: Scope,
        filled: &mut Filled<'_>,
        (leads, statements): (&Leads<'_>, usize),
    ) -> MatrixRow {
        let cells = cells(function, scope, filled);
        let answers = |marks: &Marks| marks.iter().any(|mark| mark == Involvement::Answers);
        let flaw = match cells.0.iter().filter(|(_, marks)| answers(marks)).count() {
            0 => {
                filled.look_at(statements.checked_div(GLANCES).unwrap_or(0));
                match leads.state(scope) {
                    LeadState::Led => None,
                    LeadState::InPart => Some(LeadFlaw::InPart),
                    LeadState::Open => Some(LeadFlaw::Open),
                    LeadState::Gap => Some(LeadFlaw::Gap),
                }
            }
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
}

/// What each holder has to do with a function at a scope.
fn cells(function: Function, scope: Scope, filled: &mut Filled<'_>) -> Cells {
    filled.begin_row(scope);
    let mut cells: BTreeMap<u32, Marks> = BTreeMap::new();
    let mut mark = |columns: Vec<u32>, mark: Involvement| {
        for column in columns {
            cells.entry(column).or_default().insert(mark);
        }
    };
    mark(filled.given(Right::Lead(function), scope), Involvement::Answers);
    mark(filled.may(function, scope), Involvement::Performs);
    mark(filled.given(Right::Support(function), scope), Involvement::Helps);
    mark(filled.given(Right::Leadership(function), scope), Involvement::Leadership);
    mark(filled.given(Right::Bar(function), scope), Involvement::Barred);
    for &claim in Claim::ALL.iter().filter(|claim| claim.honoured_by() == function) {
        let involvement = match claim {
            Claim::BeHeard | Claim::Vote | Claim::Object | Claim::Verify => Involvement::Consulted,
            Claim::BeNotified | Claim::Inspect | Claim::GetAnswer | Claim::BeBriefed => {
                Involvement::Informed
            }
        };
        mark(filled.given(Right::Claim(claim), scope), involvement);
    }
    if matches!(function, Function::Decide | Function::Implement) {
        mark(filled.supervisors(scope), Involvement::Supervises);
    }
    Cells(cells.into_iter().collect())
}
