//! Law 2: no bytes make a reader panic, hang, or grow without bound.

use driftline_capture::{CaptureFormat, ReadOptions};
use proptest::{prelude::*, sample::Index};
use std::io::BufReader;

const LINES: &str = concat!(
    "{\"request\":{\"method\":\"GET\",\"url\":\"https://h/v1/a?b=c\",\"headers\":{\"A\":[\"1\",2],\":x\":\"y\"}},",
    "\"response\":{\"status\":200,\"headers\":[[\"B\",\"c\"]],\"body\":{\"\\u00e4\":[1e3,null,\"\\ud83d\\ude00\"]}}}\r\n",
    "\n{\"request\":{\"method\":\"PUT\",\"url\":\"/\",\"body\":\"text\"},\"response\":null}\n",
);

const HAR: &str = concat!(
    "{\"log\":{\"version\":\"1.2\",\"pages\":[{}],\"entries\":[\n",
    "{\"request\":{\"method\":\"GET\",\"url\":\"/a\",\"headers\":[{\"name\":\"A\",\"value\":\"b\"}],\"postData\":",
    "{\"mimeType\":\"a/b\",\"text\":\"c\"}},\"response\":{\"status\":200,\"content\":{\"size\":9,\"encoding\":\"base64\",",
    "\"mimeType\":\"application/json\",\"text\":\"eyJhIjoxfQ==\"}}},\n",
    "{\"request\":{\"method\":\"GET\",\"url\":\"/b\"},\"response\":{\"status\":0}}],\"comment\":\"\"}}",
);

const CASSETTE: &str = concat!(
    "a: &a {<<: {b: c}, uri: /a}\ninteractions:\n- request: {<<: *a, method: GET, headers: {A: [b, 1.10]}, body: ~}\n",
    "  response:\n    body: {string: !!binary eyJhIjoxfQ==}\n    status: {code: 200}\n- &b\n  request:\n    method: get\n",
    "    url: '/b'\n    uri: \"/\\u00e4\\\n      c\"\n    body: |\n      {\n       \"a\": 1\n  response: *a\nversion: 1\n",
);

const STUBS: &str = concat!(
    "{\"mappings\": [{\"request\": {\"method\": \"GET\", \"urlPattern\": \"^/a\\\\.b$\", \"queryParameters\": {\"q\": ",
    "{\"equalTo\": \"1\"}}}, \"response\": {\"base64Body\": \"eyJhIjoxfQ==\"}}], \"version\": 1,\n\"data\": {\"pairs\": ",
    "[{\"request\": {\"path\": [{\"matcher\": \"exact\", \"value\": \"/a\"}], \"method\": \"GET\"}, \"response\": ",
    "{\"status\": 200}}]}, \"http_interactions\": []}",
);

const LOG: &str = concat!(
    "{\"request_method\":\"GET\",\"request_uri\":\"/a\",\"args\":\"b\",\"status\":\"200\",\"http_a_b\":\"c\"}\n",
    "{\"request\":{\"method\":\"GET\",\"uri\":\"/\",\"headers\":{}},\"response\":{\"status\":200,\"size\":0},\"latencies\":{}}\n",
    "{\"request\":\"GET / HTTP/1.1\",\"status\":404}\n",
);

const SEEDS: &[&str] = &[LINES, HAR, CASSETTE, STUBS, LOG];

/// Reads it in every form, over chunks of every size, and holds the readers to their promises.
fn hold(bytes: &[u8], chunk: usize) -> Result<(), TestCaseError> {
    let options = ReadOptions::default().max_record(300).max_decompressed(1 << 12).max_document(1 << 10);
    let formats = CaptureFormat::ALL.into_iter().map(|format| options.clone().format(format).operation("Show", 200));
    for options in formats.chain([options.clone()]) {
        let whole = read(&options, bytes, bytes.len() + 1)?;
        prop_assert_eq!(read(&options, bytes, chunk)?, whole);
    }
    Ok(())
}

fn read(options: &ReadOptions, bytes: &[u8], chunk: usize) -> Result<Vec<String>, TestCaseError> {
    let capture = match options.read("x", BufReader::with_capacity(chunk, bytes)) {
        Ok(capture) => capture,
        Err(error) => return Ok(vec![error.to_string()]),
    };
    let mut seen = Vec::new();
    let mut last = None;
    for item in capture {
        prop_assert!(seen.len() <= (1 << 12) + bytes.len(), "it does not end");
        prop_assert!(last != Some(true), "something follows a final error");
        last = item.as_ref().err().map(driftline_capture::ReadError::is_final);
        seen.push(match item {
            Ok(exchange) => format!("{} {:?} {:?}", exchange.record.place(), exchange.request, exchange.response),
            Err(error) => {
                let message = error.to_string();
                prop_assert!(!message.contains(|c: char| c.is_control()), "{:?}", message);
                prop_assert!(message.len() < 400, "{}", message);
                let finding = error.finding();
                prop_assert_eq!(finding.place.as_ref(), Some(error.place()));
                message
            }
        });
    }
    Ok(seen)
}

/// One edit: cut out, put in, or overwrite at some place.
fn edit() -> impl Strategy<Value = (Index, u8, Vec<u8>)> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..4),
        "[]\\[{}\",:0-9etn\\\\\n \\-&*!|'<>~#]{0,4}".prop_map(String::into_bytes),
        Just(b"\"request\":".to_vec()),
        Just(b"[".repeat(140)),
    ];
    (any::<Index>(), 0_u8..12, piece)
}

fn edited(text: &str, edits: &[(Index, u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, cut, piece) in edits {
        let at = at.index(bytes.len() + 1);
        let end = bytes.len().min(at + usize::from(*cut));
        bytes.splice(at..end, piece.iter().copied());
    }
    bytes
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = flate2::read::GzEncoder::new(bytes, flate2::Compression::fast());
    std::io::Read::read_to_end(&mut encoder, &mut out).expect("memory");
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn law_02_no_bytes_make_a_reader_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        chunk in 1_usize..9,
    ) {
        hold(&bytes, chunk)?;
    }

    #[test]
    fn law_02_no_edit_of_exchanges_makes_a_reader_panic(
        edits in proptest::collection::vec(edit(), 0..6),
        chunk in 1_usize..40,
        seed in proptest::sample::select(SEEDS),
    ) {
        hold(&edited(seed, &edits), chunk)?;
    }

    #[test]
    fn law_02_no_damage_to_a_compressed_capture_makes_a_reader_panic(
        edits in proptest::collection::vec(edit(), 0..3),
        damage in proptest::collection::vec((any::<Index>(), any::<u8>()), 0..3),
        length in any::<Index>(),
        cut in any::<bool>(),
        is_zstd in any::<bool>(),
        chunk in 1_usize..40,
    ) {
        let text = edited(LINES, &edits);
        let mut bytes = if is_zstd { zstd(&text) } else { gzip(&text) };
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(length.index(bytes.len()));
        }
        hold(&bytes, chunk)?;
    }
}
