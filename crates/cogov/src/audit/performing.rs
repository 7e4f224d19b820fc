//! Checks of those whom a procedure names for its steps: that they may do what they are to do, and
//! do not verify what they carried out.

use std::collections::BTreeMap;

use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::grouping::{Why, dedup};
use crate::audit::holders::Including;
use crate::audit::own::ByHolder;
use crate::audit::responsibility::function_arg;
use crate::audit::subject::Subject;
use crate::audit::survey::{Survey, steps};
use crate::charter::{Scope, cross};
use crate::position::{Function, Holder, Right};
use crate::problem::{Arg, Path};
use crate::procedure::{Procedure, Step};
use crate::values::key::ProcedureKey;
use crate::values::lang::Lang;

/// What bears on performing a function.
struct Performing<'c> {
    /// Positions that let their holders perform it.
    rights: ByHolder<'c>,
    /// Bars on it, on their own or together with another function.
    bars: ByHolder<'c>,
    /// Of these, those on their own.
    plain_bars: ByHolder<'c>,
}

/// A step that a procedure gives to one party or seat.
struct Given<'c> {
    procedure: &'c Procedure,
    step: &'c Step,
    by: &'c Holder,
    /// Where the step stands.
    path: Path,
    /// Those who act as the performer acts.
    including: Including,
    /// On which matters the procedure is followed.
    scopes: Vec<Scope>,
}

pub(super) fn check(survey: &mut Survey<'_>) {
    let given = given(survey);
    let mut of: BTreeMap<Function, Performing<'_>> = BTreeMap::new();
    for one in &given {
        of.entry(one.step.function).or_insert_with(|| Performing::new(survey, one.step.function));
    }
    survey.begin();
    for one in &given {
        if survey.is_enough() {
            survey.leave_out(FindingCode::PowerlessDuty);
            break;
        }
        if let Some(performing) = of.get(&one.step.function) {
            powerless_step(survey, one, performing);
        }
    }
    same_hands(survey, &given, &of);
}

impl<'c> Performing<'c> {
    fn new(survey: &Survey<'c>, function: Function) -> Self {
        let rights = match function {
            // Whoever has the duty to carry out is made liable for it.
            Function::Implement => {
                vec![Right::Power(function), Right::Lead(function), Right::Support(function)]
            }
            _ => vec![Right::Power(function)],
        };
        let rights = survey.giving_any(rights).into_iter();
        let bars = survey.giving_anywhere(Right::Bar(function));
        let plain = bars.iter().copied().filter(|bar| bar.position.together_with.is_none());
        Self {
            rights: ByHolder::new(survey, rights),
            plain_bars: ByHolder::new(survey, plain),
            bars: ByHolder::new(survey, bars.into_iter()),
        }
    }
}

impl Given<'_> {
    fn cause(&self) -> Cause {
        Cause::new(self.path.clone(), self.step.source())
    }

    fn subjects(&self) -> Vec<Subject> {
        vec![
            Subject::Function(self.step.function),
            Subject::Holder(self.by.clone()),
            Subject::Step(self.procedure.key.clone(), self.step.key.clone()),
        ]
    }

    /// Which step it is, in words.
    fn arg(&self) -> Arg {
        let say = |lang| (self.step.name.get(lang), self.procedure.name.get(lang));
        let ((step, of), (step_zh, of_zh)) = (say(Lang::En), say(Lang::Zh));
        let en = format!(" in the step \"{step}\" of {of}");
        Arg::bilingual("on", en, format!("在{of_zh}的“{step_zh}”中"))
    }
}

/// The steps that a party or a seat is named for: others are many, of whom one may be enough.
fn given<'c>(survey: &Survey<'c>) -> Vec<Given<'c>> {
    let holders = survey.holders();
    let document = survey.charter.document();
    let mut given = Vec::new();
    for (index, procedure) in survey.procedures() {
        let matters = procedure.matters.given().map_or(&[][..], Vec::as_slice);
        let scopes = cross(document, survey.names(), matters, &[]);
        for (at, step) in steps(procedure) {
            let Some(by @ (Holder::Party(_) | Holder::Seat(_))) = &step.by else {
                continue;
            };
            let including = match holders.number(by) {
                Some(number) => holders.including(number),
                None => holders.number(&Holder::Anyone).into_iter().collect(),
            };
            let path = Path::entry("procedures", index).field("steps").index(at).field("by");
            let scopes = scopes.clone();
            given.push(Given { procedure, step, by, path, including, scopes });
        }
    }
    given
}

/// A step whose performer may not perform it, on any of the matters at any place.
fn powerless_step(survey: &mut Survey<'_>, given: &Given<'_>, performing: &Performing<'_>) {
    let names = survey.names();
    let own = performing.rights.own(&given.including);
    let mut held =
        given.scopes.iter().flat_map(|scope| own.meeting(survey, *scope)).collect::<Vec<_>>();
    let bars = performing.plain_bars.own(&given.including);
    let before = held.len();
    held.retain(|own| !bars.covers(names, *own));
    if !held.is_empty() {
        return;
    }
    let right = Right::Power(given.step.function);
    let (mut causes, mut why) = (vec![given.cause()], Why::Plain);
    if before > 0 {
        why = Why::Barred;
        let bars = performing.plain_bars.of(&given.including);
        causes.extend(bars.map(|(index, _)| survey.position_cause(index)));
    } else {
        let holders = survey.holders();
        let speaks_of =
            |holder: Option<u32>| holder.is_none_or(|holder| given.including.contains(&holder));
        let missing = survey.missing(right).into_iter();
        let missing = missing.filter(|missing| speaks_of(holders.of_position(missing.index)));
        let missing = missing.filter(|missing| {
            let mut scopes = missing.scopes().iter();
            scopes.any(|said| given.scopes.iter().any(|scope| names.meet(*said, *scope)))
        });
        causes.extend(missing.map(|missing| survey.position_cause(missing.index)));
    }
    let basis = if causes.len() > 1 { Basis::Stated } else { Basis::Silent };
    dedup(&mut causes);
    let args = vec![
        survey.holder_arg("holders", &[given.by]),
        function_arg(given.step.function),
        given.arg(),
        why.arg(),
    ];
    survey.add(FindingCode::PowerlessDuty, basis, given.subjects(), causes, args);
}

/// Steps of one procedure that let one party or seat carry out and verify, though it has not both
/// by its positions, of which another check speaks, and no bar keeps it from one of them.
fn same_hands(
    survey: &mut Survey<'_>,
    given: &[Given<'_>],
    of: &BTreeMap<Function, Performing<'_>>,
) {
    let (implement, supervise) = (Function::Implement, Function::Supervise);
    let (Some(implementing), Some(supervising)) = (of.get(&implement), of.get(&supervise)) else {
        return;
    };
    type Key<'c> = (&'c ProcedureKey, &'c Holder);
    let mut hands: BTreeMap<Key<'_>, [Vec<&Given<'_>>; 2]> = BTreeMap::new();
    for one in given {
        let entry = || (&one.procedure.key, one.by);
        if one.step.function == implement {
            hands.entry(entry()).or_default()[0].push(one);
        } else if one.step.function == supervise {
            hands.entry(entry()).or_default()[1].push(one);
        }
    }
    for ((_, by), [carry_out, verify]) in hands {
        let (Some(first), false) = (carry_out.first(), verify.is_empty()) else {
            continue;
        };
        let has = |positions: &ByHolder<'_>| positions.of(&first.including).next().is_some();
        let is_barred = has(&implementing.bars) || has(&supervising.bars);
        let is_found = has(&implementing.rights) && has(&supervising.rights);
        if is_barred || is_found {
            continue;
        }
        let of_both = || carry_out.iter().chain(&verify);
        let mut subjects = vec![Subject::Holder(by.clone())];
        subjects.extend(
            of_both().map(|one| Subject::Step(one.procedure.key.clone(), one.step.key.clone())),
        );
        let causes = of_both().map(|one| one.cause()).collect();
        let args = vec![survey.holder_arg("holders", &[by])];
        survey.add(FindingCode::SelfCheck, Basis::Stated, subjects, causes, args);
    }
}
