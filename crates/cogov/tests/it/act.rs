//! Acts and entries: their one JSON form, and what is refused.

pub(crate) mod entries;
mod forms;
mod parts;
mod refused;
mod sealed;
mod table;
