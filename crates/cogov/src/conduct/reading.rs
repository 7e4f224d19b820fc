//! Reading policies and contributions that stand alone, outside a charter.

use crate::conduct::definition::ConductPolicy;
use crate::json::{Decode, read_document};
use crate::problem::Invalid;

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
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        read_document(text, |node, reader| {
            let policy = Self::decode(node, reader)?;
            policy.validate(reader);
            Some(policy)
        })
    }
}
