//! Triage: where a topic goes, and which topics come first.

mod definition;

pub use definition::{
    AgendaCriterion, AgendaPolicy, Condition, Dimension, Levels, Otherwise, Route, Scale, Triage,
    TriageRow,
};
