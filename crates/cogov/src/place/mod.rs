//! Places and matters: the two trees on which positions are drawn.

mod definition;
mod matter;
mod tree;

pub use definition::{Place, PlaceKind};
pub use matter::Matter;
pub(crate) use tree::{NotATree, Tree};
