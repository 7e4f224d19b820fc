//! The canonical form (RFC 8785) and its digest.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The canonical JSON of a value: members sorted, no white space, one form of each number.
///
/// The types of this crate have only strings, integers, lists and maps with string keys, so
/// serialising them cannot fail; an empty string would say that it did.
pub(crate) fn canonical<T: Serialize>(value: &T) -> String {
    serde_json_canonicalizer::to_string(value).unwrap_or_default()
}

/// The SHA-256 of bytes, as 64 hexadecimal digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
