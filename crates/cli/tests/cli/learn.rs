//! `driftline learn` and `--overlay` as people run them.

use crate::{
    planted::planted,
    support::{check, driftline, driftline_with, text},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

/// What no overlay can mend: the contract describes no such call, or what was recorded is no JSON, no body, no exchange,
/// or a number of which somebody must say whether it has 64 bits.
const BEYOND: &[&str] = &[
    "body-missing",
    "body-not-json",
    "exchange-unreadable",
    "number-lossy",
    "operation-ambiguous",
    "stub-indefinite",
    "undocumented-operation",
];

/// The recordings, each with the folder of the pages that describe the service.
const RECORDED: &[(&str, &str)] = &[
    ("cce", "cloud-container-engine"),
    ("dds", "document-database-service"),
    ("ecs", "elastic-cloud-server"),
    ("ims", "image-management-service"),
    ("lts", "log-tank-service"),
    ("modelarts", "modelarts"),
    ("vpc", "virtual-private-cloud"),
];

/// The rules of the findings, and the overlay has no action when learnt again.
fn left(capture: &str, spec: &str, overlay: &str, input: &str) -> BTreeSet<String> {
    let arguments = [capture, "--spec", spec, "--overlay", overlay, "--allow-empty"];
    let again = driftline_with(&[&["learn"], &arguments[..]].concat(), input, &[]);
    let again: Value = serde_json::from_str(&again.stdout).unwrap_or_else(|_| panic!("{}", again.stderr));
    assert_eq!(again["actions"], json!([]), "{capture}");
    let ran = driftline_with(&[&["validate", "--format", "json"], &arguments[..]].concat(), input, &[]);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let findings = report["findings"].as_array().expect("a list");
    findings.iter().map(|finding| finding["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn law_12_recorded_traffic_conforms_under_the_overlay_that_was_learnt_from_it() {
    let (Some(recorded), Some(pages)) = (driftline_corpus::shared("recorded"), driftline_corpus::pages()) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    for (recording, service) in RECORDED {
        let pages = text(&pages.join("sphinx").join(service));
        let out = text(folder.path());
        driftline(&["extract", &pages, "--service", service, "-o", &out, "--fail-on", "never", "--quiet"]);
        let spec = text(&folder.path().join(format!("{service}.json")));
        let overlay = text(&folder.path().join(format!("{service}.overlay.json")));
        let capture = text(&recorded.join(format!("{recording}.ndjson")));
        let ran = driftline(&["learn", &capture, "--spec", &spec, "-o", &overlay]);
        assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{recording}: {}", ran.stderr);
        let left = left(&capture, &spec, &overlay, "");
        assert!(left.iter().all(|rule| BEYOND.contains(&rule.as_str())), "{recording}: {left:?}");
    }
}

#[test]
fn law_12_every_planted_deviation_is_learnt_or_is_none_that_an_overlay_mends() {
    let (contract, _, exchanges) = planted();
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| text(&folder.path().join(name));
    let (spec, overlay) = (file("contract.json"), file("overlay.json"));
    fs::write(&spec, contract.to_string()).expect("written");
    for (rule, exchange) in &exchanges {
        let input = exchange.to_string();
        let ran = driftline_with(&["learn", "-", "--spec", &spec, "-o", &overlay, "--allow-empty"], &input, &[]);
        assert_eq!(ran.code, 0, "{rule}: {}", ran.stderr);
        let expected = if BEYOND.contains(rule) { BTreeSet::from([(*rule).to_owned()]) } else { BTreeSet::new() };
        assert_eq!(left("-", &spec, &overlay, &input), expected, "{rule}");
    }
}

#[test]
fn an_overlay_is_written_and_applied_and_the_guide_shows_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = text(&folder.path().join("learnt.json"));
    let learnt = driftline(&["learn", "examples/notebook.har", "--spec", "spec", "-o", &file]);
    assert_eq!((learnt.code, learnt.stderr.as_str()), (0, "3 exchanges · 2 actions learnt\n"));
    let written = fs::read_to_string(&file).expect("the overlay");
    check("learnt", &written);
    let guide = fs::read_to_string(driftline_corpus::workspace().join("docs/overlays.md")).expect("the guide");
    assert!(guide.contains(&written), "docs/overlays.md shows another overlay");
    let validate = driftline(&["validate", "examples/notebook.har", "--spec", "spec", "--overlay", &file]);
    assert_eq!((validate.code, validate.stdout.as_str()), (0, "3 exchanges, all matched · no findings\n"));
    let again = driftline(&["learn", "examples/notebook.har", "--spec", "spec", "--overlay", &file, "-o", "-"]);
    assert_eq!(again.stderr, "3 exchanges · they conform, and the overlay has no action\n");
    assert!(guide.contains(again.stderr.trim_end()), "docs/overlays.md shows another line");
}

#[test]
fn the_configuration_names_overlays_and_their_order_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = text(&driftline_corpus::workspace().join("spec"));
    let capture = text(&driftline_corpus::workspace().join("examples/notebook.har"));
    let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).expect("written");
    let head =
        "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n  - target: $.components.schemas.Lease.properties\n";
    write("first.yaml", &format!("{head}    update: {{enable: {{type: integer}}}}\n"));
    write("second.yaml", &format!("{head}    update: {{enable: {{type: [boolean, string]}}}}\n"));
    let run = |overlays: &str| {
        write("driftline.toml", &format!("specs = [{spec:?}]\ncaptures = [{capture:?}]\noverlays = [{overlays}]\n"));
        let config = text(&folder.path().join("driftline.toml"));
        driftline(&["validate", "--config", &config]).code
    };
    assert_eq!((run("'first.yaml', 'second.yaml'"), run("'second.yaml', 'first.yaml'")), (0, 1));
}

#[test]
fn what_keeps_an_overlay_from_being_applied_or_learnt_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| text(&folder.path().join(name));
    let head = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\n";
    let action = "actions: [{target: '$.nothing', update: {}}]\n";
    let files = [
        ("idle.yaml", format!("{head}{action}")),
        ("foreign.yaml", format!("{head}extends: other.json\n{action}")),
        ("wrong.yaml", format!("{head}{}", action.replace("nothing", "nothing["))),
        ("broken.yaml", format!("{head}{}", action.replace("nothing', update: {}", "info', update: {title: 7}"))),
    ];
    let mut said = String::new();
    for (name, content) in &files {
        fs::write(folder.path().join(name), content).expect("written");
        let file = path(name);
        let ran = driftline(&["validate", "examples/notebook.har", "--spec", "spec", "--overlay", &file]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{name}");
        said.push_str(&ran.stderr.replace(&text(folder.path()), "DIR"));
    }
    let nothing = driftline_with(&["learn", "-", "--spec", "spec"], "", &[]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (3, ""));
    said.push_str(&nothing.stderr);
    for name in ["a.json", "b.json"] {
        let contract = json!({"openapi": "3.1.0", "info": {"title": name, "version": "1"}, "paths": {}});
        fs::write(folder.path().join(name), contract.to_string()).expect("written");
    }
    let several = driftline(&["learn", "examples/notebook.har", "--spec", &path("a.json"), &path("b.json")]);
    assert_eq!(several.code, 2);
    said.push_str(&several.stderr);
    let missing = driftline(&["learn", "examples/notebook.har", "missing.har", "--spec", "spec"]);
    assert_eq!((missing.code, missing.stdout.as_str()), (2, ""));
    check("overlay_refused", &said);
    assert!(!Path::new(&path("learnt.json")).exists());
}

#[test]
fn names_of_the_configuration_are_secret_in_what_is_said_of_a_capture() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| text(&folder.path().join(name));
    fs::write(path("driftline.toml"), "secret-names = ['site-key']\n").expect("written");
    fs::write(path("x.yaml"), "version: site-key=CANARY\ninteractions: []\n").expect("written");
    let arguments = ["--capture-format", "vcrpy", "--spec", "spec", "--config", &path("driftline.toml")];
    for command in ["learn", "validate"] {
        let ran = driftline(&[&[command, &path("x.yaml")], &arguments[..]].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains("site-key=AAAAAA") && !ran.stderr.contains("CANARY"), "{command}: {}", ran.stderr);
    }
}

#[test]
fn law_07_any_number_of_threads_learns_the_same_bytes() {
    let learn = |threads: &str| {
        let ran = driftline(&["learn", "examples", "--spec", "spec", "--threads", threads]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        (ran.stdout, ran.stderr)
    };
    assert_eq!(learn("1"), learn("5"));
}

#[test]
fn options_that_would_change_nothing_are_refused() {
    for command in [&["learn"][..], &["baseline", "write"]] {
        let ran = driftline(&[command, &["examples/notebook.har", "--spec", "spec", "--enums", "closed"]].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains("unexpected argument '--enums'"), "{}", ran.stderr);
    }
}
