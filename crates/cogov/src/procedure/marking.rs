//! Markings: where a case stands in its procedure, and what can happen next.

use crate::procedure::compiled::{CompiledProcedure, CompiledStep, Effects};
use crate::procedure::conclusion::Conclusion;
use crate::procedure::step_set::{StepIndex, StepSet};

/// Where a case stands in its procedure: what is done, what is owed, what is in play.
///
/// Three words; every question about a marking is a few operations on them
/// (Dynamic Condition Response graphs, Hildebrandt and Mukkamala 2010).
///
/// ```
/// use cogov::procedure::{Marking, StepSet};
///
/// let marking = Marking::new(StepSet::EMPTY, StepSet::from_bits(0b11), StepSet::from_bits(0b10));
/// assert_eq!(marking.open().bits(), 0b10);
/// assert!(!marking.is_ending());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Marking {
    done: StepSet,
    owed: StepSet,
    included: StepSet,
}

impl Marking {
    /// A marking of its three parts.
    #[must_use]
    pub const fn new(done: StepSet, owed: StepSet, included: StepSet) -> Self {
        Self { done, owed, included }
    }

    /// The steps that are done, and have not been included anew since.
    #[must_use]
    pub const fn done(self) -> StepSet {
        self.done
    }

    /// The steps that are owed, in play or not.
    #[must_use]
    pub const fn owed(self) -> StepSet {
        self.owed
    }

    /// The steps that are in play.
    #[must_use]
    pub const fn included(self) -> StepSet {
        self.included
    }

    /// The steps that bind: owed and in play.
    #[must_use]
    pub fn open(self) -> StepSet {
        self.owed & self.included
    }

    /// Whether the case may end here: nothing in play is owed.
    #[must_use]
    pub fn is_ending(self) -> bool {
        self.open().is_empty()
    }

    /// The steps whose turn it is, their conditions and milestones apart: in play, and not done
    /// or owed again.
    pub(crate) fn due(self) -> StepSet {
        self.included - (self.done - self.owed)
    }

    /// The marking after a step with these effects.
    ///
    /// In order: the step is done and no longer owed; its responses become owed; what it excludes
    /// leaves play; what it includes comes back, to be done anew.
    pub(crate) fn after(self, step: StepIndex, effects: Effects) -> Self {
        let Effects { owes, excludes, includes } = effects;
        Self {
            done: self.done.with(step) - includes,
            owed: self.owed.without(step) | owes,
            included: (self.included - excludes) | includes,
        }
    }
}

/// Why a step cannot happen now; empty, if it can.
///
/// ```
/// # use cogov::procedure::{After, StepSet};
/// # use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
/// let plan = Step::new(StepKey::new("plan")?, Text::new("Plan")?, Function::Plan);
/// let meet = Step::new(StepKey::new("meet")?, Text::new("Meet")?, Function::Deliberate)
///     .with_after([After::from(StepKey::new("plan")?)]);
/// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
///     .with_steps([plan, meet]);
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let [plan, meet] = ["plan", "meet"].map(|key| compiled.find(key).expect("a step"));
///
/// let blocked = compiled.blocked_by(compiled.initial(StepSet::EMPTY), meet);
/// assert_eq!(blocked.unmet_conditions(), StepSet::only(plan));
/// assert!(!blocked.is_free() && !blocked.is_excluded() && !blocked.is_done());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Blocked {
    excluded: bool,
    done: bool,
    conditions: StepSet,
    milestones: StepSet,
}

impl Blocked {
    /// Whether nothing stands against the step; delays are not judged here.
    #[must_use]
    pub fn is_free(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the step is out of play.
    #[must_use]
    pub const fn is_excluded(&self) -> bool {
        self.excluded
    }

    /// Whether the step is done and not owed again.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.done
    }

    /// The steps that would have to be done before.
    #[must_use]
    pub const fn unmet_conditions(&self) -> StepSet {
        self.conditions
    }

    /// The owed steps for which it waits.
    #[must_use]
    pub const fn open_milestones(&self) -> StepSet {
        self.milestones
    }
}

/// What stands against a step with these conditions and milestones.
pub(crate) fn blocked(
    marking: Marking,
    step: StepIndex,
    after: StepSet,
    not_while: StepSet,
) -> Blocked {
    Blocked {
        excluded: !marking.included.contains(step),
        done: (marking.done - marking.owed).contains(step),
        conditions: (after & marking.included) - marking.done,
        milestones: not_while & marking.open(),
    }
}

impl CompiledProcedure {
    /// Where a case begins, given the steps that its guards bar.
    ///
    /// Steps with `start: owed` are owed; all steps are in play except those with
    /// `start: excluded` and those barred.
    #[must_use]
    pub fn initial(&self, barred: StepSet) -> Marking {
        Marking {
            done: StepSet::EMPTY,
            owed: self.owed_at_first(),
            included: self.all() - self.excluded_at_first() - barred,
        }
    }

    /// Whether a step can happen: it is in play, not done unless owed again, each condition in
    /// play is done, and no milestone in play is owed.
    ///
    /// Delays are not judged here: they need a clock, and are over at some time.
    #[must_use]
    pub fn can_execute(&self, marking: Marking, step: StepIndex) -> bool {
        self.blocked_by(marking, step).is_free()
    }

    /// Why a step cannot happen.
    #[must_use]
    pub fn blocked_by(&self, marking: Marking, step: StepIndex) -> Blocked {
        let (after, not_while) = self
            .step(step)
            .map_or((StepSet::EMPTY, StepSet::EMPTY), |step| (step.after(), step.not_while()));
        blocked(marking, step, after, not_while)
    }

    /// The steps that can happen.
    #[must_use]
    pub fn enabled(&self, marking: Marking) -> StepSet {
        marking.due().iter().filter(|&step| self.can_execute(marking, step)).collect()
    }

    /// The marking after a step was concluded in some way, given the steps that guards bar.
    ///
    /// In order: the step is done and no longer owed; its responses become owed; what it excludes
    /// leaves play; what it includes comes back, to be done anew, except for what is barred.
    /// Whether the step could happen is not asked here.
    ///
    /// A step that is absorbed has all these effects, at the same moment of its own: absorption
    /// changes who acts, never which markings there are.
    #[must_use]
    pub fn execute(
        &self,
        marking: Marking,
        step: StepIndex,
        conclusion: Conclusion,
        barred: StepSet,
    ) -> Marking {
        let effects = self.step(step).map_or_else(Effects::default, |s| s.effects(conclusion));
        marking.after(step, Effects { includes: effects.includes - barred, ..effects })
    }

    /// The steps of a procedure with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (StepIndex, &CompiledStep)> {
        self.steps()
            .iter()
            .enumerate()
            .filter_map(|(number, step)| StepIndex::new(number).map(|index| (index, step)))
    }
}
