//! Decision rules: clauses, electorates, tallies, verdicts, and the rules of law that come with
//! the library.

mod builtin;
mod clauses;
mod copies;
mod counts;
mod oracle;
mod provisions;
mod reasons;
mod verdicts;
