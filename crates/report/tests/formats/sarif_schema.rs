//! SARIF reports against the schema of the standard, which the published crate `serde-sarif` carries in its source.

use crate::support::{accepted, findings, json, report, report_at_most};
use driftline_report::Format;
use serde_json::Value;
use std::{fs, path::PathBuf, process::Command};

/// The schema as cargo unpacked it. That it is there is the manifest's doing: the crate is a dependency of tests.
fn schema() -> Value {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&cargo.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    let known = packages.iter().find(|package| package["name"] == "serde-sarif").expect("a dependency");
    let manifest = PathBuf::from(known["manifest_path"].as_str().expect("a path"));
    let text = fs::read_to_string(manifest.with_file_name("src").join("schema.json")).expect("the schema");
    // One pattern has a bracket too many, which only lenient engines take. It is that of languages, and none is written.
    let text = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn sarif_conforms_to_the_schema_of_the_standard() {
    let validator = jsonschema::options().should_validate_formats(true).build(&schema()).expect("it compiles");
    let reports =
        [report(findings()), report(Vec::new()), report(accepted()).compared(true), report_at_most(1, findings())];
    for report in reports {
        let document = json(&report, Format::Sarif);
        let errors: Vec<String> =
            validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, [] as [String; 0]);
    }
}
