//! With how many inputs a property is tried.

use proptest::test_runner::Config;

/// So many where nobody asks for more. `PROPTEST_CASES` asks for so many times more, or fewer, as it
/// is more or less than 256, the usual number of proptest: what takes long stays the smaller part.
pub(crate) fn inputs(usual: u32) -> Config {
    const USUAL: u64 = 256;
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok());
    let times = u64::from(usual).saturating_mul(asked.unwrap_or(USUAL)) / USUAL;
    Config { cases: u32::try_from(times).unwrap_or(u32::MAX).max(1), ..Config::default() }
}
