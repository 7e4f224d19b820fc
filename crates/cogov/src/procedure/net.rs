//! A procedure under one valuation of its guards: the masks that a proof of liveness works on.

use crate::procedure::blocked::{Blocked, blocked};
use crate::procedure::compiled::CompiledProcedure;
use crate::procedure::conclusion::Conclusion;
use crate::procedure::edge::Effects;
use crate::procedure::marking::Marking;
use crate::procedure::step_set::{StepIndex, StepSet};

/// A step under one valuation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NetStep {
    pub(crate) after: StepSet,
    pub(crate) not_while: StepSet,
    /// Where its variants lie among those of all steps.
    variants: (usize, usize),
    /// All that some conclusion does.
    pub(crate) effects: Effects,
    /// The steps that include it, exclude it, make it owed.
    pub(crate) included_by: StepSet,
    pub(crate) excluded_by: StepSet,
    pub(crate) owed_by: StepSet,
    /// The steps with which it does not commute, or which it can disable, or the reverse.
    pub(crate) dependent: StepSet,
}

/// Effects of a step, with the first conclusion that has them, where that matters.
type Variant = (Option<Conclusion>, Effects);

/// A procedure under one valuation of its guards.
#[derive(Debug, Clone)]
pub(crate) struct Net {
    steps: Vec<NetStep>,
    variants: Vec<Variant>,
    initial: Marking,
}

impl Net {
    pub(crate) fn new(procedure: &CompiledProcedure, barred: StepSet) -> Self {
        // What is barred never comes into play, so that nothing about it has to be remembered.
        let specialise = |effects: Effects| Effects {
            owes: effects.owes - barred,
            excludes: effects.excludes - barred,
            lapses: effects.lapses - barred,
            includes: effects.includes - barred,
        };
        let count = procedure.steps().len();
        let mut variants: Vec<Variant> = Vec::with_capacity(count.saturating_mul(2));
        let mut steps: Vec<NetStep> = Vec::with_capacity(count);
        for step in procedure.steps() {
            let start = variants.len();
            let mut all = Effects::default();
            for (conclusion, effects) in step.distinct_effects() {
                let effects = specialise(effects);
                if variants.iter().skip(start).all(|&(_, known)| known != effects) {
                    variants.push((conclusion, effects));
                }
                all = Effects {
                    owes: all.owes | effects.owes,
                    excludes: all.excludes | effects.excludes,
                    lapses: all.lapses | effects.lapses,
                    includes: all.includes | effects.includes,
                };
            }
            steps.push(NetStep {
                after: step.after() - barred,
                not_while: step.not_while() - barred,
                variants: (start, variants.len()),
                effects: all,
                included_by: StepSet::EMPTY,
                excluded_by: StepSet::EMPTY,
                owed_by: StepSet::EMPTY,
                dependent: StepSet::EMPTY,
            });
        }
        relate(&mut steps, barred);
        let begun = procedure.initial(barred);
        let initial = Marking::new(StepSet::EMPTY, begun.owed() - barred, begun.included());
        Self { steps, variants, initial }
    }

    pub(crate) const fn initial(&self) -> Marking {
        self.initial
    }

    pub(crate) fn step(&self, step: StepIndex) -> Option<&NetStep> {
        self.steps.get(step.get())
    }

    /// The distinct effects of a step.
    pub(crate) fn variants(&self, step: StepIndex) -> &[Variant] {
        let variants = self.step(step).map_or((0, 0), |s| s.variants);
        self.variants.get(variants.0..variants.1).unwrap_or(&[])
    }

    /// Why a step cannot happen, if it cannot.
    pub(crate) fn blocked(&self, marking: Marking, step: StepIndex) -> Option<Blocked> {
        self.step(step).and_then(|s| blocked(marking, step, s.after, s.not_while))
    }

    /// The steps that can happen.
    pub(crate) fn enabled(&self, marking: Marking) -> StepSet {
        let unmet = marking.included() - marking.done();
        let open = marking.open();
        marking
            .due()
            .iter()
            .filter(|&step| {
                self.step(step).is_some_and(|s| !s.after.meets(unmet) && !s.not_while.meets(open))
            })
            .collect()
    }

    /// The steps that may still happen some time: these and perhaps fewer.
    ///
    /// The least set closed under "nothing that stands against it is sure to stay".
    pub(crate) fn possible(&self, marking: Marking) -> StepSet {
        let unmet = marking.included() - marking.done();
        let open = marking.open();
        let spent = marking.done() - marking.owed();
        let (mut owes, mut excludes, mut includes) =
            (StepSet::EMPTY, StepSet::EMPTY, StepSet::EMPTY);
        let mut possible = StepSet::EMPTY;
        let mut rest = StepSet::first(self.steps.len());
        loop {
            let before = possible;
            for step in rest.iter() {
                let Some(s) = self.step(step) else { continue };
                let in_play = (marking.included() | includes).contains(step);
                let fresh = !spent.contains(step) || (includes | owes).contains(step);
                let removable = possible | excludes;
                let met = (s.after & unmet) - removable == StepSet::EMPTY;
                let closed = (s.not_while & open) - removable == StepSet::EMPTY;
                if in_play && fresh && met && closed {
                    possible = possible.with(step);
                    owes |= s.effects.owes;
                    excludes |= s.effects.excludes | s.effects.lapses;
                    includes |= s.effects.includes;
                }
            }
            rest -= possible;
            if possible == before {
                return possible;
            }
        }
    }
}

/// Notes with each step what relates it to the others, those apart that are barred.
fn relate(steps: &mut [NetStep], barred: StepSet) {
    let all = StepSet::first(steps.len());
    for index in all.iter() {
        let Some(&step) = steps.get(index.get()) else { continue };
        let only = StepSet::only(index) - barred;
        let Effects { owes, excludes, lapses, includes } = step.effects;
        let mut dependents = StepSet::EMPTY;
        for (other, o) in (0..).map_while(StepIndex::new).zip(steps.iter_mut()) {
            if includes.contains(other) {
                o.included_by |= only;
            }
            if (excludes | lapses).contains(other) {
                o.excluded_by |= only;
            }
            if owes.contains(other) {
                o.owed_by |= only;
            }
            // Each pair is looked at once.
            if other > index && dependent((index, &step), (other, o)) {
                o.dependent |= only;
                dependents = dependents.with(other);
            }
        }
        if let Some(step) = steps.get_mut(index.get()) {
            step.dependent |= dependents - barred;
        }
    }
}

/// Whether the order of two steps that can both happen may matter.
///
/// It does not, if neither disables the other and both orders lead to the same marking. Enabling
/// the other, as a condition of it does, is no dependency: both can happen already.
fn dependent(a: (StepIndex, &NetStep), b: (StepIndex, &NetStep)) -> bool {
    let touches = |s: &NetStep, (other, o): (StepIndex, &NetStep)| {
        let Effects { owes, excludes, lapses, includes } = s.effects;
        // It disables the other: takes it out of play, opens a condition or a milestone of it.
        // What lapses depends on the marking; that the other is owed just now is no excuse.
        (excludes | lapses).contains(other)
            || includes.meets(o.after)
            || (includes | owes).meets(o.not_while)
            // It leaves another trace before the other than after it.
            || includes.contains(other)
            || owes.contains(other)
            || includes.meets(o.effects.excludes)
            // It decides what the other lets lapse. (What lapses from both, or is excluded by one,
            // is out of play in either order.)
            || (owes | includes).meets(o.effects.lapses)
    };
    touches(a.1, b) || touches(b.1, a)
}
