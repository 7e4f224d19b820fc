//! Checks of who leads: gaps and overlaps, claims that nobody honours.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::cells::{everywhere, is_of_parts};
use crate::audit::clear::{Clear, LISTED as CLEAR_LISTED};
use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::grouping::{Grouping, Why, dedup, functions_arg};
use crate::audit::leads::Leads;
use crate::audit::open::Open;
use crate::audit::subject::Subject;
use crate::audit::survey::Survey;
use crate::audit::wider::wider;
use crate::charter::Scope;
use crate::position::{Claim, Function, Holder, Right};
use crate::problem::Arg;
use crate::values::lang::Lang;

pub(super) fn check(survey: &mut Survey<'_>) {
    let mut leads = gaps(survey);
    overlaps(survey);
    hollow_claims(survey, &mut leads);
}

pub(super) fn function_arg(function: Function) -> Arg {
    Arg::bilingual("function", function.label(Lang::En), function.label(Lang::Zh))
}

/// Functions of which nobody is the lead, where the charter claims to cover them: it has a
/// position or a step of that function, or says that nobody leads it. Those that nobody leads on the
/// same parts become one finding. With what is led and what is said of it, which serves claims as well.
fn gaps<'c>(survey: &mut Survey<'c>) -> BTreeMap<Function, Open<'c>> {
    let mut all = BTreeMap::new();
    let mut found = Gaps::default();
    for &function in Function::ALL {
        let Leads { covered, missing, claimed } = Leads::of(survey, function);
        if missing.is_empty() && claimed.is_none() {
            all.insert(function, Open::of(covered, None, missing));
            continue;
        }
        // What is stated need not be noted again.
        let mut said = None;
        for statement in &missing {
            let said = said.get_or_insert_with(|| covered.clone());
            let clear = said.clear_scopes(statement.scopes());
            let cause = survey.position_cause(statement.index);
            found.add(Basis::Stated, clear, function, cause);
            statement.scopes().iter().for_each(|scope| said.add(*scope));
        }
        let clear = said.as_ref().unwrap_or(&covered).clear_scopes(&[Scope::WHOLE]);
        if let Some(cause) = claimed {
            found.add(Basis::Silent, clear, function, cause);
        }
        all.insert(function, Open::of(covered, said, missing));
    }
    found.finish(survey);
    all
}

/// Which functions nobody leads on the same parts, and what that rests on.
#[derive(Default)]
struct Gaps(BTreeMap<(Basis, Vec<Clear>), Gap>);

#[derive(Default)]
struct Gap {
    functions: Vec<Function>,
    causes: Vec<Cause>,
}

impl Gaps {
    fn add(&mut self, basis: Basis, clear: Vec<Clear>, function: Function, cause: Cause) {
        if clear.is_empty() {
            return;
        }
        let Gap { functions, causes } = self.0.entry((basis, clear)).or_default();
        // A function of which several statements leave the same open is named once.
        if functions.last() != Some(&function) {
            functions.push(function);
        }
        causes.push(cause);
    }

    /// The findings, in the order of the first function of each, and of the list of positions.
    fn finish(self, survey: &mut Survey<'_>) {
        let mut found: Vec<_> = self.0.into_iter().collect();
        let cause = |causes: &[Cause]| causes.first().map(|cause| cause.path().clone());
        found.sort_by_cached_key(|(_, gap)| (gap.functions.first().copied(), cause(&gap.causes)));
        for ((basis, clear), Gap { functions, mut causes }) in found {
            // Of very many gaps only the first are found.
            if clear.len() >= CLEAR_LISTED {
                survey.leave_out(FindingCode::Gap);
            }
            dedup(&mut causes);
            let mut subjects: Vec<Subject> =
                functions.iter().copied().map(Subject::Function).collect();
            subjects.extend(survey.scope_subjects(&Clear::scopes(&clear)));
            let args = vec![functions_arg(&functions), Clear::arg(survey, "scope", &clear)];
            survey.add(FindingCode::Gap, basis, subjects, causes, args);
        }
    }
}

/// Functions that several lead at scopes of which none is narrower than another.
fn overlaps(survey: &mut Survey<'_>) {
    survey.begin();
    type Where = (Vec<Holder>, Vec<Scope>);
    // Those that overlap on the same scopes with the same holders become one finding.
    let mut found: BTreeMap<Where, (BTreeSet<Function>, BTreeSet<u32>)> = BTreeMap::new();
    let mut further: Vec<(Function, Scope, Vec<Holder>, Vec<u32>)> = Vec::new();
    // Functions of which not all scopes were looked at, and no further finding says so.
    let mut cut_short: BTreeSet<Function> = BTreeSet::new();
    for &function in Function::ALL {
        let mut by_holders: BTreeMap<Vec<Holder>, (Vec<Scope>, BTreeSet<u32>)> = BTreeMap::new();
        let mut listed = 0_usize;
        let (contested, is_cut_short) = contested(survey, function);
        if is_cut_short {
            cut_short.insert(function);
        }
        for scope in contested {
            let leads = survey.holding(Right::Lead(function), scope);
            let mut holders: Vec<Holder> = leads
                .iter()
                .filter_map(|&index| survey.charter.positions().get(index as usize)?.given())
                .map(|position| position.holder.clone())
                .collect();
            holders.sort();
            holders.dedup();
            if holders.len() > 1 && !is_led_narrower(survey, function, scope, &leads) {
                if listed >= LISTED {
                    cut_short.remove(&function);
                    survey.leave_out(FindingCode::Overlap);
                    further.push((function, scope, holders, leads));
                    break;
                }
                listed = listed.saturating_add(leads.len());
                let entry = by_holders.entry(holders).or_default();
                entry.0.push(scope);
                entry.1.extend(leads);
            }
        }
        for (holders, (mut scopes, positions)) in by_holders {
            let names = survey.names();
            let all: BTreeSet<Scope> = scopes.iter().copied().collect();
            scopes.retain(|scope| {
                !wider(names, *scope).any(|wider| wider != *scope && all.contains(&wider))
            });
            scopes.sort_unstable();
            let entry = found.entry((holders, scopes)).or_default();
            entry.0.insert(function);
            entry.1.extend(positions);
        }
    }
    if !cut_short.is_empty() || survey.is_enough() {
        survey.leave_out(FindingCode::Overlap);
    }
    // The last finding of each of them says that there can be more.
    let last_of = |function: &Function| {
        found.values().rposition(|(functions, _)| functions.contains(function))
    };
    let not_all: BTreeSet<usize> = cut_short.iter().filter_map(last_of).collect();
    for (number, ((holders, scopes), (functions, positions))) in found.into_iter().enumerate() {
        let mut subjects: Vec<Subject> = functions.iter().copied().map(Subject::Function).collect();
        subjects.extend(holders.iter().cloned().map(Subject::Holder));
        subjects.extend(survey.scope_subjects(&scopes));
        let causes = positions.iter().map(|&index| survey.position_cause(index as usize)).collect();
        let holders: Vec<&Holder> = holders.iter().collect();
        let args = vec![
            survey.holder_arg("holders", &holders),
            functions_arg(&functions),
            match (not_all.contains(&number), survey.scope_list(&scopes)) {
                (true, words) => and_further(words),
                (false, (en, zh)) => Arg::bilingual("scope", en, zh),
            },
        ];
        survey.add(FindingCode::Overlap, Basis::Stated, subjects, causes, args);
    }
    for (function, scope, holders, positions) in further {
        let mut subjects = vec![Subject::Function(function)];
        subjects.extend(holders.iter().cloned().map(Subject::Holder));
        subjects.extend(survey.scope_subjects(&[scope]));
        let causes = positions.iter().map(|&index| survey.position_cause(index as usize)).collect();
        let holders: Vec<&Holder> = holders.iter().collect();
        let args = vec![
            survey.holder_arg("holders", &holders),
            function_arg(function),
            and_further(survey.scope_words(scope)),
        ];
        survey.add(FindingCode::Overlap, Basis::Stated, subjects, causes, args);
    }
}

/// Whether narrower leads leave nothing of what several lead at a scope: wherever anything can
/// happen in it, not more than one of them leads.
fn is_led_narrower(survey: &Survey<'_>, function: Function, scope: Scope, leads: &[u32]) -> bool {
    let (names, holders) = (survey.names(), survey.holders());
    // Elsewhere something happens at the very scope.
    if !is_of_parts(names, scope) {
        return false;
    }
    everywhere(survey, scope, |cell| {
        if cell == scope {
            return false;
        }
        let here = survey.holding(Right::Lead(function), cell);
        let left = leads.iter().filter(|lead| here.binary_search(lead).is_ok());
        let mut left = left.map(|&lead| holders.of_position(lead as usize));
        left.next().is_none_or(|first| left.all(|other| other == first))
    })
}

/// Scopes in words, with that there are more overlaps.
fn and_further((en, zh): (String, String)) -> Arg {
    let en = format!("{en} (overlaps further down the list are left out)");
    let zh = format!("{zh}（其后的职能交叉从略）");
    Arg::bilingual("scope", en, zh)
}

/// So many leads are listed as overlapping, counted anew at each scope, for each function. What
/// is made to overlap everywhere could else fill the memory: the last finding says that there is
/// more.
const LISTED: usize = 50_000;

/// So many scopes are looked at for overlaps, for each function.
const CONTESTED: usize = 200_000;

/// The scopes at which leads of a function can meet without one being narrower: those at which
/// there are several, and those where two scopes cross that are not of one and the same holder.
/// With whether there are more than are looked at.
fn contested(survey: &Survey<'_>, function: Function) -> (BTreeSet<Scope>, bool) {
    let (scopes, names) = (survey.charter.scopes(), survey.names());
    let right = Right::Lead(function);
    // That one holder stands somewhere twice is no overlap.
    let holders = survey.holders();
    let of = |index: &u32| holders.of_position(*index as usize);
    let several = scopes.of(right).filter(|scope| match scopes.at(right, *scope) {
        [first, others @ ..] => others.iter().any(|other| of(other) != of(first)),
        [] => false,
    });
    let mut contested: BTreeSet<Scope> = several.collect();
    let only_holder = |scope: Scope| match scopes.at(right, scope) {
        [only] => Some(survey.charter.positions().get(*only as usize)?.given()?.holder()),
        _ => None,
    };
    for scope in scopes.of(right) {
        // Most places have none below.
        let below = names.place_tree.below(scope.place as usize);
        if below.len() <= 1 {
            continue;
        }
        let holder = only_holder(scope);
        let crossing = names.place_tree.crossing(scope.place as usize);
        for &wider in names.matter_tree.above(scope.matter as usize) {
            let places = scopes.places_on(right, wider);
            if places.is_empty() {
                continue;
            }
            let is_another = |&place: &u32| {
                let other = only_holder(Scope { matter: wider, place });
                holder.is_none() || holder != other
            };
            for place in in_both(places, crossing).filter(is_another) {
                let common = names.place_tree.common(scope.place as usize, place as usize);
                contested
                    .extend(common.into_iter().map(|place| Scope { matter: scope.matter, place }));
                if contested.len() > CONTESTED {
                    return (contested, true);
                }
            }
            if wider == scope.matter {
                continue;
            }
            let narrower = in_both(places, below).filter(|place| *place != scope.place);
            let narrower = narrower.filter(is_another);
            contested.extend(narrower.map(|place| Scope { matter: scope.matter, place }));
            if contested.len() > CONTESTED {
                return (contested, true);
            }
        }
    }
    (contested, false)
}

/// What two sorted lists both have, looked for from the shorter one.
fn in_both<'l>(a: &'l [u32], b: &'l [u32]) -> impl Iterator<Item = u32> + 'l {
    let (fewer, others) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    fewer.iter().copied().filter(|entry| others.binary_search(entry).is_ok())
}

/// Claims where nobody leads the function that honours them, as far as nobody does.
fn hollow_claims<'c>(survey: &mut Survey<'c>, leads: &mut BTreeMap<Function, Open<'c>>) {
    for &claim in Claim::ALL {
        let function = claim.honoured_by();
        let claimed = survey.giving_anywhere(Right::Claim(claim));
        let (false, Some(open)) = (claimed.is_empty(), leads.get_mut(&function)) else {
            continue;
        };
        let mut found = Grouping::new(survey);
        let holders = survey.holders();
        for held in claimed {
            let Some(holder) = holders.of_position(held.index) else {
                continue;
            };
            let who = (holder, None, Why::Plain);
            let on = (held.index, survey.scopes(held));
            found.add_open(survey, who, on, |scope| open.at(survey, scope));
        }
        let claim_arg = Arg::bilingual("claim", claim.label(Lang::En), claim.label(Lang::Zh));
        let args = [claim_arg, function_arg(function)];
        found.finish_with(survey, FindingCode::HollowClaim, &[Subject::Claim(claim)], &args);
    }
}
