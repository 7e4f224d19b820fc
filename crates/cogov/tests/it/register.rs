//! Registers of members: who holds which seat and belongs to what, and what follows from conduct.

mod day_by_day;
mod due;
mod elections;
mod format;
mod membership;
mod migration;
mod options;
mod powers;
mod properties;
mod random_acts;
mod records;
mod relatives;
mod sanctions;
mod sessions;
mod snapshots;
mod world;
