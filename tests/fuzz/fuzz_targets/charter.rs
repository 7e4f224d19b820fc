//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz charter`: see `cogov_tests::targets::charter`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cogov_tests::targets::charter(bytes));
