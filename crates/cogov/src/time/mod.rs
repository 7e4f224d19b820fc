//! Days, moments, terms and rhythms. Nothing here reads a clock.

mod calendar;
mod calendar_table;
mod counting;
mod date;
mod instant;
mod rhythm;
mod term;
mod validity;

pub use calendar::{Calendar, OffsetChange, Roll, Weekday};
pub use calendar_table::{CalendarTable, DayKind};
pub use counting::CalendarError;
pub use date::{Date, DateError};
pub use instant::{Instant, InstantError, Offset, OffsetError};
pub use rhythm::{Count, Period, PeriodCountError, Rhythm};
pub use term::{Term, TermError};
pub use validity::Validity;
