//! Cases: acts performed, observed and refused, what comes of them, and what never changes.

mod ballots;
mod board;
mod closing;
mod exploring;
mod following;
mod intake;
mod obligations;
mod options;
mod papers;
mod parking;
mod properties;
mod sessions;
mod steps;
mod story;
mod words;
mod world;
