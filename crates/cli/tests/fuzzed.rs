//! The law of the whole way that fuzzing holds (`fuzz/src/judging.rs`), held against recorded and hostile captures.
#![allow(clippy::missing_panics_doc, reason = "a law that is broken panics")]
#![allow(clippy::print_stdout, reason = "a failure shows which capture it is about")]

#[path = "../../../fuzz/src/batching.rs"]
pub mod batching;
#[path = "../../../fuzz/src/judging.rs"]
pub mod judging;
#[path = "../../../fuzz/src/lines.rs"]
pub mod lines;
#[path = "../../../fuzz/src/reading.rs"]
pub mod reading;

use driftline_capture::ReadOptions;
use driftline_validate::Tally;
use std::num::NonZeroUsize;

#[test]
fn law_02_every_record_is_counted_judged_and_told_in_every_format() {
    let Some(folder) = driftline_corpus::shared("recorded") else { return };
    let (judge, options) = (judging::judge(), ReadOptions::default());
    let threads = NonZeroUsize::MIN.saturating_add(1);
    let mut all = Tally::default();
    // Only ours are about the contract that is committed.
    let ours = driftline_corpus::workspace().join("examples");
    for file in [ours, folder].iter().flat_map(|folder| driftline_corpus::files(folder, "")) {
        println!("{}", file.display());
        let bytes = std::fs::read(&file).expect("a file");
        let items = reading::read(&options, &bytes, bytes.len().max(1));
        all = all.merge(judging::hold(&judge, &options, &bytes, &items, threads));
    }
    assert!(all.matched > 3 && all.unmatched > 1000 && all.unreadable > 100, "{all:?}");
}
