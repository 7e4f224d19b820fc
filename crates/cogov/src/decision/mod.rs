//! Decision rules: quorum, approval, and the verdict that only the count can make.

mod definition;

pub use definition::{Approval, Base, Measure, Quorum, Rule, Threshold, Turnout};
