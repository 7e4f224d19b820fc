//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz record`: see `cogov_tests::targets::record`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cogov_tests::targets::record(bytes));
