//! The reader of cassettes of vcrpy in JSON.
#![no_main]

use driftline_capture::CaptureFormat;
use driftline_fuzz::reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.trim_ascii_start().starts_with(b"{") {
        reading::hold_format(CaptureFormat::Vcrpy, bytes);
    }
});
