//! The eleven functions of a consultation.

use crate::values::choice::choice;

choice! {
    /// What is done in a consultation, from the appeal to the evaluation.
    #[non_exhaustive]
    pub enum Function in position {
        /// Take in an appeal.
        Receive = "receive", "receive", "受理";
        /// Assess a topic and route it.
        Screen = "screen", "screen", "筛选分流";
        /// Prepare the consultation: points, options, those affected, criteria.
        Plan = "plan", "plan", "拟定方案";
        /// Call the session.
        Convene = "convene", "convene", "召集";
        /// Deliberate: hear, discuss, seek common ground.
        Deliberate = "deliberate", "deliberate", "协商议事";
        /// Decide.
        Decide = "decide", "decide", "决定";
        /// Make public.
        Disclose = "disclose", "disclose", "公开";
        /// Hand out what is to be done.
        Dispatch = "dispatch", "dispatch", "分派";
        /// Carry out what was resolved.
        Implement = "implement", "implement", "落实";
        /// Watch that it is carried out, and verify that it was.
        Supervise = "supervise", "supervise", "监督";
        /// Evaluate the result against the criteria.
        Evaluate = "evaluate", "evaluate", "评价";
    }
}
