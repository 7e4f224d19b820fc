//! Conditions that go in a circle, so that none of its steps can ever happen.

use std::collections::BTreeMap;

use crate::procedure::flaw::{DeadStep, Obstacle};
use crate::procedure::step_set::{StepIndex, StepSet};

/// Steps each of which waits for the next, and the last for the first.
///
/// ```
/// use cogov::procedure::{After, Flaw, explore};
/// use cogov::values::bounds;
/// use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
///
/// let wait = |key: &str, other: &str| -> Result<Step, Box<dyn std::error::Error>> {
///     let step = Step::new(StepKey::new(key)?, Text::new(key)?, Function::Deliberate);
///     Ok(step.with_after([After::from(StepKey::new(other)?)]))
/// };
/// let steps = [wait("hear", "reply")?, wait("reply", "hear")?, wait("file", "reply")?];
/// let procedure = Procedure::new(ProcedureKey::new("stuck")?, Text::new("Stuck")?)
///     .with_steps(steps);
///
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let exploration = explore(&compiled, bounds::MARKINGS.largest());
/// let [Flaw::ConditionCircle(circle)] = exploration.flaws() else { panic!("one flaw") };
/// assert_eq!(circle.steps().len(), 2);
/// assert_eq!(circle.waiting(), compiled.find("file").into_iter().collect());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct ConditionCircle {
    steps: Vec<StepIndex>,
    waiting: StepSet,
}

impl ConditionCircle {
    /// The steps of a shortest circle, the lowest first; each has the next as a condition.
    #[must_use]
    pub fn steps(&self) -> &[StepIndex] {
        &self.steps
    }

    /// The other steps that can never happen because they wait for these.
    #[must_use]
    pub const fn waiting(&self) -> StepSet {
        self.waiting
    }
}

/// Takes out of the dead steps those in circles of conditions, and those that only wait for them.
pub(crate) fn circles(dead: &mut Vec<DeadStep>) -> Vec<ConditionCircle> {
    let waits = Waits::new(dead);
    let mut knots: Vec<StepSet> = Vec::new();
    for step in waits.all().iter() {
        let knot = waits.knot(step);
        if knot.contains(step) && !knots.contains(&knot) {
            knots.push(knot);
        }
    }
    let told = waits.told(knots.iter().fold(StepSet::EMPTY, |all, &knot| all | knot));
    dead.retain(|dead| !told.contains(dead.step()));
    knots
        .into_iter()
        .filter_map(|knot| {
            let steps = waits.circle(knot)?;
            let on_it: StepSet = steps.iter().copied().collect();
            let waiting = told.iter().filter(|&step| waits.reached(step).meets(knot));
            Some(ConditionCircle { waiting: waiting.collect::<StepSet>() - on_it, steps })
        })
        .collect()
}

/// For each dead step: the dead steps that are conditions of it, and whether it waits for others.
struct Waits {
    conditions: BTreeMap<StepIndex, (StepSet, bool)>,
}

impl Waits {
    fn new(dead: &[DeadStep]) -> Self {
        let all: StepSet = dead.iter().map(DeadStep::step).collect();
        let conditions = dead
            .iter()
            .filter_map(|dead| match dead.obstacle() {
                Obstacle::Waits { conditions, milestones } => {
                    let others = !(conditions - all).is_empty() || !milestones.is_empty();
                    Some((dead.step(), (conditions & all, others)))
                }
                Obstacle::NeverIncluded | Obstacle::NeverAtOnce => None,
            })
            .collect();
        Self { conditions }
    }

    fn all(&self) -> StepSet {
        self.conditions.keys().copied().collect()
    }

    fn of(&self, step: StepIndex) -> StepSet {
        self.conditions.get(&step).map_or(StepSet::EMPTY, |(conditions, _)| *conditions)
    }

    /// All that a step waits for, directly or not.
    fn reached(&self, step: StepIndex) -> StepSet {
        let mut reached = self.of(step);
        let mut open = reached;
        while let Some(next) = open.lowest() {
            let new = self.of(next) - reached;
            reached |= new;
            open = open.without(next) | new;
        }
        reached
    }

    /// The steps for which a step waits and that wait for it.
    fn knot(&self, step: StepIndex) -> StepSet {
        self.reached(step).iter().filter(|&other| self.reached(other).contains(step)).collect()
    }

    /// The knots, and the steps that wait for nothing else than these.
    fn told(&self, knots: StepSet) -> StepSet {
        let mut told = knots;
        loop {
            let more: StepSet = (self.conditions.iter())
                .filter(|(_, (conditions, others))| {
                    !others && !conditions.is_empty() && (*conditions - told).is_empty()
                })
                .map(|(step, _)| *step)
                .collect();
            if (more - told).is_empty() {
                return told;
            }
            told |= more;
        }
    }

    /// A shortest way from the lowest step of a knot back to itself.
    fn circle(&self, knot: StepSet) -> Option<Vec<StepIndex>> {
        let first = knot.lowest()?;
        let mut came: BTreeMap<StepIndex, StepIndex> = BTreeMap::new();
        let mut order = vec![first];
        let mut at = 0;
        while let Some(&step) = order.get(at) {
            at = at.saturating_add(1);
            if self.of(step).contains(first) {
                let mut circle = vec![step];
                let mut back = step;
                while let Some(&before) = came.get(&back) {
                    circle.push(before);
                    back = before;
                }
                circle.reverse();
                return Some(circle);
            }
            for next in (self.of(step) & knot).iter() {
                if !order.contains(&next) {
                    came.insert(next, step);
                    order.push(next);
                }
            }
        }
        None
    }
}
