//! Positions: who may, must, may not, or is entitled to do what, on which matters, where and when.

mod claim;
mod definition;
mod form;
mod function;
mod right;

pub use claim::Claim;
pub use definition::{AbsentPosition, Position, PositionKind, PositionKinds};
pub use form::Form;
pub use function::Function;
pub use right::Right;

// A position is read as its holder and the rest: who holds it is found here too.
pub(crate) use crate::party::Fitting;
pub use crate::party::{Holder, Joint, LeastShare};
