//! The whole way of bytes whose form nobody names: sniffed, read, judged by a contract, reported in all formats.
#![no_main]

use driftline_fuzz::{judging, reading};
use driftline_validate::Judge;
use std::{num::NonZeroUsize, sync::LazyLock};

static JUDGE: LazyLock<Judge> = LazyLock::new(judging::judge);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let options = reading::options();
    judging::hold(&JUDGE, &options, bytes, &reading::hold(&options, bytes), NonZeroUsize::MIN);
});
