//! What is measured: the largest charters that come with the library, charters made up to size, and
//! cases.

mod builtins;
pub mod cases;
mod generated;
mod hostile;
mod numbers;
mod refused;

pub use builtins::{Proof, largest_by_bytes, largest_by_markings};
pub use generated::{Size, charter, settings};
pub use hostile::Hostile;
pub use refused::Refused;
