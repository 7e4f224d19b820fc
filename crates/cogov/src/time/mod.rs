//! Days, moments, terms and rhythms. Nothing here reads a clock.

mod calendar;
mod date;
mod instant;
mod rhythm;
mod term;
mod validity;

pub use calendar::{Calendar, OffsetChange, Roll, Weekday};
pub use date::{Date, DateError};
pub use instant::{Instant, InstantError, Offset};
pub use rhythm::{Count, Period, Rhythm};
pub use term::{Term, TermError};
pub use validity::Validity;
