//! Checks of powers and duties: whether they go together, and who watches them.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::audit::coverage::Coverage;
use crate::audit::finding::{Basis, Cause, FindingCode, Subject};
use crate::audit::meeting::{FirstMeeting, Meeting};
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

/// What is found of a holder.
#[derive(Default)]
struct Found {
    functions: BTreeSet<Function>,
    causes: Vec<Cause>,
    /// Powers of others that are causes, too. They are the same for many holders, so that they are
    /// gone through only when the holders are put together.
    powers: BTreeSet<(Function, Scope)>,
}

/// Hashed, and put in order at the end: there are far more positions than holders.
type ByHolder<'c> = FxHashMap<(Basis, &'c Holder), Found>;

/// Those who deliberate or decide without a claim to be briefed.
fn uninformed_parties(survey: &mut Survey<'_>) {
    let names = survey.names();
    let mut briefed: FxHashMap<&Holder, Vec<Scope>> = FxHashMap::default();
    let mut performing: FxHashMap<&Holder, Vec<InForce<'_>>> = FxHashMap::default();
    for held in survey.positions() {
        let holder = &held.position.holder;
        if held.position.rights().any(|right| right == Right::Claim(Claim::BeBriefed)) {
            briefed.entry(holder).or_default().extend(survey.scopes(held));
        }
        let performs = held.position.rights().any(|right| {
            matches!(
                right,
                Right::Power(Function::Deliberate | Function::Decide)
                    | Right::Lead(Function::Deliberate | Function::Decide)
                    | Right::Support(Function::Deliberate | Function::Decide)
            )
        });
        if performs && !matches!(holder, Holder::Anyone | Holder::Affected) {
            performing.entry(holder).or_default().push(held);
        }
    }
    let missing = survey.statements(survey.missing(Right::Claim(Claim::BeBriefed)));
    let everybody = Meeting::new(names, briefed.remove(&Holder::Anyone).unwrap_or_default());
    let mut found: ByHolder<'_> = FxHashMap::default();
    for (holder, positions) in performing {
        let own = Meeting::new(names, briefed.remove(holder).unwrap_or_default());
        for held in positions {
            let scopes = survey.scopes(held);
            let is_uninformed = |scope: &Scope| !own.meets(*scope) && !everybody.meets(*scope);
            let Some(scope) = scopes.iter().copied().find(is_uninformed) else {
                continue;
            };
            let stated = missing.first(Some(holder), scope);
            let basis = if stated.is_some() { Basis::Stated } else { Basis::Silent };
            let entry = found.entry((basis, holder)).or_default();
            entry.causes.push(survey.position_cause(held.index));
            entry.causes.extend(stated.map(|statement| survey.position_cause(statement.index)));
        }
    }
    by_basis(survey, FindingCode::UninformedParty, found);
}

/// Leads without the power to do what they must: it is stated to be absent, or a narrower power
/// of somebody else takes its place, or nothing is said of it.
fn powerless_duties(survey: &mut Survey<'_>) {
    let mut found: ByHolder<'_> = FxHashMap::default();
    for &function in Function::ALL {
        let missing = survey.statements(survey.missing(Right::Power(function)));
        let has_bars = !survey.giving_anywhere(Right::Bar(function)).is_empty();
        let mut powers = Powers::new(function);
        for held in survey.giving_anywhere(Right::Lead(function)) {
            let holder = &held.position.holder;
            let setting = |scope| Setting::at_scope(survey.charter, scope, survey.on);
            let gives =
                |power: &Held<'_>| power.holder() == holder || *power.holder() == Holder::Anyone;
            // What is held can still be barred; where nothing is, nobody need ask.
            let is_barred = |scope| has_bars && !setting(scope).who_may(function).iter().any(gives);
            let found_at = survey.scopes(held).iter().find_map(|&scope| {
                let is_held = powers.are_held(survey, holder, scope);
                (!is_held || is_barred(scope)).then_some((scope, is_held))
            });
            let Some((scope, barred)) = found_at else { continue };
            let stated = missing.first(Some(holder), scope);
            let displaced = if barred { None } else { powers.displaced(survey, holder, scope) };
            let is_stated = stated.is_some() || barred || displaced.is_some();
            let basis = if is_stated { Basis::Stated } else { Basis::Silent };
            let entry = found.entry((basis, holder)).or_default();
            entry.functions.insert(function);
            entry.causes.push(survey.position_cause(held.index));
            entry.causes.extend(stated.map(|statement| survey.position_cause(statement.index)));
            if barred {
                let bars = setting(scope).bars_on(function);
                entry.causes.extend(bars.iter().map(|bar| survey.position_cause(bar.index())));
            }
            if let Some(own) = displaced {
                entry.causes.push(survey.position_cause(own as usize));
                let instead = survey.giving(Right::Power(function), scope).into_iter();
                entry.powers.extend(instead.map(|(scope, _)| (function, scope)));
            }
        }
    }
    by_basis(survey, FindingCode::PowerlessDuty, found);
}

/// Who has the power to perform a function, asked for one holder at a time.
struct Powers<'c> {
    right: Right,
    /// Of scopes with many positions, the first of each holder.
    crowds: FxHashMap<Scope, FxHashMap<&'c Holder, u32>>,
}

impl<'c> Powers<'c> {
    fn new(function: Function) -> Self {
        Self { right: Right::Power(function), crowds: FxHashMap::default() }
    }

    /// Whether a holder, or anyone, has the power at a scope.
    fn are_held(&mut self, survey: &Survey<'c>, holder: &Holder, scope: Scope) -> bool {
        survey.giving(self.right, scope).into_iter().any(|(scope, positions)| {
            self.first(survey, scope, positions, holder).is_some()
                || self.first(survey, scope, positions, &Holder::Anyone).is_some()
        })
    }

    /// The first position by which a holder would have the power at a scope, if no narrower one
    /// took its place.
    fn displaced(&mut self, survey: &Survey<'c>, holder: &Holder, scope: Scope) -> Option<u32> {
        let above = survey.charter.scopes().above(survey.names(), self.right, scope);
        let own = above
            .into_iter()
            .filter_map(|(scope, positions)| self.first(survey, scope, positions, holder));
        own.min()
    }

    /// The first of the positions of a scope that is a holder's and holds on the day.
    fn first(
        &mut self,
        survey: &Survey<'c>,
        scope: Scope,
        positions: &[u32],
        holder: &Holder,
    ) -> Option<u32> {
        const MANY: usize = 16;
        let mut holders = positions
            .iter()
            .filter_map(|&index| survey.position(index).map(|position| (&position.holder, index)));
        if positions.len() < MANY {
            return holders.find(|(other, _)| *other == holder).map(|(_, index)| index);
        }
        let crowd = self.crowds.entry(scope).or_insert_with(|| {
            let mut crowd = FxHashMap::default();
            for (holder, index) in holders {
                crowd.entry(holder).or_insert(index);
            }
            crowd
        });
        crowd.get(holder).copied()
    }
}

/// Deciding or implementing that nobody supervises.
fn unchecked_powers(survey: &mut Survey<'_>) {
    let watching = [
        Right::Lead(Function::Supervise),
        Right::Power(Function::Supervise),
        Right::Claim(Claim::Verify),
    ];
    let (scopes, document) = (survey.charter.scopes(), survey.charter.document());
    let watching = watching.into_iter().flat_map(|right| scopes.of_on(document, right, survey.on));
    let watching = Meeting::new(survey.names(), watching);
    let missing = [Right::Lead(Function::Supervise), Right::Power(Function::Supervise)];
    let missing = missing.into_iter().flat_map(|right| survey.missing(right)).collect();
    let missing = survey.statements(missing);
    let mut found: ByHolder<'_> = FxHashMap::default();
    for held in survey.positions() {
        for right in held.position.rights() {
            let (Right::Power(function) | Right::Lead(function)) = right else {
                continue;
            };
            if !matches!(function, Function::Decide | Function::Implement) {
                continue;
            }
            let scopes = survey.scopes(held);
            let Some(scope) = scopes.iter().copied().find(|scope| !watching.meets(*scope)) else {
                continue;
            };
            let stated = missing.first(None, scope);
            let basis = if stated.is_some() { Basis::Stated } else { Basis::Silent };
            let entry = found.entry((basis, &held.position.holder)).or_default();
            entry.functions.insert(function);
            entry.causes.push(survey.position_cause(held.index));
            entry.causes.extend(stated.map(|statement| survey.position_cause(statement.index)));
        }
    }
    by_basis(survey, FindingCode::UncheckedPower, found);
}

/// One finding for those of equal basis and functions.
fn by_basis(survey: &mut Survey<'_>, code: FindingCode, found: ByHolder<'_>) {
    type Of = (Basis, BTreeSet<Function>);
    type Together<'c> = (Vec<&'c Holder>, Vec<Cause>, BTreeSet<(Function, Scope)>);
    let mut grouped: BTreeMap<Of, Together<'_>> = BTreeMap::new();
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_unstable_by_key(|(of, _)| *of);
    for ((basis, holder), found) in found {
        let entry = grouped.entry((basis, found.functions)).or_default();
        entry.0.push(holder);
        entry.1.extend(found.causes);
        entry.2.extend(found.powers);
    }
    for ((basis, functions), (holders, mut causes, powers)) in grouped {
        for (function, scope) in powers {
            let positions = survey.charter.scopes().at(Right::Power(function), scope).iter();
            let in_force = positions.filter(|&&index| survey.position(index).is_some());
            causes.extend(in_force.map(|&index| survey.position_cause(index as usize)));
        }
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
    type Hands<'c> = [Vec<(usize, &'c [Scope])>; 3];
    let mut by_holder: FxHashMap<&Holder, Hands<'_>> = FxHashMap::default();
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
    let by_holder: BTreeMap<&Holder, Hands<'_>> = by_holder.into_iter().collect();
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
