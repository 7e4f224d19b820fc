//! The acts that complete steps.

use crate::position::Function;
use crate::values::choice::choice;

choice! {
    /// The act that completes a step.
    ///
    /// ```
    /// use cogov::procedure::Completion;
    /// use cogov::Lang;
    ///
    /// assert_eq!(Completion::Resolve.as_str(), "resolve");
    /// assert_eq!(Completion::Resolve.label(Lang::Zh), "作出决议");
    /// ```
    #[non_exhaustive]
    pub enum Completion in procedure {
        /// An appeal is accepted.
        Accept = "accept", "accept", "受理";
        /// A topic is routed.
        Route = "route", "route", "分流";
        /// A plan is laid down.
        Plan = "plan", "plan", "确定方案";
        /// Those concerned are notified.
        Notify = "notify", "notify", "通知";
        /// A session is adjourned.
        Adjourn = "adjourn", "adjourn", "休会";
        /// A decision is resolved, or fails.
        Resolve = "resolve", "resolve", "作出决议";
        /// Advice is given.
        Advise = "advise", "advise", "提出建议";
        /// Something is made public.
        Disclose = "disclose", "disclose", "公开";
        /// Work is handed out.
        Dispatch = "dispatch", "dispatch", "分派";
        /// Every obligation is submitted, final or surviving.
        Submitted = "submitted", "all submitted", "全部提交";
        /// Every obligation is final or surviving.
        Verified = "verified", "all verified", "全部核验";
        /// The result is evaluated.
        Evaluate = "evaluate", "evaluate", "评价";
    }
}

impl Completion {
    /// The acts that can complete a step of a function, the usual one first.
    ///
    /// ```
    /// use cogov::procedure::Completion;
    /// use cogov::Function;
    /// assert_eq!(Completion::of(Function::Plan), [Completion::Plan, Completion::Notify]);
    /// ```
    #[must_use]
    pub const fn of(function: Function) -> &'static [Self] {
        match function {
            Function::Receive => &[Self::Accept],
            Function::Screen => &[Self::Route],
            Function::Plan => &[Self::Plan, Self::Notify],
            Function::Convene => &[Self::Adjourn],
            Function::Deliberate => &[Self::Adjourn, Self::Advise],
            Function::Decide => &[Self::Resolve],
            Function::Disclose => &[Self::Disclose],
            Function::Dispatch => &[Self::Dispatch],
            Function::Implement => &[Self::Submitted],
            Function::Supervise => &[Self::Verified],
            Function::Evaluate => &[Self::Evaluate],
        }
    }
}
