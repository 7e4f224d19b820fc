//! The tests of the public API, by topic.

mod decision;
