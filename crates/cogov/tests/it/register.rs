//! Registers of members: who holds which seat and belongs to what, and what follows from conduct.

mod day_by_day;
mod due;
mod elections;
mod format;
mod lapse;
mod membership;
mod migration;
mod offers;
mod options;
mod powers;
mod properties;
mod random_acts;
mod records;
mod relatives;
mod restored;
mod roles;
mod sanctions;
mod seats;
mod sessions;
mod shown;
mod signing;
mod snapshots;
mod standings;
mod world;
