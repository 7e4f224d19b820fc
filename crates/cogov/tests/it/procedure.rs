//! Procedures: compiled, run, proved live, drawn.

mod build;
mod oracle;
mod random;
