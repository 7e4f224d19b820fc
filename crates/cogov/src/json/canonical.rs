//! The canonical form (RFC 8785).

use serde::Serialize;

/// The canonical JSON of a value: members sorted, no white space, one form of each number.
///
/// The types of this crate have only strings, integers, lists and maps with string keys, so
/// serialising them cannot fail; an empty string would say that it did.
pub(crate) fn canonical<T: Serialize>(value: &T) -> String {
    serde_json_canonicalizer::to_string(value).unwrap_or_default()
}
