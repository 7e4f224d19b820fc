//! Registers of members: who holds which seat and belongs to what, and what follows from conduct.

mod due;
mod format;
mod membership;
mod properties;
mod records;
mod sanctions;
mod sessions;
mod snapshots;
mod world;
