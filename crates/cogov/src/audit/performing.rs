//! Checks of those whom a procedure names for its steps, and the triage table for advice: that they
//! may do what they are to do, and do not verify what they carried out.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::audit::able::{Ability, Able};
use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::grouping::{Why, dedup};
use crate::audit::holders::{Holders, Including};
use crate::audit::responsibility::function_arg;
use crate::audit::subject::Subject;
use crate::audit::survey::{Missing, Survey, steps};
use crate::charter::{Scope, cross};
use crate::position::{Function, Holder, Right};
use crate::problem::{Arg, Path};
use crate::procedure::{Procedure, Step};
use crate::triage::{Destination, TriageRow};
use crate::values::key::ProcedureKey;
use crate::values::lang::Lang;

/// What each may and may not do of a function, by the numbers of those who act as it acts.
type Ables<'c> = BTreeMap<(Including, Function), Able<'c>>;

/// Something that a charter gives to one party, seat or sector, within a procedure.
struct Given<'c> {
    procedure: &'c Procedure,
    function: Function,
    by: &'c Holder,
    task: Task<'c>,
    /// Those who act as that holder acts: anyone, where positions do not name it.
    including: Including,
    /// On which matters the procedure is followed.
    scopes: Rc<[Scope]>,
}

enum Task<'c> {
    /// A step, and where it stands: the procedure and the step, in their lists.
    Step(&'c Step, (usize, usize)),
    /// To advise, by a row of the triage table, which stands there in its list. Whoever sits for a
    /// body or a sector advises for it: for each of these seats, those who act as it acts.
    Advice(&'c TriageRow, usize, Rc<[Including]>),
}

pub(super) fn check(survey: &mut Survey<'_>) {
    survey.begin();
    let mut given = steps_given(survey);
    given.extend(advice_given(survey));
    let mut able: Ables<'_> = BTreeMap::new();
    for one in &given {
        if survey.is_enough() {
            survey.leave_out(FindingCode::PowerlessDuty);
            survey.leave_out(FindingCode::SelfCheck);
            break;
        }
        for including in one.each_including() {
            let of = (including.clone(), one.function);
            able.entry(of).or_insert_with(|| Able::new(survey, including, one.function));
        }
    }
    let mut missing = BTreeMap::new();
    for one in &given {
        powerless(survey, one, &able, &mut missing);
    }
    same_hands(survey, &given, &able);
}

impl Given<'_> {
    /// Those who act as it acts, and as each seat that acts for it.
    fn each_including(&self) -> impl Iterator<Item = &Including> {
        let seats = match &self.task {
            Task::Step(..) => &[][..],
            Task::Advice(_, _, seats) => seats,
        };
        std::iter::once(&self.including).chain(seats)
    }

    fn cause(&self) -> Cause {
        match self.task {
            Task::Step(step, (procedure, at)) => {
                let path = Path::entry("procedures", procedure).field("steps").index(at);
                Cause::new(path.field("by"), step.source())
            }
            Task::Advice(row, at, _) => {
                let path = Path::default().field("triage").field("rows").index(at);
                Cause::new(path.field("route").field("advisers"), row.source())
            }
        }
    }

    fn subjects(&self) -> Vec<Subject> {
        let procedure = self.procedure.key.clone();
        vec![
            Subject::Function(self.function),
            Subject::Holder(self.by.clone()),
            match self.task {
                Task::Step(step, _) => Subject::Step(procedure, step.key.clone()),
                Task::Advice(..) => Subject::Procedure(procedure),
            },
        ]
    }

    /// What it is, in words.
    fn arg(&self) -> Arg {
        let [of, of_zh] = [Lang::En, Lang::Zh].map(|lang| self.procedure.name.get(lang));
        let (en, zh) = match self.task {
            Task::Step(step, _) => {
                let [step, step_zh] = [Lang::En, Lang::Zh].map(|lang| step.name.get(lang));
                let en = format!(" in the step \"{step}\" of {of}");
                (en, format!("在{of_zh}的“{step_zh}”中"))
            }
            Task::Advice(..) => (format!(" as an adviser in {of}"), format!("作为{of_zh}的顾问")),
        };
        Arg::bilingual("on", en, zh)
    }
}

/// Those who act as a holder acts: anyone, where positions do not name it.
fn including(holders: &Holders<'_>, by: &Holder) -> Including {
    match holders.number(by) {
        Some(number) => holders.including(number),
        None => holders.number(&Holder::Anyone).into_iter().collect(),
    }
}

/// On which matters a procedure is followed.
fn scopes_of(survey: &Survey<'_>, procedure: &Procedure) -> Rc<[Scope]> {
    let matters = procedure.matters.given().map_or(&[][..], Vec::as_slice);
    cross(survey.charter.document(), survey.names(), matters, &[]).into()
}

/// The steps that a party or a seat is named for: others are many, of whom one may be enough.
fn steps_given<'c>(survey: &Survey<'c>) -> Vec<Given<'c>> {
    let holders = survey.holders();
    let mut given = Vec::new();
    for (index, procedure) in survey.procedures() {
        let scopes = scopes_of(survey, procedure);
        for (at, step) in steps(procedure) {
            let Some(by @ (Holder::Party(_) | Holder::Seat(_))) = &step.by else {
                continue;
            };
            let (task, scopes) = (Task::Step(step, (index, at)), Rc::clone(&scopes));
            let (function, including) = (step.function, including(&holders, by));
            given.push(Given { procedure, function, by, task, including, scopes });
        }
    }
    given
}

/// The advice that the triage table asks for: of each adviser in each procedure the first row.
fn advice_given<'c>(survey: &Survey<'c>) -> Vec<Given<'c>> {
    let Some(triage) = survey.charter.triage().given() else { return Vec::new() };
    let holders = survey.holders();
    // One that is not in force asks nobody.
    let procedures: BTreeMap<_, _> =
        survey.procedures().map(|(_, procedure)| (&procedure.key, procedure)).collect();
    let sitting = OnceCell::new();
    let mut asked = BTreeSet::new();
    let mut given = Vec::new();
    for (at, row) in triage.rows().iter().enumerate() {
        let Destination::ConsultWithAdvisers { procedure, advisers: by } = row.route() else {
            continue;
        };
        if !asked.insert((procedure, by)) {
            continue;
        }
        let Some(&procedure) = procedures.get(procedure) else { continue };
        let sitting = sitting.get_or_init(|| sitting_for(survey));
        let task = Task::Advice(row, at, sitting.get(by).cloned().unwrap_or_default());
        let (function, including) = (Function::Deliberate, including(&holders, by));
        let scopes = scopes_of(survey, procedure);
        given.push(Given { procedure, function, by, task, including, scopes });
    }
    given
}

/// For each body and each sector those who act as one of its seats acts.
fn sitting_for(survey: &Survey<'_>) -> BTreeMap<Holder, Rc<[Including]>> {
    let holders = survey.holders();
    let mut sitting: BTreeMap<Holder, Vec<Including>> = BTreeMap::new();
    for seat in survey.charter.seats().iter().filter_map(|seat| seat.given()) {
        let own = including(&holders, &Holder::Seat(seat.key.clone()));
        let sector = seat.represents.clone().filter(|whom| matches!(whom, Holder::Sector(_)));
        for whom in sector.into_iter().chain([Holder::Party(seat.body.clone())]) {
            sitting.entry(whom).or_default().push(own.clone());
        }
    }
    // Seats that hold nothing act as anyone does, and are as many as one.
    let each = |mut seats: Vec<Including>| {
        seats.sort_unstable();
        seats.dedup();
        seats.into()
    };
    sitting.into_iter().map(|(whom, seats)| (whom, each(seats))).collect()
}

/// Something whose performer may not perform it, on any of the matters at any place.
fn powerless<'c>(
    survey: &mut Survey<'c>,
    given: &Given<'_>,
    able: &Ables<'_>,
    missing: &mut BTreeMap<Function, Vec<Missing<'c>>>,
) {
    let names = survey.names();
    let of = |including: &Including| able.get(&(including.clone(), given.function));
    let mut each = given.each_including().map_while(of);
    // Of those that were left out it is said already that they were.
    let Some(able) = each.next() else { return };
    // Whoever sits for it makes up for what it lacks.
    let own = able.on(survey, &given.scopes);
    let ability = each.try_fold(own, |own, seat| {
        survey.look_at(1);
        match own {
            Ability::Free | Ability::Unknown => Err(own),
            _ if survey.is_enough() => Err(Ability::Unknown),
            Ability::Barred | Ability::Lacking => match seat.on(survey, &given.scopes) {
                Ability::Barred | Ability::Lacking => Ok(own),
                settled => Err(settled),
            },
        }
    });
    let (Ok(ability) | Err(ability)) = ability;
    let why = match ability {
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
        let function = given.function;
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
        function_arg(given.function),
        given.arg(),
        why.arg(),
    ];
    survey.add(FindingCode::PowerlessDuty, basis, given.subjects(), causes, args);
}

/// Steps of one procedure that let one party or seat carry out and verify, or a body and a seat of
/// it, unless a bar keeps it from one of them. What was found by its positions is not said again.
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
        if one.function == implement {
            hands.entry(entry()).or_default()[0].push(one);
        } else if one.function == supervise {
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
    let able_to = |one: &Given<'_>, function| able.get(&(one.including.clone(), function));
    for (by, carry_out, verify) in pairs {
        let (Some(performing), Some(verifying)) = (carry_out.first(), verify.first()) else {
            continue;
        };
        let (Some(implementing), Some(supervising)) =
            (able_to(performing, implement), able_to(verifying, supervise))
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
            of_both().flat_map(|one| one.subjects()).filter(|s| matches!(s, Subject::Step(..))),
        );
        let causes = of_both().map(|one| one.cause()).collect();
        let args = vec![survey.holder_arg("holders", &holders)];
        survey.add(FindingCode::SelfCheck, Basis::Stated, subjects, causes, args);
    }
}
