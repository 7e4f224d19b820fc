//! Tests of the library through its public face.

// `cfg(test)` tells clippy that helpers in there are tests, too.
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod triage;
