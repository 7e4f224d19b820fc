//! The audit: what is wrong with a charter before any case exists.

mod accepting;
mod bodies;
mod cells;
mod checking;
mod clear;
mod code;
mod coverage;
mod displacing;
mod duties;
mod finding;
mod first_meeting;
mod grid;
mod grouping;
mod holders;
mod leads;
mod meeting;
mod open;
mod own;
mod powers;
mod process;
mod report;
mod responsibility;
mod ruling;
mod spoken;
mod subject;
mod survey;
mod upward;
mod wider;
mod words;

pub use code::{Basis, FindingCode, Severity};
pub use finding::{Acknowledgement, Cause, Finding};
pub(crate) use leads::{LeadState, Leads};
pub use report::Audit;
pub(crate) use report::{escape, one_line};
pub use subject::Subject;
