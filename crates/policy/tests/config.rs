//! The configuration: its published schema says what is read.

use driftline_finding::{Registry, Rule};
use driftline_policy::{Config, FailOn, json_schemas, rules};
use proptest::prelude::*;
use std::{fs, path::Path};

fn registry(more: &[&'static str]) -> Registry {
    let of = |id: &'static str| -> &'static Rule {
        let known = rules().next().expect("a rule");
        Box::leak(Box::new(Rule {
            id: driftline_finding::RuleId::new(id),
            family: known.family,
            default: known.default,
            summary: "",
            rationale: "",
            remedy: "",
            triggers: "",
            passes: "",
        }))
    };
    Registry::new(rules().chain(more.iter().map(|id| of(id)))).expect("distinct names")
}

fn is_described(text: &str) -> bool {
    let schemas = json_schemas(&registry(&["undocumented-header", "undocumented-enum-value"]));
    let value: toml::Table = text.parse().expect("TOML");
    let value = serde_json::to_value(value).expect("JSON");
    jsonschema::validator_for(&schemas[1].1).expect("it compiles").is_valid(&value)
}

#[test]
fn the_example_is_read_and_described() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/driftline.toml");
    let text = fs::read_to_string(path).expect("the example");
    let rules = registry(&["undocumented-header", "undocumented-enum-value"]);
    let config = Config::read("examples/driftline.toml", &text, &rules).expect("a configuration");
    assert_eq!(config.specs, [Path::new("examples/../spec")]);
    assert_eq!(config.captures, [Path::new("examples/notebook.har")]);
    assert_eq!(config.fail_on, Some(FailOn::Severity(driftline_finding::Severity::Warning)));
    assert!(config.redactor().is_secret_name("X-Company-Key"));
    assert!(is_described(&text));
}

#[test]
fn the_example_of_the_guide_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
    let guide = fs::read_to_string(path).expect("the guide");
    let example = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let rules = registry(&["undocumented-header", "undocumented-enum-value", "undocumented-operation"]);
    assert!(Config::read("driftline.toml", example, &rules).is_ok_and(|config| config.baseline.is_some()));
}

#[test]
fn what_is_refused_is_not_described() {
    for text in [
        "fail_on = 'error'",
        "specs = 'a'",
        "coverage-min = 100.5",
        "coverage-min = -1",
        "coverage-min = '80'",
        "max-findings = -1",
        "max-findings = 1.5",
        "[severity]\nbaseline-stale = 'of'",
        "[severity]\nbaseline-stal = 'off'",
        "[[override]]\nrule = 'baseline-stale'",
        "[[override]]\nrule = 'a'\nseverity = 'off'",
    ] {
        assert!(Config::read("driftline.toml", text, &registry(&[])).is_err(), "{text}");
        assert!(!is_described(text), "{text}");
    }
    for text in [
        "",
        "fail-on = 'never'",
        "coverage-min = 80",
        "coverage-min = 80.25",
        "max-findings = 0",
        "[severity]\nbaseline-stale = 'off'",
        "baseline = '/a/b.toml'",
    ] {
        assert!(Config::read("driftline.toml", text, &registry(&[])).is_ok(), "{text}");
        assert!(is_described(text), "{text}");
    }
}

proptest! {
    #[test]
    fn law_02_no_text_makes_the_reader_panic(text in ".*", name in ".*") {
        let _ = Config::read(&name, &text, &Registry::default());
        let _ = Config::read(&name, &format!("[[override]]\npath = {text}\nseverity = 'off'"), &Registry::default());
    }
}
