//! The places of the values of bodies, in captures whose form nobody names.
#![no_main]

use driftline_fuzz::{places, reading};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| places::hold(&reading::options(), bytes));
