//! Prints the act table of the register, as `cargo xtask schema` commits it.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().lock().write_all(cogov_tests::register_acts().as_bytes())
}
