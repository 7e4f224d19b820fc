//! How steps are concluded, as far as a procedure goes on differently afterwards.

use crate::position::Function;
use crate::procedure::relation::Outcome;
use crate::values::choice::choice;

choice! {
    /// How a step was concluded, as far as a procedure may go on differently afterwards.
    ///
    /// An [`Outcome`] says what a relation can depend on. An adopted decision is told apart
    /// further: without obligations there is nothing to carry out and nothing to supervise, so
    /// that the steps of these functions are out of play.
    ///
    /// ```
    /// use cogov::procedure::{Conclusion, Outcome};
    /// use cogov::Function;
    ///
    /// assert_eq!(Conclusion::of(Function::Decide).len(), 3);
    /// assert_eq!(Conclusion::of(Function::Plan), [Conclusion::Done]);
    /// assert_eq!(Conclusion::AdoptedBare.outcome(), Some(Outcome::Adopted));
    /// ```
    #[non_exhaustive]
    pub enum Conclusion in procedure {
        /// Done; nothing depends on how.
        Done = "done", "done", "完成";
        /// A decision was adopted that obliges somebody.
        AdoptedObliging = "adopted_obliging", "adopted with obligations", "通过并产生义务";
        /// A decision was adopted that obliges nobody.
        AdoptedBare = "adopted_bare", "adopted without obligations", "通过而无义务";
        /// A decision failed.
        Failed = "failed", "failed", "未通过";
        /// What was resolved was fulfilled.
        Fulfilled = "fulfilled", "fulfilled", "已落实";
        /// What was resolved was not fulfilled, or only in part.
        NotFulfilled = "not_fulfilled", "not fulfilled", "未落实";
    }
}

impl Conclusion {
    /// How a step of a function can be concluded.
    ///
    /// ```
    /// use cogov::Function;
    /// use cogov::procedure::Conclusion;
    ///
    /// assert_eq!(Conclusion::of(Function::Convene), [Conclusion::Done]);
    /// assert!(Conclusion::of(Function::Decide).contains(&Conclusion::Failed));
    /// ```
    #[must_use]
    pub const fn of(function: Function) -> &'static [Self] {
        match function {
            Function::Decide => &[Self::AdoptedObliging, Self::AdoptedBare, Self::Failed],
            Function::Supervise | Function::Evaluate => &[Self::Fulfilled, Self::NotFulfilled],
            Function::Receive
            | Function::Screen
            | Function::Plan
            | Function::Convene
            | Function::Deliberate
            | Function::Disclose
            | Function::Dispatch
            | Function::Implement => &[Self::Done],
        }
    }

    /// The outcome on which relations can depend, if there is one.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Done => None,
            Self::AdoptedObliging | Self::AdoptedBare => Some(Outcome::Adopted),
            Self::Failed => Some(Outcome::Failed),
            Self::Fulfilled => Some(Outcome::Fulfilled),
            Self::NotFulfilled => Some(Outcome::NotFulfilled),
        }
    }

    /// Whether a relation takes effect: one without `if` always does.
    pub(crate) fn takes(self, required: Option<Outcome>) -> bool {
        required.is_none() || required == self.outcome()
    }
}
