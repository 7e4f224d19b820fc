//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz acts`: see `cogov_tests::targets::acts`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cogov_tests::targets::acts(bytes));
