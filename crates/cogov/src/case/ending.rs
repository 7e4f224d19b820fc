//! The phases of a case, and how it can end.

use crate::values::choice::choice;

choice! {
    /// The phases of a case.
    pub enum Phase in case {
        /// Appeals come in, and the topic is screened.
        Intake = "intake", "intake", "受理";
        /// The procedure runs, up to a decision.
        Consultation = "consultation", "consultation", "协商";
        /// Something was resolved, and is carried out.
        Implementation = "implementation", "implementation", "落实";
        /// The case has ended.
        Closed = "closed", "closed", "已结案";
    }
}

choice! {
    /// How a case ended.
    pub enum Ending in case {
        /// No appeal was accepted.
        Declined = "declined", "declined", "不予受理";
        /// The appeals were settled without a consultation.
        Settled = "settled", "settled directly", "直接办结";
        /// The appeals were taken back.
        Withdrawn = "withdrawn", "withdrawn", "已撤回";
        /// Its appeals went on in another case.
        Merged = "merged", "merged", "已并案";
        /// Nothing was resolved.
        Unresolved = "unresolved", "unresolved", "未达成决议";
        /// Advice was given, and answered.
        Advised = "advised", "advice answered", "建议已答复";
        /// The matter went to the level above.
        ReferredUp = "referred_up", "referred up", "已提级";
        /// What was resolved was fulfilled.
        Fulfilled = "fulfilled", "fulfilled", "已落实";
        /// What was resolved was fulfilled in part.
        PartlyFulfilled = "partly_fulfilled", "partly fulfilled", "部分落实";
        /// What was resolved was not fulfilled.
        NotFulfilled = "not_fulfilled", "not fulfilled", "未落实";
        /// What was resolved is no longer needed.
        NotNeeded = "not_needed", "no longer needed", "不再需要";
    }
}
