//! Reading a whole text, with lines and columns for what is wrong in it.

use crate::json::{Node, RawTree, Reader, locate_all, unreadable};
use crate::problem::{Found, Invalid, Problem};
use crate::values::bounds;

/// The text without the mark that some editors put in front of UTF-8 (RFC 8259 §8.1 lets a reader
/// ignore it).
pub(crate) fn without_byte_order_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The raw tree of a text that is not too long.
pub(crate) fn parse_document(text: &str) -> Result<RawTree<'_>, Invalid> {
    bounds::DOCUMENT_BYTES.check(text.len() as u64)?;
    RawTree::parse(text).map_err(|error| unreadable(text, &error).into())
}

/// Reads a text that is one value; whatever was reported makes an error, even where a value came of it.
pub(crate) fn read_document<T>(
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

/// The value read from a text, unless something was found wrong: then where that stands.
pub(crate) fn located<T>(text: &str, value: Option<T>, mut found: Found) -> Result<T, Invalid> {
    locate_all(text, &mut found.problems);
    // As people read the text; of one place, in the order of the checks.
    found.problems.sort_by_key(Problem::location);
    Invalid::unless_sound(value, found)
}
