//! Places and matters: the two trees on which positions are drawn.

mod matter;
mod place;
mod tree;

pub use matter::Matter;
pub use place::{Place, PlaceKind};
pub(crate) use tree::{NotATree, Tree};
