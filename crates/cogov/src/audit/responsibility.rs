//! Checks of who leads: gaps and overlaps, claims that nobody honours.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::coverage::Coverage;
use crate::audit::finding::{Basis, Cause, FindingCode, Subject};
use crate::audit::survey::{Survey, list, steps};
use crate::charter::Scope;
use crate::position::{Claim, Function, Holder, Right};
use crate::problem::{Arg, Path};
use crate::values::lang::Lang;

pub(super) fn check(survey: &mut Survey<'_>) {
    gaps(survey);
    overlaps(survey);
    hollow_claims(survey);
}

pub(super) fn function_arg(function: Function) -> Arg {
    Arg::bilingual("function", function.label(Lang::En), function.label(Lang::Zh))
}

/// Functions of which nobody is the lead, where the charter claims to cover them: it has a
/// position or a step of that function, or says that nobody leads it.
fn gaps(survey: &mut Survey<'_>) {
    let mut claimed: BTreeMap<Function, Cause> = BTreeMap::new();
    for (index, procedure) in survey.procedures() {
        for (at, step) in steps(procedure) {
            let path = Path::entry("procedures", index).field("steps").index(at);
            claimed.entry(step.function).or_insert_with(|| Cause::new(path, step.source()));
        }
    }
    for held in survey.positions() {
        for right in held.position.rights() {
            if let Right::Power(function) | Right::Support(function) = right {
                claimed.entry(function).or_insert_with(|| survey.position_cause(held.index));
            }
        }
    }
    for &function in Function::ALL {
        let missing: Vec<_> = survey
            .missing(Right::Lead(function))
            .into_iter()
            .filter(super::survey::Missing::of_nobody)
            .collect();
        let cause = claimed.remove(&function);
        if missing.is_empty() && cause.is_none() {
            continue;
        }
        let mut covered = Coverage::new(survey.names());
        for held in survey.positions() {
            if held.position.rights().any(|right| right == Right::Lead(function)) {
                survey.scopes(held.position).into_iter().for_each(|scope| covered.add(scope));
            }
        }
        for statement in &missing {
            let clear = covered.clear_scopes(statement.scopes());
            if !clear.is_empty() {
                let mut subjects = vec![Subject::Function(function)];
                subjects.extend(survey.scope_subjects(&clear));
                let causes = vec![survey.position_cause(statement.index)];
                let args = vec![function_arg(function), survey.scope_arg("scope", &clear)];
                survey.add(FindingCode::Gap, Basis::Stated, subjects, causes, args);
            }
            // What is stated need not be noted again.
            statement.scopes().iter().for_each(|scope| covered.add(*scope));
        }
        let clear = covered.clear_scopes(&[Scope::WHOLE]);
        if let (Some(cause), false) = (cause, clear.is_empty()) {
            let mut subjects = vec![Subject::Function(function)];
            subjects.extend(survey.scope_subjects(&clear));
            let args = vec![function_arg(function), survey.scope_arg("scope", &clear)];
            survey.add(FindingCode::Gap, Basis::Silent, subjects, vec![cause], args);
        }
    }
}

/// Functions that several lead at scopes of which none is narrower than another.
fn overlaps(survey: &mut Survey<'_>) {
    type Where = (Vec<Holder>, Vec<Scope>);
    // Those that overlap on the same scopes with the same holders become one finding.
    let mut found: BTreeMap<Where, (BTreeSet<Function>, BTreeSet<u32>)> = BTreeMap::new();
    for &function in Function::ALL {
        let mut by_holders: BTreeMap<Vec<Holder>, (Vec<Scope>, BTreeSet<u32>)> = BTreeMap::new();
        for scope in contested(survey, function) {
            let leads = survey.holding(Right::Lead(function), scope);
            let mut holders: Vec<Holder> = leads
                .iter()
                .filter_map(|&index| survey.charter.positions().get(index as usize)?.given())
                .map(|position| position.holder.clone())
                .collect();
            holders.sort();
            holders.dedup();
            if holders.len() > 1 {
                let entry = by_holders.entry(holders).or_default();
                entry.0.push(scope);
                entry.1.extend(leads);
            }
        }
        for (holders, (mut scopes, positions)) in by_holders {
            let all = scopes.clone();
            let names = survey.names();
            scopes.retain(|scope| !all.iter().any(|other| names.inside(*scope, *other)));
            scopes.sort_unstable();
            let entry = found.entry((holders, scopes)).or_default();
            entry.0.insert(function);
            entry.1.extend(positions);
        }
    }
    for ((holders, scopes), (functions, positions)) in found {
        let mut subjects: Vec<Subject> = functions.iter().copied().map(Subject::Function).collect();
        subjects.extend(holders.iter().cloned().map(Subject::Holder));
        subjects.extend(survey.scope_subjects(&scopes));
        let causes = positions.iter().map(|&index| survey.position_cause(index as usize)).collect();
        let holders: Vec<&Holder> = holders.iter().collect();
        let functions: Vec<_> = functions
            .iter()
            .map(|function| {
                (function.label(Lang::En).to_owned(), function.label(Lang::Zh).to_owned())
            })
            .collect();
        let args = vec![
            survey.holder_arg("holders", &holders),
            list("function", functions.into_iter()),
            survey.scope_arg("scope", &scopes),
        ];
        survey.add(FindingCode::Overlap, Basis::Stated, subjects, causes, args);
    }
}

/// The scopes at which leads of a function can meet without one being narrower: those at which
/// there are several, and those where two scopes cross.
fn contested(survey: &Survey<'_>, function: Function) -> BTreeSet<Scope> {
    let (scopes, names) = (survey.charter.scopes(), survey.names());
    let right = Right::Lead(function);
    let mut contested = BTreeSet::new();
    let mut places_by_matter: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for scope in scopes.of(right) {
        places_by_matter.entry(scope.matter).or_default().push(scope.place);
        if scopes.at(right, scope).len() > 1 {
            contested.insert(scope);
        }
    }
    for scope in scopes.of(right) {
        for &wider in names.matter_tree.above(scope.matter as usize) {
            if wider == scope.matter {
                continue;
            }
            let places = places_by_matter.get(&wider).map_or(&[][..], Vec::as_slice);
            let narrower = places.iter().filter(|&&place| {
                place != scope.place
                    && (scope.place == 0
                        || names.place_tree.covers(scope.place as usize, place as usize))
            });
            contested.extend(narrower.map(|&place| Scope { matter: scope.matter, place }));
        }
    }
    contested
}

/// Claims where nobody leads the function that honours them.
fn hollow_claims(survey: &mut Survey<'_>) {
    for &claim in Claim::ALL {
        let function = claim.honoured_by();
        let leads: Vec<Scope> = survey.scopes_with(Right::Lead(function)).collect();
        let missing = survey.missing(Right::Lead(function));
        let mut hollow: BTreeMap<Basis, (BTreeSet<&Holder>, Vec<Cause>)> = BTreeMap::new();
        for held in survey.positions() {
            if !held.position.rights().any(|right| right == Right::Claim(claim)) {
                continue;
            }
            for scope in survey.scopes(held.position) {
                if leads.iter().any(|lead| survey.names().meet(*lead, scope)) {
                    continue;
                }
                let stated = missing.iter().find(|statement| {
                    statement.of_nobody() && statement.speaks_of(survey.names(), None, scope)
                });
                let basis = if stated.is_some() { Basis::Stated } else { Basis::Silent };
                let entry = hollow.entry(basis).or_default();
                entry.0.insert(&held.position.holder);
                entry.1.push(survey.position_cause(held.index));
                entry.1.extend(stated.map(|statement| survey.position_cause(statement.index)));
                break;
            }
        }
        for (basis, (holders, causes)) in hollow {
            let mut subjects = vec![Subject::Claim(claim)];
            subjects.extend(holders.iter().map(|holder| Subject::Holder((*holder).clone())));
            let holders: Vec<&Holder> = holders.into_iter().collect();
            let args = vec![
                survey.holder_arg("holders", &holders),
                Arg::bilingual("claim", claim.label(Lang::En), claim.label(Lang::Zh)),
                function_arg(function),
            ];
            survey.add(FindingCode::HollowClaim, basis, subjects, causes, args);
        }
    }
}
