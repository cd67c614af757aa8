//! `validate --max-findings`: what is kept is bounded, and what is not is counted and fails all the same.

use crate::{
    planted::planted,
    support::{driftline, driftline_with, text},
};
use serde_json::Value;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// A contract and a capture of it, in which warnings stand before errors.
struct Project {
    folder: TempDir,
    exchanges: Vec<Value>,
}

impl Project {
    fn new() -> Project {
        let (contract, conforming, planted) = planted();
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("contract.json"), contract.to_string()).expect("written");
        let is_first = |rule: &str| ["undocumented-property", "undocumented-enum-value"].contains(&rule);
        let (first, rest): (Vec<_>, Vec<_>) = planted.into_iter().partition(|(rule, _)| is_first(rule));
        let exchanges = first.into_iter().chain(rest).map(|(_, exchange)| exchange);
        Project { folder, exchanges: std::iter::once(conforming).chain(exchanges).collect() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn lines(&self) -> String {
        let lines: Vec<String> = self.exchanges.iter().map(Value::to_string).collect();
        lines.join("\n") + "\n"
    }

    /// The exit code, and the report as JSON, of the exchanges so many times.
    fn validate(&self, times: usize, more: &[&str]) -> (i32, Value) {
        let lines = self.lines();
        let spec = text(&self.path("contract.json"));
        let arguments = [&["validate", "-", "--spec", &spec, "--format", "json", "--quiet"], more].concat();
        let ran = driftline_with(&arguments, &lines.repeat(times), &[]);
        (ran.code, serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr)))
    }
}

fn findings(report: &Value) -> &[Value] {
    report["findings"].as_array().expect("a list")
}

#[test]
fn what_is_left_out_is_counted_and_fails_the_run() {
    let project = Project::new();
    let (code, all) = project.validate(1, &[]);
    assert_eq!((code, &all["left_out"]), (1, &serde_json::json!([])));
    for most in [0, 1, 2, 5] {
        let (code, report) = project.validate(1, &["--max-findings", &most.to_string()]);
        assert_eq!((code, &report["summary"]), (1, &all["summary"]));
        assert_eq!(findings(&report), &findings(&all)[..most]);
        let left_out = report["left_out"].as_array().expect("a list");
        let causes: u64 = left_out.iter().map(|rule| rule["causes"].as_u64().expect("a number")).sum();
        assert_eq!(causes, (findings(&all).len() - most) as u64);
    }
    // The two that are kept are warnings, and none of all is as bad as never.
    assert!(findings(&project.validate(1, &["--max-findings", "2"]).1).iter().all(|one| one["severity"] == "warning"));
    assert_eq!(project.validate(1, &["--max-findings", "2", "--fail-on", "never"]).0, 0);
}

#[test]
fn law_07_what_is_kept_does_not_depend_on_threads_and_batches() {
    let project = Project::new();
    let reports = ["1", "2", "3"].map(|threads| project.validate(20, &["--max-findings", "7", "--threads", threads]).1);
    assert_eq!(findings(&reports[0]).len(), 7);
    assert!(reports.iter().all(|report| *report == reports[0]));
}

#[test]
fn an_accepted_finding_that_is_left_out_stays_accepted_and_its_entry_is_not_stale() {
    let project = Project::new();
    let (capture, spec, baseline) = (
        text(&project.path("capture.ndjson")),
        text(&project.path("contract.json")),
        text(&project.path("baseline.toml")),
    );
    fs::write(&capture, project.lines()).expect("written");
    assert_eq!(driftline(&["baseline", "write", &capture, "--spec", &spec, "-o", &baseline]).code, 0);
    let (code, report) = project.validate(1, &["--max-findings", "1", "--baseline", &baseline, "--fail-on", "info"]);
    let found = &report["summary"]["findings"];
    assert_eq!((code, &found["error"], &found["warning"], &found["info"]), (0, &0.into(), &0.into(), &0.into()));
    assert!(found["accepted"].as_u64().expect("a number") > 20, "{report}");
    assert_eq!(findings(&report).len(), 1);
}

#[test]
fn the_configuration_says_how_many_and_the_argument_wins() {
    let project = Project::new();
    let config = project.path("driftline.toml");
    fs::write(&config, "max-findings = 3\n[severity]\ntype-mismatch = \"off\"\n").expect("written");
    let config = text(&config);
    let (_, report) = project.validate(1, &["--config", &config]);
    assert_eq!(findings(&report).len(), 3);
    let is_off = |report: &Value| !report.to_string().contains("\"type-mismatch\"");
    assert!(is_off(&report), "what is off is not left out: it is nothing");
    let (_, report) = project.validate(1, &["--config", &config, "--max-findings", "4"]);
    assert!(findings(&report).len() == 4 && is_off(&report));
}

#[test]
fn a_negative_number_is_told_what_is_expected_instead() {
    for (command, option, expected) in [
        ("validate", "--max-findings", "expected a number of findings, 0 or more"),
        ("extract", "--max-findings", "expected a number of findings, 0 or more"),
        ("validate", "--threads", "expected a number of threads, 1 or more; leave it out to use all cores"),
        ("extract", "--threads", "expected a number of threads, 1 or more; leave it out to use all cores"),
        ("learn", "--threads", "expected a number of threads, 1 or more; leave it out to use all cores"),
        ("validate", "--max-record", "expected a size, as 500000, 64KiB, 8MiB or 2GiB"),
        ("validate", "--coverage-min", "expected a number from 0 to 100"),
        ("validate", "--status", "expected a status from 100 to 599"),
        ("probe", "--timeout", "expected a number of seconds from 1 to 3600"),
    ] {
        let capture = if command == "probe" { None } else { Some("x") };
        let ran =
            driftline(&[Some(command), capture, Some(option), Some("-1")].into_iter().flatten().collect::<Vec<_>>());
        assert!(ran.code == 2 && ran.stderr.contains(expected), "{command} {option}: {}", ran.stderr);
        assert!(!ran.stderr.contains("-- -1"), "{}", ran.stderr);
    }
}
