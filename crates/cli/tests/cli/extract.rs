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
    let arguments = ["extract", PAGE, "--service", "modelarts", "--corrections", "corrections", "--report", &target];
    let ran = driftline(&[&arguments[..], &["-o", &text(folder.path())]].concat());
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    check("extract_summary", &ran.stderr);
    let readme = fs::read_to_string(driftline_corpus::workspace().join("README.md")).expect("the README");
    assert!(readme.contains(&format!("```\n{}```\n", ran.stderr)), "README.md shows other counts than\n{}", ran.stderr);
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
fn a_person_may_ask_for_the_findings_instead_of_the_contract() {
    let page = "crates/extract/tests/pages/unplaced.html";
    let asked = ["extract", page, "--service", "things", "--format", "human"];
    let ran = driftline(&asked);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    check("extract_human", &ran.stdout);
    let few = driftline(&[&asked[..], &["--max-findings", "1"]].concat());
    assert!(few.stdout.contains("more finding"), "{}", few.stdout);
    assert_eq!(driftline(&[&asked[..], &["--max-findings", "1", "-v"]].concat()).stdout, few.stdout);
    let folder = tempfile::tempdir().expect("a folder");
    let ran = driftline(&[&asked[..], &["-o", &text(folder.path())]].concat());
    let written = fs::read_to_string(folder.path().join("things.txt")).expect("the report");
    assert_eq!((ran.stdout.as_str(), written), ("", driftline(&[&asked[..], &["-v"]].concat()).stdout));
}

/// Two folders of pages, copied so that their names are services.
fn folders() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = driftline_corpus::workspace().join("crates/extract/tests/pages");
    for (number, page) in driftline_corpus::files(&pages, ".html").into_iter().enumerate() {
        let target = folder.path().join(if number % 3 == 0 { "alpha" } else { "beta" });
        fs::create_dir_all(&target).expect("a folder");
        fs::copy(&page, target.join(page.file_name().expect("a name"))).expect("copied");
    }
    folder
}

#[test]
fn each_folder_is_a_service_where_no_name_is_given() {
    let folder = folders();
    let [alpha, beta, out] = ["alpha", "beta", "out"].map(|name| text(&folder.path().join(name)));
    let report = folder.path().join("report.json");
    let target = format!("json={}", text(&report));
    let ran = driftline(&["extract", &alpha, &beta, "-o", &out, "--report", &target, "--fail-on", "never"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    let report: Value = serde_json::from_str(&fs::read_to_string(report).expect("the report")).expect("JSON");
    let services = report["services"].as_array().expect("services");
    assert_eq!(services.iter().map(|service| &service["service"]).collect::<Vec<_>>(), ["alpha", "beta"]);
    let sum: u64 = services.iter().filter_map(|service| service["operations"].as_u64()).sum();
    assert_eq!(report["summary"]["operations"], sum);
    for service in services {
        let rules = service["rules"].as_array().expect("rules").iter().filter_map(|rule| rule["count"].as_u64());
        let severities = ["error", "warning", "info"].map(|word| service["findings"][word].as_u64().unwrap_or(0));
        assert_eq!(rules.sum::<u64>(), severities.iter().sum::<u64>());
    }
    // What is written for one service does not depend on the others.
    let alone = text(&folder.path().join("alone"));
    driftline(&["extract", &beta, "-o", &alone, "--fail-on", "never"]);
    let file = |folder: &str| fs::read(format!("{folder}/beta.json")).expect("the contract");
    assert_eq!(file(&out), file(&alone));
}

/// Law 7: nothing that is written depends on the number of threads.
#[test]
fn law_07_any_number_of_threads_gives_the_same_bytes() {
    let folder = folders();
    let [alpha, beta] = ["alpha", "beta"].map(|name| text(&folder.path().join(name)));
    let run = |threads: &str| {
        let out = folder.path().join(format!("out{threads}"));
        let target = format!("json={}", text(&out.join("report.json")));
        let arguments = ["extract", &alpha, &beta, "-o", &text(&out), "--report", &target, "--threads", threads, "-v"];
        let ran = driftline(&arguments);
        let files = ["alpha.json", "beta.json", "report.json"].map(|file| fs::read(out.join(file)).expect("written"));
        (ran.code, ran.stderr, files)
    };
    let one = run("1");
    for threads in ["2", "7", "64"] {
        assert!(run(threads) == one, "{threads} threads write something else than one");
    }
}

#[test]
fn nothing_of_the_progress_reaches_a_pipe() {
    let folder = folders();
    let beta = text(&folder.path().join("beta"));
    let ran = driftline(&["extract", &beta, "--format", "human", "--fail-on", "never"]);
    for text in [ran.stdout, ran.stderr] {
        assert!(!text.contains(['\r', '\u{1b}', '█', '░']) && !text.contains(" pages █"), "{text:?}");
    }
}

#[test]
fn a_page_forced_into_the_wrong_dialect_is_a_finding() {
    let asked = ["extract", PAGE, "--service", "modelarts", "--dialect"];
    let ran = driftline(&[&asked[..], &["sphinx"]].concat());
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("page-form-unknown"), "{}", ran.stderr);
    assert_eq!(driftline(&[&asked[..], &["dita"]].concat()).code, 0);
    // To look at the page is the default.
    assert_eq!(driftline(&asked[..4]).stdout, driftline(&[&asked[..], &["dita"]].concat()).stdout);
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

#[test]
fn the_correction_in_the_readme_is_one_of_ours_and_shows_in_the_contract() {
    let read = |file: &str| fs::read_to_string(driftline_corpus::workspace().join(file)).expect(file);
    let readme = read("README.md");
    let (_, rest) = readme.split_once("```toml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("the end of the example");
    assert!(read("corrections/modelarts.toml").contains(&format!("\n{example}\n")), "{example}");
    let said = |key: &str| {
        let (_, rest) = example.split_once(&format!("\n{key} = \"")).expect(key);
        rest.split('"').next().expect("a text").to_owned()
    };
    let contract: Value = serde_json::from_str(&read("spec/modelarts.openapi.json")).expect("JSON");
    let field = &contract["components"]["schemas"][said("table")]["properties"][said("field")];
    assert_eq!(field["x-driftline"]["corrected"]["enum"], said("reason"));
    assert_eq!(field["x-driftline"]["evidence"]["enum"], said("evidence"));
}

/// A folder with a page and a correction of its row `count`; `row` is what the correction says of the hash.
fn with_correction(row: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let page = "<h4>URI</h4><p>GET /v1/things</p><h4>Response Parameters</h4>
        <table><tr><th>Parameter</th><th>Type</th></tr><tr><td>count</td><td>String</td></tr></table>";
    let correction = format!(
        "service = \"things\"\n\n[[correction]]\npages = [\"ListThings.html\"]\nfield = \"count\"\n{row}type = \"Integer\"\n\
         reason = \"A count is a number.\"\nevidence = \"The example shows 3.\"\n"
    );
    fs::create_dir(folder.path().join("corrections")).expect("a folder");
    fs::write(folder.path().join("ListThings.html"), page).expect("written");
    fs::write(folder.path().join("corrections/things.toml"), correction).expect("written");
    folder
}

fn extract_with(folder: &tempfile::TempDir, service: &str) -> crate::support::Ran {
    let at = |name: &str| text(&folder.path().join(name));
    driftline(&["extract", &at("ListThings.html"), "--service", service, "--corrections", &at("corrections")])
}

#[test]
fn a_correction_without_a_hash_is_told_it_and_then_applied() {
    let without = with_correction("");
    let ran = extract_with(&without, "things");
    assert_eq!(ran.code, 0);
    let shown = ran.stderr.replace(&text(without.path()), "");
    check("extract_correction_without_hash", &shown);
    let (_, rest) = shown.split_once("row = \"").expect("the hash");
    let ran = extract_with(&with_correction(&format!("row = \"{}\"\n", &rest[..16])), "things");
    assert!(ran.stderr.contains("1 correction: 1 applied\n"), "{}", ran.stderr);
    let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let at = "/paths/~1v1~1things/get/responses/2XX/content/application~1json/schema/properties/count";
    let count = document.pointer(at).expect("the field");
    assert_eq!(
        (&count["type"], &count["x-driftline"]["corrected"]["type"]),
        (&"integer".into(), &"A count is a number.".into())
    );
}

#[test]
fn corrections_for_another_service_and_faults_in_their_files_are_told() {
    let folder = with_correction("");
    let ran = extract_with(&folder, "others");
    assert_eq!((ran.code, ran.stderr.lines().next()), (0, Some("no correction is for the service `others`")));
    let folder = with_correction("rows = 1\n");
    let ran = extract_with(&folder, "things");
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(
        ran.stderr.contains("corrections/things.toml:6:1: unknown field `rows`, expected one of"),
        "{}",
        ran.stderr
    );
    fs::remove_file(folder.path().join("corrections/things.toml")).expect("removed");
    let ran = extract_with(&folder, "things");
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("corrections: holds no corrections; expected files named *.toml"), "{}", ran.stderr);
}
