//! `driftline baseline write` and `driftline validate --baseline` as people run them.

use crate::{
    planted::planted,
    support::{Ran, check, driftline, driftline_with, text},
};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// A folder with a contract, and runs in it.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new(contract: &Value) -> Project {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("contract.json"), contract.to_string()).expect("written");
        Project { folder }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).expect("the file")
    }

    fn run(&self, command: &[&str], name: &str, input: &str) -> Ran {
        let (spec, file) = (text(&self.file("contract.json")), text(&self.file(name)));
        let named = if command[0] == "baseline" { "-o" } else { "--baseline" };
        driftline_with(&[command, &["-", "--spec", &spec, named, &file]].concat(), input, &[])
    }

    fn write(&self, name: &str, exchanges: &[&Value]) -> Ran {
        self.run(&["baseline", "write"], name, &lines(exchanges))
    }

    /// The exit code, with `--fail-on info`, and the report.
    fn validate(&self, name: &str, exchanges: &[&Value]) -> (i32, Value) {
        let command = ["validate", "--format", "json", "--fail-on", "info", "--allow-empty"];
        let ran = self.run(&command, name, &lines(exchanges));
        let report = serde_json::from_str(&ran.stdout).expect("a report");
        let schema = driftline_corpus::workspace().join("spec/formats/validate-report.schema.json");
        let schema = serde_json::from_str(&fs::read_to_string(schema).expect("the schema")).expect("JSON");
        jsonschema::validate(&schema, &report).expect("the report conforms");
        (ran.code, report)
    }
}

fn lines(exchanges: &[&Value]) -> String {
    exchanges.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn standings(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().expect("a list");
    findings.iter().map(|finding| finding["standing"].as_str().expect("a word")).collect()
}

#[test]
fn law_12_what_was_accepted_leaves_the_run_clean_for_every_rule() {
    let (contract, _, exchanges) = planted();
    let project = Project::new(&contract);
    for (rule, exchange) in &exchanges {
        let name = format!("{rule}.toml");
        let ran = project.write(&name, &[exchange]);
        assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{rule}: {}", ran.stderr);
        let (code, report) = project.validate(&name, &[exchange]);
        assert_eq!((code, standings(&report)), (0, vec!["accepted"]), "{rule}");
        let counts = &report["summary"]["findings"];
        assert_eq!(counts, &json!({"error": 0, "warning": 0, "info": 0, "accepted": 1}), "{rule}");
        let first = project.read(&name);
        project.write(&name, &[exchange]);
        assert_eq!(project.read(&name), first, "{rule}");
    }
}

#[test]
fn law_12_all_plants_together_are_accepted_in_any_order_and_a_new_one_counts() {
    let (contract, conforming, exchanges) = planted();
    let project = Project::new(&contract);
    let all: Vec<&Value> = exchanges.iter().map(|(_, exchange)| exchange).chain([&conforming]).collect();
    let reversed: Vec<&Value> = all.iter().rev().copied().collect();
    project.write("all.toml", &all);
    project.write("reversed.toml", &reversed);
    assert_eq!(project.read("all.toml"), project.read("reversed.toml"));
    let (code, report) = project.validate("all.toml", &reversed);
    assert_eq!(code, 0);
    assert!(standings(&report).iter().all(|standing| *standing == "accepted"));
    for (number, (rule, exchange)) in exchanges.iter().enumerate() {
        let others: Vec<&Value> = exchanges.iter().filter(|(other, _)| other != rule).map(|(_, x)| x).collect();
        // A stub among exchanges is no stub.
        if number % 8 == 0 && *rule != "stub-indefinite" {
            project.write("others.toml", &others);
            let (code, report) = project.validate("others.toml", &[&[exchange], others.as_slice()].concat());
            assert_eq!((code, report["summary"]["findings"]["accepted"].as_u64()), (1, Some(others.len() as u64)));
        }
    }
}

#[test]
fn an_item_elsewhere_in_a_list_with_another_value_is_the_same_cause() {
    let (contract, conforming, _) = planted();
    let project = Project::new(&contract);
    let with = |items: Value| {
        let mut exchange = conforming.clone();
        exchange["response"]["body"]["endpoints"] = items;
        exchange
    };
    let one = with(json!([{"service": 7}]));
    let other = with(json!([{"service": "SSH"}, {"service": "SSH"}, {"service": 21}]));
    project.write("one.toml", &[&one]);
    let (code, report) = project.validate("one.toml", &[&conforming, &conforming, &other]);
    assert_eq!((code, standings(&report)), (0, vec!["accepted"]));
}

#[test]
fn what_people_wrote_is_kept_expired_entries_count_and_stale_ones_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("baseline.toml");
    let name = text(&file);
    let hide = |ran: &Ran| format!("{}{}", ran.stdout, ran.stderr).replace(&text(folder.path()), "DIR");
    let write = || driftline(&["baseline", "write", "examples/notebook.har", "--spec", "spec", "-o", &name]);
    let validate = |capture: &str, more: &[&str]| {
        driftline(&[&["validate", capture, "--spec", "spec", "--baseline", &name], more].concat())
    };
    let first = write();
    assert_eq!(
        (first.code, hide(&first).as_str()),
        (0, "DIR/baseline.toml: 2 causes accepted: 2 new, 0 kept, 0 gone\n")
    );
    let written = fs::read_to_string(&file).expect("the baseline");
    check("baseline_written", &written);
    let first_entry = written.split("\n\n").nth(1).and_then(|entry| entry.split("reason").next()).expect("an entry");
    let readme = fs::read_to_string(driftline_corpus::workspace().join("README.md")).expect("the README");
    assert!(readme.contains(first_entry), "README.md shows another entry");
    let said = written.replacen("reason = \"\"", "reason = \"The vendor mends it in May.\"", 1).replacen(
        "owner = \"\"",
        "owner = \"things team\"\nuntil = 9999-12-31",
        1,
    );
    fs::write(&file, &said).expect("written");
    assert_eq!(hide(&write()), "DIR/baseline.toml: 2 causes accepted: 0 new, 2 kept, 0 gone\n");
    assert_eq!(fs::read_to_string(&file).expect("the baseline"), said);
    let accepted = validate("examples/notebook.har", &["--fail-on", "info"]);
    assert_eq!(
        (accepted.code, accepted.stdout.as_str()),
        (0, "3 exchanges, all matched · no new findings · 2 accepted\n")
    );
    assert!(readme.contains(&accepted.stdout), "README.md shows another output");
    check("baseline_accepted", &validate("examples/notebook.har", &["-v"]).stdout);

    fs::write(&file, said.replace("9999", "2020")).expect("written");
    let expired = validate("examples/notebook.har", &[]);
    assert_eq!(expired.code, 1);
    check("baseline_expired", &hide(&expired));
    assert!(hide(&write()).contains("2 kept, of which 1 expired and counts, 0 gone"));
    let stale = validate("examples/notebook.ndjson", &["--fail-on", "warning"]);
    assert_eq!(stale.code, 1);
    check("baseline_stale", &hide(&stale));
}

#[test]
fn a_baseline_is_not_written_from_captures_that_could_not_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("baseline.toml");
    let write = |captures: &[&str]| {
        let name = text(&file);
        driftline(&[&["baseline", "write"], captures, &["--spec", "spec", "-o", &name]].concat()).code
    };
    assert_eq!(write(&["examples/notebook.har", "examples/missing.har"]), 2);
    assert!(!file.exists());
    fs::write(&file, "accepted = 1").expect("written");
    assert_eq!(write(&["examples/notebook.har"]), 2);
    assert_eq!(fs::read_to_string(&file).expect("the file"), "accepted = 1");
    assert_eq!(driftline_with(&["baseline", "write", "-", "--spec", "spec", "-o", "-"], "", &[]).code, 3);
}

/// Law 10, for what this command writes: a secret planted in a capture is not in the baseline.
#[test]
fn law_10_no_planted_secret_is_written_down() {
    let (contract, mut exchange, _) = planted();
    let project = Project::new(&contract);
    let canary = "Canary7f3a9Zq81";
    exchange["request"]["url"] = json!(format!("/v1/p1/notebooks/n1?kind=a&limit=5&token={canary}"));
    exchange["request"]["headers"] = json!({"X-Auth-Token": canary, "X-Colour": format!("Bearer {canary}")});
    let body = &mut exchange["response"]["body"];
    body["url"] = json!([format!("https://u:{canary}@h/x")]);
    body["name"] = json!({"password": canary});
    body["status"] = json!(format!("Bearer {canary}"));
    body["token"] = json!({"nested": canary});
    let ran = project.write("canary.toml", &[&exchange]);
    let written = project.read("canary.toml");
    assert!(written.matches("[[accepted]]").count() > 3, "{written}");
    assert!(!written.contains("Canary") && !ran.stderr.contains("Canary"), "{written}");
}
