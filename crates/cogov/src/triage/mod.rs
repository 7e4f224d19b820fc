//! Triage: where a topic goes, and which topics come first.

mod agenda;
mod agenda_policy;
mod condition;
mod definition;
mod dimension;
mod ranking;
mod route;
mod routing;
mod space;
mod table;
mod topic;

pub use agenda::{Agenda, AgendaEntry, AgendaTopic};
pub use agenda_policy::{AgendaCriterion, AgendaPolicy};
pub use condition::{Condition, Levels};
pub use definition::{Otherwise, Triage, TriageRow};
pub use dimension::{Dimension, Scale};
pub use ranking::agenda;
pub use route::{Destination, DestinationKind};
pub use routing::{Comparison, PassedRow, Routing};
pub use table::TriageTable;
pub use topic::Topic;

pub(crate) use dimension::no_scale;
