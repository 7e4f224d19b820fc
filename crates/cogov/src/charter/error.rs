//! Why a charter cannot be loaded.

use std::fmt;

use serde::Serialize;

use crate::problem::Problem;

/// Why a charter cannot be loaded: every problem that was found, in the order of the checks.
///
/// ```
/// use cogov::Charter;
///
/// let error = Charter::from_json("{}").unwrap_err();
/// assert!(error.problems().len() >= 4, "four fields are missing");
/// for problem in error.problems() {
///     eprintln!("{problem}\n    {}", problem.help());
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(transparent)]
pub struct CharterError {
    problems: Vec<Problem>,
}

impl CharterError {
    pub(crate) const fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// What is wrong, at least one problem; at most 1,000, after which reading stops.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for CharterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.as_slice() {
            [] => f.write_str("the charter cannot be loaded"),
            [only] => write!(f, "{only}"),
            [first, rest @ ..] => write!(f, "{first}; and {} more problems", rest.len()),
        }
    }
}
