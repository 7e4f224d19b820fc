//! Another opinion on the canonical form (RFC 8785): that of a library that knows all of it.

use serde::Serialize;

/// The canonical JSON of a value: members sorted, no white space, one form of each number.
pub(super) fn canonical<T: Serialize>(value: &T) -> String {
    serde_json_canonicalizer::to_string(value).unwrap()
}
