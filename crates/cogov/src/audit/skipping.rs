//! Check whether a decision can come before what has to precede it, where a guard opens a gap.
//!
//! What a step waits for binds only while it is in play. A decision that waits for a guarded step
//! alone waits for nothing on topics that bar that one, and so not for what the guarded step would
//! have waited for: what is written as an order is none for them.

use std::collections::BTreeMap;

use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::subject::Subject;
use crate::audit::survey::{Survey, list, texts};
use crate::position::Function;
use crate::problem::Path;
use crate::procedure::{CompiledProcedure, CompiledStep, Procedure, StepIndex, StepSet};
use crate::values::lang::Lang;

/// What a decision need not wait for on some topics, and the topics on which it is so.
struct Gap {
    decision: StepIndex,
    skippable: StepSet,
    /// The guarded steps through which the order ran.
    barred: StepSet,
    /// The topics in words, English and Chinese.
    topics: Vec<(String, String)>,
}

/// Decisions that on some topics need not wait for steps that are written before them.
pub(super) fn skippable_steps(survey: &mut Survey<'_>) {
    let mut found = Vec::new();
    for (index, procedure) in survey.procedures() {
        let Ok(compiled) = survey.charter.compiled(&procedure.key) else { continue };
        for gap in gaps(compiled) {
            found.push((index, procedure, compiled, gap));
        }
    }
    for (index, procedure, compiled, gap) in found {
        report(survey, index, procedure, compiled, &gap);
    }
}

/// The gaps of a procedure, in the order of its decisions and of the topics; those that only the
/// topics tell apart are one.
fn gaps(compiled: &CompiledProcedure) -> Vec<Gap> {
    let decides = steps_of(compiled, compiled.all());
    let decides = decides.filter(|(_, step)| step.function() == Function::Decide);
    let mut gaps = Vec::new();
    for (decision, _) in decides {
        let written = preceding(compiled, decision, StepSet::EMPTY);
        let mut of_decision: BTreeMap<(StepSet, StepSet), usize> = BTreeMap::new();
        for valuation in compiled.valuations() {
            let barred = valuation.barred();
            if barred.contains(decision) {
                continue;
            }
            // What has to be included first may never come: nobody relies on it.
            let expected = written - barred - compiled.excluded_at_first();
            let skippable = expected - preceding(compiled, decision, barred);
            if skippable.is_empty() {
                continue;
            }
            let through = written & barred;
            let through = steps_of(compiled, through)
                .filter(|&(step, _)| {
                    !(preceding(compiled, step, StepSet::EMPTY) & skippable).is_empty()
                })
                .map(|(step, _)| step)
                .collect();
            let topic = (valuation.describe(Lang::En), valuation.describe(Lang::Zh));
            let place = *of_decision.entry((skippable, through)).or_insert(gaps.len());
            match gaps.get_mut(place) {
                Some(Gap { topics, .. }) => topics.push(topic),
                None => {
                    gaps.push(Gap { decision, skippable, barred: through, topics: vec![topic] });
                }
            }
        }
    }
    gaps
}

fn steps_of(
    compiled: &CompiledProcedure,
    steps: StepSet,
) -> impl Iterator<Item = (StepIndex, &CompiledStep)> {
    steps.iter().filter_map(|index| Some((index, compiled.step(index)?)))
}

/// All that a step has to wait for, itself or through others, while some are out of play.
fn preceding(compiled: &CompiledProcedure, step: StepIndex, barred: StepSet) -> StepSet {
    let mut preceding = StepSet::EMPTY;
    let mut open = StepSet::EMPTY.with(step);
    while let Some(index) = open.lowest() {
        open = open.without(index);
        let Some(step) = compiled.step(index) else { continue };
        // A step that must not come while another is owed leaves that one its turn, too, and one
        // that is out of play at first has to wait for whatever includes it.
        let included_by = match compiled.excluded_at_first().contains(index) {
            true => including(compiled, index),
            false => StepSet::EMPTY,
        };
        let before = (step.after() | step.not_while() | included_by) - barred - preceding;
        preceding |= before;
        open |= before;
    }
    preceding
}

/// The steps that bring another into play.
fn including(compiled: &CompiledProcedure, step: StepIndex) -> StepSet {
    let includes = |by: &CompiledStep| by.inclusions().iter().any(|edge| edge.step() == step);
    let all = steps_of(compiled, compiled.all());
    all.filter(|(_, by)| includes(by)).map(|(index, _)| index).collect()
}

fn report(
    survey: &mut Survey<'_>,
    index: usize,
    procedure: &Procedure,
    compiled: &CompiledProcedure,
    gap: &Gap,
) {
    let Some(decision) = compiled.step(gap.decision) else { return };
    let named = |steps: StepSet| steps_of(compiled, steps).map(|(_, step)| step);
    let path = Path::entry("procedures", index).field("steps");
    let cause = |step: &CompiledStep, field: &'static str| {
        let given = procedure.steps.get(step.index()).and_then(|listed| listed.given());
        let path = path.clone().index(step.index()).field(field);
        Cause::new(path, given.and_then(|given| given.source()))
    };
    let mut causes = vec![cause(decision, "after")];
    causes.extend(named(gap.barred).map(|step| cause(step, "when")));
    let subject = |step: &CompiledStep| Subject::Step(procedure.key.clone(), step.key().clone());
    let mut subjects = vec![subject(decision)];
    subjects.extend(named(gap.skippable).map(subject));
    let names = |name, steps| {
        let names: Vec<_> = named(steps).map(CompiledStep::name).collect();
        texts(name, names.into_iter())
    };
    let args = vec![
        texts("procedure", std::iter::once(&procedure.name)),
        texts("decision", std::iter::once(decision.name())),
        names("steps", gap.skippable),
        names("barred", gap.barred),
        list("topics", gap.topics.iter().cloned()),
    ];
    survey.add(FindingCode::SkippableStep, Basis::Stated, subjects, causes, args);
}
