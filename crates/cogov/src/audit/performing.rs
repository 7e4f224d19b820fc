//! Checks of those whom a procedure names for its steps: that they may do what they are to do, and
//! do not verify what they carried out.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::audit::checking::bars_from_checking;
use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::grouping::{Why, dedup};
use crate::audit::holders::Including;
use crate::audit::responsibility::function_arg;
use crate::audit::subject::Subject;
use crate::audit::survey::{Missing, Survey, steps};
use crate::charter::{Scope, cross};
use crate::position::{Function, Holder, Right};
use crate::problem::{Arg, Path};
use crate::procedure::{Procedure, Step};
use crate::values::key::ProcedureKey;
use crate::values::lang::Lang;

/// What a holder may and may not do of a function, by its own positions and those of whoever
/// includes it.
#[derive(Default)]
struct Able<'c> {
    /// Where it may perform it.
    rights: Vec<&'c [Scope]>,
    /// Where it is barred from it, by which positions.
    bars: Vec<(usize, &'c [Scope])>,
    /// Where a bar keeps it from carrying out and supervising the same, if the function is one of
    /// these.
    apart: Vec<&'c [Scope]>,
}

/// The same by the number of the holder: nobody's, where positions do not name it, so that only
/// those of anyone count.
type Ables<'c> = BTreeMap<(Option<u32>, Function), Able<'c>>;

/// Whether a holder may perform a function on some matters.
enum Ability {
    /// On some of them at some place.
    Free,
    /// It is barred from it, wherever it has the right; or has none, and is barred somewhere.
    Barred,
    /// It has no such right.
    Lacking,
    /// That would take too long to tell.
    Unknown,
}

/// A step that a procedure gives to one party or seat.
struct Given<'c> {
    procedure: &'c Procedure,
    step: &'c Step,
    by: &'c Holder,
    /// The number of that holder, if positions name it.
    number: Option<u32>,
    /// Where the step stands: the procedure and the step, in their lists.
    place: (usize, usize),
    /// Those who act as the performer acts.
    including: Including,
    /// On which matters the procedure is followed.
    scopes: Rc<[Scope]>,
}

pub(super) fn check(survey: &mut Survey<'_>) {
    survey.begin();
    let given = given(survey);
    let mut able: Ables<'_> = BTreeMap::new();
    for one in &given {
        if survey.is_enough() {
            survey.leave_out(FindingCode::PowerlessDuty);
            survey.leave_out(FindingCode::SelfCheck);
            break;
        }
        let of = (one.number, one.step.function);
        able.entry(of).or_insert_with(|| Able::new(survey, &one.including, of.1));
    }
    let mut missing = BTreeMap::new();
    for one in &given {
        if let Some(able) = able.get(&(one.number, one.step.function)) {
            powerless_step(survey, one, able, &mut missing);
        }
    }
    same_hands(survey, &given, &able);
}

impl<'c> Able<'c> {
    fn new(survey: &Survey<'c>, including: &[u32], function: Function) -> Self {
        let holders = survey.holders();
        let mut able = Self::default();
        for &holder in including {
            let positions = holders.positions(holder);
            survey.look_at(positions.len());
            for &index in positions {
                let Some(position) = survey.position(index) else { continue };
                if !position.functions.contains(&function) {
                    continue;
                }
                let scopes = || survey.charter.scopes().of_position(index as usize);
                for right in position.rights() {
                    match right {
                        Right::Power(of) if of == function => able.rights.push(scopes()),
                        // Whoever has the duty to carry out is made liable for it.
                        Right::Lead(Function::Implement) | Right::Support(Function::Implement)
                            if function == Function::Implement =>
                        {
                            able.rights.push(scopes());
                        }
                        Right::Bar(of) if of == function => {
                            if position.together_with.is_none() {
                                able.bars.push((index as usize, scopes()));
                            }
                            if bars_from_checking(position) {
                                able.apart.push(scopes());
                            }
                        }
                        Right::Power(_)
                        | Right::Lead(_)
                        | Right::Support(_)
                        | Right::Claim(_)
                        | Right::Bar(_)
                        | Right::Leadership(_) => {}
                    }
                }
            }
        }
        able
    }

    /// What it may do on some matters.
    fn on(&self, survey: &Survey<'_>, scopes: &[Scope]) -> Ability {
        let names = survey.names();
        let is_barred = |part: Scope| {
            let mut bars = self.bars.iter().flat_map(|(_, bars)| *bars);
            bars.any(|bar| {
                survey.look_at(1);
                names.covers(*bar, part)
            })
        };
        let mut ability = Ability::Lacking;
        for own in self.rights.iter().copied().flatten() {
            survey.look_at(scopes.len());
            if survey.is_enough() {
                return Ability::Unknown;
            }
            for part in scopes.iter().flat_map(|scope| names.common(*own, *scope)) {
                if !is_barred(part) {
                    return Ability::Free;
                }
                ability = Ability::Barred;
            }
        }
        // A bar without a power says as clearly that it is not the one to do it.
        let bars = || self.bars.iter().flat_map(|(_, bars)| *bars);
        let is_met = |scope: &Scope| bars().any(|bar| names.meet(*bar, *scope));
        match ability {
            Ability::Lacking if scopes.iter().any(is_met) => Ability::Barred,
            ability => ability,
        }
    }
}

impl Given<'_> {
    fn cause(&self) -> Cause {
        let (procedure, step) = self.place;
        let path = Path::entry("procedures", procedure).field("steps").index(step);
        Cause::new(path.field("by"), self.step.source())
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
        let scopes: Rc<[Scope]> = cross(document, survey.names(), matters, &[]).into();
        for (at, step) in steps(procedure) {
            let Some(by @ (Holder::Party(_) | Holder::Seat(_))) = &step.by else {
                continue;
            };
            let number = holders.number(by);
            let including = match number {
                Some(number) => holders.including(number),
                None => holders.number(&Holder::Anyone).into_iter().collect(),
            };
            let (place, scopes) = ((index, at), Rc::clone(&scopes));
            given.push(Given { procedure, step, by, number, place, including, scopes });
        }
    }
    given
}

/// A step whose performer may not perform it, on any of the matters at any place.
fn powerless_step<'c>(
    survey: &mut Survey<'c>,
    given: &Given<'_>,
    able: &Able<'_>,
    missing: &mut BTreeMap<Function, Vec<Missing<'c>>>,
) {
    let names = survey.names();
    let why = match able.on(survey, &given.scopes) {
        Ability::Free => return,
        Ability::Unknown => return survey.leave_out(FindingCode::PowerlessDuty),
        Ability::Barred => Why::Barred,
        Ability::Lacking => Why::Plain,
    };
    let mut causes = vec![given.cause()];
    if why == Why::Barred {
        let meets = |bar: &Scope| given.scopes.iter().any(|scope| names.meet(*bar, *scope));
        let bars = able.bars.iter().filter(|(_, bars)| bars.iter().any(meets));
        causes.extend(bars.map(|(index, _)| survey.position_cause(*index)));
    } else {
        let holders = survey.holders();
        let speaks_of =
            |holder: Option<u32>| holder.is_none_or(|holder| given.including.contains(&holder));
        let function = given.step.function;
        let of = || survey.missing(Right::Power(function));
        let missing = missing.entry(function).or_insert_with(of).iter();
        let missing = missing.filter(|missing| speaks_of(holders.of_position(missing.index)));
        let missing = missing.filter(|missing| {
            let mut scopes = missing.scopes().iter();
            survey.look_at(scopes.len().saturating_mul(given.scopes.len()));
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

/// Steps of one procedure that let one party or seat carry out and verify, or a body and a seat of
/// it, unless a bar keeps it
/// from one of them. What was found by its positions is not said again.
fn same_hands(survey: &mut Survey<'_>, given: &[Given<'_>], able: &Ables<'_>) {
    let (implement, supervise) = (Function::Implement, Function::Supervise);
    let found = survey.holders_found(FindingCode::SelfCheck);
    // What a seat verifies of what its body carried out, the body verifies itself.
    let bodies = given.iter().filter_map(|one| {
        let Holder::Seat(seat) = one.by else { return None };
        let body = &survey.charter.seat(seat).ok()?.body;
        Some((one.by, Holder::Party(body.clone())))
    });
    let bodies: BTreeMap<&Holder, Holder> = bodies.collect();
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
    let hands = &hands;
    let pairs = hands.iter().filter(|(_, [_, verify])| !verify.is_empty());
    let pairs = pairs.flat_map(|((procedure, by), [_, verify])| {
        let performers = [Some(*by), bodies.get(by)].into_iter().flatten();
        performers.filter_map(move |performer| {
            let [carry_out, _] = hands.get(&(*procedure, performer))?;
            Some((*by, carry_out, verify))
        })
    });
    let pairs: Vec<_> = pairs.collect();
    for (by, carry_out, verify) in pairs {
        let (Some(performing), Some(verifying)) = (carry_out.first(), verify.first()) else {
            continue;
        };
        let (Some(implementing), Some(supervising)) =
            (able.get(&(performing.number, implement)), able.get(&(verifying.number, supervise)))
        else {
            continue;
        };
        let mut at = carry_out.iter().flat_map(|one| one.scopes.iter());
        let apart = implementing.apart.iter().chain(&supervising.apart);
        let is_apart = at.all(|at| {
            apart.clone().any(|bars| {
                survey.look_at(bars.len());
                bars.iter().any(|bar| survey.names().covers(*bar, *at))
            })
        });
        let is_found = found.contains(by);
        if is_apart || is_found {
            continue;
        }
        let of_both = || carry_out.iter().chain(verify);
        let mut holders = vec![performing.by, by];
        holders.dedup();
        let mut subjects: Vec<Subject> =
            holders.iter().map(|holder| Subject::Holder((*holder).clone())).collect();
        subjects.extend(
            of_both().map(|one| Subject::Step(one.procedure.key.clone(), one.step.key.clone())),
        );
        let causes = of_both().map(|one| one.cause()).collect();
        let args = vec![survey.holder_arg("holders", &holders)];
        survey.add(FindingCode::SelfCheck, Basis::Stated, subjects, causes, args);
    }
}
