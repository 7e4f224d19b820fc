//! Positions: who may, must, may not, or is entitled to do what, on which matters, where and when.

mod claim;
mod definition;
mod function;
mod holder;
mod joint;
mod right;
mod share;

pub use claim::Claim;
pub use definition::{AbsentPosition, Position, PositionKind, PositionKinds};
pub use function::Function;
pub(crate) use holder::Fitting;
pub use holder::Holder;
pub use joint::Joint;
pub use right::Right;
pub use share::LeastShare;
