//! Cases: what is refused, what follows, and what never changes.

mod ballots;
mod closing;
mod intake;
mod obligations;
mod parking;
mod properties;
mod sessions;
mod steps;
mod words;
mod world;
