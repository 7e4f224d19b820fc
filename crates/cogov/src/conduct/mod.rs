//! Conduct: what a seat asks of its holder, how it is counted, and what follows; training and
//! incentives, which prepare and encourage people.

mod assess;
mod builtin;
mod contribution;
mod definition;
mod due;
mod explain;
mod incentive;
mod ladder;
mod material;
mod points;
mod reading;
mod rung_due;
mod score;
mod scored;
mod sharing;
mod standing;
mod table;
mod training;
mod uncounted;
mod uncounted_words;
mod unjudged;
mod validate;
pub(crate) mod window;

pub use assess::assess;
pub use contribution::{Authorship, Contribution};
pub use definition::{
    AttendanceDuty, BasicRequirement, ConductPolicy, ContributionKind, LeaveRule, Mark, SeatRole,
};
pub use incentive::{Honour, IncentivePoints, IncentivePolicy};
pub use ladder::{
    AtLeast, BelowPoints, FewerThan, Hearing, Rung, Sanction, Trigger, UnmetRequirements, Within,
    YearsWithout,
};
pub use points::Points;
pub use rung_due::{Found, RungCause, RungDue};
pub use scored::{AccountStanding, BandStanding, Limit, Line, LineReason, Score, YearTotal};
pub use sharing::Sharing;
pub use standing::{Assessed, Assessment, NotAssessed, Standing, Unmet};
pub use table::{Account, Band, Item, PointsPeriod, PointsTable, Worth};
pub use training::Training;
pub use uncounted::{Uncounted, WhyUncounted};
pub use unjudged::{Unjudged, WhyUnjudged};
pub use window::{Stretch, Window, YearOfWindow, Years};
