//! The canonical form (RFC 8785).

use serde::Serialize;

/// The canonical JSON of a value: members sorted, no white space, one form of each number.
///
/// For what is hashed or shown, and is sound by its type: strings, integers, lists and maps with
/// string keys, whose serialising cannot fail. What is written to a file goes through
/// [`canonical_line`](super::canonical_line()), which gives an error and never an empty line.
pub(crate) fn canonical<T: Serialize>(value: &T) -> String {
    serde_json_canonicalizer::to_string(value).unwrap_or_default()
}
