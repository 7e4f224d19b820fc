//! Compiling a procedure: keys become numbers, relations become masks, misuse is reported.

use std::cell::Cell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::json::Reader;
use crate::position::Function;
use crate::problem::{Arg, ProblemCode};
use crate::procedure::compiled::{
    CompiledProcedure, CompiledStep, ConditionEdge, EffectEdge, Effects, ResponseEdge,
};
use crate::procedure::conclusion::Conclusion;
use crate::procedure::definition::{Completion, Effect, Outcome, Procedure, Step};
use crate::procedure::guard::Guards;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::triage::Scale;
use crate::values::bounds;
use crate::values::key::{Key, StepKey};
use crate::values::lang::Lang;
use crate::values::stated::Stated;

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
        let (numbers, unique) = number(&given, reader);
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
                let draft = Draft {
                    step,
                    index,
                    given: &given,
                    numbers: &numbers,
                    carrying_out,
                    sound: Cell::new(true),
                };
                steps.push(draft.compile(position, reader));
                sound &= draft.sound.get();
                if let Some(condition) = step.when() {
                    sound &= reader.within_known("when", |reader| {
                        guards.add(index, condition, scales, reader)
                    });
                }
            });
        }
        if !sound {
            return None;
        }
        let valuations = guards.valuations(reader)?;
        Some(CompiledProcedure::of(steps, guards, valuations))
    })
}

/// Numbers the steps by key, and says whether every key is used once.
fn number<'p>(
    given: &[(usize, &'p Step)],
    reader: &mut Reader,
) -> (BTreeMap<&'p StepKey, StepIndex>, bool) {
    let mut numbers = BTreeMap::new();
    let mut unique = true;
    for (number, &(position, step)) in given.iter().enumerate() {
        let Some(index) = StepIndex::new(number) else { continue };
        match numbers.entry(step.key()) {
            Entry::Vacant(vacant) => {
                vacant.insert(index);
            }
            Entry::Occupied(first) => {
                unique = false;
                let first = given.get(first.get().get()).map_or(0, |(position, _)| *position);
                reader.within_index(position, |reader| {
                    reader.within_known("key", |reader| {
                        reader.report(
                            ProblemCode::DuplicateKey,
                            vec![
                                Arg::plain("found", step.key()),
                                Arg::plain("first", format_args!("steps[{first}]")),
                            ],
                        );
                    });
                });
            }
        }
    }
    (numbers, unique)
}

/// A step on its way to being compiled; the reader stands at it.
struct Draft<'d, 'p> {
    step: &'p Step,
    index: StepIndex,
    given: &'d [(usize, &'p Step)],
    numbers: &'d BTreeMap<&'p StepKey, StepIndex>,
    /// The implementing and supervising steps of the procedure.
    carrying_out: StepSet,
    sound: Cell<bool>,
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
        let effects = Conclusion::of(*step.function())
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
            function: *step.function(),
            position,
            by: step.by().cloned(),
            when: step.when().cloned(),
            start: step.start().copied(),
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

    fn report(&self, code: ProblemCode, args: Vec<Arg>, reader: &mut Reader) {
        self.sound.set(false);
        reader.report(code, args);
    }

    fn misused(&self, en: impl Into<String>, zh: impl Into<String>, reader: &mut Reader) {
        self.report(ProblemCode::MisusedStep, vec![Arg::bilingual("reason", en, zh)], reader);
    }

    /// What goes with some functions only; gives the act that completes the step.
    fn check_function(&self, reader: &mut Reader) -> Completion {
        let step = self.step;
        let function = *step.function();
        let needs = |field: &'static str, wanted: Function, there: bool, reader: &mut Reader| {
            if there && function != wanted {
                reader.within_known(field, |reader| {
                    self.misused(
                        format!(
                            "only a step with the function \"{}\" has it, this one's is \"{}\"",
                            wanted.as_str(),
                            function.as_str()
                        ),
                        format!(
                            "只有职能为“{}”的步骤才有此项，该步骤的职能为“{}”",
                            wanted.label(Lang::Zh),
                            function.label(Lang::Zh)
                        ),
                        reader,
                    );
                });
            }
        };
        needs("rules", Function::Decide, !step.rules().is_unstated(), reader);
        needs("discloses", Function::Disclose, step.discloses().is_some(), reader);
        needs("hears", Function::Deliberate, !step.hears().is_empty(), reader);
        let usual = Completion::of(function);
        let completes = step.completes().copied().or_else(|| usual.first().copied());
        let completes = completes.unwrap_or(Completion::Adjourn);
        if !usual.contains(&completes) {
            let acts: Vec<&str> = usual.iter().map(|act| act.as_str()).collect();
            let acts = acts.join(", ");
            reader.within_known("completes", |reader| {
                self.misused(
                    format!("\"{}\" is completed by: {acts}", function.as_str()),
                    format!("“{}”由以下行为完成：{acts}", function.label(Lang::Zh)),
                    reader,
                );
            });
        }
        completes
    }

    /// The number of a step; a key that names none is reported.
    fn resolve(&self, key: &StepKey, reader: &mut Reader) -> Option<StepIndex> {
        let found = self.numbers.get(key).copied();
        if found.is_none() {
            let mut args = vec![Arg::plain("list", StepKey::LISTED_IN), Arg::plain("found", key)];
            args.extend(Arg::nearest(key.as_str(), self.numbers.keys().map(|key| key.as_str())));
            self.report(ProblemCode::UnknownKey, args, reader);
        }
        found
    }

    /// The number of a step that must not be this one.
    fn another(&self, key: &StepKey, reader: &mut Reader) -> Option<StepIndex> {
        let found = self.resolve(key, reader)?;
        if found == self.index {
            self.report(ProblemCode::SelfReference, vec![Arg::plain("found", key)], reader);
            return None;
        }
        Some(found)
    }

    fn once<T: Ord>(&self, seen: &mut BTreeSet<T>, value: T, key: &StepKey, reader: &mut Reader) {
        if !seen.insert(value) {
            self.report(ProblemCode::DuplicateEntry, vec![Arg::plain("found", key)], reader);
        }
    }

    fn conditions(&self, reader: &mut Reader) -> Vec<ConditionEdge> {
        let mut seen = BTreeSet::new();
        self.entries("after", self.step.after(), reader, |after, reader| {
            let step = self.another(after.step(), reader)?;
            self.once(&mut seen, step, after.step(), reader);
            Some(ConditionEdge { step, delay: after.delay() })
        })
        .into_iter()
        .map(|(_, edge)| edge)
        .collect()
    }

    fn milestones(&self, reader: &mut Reader) -> StepSet {
        let mut seen = BTreeSet::new();
        self.entries("not_while", self.step.not_while(), reader, |key, reader| {
            let step = self.another(key, reader)?;
            self.once(&mut seen, step, key, reader);
            Some(step)
        })
        .into_iter()
        .map(|(_, step)| step)
        .collect()
    }

    fn responses(&self, reader: &mut Reader) -> Vec<ResponseEdge> {
        let mut seen = BTreeSet::new();
        self.entries("then", self.step.then(), reader, |response, reader| {
            self.check_outcome(response.outcome(), reader);
            let step = self.resolve(response.step(), reader)?;
            self.once(&mut seen, (step, response.outcome()), response.step(), reader);
            let within = match response.within() {
                Stated::Unstated => {
                    self.given.get(step.get()).map_or(Stated::Unstated, |(_, s)| s.within().clone())
                }
                stated => stated.clone(),
            };
            Some(ResponseEdge { step, outcome: response.outcome(), within })
        })
        .into_iter()
        .map(|(_, edge)| edge)
        .collect()
    }

    /// Exclusions or inclusions, each with its place in the list.
    fn edges(
        &self,
        field: &'static str,
        effects: &[Effect],
        reader: &mut Reader,
    ) -> Vec<(usize, EffectEdge)> {
        let mut seen = BTreeSet::new();
        self.entries(field, effects, reader, |effect, reader| {
            self.check_outcome(effect.outcome(), reader);
            let step = self.resolve(effect.step(), reader)?;
            self.once(&mut seen, (step, effect.outcome()), effect.step(), reader);
            Some(EffectEdge { step, outcome: effect.outcome() })
        })
    }

    fn entries<T, E>(
        &self,
        field: &'static str,
        entries: &[T],
        reader: &mut Reader,
        mut read: impl FnMut(&T, &mut Reader) -> Option<E>,
    ) -> Vec<(usize, E)> {
        reader.within_known(field, |reader| {
            let mut found = Vec::new();
            for (place, entry) in entries.iter().enumerate() {
                if reader.is_full() {
                    break;
                }
                let edge = reader.within_index(place, |reader| read(entry, reader));
                found.extend(edge.map(|edge| (place, edge)));
            }
            found
        })
    }

    /// A relation can depend on an outcome only where the step has it.
    fn check_outcome(&self, outcome: Option<Outcome>, reader: &mut Reader) {
        let function = *self.step.function();
        let Some(outcome) = outcome else { return };
        if Conclusion::of(function).iter().all(|known| known.outcome() != Some(outcome)) {
            reader.within_known("if", |reader| {
                self.misused(
                    format!(
                        "a step with the function \"{}\" never comes out as \"{}\"",
                        function.as_str(),
                        outcome.as_str()
                    ),
                    format!(
                        "职能为“{}”的步骤没有“{}”这一结果",
                        function.label(Lang::Zh),
                        outcome.label(Lang::Zh)
                    ),
                    reader,
                );
            });
        }
    }

    /// No step is taken out of play and brought back at once.
    fn check_contradictions(
        &self,
        exclusions: &[(usize, EffectEdge)],
        inclusions: &[(usize, EffectEdge)],
        reader: &mut Reader,
    ) {
        for (place, inclusion) in inclusions {
            let both = exclusions.iter().any(|(_, exclusion)| {
                exclusion.step == inclusion.step
                    && (exclusion.outcome.is_none()
                        || inclusion.outcome.is_none()
                        || exclusion.outcome == inclusion.outcome)
            });
            self.contradiction(
                ("includes", *place),
                both,
                reader,
                (
                    "it excludes the same step under the same outcome",
                    "在同一结果下又排除了同一步骤",
                ),
            );
            self.contradiction(
                ("includes", *place),
                self.carrying_out.contains(inclusion.step)
                    && inclusion.outcome == Some(Outcome::Failed),
                reader,
                (
                    "a decision that fails leaves nothing to carry out or to supervise",
                    "未通过的决定没有可落实或监督的内容",
                ),
            );
        }
        for (place, exclusion) in exclusions {
            self.contradiction(
                ("excludes", *place),
                *self.step.function() == Function::Decide
                    && self.carrying_out.contains(exclusion.step)
                    && exclusion.outcome != Some(Outcome::Failed),
                reader,
                (
                    "what an adopted decision obliges to has to be carried out and supervised",
                    "通过的决定所产生的义务须有落实和监督",
                ),
            );
        }
    }

    fn contradiction(
        &self,
        (field, place): (&'static str, usize),
        there: bool,
        reader: &mut Reader,
        (en, zh): (&str, &str),
    ) {
        if there {
            reader.within_known(field, |reader| {
                reader.within_index(place, |reader| self.misused(en, zh, reader));
            });
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
