//! Conduct: what a seat asks of its holder, how it is counted, and what follows.

mod definition;
mod ladder;
mod points;
mod sharing;
mod table;

pub use definition::{
    Attendance, ConductPolicy, ContributionKind, LeaveRule, Mark, Requirement, SeatRole,
};
pub use ladder::{
    AtLeast, BelowPoints, FewerThan, Hearing, Rung, Sanction, Trigger, UnmetRequirements, Within,
    YearsWithout,
};
pub use points::{Points, PointsError};
pub use sharing::Sharing;
pub use table::{Account, Band, Item, PointsPeriod, PointsTable, Worth};
