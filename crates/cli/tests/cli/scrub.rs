//! `driftline scrub` as people run it.

use crate::support::{Ran, check, driftline, driftline_with, text};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    path::Path,
};

const LINE: &str = concat!(
    r#"{"request":{"method":"GET","url":"https://me:CANARY@h/v1/p1/notebooks/n1?token=CANARY","headers":"#,
    r#"{"X-Auth-Token":"CANARY","Cookie":"sid=CANARY"}},"response":{"status":200,"headers":{"Content-Type":"#,
    r#""application/json"},"body":{"id":7,"token":"CANARY","name":"{\"password\":\"CANARY\"}","x-company-key":"CANARY"}}}"#,
    "\n",
);

fn scrub(from: &Path, to: &Path) -> Ran {
    driftline(&["scrub", &text(from), "-o", &text(to)])
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

fn gunzip(file: &Path) -> String {
    let mut out = String::new();
    GzDecoder::new(fs::File::open(file).expect("a file")).read_to_string(&mut out).expect("gzip");
    out
}

/// How often each rule was found, and what was counted.
fn counts(capture: &Path, extra: &[&str]) -> (BTreeMap<String, u64>, Value) {
    let capture = text(capture);
    let arguments = [&["validate", &capture, "--spec", "spec", "--format", "json", "-q"], extra].concat();
    let report: Value = serde_json::from_str(&driftline(&arguments).stdout).expect("a report");
    let mut counts = BTreeMap::new();
    for finding in report["findings"].as_array().expect("a list") {
        let rule = finding["rule"].as_str().expect("a rule").to_owned();
        *counts.entry(rule).or_insert(0) += finding["count"].as_u64().unwrap_or(1);
    }
    (counts, report["summary"].clone())
}

#[test]
fn a_har_stays_a_har_with_the_same_findings() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("new").join("clean.har");
    let ran = scrub(Path::new("examples/notebook.har"), &copy);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", "3 exchanges, 6 values masked\n"));
    let original = driftline_corpus::workspace().join("examples/notebook.har");
    assert_eq!(counts(&copy, &[]), counts(&original, &[]));
    let (original, copy) = (fs::read_to_string(original).expect("text"), fs::read_to_string(copy).expect("text"));
    let changed: String =
        original.lines().zip(copy.lines()).filter(|(old, new)| old != new).map(|(_, new)| new.trim()).fold(
            String::new(),
            |mut shown, line| {
                shown.extend(line.chars().take(60).chain(['\n']));
                shown
            },
        );
    check("scrub_changed", &changed);
    let docs = fs::read_to_string(driftline_corpus::workspace().join("docs/scrub.md")).expect("the page");
    assert!(docs.contains(&ran.stderr), "docs/scrub.md shows another summary");
}

#[test]
fn a_capture_may_be_copied_onto_itself_and_through_pipes_and_gzip() {
    let folder = tempfile::tempdir().expect("a folder");
    let (plain, packed) = (folder.path().join("a.ndjson"), folder.path().join("a.ndjson.gz"));
    fs::write(&plain, LINE).expect("written");
    fs::write(&packed, gzip(LINE)).expect("written");
    let piped = driftline_with(&["scrub", "-"], LINE, &[]);
    assert_eq!((piped.code, piped.stderr.as_str()), (0, "1 exchange, 6 values masked\n"));
    assert!(!piped.stdout.contains(r#"":"CANARY"#) || piped.stdout.matches("CANARY").count() == 1, "{}", piped.stdout);
    for file in [&plain, &packed] {
        assert_eq!(scrub(file, file).code, 0);
    }
    assert_eq!(fs::read_to_string(&plain).expect("text"), piped.stdout);
    assert_eq!(gunzip(&packed), piped.stdout);
    let unpacked = folder.path().join("b.ndjson");
    assert_eq!(scrub(&packed, &unpacked).code, 0);
    assert_eq!(fs::read_to_string(&unpacked).expect("text"), piped.stdout);
}

#[test]
fn a_copy_in_another_form_than_its_name_says_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (folder.path().join("a.ndjson"), folder.path().join("b.ndjson.zst"));
    fs::write(&from, LINE).expect("written");
    let ran = scrub(&from, &to);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("b.ndjson.zst: not compressed, as only copies are"), "{}", ran.stderr);
    assert!(fs::read_to_string(&to).expect("text").starts_with('{'));
}

#[test]
fn names_of_the_configuration_are_secret_in_copies_and_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("driftline.toml");
    fs::write(&config, "secret-names = [\"x-company-key\"]\n").expect("written");
    let input = format!("{LINE}{{\"request\": \"x-company-key=CANARY\" \"CANARY\"}}\n");
    let ran = driftline_with(&["scrub", "-", "--config", &text(&config)], &input, &[]);
    assert_eq!(ran.code, 1);
    assert!(!ran.stdout.contains("CANARY") && !ran.stderr.contains("CANARY"), "{}{}", ran.stdout, ran.stderr);
    let expected =
        "-:2:36: not JSON: expected `,` or `}`, found `\"`; it is left out\n1 exchange, 7 values masked, 1 left out\n";
    assert_eq!(ran.stderr, expected);
}

#[test]
fn a_folder_is_copied_into_a_folder_and_what_is_no_capture_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    fs::create_dir_all(from.join("deep")).expect("a folder");
    fs::write(from.join("a.ndjson"), LINE).expect("written");
    fs::write(from.join("deep/b.ndjson.gz"), gzip(LINE)).expect("written");
    fs::write(from.join("c.yaml"), "# CANARY\ninteractions:\n- request: {method: GET, uri: /a, headers: {Cookie: CANARY}}\n  response: {status: {code: 200}}\n")
        .expect("written");
    fs::write(from.join("notes.txt"), "password: CANARY").expect("written");
    let ran = scrub(&from, &to);
    assert_eq!(ran.code, 1);
    check("scrub_folder", &ran.stderr.replace(&text(folder.path()), "…"));
    let copies = [fs::read_to_string(to.join("a.ndjson")).expect("text"), gunzip(&to.join("deep/b.ndjson.gz"))];
    assert_eq!(copies[0], copies[1]);
    let yaml = fs::read_to_string(to.join("c.yaml")).expect("text");
    assert!(yaml.starts_with("{\"request\":") && !yaml.contains("CANARY"), "{yaml}");
    assert!(!to.join("notes.txt").exists());
    let refused = scrub(&from, Path::new("-"));
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("a folder is copied into a folder"), "{}", refused.stderr);
}

#[test]
fn a_copy_that_fails_leaves_what_was_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (folder.path().join("a.txt"), folder.path().join("b.ndjson"));
    fs::write(&from, "no capture").expect("written");
    fs::write(&to, "before").expect("written");
    let ran = scrub(&from, &to);
    assert_eq!(ran.code, 2);
    assert_eq!(fs::read_to_string(&to).expect("text"), "before");
    assert_eq!(scrub(&folder.path().join("none"), &to).code, 2);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
}

#[test]
fn law_10_no_report_on_a_copy_has_a_canary_and_none_on_the_capture() {
    let folder = tempfile::tempdir().expect("a folder");
    let (capture, copy) = (folder.path().join("a.ndjson"), folder.path().join("b.ndjson"));
    let config = folder.path().join("driftline.toml");
    fs::write(&config, "secret-names = [\"x-company-key\"]\n").expect("written");
    fs::write(&capture, LINE).expect("written");
    let config = text(&config);
    assert_eq!(driftline(&["scrub", &text(&capture), "-o", &text(&copy), "--config", &config]).code, 0);
    for format in ["human", "json", "ndjson", "sarif", "junit", "github", "gitlab", "markdown", "html"] {
        for file in [&capture, &copy] {
            let ran = driftline(&["validate", &text(file), "--spec", "spec", "--format", format, "--config", &config]);
            assert!(
                !ran.stdout.is_empty() && !ran.stdout.contains("CANARY") && !ran.stderr.contains("CANARY"),
                "{format}"
            );
        }
    }
    assert_eq!(counts(&copy, &[]), counts(&capture, &[]));
}

#[test]
fn recorded_captures_have_the_same_findings_as_their_copies() {
    let Some(recorded) = driftline_corpus::shared("recorded") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let ran = scrub(&recorded, folder.path());
    let left_out = ran.stderr.lines().last().and_then(|line| line.split(", ").nth(2)).expect("some are left out");
    let left_out: u64 = left_out.split(' ').next().and_then(|count| count.parse().ok()).expect("a number");
    let ((mut before, summary), (mut after, copied)) = (counts(&recorded, &[]), counts(folder.path(), &[]));
    // What could not be read is not there to be found again.
    let unreadable = [&mut before, &mut after].map(|counts| counts.remove("exchange-unreadable").unwrap_or(0));
    // What is not UTF-8 in a body is judged, and left out of the copy all the same: one record, of no operation.
    let garbled = 1;
    assert_eq!(unreadable[0] - unreadable[1] + garbled, left_out, "{unreadable:?}");
    before.entry("undocumented-operation".to_owned()).and_modify(|count| *count -= garbled);
    assert_eq!(after, before);
    for (count, fewer) in [("matched", 0), ("unmatched", garbled), ("bodies_judged", 0), ("unjudged", 0)] {
        assert_eq!(copied[count].as_u64(), summary[count].as_u64().map(|all| all - fewer), "{count}");
    }
}
