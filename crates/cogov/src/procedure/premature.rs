//! Carrying out that is owed before anything was decided.
//!
//! What is carried out are the obligations of a decision. Were a step owed before, and did the
//! decision fail, there would be nothing to carry out and the step would be owed all the same.

use crate::json::Reader;
use crate::position::Function;
use crate::problem::ProblemCode;
use crate::procedure::compiled::CompiledStep;
use crate::procedure::guard::GuardValuation;
use crate::procedure::misuse::misuse;
use crate::procedure::step::{Disclosed, Start, Step};
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::values::lang::Lang;

/// Reports the implementing steps that are owed before a decision; says whether there is none.
///
/// Only steps that some topic has in play together count, since what is decided on grave matters
/// alone may be done at once on slight ones. Supervising is left alone: a body may watch over a
/// consultation from its beginning.
pub(super) fn check_premature(
    given: &[(usize, &Step)],
    steps: &[CompiledStep],
    valuations: &[GuardValuation],
    reader: &mut Reader,
) -> bool {
    let of = |function| numbered(steps).filter(move |(_, step)| step.function == function);
    let decides: StepSet = of(Function::Decide).map(|(index, _)| index).collect();
    let carries_out: StepSet = of(Function::Implement).map(|(index, _)| index).collect();
    if decides.is_empty() || carries_out.is_empty() {
        return true;
    }
    // For each topic what is out of play, and what can come before a decision.
    let topics: Vec<(StepSet, StepSet)> = valuations
        .iter()
        .map(GuardValuation::barred)
        .filter(|&barred| !(decides - barred).is_empty())
        .map(|barred| (barred, before_deciding(steps, decides, barred)))
        .collect();
    let decided_with = |parts: StepSet| topics.iter().any(|(barred, _)| !parts.meets(*barred));
    let owes_early = |index: StepIndex, owed: StepIndex| {
        let parts = StepSet::only(index).with(owed);
        topics.iter().any(|(barred, early)| !parts.meets(*barred) && early.contains(index))
    };
    let mut sound = true;
    for ((index, step), (_, stated)) in numbered(steps).zip(given) {
        reader.within_index(step.position, |reader| {
            if carries_out.contains(index)
                && step.start == Some(Start::Owed)
                && decided_with(StepSet::only(index))
            {
                sound = false;
                reader.within_known("start", owed_at_first);
            }
            if !comes_before_deciding(stated) {
                return;
            }
            reader.within_known("then", |reader| {
                for (place, edge) in step.responses.iter().enumerate() {
                    if carries_out.contains(edge.step) && owes_early(index, edge.step) {
                        sound = false;
                        reader.within_index(place, |reader| owed_early(step.function, reader));
                    }
                }
            });
        });
    }
    sound
}

fn numbered(steps: &[CompiledStep]) -> impl Iterator<Item = (StepIndex, &CompiledStep)> {
    steps.iter().enumerate().filter_map(|(number, step)| Some((StepIndex::new(number)?, step)))
}

/// Whether what is done in a step prepares a decision.
fn comes_before_deciding(step: &Step) -> bool {
    match step.function() {
        Function::Receive
        | Function::Screen
        | Function::Plan
        | Function::Convene
        | Function::Deliberate => true,
        Function::Disclose => step.discloses() == Some(Disclosed::Plan),
        Function::Decide
        | Function::Dispatch
        | Function::Implement
        | Function::Supervise
        | Function::Evaluate => false,
    }
}

/// The steps that can come before any decision: those that are in play at first, or that such a
/// step includes, and that wait for no other ones. What is owed by one that only comes after a
/// decision is out of play if that failed, and does not bind. Nothing waits for a step that is not
/// in play.
fn before_deciding(steps: &[CompiledStep], decides: StepSet, barred: StepSet) -> StepSet {
    let is_excluded = |step: &CompiledStep| step.start == Some(Start::Excluded);
    let excluded: StepSet =
        numbered(steps).filter(|(_, step)| is_excluded(step)).map(|(index, _)| index).collect();
    let mut early = StepSet::EMPTY;
    loop {
        let included: StepSet = numbered(steps)
            .filter(|(index, _)| early.contains(*index))
            .flat_map(|(_, step)| step.inclusions.iter().map(|edge| edge.step))
            .collect();
        let more: StepSet = numbered(steps)
            .filter(|(index, step)| {
                !early.contains(*index)
                    && !decides.contains(*index)
                    && !barred.contains(*index)
                    && (!is_excluded(step) || included.contains(*index))
                    && (step.after - barred - excluded - early).is_empty()
            })
            .map(|(index, _)| index)
            .collect();
        if more.is_empty() {
            return early;
        }
        early |= more;
    }
}

fn owed_at_first(reader: &mut Reader) {
    let reason = (
        "it would be owed before anything is decided, and stay owed if the decision fails",
        "作出决定之前该步骤即为应做，决定未通过时仍须做",
    );
    report(reason, reader);
}

fn owed_early(function: Function, reader: &mut Reader) {
    let reason = (
        format!(
            "a step with the function \"{}\" comes before the decision, and what it makes owed \
             stays owed if the decision fails",
            function.as_str()
        ),
        format!(
            "职能为“{}”的步骤先于决定，由其产生的落实在决定未通过时仍须做",
            function.label(Lang::Zh)
        ),
    );
    report((&reason.0, &reason.1), reader);
}

fn report((en, zh): (&str, &str), reader: &mut Reader) {
    let instead = (
        "leave it to an adopted decision, which makes it owed by its obligations, and ".to_owned(),
        "改由通过的决定以其义务使之应做，并".to_owned(),
    );
    reader.report(ProblemCode::MisusedStep, misuse((en.to_owned(), zh.to_owned()), instead));
}
