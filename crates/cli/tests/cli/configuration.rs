//! `driftline.toml` as people write it.

use crate::support::{Ran, check, driftline, text};
use serde_json::Value;
use std::{fmt::Write, fs};

/// Runs with a configuration in a folder whose `root` leads to the checkout.
fn configured(toml: &str, arguments: &[&str]) -> Ran {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("driftline.toml");
    let root = text(&driftline_corpus::workspace());
    fs::write(&file, toml.replace("ROOT", &root)).expect("written");
    let mut ran = driftline(&[arguments, &["--config", &text(&file)]].concat());
    ran.stdout = ran.stdout.replace(&format!("{root}/"), "");
    ran.stderr = ran.stderr.replace(&text(folder.path()), "DIR");
    ran
}

const PATHS: &str = "specs = ['ROOT/spec']\ncaptures = ['ROOT/examples/notebook.har']\n";

/// The rules and severities of the findings, and the exit code.
fn found(more: &str, arguments: &[&str]) -> (Vec<(String, String)>, i32) {
    let ran = configured(&format!("{PATHS}{more}"), &[&["validate", "--format", "json"], arguments].concat());
    let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
    let word = |finding: &Value, key: &str| finding[key].as_str().expect("a word").to_owned();
    let all = report["findings"].as_array().expect("a list").iter();
    (all.map(|finding| (word(finding, "rule"), word(finding, "severity"))).collect(), ran.code)
}

fn severities(more: &str) -> Vec<(String, String)> {
    found(more, &[]).0
}

fn pair(rule: &str, severity: &str) -> (String, String) {
    (rule.to_owned(), severity.to_owned())
}

#[test]
fn severities_go_by_rule_operation_path_and_field() {
    let mismatch = pair("type-mismatch", "error");
    assert_eq!(severities(""), [mismatch.clone(), pair("undocumented-enum-value", "warning")]);
    assert_eq!(severities("[severity]\nundocumented-enum-value = 'off'"), std::slice::from_ref(&mismatch));
    for fits in ["operation = 'Show*'", "path = '/v1/*/notebooks/**'", "field = '/stat*'"] {
        let special = format!("[[override]]\nrule = 'undocumented-enum-value'\n{fits}\nseverity = 'info'\n");
        assert_eq!(severities(&special), [mismatch.clone(), pair("undocumented-enum-value", "info")], "{fits}");
    }
    for other in ["operation = 'List*'", "path = '/v1/*'", "field = '/lease/*'"] {
        let special = format!("[[override]]\nrule = 'undocumented-enum-value'\n{other}\nseverity = 'info'\n");
        assert_eq!(severities(&special), severities(""), "{other}");
    }
    let last = "[severity]\ntype-mismatch = 'info'\n[[override]]\nfield = '**'\nseverity = 'off'\n\
                [[override]]\nrule = 'type-mismatch'\nseverity = 'warning'\n";
    assert_eq!(severities(last), [pair("type-mismatch", "warning")]);
}

#[test]
fn calls_that_no_operation_describes_are_told_by_their_field() {
    let folder = tempfile::tempdir().expect("a folder");
    let capture = folder.path().join("calls.ndjson");
    let call =
        |path: &str| format!(r#"{{"request": {{"method": "GET", "url": "{path}"}}, "response": {{"status": 200}}}}"#);
    fs::write(&capture, format!("{}\n{}\n", call("/health/live"), call("/v9/things"))).expect("written");
    let special = "[[override]]\nrule = 'undocumented-operation'\nfield = '/GET/health**'\nseverity = 'off'";
    let ran = configured(&format!("{PATHS}{special}"), &["validate", &text(&capture)]);
    assert!(ran.stdout.contains("/v9/things") && !ran.stdout.contains("/health"), "{}", ran.stdout);
}

#[test]
fn arguments_win_over_the_configuration() {
    assert_eq!(found("fail-on = 'never'", &[]).1, 0);
    assert_eq!(found("fail-on = 'never'", &["--fail-on", "error"]).1, 1);
    assert_eq!(found("", &["examples/notebook.ndjson"]), (Vec::new(), 0));
    assert_eq!(configured(PATHS, &["validate", "--spec", "missing.json"]).code, 2);
    assert_eq!(
        configured("specs = ['missing.json']", &["validate", "examples/notebook.har", "--spec", "spec"]).code,
        1
    );
}

#[test]
fn names_that_are_secret_here_are_masked() {
    let ran = configured(&format!("{PATHS}secret-names = ['status']"), &["validate"]);
    assert!(ran.stdout.contains("a string of 11 characters is not one of"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("HIBERNATING"));
    // Also in what is said of a record that cannot be read.
    let folder = tempfile::tempdir().expect("a folder");
    let capture = folder.path().join("x.ndjson");
    let line = r#"{"request": {"method": "GET", "url": "/a"}, "response": {"status": "site-key=CANARY"}}"#;
    fs::write(&capture, line).expect("written");
    let said = |names: &str| configured(&format!("{PATHS}secret-names = [{names}]"), &["validate", &text(&capture)]);
    assert!(said("").stdout.contains("site-key=CANARY"));
    let masked = said("'site-key'").stdout;
    assert!(masked.contains("site-key=AAAAAA") && !masked.contains("CANARY"), "{masked}");
}

#[test]
fn the_baseline_of_the_configuration_is_written_and_applied() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = text(&driftline_corpus::workspace());
    let file = text(&folder.path().join("driftline.toml"));
    fs::write(&file, format!("{}baseline = 'known.toml'\n", PATHS.replace("ROOT", &root))).expect("written");
    assert_eq!(driftline(&["validate", "--config", &file]).code, 2, "there is no such baseline yet");
    assert_eq!(driftline(&["baseline", "write", "--config", &file]).code, 0);
    assert!(folder.path().join("known.toml").exists());
    assert_eq!(driftline(&["validate", "--config", &file, "--fail-on", "info"]).code, 0);
}

#[test]
fn a_configuration_that_cannot_be_used_says_where_and_what_was_meant() {
    let mut shown = String::new();
    for toml in [
        "fail_on = 'error'",
        "fail-on = 'warnings'",
        "spec = ['a.json']",
        "specs = 'a.json'",
        "[severity]\ntype-mismach = 'off'",
        "[severity]\ntype-mismatch = 'of'",
        "[[override]]\nseverity = 'off'",
        "[[override]]\noperatoin = 'Show*'\nseverity = 'off'",
        "[[override]]\noperation = 'Show*'",
        "[[override]]\nrule = 'colour'\nseverity = 'off'",
        "specs = [",
    ] {
        let ran = configured(toml, &["validate", "examples/notebook.har"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{toml}");
        writeln!(shown, "{toml}\n{}", ran.stderr).expect("a string takes it");
    }
    let missing = driftline(&["validate", "examples/notebook.har", "--config", "missing.toml"]);
    assert_eq!(missing.code, 2);
    writeln!(shown, "{}", missing.stderr).expect("a string takes it");
    check("configurations_refused", &shown);
}

#[test]
fn what_is_not_named_anywhere_is_asked_for() {
    for (arguments, asked) in [
        (&["validate", "examples/notebook.har"][..], "`--spec SPEC`"),
        (&["validate", "--spec", "spec"], "`-` for standard input"),
        (&["baseline", "write", "examples/notebook.har", "--spec", "spec"], "`-o FILE`"),
    ] {
        let ran = driftline(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.stderr.contains(asked), "{}", ran.stderr);
    }
}
