//! What comes with evaluation, the end of a case, and acts that change how it runs.

use crate::act::digest::Digest;
use crate::act::participant::Participant;
use crate::position::{Function, Holder};
use crate::values::choice::choice;
use crate::values::key::{CriterionKey, StepKey};
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// Whether a criterion of the plan was met.
    pub struct CriterionFinding("what became of a criterion", "标准达成情况") {
        required {
            /// The criterion.
            criterion: CriterionKey,
            /// Whether it was met.
            met: bool as copy,
        }
        option {
            /// What was seen.
            text, with_text: Text,
        }
    }
}

choice! {
    /// What became of what was resolved.
    pub enum Evaluation {
        /// It was fulfilled.
        Fulfilled = "fulfilled", "fulfilled", "已落实";
        /// It was fulfilled in part.
        Partly = "partly", "partly fulfilled", "部分落实";
        /// It was not fulfilled.
        Not = "not", "not fulfilled", "未落实";
        /// It is no longer needed.
        NotNeeded = "not_needed", "no longer needed", "不再需要";
    }
}

record! {
    /// With `evaluate`: what became of what was resolved, by the criteria of the plan.
    pub struct Evaluate("an evaluation", "评价") {
        required {
            /// What.
            result: Evaluation as copy,
        }
        option {
            /// What was seen.
            text, with_text: Text,
        }
        list {
            /// Criterion by criterion.
            criteria, with_criteria: CriterionFinding,
        }
    }
}

record! {
    /// With `award`: what somebody gets for taking part.
    pub struct Award("an award", "激励") {
        required {
            /// Who.
            to: Participant,
            /// For what.
            reason: Text,
        }
        option {
            /// How many points.
            points, with_points: u64 as copy,
            /// Which honour.
            honour, with_honour: Text,
        }
    }
}

record! {
    /// With `close`: what is left to say.
    pub struct Close("the end of a case", "结案") {
        option {
            /// What.
            text, with_text: Text,
        }
    }
}

record! {
    /// With `override`: whose bar is lifted in this case, and why.
    pub struct Override("an override", "准许例外") {
        required {
            /// Whose.
            who: Holder,
            /// On what.
            function: Function as copy,
        }
        option {
            /// Why.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `absorb`: which step stands in.
    pub struct Absorb("an absorption", "步骤的代替") {
        required {
            /// The step that stands in.
            by: StepKey,
        }
    }
}

record! {
    /// With `migrate`: the version of the charter under which the case goes on.
    pub struct Migrate("a migration", "改用新章程") {
        required {
            /// The version.
            version: u64 as copy,
            /// The digest of the charter.
            digest: Digest as copy,
        }
        option {
            /// Why.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `correct`: what an entry should have said. It changes nothing but how it is read.
    pub struct Correct("a correction", "更正说明") {
        required {
            /// What.
            text: Text,
        }
    }
}
