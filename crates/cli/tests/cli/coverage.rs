//! What of the contract was observed, as people and programs ask for it.

use crate::support::{Ran, check, driftline, driftline_with, text};
use serde_json::{Value, json};
use std::fs;

/// Three answers of the one operation that the committed contract describes.
const CAPTURE: &str = "examples/notebook.har";

fn validate(arguments: &[&str]) -> Ran {
    driftline(&[&["validate", CAPTURE, "--spec", "spec", "--fail-on", "never"], arguments].concat())
}

#[test]
fn a_person_sees_what_was_never_observed_behind_the_findings() {
    let ran = validate(&["--coverage"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let (_, shown) = ran.stdout.split_once("\nCoverage").expect("a table");
    check("coverage", &format!("Coverage{shown}"));
    assert!(!validate(&[]).stdout.contains("Coverage"), "only where it is asked for");
    let all = validate(&["--coverage", "-v"]).stdout;
    assert!(!all.contains('…') && all.contains("\"DELETE_FAILED\""), "{all}");
}

#[test]
fn programs_get_every_count_as_the_schema_says() {
    let report: Value = serde_json::from_str(&validate(&["--coverage", "--format", "json"]).stdout).expect("JSON");
    let path = driftline_corpus::workspace().join("spec/formats/validate-report.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).expect("the schema")).expect("JSON");
    jsonschema::validate(&schema, &report).expect("it conforms");
    let coverage = &report["coverage"];
    let operation = &coverage["operations"][0];
    assert_eq!(operation["statuses"][0], json!({"status": "200", "seen": 3}));
    assert_eq!(operation["parameters"][1], json!({"name": "project_id", "in": "path", "seen": 3, "of": 3}));
    let fields = operation["bodies"][0]["fields"].as_array().expect("a list");
    let field = |name: &str| fields.iter().find(|field| field["field"] == name).expect("a field");
    assert_eq!(*field("/lease/enable"), json!({"field": "/lease/enable", "seen": 3, "of": 3}));
    assert_eq!(field("/fail_reason")["seen"], 0);
    let kinds = coverage["kinds"].as_object().expect("kinds");
    for name in ["observed", "all"] {
        let sum: u64 = kinds.values().filter_map(|kind| kind[name].as_u64()).sum();
        assert_eq!(coverage[name].as_u64(), Some(sum), "{name}");
    }
    let plain: Value = serde_json::from_str(&validate(&["--format", "json"]).stdout).expect("JSON");
    assert_eq!(plain.get("coverage"), None);
}

#[test]
fn a_run_fails_where_less_was_observed_than_was_asked_for() {
    let reached = validate(&["--coverage-min", "75.55", "--format", "json"]);
    assert_eq!(reached.code, 0, "{}", reached.stderr);
    let report: Value = serde_json::from_str(&reached.stdout).expect("JSON");
    assert_eq!(report["coverage"]["percent"], 75.55, "it implies --coverage");
    for quiet in [&[][..], &["--quiet"]] {
        let below = validate(&[&["--coverage-min", "75.56"], quiet].concat());
        let line = "error: coverage is 75.55 %, and at least 75.56 % was asked for\n";
        assert_eq!((below.code, below.stderr.as_str()), (1, line));
    }
    for wrong in ["101", "-1", "80.123", "all", ""] {
        let ran = validate(&[&format!("--coverage-min={wrong}")]);
        assert!(ran.code == 2 && ran.stderr.contains("from 0 to 100"), "{wrong}: {}", ran.stderr);
    }
}

#[test]
fn what_could_not_be_done_wins_over_what_was_not_observed() {
    let nothing = driftline_with(&["validate", "-", "--spec", "spec", "--coverage-min", "1"], "", &[]);
    assert!(nothing.code == 1 && nothing.stderr.contains("coverage is 0 %"), "{}", nothing.stderr);
    let failed = validate(&["missing.har", "--coverage-min", "100"]);
    assert!(failed.code == 2 && failed.stderr.contains("coverage is 75.55 %"), "{}", failed.stderr);
}

#[test]
fn the_configuration_may_ask_for_a_share() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("driftline.toml");
    for (share, arguments, code) in [
        ("75.55", &[][..], 0),
        ("80", &[][..], 1),
        ("80", &["--coverage-min", "70"], 0),
        ("80.123", &[], 2),
        ("101", &[], 2),
        ("'80'", &[], 2),
    ] {
        fs::write(&file, format!("coverage-min = {share}\n")).expect("written");
        let ran = validate(&[&["--config", &text(&file)], arguments].concat());
        assert_eq!(ran.code, code, "{share}: {}", ran.stderr);
        assert!(code != 2 || ran.stderr.contains("driftline.toml:1:16: "), "{}", ran.stderr);
    }
}

#[test]
fn a_page_folds_what_was_never_observed() {
    let page = validate(&["--coverage", "--format", "html"]).stdout;
    assert!(page.contains("<details class=\"unseen\"><summary>ShowNotebook"), "{page}");
    assert!(page.contains("<code>/fail_reason</code>") && page.contains("fields <small>64/65</small>"));
}

#[test]
fn nothing_of_the_traffic_is_in_it() {
    let exchange = json!({
        "request": {"method": "GET", "url": "/v1/CANARY/notebooks/CANARY?CANARY=CANARY"},
        "response": {
            "status": 200, "headers": {"content-type": "application/json"},
            "body": {"id": "CANARY", "status": "CANARY", "CANARY": 1, "lease": {"CANARY": "CANARY"}},
        },
    });
    // All rules are off, so that nothing but the coverage is said.
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("driftline.toml");
    fs::write(&file, "[[override]]\nfield = '**'\nseverity = 'off'\n").expect("written");
    for format in ["human", "json", "markdown", "html"] {
        let config = text(&file);
        let arguments =
            ["validate", "-", "--spec", "spec", "--coverage", "--config", &config, "--format", format, "-v"];
        let ran = driftline_with(&arguments, &exchange.to_string(), &[]);
        assert!(!ran.stdout.contains("CANARY"), "{format}: {}", ran.stdout);
    }
}
