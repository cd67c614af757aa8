//! Law 9, the generator's half: what is broken is broken in one keyword, at one place.

mod support;

use driftline_finding::Pointer;
use driftline_sample::{Keyword, Unsupported, Violation, violating, violations};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use support::{
    arbitrary::{self, Case},
    closed, contract, schema, validator, written,
};

/// The validators of one schema.
struct Judges {
    open: jsonschema::Validator,
    closed: jsonschema::Validator,
    written: Value,
}

impl Judges {
    fn of(written: Value) -> Judges {
        Judges { open: validator(&written), closed: validator(&closed(&written)), written }
    }

    /// What is wrong with the claim that the violation makes.
    fn contradict(&self, violation: &Violation) -> Result<(), String> {
        let Violation { value, keyword, instance, schema, .. } = violation;
        let whole = || format!("{} against {violation:?}", self.written);
        if *keyword == Keyword::Undocumented {
            return self.contradict_undocumented(violation);
        }
        let errors: Vec<_> = self.open.iter_errors(value).collect();
        let [error] = errors.as_slice() else {
            return Err(format!("{} errors {errors:?}: {}", errors.len(), whole()));
        };
        let named = keyword.names().contains(&error.kind().keyword());
        let there = error.instance_path().as_str() == instance.as_str();
        let in_schema = error.schema_path().as_str().replace("/$defs/", "/components/schemas/");
        let stands = in_schema == schema.as_str();
        let null = (*keyword == Keyword::Null) == value.pointer(instance.as_str()).is_some_and(Value::is_null);
        let null = null || !matches!(keyword, Keyword::Null | Keyword::Type);
        if named && there && stands && null { Ok(()) } else { Err(format!("{error:?}, {in_schema}: {}", whole())) }
    }

    /// The open schema takes the value, the closed one does not, and does so when the property is taken away.
    fn contradict_undocumented(&self, violation: &Violation) -> Result<(), String> {
        let Violation { value, instance, .. } = violation;
        let mut mended = value.clone();
        let (parent, name) = instance.parent().zip(instance.last()).ok_or("the root is no property")?;
        let object = mended.pointer_mut(parent.as_str()).and_then(Value::as_object_mut).ok_or("no object")?;
        object.shift_remove(&*name).ok_or("no property")?;
        let answers = (self.open.is_valid(value), self.closed.is_valid(value), self.closed.is_valid(&mended));
        if answers == (true, false, true) {
            Ok(())
        } else {
            Err(format!("{answers:?}: {} {violation:?}", self.written))
        }
    }
}

fn components() -> Value {
    json!({
        "Lease": {"type": "object", "required": ["enable"],
                  "properties": {"enable": {"type": "boolean"}, "duration": {"type": "integer", "minimum": 1}}},
        "Tree": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "Tree"}}}},
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "dog"}, "name": {"type": "string"}}},
    })
}

/// Schemas, and the kinds of breach that each allows.
fn table() -> Vec<(Value, &'static [Keyword])> {
    use Keyword::{
        Enum, Format, MaxItems, MaxLength, Maximum, MinItems, MinLength, Minimum, Null, Pattern, Required, Type,
        Undocumented,
    };
    vec![
        (json!({"type": "boolean"}), &[Type, Null]),
        (json!({"type": ["string", "null"]}), &[Type]),
        (json!({"type": "number", "minimum": 0, "exclusiveMaximum": 1}), &[Type, Null, Minimum, Maximum]),
        (json!({"type": "number", "multipleOf": 0.01, "minimum": 0.05}), &[Type, Null, Minimum]),
        (
            json!({"type": "integer", "exclusiveMinimum": 3, "maximum": 9, "multipleOf": 2}),
            &[Type, Null, Minimum, Maximum],
        ),
        (json!({"type": "string", "enum": ["INIT", "RUNNING"]}), &[Enum]),
        (json!({"type": "string", "enum": ["ab", "cd"], "pattern": "^[a-z]{2}$"}), &[Enum]),
        (json!({"type": "boolean", "enum": [true]}), &[Enum]),
        (json!({"type": "boolean", "enum": [true, false]}), &[]),
        (json!({"type": "integer", "const": 3}), &[Enum]),
        (json!({"type": "string", "minLength": 2, "maxLength": 4}), &[Type, Null, MinLength, MaxLength]),
        (
            json!({"type": "string", "pattern": "^[a-z]+$", "minLength": 2, "maxLength": 4}),
            &[Type, Null, MinLength, MaxLength, Pattern],
        ),
        (json!({"type": "string", "pattern": "^[a-z]{3}$", "maxLength": 3}), &[Type, Null, Pattern]),
        (json!({"type": "string", "maxLength": 65_535}), &[Type, Null, MaxLength]),
        (json!({"type": "string", "format": "uuid"}), &[Type, Null, Format]),
        (json!({"type": "string", "format": "date-time", "maxLength": 64}), &[Type, Null, Format]),
        (json!({"type": "string", "format": "password"}), &[Type, Null]),
        (
            json!({"type": "array", "items": {"type": "boolean"}, "minItems": 1, "maxItems": 2}),
            &[Type, Null, MinItems, MaxItems],
        ),
        (json!({"type": "array", "items": {"type": "boolean"}, "maxItems": 2, "uniqueItems": true}), &[Type, Null]),
        (json!({"type": "object"}), &[Type, Null]),
        (json!({"type": "object", "properties": {"a": {}}}), &[Type, Null, Undocumented]),
        (json!({"type": "object", "properties": {"a": {}}, "additionalProperties": false}), &[Type, Null]),
        (
            json!({"type": "object", "properties": {"a": {}}, "maxProperties": 1, "required": ["a"]}),
            &[Type, Null, Required],
        ),
        (json!({"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}), &[Type, Null, Minimum]),
        (json!({"$ref": "Lease"}), &[Type, Null, Required, Undocumented, Minimum]),
        (
            json!({"type": "array", "items": {"$ref": "Tree"}, "minItems": 1}),
            &[Type, Null, Required, Undocumented, MinItems],
        ),
        (
            json!({"allOf": [{"$ref": "Lease"}, {"properties": {"b": {"type": "string"}}}]}),
            &[Type, Null, Required, Undocumented, Minimum],
        ),
        (json!({"oneOf": [{"$ref": "Cat"}, {"$ref": "Dog"}]}), &[Undocumented]),
        (
            json!({"type": "object", "properties": {"a": {"type": "string"}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}),
            &[Type, Null, Undocumented],
        ),
        (json!({"type": "integer", "minimum": 0, "not": {"const": 3}}), &[Type, Null, Minimum]),
        (json!({}), &[]),
    ]
}

#[test]
fn law_09_every_kind_that_a_schema_allows_is_drawn_and_is_the_only_thing_wrong() {
    let contract = contract(&components());
    let mut runner = TestRunner::deterministic();
    for (json, kinds) in table() {
        let schema = schema(&json);
        let judges = Judges::of(written(&contract, &schema));
        let offered = violations(&contract, &schema).unwrap();
        assert_eq!(offered.keys().copied().collect::<Vec<_>>(), kinds, "{json}");
        for strategy in offered.values() {
            for _ in 0..25 {
                let violation = strategy.new_tree(&mut runner).unwrap().current();
                judges.contradict(&violation).unwrap();
            }
        }
    }
}

#[test]
fn a_violation_stays_one_while_it_shrinks() {
    let contract = contract(&components());
    let mut runner = TestRunner::deterministic();
    for (json, _) in table() {
        let schema = schema(&json);
        let judges = Judges::of(written(&contract, &schema));
        for strategy in violations(&contract, &schema).unwrap().values() {
            let mut tree = strategy.new_tree(&mut runner).unwrap();
            let mut steps = 0;
            while tree.simplify() {
                judges.contradict(&tree.current()).unwrap();
                steps += 1;
                assert!(steps < 20_000, "{json} does not shrink to an end");
            }
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]

    #[test]
    fn law_09_violations_of_arbitrary_schemas_are_the_only_thing_wrong(
        Case { contract, schema } in arbitrary::case(),
    ) {
        let mut runner = TestRunner::deterministic();
        let judges = Judges::of(written(&contract, &schema));
        match violations(&contract, &schema) {
            Ok(offered) => for strategy in offered.values() {
                for _ in 0..4 {
                    let violation = strategy.new_tree(&mut runner).unwrap().current();
                    prop_assert_eq!(judges.contradict(&violation), Ok(()));
                }
            },
            Err(Unsupported::Unsatisfiable { .. }) => {}
            Err(other) => prop_assert!(false, "{}: {}", judges.written, other),
        }
    }
}

#[test]
fn every_place_is_broken_though_the_way_to_it_is_optional() {
    let contract = contract(&json!({}));
    let leaf = json!({"type": "object", "properties": {"x": {"type": "string"}, "y": {"type": "integer"}}});
    let json = json!({"type": "object", "properties": {"a": leaf, "list": {"type": "array", "items": leaf},
                      "map": {"type": "object", "additionalProperties": leaf}}});
    let strategy = violations(&contract, &schema(&json)).unwrap().remove(&Keyword::Type).unwrap();
    let mut runner = TestRunner::deterministic();
    let drawn = (0..400).map(|_| strategy.new_tree(&mut runner).unwrap().current().schema.to_string());
    let places: BTreeSet<String> = drawn.collect();
    let below = |at: &str| ["/type", "/properties/x/type", "/properties/y/type"].map(|end| format!("{at}{end}"));
    let deep = ["/properties/a", "/properties/list/items", "/properties/map/additionalProperties"].map(below);
    let shallow = ["/type", "/properties/list/type", "/properties/map/type"].map(str::to_owned);
    assert_eq!(places, deep.into_iter().flatten().chain(shallow).collect());
}

#[test]
fn all_kinds_are_drawn_about_equally_often() {
    let contract = contract(&components());
    let strategy = violating(&contract, &schema(&json!({"$ref": "Lease"}))).unwrap();
    let mut runner = TestRunner::deterministic();
    let mut counts: BTreeMap<Keyword, usize> = BTreeMap::new();
    for _ in 0..500 {
        *counts.entry(strategy.new_tree(&mut runner).unwrap().current().keyword).or_default() += 1;
    }
    assert_eq!(counts.len(), 5);
    assert!(counts.values().all(|count| *count > 60), "{counts:?}");
}

#[test]
fn the_broken_keyword_is_found_in_the_contract() {
    let contract = contract(&components());
    let root = Pointer::ROOT.key("paths").key("/v1");
    let json = json!({"type": "object", "properties": {"lease": {"$ref": "Lease"}}});
    let strategy = violations(&contract, &schema(&json)).unwrap().remove(&Keyword::Minimum).unwrap();
    let violation = strategy.new_tree(&mut TestRunner::deterministic()).unwrap().current();
    let at = violation.contract_pointer(&root);
    assert_eq!(at.as_str(), "/components/schemas/Lease/properties/duration/minimum");
    assert!(contract.schema_at(&at).unwrap().minimum.is_some());
    assert_eq!(violation.instance.as_str(), "/lease/duration");

    let strategy = violations(&contract, &schema(&json)).unwrap().remove(&Keyword::Null).unwrap();
    let mut runner = TestRunner::deterministic();
    let mut drawn = (0..100).map(|_| strategy.new_tree(&mut runner).unwrap().current());
    let at_root = drawn.find(|violation| violation.instance.is_root()).unwrap();
    assert_eq!(at_root.contract_pointer(&root).as_str(), "/paths/~1v1/type");
}

/// Found by law 9: the property was taken for undocumented because a branch that describes nothing took it.
#[test]
fn beside_an_open_branch_no_property_is_undocumented() {
    let contract = contract(&json!({}));
    let json = json!({"anyOf": [{"type": "object", "properties": {"a": {"type": "array"}}}, {"type": "object"}]});
    assert!(violations(&contract, &schema(&json)).unwrap().is_empty());
}

/// Found by law 9: two items were told apart by nothing but the added property.
#[test]
fn an_undocumented_property_does_not_make_items_unique() {
    let contract = contract(&json!({}));
    let item = json!({"type": "object", "properties": {"a": {"const": 1}}, "required": ["a"]});
    let json = json!({"type": "array", "uniqueItems": true, "items": item});
    let strategy = violations(&contract, &schema(&json)).unwrap().remove(&Keyword::Undocumented).unwrap();
    let mut runner = TestRunner::deterministic();
    for _ in 0..50 {
        assert_eq!(strategy.new_tree(&mut runner).unwrap().current().value.as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn a_schema_without_anything_to_break_is_refused() {
    assert_eq!(violating(&contract(&json!({})), &schema(&json!({}))).err(), Some(Unsupported::Unbreakable));
}
