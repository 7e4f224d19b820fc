//! Reading policies and contributions that stand alone, outside a charter.

use std::fmt;

use crate::conduct::definition::ConductPolicy;
use crate::json::{Decode, Node, Reader, locate_all, unreadable};
use crate::problem::Problem;
use crate::values::bounds;

/// Everything that is wrong with a policy or a list of contributions.
///
/// ```
/// use cogov::{ConductPolicy, ProblemCode};
///
/// let error = ConductPolicy::from_json(r#"{"key": "a", "nam": "A"}"#).unwrap_err();
/// assert_eq!(error.problems()[0].code(), ProblemCode::UnknownField);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConductError {
    problems: Vec<Problem>,
}

impl ConductError {
    /// The problems, at least one, in the order in which they were found.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What to do about the first of them.
    #[must_use]
    pub fn help(&self) -> String {
        self.problems.first().map(Problem::help).unwrap_or_default()
    }
}

impl fmt::Display for ConductError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.problems.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConductError {}

/// Reads JSON text; whatever was reported makes an error, even where a value came of it.
pub(super) fn read<T>(
    text: &str,
    decode: impl FnOnce(&Node<'_>, &mut Reader) -> Option<T>,
) -> Result<T, ConductError> {
    let mut reader = Reader::default();
    if !reader.within_length(bounds::DOCUMENT_BYTES, text.len()) {
        return Err(ConductError { problems: reader.into_problems() });
    }
    let node = Node::parse(text)
        .map_err(|error| ConductError { problems: vec![unreadable(text, &error)] })?;
    let value = decode(&node, &mut reader);
    drop(node);
    let mut problems = reader.into_problems();
    match value {
        Some(value) if problems.is_empty() => Ok(value),
        _ => {
            locate_all(text, &mut problems);
            Err(ConductError { problems })
        }
    }
}

impl ConductPolicy {
    /// Reads a policy that stands alone, and checks that it is consistent.
    ///
    /// # Errors
    ///
    /// Every problem of the text, with path and place.
    ///
    /// ```
    /// use cogov::ConductPolicy;
    ///
    /// let policy = ConductPolicy::from_json(r#"{"key": "members", "name": "Members"}"#)?;
    /// assert_eq!(policy.key().as_str(), "members");
    /// # Ok::<(), cogov::ConductError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ConductError> {
        read(text, |node, reader| {
            let policy = Self::decode(node, reader)?;
            policy.validate(reader);
            Some(policy)
        })
    }
}
