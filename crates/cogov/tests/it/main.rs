//! The public interface, tested in one binary.

mod conduct;
