//! Who takes part: parties and bodies, their seats, groups of the population, sectors, and the
//! links by which they keep in touch; and who holds something, alone or with others.

mod body;
mod group;
mod holder;
mod joint;
mod liaison;
mod seat;
mod share;

pub use body::{Party, PartyKind, Sector};
pub use group::Group;
pub(crate) use holder::Fitting;
pub use holder::Holder;
pub use joint::Joint;
pub use liaison::Liaison;
pub use seat::{AbsentSeat, Filling, Seat, Tenure};
pub use share::LeastShare;
