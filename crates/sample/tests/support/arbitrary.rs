//! Arbitrary small schemas, nearly all of which some value satisfies.

use super::written;
use driftline_contract::{Contract, ContractBuilder, Schema, Type};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Number, Value, json};
use std::fmt;

/// A schema and the contract that it refers to; prints as one JSON Schema.
pub(crate) struct Case {
    pub(crate) contract: Contract,
    pub(crate) schema: Schema,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        written(&self.contract, &self.schema).fmt(f)
    }
}

/// A schema, with the components `A` and `B` that it may refer to, and they to each other.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    (schema(), schema(), schema()).prop_map(|(schema, a, b)| {
        let builder = ContractBuilder::new("test");
        let builder = builder.component("A".parse().unwrap(), object_only(a));
        Case { contract: builder.component("B".parse().unwrap(), object_only(b)).finish().unwrap(), schema }
    })
}

/// Components are objects: one that is nothing but a reference to itself means nothing.
fn object_only(schema: Schema) -> Schema {
    if schema.types == [Type::Object] { schema } else { Schema::of(Type::Object).property("inner", schema) }
}

fn schema() -> impl Strategy<Value = Schema> {
    let leaf = prop_oneof![
        3 => string(), 2 => integer(), 2 => number(), 1 => Just(Schema::of(Type::Boolean)), 2 => listed(),
        1 => Just(Schema::default()), 1 => Just(Schema::of(Type::Object)),
        2 => select(vec!["A", "B"]).prop_map(|name| Schema::reference(name.parse().unwrap())),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            4 => object(inner.clone()),
            2 => array(inner.clone()),
            1 => inner.clone().prop_map(map_of),
            1 => nullable(inner.clone()),
            1 => (object(inner.clone()), object(inner.clone())).prop_map(|(a, b)| all_of(a, b)),
            1 => vec(inner, 1..3).prop_map(|any_of| Schema { any_of, ..Schema::default() }),
            1 => (string(), integer()).prop_map(|(a, b)| Schema { one_of: vec![a, b], ..Schema::default() }),
        ]
    })
}

fn string() -> impl Strategy<Value = Schema> {
    let pattern = option::weighted(0.2, select(vec!["^[a-z]{1,9}$", "[0-9]", r"^\w+-\d+$"]).prop_map(str::to_owned));
    let format = option::weighted(
        0.3,
        select(vec!["uuid", "date-time", "date", "ipv4", "email", "uri", "hostname", "password"])
            .prop_map(str::to_owned),
    );
    let lengths = (option::weighted(0.3, 0_u64..4), option::weighted(0.3, 4_u64..30));
    (pattern, format, lengths).prop_map(|(pattern, format, (min_length, max_length))| {
        let format = format.filter(|_| pattern.is_none());
        // Few formats have texts of any length.
        let max_length = max_length.filter(|_| format.is_none());
        Schema { pattern, format, min_length, max_length, ..Schema::of(Type::String) }
    })
}

fn integer() -> impl Strategy<Value = Schema> {
    let format = option::of(select(vec!["int32", "int64"]).prop_map(str::to_owned));
    let bounds = (option::of(-50_i64..50), option::of(50_i64..300), option::weighted(0.3, 1_i64..7));
    (format, bounds, any::<bool>()).prop_map(|(format, (low, high, step), exclusive)| {
        let mut schema = Schema { format, multiple_of: step.map(Number::from), ..Schema::of(Type::Integer) };
        let (low, high) = (low.map(Number::from), high.map(Number::from));
        if exclusive {
            (schema.exclusive_minimum, schema.exclusive_maximum) = (low, high);
        } else {
            (schema.minimum, schema.maximum) = (low, high);
        }
        schema
    })
}

fn number() -> impl Strategy<Value = Schema> {
    let format = option::of(select(vec!["float", "double"]).prop_map(str::to_owned));
    let step = option::weighted(0.3, select(vec![0.01, 0.1, 0.25, 0.5, 2.0]));
    let bounds = (option::of(-50_i32..50), option::of(50_i32..300), step);
    (format, bounds, any::<bool>()).prop_map(|(format, (low, high, step), exclusive)| {
        let float = |value: f64| Number::from_f64(value);
        let mut schema = Schema { format, multiple_of: step.and_then(float), ..Schema::of(Type::Number) };
        let bound = |value: Option<i32>| value.and_then(|value| float(f64::from(value) / 4.0));
        if exclusive {
            (schema.exclusive_minimum, schema.exclusive_maximum) = (bound(low), bound(high));
        } else {
            (schema.minimum, schema.maximum) = (bound(low), bound(high));
        }
        schema
    })
}

fn listed() -> impl Strategy<Value = Schema> {
    let texts = vec("[A-Z]{1,6}", 1..5).prop_map(|texts| (Type::String, texts.into_iter().map(Value::from).collect()));
    let steps = vec(0_i64..9, 1..4).prop_map(|steps| (Type::Integer, steps.into_iter().map(Value::from).collect()));
    let truth = Just((Type::Boolean, vec![json!(true), json!(false)]));
    prop_oneof![3 => texts, 2 => steps, 1 => truth].prop_map(|(kind, mut values): (Type, Vec<Value>)| {
        values.sort_by_key(ToString::to_string);
        values.dedup();
        Schema { enumeration: Some(values), ..Schema::of(kind) }
    })
}

fn object(inner: impl Strategy<Value = Schema>) -> impl Strategy<Value = Schema> {
    let names = select(vec!["id", "status", "lease", "a/b", "m~n", "size"]);
    let extras = option::weighted(0.1, select(vec![Schema::of(Type::String), Schema::never(), Schema::default()]));
    (vec((names, inner, any::<bool>()), 0..5), extras).prop_map(|(members, extras)| {
        let mut schema = Schema { additional_properties: extras.map(Box::new), ..Schema::of(Type::Object) };
        for (name, property, required) in members {
            // A required property that leads back to its object would never end.
            if required && property.references().is_empty() {
                schema.required.insert(name.to_owned());
            } else {
                schema.required.shift_remove(name);
            }
            schema.properties.insert(name.to_owned(), property);
        }
        schema
    })
}

fn array(inner: impl Strategy<Value = Schema>) -> impl Strategy<Value = Schema> {
    (inner, 0_u64..3, option::of(3_u64..5), any::<bool>()).prop_map(|(items, min, max_items, unique_items)| {
        // Enumerations are short: nothing promises that there are several different items.
        let one = if unique_items { min.min(1) } else { min };
        let min_items = (items.references().is_empty() && one > 0).then_some(one);
        Schema { min_items, max_items, unique_items, ..Schema::array(items) }
    })
}

fn map_of(values: Schema) -> Schema {
    Schema { additional_properties: Some(Box::new(values)), ..Schema::of(Type::Object) }
}

fn nullable(inner: impl Strategy<Value = Schema>) -> impl Strategy<Value = Schema> {
    inner.prop_map(|mut schema| {
        if !schema.types.is_empty() && !schema.types.contains(&Type::Null) && schema.enumeration.is_none() {
            schema.types.push(Type::Null);
        }
        schema
    })
}

fn all_of(left: Schema, mut right: Schema) -> Schema {
    // Properties under other names, for two schemas of one value seldom agree.
    right.properties = right.properties.into_iter().map(|(name, schema)| (format!("r_{name}"), schema)).collect();
    right.required = right.required.into_iter().map(|name| format!("r_{name}")).collect();
    let open = |schema| Schema { additional_properties: None, ..schema };
    Schema { all_of: vec![open(left), open(right)], ..Schema::default() }
}
