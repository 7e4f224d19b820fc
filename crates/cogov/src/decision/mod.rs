//! Decision rules: quorum, approval, and the verdict that only the count can make.

mod builtin;
mod clause;
mod clause_report;
mod count_error;
mod definition;
mod electorate;
mod form;
mod provision;
mod rule_words;
mod tally;
mod threshold;
mod verdict;
mod wording;

pub use clause::{Approval, ApprovalShare, Clauses, Quorum, QuorumShare};
pub use clause_report::{AssessedShare, ClauseReport, ClauseResult};
pub use count_error::{CountError, Quantity};
pub use definition::{Base, Measure, Rule, Turnout};
pub use electorate::{Electorate, ElectorateBuilder, Strength};
pub use provision::{Amount, Figure, Provision};
pub use tally::{Tally, TallyBuilder, Votes};
pub use threshold::Threshold;
pub use verdict::{Adopted, Decision, Verdict};
