//! Who takes part: parties and bodies, their seats, groups of the population, sectors, and the
//! links by which they keep in touch; the ways in, and what prepares and encourages people.

mod body;
mod group;
mod incentive;
mod intake;
mod liaison;
mod seat;
mod training;

pub use body::{Party, PartyKind, Sector};
pub use group::Group;
pub use incentive::{Honour, IncentivePoints, IncentivePolicy};
pub use intake::{AbsentChannel, Channel, Intake, Medium};
pub use liaison::Liaison;
pub use seat::{AbsentSeat, Filling, Seat, Tenure};
pub use training::Training;
