//! A rung that is due, and what makes it due.

use serde::Serialize;

use crate::conduct::ladder::{Rung, Trigger};
use crate::conduct::points::Points;
use crate::conduct::window::Stretch;

/// A rung that is due, and all that makes it due.
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Contribution, Sanction, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// let due = found.due().unwrap();
/// assert_eq!((due.rung().sanction(), due.causes().len()), (Sanction::Talk, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RungDue {
    pub(super) index: usize,
    pub(super) rung: Rung,
    pub(super) causes: Vec<RungCause>,
}

impl RungDue {
    /// The place of the rung on the ladder, from 0.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The rung: what follows, by whom, the right to be heard, the review.
    #[must_use]
    pub const fn rung(&self) -> &Rung {
        &self.rung
    }

    /// What makes it due, at least one cause, in the order of its triggers.
    #[must_use]
    pub fn causes(&self) -> &[RungCause] {
        &self.causes
    }
}

/// What makes a rung due.
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Contribution, Found, Trigger, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// let cause = &found.due().unwrap().causes()[0];
/// assert!(matches!(cause.trigger(), Trigger::BelowPoints(below) if below.below_points() == 60.into()));
/// assert_eq!(cause.found(), &Found::Points(40.into()));
/// assert_eq!(cause.contributions(), [0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RungCause {
    pub(super) trigger: Trigger,
    pub(super) within: Stretch,
    pub(super) found: Found,
    pub(super) contributions: Vec<usize>,
}

impl RungCause {
    /// The trigger.
    #[must_use]
    pub const fn trigger(&self) -> &Trigger {
        &self.trigger
    }

    /// The days in which it was found.
    #[must_use]
    pub const fn within(&self) -> Stretch {
        self.within
    }

    /// What was found.
    #[must_use]
    pub const fn found(&self) -> &Found {
        &self.found
    }

    /// The contributions that it rests on, by day; of very many, the first 1,000.
    #[must_use]
    pub fn contributions(&self) -> &[usize] {
        &self.contributions
    }
}

/// What was found by a trigger.
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Contribution, Found, Window, assess};
///
/// let policy = ConductPolicy::builtin("xuanwei").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// let due = found.due().unwrap();
/// assert_eq!(due.causes()[0].found(), &Found::Count(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Found {
    /// This total.
    Points(Points),
    /// So many years running.
    YearsRunning(u64),
    /// So many contributions.
    Count(u64),
    /// So many requirements that are not met.
    Unmet(u64),
}
