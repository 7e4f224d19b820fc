//! What an exploration can find wrong with a procedure.

use crate::procedure::circle::ConditionCircle;
use crate::procedure::conclusion::Conclusion;
use crate::procedure::guard::GuardValuation;
use crate::procedure::marking::Marking;
use crate::procedure::step_set::{StepIndex, StepSet};

/// Why a step never happens.
///
/// ```
/// use cogov::procedure::{Flaw, Obstacle, explore};
/// use cogov::values::bounds;
/// use cogov::{CompiledProcedure, Procedure};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "accept", "name": "Accept", "function": "receive"},
///     {"key": "extra", "name": "Extra", "function": "deliberate", "start": "excluded"}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let exploration = explore(&compiled, bounds::MARKINGS.largest());
/// let Some(Flaw::DeadStep(dead)) = exploration.flaws().first() else { panic!("a dead step") };
/// assert_eq!(dead.obstacle(), Obstacle::NeverIncluded);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// It is never in play.
    NeverIncluded,
    /// Whenever it is in play, it waits for these.
    Waits {
        /// Conditions that are never met while it is in play.
        conditions: StepSet,
        /// Steps that stay owed while it is in play.
        milestones: StepSet,
    },
    /// Each thing that it waits for comes about, but never all at once.
    NeverAtOnce,
}

/// A step that can never happen.
///
/// ```
/// use cogov::procedure::{Flaw, explore};
/// use cogov::values::bounds;
/// use cogov::{CompiledProcedure, Procedure};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "accept", "name": "Accept", "function": "receive"},
///     {"key": "extra", "name": "Extra", "function": "deliberate", "start": "excluded"}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let exploration = explore(&compiled, bounds::MARKINGS.largest());
/// let Some(Flaw::DeadStep(dead)) = exploration.flaws().first() else { panic!("a dead step") };
/// assert_eq!(Some(dead.step()), compiled.find("extra"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct DeadStep {
    pub(crate) step: StepIndex,
    pub(crate) obstacle: Obstacle,
}

impl DeadStep {
    /// The step.
    #[must_use]
    pub const fn step(&self) -> StepIndex {
        self.step
    }

    /// Why it never happens.
    #[must_use]
    pub const fn obstacle(&self) -> Obstacle {
        self.obstacle
    }
}

/// A step of a trace, and how it was concluded, where that makes a difference.
///
/// ```
/// use cogov::procedure::{Flaw, explore};
/// use cogov::values::bounds;
/// use cogov::{CompiledProcedure, Procedure};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "accept", "name": "Accept", "function": "receive", "then": ["reply"]},
///     {"key": "reply", "name": "Reply", "function": "disclose", "after": ["hear"]},
///     {"key": "hear", "name": "Hear", "function": "deliberate", "not_while": ["reply"]}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let exploration = explore(&compiled, bounds::MARKINGS.largest());
/// let Some(Flaw::NoEnding(flaw)) = exploration.flaws().last() else { panic!("no ending") };
/// let [accepted] = flaw.trace() else { panic!("one step leads there") };
/// assert_eq!(Some(accepted.step()), compiled.find("accept"));
/// assert_eq!(accepted.conclusion(), None, "it makes no difference");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct TraceStep {
    pub(crate) step: StepIndex,
    pub(crate) conclusion: Option<Conclusion>,
}

impl TraceStep {
    /// The step.
    #[must_use]
    pub const fn step(&self) -> StepIndex {
        self.step
    }

    /// How it was concluded; nothing, where all conclusions have the same effect.
    #[must_use]
    pub const fn conclusion(&self) -> Option<Conclusion> {
        self.conclusion
    }
}

/// A sequence of steps after which no ending can be reached.
///
/// ```
/// use cogov::procedure::{Flaw, explore};
/// use cogov::values::bounds;
/// use cogov::{CompiledProcedure, Procedure};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "accept", "name": "Accept", "function": "receive", "then": ["reply"]},
///     {"key": "reply", "name": "Reply", "function": "disclose", "after": ["hear"]},
///     {"key": "hear", "name": "Hear", "function": "deliberate", "not_while": ["reply"]}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let exploration = explore(&compiled, bounds::MARKINGS.largest());
/// let Some(Flaw::NoEnding(flaw)) = exploration.flaws().last() else { panic!("no ending") };
/// assert_eq!(flaw.trace().len(), 1);
/// assert_eq!(flaw.stuck(), compiled.find("reply").into_iter().collect());
/// assert_eq!(flaw.marking().open(), flaw.stuck());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct NoEnding {
    pub(crate) trace: Vec<TraceStep>,
    pub(crate) marking: Marking,
    pub(crate) stuck: StepSet,
    pub(crate) valuation: GuardValuation,
}

impl NoEnding {
    /// The steps, from the beginning; none, if there is no way out from the beginning.
    #[must_use]
    pub fn trace(&self) -> &[TraceStep] {
        &self.trace
    }

    /// The marking to which they lead.
    #[must_use]
    pub const fn marking(&self) -> Marking {
        self.marking
    }

    /// The steps that stay owed there and cannot happen any more; none, where all that is owed can
    /// be done, but something is owed again and again.
    #[must_use]
    pub const fn stuck(&self) -> StepSet {
        self.stuck
    }

    /// For which topics it is so.
    #[must_use]
    pub const fn valuation(&self) -> &GuardValuation {
        &self.valuation
    }
}

/// That the proof needs more markings than its budget.
///
/// ```
/// use cogov::procedure::{Flaw, explore};
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
/// let exploration = explore(&compiled, 3);
/// let [Flaw::TooManyMarkings(flaw)] = exploration.flaws() else { panic!("too many") };
/// assert_eq!(flaw.budget(), 3);
/// assert!(!flaw.is_share());
/// assert!(flaw.concurrent().len() > 1, "side by side, in whatever order");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct TooManyMarkings {
    pub(crate) budget: u64,
    pub(crate) is_share: bool,
    pub(crate) concurrent: StepSet,
    pub(crate) valuation: GuardValuation,
}

impl TooManyMarkings {
    /// The budget of markings that was exceeded.
    #[must_use]
    pub const fn budget(&self) -> u64 {
        self.budget
    }

    /// Whether it is the procedure's share of the budget of all proofs of a charter, which is
    /// divided equally among its procedures.
    #[must_use]
    pub const fn is_share(&self) -> bool {
        self.is_share
    }

    /// Steps that run side by side, so that their orders multiply.
    #[must_use]
    pub const fn concurrent(&self) -> StepSet {
        self.concurrent
    }

    /// For which topics it is so.
    #[must_use]
    pub const fn valuation(&self) -> &GuardValuation {
        &self.valuation
    }
}

/// What is wrong with how a procedure runs.
///
/// ```
/// use cogov::procedure::{Flaw, explore};
/// use cogov::values::bounds;
/// use cogov::{CompiledProcedure, Procedure};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "accept", "name": "Accept", "function": "receive", "then": ["reply"]},
///     {"key": "reply", "name": "Reply", "function": "disclose", "after": ["hear"]},
///     {"key": "hear", "name": "Hear", "function": "deliberate", "not_while": ["reply"]},
///     {"key": "extra", "name": "Extra", "function": "deliberate", "start": "excluded"}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let exploration = explore(&compiled, bounds::MARKINGS.largest());
/// for flaw in exploration.flaws() {
///     match flaw {
///         Flaw::DeadStep(dead) => assert_eq!(Some(dead.step()), compiled.find("extra")),
///         Flaw::NoEnding(flaw) => assert!(!flaw.marking().is_ending()),
///         other => panic!("{other:?}"),
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(tag = "flaw", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Flaw {
    /// Steps wait for one another in a circle, so that none of them can ever happen.
    ConditionCircle(ConditionCircle),
    /// A step can never happen.
    DeadStep(DeadStep),
    /// A case can get to where no ending can be reached.
    NoEnding(NoEnding),
    /// There is too much to explore.
    TooManyMarkings(TooManyMarkings),
}
