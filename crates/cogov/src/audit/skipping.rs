//! Check whether a decision can come before what has to precede it, where a guard opens a gap.
//!
//! What a step waits for binds only while it is in play. A decision that waits for a guarded step
//! alone waits for nothing on topics that bar that one, and so not for what the guarded step would
//! have waited for: what is written as an order is none for them.

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
    for (index, procedure) in survey.procedures() {
        let Ok(compiled) = survey.charter.compiled(&procedure.key) else { continue };
        for gap in gaps(compiled) {
            report(survey, index, procedure, compiled, &gap);
        }
    }
}

/// The gaps of a procedure, one for each decision that has any, in the order of the decisions.
fn gaps(compiled: &CompiledProcedure) -> Vec<Gap> {
    let order = Order::new(compiled);
    let written = order.certain();
    let decides = steps_of(compiled, compiled.all());
    let decides = decides.filter(|(_, step)| step.function() == Function::Decide);
    let empty = |decision| Gap {
        decision,
        skippable: StepSet::EMPTY,
        barred: StepSet::EMPTY,
        topics: Vec::new(),
    };
    let mut gaps: Vec<Gap> = decides.map(|(decision, _)| empty(decision)).collect();
    for valuation in compiled.valuations() {
        let barred = valuation.barred();
        let (can_come, waited_for) = (order.can_come(barred), order.possible(barred));
        for gap in gaps.iter_mut().filter(|gap| can_come.contains(gap.decision)) {
            let before = of(&written, gap.decision);
            // What has to be included first may never come: nobody relies on it.
            let expected = before - barred - compiled.excluded_at_first();
            let skippable = expected - of(&waited_for, gap.decision);
            if skippable.is_empty() {
                continue;
            }
            let through = steps_of(compiled, before & barred)
                .filter(|(step, _)| of(&written, *step).meets(skippable))
                .map(|(step, _)| step);
            gap.skippable |= skippable;
            gap.barred |= through.collect();
            gap.topics.push((valuation.describe(Lang::En), valuation.describe(Lang::Zh)));
        }
    }
    gaps.retain(|gap| !gap.skippable.is_empty());
    gaps
}

fn steps_of(
    compiled: &CompiledProcedure,
    steps: StepSet,
) -> impl Iterator<Item = (StepIndex, &CompiledStep)> {
    steps.iter().filter_map(|index| Some((index, compiled.step(index)?)))
}

/// What is known of a step; nothing, of one that there is not.
fn of(known: &[StepSet], step: StepIndex) -> StepSet {
    known.get(step.get()).copied().unwrap_or(StepSet::EMPTY)
}

/// What is written about the order of the steps of a procedure.
struct Order<'p> {
    compiled: &'p CompiledProcedure,
    /// For each step those that bring it into play.
    included_by: Vec<StepSet>,
    /// The steps that can be owed at any time.
    can_be_owed: StepSet,
}

impl<'p> Order<'p> {
    fn new(compiled: &'p CompiledProcedure) -> Self {
        let mut included_by = vec![StepSet::EMPTY; compiled.steps().len()];
        let mut can_be_owed = compiled.owed_at_first();
        for (index, step) in steps_of(compiled, compiled.all()) {
            for edge in step.inclusions() {
                if let Some(by) = included_by.get_mut(edge.step().get()) {
                    *by = by.with(index);
                }
            }
            for edge in step.responses() {
                can_be_owed = can_be_owed.with(edge.step());
            }
        }
        Self { compiled, included_by, can_be_owed }
    }

    /// For each step what comes before it in any case, while nothing is barred.
    ///
    /// What is out of play at first need not be waited for, and a step waits for another one to be
    /// owed no longer only if that is owed. What is brought into play by any of several steps comes
    /// after what all of these come after.
    fn certain(&self) -> Vec<StepSet> {
        let excluded = self.compiled.excluded_at_first();
        let owed = self.compiled.owed_at_first();
        let mut before = vec![self.compiled.all(); self.included_by.len()];
        self.settle(&mut before, |before, index, step| {
            let waits = (step.after() | (step.not_while() & owed)) - excluded;
            let direct = waits | through(before, waits);
            if !excluded.contains(index) {
                return direct;
            }
            let ways = of(&self.included_by, index).iter();
            let ways = ways.map(|way| of(before, way).with(way));
            direct | ways.reduce(|all, way| all & way).unwrap_or(self.compiled.all())
        });
        before
    }

    /// For each step all that it may have to wait for, itself or through others, while some are out
    /// of play.
    fn possible(&self, barred: StepSet) -> Vec<StepSet> {
        let excluded = self.compiled.excluded_at_first();
        let mut before = vec![StepSet::EMPTY; self.included_by.len()];
        self.settle(&mut before, |before, index, step| {
            let included_by = match excluded.contains(index) {
                true => of(&self.included_by, index),
                false => StepSet::EMPTY,
            };
            let waits = step.after() | (step.not_while() & self.can_be_owed) | included_by;
            let waits = waits - barred;
            waits | through(before, waits)
        });
        before
    }

    /// The steps that can come at all, while some are out of play.
    fn can_come(&self, barred: StepSet) -> StepSet {
        let mut can = self.compiled.all() - self.compiled.excluded_at_first() - barred;
        loop {
            let more = steps_of(self.compiled, self.compiled.all() - can - barred);
            let more = more.map(|(index, _)| index);
            let more: StepSet =
                more.filter(|index| of(&self.included_by, *index).meets(can)).collect();
            if more.is_empty() {
                return can;
            }
            can |= more;
        }
    }

    /// Finds what is before each step anew from what is before the others, until nothing changes:
    /// the sets only ever grow, or only ever shrink.
    fn settle(
        &self,
        before: &mut [StepSet],
        find: impl Fn(&[StepSet], StepIndex, &CompiledStep) -> StepSet,
    ) {
        loop {
            let mut is_settled = true;
            for (index, step) in steps_of(self.compiled, self.compiled.all()) {
                // A step does not come before itself.
                let found = find(before, index, step).without(index);
                if let Some(known) = before.get_mut(index.get())
                    && *known != found
                {
                    (*known, is_settled) = (found, false);
                }
            }
            if is_settled {
                return;
            }
        }
    }
}

/// What comes before any of some steps.
fn through(before: &[StepSet], steps: StepSet) -> StepSet {
    steps.iter().fold(StepSet::EMPTY, |all, step| all | of(before, step))
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
