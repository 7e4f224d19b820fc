//! Checks of those who supervise: that they are others, and look at more than paper.

use std::collections::BTreeMap;

use crate::audit::clear::{Clear, LISTED};
use crate::audit::code::{Basis, FindingCode};
use crate::audit::coverage::Coverage;
use crate::audit::finding::Cause;
use crate::audit::first_meeting::FirstMeeting;
use crate::audit::grouping::dedup;
use crate::audit::holders::Holders;
use crate::audit::open::NOTING;
use crate::audit::own::{ByHolder, Own};
use crate::audit::same_person::SamePerson;
use crate::audit::subject::Subject;
use crate::audit::survey::{InForce, Survey, list, steps};
use crate::charter::Scope;
use crate::position::{Function, Holder, Position, Right};
use crate::problem::Path;
use crate::procedure::Form;
use crate::values::lang::Lang;

pub(super) fn check(survey: &mut Survey<'_>) {
    self_checks(survey);
    paper_checks(survey);
}

/// Positions of a holder that perform, and that check, each with its scopes.
type Hands<'c> = [Vec<(usize, &'c [Scope])>; 2];

/// What each party and each seat has at hand to carry out, and to check.
fn hands<'c>(survey: &Survey<'c>, holders: &Holders<'c>) -> BTreeMap<u32, Hands<'c>> {
    let (implement, supervise) = (Function::Implement, Function::Supervise);
    let hands = [
        vec![Right::Power(implement), Right::Lead(implement), Right::Support(implement)],
        vec![Right::Power(supervise), Right::Lead(supervise)],
    ];
    let mut by_holder: BTreeMap<u32, Hands<'c>> = BTreeMap::new();
    for (what, rights) in hands.into_iter().enumerate() {
        for held in survey.giving_any(rights) {
            let is_one = matches!(held.position.holder, Holder::Party(_) | Holder::Seat(_));
            let (true, Some(holder)) = (is_one, holders.of_position(held.index)) else {
                continue;
            };
            if let Some(list) = by_holder.entry(holder).or_default().get_mut(what) {
                list.push((held.index, survey.scopes(held)));
            }
        }
    }
    by_holder
}

/// The body of a seat, if positions name it: what the seat verifies of what the body carried out,
/// the body verifies itself.
fn body_of(survey: &Survey<'_>, holders: &Holders<'_>, seat: u32) -> Option<u32> {
    let Holder::Seat(seat) = holders.get(seat)? else { return None };
    holders.number(&Holder::Party(survey.charter.seat(seat).ok()?.body.clone()))
}

/// Parties and persons who both carry out and verify, without a bar against it.
fn self_checks(survey: &mut Survey<'_>) {
    survey.begin();
    let (implement, supervise) = (Function::Implement, Function::Supervise);
    let holders = survey.holders();
    let by_holder = hands(survey, &holders);
    let bars = |bars: fn(&Position) -> bool| {
        let all = survey.giving_any([Right::Bar(supervise), Right::Bar(implement)]).into_iter();
        ByHolder::new(survey, all.filter(|held| bars(held.position)))
    };
    let from_performing = bars(|position| keeps_from(position, Function::Implement));
    let from_checking = bars(|position| keeps_from(position, Function::Supervise));
    let bars = bars(bars_from_checking);
    let names = survey.names();
    let performs = |performer: &u32| {
        by_holder.get(performer).is_some_and(|[performs, _]| !performs.is_empty())
    };
    let same_person = SamePerson::new(survey, &holders, performs);
    let mut found: Vec<([u32; 2], Vec<usize>)> = Vec::new();
    let mut is_cut_short = false;
    for (checker, [_, checks]) in &by_holder {
        if checks.is_empty() {
            continue;
        }
        if survey.is_enough() || found.len() >= LISTED {
            is_cut_short = true;
            break;
        }
        let mut performers = same_person.with(*checker);
        performers.extend(Some(*checker).filter(performs));
        let body = body_of(survey, &holders, *checker).filter(performs);
        performers.extend(body);
        if performers.is_empty() {
            continue;
        }
        survey.look_at(performers.len());
        let mut checking = FirstMeeting::new(names);
        for (number, (_, scopes)) in checks.iter().enumerate() {
            scopes.iter().for_each(|scope| checking.add(survey, *scope, number));
        }
        for performer in performers {
            let Some([performs, _]) = by_holder.get(&performer) else {
                continue;
            };
            // A bar on anyone keeps either of them from it as their own does.
            let mut whose = holders.including(performer);
            let checkers = holders.including(*checker);
            let barred = if body == Some(performer) {
                // The bars of a body are not those of its seats.
                from_performing.own(&whose).and(from_checking.own(&checkers))
            } else {
                whose.extend(checkers);
                whose.sort_unstable();
                whose.dedup();
                bars.own(&whose)
            };
            // What of a position is not barred, and meets one that checks: a bar on a part leaves
            // the rest.
            let pair = performs.iter().find_map(|(performs, at)| {
                let at = at.iter().take_while(|_| !survey.is_enough());
                let meets =
                    |scope: &&Scope| checking.first(survey, Clear::whole(**scope)).is_some();
                let met = at.filter(meets);
                let open = met.flat_map(|scope| {
                    if survey.is_enough() {
                        is_cut_short = true;
                        return Vec::new();
                    }
                    let open = not_barred(survey, &barred, *scope);
                    is_cut_short |= open.len() >= LISTED;
                    open
                });
                let first = open.filter_map(|part| checking.first(survey, part)).min()?;
                Some((*performs, checks.get(first)?.0))
            });
            if let Some((performs, checks)) = pair {
                found.push(([performer, *checker], vec![performs, checks]));
            }
        }
    }
    if is_cut_short || survey.is_enough() {
        survey.leave_out(FindingCode::SelfCheck);
    }
    found.sort_unstable();
    for (numbers, positions) in found {
        let mut numbers = numbers.to_vec();
        numbers.dedup();
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

/// The parts of a scope that no bar covers.
fn not_barred(survey: &Survey<'_>, barred: &Own<'_>, scope: Scope) -> Vec<Clear> {
    let names = survey.names();
    if barred.covers(names, scope) {
        return Vec::new();
    }
    let meeting = barred.meeting(survey, scope);
    if meeting.is_empty() {
        return vec![Clear::whole(scope)];
    }
    // Noting one as covered takes longer than comparing it.
    survey.look_at(meeting.len().saturating_mul(NOTING));
    let mut covered = Coverage::within(names, scope);
    meeting.into_iter().for_each(|bar| covered.add(bar));
    covered.clear_scopes(&[scope])
}

/// Whether a bar keeps its holder from checking what it carried out itself: from one of both at
/// all, or from both on the same case.
pub(super) fn bars_from_checking(position: &Position) -> bool {
    [Function::Implement, Function::Supervise].iter().any(|one| keeps_from(position, *one))
}

/// Whether a bar keeps its holder from one of carrying out and supervising: from it at all, or from
/// both on the same case.
fn keeps_from(position: &Position, function: Function) -> bool {
    let both = [Function::Implement, Function::Supervise];
    position.rights().any(|right| match (right, position.together_with) {
        (Right::Bar(barred), None) => barred == function,
        (Right::Bar(barred), Some(other)) => {
            barred != other && both.contains(&barred) && both.contains(&other)
        }
        _ => false,
    })
}

/// By which rights one supervises, or helps to.
const SUPERVISING: [Right; 3] = [
    Right::Power(Function::Supervise),
    Right::Lead(Function::Supervise),
    Right::Support(Function::Supervise),
];

/// Supervision that looks at documents only.
fn paper_checks(survey: &mut Survey<'_>) {
    let positions: Vec<InForce<'_>> = survey
        .positions()
        .filter(|held| {
            held.position.forms == [Form::Documents]
                && held.position.rights().any(|right| SUPERVISING.contains(&right))
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
