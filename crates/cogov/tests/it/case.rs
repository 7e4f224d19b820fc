//! Cases: acts performed, observed and refused, and what comes of them.

mod board;
mod exploring;
mod following;
mod options;
mod papers;
mod parking;
mod story;
