//! The reader of `CaptureFormat::GoVcr`.
#![no_main]

use driftline_capture::CaptureFormat;
use driftline_fuzz::reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    reading::hold_format(CaptureFormat::GoVcr, bytes);
});
