//! Markings: where a case stands in its procedure, and what can happen next.

use crate::procedure::blocked::{Blocked, blocked};
use crate::procedure::compiled::{CompiledProcedure, CompiledStep};
use crate::procedure::conclusion::Conclusion;
use crate::procedure::edge::Effects;
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
/// assert_eq!((marking.owed().len(), marking.included().len()), (2, 1));
/// assert_eq!(marking.open().bits(), 0b10, "owed and in play");
/// assert!(!marking.is_ending());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
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
    /// In order: what lapses leaves play, unless it was owed or done before; the step is done and
    /// no longer owed; its responses become owed; what it excludes leaves play; what it includes
    /// comes back, to be done anew.
    pub(crate) fn after(self, step: StepIndex, effects: Effects) -> Self {
        let Effects { owes, excludes, lapses, includes } = effects;
        let lapsed = lapses - (self.done | self.owed);
        Self {
            done: self.done.with(step) - includes,
            owed: self.owed.without(step) | owes,
            included: (self.included - lapsed - excludes) | includes,
        }
    }
}

impl CompiledProcedure {
    /// Where a case begins, given the steps that its guards bar.
    ///
    /// Steps with `start: owed` are owed; all steps are in play except those with
    /// `start: excluded` and those barred.
    ///
    /// ```
    /// use cogov::procedure::{After, Start, StepSet};
    /// use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
    ///
    /// let accept = Step::new(StepKey::new("accept")?, Text::new("Accept")?, Function::Receive)
    ///     .with_start(Start::Owed);
    /// let meet = Step::new(StepKey::new("meet")?, Text::new("Meet")?, Function::Deliberate)
    ///     .with_after([After::from(StepKey::new("accept")?)]);
    /// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
    ///     .with_steps([accept, meet]);
    /// let compiled = CompiledProcedure::new(&procedure, &[])?;
    /// let [accept, meet] = ["accept", "meet"].map(|key| compiled.find(key).expect("a step"));
    ///
    /// let begun = compiled.initial(StepSet::EMPTY);
    /// assert_eq!(begun.open(), StepSet::only(accept));
    /// assert_eq!(compiled.enabled(begun), StepSet::only(accept));
    /// assert!(!compiled.can_execute(begun, meet));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
        self.blocked_by(marking, step).is_none()
    }

    /// Why a step cannot happen; nothing, if it can.
    ///
    /// Delays are not judged here.
    ///
    /// ```
    /// use cogov::procedure::{StepIndex, StepSet};
    /// use cogov::{Charter, Lang, ProcedureKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let procedure = charter.compiled(&ProcedureKey::new("four-party")?)?;
    /// let begun = procedure.initial(StepSet::EMPTY);
    /// for (index, _) in procedure.steps().iter().enumerate() {
    ///     let step = StepIndex::new(index).unwrap();
    ///     // Each step can happen, or something stands against it that can be said in words.
    ///     match procedure.blocked_by(begun, step) {
    ///         None => assert!(procedure.enabled(begun).contains(step)),
    ///         Some(blocked) => assert!(!blocked.describe(procedure, Lang::En).is_empty()),
    ///     }
    /// }
    /// assert!(procedure.blocked_by(begun, StepIndex::new(63).unwrap()).is_some(), "there is no such step");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn blocked_by(&self, marking: Marking, step: StepIndex) -> Option<Blocked> {
        match self.step(step) {
            Some(known) => blocked(marking, step, known.after(), known.not_while()),
            None => Some(Blocked::unknown()),
        }
    }

    /// The steps that can happen.
    ///
    /// ```
    /// use cogov::procedure::StepSet;
    /// use cogov::{Charter, ProcedureKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let procedure = charter.compiled(&ProcedureKey::new("four-party")?)?;
    /// let begun = procedure.initial(StepSet::EMPTY);
    /// let first: Vec<&str> = procedure
    ///     .enabled(begun)
    ///     .iter()
    ///     .filter_map(|step| procedure.step(step))
    ///     .map(|step| step.key().as_str())
    ///     .collect();
    /// assert_eq!(first, [procedure.steps()[0].key().as_str()]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn enabled(&self, marking: Marking) -> StepSet {
        marking.due().iter().filter(|&step| self.can_execute(marking, step)).collect()
    }

    /// The marking after a step was concluded in some way, given the steps that guards bar.
    ///
    /// In order: what lapses (see [`Effects`](crate::procedure::Effects)) leaves play, unless it was owed or
    /// done before; the step is done and no longer owed; its responses become owed; what it
    /// excludes leaves play; what it includes comes back, to be done anew, except for what is
    /// barred.
    ///
    /// A step that is absorbed has all these effects, at the same moment of its own: absorption
    /// changes who acts, never which markings there are.
    ///
    /// # Errors
    ///
    /// When the step cannot happen in this marking, when a step of its function cannot be
    /// concluded so, or when the procedure has no such step.
    ///
    /// ```
    /// use cogov::procedure::{Conclusion, StepSet};
    /// use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
    ///
    /// let decide = Step::new(StepKey::new("decide")?, Text::new("Decide")?, Function::Decide);
    /// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
    ///     .with_steps([decide]);
    /// let compiled = CompiledProcedure::new(&procedure, &[])?;
    /// let (decide, begun) = (compiled.find("decide").expect("a step"), compiled.initial(StepSet::EMPTY));
    ///
    /// let decided = compiled.execute(begun, decide, Conclusion::Failed, StepSet::EMPTY)?;
    /// assert!(decided.done().contains(decide));
    /// let twice = compiled.execute(decided, decide, Conclusion::Failed, StepSet::EMPTY);
    /// assert!(twice.unwrap_err().is_done());
    /// let wrong = compiled.execute(begun, decide, Conclusion::Fulfilled, StepSet::EMPTY);
    /// assert_eq!(wrong.unwrap_err().impossible_conclusion(), Some(Conclusion::Fulfilled));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn execute(
        &self,
        marking: Marking,
        step: StepIndex,
        conclusion: Conclusion,
        barred: StepSet,
    ) -> Result<Marking, Blocked> {
        let known = self.step(step).ok_or_else(Blocked::unknown)?;
        let blocked = self.blocked_by(marking, step);
        let effects = known.effects.iter().find(|(possible, _)| *possible == conclusion);
        match (effects, blocked) {
            (Some(&(_, effects)), None) => {
                let includes = effects.includes - barred;
                Ok(marking.after(step, Effects { includes, ..effects }))
            }
            (Some(_), Some(blocked)) => Err(blocked),
            (None, besides) => Err(Blocked::impossible(besides, conclusion, known.function())),
        }
    }

    /// The steps of a procedure with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (StepIndex, &CompiledStep)> {
        self.steps()
            .iter()
            .enumerate()
            .filter_map(|(number, step)| StepIndex::new(number).map(|index| (index, step)))
    }
}
