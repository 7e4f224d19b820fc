//! Instructions, counted by valgrind: `cargo bench -p cogov-benches --bench instructions`.
fn main() {}
