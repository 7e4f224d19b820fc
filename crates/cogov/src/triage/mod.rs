//! Triage: where a topic goes, and which topics come first.

mod agenda;
mod definition;
mod ranking;
mod routing;
mod space;
mod table;
mod topic;

pub use agenda::{Agenda, AgendaEntry, AgendaTopic};
pub use definition::{
    AgendaCriterion, AgendaPolicy, Condition, Dimension, Levels, Otherwise, Route, RouteKind,
    Scale, Triage, TriageRow,
};
pub use ranking::agenda;
pub use routing::{Comparison, PassedRow, Routing};
pub use table::TriageTable;
pub use topic::Topic;
