//! Cases: acts performed, observed and refused, and what comes of them.

mod board;
mod following;
mod options;
mod parking;
mod story;
