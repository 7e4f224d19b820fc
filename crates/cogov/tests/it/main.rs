//! Tests of the library through its public face.

mod calendar;
mod triage;
