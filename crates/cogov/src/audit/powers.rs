//! Checks of powers and duties: whether they go together, and who watches them.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::finding::{Basis, Cause, FindingCode, Subject};
use crate::audit::survey::{InForce, Survey, list, steps};
use crate::charter::{Held, Scope, Setting};
use crate::position::{Claim, Function, Holder, Position, PositionKind, Right};
use crate::problem::{Arg, Path};
use crate::procedure::Form;
use crate::values::lang::Lang;
use crate::values::stated::Stated;

pub(super) fn check(survey: &mut Survey<'_>) {
    uninformed_parties(survey);
    powerless_duties(survey);
    unchecked_powers(survey);
    unbounded_powers(survey);
    self_checks(survey);
    paper_checks(survey);
}

/// Holders with the functions they have something to do with, and where that is said.
type ByHolder<'c> = BTreeMap<(Basis, &'c Holder), (BTreeSet<Function>, Vec<Cause>)>;

/// Those who deliberate or decide without a claim to be briefed.
fn uninformed_parties(survey: &mut Survey<'_>) {
    let briefed: Vec<(&Holder, Vec<Scope>)> = survey
        .positions()
        .filter(|held| held.position.rights().any(|r| r == Right::Claim(Claim::BeBriefed)))
        .map(|held| (&held.position.holder, survey.scopes(held.position)))
        .collect();
    let missing = survey.missing(Right::Claim(Claim::BeBriefed));
    let mut found: ByHolder<'_> = BTreeMap::new();
    for held in survey.positions() {
        let performs = held.position.rights().find(|right| {
            matches!(
                right,
                Right::Power(Function::Deliberate | Function::Decide)
                    | Right::Lead(Function::Deliberate | Function::Decide)
                    | Right::Support(Function::Deliberate | Function::Decide)
            )
        });
        let holder = &held.position.holder;
        if performs.is_none() || matches!(holder, Holder::Anyone | Holder::Affected) {
            continue;
        }
        for scope in survey.scopes(held.position) {
            let names = survey.names();
            let is_briefed = briefed.iter().any(|(who, scopes)| {
                (*who == holder || **who == Holder::Anyone)
                    && scopes.iter().any(|own| names.meet(*own, scope))
            });
            if is_briefed {
                continue;
            }
            let stated = missing.iter().find(|m| m.speaks_of(names, Some(holder), scope));
            let basis = if stated.is_some() { Basis::Stated } else { Basis::Silent };
            let entry = found.entry((basis, holder)).or_default();
            entry.1.push(survey.position_cause(held.index));
            entry.1.extend(stated.map(|statement| survey.position_cause(statement.index)));
            break;
        }
    }
    by_basis(survey, FindingCode::UninformedParty, found);
}

/// Leads without the power to do what they must: it is stated to be absent, or a narrower power
/// of somebody else takes its place, or nothing is said of it.
fn powerless_duties(survey: &mut Survey<'_>) {
    let mut found: ByHolder<'_> = BTreeMap::new();
    for &function in Function::ALL {
        let right = Right::Power(function);
        let missing = survey.missing(right);
        for held in survey.positions() {
            if !held.position.rights().any(|right| right == Right::Lead(function)) {
                continue;
            }
            let holder = &held.position.holder;
            for scope in survey.scopes(held.position) {
                let setting = Setting::at_scope(survey.charter, scope, survey.on);
                let gives = |power: &Held<'_>| {
                    power.holder() == holder || *power.holder() == Holder::Anyone
                };
                if setting.who_may(function).iter().any(gives) {
                    continue;
                }
                let names = survey.names();
                // A power that is there, and barred, is stated not to be there.
                let powers = setting.who(right);
                let barred = powers.iter().any(gives);
                let bars = setting.bars_on(function).into_iter().filter(|_| barred);
                let stated = missing.iter().find(|m| m.speaks_of(names, Some(holder), scope));
                let displaced = survey.charter.positions_of(holder).find(|own| {
                    !barred
                        && own.position().holds_on(survey.on)
                        && own.position().rights().any(|own| own == right)
                        && survey.scopes(own.position()).iter().any(|own| names.covers(*own, scope))
                });
                let mut causes = vec![held.index];
                causes.extend(stated.map(|statement| statement.index));
                causes.extend(bars.map(|bar| bar.index()));
                if let Some(own) = displaced {
                    causes.push(own.index());
                    causes.extend(powers.iter().map(Held::index));
                }
                let is_stated = stated.is_some() || barred || displaced.is_some();
                let basis = if is_stated { Basis::Stated } else { Basis::Silent };
                let entry = found.entry((basis, holder)).or_default();
                entry.0.insert(function);
                entry.1.extend(causes.into_iter().map(|index| survey.position_cause(index)));
                break;
            }
        }
    }
    by_basis(survey, FindingCode::PowerlessDuty, found);
}

/// Deciding or implementing that nobody supervises.
fn unchecked_powers(survey: &mut Survey<'_>) {
    let watching: Vec<Scope> = [
        Right::Lead(Function::Supervise),
        Right::Power(Function::Supervise),
        Right::Claim(Claim::Verify),
    ]
    .into_iter()
    .flat_map(|right| survey.scopes_with(right))
    .collect();
    let missing: Vec<_> = [Right::Lead(Function::Supervise), Right::Power(Function::Supervise)]
        .into_iter()
        .flat_map(|right| survey.missing(right))
        .filter(super::survey::Missing::of_nobody)
        .collect();
    let mut found: ByHolder<'_> = BTreeMap::new();
    for held in survey.positions() {
        for right in held.position.rights() {
            let (Right::Power(function) | Right::Lead(function)) = right else {
                continue;
            };
            if !matches!(function, Function::Decide | Function::Implement) {
                continue;
            }
            for scope in survey.scopes(held.position) {
                let names = survey.names();
                if watching.iter().any(|own| names.meet(*own, scope)) {
                    continue;
                }
                let stated = missing.iter().find(|m| m.speaks_of(names, None, scope));
                let basis = if stated.is_some() { Basis::Stated } else { Basis::Silent };
                let entry = found.entry((basis, &held.position.holder)).or_default();
                entry.0.insert(function);
                entry.1.push(survey.position_cause(held.index));
                entry.1.extend(stated.map(|statement| survey.position_cause(statement.index)));
                break;
            }
        }
    }
    by_basis(survey, FindingCode::UncheckedPower, found);
}

/// One finding for those of equal basis and functions.
fn by_basis(survey: &mut Survey<'_>, code: FindingCode, found: ByHolder<'_>) {
    type Of = (Basis, BTreeSet<Function>);
    let mut grouped: BTreeMap<Of, (Vec<&Holder>, Vec<Cause>)> = BTreeMap::new();
    for ((basis, holder), (functions, causes)) in found {
        let entry = grouped.entry((basis, functions)).or_default();
        entry.0.push(holder);
        entry.1.extend(causes);
    }
    for ((basis, functions), (holders, mut causes)) in grouped {
        dedup(&mut causes);
        let mut subjects: Vec<Subject> = functions.iter().copied().map(Subject::Function).collect();
        subjects.extend(holders.iter().map(|holder| Subject::Holder((*holder).clone())));
        let functions: Vec<_> = functions
            .iter()
            .map(|f| (f.label(Lang::En).to_owned(), f.label(Lang::Zh).to_owned()))
            .collect();
        let args =
            vec![survey.holder_arg("holders", &holders), list("function", functions.into_iter())];
        survey.add(code, basis, subjects, causes, args);
    }
}

/// Each place once, in the order of the charter.
fn dedup(causes: &mut Vec<Cause>) {
    causes.sort_by(|a, b| a.path().cmp(b.path()));
    causes.dedup_by(|a, b| a.path() == b.path());
}

/// Dispatching without a list of matters, or without a term.
fn unbounded_powers(survey: &mut Survey<'_>) {
    let dispatching: Vec<InForce<'_>> = survey
        .positions()
        .filter(|held| held.position.rights().any(|r| r == Right::Power(Function::Dispatch)))
        .collect();
    for held in dispatching {
        let Position { matters, within, .. } = held.position;
        for basis in [Basis::Stated, Basis::Silent] {
            let lacks = |absent: bool, unstated: bool| match basis {
                Basis::Stated => absent,
                Basis::Silent => unstated,
            };
            let no_list = lacks(matters.is_absent(), matters.is_unstated());
            let no_term = lacks(within.is_absent(), within.is_unstated());
            if !no_list && !no_term {
                continue;
            }
            let missing = match (basis, no_list, no_term) {
                (Basis::Stated, true, true) => ("a list of matters and a term", "事项清单和期限"),
                (Basis::Stated, true, false) => ("a list of matters", "事项清单"),
                (Basis::Stated, false, _) => ("a term", "期限"),
                (Basis::Silent, true, true) => {
                    ("on which matters and within which term", "事项范围和期限")
                }
                (Basis::Silent, true, false) => ("on which matters", "事项范围"),
                (Basis::Silent, false, _) => ("within which term", "期限"),
            };
            let path = Path::entry("positions", held.index);
            let mut causes = Vec::new();
            if no_list {
                causes.push(cause_of(path.clone().field("matters"), matters, held.position));
            }
            if no_term {
                causes.push(cause_of(path.field("within"), within, held.position));
            }
            let subjects = vec![
                Subject::Function(Function::Dispatch),
                Subject::Holder(held.position.holder.clone()),
            ];
            let args = vec![
                survey.holder_arg("holders", &[&held.position.holder]),
                Arg::bilingual("missing", missing.0, missing.1),
            ];
            survey.add(FindingCode::UnboundedPower, basis, subjects, causes, args);
        }
    }
}

/// The absence's own source, or that of the position around it.
fn cause_of<T>(path: Path, stated: &Stated<T>, position: &Position) -> Cause {
    match stated {
        Stated::Absent(absence) => Cause::new(path, absence.source().or_else(|| position.source())),
        Stated::Unstated | Stated::Given(_) => Cause::new(path, position.source()),
    }
}

/// Parties and persons who both carry out and verify, without a bar against it.
fn self_checks(survey: &mut Survey<'_>) {
    /// Positions that perform, that check, and that bar from checking what one performed.
    type Hands = [Vec<(usize, Vec<Scope>)>; 3];
    let mut by_holder: BTreeMap<&Holder, Hands> = BTreeMap::new();
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
                list.push((held.index, survey.scopes(held.position)));
            }
        }
    }
    let same_person = same_person(survey);
    let mut found: Vec<(Vec<&Holder>, Vec<usize>)> = Vec::new();
    for (performer, [performs, _, bars]) in &by_holder {
        for (checker, [_, checks, other_bars]) in &by_holder {
            let same = performer == checker || same_person.contains(&(*performer, *checker));
            if !same {
                continue;
            }
            let names = survey.names();
            let meets =
                |a: &[Scope], b: &[Scope]| a.iter().any(|a| b.iter().any(|b| names.meet(*a, *b)));
            let pair = performs.iter().find_map(|(performs, at)| {
                let barred = bars.iter().chain(other_bars).any(|(_, bar)| meets(bar, at));
                let checks = checks.iter().find(|(_, checks)| meets(at, checks))?;
                (!barred).then_some((*performs, checks.0))
            });
            if let Some((performs, checks)) = pair {
                let mut holders = vec![*performer, *checker];
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

/// Pairs of seats that one person holds by the charter.
fn same_person<'c>(survey: &Survey<'c>) -> BTreeSet<(&'c Holder, &'c Holder)> {
    let mut holders: BTreeMap<&str, &'c Holder> = BTreeMap::new();
    for held in survey.positions() {
        if let Holder::Seat(key) = &held.position.holder {
            holders.entry(key.as_str()).or_insert(&held.position.holder);
        }
    }
    let mut pairs = BTreeSet::new();
    for (_, seat) in survey.seats() {
        for other in &seat.held_with {
            let both = (holders.get(seat.key.as_str()), holders.get(other.as_str()));
            if let (Some(a), Some(b)) = both {
                pairs.insert((*a, *b));
                pairs.insert((*b, *a));
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
