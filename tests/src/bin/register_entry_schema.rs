//! Prints the JSON Schema of an entry of a register, as `cargo xtask schema` commits it.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().lock().write_all(cogov_tests::register_entry_schema().as_bytes())
}
