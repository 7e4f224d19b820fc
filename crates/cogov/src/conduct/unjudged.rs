//! Triggers that cannot be judged from what is known, and why.

use serde::Serialize;

use crate::conduct::ladder::Trigger;
use crate::values::choice::choice;

/// A trigger that could not be judged.
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Contribution, Trigger, WhyUnjudged, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// // Two years running: one year alone cannot tell.
/// let unjudged = &found.unjudged()[0];
/// assert_eq!(unjudged.why(), WhyUnjudged::TooFewYears);
/// assert!(matches!(unjudged.trigger(), Trigger::BelowPoints(below) if below.years_running().is_some()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unjudged {
    pub(super) index: usize,
    pub(super) trigger: Trigger,
    pub(super) why: WhyUnjudged,
}

impl Unjudged {
    /// The place of its rung on the ladder, from 0.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The trigger.
    #[must_use]
    pub const fn trigger(&self) -> &Trigger {
        &self.trigger
    }

    /// Why it could not be judged.
    #[must_use]
    pub const fn why(&self) -> WhyUnjudged {
        self.why
    }
}

choice! {
    /// Why a trigger could not be judged.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::conduct::WhyUnjudged;
    ///
    /// let why: WhyUnjudged = "term_not_told".parse()?;
    /// assert_eq!(why.label(Lang::Zh), "未说明任期");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum WhyUnjudged in conduct {
        /// The term of office was not told.
        TermNotTold = "term_not_told", "the term of office was not told", "未说明任期";
        /// Part of the term lies outside the window.
        TermNotCovered = "term_not_covered", "part of the term lies outside the window", "任期有一部分不在考核期内";
        /// There are too few whole years in the window.
        TooFewYears = "too_few_years", "too few whole years lie in the window", "考核期内的完整年度不足";
        /// The policy counts no points.
        NoPoints = "no_points", "the policy counts no points", "该规则不计分";
    }
}
