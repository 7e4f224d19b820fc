//! Checks of those who supervise: that they are others, and look at more than paper.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::code::{Basis, FindingCode};
use crate::audit::coverage::Coverage;
use crate::audit::finding::Cause;
use crate::audit::grouping::dedup;
use crate::audit::holders::Holders;
use crate::audit::meeting::FirstMeeting;
use crate::audit::subject::Subject;
use crate::audit::survey::{InForce, Survey, list, steps};
use crate::charter::Scope;
use crate::position::{Function, Holder, Position, PositionKind, Right};
use crate::problem::Path;
use crate::procedure::Form;
use crate::values::key::SeatKey;
use crate::values::lang::Lang;

pub(super) fn check(survey: &mut Survey<'_>) {
    self_checks(survey);
    paper_checks(survey);
}

/// Parties and persons who both carry out and verify, without a bar against it.
fn self_checks(survey: &mut Survey<'_>) {
    /// Positions that perform, that check, and that bar from checking what one performed.
    type Hands<'c> = [Vec<(usize, &'c [Scope])>; 3];
    let (implement, supervise) = (Function::Implement, Function::Supervise);
    let hands = [
        vec![Right::Power(implement), Right::Lead(implement), Right::Support(implement)],
        vec![Right::Power(supervise), Right::Lead(supervise)],
        vec![Right::Bar(supervise), Right::Bar(implement)],
    ];
    let holders = survey.holders();
    let mut by_holder: BTreeMap<u32, Hands<'_>> = BTreeMap::new();
    for (what, rights) in hands.into_iter().enumerate() {
        for held in survey.giving_any(rights) {
            let is_one = matches!(held.position.holder, Holder::Party(_) | Holder::Seat(_));
            let (true, Some(holder)) = (is_one, holders.of_position(held.index)) else {
                continue;
            };
            if what == 2 && !bars_from_checking(held.position) {
                continue;
            }
            if let Some(list) = by_holder.entry(holder).or_default().get_mut(what) {
                list.push((held.index, survey.scopes(held)));
            }
        }
    }
    let names = survey.names();
    let same_person = same_person(survey, &holders);
    let mut found: Vec<(Vec<u32>, Vec<usize>)> = Vec::new();
    for (performer, [performs, _, bars]) in &by_holder {
        let mut checkers = same_person.get(performer).cloned().unwrap_or_default();
        checkers.insert(*performer);
        for checker in checkers {
            let Some([_, checks, other_bars]) = by_holder.get(&checker) else {
                continue;
            };
            if performs.is_empty() || checks.is_empty() {
                continue;
            }
            let bars = bars.iter().chain(other_bars).flat_map(|(_, bar)| bar.iter().copied());
            let mut barred: Option<Coverage<'_>> = None;
            for bar in bars {
                barred.get_or_insert_with(|| Coverage::new(names)).add(bar);
            }
            let is_barred = |scopes: &[Scope]| {
                barred.as_ref().is_some_and(|barred| barred.clear_scopes(scopes).is_empty())
            };
            let mut checking = FirstMeeting::new(names);
            for (number, (_, scopes)) in checks.iter().enumerate() {
                scopes.iter().for_each(|scope| checking.add(*scope, number));
            }
            // A bar hinders where it covers all that a position that performs and one that checks
            // have in common; a bar on a part leaves the rest.
            let pair = performs.iter().find_map(|(performs, at)| {
                let first = at.iter().filter_map(|scope| checking.first(*scope)).min()?;
                let open: Vec<Scope> =
                    at.iter().copied().filter(|scope| !is_barred(&[*scope])).collect();
                let checks = checks.get(first..)?.iter().find(|(_, checks)| {
                    let mut pairs = open.iter().flat_map(|a| checks.iter().map(move |b| (*a, *b)));
                    pairs.any(|(a, b)| {
                        let common: Vec<Scope> = names.common(a, b).collect();
                        !common.is_empty() && !is_barred(&common)
                    })
                });
                checks.map(|(checks, _)| (*performs, *checks))
            });
            if let Some((performs, checks)) = pair {
                let mut holders = vec![*performer, checker];
                holders.dedup();
                found.push((holders, vec![performs, checks]));
            }
        }
    }
    for (numbers, positions) in found {
        let holders: Vec<&Holder> =
            numbers.into_iter().filter_map(|holder| holders.get(holder)).collect();
        let subjects = holders.iter().map(|holder| Subject::Holder((*holder).clone())).collect();
        let mut causes: Vec<Cause> =
            positions.iter().map(|&index| survey.position_cause(index)).collect();
        dedup(&mut causes);
        let args = vec![survey.holder_arg("holders", &holders)];
        survey.add(FindingCode::SelfCheck, Basis::Stated, subjects, causes, args);
    }
}

/// Whether a bar keeps its holder from checking what it carried out itself.
fn bars_from_checking(position: &Position) -> bool {
    position.rights().any(|right| match right {
        Right::Bar(Function::Supervise) => {
            position.together_with.is_none_or(|function| function == Function::Implement)
        }
        Right::Bar(Function::Implement) => position.together_with == Some(Function::Supervise),
        _ => false,
    })
}

/// For each seat that holds a position the others that the same person holds by the charter.
fn same_person(survey: &Survey<'_>, holders: &Holders<'_>) -> BTreeMap<u32, BTreeSet<u32>> {
    let mut pairs: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let number = |key: &SeatKey| holders.number(&Holder::Seat(key.clone()));
    for (_, seat) in survey.seats() {
        for other in &seat.held_with {
            if let (Some(a), Some(b)) = (number(&seat.key), number(other)) {
                pairs.entry(a).or_default().insert(b);
                pairs.entry(b).or_default().insert(a);
            }
        }
    }
    pairs
}

/// Supervision that looks at documents only.
fn paper_checks(survey: &mut Survey<'_>) {
    let positions: Vec<InForce<'_>> = survey
        .positions()
        .filter(|held| {
            held.position.forms == [Form::Documents]
                && held.position.functions.contains(&Function::Supervise)
                && !held.position.kinds.contains(PositionKind::Bar)
        })
        .collect();
    for held in positions {
        let subjects = vec![Subject::Holder(held.position.holder.clone())];
        let causes = vec![survey.position_cause(held.index)];
        let args = vec![survey.holder_arg("holders", &[&held.position.holder])];
        survey.add(FindingCode::PaperCheck, Basis::Stated, subjects, causes, args);
    }
    let procedures: Vec<_> = survey.procedures().collect();
    for (index, procedure) in procedures {
        for (at, step) in steps(procedure) {
            if step.function == Function::Supervise && step.form == Some(Form::Documents) {
                let path = Path::entry("procedures", index).field("steps").index(at);
                let subjects = vec![Subject::Step(procedure.key.clone(), step.key.clone())];
                let name = (step.name.get(Lang::En).to_owned(), step.name.get(Lang::Zh).to_owned());
                let args = match &step.by {
                    Some(by) => vec![survey.holder_arg("holders", &[by])],
                    None => vec![list("holders", [name].into_iter())],
                };
                let causes = vec![Cause::new(path, step.source())];
                survey.add(FindingCode::PaperCheck, Basis::Stated, subjects, causes, args);
            }
        }
    }
}
