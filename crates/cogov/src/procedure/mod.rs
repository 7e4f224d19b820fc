//! Procedures: steps and their relations, proved live, and run as bit masks.

mod absorption;
mod blocked;
mod budget;
mod circle;
mod compile;
mod compiled;
mod completion;
mod component;
mod conclusion;
mod definition;
mod draft;
mod edge;
mod exploration;
mod explore;
mod export;
mod flaw;
mod guard;
mod marking;
mod misuse;
mod net;
mod premature;
mod problems;
mod relation;
mod state_space;
mod step;
mod step_set;
mod stubborn;

pub use blocked::Blocked;
pub use circle::ConditionCircle;
pub use compiled::{CompiledProcedure, CompiledStep};
pub use completion::Completion;
pub use conclusion::Conclusion;
pub use definition::{AbsentProcedure, Procedure};
pub use edge::{ConditionEdge, EffectEdge, Effects, ResponseEdge};
pub use exploration::{Exploration, ValuationReport};
use explore::explore_within;
pub use explore::{explore, explore_unreduced};
pub use flaw::{DeadStep, Flaw, NoEnding, Obstacle, TooManyMarkings, TraceStep};
pub use guard::GuardValuation;
pub use marking::Marking;
pub use relation::{Absorption, After, Effect, Outcome, Response};
pub use step::{AbsentStep, Disclosed, RuleChoice, Start, Step, StepPurpose};
pub use step_set::{StepIndex, StepSet, Steps};

use crate::json::Reader;
use crate::triage::Scale;
use crate::values::bounds;

/// Compiles a procedure and proves it live; the reader stands at the procedure.
///
/// The searches of each valuation of the guards may visit so many markings as bounded, and all of
/// them no more than the procedure's share of what is bounded for a charter.
pub(crate) fn prove(
    procedure: &Procedure,
    scales: &[Scale],
    share: u64,
    reader: &mut Reader,
) -> Option<CompiledProcedure> {
    let compiled = compile::compile(procedure, scales, reader)?;
    let exploration = explore_within(&compiled, bounds::MARKINGS.largest(), share);
    exploration.report(&compiled, reader);
    exploration.is_live().then_some(compiled)
}

// A step takes place in one of the forms in which a position is performed.
pub use crate::position::Form;
