//! The ground on which everything stands: keys, texts, fractions, what is stated, bounds.

pub mod bounds;
pub(crate) mod choice;
pub(crate) mod fraction;
pub(crate) mod key;
pub(crate) mod lang;
pub(crate) mod record;
pub(crate) mod stated;
pub(crate) mod text;
