//! Prints the act table, as `cargo xtask schema` commits it.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().lock().write_all(cogov_tests::acts().as_bytes())
}
