//! Large hostile captures: they end, and memory does not grow with them. Alone in its process, for the peak counts.

mod support;

use driftline_capture::ReadOptions;
use std::process::Command;

#[test]
fn bombs_and_bottomless_nesting_cost_neither_stack_nor_memory() {
    let Some(folder) = driftline_corpus::shared("recorded/hostile") else { return };
    let captures = tempfile::tempdir().expect("a temporary folder");
    let made = Command::new("python3").arg(folder.join("generate.py")).arg(captures.path()).status();
    if !made.is_ok_and(|status| status.success()) {
        driftline_corpus::skipped("python3 cannot make the large captures");
        return;
    }
    let files = support::files(captures.path());
    let reports: Vec<String> = files.iter().map(|file| support::report(&ReadOptions::default(), file)).collect();
    let too_long = "the record is longer than 8 MiB; `--max-record` raises the limit";
    let expected = [
        format!("gen-10mb-line.ndjson: ndjson, 0 exchanges, 1 errors\n  gen-10mb-line.ndjson:1:1: {too_long}\n"),
        format!(
            "gen-10mb-unterminated.ndjson: ndjson, 0 exchanges, 1 errors\n  gen-10mb-unterminated.ndjson:1:1: {too_long}\n"
        ),
        "gen-200k-keys.ndjson: ndjson, 1 exchanges, 0 errors\n".to_owned(),
        "gen-300k-blank-lines.ndjson: ndjson, 1 exchanges, 0 errors\n".to_owned(),
        "gen-bomb.har: har, 1 exchanges, 0 errors\n  gen-bomb.har:1:73: no body: the body cannot be decompressed: it \
         decompresses to more than 8 MiB\n"
            .to_owned(),
        format!("gen-bomb.ndjson.gz: ndjson, 0 exchanges, 1 errors\n  gen-bomb.ndjson.gz:1:1: {too_long}\n"),
        "gen-deep-100000.ndjson: ndjson, 0 exchanges, 1 errors\n  gen-deep-100000.ndjson:1:289: nested deeper than 127 \
         levels\n"
            .to_owned(),
    ];
    assert_eq!(reports, expected);
    let small = ReadOptions::default().max_decompressed(1 << 20);
    let refused = support::report(&small, &captures.path().join("gen-bomb.ndjson.gz"));
    assert!(refused.contains("it decompresses to more than 1 MiB"), "{refused}");
    if let Some(peak) = peak_kib() {
        assert!(peak < 160 << 10, "{peak} KiB");
    }
}

/// The largest resident size of this process so far, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
