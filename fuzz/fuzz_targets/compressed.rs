//! Captures that are compressed: as the bytes are, and as they are once compressed.
#![no_main]

use driftline_fuzz::{compressing, reading};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    reading::hold(&reading::options(), bytes);
    compressing::hold(&reading::options(), bytes);
});
