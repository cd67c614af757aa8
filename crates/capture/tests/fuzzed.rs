//! The laws that fuzzing holds against bytes of its own (`fuzz/src`), held against recorded and hostile captures.
#![allow(clippy::missing_panics_doc, reason = "a law that is broken panics")]
#![allow(clippy::print_stdout, reason = "a failure shows which capture it is about")]

#[path = "../../../fuzz/src/batching.rs"]
pub mod batching;
#[path = "../../../fuzz/src/compressing.rs"]
pub mod compressing;
#[path = "../../../fuzz/src/lines.rs"]
pub mod lines;
#[path = "../../../fuzz/src/places.rs"]
pub mod places;
#[path = "../../../fuzz/src/reading.rs"]
pub mod reading;

use driftline_capture::{CaptureFormat, ReadOptions};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::TestRunner};

/// How much of a capture is read in every form, and of how much every value is looked up.
const SMALL: usize = 16 << 10;

/// All captures of the shared material and ours: the name and the bytes.
fn captures() -> Vec<(String, Vec<u8>)> {
    let mut files = driftline_corpus::files(&driftline_corpus::workspace().join("examples"), "");
    files.extend(driftline_corpus::shared("recorded").iter().flat_map(|folder| driftline_corpus::files(folder, "")));
    let read = |file: &std::path::PathBuf| (file.display().to_string(), std::fs::read(file).expect("a file"));
    files.iter().map(read).collect()
}

#[test]
fn law_02_a_capture_reads_alike_however_its_bytes_arrive() {
    for (name, bytes) in captures() {
        println!("{name}");
        reading::hold(&ReadOptions::default(), &bytes);
    }
}

#[test]
fn law_02_a_capture_reads_alike_in_every_form_that_is_named() {
    for (name, bytes) in captures() {
        println!("{name}");
        let head = &bytes[..bytes.len().min(SMALL)];
        for format in CaptureFormat::ALL {
            reading::hold_format(format, head);
        }
        compressing::hold(&ReadOptions::default(), head);
    }
}

/// Bytes that mean something else to each reader.
const ODD: &[u8] = &[b'\r', b'\n', 0x80, 0xBF, 0xC3, 0xE4, 0xF0, 0xFF, b'"', b':'];

/// So little of a capture is damaged that most places stand behind what is odd.
const TINY: usize = 1 << 10;

#[test]
fn law_02_places_in_a_damaged_capture_are_in_it() {
    let heads = captures().into_iter().map(|(_, mut bytes)| {
        bytes.truncate(TINY);
        bytes
    });
    let heads: Vec<Vec<u8>> = heads.filter(|bytes| !bytes.is_empty()).collect();
    // A run of them makes a place that counts them wrongly stand behind its line.
    let damages = vec((any::<prop::sample::Index>(), select(ODD), 1_usize..60), 1..8);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) };
    let outcome = TestRunner::new(config).run(&(select(heads), damages), |(mut bytes, damages)| {
        for (at, byte, count) in damages {
            let at = at.index(bytes.len());
            bytes.splice(at..at, std::iter::repeat_n(byte, count));
        }
        reading::hold(&ReadOptions::default(), &bytes);
        for format in CaptureFormat::ALL {
            reading::hold_format(format, &bytes);
        }
        Ok(())
    });
    outcome.expect("a law that every reader holds");
}

#[test]
fn every_value_of_every_body_is_where_it_is_said_to_be() {
    for (name, bytes) in captures() {
        println!("{name}");
        places::hold(&ReadOptions::default(), &bytes[..bytes.len().min(SMALL)]);
    }
}
