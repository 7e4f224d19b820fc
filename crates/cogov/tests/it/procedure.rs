//! Procedures: compiled, run, proved live, drawn.

mod budget;
mod build;
mod drawn;
mod liveness;
mod misuse;
mod obligations;
pub(crate) mod oracle;
mod premature;
mod random;
mod reduction;
mod semantics;
mod sets;
mod unsound;
