//! Days, moments, terms and rhythms. Nothing here reads a clock.

mod calendar;
mod calendar_table;
mod counting;
mod date;
mod instant;
mod instant_text;
mod rhythm;
mod term;
mod validity;
mod weekday;

pub use calendar::{Calendar, OffsetChange, Roll};
pub use calendar_table::{CalendarTable, DayKind};
pub use counting::CalendarError;
pub use date::Date;
pub use instant::{Instant, Offset};
pub use rhythm::{Count, Period, Rhythm};
pub use term::Term;
pub use validity::Validity;
pub use weekday::Weekday;
