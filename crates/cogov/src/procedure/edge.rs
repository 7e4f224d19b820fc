//! Relations between compiled steps, and what they come to once a step is concluded.

use crate::procedure::relation::Outcome;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::time::Term;
use crate::values::stated::Stated;

/// What a concluded step does to a marking.
///
/// ```
/// use cogov::procedure::{Conclusion, StepSet};
/// use cogov::{CompiledProcedure, Procedure};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "accept", "name": "Accept", "function": "receive", "start": "owed"},
///     {"key": "decide", "name": "Decide", "function": "decide",
///         "after": [{"step": "accept", "delay": {"days": 15}}],
///         "then": [{"step": "disclose", "within": {"days": 3}}],
///         "excludes": [{"step": "honour", "if": "failed"}]},
///     {"key": "disclose", "name": "Disclose", "function": "disclose"},
///     {"key": "carry-out", "name": "Carry out", "function": "implement"},
///     {"key": "honour", "name": "Honour", "function": "evaluate"}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let decide = &compiled.steps()[1];
/// let only = |key: &str| compiled.find(key).into_iter().collect::<StepSet>();
///
/// let failed = decide.effects(Conclusion::Failed);
/// assert_eq!(failed.excludes, only("honour"));
/// assert_eq!(failed.lapses, only("carry-out"));
/// let obliging = decide.effects(Conclusion::AdoptedObliging);
/// assert_eq!(obliging.owes, only("disclose") | only("carry-out"));
/// assert_eq!(obliging.includes, only("carry-out"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
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
///
/// ```
/// use cogov::{CompiledProcedure, Procedure, Term};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "accept", "name": "Accept", "function": "receive"},
///     {"key": "decide", "name": "Decide", "function": "decide",
///         "after": [{"step": "accept", "delay": {"days": 15}}]}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let [condition] = compiled.steps()[1].conditions() else { panic!("one condition") };
/// assert_eq!(Some(condition.step()), compiled.find("accept"));
/// assert_eq!(condition.delay(), Some(Term::days(15)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// use cogov::{CompiledProcedure, Procedure, Term};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "decide", "name": "Decide", "function": "decide",
///         "then": [{"step": "disclose", "within": {"days": 3}}]},
///     {"key": "disclose", "name": "Disclose", "function": "disclose"}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let [response] = compiled.steps()[0].responses() else { panic!("one response") };
/// assert_eq!(Some(response.step()), compiled.find("disclose"));
/// assert_eq!(response.within().given(), Some(&Term::days(3)?));
/// assert_eq!(response.outcome(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// use cogov::procedure::Outcome;
/// use cogov::{CompiledProcedure, Procedure};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "decide", "name": "Decide", "function": "decide",
///         "excludes": [{"step": "honour", "if": "failed"}]},
///     {"key": "honour", "name": "Honour", "function": "evaluate"}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let [exclusion] = compiled.steps()[0].exclusions() else { panic!("one exclusion") };
/// assert_eq!(Some(exclusion.step()), compiled.find("honour"));
/// assert_eq!(exclusion.outcome(), Some(Outcome::Failed));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
