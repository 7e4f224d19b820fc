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
    // What is in play on some topic, and for each step what is in play where it can come before a
    // decision.
    let all = StepSet::first(steps.len());
    let order = Order::of(steps, decides);
    let mut in_play = StepSet::EMPTY;
    let mut beside_early = vec![StepSet::EMPTY; steps.len()];
    for barred in valuations.iter().map(GuardValuation::barred) {
        if (decides - barred).is_empty() {
            continue;
        }
        in_play |= all - barred;
        for index in order.before_deciding(barred).iter() {
            if let Some(beside) = beside_early.get_mut(index.get()) {
                *beside |= all - barred;
            }
        }
    }
    let owes_early = |index: StepIndex, owed: StepIndex| {
        beside_early.get(index.get()).is_some_and(|beside| beside.contains(owed))
    };
    let mut sound = true;
    for ((index, step), (_, stated)) in numbered(steps).zip(given) {
        reader.within_index(step.index, |reader| {
            if carries_out.contains(index)
                && step.start == Some(Start::Owed)
                && in_play.contains(index)
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

/// What the steps of a procedure wait for and bring into play, whatever the topic.
struct Order<'s> {
    steps: &'s [CompiledStep],
    /// Those that are not in play at first.
    excluded: StepSet,
    /// Those that can come before a decision at all.
    others: StepSet,
    /// For each step those that it includes.
    includes: Vec<StepSet>,
    /// For each step those that wait for it.
    awaited_by: Vec<StepSet>,
}

impl<'s> Order<'s> {
    fn of(steps: &'s [CompiledStep], decides: StepSet) -> Self {
        let is_excluded = |step: &CompiledStep| step.start == Some(Start::Excluded);
        let excluded =
            numbered(steps).filter(|(_, step)| is_excluded(step)).map(|(index, _)| index).collect();
        let includes = steps.iter().map(|step| step.inclusions.iter().map(|edge| edge.step));
        let mut awaited_by = vec![StepSet::EMPTY; steps.len()];
        for (index, step) in numbered(steps) {
            for awaited in step.after.iter() {
                if let Some(waiting) = awaited_by.get_mut(awaited.get()) {
                    *waiting = waiting.with(index);
                }
            }
        }
        Self {
            steps,
            excluded,
            others: StepSet::first(steps.len()) - decides,
            includes: includes.map(Iterator::collect).collect(),
            awaited_by,
        }
    }

    /// The steps that can come before any decision: those that are in play at first, or that such
    /// a step includes, and that wait for no other ones. What is owed by one that only comes after
    /// a decision is out of play if that failed, and does not bind. Nothing waits for a step that
    /// is not in play.
    fn before_deciding(&self, barred: StepSet) -> StepSet {
        let candidates = self.others - barred;
        let of = |sets: &[StepSet], step: StepIndex| {
            sets.get(step.get()).copied().unwrap_or(StepSet::EMPTY)
        };
        let mut early = StepSet::EMPTY;
        let mut in_play = candidates - self.excluded;
        // Those in play for which something changed since they were last looked at.
        let mut open = in_play;
        while let Some(index) = open.lowest() {
            open = open.without(index);
            let Some(step) = self.steps.get(index.get()) else { continue };
            if (step.after - barred - self.excluded - early).is_empty() {
                early = early.with(index);
                in_play |= of(&self.includes, index) & candidates;
                let changed = of(&self.includes, index) | of(&self.awaited_by, index);
                open |= (changed & in_play) - early;
            }
        }
        early
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
