//! Cases: acts performed, observed and refused, what comes of them, and what never changes.

mod acting;
mod advice;
mod as_values;
mod asked;
mod ballots;
mod bearing;
mod board;
mod closing;
mod concerned;
#[cfg(feature = "icalendar")]
mod due_calendar;
mod exploring;
mod following;
mod intake;
mod joint;
mod left_out;
mod obligations;
mod observing;
mod options;
mod owing;
mod papers;
mod parking;
mod performing;
mod promises;
mod properties;
mod random_entries;
mod referrals;
mod rounds;
mod sessions;
mod steps;
mod story;
mod telling;
mod words;
mod world;
mod written;
