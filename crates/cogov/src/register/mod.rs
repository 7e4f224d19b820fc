//! The register.
mod belonging;
mod preparing;
mod requirement;
mod sanctioning;
mod seating;
mod table;
mod target;
pub use table::*;
pub use requirement::*;
pub use target::*;
pub use seating::*;
pub use belonging::*;
pub use preparing::*;
pub use sanctioning::*;
/// x
pub enum RegisterCode {}
