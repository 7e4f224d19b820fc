//! Decision rules: clauses, electorates, tallies, verdicts, and the rules of law that come with
//! the library.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, as it should"
)]

mod builtin;
mod clauses;
mod counts;
mod oracle;
mod provisions;
mod reasons;
mod verdicts;
