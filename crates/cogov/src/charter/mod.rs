//! The charter: rules that can be read, proved consistent, asked, compared and audited.

mod affected;
mod applicable;
mod builder;
mod builtin;
mod contents;
mod contradictions;
mod difference;
mod document;
mod held;
mod inclusion;
mod loaded;
mod lookup;
mod matrix;
mod names;
mod no_rule;
mod proofs;
mod references;
mod scope;
mod scopes;
mod setting;
mod way_up;

pub use builder::CharterBuilder;
pub use difference::{Alteration, Change, ChangeKind, Difference, Section};
#[cfg(feature = "schema")]
pub(crate) use document::Document;
pub use held::Held;
pub use loaded::Charter;
pub use matrix::{Involvement, LeadFlaw, Matrix, MatrixRow};
pub(crate) use names::Names;
pub use no_rule::NoRule;
pub(crate) use scope::{Scope, cross};
pub(crate) use scopes::{Guises, HolderNumber, in_force};
pub use setting::Setting;
