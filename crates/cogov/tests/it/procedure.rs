//! Procedures: compiled, run, proved live, drawn.

mod build;
mod liveness;
mod misuse;
mod oracle;
mod premature;
mod random;
mod reduction;
mod semantics;
