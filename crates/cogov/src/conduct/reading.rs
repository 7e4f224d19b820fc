//! Reading policies and contributions that stand alone, outside a charter.

use crate::conduct::definition::ConductPolicy;
use crate::json::{Decode, Node, Reader, located, parse_document, without_byte_order_mark};
use crate::problem::Invalid;

/// Reads JSON text; whatever was reported makes an error, even where a value came of it.
pub(super) fn read<T>(
    text: &str,
    decode: impl FnOnce(&Node<'_>, &mut Reader) -> Option<T>,
) -> Result<T, Invalid> {
    let text = without_byte_order_mark(text);
    let tree = parse_document(text)?;
    let mut reader = Reader::default();
    let value = decode(&tree.root(), &mut reader);
    drop(tree);
    located(text, value, reader.into_problems())
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
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        read(text, |node, reader| {
            let policy = Self::decode(node, reader)?;
            policy.validate(reader);
            Some(policy)
        })
    }
}
