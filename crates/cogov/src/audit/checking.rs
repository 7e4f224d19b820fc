//! Checks of those who supervise: that they are others, and look at more than paper.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::code::{Basis, FindingCode};
use crate::audit::coverage::Coverage;
use crate::audit::finding::Cause;
use crate::audit::grouping::dedup;
use crate::audit::meeting::FirstMeeting;
use crate::audit::subject::Subject;
use crate::audit::survey::{InForce, Survey, list, steps};
use crate::charter::Scope;
use crate::position::{Function, Holder, PositionKind, Right};
use crate::problem::Path;
use crate::procedure::Form;
use crate::values::lang::Lang;

pub(super) fn check(survey: &mut Survey<'_>) {
    self_checks(survey);
    paper_checks(survey);
}

/// Parties and persons who both carry out and verify, without a bar against it.
fn self_checks(survey: &mut Survey<'_>) {
    /// Positions that perform, that check, and that bar from checking what one performed.
    type Hands<'c> = [Vec<(usize, &'c [Scope])>; 3];
    let mut by_holder: BTreeMap<&Holder, Hands<'_>> = BTreeMap::new();
    for held in survey.positions() {
        let holder = &held.position.holder;
        if !matches!(holder, Holder::Party(_) | Holder::Seat(_)) {
            continue;
        }
        for right in held.position.rights() {
            let what = match right {
                Right::Power(Function::Implement)
                | Right::Lead(Function::Implement)
                | Right::Support(Function::Implement) => 0,
                Right::Power(Function::Supervise) | Right::Lead(Function::Supervise) => 1,
                Right::Bar(Function::Supervise)
                    if held.position.together_with.is_none_or(|f| f == Function::Implement) =>
                {
                    2
                }
                Right::Bar(Function::Implement)
                    if held.position.together_with == Some(Function::Supervise) =>
                {
                    2
                }
                _ => continue,
            };
            if let Some(list) = by_holder.entry(holder).or_default().get_mut(what) {
                list.push((held.index, survey.scopes(held)));
            }
        }
    }
    let names = survey.names();
    let same_person = same_person(survey);
    let mut found: Vec<(Vec<&Holder>, Vec<usize>)> = Vec::new();
    for (performer, [performs, _, bars]) in &by_holder {
        let mut checkers = same_person.get(performer).cloned().unwrap_or_default();
        checkers.insert(performer);
        for checker in checkers {
            let Some([_, checks, other_bars]) = by_holder.get(checker) else {
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
                    pairs.any(|(a, b)| names.meet(a, b) && !is_barred(&names.common(a, b)))
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
    for (holders, positions) in found {
        let subjects = holders.iter().map(|holder| Subject::Holder((*holder).clone())).collect();
        let mut causes: Vec<Cause> =
            positions.iter().map(|&index| survey.position_cause(index)).collect();
        dedup(&mut causes);
        let args = vec![survey.holder_arg("holders", &holders)];
        survey.add(FindingCode::SelfCheck, Basis::Stated, subjects, causes, args);
    }
}

/// For each seat the others that the same person holds by the charter.
fn same_person<'c>(survey: &Survey<'c>) -> BTreeMap<&'c Holder, BTreeSet<&'c Holder>> {
    let mut holders: BTreeMap<&str, &'c Holder> = BTreeMap::new();
    for held in survey.positions() {
        if let Holder::Seat(key) = &held.position.holder {
            holders.entry(key.as_str()).or_insert(&held.position.holder);
        }
    }
    let mut pairs: BTreeMap<&Holder, BTreeSet<&Holder>> = BTreeMap::new();
    for (_, seat) in survey.seats() {
        for other in &seat.held_with {
            let both = (holders.get(seat.key.as_str()), holders.get(other.as_str()));
            if let (Some(a), Some(b)) = both {
                pairs.entry(*a).or_default().insert(*b);
                pairs.entry(*b).or_default().insert(*a);
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
