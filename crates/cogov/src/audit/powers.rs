//! Checks of powers: that somebody watches them, and that they have bounds.

use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::grouping::{Grouping, Why};
use crate::audit::open::Open;
use crate::audit::subject::Subject;
use crate::audit::survey::{InForce, Survey};
use crate::audit::watchers::Watchers;
use crate::position::{Function, Position, Right};
use crate::problem::{Arg, Path};
use crate::values::stated::Stated;

pub(super) fn check(survey: &mut Survey<'_>) {
    unchecked_powers(survey);
    unbounded_powers(survey);
}

/// Deciding or implementing that nobody supervises, as far as nobody does.
fn unchecked_powers(survey: &mut Survey<'_>) {
    let missing = [Right::Lead(Function::Supervise), Right::Power(Function::Supervise)];
    let missing = missing.into_iter().flat_map(|right| survey.missing(right)).collect();
    survey.begin();
    let watchers = Watchers::new(survey);
    let is_cut_short = survey.is_enough();
    let mut open = Open::new(survey, watchers.scopes(survey), missing);
    let mut found = Grouping::new(survey);
    if is_cut_short {
        found.leave_out();
    }
    let holders = survey.holders();
    for function in [Function::Decide, Function::Implement] {
        for right in [Right::Power(function), Right::Lead(function)] {
            for held in survey.giving_anywhere(right) {
                let Some(holder) = holders.of_position(held.index) else {
                    continue;
                };
                let who = (holder, Some(function), Why::Plain);
                let on = (held.index, survey.scopes(held));
                let is_bound = watchers.is_bound(holder, function);
                found.add_open(survey, who, on, |scope| {
                    let open = open.at(survey, scope);
                    match is_bound {
                        true => watchers.open(survey, (holder, function), scope, open),
                        false => open,
                    }
                });
            }
        }
    }
    found.finish(survey, FindingCode::UncheckedPower);
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
