//! Checks of the way a matter goes: in, along which line, by which steps, by when, and up.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::clear::Clear;
use crate::audit::code::{Basis, FindingCode};
use crate::audit::coverage::Coverage;
use crate::audit::finding::Cause;
use crate::audit::grouping::dedup;
use crate::audit::ruling;
use crate::audit::skipping;
use crate::audit::subject::Subject;
use crate::audit::survey::{Survey, absent_steps, list, steps, texts};
use crate::audit::upward;
use crate::charter::{Scope, cross};
use crate::intake::{AbsentChannel, Intake, Medium};
use crate::position::{Function, Holder, Position, PositionKind};
use crate::problem::{Arg, Path};
use crate::procedure::{Procedure, Response, Start, Step, StepPurpose};
use crate::triage::Dimension;
use crate::values::key::StepKey;
use crate::values::lang::Lang;
use crate::values::stated::{Listed, Stated};
use crate::values::text::Text;

pub(super) fn check(survey: &mut Survey<'_>) {
    undrawn_line(survey);
    unserved_matters(survey);
    upward::no_way_up(survey);
    no_channel(survey);
    missing_steps(survey);
    skipping::skippable_steps(survey);
    no_term(survey);
    ruling::no_rule(survey);
    no_criteria(survey);
}

/// No line between topics, or one that looks at neither severity nor expertise.
fn undrawn_line(survey: &mut Survey<'_>) {
    let path = Path::default().field("triage");
    let (basis, cause) = match survey.charter.triage() {
        Stated::Unstated => (Basis::Silent, Cause::new(path, None)),
        Stated::Absent(absence) => (Basis::Stated, Cause::new(path, absence.source())),
        Stated::Given(triage) => {
            // That a row names one of them is not enough, where it makes no difference.
            let both = [Dimension::Severity, Dimension::Expertise];
            let table = survey.charter.triage_table();
            if table.is_some_and(|table| both.iter().any(|one| table.turns_on(*one))) {
                return;
            }
            (Basis::Stated, Cause::new(path, triage.source()))
        }
    };
    survey.add(FindingCode::UndrawnLine, basis, Vec::new(), vec![cause], Vec::new());
}

/// Matters that no procedure takes.
fn unserved_matters(survey: &mut Survey<'_>) {
    let document = survey.charter.document();
    let mut taken = Coverage::new(survey.names());
    for (_, procedure) in survey.procedures() {
        let matters = procedure.matters.given().map_or(&[][..], Vec::as_slice);
        let scopes = cross(document, survey.names(), matters, &[]);
        scopes.into_iter().for_each(|scope| taken.add(scope));
    }
    let mut stated = Vec::new();
    for (index, listed) in survey.charter.procedures().iter().enumerate() {
        let Listed::Absent(absent) = listed else {
            continue;
        };
        let scopes = cross(document, survey.names(), &absent.matters, &[]);
        let clear = taken.clear_scopes(&scopes);
        scopes.into_iter().for_each(|scope| taken.add(scope));
        if !clear.is_empty() {
            let cause = Cause::new(Path::entry("procedures", index), absent.source());
            stated.push((Basis::Stated, clear, cause));
        }
    }
    let clear = taken.clear_scopes(&[Scope::WHOLE]);
    if !clear.is_empty() {
        stated.push((Basis::Silent, clear, Cause::new(Path::default().field("procedures"), None)));
    }
    for (basis, clear, cause) in stated {
        let subjects = survey.scope_subjects(&Clear::scopes(&clear));
        let args = vec![Clear::arg(survey, "scope", &clear)];
        survey.add(FindingCode::UnservedMatter, basis, subjects, vec![cause], args);
    }
}

/// No way in that is open to anyone, in person and online.
fn no_channel(survey: &mut Survey<'_>) {
    let path = Path::default().field("intake");
    let any = ("in person and online", "当面和线上");
    let intake = match survey.charter.intake() {
        Stated::Given(intake) => intake,
        Stated::Unstated => {
            let args = vec![Arg::bilingual("missing", any.0, any.1)];
            let cause = vec![Cause::new(path, None)];
            return survey.add(FindingCode::NoChannel, Basis::Silent, Vec::new(), cause, args);
        }
        Stated::Absent(absence) => {
            let args = vec![Arg::bilingual("missing", any.0, any.1)];
            let cause = vec![Cause::new(path, absence.source())];
            return survey.add(FindingCode::NoChannel, Basis::Stated, Vec::new(), cause, args);
        }
    };
    for (media, en, zh) in [
        (&[Medium::InPerson, Medium::Visit][..], "in person", "当面"),
        (&[Medium::Online][..], "online", "线上"),
    ] {
        let open = intake.channels().iter().filter_map(Listed::given).any(|channel| {
            media.contains(&channel.medium())
                && channel.open_to().is_none_or(|open_to| *open_to == Holder::Anyone)
        });
        if open {
            continue;
        }
        let channels = path.clone().field("channels");
        let stated = said_of_all(intake, media).map(|marks| {
            let cause = |(index, absent): (usize, &AbsentChannel)| {
                Cause::new(channels.clone().index(index), absent.source())
            };
            marks.into_iter().map(cause).collect()
        });
        let (basis, mut causes) = match stated {
            Some(causes) => (Basis::Stated, causes),
            None => (Basis::Silent, vec![Cause::new(channels, intake.source())]),
        };
        dedup(&mut causes);
        let args = vec![Arg::bilingual("missing", en, zh)];
        survey.add(FindingCode::NoChannel, basis, Vec::new(), causes, args);
    }
}

/// The statements that together say that there is no channel of any of some media: one that means
/// all media, or else one for each of these.
fn said_of_all<'c>(
    intake: &'c Intake,
    media: &[Medium],
) -> Option<Vec<(usize, &'c AbsentChannel)>> {
    let marks = || {
        let channels = intake.channels().iter().enumerate();
        channels.filter_map(|(index, listed)| Some((index, listed.absent()?)))
    };
    if let Some(any) = marks().find(|(_, absent)| absent.medium().is_none()) {
        return Some(vec![any]);
    }
    let of = |medium: &Medium| marks().find(|(_, absent)| absent.medium() == Some(*medium));
    media.iter().map(of).collect()
}

/// What a procedure needs: one that only gives advice decides nothing that could be carried out.
fn needed(procedure: &Procedure) -> &'static [StepPurpose] {
    let decides = steps(procedure).any(|(_, step)| step.function == Function::Decide);
    if decides { StepPurpose::ALL } else { &[StepPurpose::Plan, StepPurpose::Hearing] }
}

/// Procedures without a step that they need.
fn missing_steps(survey: &mut Survey<'_>) {
    type Found<'c> = BTreeMap<(StepPurpose, Basis), Vec<(&'c Procedure, Cause)>>;
    let mut found: Found<'_> = BTreeMap::new();
    for (index, procedure) in survey.procedures() {
        let path = Path::entry("procedures", index);
        let needed = needed(procedure);
        for (at, absent) in absent_steps(procedure).filter(|(_, it)| needed.contains(&it.step)) {
            let cause = Cause::new(path.clone().field("steps").index(at), absent.source());
            let entry = found.entry((absent.step, Basis::Stated)).or_default();
            entry.push((procedure, cause));
        }
        for &purpose in needed {
            let (document, names) = (survey.charter.document(), survey.names());
            let purposes = || steps(procedure).map(|(_, step)| names.purpose(document, step));
            let there = purposes().any(|of| of == Some(purpose));
            let stated = absent_steps(procedure).any(|(_, absent)| absent.step == purpose);
            if !there && !stated {
                let cause = Cause::new(path.clone().field("steps"), procedure.source());
                found.entry((purpose, Basis::Silent)).or_default().push((procedure, cause));
            }
        }
    }
    for ((purpose, basis), found) in found {
        let (procedures, causes): (Vec<&Procedure>, Vec<Cause>) = found.into_iter().unzip();
        let code = match purpose {
            StepPurpose::Implementation => FindingCode::UnowedResult,
            StepPurpose::Plan
            | StepPurpose::Hearing
            | StepPurpose::Supervision
            | StepPurpose::DecisionDisclosure
            | StepPurpose::ResultDisclosure
            | StepPurpose::Evaluation => FindingCode::MissingStep,
        };
        let mut subjects = vec![Subject::Purpose(purpose)];
        subjects.extend(procedures.iter().map(|p| Subject::Procedure(p.key.clone())));
        let args = vec![
            texts("procedures", procedures.iter().map(|procedure| &procedure.name)),
            Arg::bilingual("purpose", purpose.label(Lang::En), purpose.label(Lang::Zh)),
        ];
        survey.add(code, basis, subjects, causes, args);
    }
}

/// What has no term.
enum Untimed<'c> {
    Duty(&'c Position),
    Step(&'c Procedure, &'c Step),
}

impl Untimed<'_> {
    /// It in words, English and Chinese.
    fn words(&self, survey: &Survey<'_>) -> (String, String) {
        let say = |lang: Lang| match self {
            Self::Duty(position) => {
                let functions = position.functions.iter();
                let functions: Vec<&str> = functions.map(|f| f.label(lang)).collect();
                let holder = survey.charter.holder_name(&position.holder, lang);
                match lang {
                    Lang::En => format!("{holder} to {}", functions.join(", ")),
                    Lang::Zh => format!("{holder}{}", functions.join("、")),
                }
            }
            Self::Step(procedure, step) => {
                let (step, procedure) = (step.name.get(lang), procedure.name.get(lang));
                match lang {
                    Lang::En => format!("the step \"{step}\" of {procedure}"),
                    Lang::Zh => format!("{procedure}的“{step}”"),
                }
            }
        };
        (say(Lang::En), say(Lang::Zh))
    }
}

/// The steps of a procedure that are owed from the beginning, or after another step that names no
/// term: by when is then for each of them itself to say. A step that is never owed is never late.
fn owed_by_their_own_terms(procedure: &Procedure) -> BTreeSet<&StepKey> {
    let at_first = steps(procedure).filter(|(_, step)| step.start == Some(Start::Owed));
    let responses = steps(procedure).flat_map(|(_, step)| &step.then);
    let untimed = responses.filter(|response| response.within().is_unstated());
    at_first.map(|(_, step)| &step.key).chain(untimed.map(Response::step)).collect()
}

/// Duties and steps without a term.
fn no_term(survey: &mut Survey<'_>) {
    struct Found<'c> {
        what: Untimed<'c>,
        subject: Subject,
        cause: Cause,
    }
    let mut found: BTreeMap<Basis, Vec<Found<'_>>> = BTreeMap::new();
    for held in survey.positions() {
        let position = held.position;
        let kinds = &position.kinds;
        let is_duty = kinds.contains(PositionKind::Lead) || kinds.contains(PositionKind::Support);
        if !is_duty || position.within.is_given() {
            continue;
        }
        let (basis, source) = match &position.within {
            Stated::Absent(absence) => (Basis::Stated, absence.source()),
            Stated::Unstated | Stated::Given(_) => (Basis::Silent, None),
        };
        found.entry(basis).or_default().push(Found {
            what: Untimed::Duty(position),
            subject: Subject::Holder(position.holder.clone()),
            cause: Cause::new(
                Path::entry("positions", held.index).field("within"),
                source.or_else(|| position.source()),
            ),
        });
    }
    for (index, procedure) in survey.procedures() {
        let owed = owed_by_their_own_terms(procedure);
        for (at, step) in steps(procedure) {
            let path = Path::entry("procedures", index).field("steps").index(at);
            let mut add = |basis: Basis, absence: Option<&Text>, path: Path| {
                found.entry(basis).or_default().push(Found {
                    what: Untimed::Step(procedure, step),
                    subject: Subject::Step(procedure.key.clone(), step.key.clone()),
                    cause: Cause::new(path, absence.or_else(|| step.source())),
                });
            };
            match &step.within {
                Stated::Absent(absence) => {
                    add(Basis::Stated, absence.source(), path.clone().field("within"));
                }
                Stated::Unstated if owed.contains(&step.key) => {
                    add(Basis::Silent, None, path.clone().field("within"));
                }
                Stated::Unstated | Stated::Given(_) => {}
            }
            for (place, response) in step.then.iter().enumerate() {
                if let Stated::Absent(absence) = response.within() {
                    let path = path.clone().field("then").index(place).field("within");
                    add(Basis::Stated, absence.source().or_else(|| response.source()), path);
                }
            }
        }
    }
    for (basis, found) in found {
        let args = vec![list("what", found.iter().map(|found| found.what.words(survey)))];
        let mut subjects: Vec<Subject> = found.iter().map(|found| found.subject.clone()).collect();
        subjects.sort();
        subjects.dedup();
        let causes = found.into_iter().map(|found| found.cause).collect();
        survey.add(FindingCode::NoTerm, basis, subjects, causes, args);
    }
}

/// Procedures that do not say beforehand what success is.
fn no_criteria(survey: &mut Survey<'_>) {
    let mut found: BTreeMap<Basis, Vec<(&Procedure, Cause)>> = BTreeMap::new();
    for (index, procedure) in survey.procedures() {
        let (basis, source) = match &procedure.criteria {
            Stated::Given(_) => continue,
            Stated::Absent(absence) => (Basis::Stated, absence.source()),
            Stated::Unstated => (Basis::Silent, None),
        };
        let path = Path::entry("procedures", index).field("criteria");
        let cause = Cause::new(path, source.or_else(|| procedure.source()));
        found.entry(basis).or_default().push((procedure, cause));
    }
    for (basis, found) in found {
        let (procedures, causes): (Vec<&Procedure>, Vec<Cause>) = found.into_iter().unzip();
        let subjects = procedures.iter().map(|p| Subject::Procedure(p.key.clone())).collect();
        let args = vec![texts("procedures", procedures.iter().map(|p| &p.name))];
        survey.add(FindingCode::NoCriteria, basis, subjects, causes, args);
    }
}
