//! Compiling a procedure: keys become numbers, relations become masks, misuse is reported.

use std::cell::Cell;

use crate::json::Reader;
use crate::position::Function;
use crate::procedure::absorption::check_absorption;
use crate::procedure::compiled::{CompiledProcedure, CompiledStep};
use crate::procedure::conclusion::Conclusion;
use crate::procedure::definition::Procedure;
use crate::procedure::draft::{Draft, number_of};
use crate::procedure::edge::{EffectEdge, Effects};
use crate::procedure::guard::Guards;
use crate::procedure::premature::check_premature;
use crate::procedure::step::Step;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::triage::Scale;
use crate::values::bounds;

/// Compiles a procedure and reports what is wrong with it, with paths from the procedure.
///
/// Decision rules, holders, matters and places are the charter's to check.
pub(crate) fn compile(
    procedure: &Procedure,
    scales: &[Scale],
    reader: &mut Reader,
) -> Option<CompiledProcedure> {
    reader.within_known("steps", |reader| {
        let listed = procedure.steps().iter().enumerate();
        let given: Vec<(usize, &Step)> =
            listed.filter_map(|(position, step)| Some((position, step.given()?))).collect();
        if !reader.within_length(bounds::PROCEDURE_STEPS, given.len()) {
            return None;
        }
        let unique = check_keys(&given, reader);
        let carrying_out = (given.iter().enumerate())
            .filter(|(_, (_, step))| {
                matches!(step.function(), Function::Implement | Function::Supervise)
            })
            .filter_map(|(number, _)| StepIndex::new(number))
            .collect();
        let mut sound = unique;
        let mut guards = Guards::new(StepSet::first(given.len()));
        let mut steps = Vec::with_capacity(given.len());
        for (number, &(position, step)) in given.iter().enumerate() {
            let Some(index) = StepIndex::new(number) else { continue };
            reader.within_index(position, |reader| {
                let draft =
                    Draft { step, index, given: &given, carrying_out, sound: Cell::new(true) };
                steps.push(draft.compile(position, reader));
                sound &= draft.sound.get();
                if let Some(condition) = step.when() {
                    sound &= reader.within_known("when", |reader| {
                        guards.add(index, condition, scales, reader)
                    });
                }
            });
        }
        sound &= check_absorption(&steps, reader);
        if !sound {
            return None;
        }
        let valuations = guards.valuations(reader)?;
        if !check_premature(&given, &steps, &valuations, reader) {
            return None;
        }
        Some(CompiledProcedure::of(steps, guards, valuations))
    })
}

/// Reports the keys that are used more than once; says whether there is none.
fn check_keys(given: &[(usize, &Step)], reader: &mut Reader) -> bool {
    let mut unique = true;
    for (number, &(position, step)) in given.iter().enumerate() {
        let Some(first) = number_of(given, step.key()).filter(|first| first.get() != number) else {
            continue;
        };
        unique = false;
        let first = given.get(first.get()).map_or(0, |(position, _)| *position);
        reader.within_index(position, |reader| {
            reader.duplicate_key("steps", first, step.key().as_str());
        });
    }
    unique
}

impl Draft<'_, '_> {
    fn compile(&self, position: usize, reader: &mut Reader) -> CompiledStep {
        let step = self.step;
        let completes = self.check_function(reader);
        let conditions = self.conditions(reader);
        let responses = self.responses(reader);
        let not_while = self.milestones(reader);
        let exclusions = self.edges("excludes", step.excludes(), reader);
        let inclusions = self.edges("includes", step.includes(), reader);
        self.check_contradictions(&exclusions, &inclusions, reader);
        let absorbed_by = step.absorbed_by().and_then(|absorption| {
            reader.within_known("absorbed_by", |reader| {
                reader.within_known("step", |reader| self.another(absorption.step(), reader))
            })
        });
        let effects = Conclusion::of(step.function())
            .iter()
            .map(|&conclusion| {
                let owes = responses
                    .iter()
                    .filter(|edge| conclusion.takes(edge.outcome))
                    .map(|edge| edge.step)
                    .collect();
                let effects = Effects {
                    owes,
                    excludes: reached(&exclusions, conclusion),
                    lapses: StepSet::EMPTY,
                    includes: reached(&inclusions, conclusion),
                };
                (conclusion, with_obligations(effects, conclusion, self.carrying_out))
            })
            .collect();
        CompiledStep {
            key: step.key().clone(),
            name: step.name().clone(),
            function: step.function(),
            index: position,
            by: step.by().cloned(),
            when: step.when().cloned(),
            start: step.start(),
            within: step.within().clone(),
            completes,
            absorbed_by,
            after: conditions.iter().map(|edge| edge.step).collect(),
            conditions,
            responses,
            exclusions: exclusions.into_iter().map(|(_, edge)| edge).collect(),
            inclusions: inclusions.into_iter().map(|(_, edge)| edge).collect(),
            not_while,
            effects,
        }
    }
}

/// The steps that relations reach under a conclusion.
fn reached(edges: &[(usize, EffectEdge)], conclusion: Conclusion) -> StepSet {
    edges
        .iter()
        .filter(|(_, edge)| conclusion.takes(edge.outcome))
        .map(|(_, edge)| edge.step)
        .collect()
}

/// The effects of a step, with what follows from obligations, or from their absence.
///
/// Obligations decide whether carrying out and supervising are owed and in play; where a procedure
/// says otherwise, this is stronger. A decision that obliges nobody leaves alone what is owed or
/// done already: an earlier decision may have obliged to it.
fn with_obligations(effects: Effects, conclusion: Conclusion, carrying_out: StepSet) -> Effects {
    let Effects { owes, excludes, lapses, includes } = effects;
    match conclusion {
        Conclusion::AdoptedObliging => Effects {
            owes: owes | carrying_out,
            excludes: excludes - carrying_out,
            lapses,
            includes: includes | carrying_out,
        },
        Conclusion::AdoptedBare | Conclusion::Failed => Effects {
            owes: owes - carrying_out,
            excludes: excludes - carrying_out,
            lapses: carrying_out,
            includes: includes - carrying_out,
        },
        Conclusion::Done | Conclusion::Fulfilled | Conclusion::NotFulfilled => effects,
    }
}
