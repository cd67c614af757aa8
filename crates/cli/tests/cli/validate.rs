//! `driftline validate` as people run it.

use crate::support::{Ran, check, driftline, driftline_with, text};
use serde_json::{Value, json};
use std::{fmt::Write, fs};

fn validate(arguments: &[&str]) -> Ran {
    driftline(&[&["validate"], arguments, &["--spec", "spec"]].concat())
}

#[test]
fn the_example_shows_its_two_planted_drifts() {
    let ran = validate(&["examples/notebook.har"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    check("validate_example", &ran.stdout);
    let readme = fs::read_to_string(driftline_corpus::workspace().join("README.md")).expect("the README");
    assert!(readme.contains(&ran.stdout), "README.md shows another output");
    let coloured = validate(&["examples/notebook.har", "--color", "always"]);
    assert!(coloured.stdout.contains('\u{1b}') && !ran.stdout.contains('\u{1b}'));
}

#[test]
fn json_has_what_the_published_schema_says() {
    let ran = validate(&["examples/notebook.har", "--format", "json", "--fail-on", "never"]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.stderr, "3 exchanges, all matched · 1 error, 1 warning\n");
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let schema = driftline_corpus::workspace().join("spec/formats/validate-report.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).expect("the schema")).expect("JSON");
    jsonschema::validate(&schema, &report).expect("the report conforms");
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "type-mismatch");
    assert_eq!(finding["instance"], "/lease/enable");
    assert_eq!(finding["spec"], "/components/schemas/Lease/properties/enable/type");
    assert_eq!(finding["provenance"]["table"], "Table 6");
    assert_eq!(finding["location"]["file"], "examples/notebook.har");
    let contract = driftline_corpus::workspace().join("spec/modelarts.openapi.json");
    let contract: Value = serde_json::from_str(&fs::read_to_string(contract).expect("the contract")).expect("JSON");
    for finding in report["findings"].as_array().expect("a list") {
        let pointer = finding["spec"].as_str().expect("a pointer");
        assert!(contract.pointer(pointer).is_some(), "{pointer} does not resolve");
    }
}

#[test]
fn each_format_is_a_document_or_a_report_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, sign) in [
        ("human", "ShowNotebook  GET "),
        ("json", "\"command\": \"validate\""),
        ("ndjson", "{\"command\":\"validate\""),
        ("sarif", "\"undocumented-status\""),
        ("junit", "<testsuite name=\"ShowNotebook\""),
        ("github", "::error file=examples/notebook.har,line="),
        ("gitlab", "\"path\": \"examples/notebook.har\""),
        ("markdown", "| 🔴 error | type-mismatch | /lease/enable |"),
        ("html", "<td class=\"number s2\">3</td>"),
    ] {
        let file = folder.path().join(format);
        let beside = format!("{format}={}", text(&file));
        let ran = validate(&["examples/notebook.har", "--format", format, "--report", &beside]);
        assert_eq!(ran.code, 1);
        assert!(ran.stdout.contains(sign), "{format}: {}", ran.stdout);
        assert_eq!(fs::read_to_string(&file).expect("the report"), ran.stdout);
    }
}

#[test]
fn every_form_of_capture_is_judged() {
    assert_eq!(validate(&["examples/notebook.ndjson"]).code, 0);
    assert_eq!(validate(&["examples/notebook.json", "--operation", "ShowNotebook"]).code, 0);
    let folder = driftline_corpus::workspace();
    let line = fs::read_to_string(folder.join("examples/notebook.ndjson")).expect("the capture");
    let ran = driftline_with(&["validate", "-", "--spec", "spec"], &line, &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "1 exchange, all matched · no findings\n"));
    let both = validate(&["examples/notebook.ndjson", "examples/notebook.har"]);
    assert!(both.stdout.contains("4 exchanges, all matched"));
}

#[test]
fn exit_codes_tell_findings_from_silence() {
    for (arguments, expected) in [
        (&["examples/notebook.ndjson"][..], 0),
        (&["examples/notebook.har"], 1),
        (&["examples/notebook.har", "--fail-on", "never"], 0),
        (&["examples/missing.har"], 2),
        (&["Cargo.toml", "--capture-format", "har"], 2),
        (&["examples/notebook.json", "--operation", "ShowNotebok"], 2),
        (&["examples/notebook.ndjson", "examples/missing.har"], 2),
    ] {
        assert_eq!(validate(arguments).code, expected, "{arguments:?}");
    }
    let foreign = r#"{"request": {"method": "GET", "url": "/v9/x"}, "response": {"status": 200}}"#;
    for (input, more, expected) in [
        ("", &[][..], 3),
        ("", &["--allow-empty"], 0),
        (foreign, &[], 3),
        (foreign, &["--allow-empty"], 0),
        (foreign, &["--fail-on", "warning"], 1),
        ("{\"request\": 1}\n", &[], 1),
    ] {
        let arguments = [&["validate", "-", "--spec", "spec"][..], more].concat();
        assert_eq!(driftline_with(&arguments, input, &[]).code, expected, "{input:?} {more:?}");
    }
}

#[test]
fn silence_says_whether_the_captures_or_the_contract_are_to_blame() {
    let foreign = r#"{"request": {"method": "GET", "url": "/v9/x"}, "response": {"status": 200}}"#;
    for (input, why) in [
        ("\n\n", "the captures hold no exchange"),
        ("{\"request\": 1}\n", "no record of the captures is an exchange"),
        (foreign, "no exchange belongs to an operation of the contract with a body to judge"),
    ] {
        let ran = driftline_with(&["validate", "-", "--spec", "spec"], input, &[]);
        assert!(ran.stderr.contains(&format!("nothing could be judged: {why}\n")), "{}", ran.stderr);
    }
}

#[test]
fn a_malformed_line_is_a_finding_and_the_run_goes_on() {
    let good = fs::read_to_string(driftline_corpus::workspace().join("examples/notebook.ndjson")).expect("the capture");
    let ran = driftline_with(&["validate", "-", "--spec", "spec"], &format!("{{\"request\": nonsense}}\n{good}"), &[]);
    assert_eq!(ran.code, 1);
    check("validate_malformed", &ran.stdout);
}

#[test]
fn wrong_invocations_say_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = folder.path().join("broken.json");
    fs::write(&broken, "{\n  \"openapi\": \"3.1.0\",\n  \"paths\": [1]\n}\n").expect("written");
    let swagger = folder.path().join("swagger.json");
    fs::write(&swagger, "{\"swagger\": \"2.0\"}").expect("written");
    let (broken, swagger) = (text(&broken), text(&swagger));
    let har = "examples/notebook.har";
    let mut shown = String::new();
    for arguments in [
        &["validate", har][..],
        &["validate", har, "--spec", &broken],
        &["validate", har, "--spec", &swagger],
        &["validate", har, "--spec", "missing.json"],
        &["validate", har, "--spec", "docs"],
        &["validate", har, "--spec", "spec", "--format", "xml"],
        &["validate", "examples/notebook.json", "--spec", "spec"],
        &["validate", "examples/notebook.json", "--spec", "spec", "--operation", "ShowNotebok"],
        &["extract", har, "--service", "a/b"],
        &["extract", "examples", "--service", "a"],
        &["extract", har],
        &["extract", "missing"],
        &["extract", "spec/pages", "spec"],
        &["extract", "spec/pages", "docs/../spec/pages", "-o", "out"],
        &["extract", "spec/pages", "--dialect", "docbook"],
        &["extract", "spec/pages", "--threads", "0"],
        &["explain", "type-mismach"],
        &["frobnicate"],
    ] {
        let ran = driftline(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        let hide = |text: &str| text.replace(&text_of(folder.path()), "DIR");
        writeln!(shown, "$ driftline {}\n{}", hide(&arguments.join(" ")), hide(&ran.stderr))
            .expect("a string takes it");
    }
    check("wrong_invocations", &shown);
}

fn text_of(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn hostile_captures_end_with_a_clear_word() {
    let Some(folder) = driftline_corpus::shared("recorded/hostile") else { return };
    let mut files = driftline_corpus::files(&folder, "");
    files.retain(|file| !file.to_string_lossy().ends_with(".md") && !file.to_string_lossy().ends_with(".py"));
    assert!(files.len() > 70);
    let mut shown = String::new();
    for file in files {
        let ran = validate(&[&text(&file)]);
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        assert!((1..=3).contains(&ran.code), "{}: {}", file.display(), ran.code);
        let name = file.file_name().expect("a name").to_string_lossy();
        let said = if ran.code == 2 && ran.stdout.is_empty() { &ran.stderr } else { &ran.stdout };
        let said = said.replace(&text(&folder), "").replace('/', "");
        let closing =
            said.lines().rfind(|line| line.contains("exchange") || line.contains("error")).unwrap_or_default();
        writeln!(shown, "{} {name}: {closing}", ran.code).expect("a string takes it");
    }
    check("hostile", &shown);
}

/// Law 10, for what this command reads: a secret planted anywhere in a capture appears in no output.
#[test]
fn law_10_no_planted_secret_leaves() {
    let canary = "Canary7f3a9Zq81";
    let jwt = format!("eyJhbGciOiJub25lIn0.eyJzdWIiOiIx{canary}In0.c2ln{canary}");
    let exchange = json!({
        "request": {
            "method": "GET",
            "url": format!("https://user:{canary}@api.example.com/v1/p/notebooks/n?token={canary}&X-Amz-Signature={canary}"),
            "headers": {"X-Auth-Token": canary, "Cookie": format!("session={canary}"), "Authorization": format!("Bearer {jwt}")},
        },
        "response": {
            "status": 200,
            "headers": {"content-type": "application/json", "Set-Cookie": canary, "X-Subject-Token": canary},
            "body": {
                "token": {"nested": canary}, "url": [format!("https://u:{canary}@h/x")], "name": {"password": canary},
                "status": format!("Bearer {jwt}"), "lease": {"enable": jwt, "secret_key": canary}, "id": 7,
            },
        },
    });
    let unmatched =
        json!({"request": {"method": "GET", "url": format!("/v9/x?token={canary}")}, "response": {"status": 200}});
    let broken = format!("{{\"request\": {{\"token\": \"{canary}\", }}");
    let input = format!("{exchange}\n{unmatched}\n{broken}\n");
    for format in driftline_report::Format::ALL.map(driftline_report::Format::as_str) {
        let ran = driftline_with(&["validate", "-", "--spec", "spec", "--format", format, "-v"], &input, &[]);
        assert_eq!(ran.code, 1);
        assert!(ran.stdout.contains("type-mismatch") && ran.stdout.contains("exchange-unreadable"), "{}", ran.stdout);
        for output in [&ran.stdout, &ran.stderr] {
            assert!(!output.contains("Canary"), "{output}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error_and_reports_are_written_whole() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("deep/er/report.json");
    let ran = validate(&["examples/notebook.ndjson", "--format", "json", "-o", &text(&file)]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert_eq!(fs::metadata(&file).expect("the report").permissions().mode() & 0o400, 0o400);
    assert_eq!(fs::read_dir(file.parent().expect("a folder")).expect("listed").count(), 1);
    let script = format!(
        "{} validate examples/notebook.har --spec spec | true; echo ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_driftline")
    );
    let shell =
        std::process::Command::new("bash").args(["-c", &script]).current_dir(driftline_corpus::workspace()).output();
    assert_eq!(String::from_utf8_lossy(&shell.expect("bash runs").stdout).trim(), "1");
    assert_eq!(validate(&["examples/notebook.ndjson", "-o", "/dev/null"]).code, 0);
    assert!(fs::metadata("/dev/null").is_ok_and(|known| !known.is_file()));
}

#[test]
fn a_finding_about_a_corrected_field_says_that_the_contract_deviates_from_the_page() {
    let arguments = ["validate", "-", "--spec", "spec", "--operation", "ShowNotebook"];
    let ran = driftline_with(&arguments, r#"{"volume": {"category": "OBS"}}"#, &[]);
    assert_eq!(ran.code, 0);
    check("validate_corrected", &ran.stdout);
}

#[test]
fn every_file_of_a_folder_is_judged_or_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let examples = driftline_corpus::workspace().join("examples");
    fs::create_dir(folder.path().join("deep")).expect("a folder");
    fs::copy(examples.join("notebook.ndjson"), folder.path().join("deep/a.ndjson")).expect("a copy");
    fs::copy(examples.join("notebook.json"), folder.path().join("ShowNotebook.200.json")).expect("a copy");
    fs::write(folder.path().join("notes.txt"), "no capture\n").expect("a file");
    let ran = validate(&[&text(folder.path()), "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(report["summary"]["exchanges"], 3);
    assert_eq!(report["summary"]["matched"], 1);
    assert_eq!(report["summary"]["unreadable"], 2);
    let ran = validate(&[&text(folder.path()), "--name-template", "{operation}.{status}.json", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(report["summary"]["matched"], 2);
    assert_eq!(report["summary"]["unreadable"], 1);
    let place = report["findings"][0]["location"]["file"].as_str().expect("a file").to_owned();
    assert!(place.ends_with("notes.txt"), "{place}");
    let empty = tempfile::tempdir().expect("a folder");
    let ran = validate(&[&text(empty.path())]);
    assert!(ran.code == 2 && ran.stderr.contains("holds no file; expected captures"), "{}", ran.stderr);
}

#[test]
fn hostile_captures_are_counted_to_the_last_record() {
    let Some(folder) = driftline_corpus::shared("recorded/hostile") else { return };
    let ran = validate(&[&text(&folder), "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let count = |name: &str| report["summary"][name].as_u64().expect("a count");
    assert_eq!(count("exchanges"), count("matched") + count("unmatched") + count("unreadable"));
    let errors = report["findings"].as_array().expect("a list");
    let rules = ["exchange-unreadable", "stub-indefinite"];
    let unreadable = errors.iter().filter(|finding| rules.iter().any(|rule| finding["rule"] == *rule));
    let counted: u64 = unreadable.map(|finding| finding["count"].as_u64().unwrap_or(1)).sum();
    assert_eq!(counted, count("unreadable"));
}

#[test]
fn the_form_of_a_capture_is_one_of_those_that_help_lists() {
    let help = driftline(&["validate", "--help"]).stdout;
    for format in driftline_capture::CaptureFormat::ALL {
        assert!(help.contains(&format!("- {format}: ")), "{format}");
    }
    let ran = validate(&["examples/notebook.har", "--capture-format", "HAR"]);
    assert!(ran.code == 2 && ran.stderr.contains("[possible values: ndjson, har, "), "{}", ran.stderr);
    let ran = validate(&["examples/notebook.har", "--max-record", "64"]);
    assert!(ran.stdout.contains("`--max-record` raises the limit"), "{}", ran.stdout);
    assert_eq!(validate(&["examples/notebook.har", "--max-record", "8 furlongs"]).code, 2);
    assert_eq!(validate(&["examples/notebook.har", "--status", "200"]).code, 2);
    let both = ["examples/notebook.json", "--operation", "ShowNotebook", "--name-template", "{operation}"];
    assert_eq!(validate(&both).code, 2);
}

#[test]
fn a_finding_in_a_cassette_stands_in_the_line_and_column_of_its_value() {
    let body = fs::read_to_string(driftline_corpus::workspace().join("examples/notebook.json")).expect("a body");
    let mut body: Value = serde_json::from_str(&body).expect("JSON");
    body["status"] = json!("ASLEEP");
    let string = Value::from(body.to_string()).to_string();
    let (before, behind) = string.split_once(",\\\"status\\\"").expect("a status");
    let cassette = format!(
        "interactions:\n- request: {{method: GET, uri: 'https://h/v1/p1/notebooks/n1', headers: {{}}}}\n  response:\n    \
         body:\n      string: {before},\\\n        \\\"status\\\"{behind}\n    headers: {{Content-Type: [application/json]}}\n    \
         status: {{code: 200, message: OK}}\nversion: 1\n"
    );
    let arguments = ["validate", "-", "--spec", "spec", "--format", "json"];
    let ran = driftline_with(&arguments, &cassette, &[]);
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(report["summary"]["matched"], 1, "{report}");
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(1), "{report}");
    assert_eq!(report["findings"][0]["rule"], "undocumented-enum-value");
    let location = &report["findings"][0]["location"];
    let line = cassette.lines().nth(5).expect("the line");
    let column = line.find("\\\"ASLEEP").expect("the value") + 1;
    assert_eq!((&location["line"], &location["column"]), (&json!(6), &json!(column)));
}
