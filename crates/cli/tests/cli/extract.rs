//! `driftline extract` as people run it.

use crate::support::{check, driftline, text};
use serde_json::Value;
use std::fs;

const PAGE: &str = "spec/pages/modelarts/ShowNotebook.html";

#[test]
fn a_page_becomes_the_committed_contract() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("report.json");
    let target = format!("json={}", text(&report));
    let ran = driftline(&["extract", PAGE, "--service", "modelarts", "-o", &text(folder.path()), "--report", &target]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "1 page, 1 operation, 67 fields · 71 rows read: 71 placed, 0 reported\nno findings\n");
    let written = fs::read_to_string(folder.path().join("modelarts.json")).expect("the contract");
    let committed = driftline_corpus::workspace().join("spec/modelarts.openapi.json");
    assert_eq!(written, fs::read_to_string(committed).expect("the committed contract"));
    assert!(written.ends_with("}\n"));
    let report: Value = serde_json::from_str(&fs::read_to_string(report).expect("the report")).expect("JSON");
    let rows = serde_json::json!({"read": 71, "placed": 71, "reported": 0});
    assert_eq!((&report["summary"]["rows"], &report["summary"]["fields"]), (&rows, &Value::from(67)));
}

#[test]
fn one_body_is_one_json_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["extract", PAGE, "--service", "modelarts", "--format", "json-schema"];
    let ran = driftline(&[&arguments[..], &["-o", &text(folder.path())]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let file = folder.path().join("modelarts/ShowNotebook.response.200.schema.json");
    let written = fs::read_to_string(file).expect("the schema");
    let printed = driftline(&[&arguments[..], &["-o", "-"]].concat());
    assert_eq!((printed.code, printed.stdout), (0, written));
}

#[test]
fn prose_can_be_left_out_and_yaml_asked_for() {
    let ran = driftline(&["extract", PAGE, "--service", "m", "--prose", "drop", "--format", "openapi-yaml"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("HIBERNATING") || ran.stdout.contains("SNAPSHOTTING"));
    assert!(!ran.stdout.contains("State of the instance"), "a sentence is left");
    assert!(ran.stdout.starts_with("openapi: "));
}

#[test]
fn findings_are_shown_with_their_place() {
    let page = "crates/extract/tests/pages/unplaced.html";
    let ran = driftline(&["extract", page, "--service", "things", "--fail-on", "info"]);
    assert_eq!(ran.code, 1);
    check("extract_findings", &ran.stderr);
}

#[test]
fn a_page_without_a_call_gives_nothing_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("overview.html");
    fs::write(&page, "<h1>Overview</h1><p>Things exist.</p>").expect("written");
    let ran = driftline(&["extract", &text(&page), "--service", "things"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert!(ran.stderr.contains("no page describes a call"), "{}", ran.stderr);
    assert_eq!(driftline(&["extract", &text(&page), "--service", "things", "--allow-empty"]).code, 0);
}
