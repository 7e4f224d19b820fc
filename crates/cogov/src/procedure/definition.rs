//! Procedures as a charter states them.

use crate::procedure::step::{AbsentStep, Step};
use crate::values::key::{MatterKey, ProcedureKey};
use crate::values::record::record;
use crate::values::stated::Listed;
use crate::values::text::Text;

record! {
    /// A procedure: the steps from the appeal, or from the route, to the evaluation.
    ///
    /// At most 64 steps, related by conditions, responses, milestones, exclusions and inclusions
    /// (Dynamic Condition Response graphs, Hildebrandt and Mukkamala 2010).
    ///
    /// ```
    /// use cogov::procedure::{Response, Start, explore};
    /// use cogov::{CompiledProcedure, Function, MatterKey, Procedure, ProcedureKey, Step, StepKey, Text};
    ///
    /// let (receive, answer) = (StepKey::new("receive")?, StepKey::new("answer")?);
    /// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?).with_steps([
    ///     Step::new(receive, Text::new("Receive")?, Function::Receive)
    ///         .with_start(Start::Owed)
    ///         .with_then([Response::from(answer.clone())]),
    ///     Step::new(answer, Text::new("Answer")?, Function::Disclose),
    /// ]);
    /// assert_eq!(procedure.steps().len(), 2);
    /// assert!(procedure.criteria().is_unstated() && procedure.matters().is_unstated());
    ///
    /// // The same for one matter, with what success means.
    /// let parking = procedure
    ///     .with_matters([MatterKey::new("parking")?])
    ///     .with_criteria(Text::bilingual("The fire lane is free", "消防通道畅通")?);
    /// assert!(parking.matters().is_given());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Procedure("a procedure", "程序"; at most PROCEDURES) {
        required {
            /// The key by which the charter refers to it.
            key: ProcedureKey,
            /// Its name.
            name: Text,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// The matters that it takes, each with all below it; every matter, if unstated.
            matters, with_matters: Vec<MatterKey>,
            /// What success means, defined beforehand.
            criteria, with_criteria: Text,
        }
        list {
            /// The steps.
            steps, with_steps: Listed<Step, AbsentStep>,
        }
    }
}

record! {
    /// The statement that no procedure takes some matters.
    ///
    /// ```
    /// use cogov::procedure::AbsentProcedure;
    /// use cogov::MatterKey;
    ///
    /// let unserved = AbsentProcedure::new().with_matters([MatterKey::new("education")?]);
    /// assert_eq!(unserved.matters().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AbsentProcedure("a procedure that is stated to be absent", "明示没有的程序") {
        mark { none }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// The matters that none takes; any, if empty.
            matters, with_matters: MatterKey,
        }
    }
}
