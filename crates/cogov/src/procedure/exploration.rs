//! What an exploration found out.

use crate::procedure::flaw::Flaw;
use crate::procedure::guard::GuardValuation;
use crate::procedure::step_set::StepSet;

/// What an exploration found out under one valuation of the guards.
///
/// ```
/// use cogov::procedure::explore;
/// use cogov::values::bounds;
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
/// let exploration = explore(&compiled, bounds::MARKINGS.largest());
/// let [report] = exploration.valuations() else { panic!("without guards there is one") };
/// assert!(report.valuation().topic().is_empty() && report.is_live());
/// assert_eq!(report.executable(), compiled.all());
/// assert!(report.markings() <= report.transitions() + 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct ValuationReport {
    pub(crate) valuation: GuardValuation,
    pub(crate) markings: usize,
    pub(crate) transitions: usize,
    pub(crate) executable: StepSet,
    pub(crate) live: bool,
}

impl ValuationReport {
    /// The valuation.
    #[must_use]
    pub const fn valuation(&self) -> &GuardValuation {
        &self.valuation
    }

    /// How many markings were visited.
    #[must_use]
    pub const fn markings(&self) -> usize {
        self.markings
    }

    /// How many transitions were followed between them.
    #[must_use]
    pub const fn transitions(&self) -> usize {
        self.transitions
    }

    /// The steps that can happen.
    #[must_use]
    pub const fn executable(&self) -> StepSet {
        self.executable
    }

    /// Whether an ending can be reached from wherever a case can get.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.live
    }
}

/// What an exploration found out.
///
/// ```
/// use cogov::procedure::{explore, explore_unreduced};
/// use cogov::values::bounds;
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
/// let exploration = explore(&compiled, bounds::MARKINGS.largest());
/// assert!(exploration.is_live() && exploration.flaws().is_empty());
/// assert!(exploration.markings() < explore_unreduced(&compiled, 1_000).markings());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Exploration {
    pub(crate) valuations: Vec<ValuationReport>,
    pub(crate) flaws: Vec<Flaw>,
}

impl Exploration {
    /// Whether the procedure is live: no flaw was found, and all was explored.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.flaws.is_empty()
    }

    /// What was found, valuation by valuation; those after one beyond the budget are left out.
    #[must_use]
    pub fn valuations(&self) -> &[ValuationReport] {
        &self.valuations
    }

    /// What is wrong: circles of conditions, the other dead steps by number, then the shortest way
    /// to where no ending is in reach; or what was beyond the budget.
    #[must_use]
    pub fn flaws(&self) -> &[Flaw] {
        &self.flaws
    }

    /// How many markings were visited in all.
    #[must_use]
    pub fn markings(&self) -> usize {
        self.valuations.iter().map(ValuationReport::markings).sum()
    }

    /// How many transitions were followed in all.
    #[must_use]
    pub fn transitions(&self) -> usize {
        self.valuations.iter().map(ValuationReport::transitions).sum()
    }
}
