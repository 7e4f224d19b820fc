//! A second, naive implementation of a case, and random acts on both: they agree on what is taken,
//! and on why the rest is refused.
//!
//! It is written from the model and the act table, shares no code with the library, and prefers
//! being plain to being fast. It reads charters and entries as JSON.

// `cfg(test)` tells clippy that what is in there, helpers too, is tests.
#[cfg(test)]
mod acting;
#[cfg(test)]
mod aiming;
#[cfg(test)]
mod apply;
#[cfg(test)]
mod ballots;
#[cfg(test)]
mod bearing;
#[cfg(test)]
mod carrying;
#[cfg(test)]
mod charter;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod conclusion;
#[cfg(test)]
mod decisions;
#[cfg(test)]
mod disclosure;
#[cfg(test)]
mod drafting;
#[cfg(test)]
mod draw;
#[cfg(test)]
mod gathering;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod inviting;
#[cfg(test)]
mod judge;
#[cfg(test)]
mod left_out;
#[cfg(test)]
mod marking;
#[cfg(test)]
mod mutating;
#[cfg(test)]
mod naming;
#[cfg(test)]
mod obligations;
#[cfg(test)]
mod passing;
#[cfg(test)]
mod paying;
#[cfg(test)]
mod preparation;
#[cfg(test)]
mod random;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod state;
#[cfg(test)]
mod steering;
#[cfg(test)]
mod summary;
#[cfg(test)]
mod undoing;
#[cfg(test)]
mod vectors;
#[cfg(test)]
mod walking;
#[cfg(test)]
mod who;
