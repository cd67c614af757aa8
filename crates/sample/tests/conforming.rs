//! Law 6, the generator's half: what is drawn conforms.

mod support;

use driftline_sample::{Options, Unsupported, conforming, seeded, violations};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use support::{
    arbitrary::{self, Case},
    closed, contract, schema, validator, written,
};

fn components() -> Value {
    json!({
        "Lease": {"type": "object", "required": ["enable"],
                  "properties": {"enable": {"type": "boolean"}, "duration": {"type": "integer", "format": "int64"}}},
        "Tree": {"type": "object", "required": ["name", "children"], "properties": {
            "name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "Tree"}}, "up": {"$ref": "Tree"}}},
        "Even": {"type": "object", "properties": {"odd": {"$ref": "Odd"}}},
        "Odd": {"type": "object", "required": ["even"], "properties": {"even": {"$ref": "Even"}}},
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "dog"}, "tricks": {"type": "array"}}},
    })
}

/// Schemas for each keyword and each way in which keywords meet.
fn table() -> Vec<Value> {
    let groups = [generic(), numbers(), strings(), containers(), combined()];
    groups.iter().filter_map(Value::as_array).flatten().cloned().collect()
}

fn generic() -> Value {
    json!([
        {},
        true,
        {"type": "null"},
        {"type": "boolean"},
        {"type": "integer"},
        {"type": "number"},
        {"type": "string"},
        {"type": "array"},
        {"type": "object"},
        {"type": ["string", "integer", "null"]},
        {"enum": ["INIT", "CREATING", 3, null, {"a": [1.5]}]},
        {"const": {"a": 1}},
        {"type": "string", "enum": ["a", 1]},
    ])
}

fn numbers() -> Value {
    json!([
        {"type": "integer", "minimum": -3, "maximum": 9},
        {"type": "integer", "exclusiveMinimum": 0.5, "exclusiveMaximum": 3},
        {"type": "integer", "minimum": 18_446_744_073_709_551_000_u64},
        {"type": "integer", "maximum": -9_000_000_000_000_000_000_i64},
        {"type": "integer", "multipleOf": 7, "minimum": 1},
        {"type": "integer", "multipleOf": 0.4},
        {"type": "integer", "format": "int32"},
        {"type": "integer", "format": "int64"},
        {"type": "integer", "format": "int32", "minimum": 3_000_000_000_u64},
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        {"type": "number", "multipleOf": 0.01},
        {"type": "number", "multipleOf": 0.1, "minimum": 0.1, "maximum": 2},
        {"type": "number", "format": "float"},
        {"type": "number", "minimum": 1e300},
        {"minimum": 10},
    ])
}

fn strings() -> Value {
    json!([
        {"type": "string", "minLength": 3, "maxLength": 5},
        {"type": "string", "minLength": 300},
        {"type": "string", "maxLength": 0},
        {"type": "string", "pattern": "^[a-z]{3}$"},
        {"type": "string", "pattern": "b+", "maxLength": 3},
        {"type": "string", "pattern": r"^\d{4}-\w+$", "minLength": 20},
        {"type": "string", "pattern": "^a|b$"},
        {"type": "string", "pattern": "^[^/]*$"},
        {"type": "string", "pattern": r"^[\w.-]+@[\w]+$"},
        {"pattern": "^.$"},
        {"type": "string", "format": "uuid"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "format": "date"},
        {"type": "string", "format": "time"},
        {"type": "string", "format": "ipv4"},
        {"type": "string", "format": "ipv6"},
        {"type": "string", "format": "hostname"},
        {"type": "string", "format": "email"},
        {"type": "string", "format": "uri"},
        {"type": "string", "format": "uri-reference"},
        {"type": "string", "format": "iri"},
        {"type": "string", "format": "iri-reference"},
        {"type": "string", "format": "idn-email"},
        {"type": "string", "format": "idn-hostname"},
        {"type": "string", "format": "duration"},
        {"type": "string", "format": "json-pointer"},
        {"type": "string", "format": "relative-json-pointer"},
        {"type": "string", "format": "regex"},
        {"type": "string", "format": "uri-template"},
        {"type": "string", "format": "password"},
        {"type": "string", "x-internal": true, "contentEncoding": "base64"},
    ])
}

fn containers() -> Value {
    json!([
        {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2},
        {"type": "array", "items": {"type": "boolean"}, "uniqueItems": true, "minItems": 2},
        {"type": "array", "items": false},
        {"items": {"type": "integer"}},
        {"type": "array", "minItems": 5, "uniqueItems": true},
        {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]},
        {"type": "object", "required": ["x"]},
        {"type": "object", "additionalProperties": {"type": "integer"}},
        {"type": "object", "properties": {"a": {}}, "additionalProperties": false},
        {"type": "object", "properties": {"a": {}, "b": {}, "c": {}}, "minProperties": 2, "maxProperties": 2},
        {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 4},
        {"type": "object", "minProperties": 2},
    ])
}

fn combined() -> Value {
    json!([
        {"$ref": "Lease"},
        {"type": "object", "properties": {"lease": {"$ref": "Lease"}}, "required": ["lease"]},
        {"$ref": "Tree"},
        {"$ref": "Even"},
        {"type": "array", "items": {"$ref": "Tree"}},
        {"allOf": [{"$ref": "Lease"}, {"type": "object", "properties": {"more": {"type": "string"}}, "required": ["more"]}]},
        {"type": "integer", "allOf": [{"minimum": 3}, {"maximum": 5}, {"multipleOf": 2}, {"multipleOf": 4}]},
        {"allOf": [{"type": "number"}, {"type": ["integer", "string"]}]},
        {"allOf": [{"properties": {"a": {"minimum": 3}}, "type": "object"}, {"properties": {"a": {"type": "integer", "maximum": 4}}}], "required": ["a"]},
        {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 4}]},
        {"anyOf": [{"$ref": "Cat"}, {"$ref": "Dog"}]},
        {"oneOf": [{"$ref": "Cat"}, {"$ref": "Dog"}]},
        {"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 2}]},
        {"oneOf": [{"multipleOf": 3}, {"multipleOf": 5}], "type": "integer"},
        {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"type": "integer", "not": {"multipleOf": 2}},
        {"not": {"type": "null"}},
    ])
}

fn runner() -> TestRunner {
    TestRunner::deterministic()
}

#[test]
fn law_06_values_of_every_keyword_conform_and_show_nothing_undocumented() {
    let contract = contract(&components());
    let mut runner = runner();
    for json in table() {
        let schema = schema(&json);
        let strategy = conforming(&contract, &schema).unwrap_or_else(|error| panic!("{json}: {error}"));
        let written = written(&contract, &schema);
        let (open, closed) = (validator(&written), validator(&closed(&written)));
        for _ in 0..60 {
            let value = strategy.new_tree(&mut runner).unwrap().current();
            assert!(open.is_valid(&value), "{json} does not take {value}");
            assert!(closed.is_valid(&value), "{json} does not describe all of {value}");
        }
    }
}

#[test]
fn every_step_of_shrinking_conforms_and_shrinking_ends() {
    let contract = contract(&components());
    let mut runner = runner();
    for json in table() {
        let schema = schema(&json);
        let strategy = conforming(&contract, &schema).unwrap();
        let validator = validator(&written(&contract, &schema));
        for _ in 0..3 {
            let mut tree = strategy.new_tree(&mut runner).unwrap();
            let mut steps = 0;
            while tree.simplify() {
                assert!(validator.is_valid(&tree.current()), "{json} does not take {}", tree.current());
                steps += 1;
                assert!(steps < 20_000, "{json} does not shrink to an end");
            }
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 1024, failure_persistence: None, ..Config::default() })]

    #[test]
    fn law_06_values_of_arbitrary_schemas_conform_and_show_nothing_undocumented(
        Case { contract, schema } in arbitrary::case(),
        seeds in proptest::collection::vec(any::<u64>(), 6),
    ) {
        let written = written(&contract, &schema);
        let (open, closed) = (validator(&written), validator(&closed(&written)));
        match conforming(&contract, &schema) {
            Ok(_) => for seed in seeds {
                let value = seeded(&contract, &schema, seed).unwrap();
                prop_assert!(open.is_valid(&value), "{} does not take {}", written, value);
                prop_assert!(closed.is_valid(&value), "{} does not describe all of {}", written, value);
            },
            // Two branches that always match both, or enumerations too small for what stands around them.
            Err(Unsupported::Unsatisfiable { .. }) => {}
            Err(other) => prop_assert!(false, "{}: {}", written, other),
        }
    }
}

#[test]
fn optional_properties_are_drawn_and_left_out() {
    let contract = contract(&json!({}));
    let schema = schema(&json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    let drawn: Vec<Value> = (0..40).map(|seed| seeded(&contract, &schema, seed).unwrap()).collect();
    assert!(drawn.iter().any(|value| value.get("a").is_some()));
    assert!(drawn.iter().any(|value| value.get("a").is_none()));
}

/// Found by laws 6 and 9: the branch that allows anything was drawn with members that only another branch describes,
/// and again where that other branch had been left out for want of fuel.
#[test]
fn a_branch_that_says_nothing_shows_nothing_undocumented() {
    let node = json!({"type": "object", "properties": {"inner": {"anyOf": [{"$ref": "Node"}, {}]}}});
    let contract = contract(&json!({"Node": node}));
    let schema = schema(&json!({"$ref": "Node"}));
    let closed = validator(&closed(&written(&contract, &schema)));
    for seed in 0..200 {
        let value = seeded(&contract, &schema, seed).unwrap();
        assert!(closed.is_valid(&value), "{value}");
    }
}

/// Found by law 6 over the pages of one call, of which one shows `volume` without its members.
#[test]
fn an_object_that_one_branch_leaves_open_has_the_members_that_another_one_describes() {
    let size = json!({"type": "object", "properties": {"size": {"type": "integer"}}});
    let volume = |inner: &Value| json!({"type": "object", "properties": {"volume": inner}});
    let schema = schema(&json!({"anyOf": [volume(&size), volume(&json!({"type": "object"}))]}));
    let closed = validator(&volume(&json!({"properties": {"size": {}}, "additionalProperties": false})));
    for seed in 0..200 {
        let value = seeded(&contract(&json!({})), &schema, seed).unwrap();
        assert!(closed.is_valid(&value), "{value}");
    }
}

#[test]
fn undocumented_members_are_drawn_on_demand_only() {
    let contract = contract(&json!({}));
    let json = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let (schema, closed) = (schema(&json), validator(&closed(&json)));
    let open = Options::default().undocumented(true);
    let drawn = (0..20).map(|seed| open.seeded(&contract, &schema, seed).unwrap());
    assert!(drawn.filter(|value| !closed.is_valid(value)).count() > 5);
}

#[test]
fn numbers_stay_within_their_format() {
    let contract = contract(&json!({}));
    for seed in 0..60 {
        let int = seeded(&contract, &schema(&json!({"type": "integer", "format": "int32"})), seed).unwrap();
        assert!(i32::try_from(int.as_i64().unwrap()).is_ok());
        let float = seeded(&contract, &schema(&json!({"type": "number", "format": "float"})), seed).unwrap();
        let float = float.as_f64().unwrap();
        #[allow(clippy::cast_possible_truncation, reason = "whether it truncates is the question")]
        let single = float as f32;
        assert_eq!(f64::from(single).to_bits(), float.to_bits());
    }
}

#[test]
fn a_recursive_value_ends() {
    let contract = contract(&components());
    for seed in 0..30 {
        let value = seeded(&contract, &schema(&json!({"$ref": "Tree"})), seed).unwrap();
        assert!(value.to_string().len() < 20_000);
    }
}

#[test]
fn what_cannot_be_drawn_is_refused_with_its_place() {
    let contract = contract(&json!({
        "Endless": {"type": "object", "required": ["self"], "properties": {"self": {"$ref": "Endless"}}},
        "Loop": {"$ref": "Loop"},
    }));
    for (json, at, keyword) in [
        (
            json!({"type": "object", "properties": {"a": {"type": "string", "pattern": "(?=a)b"}}}),
            "/properties/a",
            "pattern",
        ),
        (json!({"items": {"if": {}}, "minItems": 1}), "/items", "if"),
        (json!({"type": "object", "patternProperties": {}}), "", "patternProperties"),
        (json!({"type": "string", "minLength": 100_000}), "", "minLength"),
        (json!({"type": "array", "minItems": 100_000}), "", "minItems"),
        (json!(false), "", "not"),
        (json!({"$ref": "Endless"}), "/components/schemas/Endless/properties/self", "$ref"),
        (json!({"allOf": [{"type": "string"}, {"type": "integer"}]}), "", "type"),
        (json!({"type": "integer", "minimum": 3, "maximum": 2}), "", "minimum"),
        (json!({"type": "integer", "multipleOf": 10, "minimum": 1, "maximum": 9}), "", "minimum"),
        (json!({"type": "string", "minLength": 3, "maxLength": 2}), "", "maxLength"),
        (json!({"type": "string", "format": "uuid", "maxLength": 3}), "", "format"),
        (json!({"type": "boolean", "enum": ["a"]}), "", "enum"),
        (json!({"oneOf": [{}, {}]}), "", "oneOf"),
    ] {
        let (found_at, found) = match conforming(&contract, &schema(&json)) {
            Err(Unsupported::Keyword { at, keyword } | Unsupported::Unsatisfiable { at, keyword }) => (at, keyword),
            other => panic!("{json}: {other:?}"),
        };
        assert_eq!((found_at.as_str(), found.as_str()), (at, keyword), "{json}");
    }
    assert!(conforming(&contract, &schema(&json!({"$ref": "Loop"}))).is_ok());
}

#[test]
fn no_schema_makes_the_generator_panic_or_hang() {
    let branches: Vec<Value> = (0..100).map(|n| json!({"const": n})).collect();
    let contract = contract(&components());
    let hostile = [
        json!({"type": "integer", "multipleOf": 0}),
        json!({"type": "number", "multipleOf": -1}),
        json!({"type": "number", "multipleOf": 1e-300}),
        json!({"type": "integer", "multipleOf": 1e300}),
        json!({"type": "number", "minimum": -1.7e308, "maximum": 1.7e308}),
        json!({"type": "number", "minimum": 1.7e308}),
        json!({"type": "integer", "minimum": 1e300}),
        json!({"type": "integer", "maximum": -1e300, "multipleOf": 3}),
        json!({"type": "number", "maximum": -1e300, "multipleOf": 0.5}),
        json!({"type": "number", "minimum": -1e300, "maximum": 1e300, "multipleOf": 7}),
        json!({"type": "integer", "exclusiveMinimum": u64::MAX, "exclusiveMaximum": i64::MIN}),
        json!({"type": "integer", "exclusiveMinimum": u64::MAX}),
        json!({"type": "string", "minLength": u64::MAX, "maxLength": u64::MAX}),
        json!({"type": "string", "maxLength": u64::MAX}),
        json!({"type": "array", "minItems": u64::MAX, "maxItems": u64::MAX}),
        json!({"type": "array", "maxItems": u64::MAX, "uniqueItems": true}),
        json!({"type": "object", "minProperties": u64::MAX, "maxProperties": u64::MAX}),
        json!({"type": "object", "minProperties": 200}),
        json!({"type": "object", "maxProperties": 0, "required": ["a"]}),
        json!({"type": "string", "pattern": "((a{1000}){1000}){1000}"}),
        json!({"type": "string", "pattern": "((a+b+)+c*)+", "minLength": 4000}),
        json!({"type": "string", "pattern": "", "format": "no such format"}),
        json!({"enum": []}),
        json!({"type": []}),
        json!({"oneOf": branches}),
        json!({"anyOf": [{"anyOf": [{"$ref": "Tree"}, {"not": {}}]}, {"not": {"$ref": "Tree"}}]}),
    ];
    for json in hostile {
        let schema = schema(&json);
        let drawn = seeded(&contract, &schema, 1);
        let taken = drawn.as_ref().is_ok_and(|value| validator(&written(&contract, &schema)).is_valid(value));
        assert!(drawn.is_err() || taken, "{json} does not take {drawn:?}");
        let _ = violations(&contract, &schema);
    }
}

#[test]
fn components_that_all_refer_to_one_another_are_drawn_in_reasonable_time() {
    let names: Vec<String> = (0..10).map(|n| format!("C{n}")).collect();
    let referring =
        || names.iter().map(|name| (name.clone(), json!({"$ref": name}))).collect::<serde_json::Map<_, _>>();
    let component = || json!({"type": "object", "properties": referring()});
    let components = names.iter().map(|name| (name.clone(), component())).collect::<serde_json::Map<_, _>>();
    let contract = contract(&Value::Object(components));
    let root = schema(&json!({"$ref": "C0"}));
    assert!(seeded(&contract, &root, 5).unwrap().is_object());
    assert_eq!(violations(&contract, &root).unwrap().len(), 3);
}

#[test]
fn a_seed_gives_the_same_value_everywhere() {
    let contract = contract(&components());
    let schema = schema(
        &json!({"type": "object", "required": ["id", "lease", "size", "state", "tags", "at"], "properties": {
        "id": {"type": "string", "format": "uuid"}, "lease": {"$ref": "Lease"}, "size": {"type": "number", "minimum": 0},
        "state": {"enum": ["INIT", "RUNNING"]}, "tags": {"type": "array", "items": {"type": "string", "pattern": "^[a-z]+$"}},
        "at": {"type": "string", "format": "date-time"}}}),
    );
    let value = seeded(&contract, &schema, 42).unwrap();
    assert_eq!(value, seeded(&contract, &schema, 42).unwrap());
    assert_ne!(value, seeded(&contract, &schema, 43).unwrap());
    let expected = r#"{"id":"8a5cca05-be54-4f76-91d5-0c6b6ffd49bd","lease":{"enable":true,"duration":9223372036854775807},"size":0.09,"state":"RUNNING","tags":["e"],"at":"2064-04-02T09:21:23Z"}"#;
    assert_eq!(value.to_string(), expected);
}
