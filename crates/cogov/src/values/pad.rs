//! Writing a short value so that it keeps to a width, as a string does.

use std::fmt;

/// Writes what is short enough to stand in a column: to the width and alignment that were asked for.
pub(crate) fn pad(f: &mut fmt::Formatter<'_>, written: fmt::Arguments<'_>) -> fmt::Result {
    if f.width().is_none() && f.precision().is_none() {
        f.write_fmt(written)
    } else {
        f.pad(&written.to_string())
    }
}
