//! One pass over a value says what the validator and the walk for undocumented properties say together.

use crate::{
    compile::{Compiled, Document},
    drift::Drift,
    explain::Explainer,
    representation::Representation,
    shape::ROOT,
    tape_json::{TapeJson, TapeNode},
    undocumented,
};
use driftline_capture::TapeParser;
use driftline_contract::{Contract, Schema};
use driftline_finding::{Pointer, words::Words};
use jsonschema::json::SerdeJson;
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    sample::{select, subsequence},
};
use serde_json::{Value, json};

const NAMES: &[&str] = &["a", "b", "c", "d"];

fn scalar() -> impl Strategy<Value = Value> {
    let whole = select(vec![json!(0), json!(1), json!(2), json!(-1), json!(2_147_483_648_u64), json!(u64::MAX)]);
    let broken = select(vec![json!(1.0), json!(1.5), json!(1e300), json!(-0.0)]);
    let text = select(vec!["", "a", "ab", "é", "ééé", "10.0.0.1"]).prop_map(Value::from);
    prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), whole, broken, text.clone(), text]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(select(NAMES), inner.clone(), 0..4).prop_map(object),
            btree_map(select(NAMES), inner, 0..4).prop_map(object),
        ]
    })
}

fn object<'n, N: Into<String> + 'n>(members: impl IntoIterator<Item = (N, Value)>) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// One keyword that says nothing of members or items.
fn keyword() -> impl Strategy<Value = (&'static str, Value)> {
    let number = select(vec![json!(0), json!(1), json!(2), json!(1.5), json!(-1), json!(1_u64 << 60)]);
    let count = (0_u64..4).prop_map(Value::from);
    let kinds = select(vec!["null", "boolean", "integer", "number", "string", "array", "object"]);
    prop_oneof![
        4 => vec(kinds, 1..4).prop_map(|mut kinds| {
            kinds.sort_unstable();
            kinds.dedup();
            ("type", json!(kinds))
        }),
        2 => vec(value(), 1..4).prop_map(|mut options| {
            options.dedup();
            ("enum", Value::from(options))
        }),
        1 => (select(vec!["minimum", "maximum", "exclusiveMaximum"]), number),
        2 => (select(vec!["minLength", "maxLength", "minItems", "maxItems", "maxProperties"]), count),
        1 => select(vec!["int32", "int64", "ipv4", "double", "word"]).prop_map(|format| ("format", json!(format))),
        1 => Just(("pattern", json!("^a"))),
        1 => Just(("uniqueItems", json!(true))),
        1 => Just(("x-note", json!({"properties": {}}))),
        1 => Just(("const", json!(1))),
    ]
}

fn schema() -> impl Strategy<Value = Value> {
    let leaf = vec(keyword(), 0..3).prop_map(object);
    leaf.prop_recursive(3, 12, 4, |inner| {
        let properties = || btree_map(select(NAMES), inner.clone(), 0..4).prop_map(object);
        let rest = prop_oneof![inner.clone(), Just(json!(false)), Just(json!(true))];
        let holding = prop_oneof![
            5 => properties().prop_map(|properties| ("properties", properties)),
            2 => subsequence(NAMES, 1..3).prop_map(|names| ("required", json!(names))),
            2 => rest.prop_map(|rest| ("additionalProperties", rest)),
            2 => inner.clone().prop_map(|items| ("items", items)),
            1 => vec(inner.clone(), 1..3).prop_map(|items| ("prefixItems", items.into())),
            1 => vec(inner.clone(), 1..3).prop_map(|all| ("allOf", all.into())),
            1 => vec(inner.clone(), 1..3).prop_map(|any| ("anyOf", any.into())),
            1 => vec(inner.clone(), 1..3).prop_map(|one| ("oneOf", one.into())),
            1 => inner.clone().prop_map(|pattern| ("patternProperties", json!({"^a": pattern}))),
            1 => inner.clone().prop_map(|not| ("not", not)),
            2 => Just(("$ref", json!("#/components/schemas/Other"))),
        ];
        (vec(holding, 1..4), vec(keyword(), 0..2))
            .prop_map(|(holding, others)| object(holding.into_iter().chain(others)))
    })
}

fn compiled<F: Representation>(root: &Value, other: &Value) -> (Contract, Compiled<F>) {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}});
    let responses = json!({"200": {"description": "OK", "content": content}});
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/x": {"get": {"operationId": "X", "responses": responses}}},
        "components": {"schemas": {"Root": root, "Other": other}},
    });
    let contract = Contract::read("t.json", &text.to_string()).expect("OpenAPI");
    let component = "Root".parse().expect("a name");
    let schema: &Schema = contract.component(&component).expect("a component");
    let at = Contract::component_pointer(&component);
    let compiled = Document::new(&contract).and_then(|document| document.compile(&contract, "X", schema, at));
    (contract.clone(), compiled.expect("a schema"))
}

/// What is wrong with a value: rule, instance, contract and message, in their order.
fn wrong<F: Representation>(
    (contract, compiled): &(Contract, Compiled<F>),
    value: &F::Node<'_>,
) -> Option<Vec<String>> {
    let explainer = Explainer { contract, compiled, words: &Words::default(), name: None };
    let faults = F::faults(compiled, value).ok()?;
    let found = explainer.explain(&faults.values, Vec::new()).ok()?;
    let shown = |drift: &Drift| format!("{} {} {} {}", drift.rule.id, drift.instance, drift.contract, drift.message);
    let mut all: Vec<String> = found.iter().map(shown).collect();
    all.sort();
    Some(all)
}

/// What the slower means say.
fn is_faultless<F: Representation>(compiled: &Compiled<F>, value: &F::Node<'_>) -> bool {
    compiled.validator.is_valid(value.clone()) && undocumented::is_clean(&compiled.shape, ROOT, value)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_pass_says_what_the_validator_and_the_walk_say(root in schema(), other in schema(), values in vec(value(), 8)) {
        let (tree, tape) = (compiled::<SerdeJson>(&root, &other), compiled::<TapeJson>(&root, &other));
        for value in values {
            let is_fine = is_faultless(&tree.1, &&value);
            let expected = (is_fine, is_fine, wrong(&tree, &&value));
            let on_tape = TapeParser::default().parse(value.to_string().as_bytes(), |value| {
                let value = TapeNode::Value(value);
                let is_fine = TapeJson::faults(&tape.1, &value).is_ok_and(|faults| faults.values.is_empty());
                (is_fine, is_faultless(&tape.1, &value), wrong(&tape, &value))
            });
            prop_assert_eq!(on_tape, Some(expected), "{} by {} and {}", value, root, other);
        }
    }
}

/// Whether the validator of the root is asked.
fn asks(root: &Value) -> bool {
    compiled::<TapeJson>(root, &json!({})).1.acceptor.checks[0].validator.is_some()
}

#[test]
fn the_usual_keywords_need_no_validator() {
    let usual = json!({
        "type": ["object", "null"], "required": ["a"], "properties": {
            "a": {"type": "string", "enum": ["x"], "minLength": 1}, "b": {"type": "integer", "format": "int32", "minimum": 1},
            "c": {"type": "array", "items": {"$ref": "#/components/schemas/Other"}, "maxItems": 3},
            "d": {"type": "object", "additionalProperties": {"type": "string"}}, "e": {"pattern": "^a"},
        },
    });
    assert!(!asks(&usual));
    for other in [
        json!({"oneOf": [{"type": "string"}]}),
        json!({"required": ["a"]}),
        json!({"unevaluatedProperties": false}),
        json!({"allOf": [{"properties": {"a": {}}}, {"additionalProperties": false}]}),
    ] {
        assert!(asks(&other), "{other}");
    }
}

#[test]
fn a_name_that_occurs_twice_is_never_passed_over() {
    let schema = json!({"properties": {"a": {"items": {"properties": {"b": {}}}}}, "additionalProperties": {}});
    let (_, compiled) = compiled::<TapeJson>(&schema, &json!({}));
    for text in [
        r#"{"a": [], "a": []}"#,
        r#"{"a": [{"b": 1, "b": 1}]}"#,
        r#"{"a": [{"b": {"x": 1, "x": 1}}]}"#,
        r#"{"z": 1, "z": 1}"#,
        r#"{"z": [{"y": 1, "y": 1}]}"#,
    ] {
        let is_doubtful = TapeParser::default()
            .parse(text.as_bytes(), |value| TapeJson::faults(&compiled, &TapeNode::Value(value)).is_err());
        assert_eq!(is_doubtful, Some(true), "{text}");
    }
    assert_eq!(compiled.at, Pointer::ROOT.key("components").key("schemas").key("Root"));
}
