//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz entry`: see `cogov_tests::targets::entry`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cogov_tests::targets::entry(bytes));
