//! Tests over the table of rules, and one planted mutation for each.

use super::{fixture, rules};
use crate::Judge;
use driftline_contract::Prose;
use driftline_finding::{Family, Finding, Registry};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

fn judged(example: &str) -> Vec<Finding> {
    let judge = Judge::new(vec![fixture::contract(), fixture::other()]).unwrap();
    judge.judge(&fixture::exchange(example)).unwrap().findings
}

#[test]
fn every_rule_is_triggered_by_its_example_and_by_no_other() {
    for rule in rules() {
        let ids: Vec<_> = judged(rule.triggers).iter().map(|finding| finding.rule.id).collect();
        assert_eq!(ids, [rule.id], "{}", rule.triggers);
        assert_eq!(judged(rule.passes), [], "{}", rule.id);
    }
}

#[test]
fn ids_are_unique_and_name_their_files() {
    assert!(Registry::new(rules()).is_ok());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let stems: BTreeSet<String> = files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let others = ["mod", "tests", "fixture"].map(str::to_owned);
    let expected: BTreeSet<String> = rules().map(|rule| rule.id.file_stem()).chain(others).collect();
    assert_eq!(stems, expected);
}

#[test]
fn every_rule_says_why_and_what_to_do() {
    for rule in rules() {
        assert_eq!(rule.family, Family::Exchange, "{}", rule.id);
        assert!(!rule.summary.ends_with('.') && rule.summary.starts_with(char::is_lowercase), "{}", rule.id);
        assert!(rule.rationale.ends_with('.') && rule.remedy.ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn the_findings_of_the_examples_read_well() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/validate");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for rule in rules() {
            let shown: Vec<String> = judged(rule.triggers).iter().map(shown).collect();
            insta::assert_snapshot!(rule.id.as_str(), shown.join("\n"));
        }
    });
}

/// Every part of a finding, for reading.
fn shown(finding: &Finding) -> String {
    let part = |name: &str, value: Option<String>| value.map(|value| format!("  {name:<10} {value}\n"));
    let parts = [
        part("operation", finding.operation.as_deref().map(str::to_owned)),
        part("instance", finding.instance.as_ref().map(|pointer| format!("{:?}", pointer.as_str()))),
        part("field", finding.field.as_ref().map(|pointer| format!("{:?}", pointer.as_str()))),
        part("contract", finding.contract.as_ref().map(ToString::to_string)),
        part("place", finding.place.as_ref().map(ToString::to_string)),
        part("provenance", finding.provenance.as_ref().map(ToString::to_string)),
    ];
    let parts: String = parts.into_iter().flatten().collect();
    format!("{} {}: {}\n{parts}", finding.severity, finding.rule.id, finding.message)
}

/// What the judge says of the conforming body with `value` at `at`; `None` removes it.
fn mutated(at: &str, value: Option<Value>) -> (Finding, Value) {
    let mut body = fixture::body();
    let (parent, name) = at.rsplit_once('/').unwrap();
    let members = body.pointer_mut(parent).unwrap();
    match (members, value) {
        (Value::Object(members), Some(value)) => drop(members.insert(name.to_owned(), value)),
        (Value::Object(members), None) => drop(members.remove(name)),
        (Value::Array(items), Some(value)) => items.insert(name.parse().unwrap(), value),
        _ => panic!("no place for a mutation"),
    }
    let contract = fixture::contract();
    let judge = Judge::new(vec![contract.clone()]).unwrap();
    let exchange = fixture::showing(&body);
    let mut findings = judge.judge(&exchange).unwrap().findings;
    assert_eq!(findings.len(), 1, "{at}: {findings:?}");
    (findings.remove(0), contract.to_openapi(Prose::Drop))
}

#[test]
fn one_mutation_of_a_body_is_one_finding_at_the_right_place() {
    let thing = "/components/schemas/Thing/properties";
    let long = "x".repeat(17);
    let cases = [
        (
            "type-mismatch",
            "/enabled",
            Some(json!("yes")),
            "/enabled",
            "/enabled",
            format!("{thing}/enabled/type"),
            Some(8),
        ),
        (
            "string-as-number",
            "/labels/k",
            Some(json!(1)),
            "/labels/k",
            "/labels/*",
            format!("{thing}/labels/additionalProperties/type"),
            Some(9),
        ),
        ("string-as-number", "/status", Some(json!(1)), "/status", "/status", format!("{thing}/status/type"), Some(4)),
        ("missing-property", "/parts/0/id", None, "/parts/0", "/parts/*", format!("{thing}/id"), Some(1)),
        ("missing-property", "/id", None, "", "", format!("{thing}/id"), Some(1)),
        (
            "null-undocumented",
            "/created",
            Some(json!(null)),
            "/created",
            "/created",
            format!("{thing}/created/type"),
            Some(7),
        ),
        ("undocumented-property", "/x", Some(json!(1)), "/x", "/x", "/components/schemas/Thing".into(), None),
        (
            "undocumented-property",
            "/parts/0/x",
            Some(json!({"y": 1})),
            "/parts/0/x",
            "/parts/*/x",
            "/components/schemas/Thing".into(),
            None,
        ),
        (
            "undocumented-enum-value",
            "/status",
            Some(json!("GONE")),
            "/status",
            "/status",
            format!("{thing}/status/enum"),
            Some(4),
        ),
        ("value-out-of-range", "/size", Some(json!(101)), "/size", "/size", format!("{thing}/size/maximum"), Some(3)),
        ("value-out-of-range", "/size", Some(json!(0)), "/size", "/size", format!("{thing}/size/minimum"), Some(3)),
        ("length-out-of-range", "/name", Some(json!("")), "/name", "/name", format!("{thing}/name/minLength"), Some(2)),
        (
            "length-out-of-range",
            "/name",
            Some(json!(long)),
            "/name",
            "/name",
            format!("{thing}/name/maxLength"),
            Some(2),
        ),
        (
            "item-count-out-of-range",
            "/tags",
            Some(json!(["a", "b", "c", "d"])),
            "/tags",
            "/tags",
            format!("{thing}/tags/maxItems"),
            Some(5),
        ),
        ("pattern-mismatch", "/code", Some(json!("x")), "/code", "/code", format!("{thing}/code/pattern"), Some(6)),
        (
            "format-mismatch",
            "/created",
            Some(json!("x")),
            "/created",
            "/created",
            format!("{thing}/created/format"),
            Some(7),
        ),
        (
            "type-mismatch",
            "/tags/1",
            Some(json!(true)),
            "/tags/1",
            "/tags/*",
            format!("{thing}/tags/items/type"),
            Some(5),
        ),
        ("number-as-string", "/size", Some(json!("40")), "/size", "/size", format!("{thing}/size/type"), Some(3)),
        ("type-mismatch", "/size", Some(json!("many")), "/size", "/size", format!("{thing}/size/type"), Some(3)),
        (
            "empty-string-for-object",
            "/labels",
            Some(json!("")),
            "/labels",
            "/labels",
            format!("{thing}/labels/type"),
            Some(9),
        ),
        (
            "empty-string-for-object",
            "/parts",
            Some(json!("")),
            "/parts",
            "/parts",
            format!("{thing}/parts/type"),
            Some(12),
        ),
        (
            "enum-case-differs",
            "/status",
            Some(json!("active")),
            "/status",
            "/status",
            format!("{thing}/status/enum"),
            Some(4),
        ),
        (
            "integer-overflow",
            "/grown",
            Some(json!(2_147_483_648_i64)),
            "/grown",
            "/grown",
            format!("{thing}/grown/format"),
            Some(10),
        ),
        (
            "integer-overflow",
            "/grown",
            Some(json!(1e20)),
            "/grown",
            "/grown",
            format!("{thing}/grown/format"),
            Some(10),
        ),
        ("variant-mismatch", "/owner", Some(json!(true)), "/owner", "/owner", format!("{thing}/owner/oneOf"), Some(11)),
        (
            "string-as-number",
            "/owner/name",
            Some(json!(1)),
            "/owner/name",
            "/owner/name",
            format!("{thing}/owner/oneOf/1/properties/name/type"),
            Some(11),
        ),
        (
            "string-as-number",
            "/tags/1",
            Some(json!(1)),
            "/tags/1",
            "/tags/*",
            format!("{thing}/tags/items/type"),
            Some(5),
        ),
    ];
    for (rule, at, value, instance, field, contract, row) in cases {
        let (finding, openapi) = mutated(at, value);
        let text = |pointer: &Option<driftline_finding::Pointer>| pointer.as_ref().unwrap().to_string();
        assert_eq!(finding.rule.id.as_str(), rule, "{at}: {finding:?}");
        assert_eq!(text(&finding.instance), instance, "{at}");
        assert_eq!(text(&finding.field), field, "{at}");
        assert_eq!(text(&finding.contract), contract, "{at}");
        assert!(openapi.pointer(&contract).is_some(), "{contract} does not resolve");
        assert_eq!(finding.provenance.as_ref().unwrap().row, row, "{at}");
        assert_eq!(finding.operation.as_deref(), Some("ShowThing"));
    }
}

#[test]
fn the_place_is_the_wrong_value_and_of_an_undocumented_property_its_name() {
    let example = r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": 7, "colour": 1}}}"#;
    let places: Vec<String> = judged(example).iter().map(|f| f.place.as_ref().unwrap().to_string()).collect();
    assert_eq!(places, ["x.ndjson:1:100", "x.ndjson:1:103"]);
}

#[test]
fn a_number_with_too_many_digits_has_one_finding_and_only_where_no_bits_are_stated() {
    for (members, expected) in [
        (r#""weight": 9007199254740993"#, &["number-lossy /weight"] as &[_]),
        (r#""weight": 9007199254740992"#, &[]),
        (r#""weight": 0.1000000000000000055511151231257828"#, &["number-lossy /weight"]),
        (r#""weight": 0.10000000000000001"#, &[]),
        (r#""serial": 9007199254740993"#, &[]),
        (r#""serial": 9223372036854775809"#, &["integer-overflow /serial"]),
        (r#""serial": 1.0000000000000000000001"#, &["number-lossy /serial"]),
        (r#""grown": 9007199254740993"#, &["integer-overflow /grown"]),
        (r#""size": 9007199254740993"#, &["value-out-of-range /size"]),
        (r#""name": 9007199254740993"#, &["string-as-number /name"]),
        (r#""x": {"y": 9007199254740993}"#, &["undocumented-property /x"]),
        (r#""name": "9007199254740993""#, &[]),
        (r#""parts": [{"id": "a", "weight": -9007199254740993}]"#, &["number-lossy /parts/0/weight"]),
        (r#""weight": 9007199254740993, "weight": 1"#, &["duplicate-key /weight"]),
    ] {
        let example = |body: &str| {
            format!(
                r#"{{"request": {{"method": "GET", "url": "/v1/things/a1"}}, "response": {{"status": 200, "body": {body}}}}}"#
            )
        };
        let body = format!(r#"{{"id": "a1", {members}}}"#);
        for example in [example(&body), example(&Value::from(body.as_str()).to_string())] {
            let found: Vec<String> = judged(&example)
                .iter()
                .map(|finding| format!("{} {}", finding.rule.id, finding.instance.as_ref().unwrap()))
                .collect();
            assert_eq!(found, expected, "{example}");
        }
    }
}
