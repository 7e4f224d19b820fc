//! Relations between compiled steps, and what they come to once a step is concluded.

use crate::procedure::relation::Outcome;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::time::Term;
use crate::values::stated::Stated;

/// What a concluded step does to a marking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Effects {
    /// The steps that become owed.
    pub owes: StepSet,
    /// The steps that leave play.
    pub excludes: StepSet,
    /// The steps that leave play unless they are owed or done: what an earlier decision obliges to
    /// stays, whatever a later one says.
    pub lapses: StepSet,
    /// The steps that come back into play, to be done anew.
    pub includes: StepSet,
}

/// A condition of a step, resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConditionEdge {
    pub(crate) step: StepIndex,
    pub(crate) delay: Option<Term>,
}

impl ConditionEdge {
    /// The step that has to be done.
    #[must_use]
    pub const fn step(&self) -> StepIndex {
        self.step
    }

    /// How long after its last execution.
    #[must_use]
    pub const fn delay(&self) -> Option<Term> {
        self.delay
    }
}

/// A response of a step, resolved.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ResponseEdge {
    pub(crate) step: StepIndex,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) within: Stated<Term>,
}

impl ResponseEdge {
    /// The step that becomes owed.
    #[must_use]
    pub const fn step(&self) -> StepIndex {
        self.step
    }

    /// The outcome that it depends on, if it does.
    #[must_use]
    pub const fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// By when the other step is owed: the response's term, or else that step's own.
    #[must_use]
    pub const fn within(&self) -> &Stated<Term> {
        &self.within
    }
}

/// An exclusion or an inclusion, resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EffectEdge {
    pub(crate) step: StepIndex,
    pub(crate) outcome: Option<Outcome>,
}

impl EffectEdge {
    /// The step that leaves play, or comes back.
    #[must_use]
    pub const fn step(&self) -> StepIndex {
        self.step
    }

    /// The outcome that it depends on, if it does.
    #[must_use]
    pub const fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }
}
