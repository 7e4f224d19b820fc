//! Prints the JSON Schema of a charter, as `cargo xtask schema` commits it.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().lock().write_all(cogov_tests::charter_schema().as_bytes())
}
