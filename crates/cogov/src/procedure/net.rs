//! A procedure under one valuation of its guards: the masks that a proof of liveness works on.

use crate::procedure::blocked::{Blocked, blocked};
use crate::procedure::compiled::CompiledProcedure;
use crate::procedure::conclusion::Conclusion;
use crate::procedure::edge::Effects;
use crate::procedure::marking::Marking;
use crate::procedure::step_set::{StepIndex, StepSet};

/// A step under one valuation.
#[derive(Debug, Clone)]
pub(crate) struct NetStep {
    pub(crate) after: StepSet,
    pub(crate) not_while: StepSet,
    /// Its distinct effects, each with the first conclusion that has them, where that matters.
    pub(crate) variants: Vec<(Option<Conclusion>, Effects)>,
    /// All that some conclusion does.
    pub(crate) effects: Effects,
    /// The steps that include it, exclude it, make it owed.
    pub(crate) included_by: StepSet,
    pub(crate) excluded_by: StepSet,
    pub(crate) owed_by: StepSet,
    /// The steps with which it does not commute, or which it can disable, or the reverse.
    pub(crate) dependent: StepSet,
}

/// A procedure under one valuation of its guards.
#[derive(Debug, Clone)]
pub(crate) struct Net {
    steps: Vec<NetStep>,
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
        let steps: Vec<NetStep> = procedure
            .steps()
            .iter()
            .map(|step| {
                let mut variants: Vec<(Option<Conclusion>, Effects)> = Vec::new();
                for (conclusion, effects) in step.distinct_effects() {
                    let effects = specialise(effects);
                    if variants.iter().all(|&(_, known)| known != effects) {
                        variants.push((conclusion, effects));
                    }
                }
                let effects = variants.iter().fold(Effects::default(), |all, (_, one)| Effects {
                    owes: all.owes | one.owes,
                    excludes: all.excludes | one.excludes,
                    lapses: all.lapses | one.lapses,
                    includes: all.includes | one.includes,
                });
                NetStep {
                    after: step.after() - barred,
                    not_while: step.not_while() - barred,
                    variants,
                    effects,
                    included_by: StepSet::EMPTY,
                    excluded_by: StepSet::EMPTY,
                    owed_by: StepSet::EMPTY,
                    dependent: StepSet::EMPTY,
                }
            })
            .collect();
        let begun = procedure.initial(barred);
        let initial = Marking::new(StepSet::EMPTY, begun.owed() - barred, begun.included());
        Self { steps: related(&steps, barred), initial }
    }

    pub(crate) const fn initial(&self) -> Marking {
        self.initial
    }

    pub(crate) fn step(&self, step: StepIndex) -> Option<&NetStep> {
        self.steps.get(step.get())
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

/// The steps with what relates them to one another.
fn related(steps: &[NetStep], barred: StepSet) -> Vec<NetStep> {
    let numbered = || {
        steps
            .iter()
            .enumerate()
            .filter_map(|(number, step)| StepIndex::new(number).map(|index| (index, step)))
            .filter(|(index, _)| !barred.contains(*index))
    };
    steps
        .iter()
        .enumerate()
        .map(|(number, step)| {
            let Some(index) = StepIndex::new(number) else { return step.clone() };
            let by = |reaches: fn(&Effects) -> StepSet| {
                numbered()
                    .filter(|(_, other)| reaches(&other.effects).contains(index))
                    .map(|(other, _)| other)
                    .collect()
            };
            NetStep {
                included_by: by(|effects| effects.includes),
                excluded_by: by(|effects| effects.excludes | effects.lapses),
                owed_by: by(|effects| effects.owes),
                dependent: numbered()
                    .filter(|&(other, s)| other != index && dependent((index, step), (other, s)))
                    .map(|(other, _)| other)
                    .collect(),
                ..step.clone()
            }
        })
        .collect()
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
