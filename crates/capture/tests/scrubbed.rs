//! What copies promise beside having no secrets: all else stays, equal secrets stay equal, and what is broken is left out.

use driftline_capture::{CaptureFormat, ReadOptions, ScrubError, Scrubbed};
use driftline_finding::Redactor;
use proptest::prelude::*;
use std::io::BufReader;

fn scrub(options: &ReadOptions, text: &[u8]) -> (String, Result<Scrubbed, ScrubError>, Vec<String>) {
    let (mut copy, mut left_out) = (Vec::new(), Vec::new());
    let scrubbed = options.scrub("x", text, &mut copy, |error| left_out.push(error.to_string()));
    (String::from_utf8(copy).expect("text"), scrubbed, left_out)
}

const HAR: &str = concat!(
    "{ \"log\" : {\"version\":\"1.2\",\n  \"pages\": [{\"title\":\"\\u00e4\"}],\n  \"entries\": [\n",
    "    {\"request\":{\"method\":\"GET\",\"url\":\"/a?b=c\",\"headers\":[]}, \"z\":1.10, \"a\":1e2, \"z\":12345678901234567890123},\n",
    "\t{\"request\":{\"method\":\"PUT\",\"url\":\"/b\"},\"response\":{\"status\":0}} ]},\n \"x\":null }\r\n",
);

#[test]
fn what_is_no_secret_stays_to_the_last_blank() {
    let (copy, scrubbed, left_out) = scrub(&ReadOptions::default(), HAR.as_bytes());
    assert_eq!((copy.as_str(), left_out.len()), (HAR, 0));
    let expected = Scrubbed { format: CaptureFormat::Har, exchanges: 2, masked: 0, left_out: 0 };
    assert_eq!(scrubbed.expect("a copy"), expected);
}

#[test]
fn white_space_without_end_is_cut() {
    let har = |space: usize| {
        let space = " ".repeat(space);
        format!(
            "{{\"log\":{space}{{\"entries\":[{space}{{\"request\":{{\"method\":\"GET\",\"url\":\"/\"}}}}{space}]}}}}"
        )
    };
    let (copy, _, left_out) = scrub(&ReadOptions::default(), har(100_000).as_bytes());
    assert!(copy == har(64 << 10) && left_out.is_empty(), "{} bytes", copy.len());
}

#[test]
fn types_and_lengths_stay_and_equal_secrets_stay_equal() {
    let line = r#"{"request":{"method":"GET","url":"/?token=s3cret","headers":{"X-Auth-Token":"s3cret","X-Subject-Token":"t0ken1"}},"response":{"status":200,"body":{"password":"s4cret","token":{"id":7250,"rate":-0.7,"on":true,"no":null}}}}"#;
    let (copy, scrubbed, _) = scrub(&ReadOptions::default(), line.as_bytes());
    let expected = line.replace("s3cret", "a0aaaa").replace("t0ken1", "a0aaa0").replace("s4cret", "a0aaab");
    let expected = expected.replace("7250", "1000").replace("-0.7", "-0.5");
    assert_eq!(copy.trim_end(), expected);
    assert_eq!(scrubbed.expect("a copy").masked, 6);
}

#[test]
fn what_cannot_be_read_is_left_out_and_named() {
    let line = "{\"request\":{\"method\":\"GET\",\"url\":\"/\"}}";
    let text = format!("{line}\n{{\"password\": \"CANARY\n\n{line}\n");
    let (copy, scrubbed, left_out) = scrub(&ReadOptions::default(), text.as_bytes());
    assert_eq!(copy, format!("{line}\n\n{line}\n"));
    assert_eq!(left_out, ["x:2:21: the record ends in the middle of a JSON value"]);
    assert_eq!(scrubbed.expect("a copy").left_out, 1);
    let har = format!("{{\"log\": {{\"entries\": [{line}, {{\"password\": CANARY}}, null, {line}], \"a\": tru}}}}");
    let (copy, _, left_out) = scrub(&ReadOptions::default(), har.as_bytes());
    assert_eq!(copy, format!("{{\"log\": {{\"entries\": [{line}, null, {line}]}}}}"));
    assert_eq!(left_out.len(), 2);
    let options = ReadOptions::default().max_record(60);
    let long = format!("{line}\n{{\"password\": \"{}\"}}\n", "x".repeat(60));
    let (copy, _, left_out) = scrub(&options, long.as_bytes());
    assert_eq!(copy, format!("{line}\n"));
    assert_eq!(left_out, ["x:2:1: the record is longer than 60 bytes; `--max-record` raises the limit"]);
}

#[test]
fn a_copy_of_a_har_that_breaks_off_is_whole() {
    let first = HAR.find("\"z\":1.10").expect("it is there");
    for length in 0..HAR.len() {
        if !HAR.is_char_boundary(length) {
            continue;
        }
        let options = ReadOptions::default().format(CaptureFormat::Har);
        let (copy, scrubbed, left_out) = scrub(&options, &HAR.as_bytes()[..length]);
        match scrubbed {
            Ok(scrubbed) => {
                serde_json::from_str::<serde_json::Value>(&copy).unwrap_or_else(|error| panic!("{error}: {copy}"));
                let whole = HAR[length..].trim().is_empty();
                assert_eq!(left_out.is_empty(), whole, "{length}: {left_out:?}");
                assert_eq!(scrubbed.left_out, left_out.len() as u64);
            }
            Err(_) => assert!(length < first + 60, "{length}"),
        }
    }
}

#[test]
fn any_json_document_can_be_cleaned_and_nothing_else() {
    let (copy, scrubbed, _) = scrub(&ReadOptions::default(), b"{\"id\": 1,\n \"password\": \"abc\"}");
    assert_eq!(copy, "{\"id\": 1,\n \"password\": \"aaa\"}");
    assert_eq!(scrubbed.expect("a copy").format, CaptureFormat::Body);
    for text in ["password: CANARY\n", "\0\x01", "PK\x03\x04"] {
        let (copy, scrubbed, _) = scrub(&ReadOptions::default(), text.as_bytes());
        assert!(copy.is_empty() && scrubbed.is_err(), "{text}");
    }
}

#[test]
fn no_error_repeats_what_the_user_calls_secret() {
    let options = ReadOptions::default().redactor(Redactor::default().secret_name("company-key"));
    for text in [
        "{\"request\": {}}\n{\"company-key\" \"CANARY\"}\n",
        "{\"log\": {\"entries\": [{}], \"company-key=CANARY\": 1, 2}}",
        "interactions:\n- request: {method: GET, url: /}\n  response: {code: 'company-key=CANARY'}\n",
    ] {
        let (copy, scrubbed, left_out) = scrub(&options, text.as_bytes());
        let said = format!("{left_out:?} {scrubbed:?}");
        assert!(!said.contains("CANARY"), "{said}");
        assert!(copy.is_empty() || !left_out.is_empty(), "{copy}");
    }
}

/// One that is read byte by byte gives the same.
fn in_chunks(options: &ReadOptions, text: &[u8]) -> (Vec<u8>, bool) {
    let mut copy = Vec::new();
    let scrubbed = options.scrub("x", BufReader::with_capacity(1, text), &mut copy, |_| {});
    (copy, scrubbed.is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn law_02_no_bytes_make_a_copy_panic_hang_or_grow(
        cut in 0..HAR.len(), piece in "[\\[\\]{}\",:0-9eyJ%=&\\\\ \n<>]{0,8}", at in 0..HAR.len(), lines in any::<bool>(),
    ) {
        let mut bytes = HAR.as_bytes().to_vec();
        bytes.splice(at..bytes.len().min(at + cut % 9), piece.bytes());
        let options = ReadOptions::default().max_record(200);
        let format = if lines { CaptureFormat::Ndjson } else { CaptureFormat::Har };
        for options in [options.clone(), options.format(format)] {
            let mut copy = Vec::new();
            let scrubbed = options.scrub("x", bytes.as_slice(), &mut copy, |_| {});
            prop_assert_eq!(in_chunks(&options, &bytes), (copy.clone(), scrubbed.is_ok()));
            prop_assert!(copy.len() <= bytes.len() + 8, "{} {}", copy.len(), bytes.len());
            if scrubbed.is_ok_and(|scrubbed| scrubbed.format == CaptureFormat::Har) {
                let values = serde_json::Deserializer::from_slice(&copy).into_iter::<serde_json::Value>();
                prop_assert!(values.map(|value| value.map(drop)).all(|value| value.is_ok()), "{:?}", String::from_utf8(copy));
            }
        }
    }
}
