//! Arbitrary contracts with one operation, and exchanges of it.
#![allow(dead_code, reason = "each test binary uses its part")]

use driftline_capture::{Body, BodySource, Exchange, Headers, ReadOptions, Record, Request, Response, Target};
use driftline_contract::{
    Contract, ContractBuilder, Media, Method, Operation, Prose, Response as Described, Schema, Status, Type,
};
use driftline_finding::{Finding, Pointer, Position};
use driftline_validate::{Judge, Judged};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Number, Value};
use std::{fmt, num::NonZeroUsize};

/// A contract whose only operation answers with `schema`; prints as OpenAPI.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) contract: Contract,
    pub(crate) schema: Schema,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.contract.to_openapi(Prose::Drop).fmt(f)
    }
}

/// Where the schema stands in the contract.
pub(crate) fn root() -> Pointer {
    ["paths", "/x", "get", "responses", "200", "content", "application/json", "schema"]
        .iter()
        .fold(Pointer::ROOT, |at, segment| at.key(segment))
}

/// The answer of the operation with `body`.
pub(crate) fn exchange(body: &Value) -> Exchange {
    let source = BodySource::Inline(Pointer::ROOT);
    let target = Target::Call { method: "GET".to_owned(), url: "/x".to_owned() };
    Exchange {
        request: Request { target, headers: Headers::default(), body: Body::Absent, partial_query: false },
        response: Some(Response { status: 200, headers: Headers::default(), body: Body::Json(body.clone(), source) }),
        record: Record::new("x", body.to_string().into_bytes(), Position { line: 1, column: 1 }),
    }
}

/// The findings of each record of a capture.
pub(crate) fn of_capture(judge: &Judge, text: &str) -> Vec<Vec<Finding>> {
    let mut capture = ReadOptions::default().read("x", text.as_bytes()).expect("a capture");
    let mut found = Vec::new();
    let each = |judged: Judged<'_>| match judged {
        Judged::Verdict(verdict) => found.push(verdict.findings),
        Judged::Unreadable(error) => panic!("our own records read: {error}"),
    };
    judge.judge_capture(&mut capture, NonZeroUsize::MIN, each).expect("schemas that compile");
    found
}

/// A schema and the components `A` and `B`, which may refer to each other and to themselves.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    (schema(), object(leaf().boxed()), object(leaf().boxed())).prop_map(|(schema, a, b)| {
        let response = Described::new("OK").content("application/json", Media::new(schema.clone()));
        let operation = Operation::new("X", Method::Get, "/x").response(Status::Exact(200), response);
        let builder = ContractBuilder::new("test").operation(operation);
        let builder = builder.component(name("A"), a).component(name("B"), b);
        Case { contract: builder.finish().expect("references resolve"), schema }
    })
}

fn name(text: &str) -> driftline_contract::ComponentId {
    text.parse().expect("a name")
}

fn leaf() -> impl Strategy<Value = Schema> {
    prop_oneof![
        3 => text(), 2 => integer(), 1 => Just(Schema::of(Type::Boolean)), 2 => listed(), 1 => Just(Schema::default()),
        1 => Just(Schema::of(Type::Object)),
        2 => select(vec!["A", "B"]).prop_map(|id| Schema::reference(name(id))),
    ]
}

fn schema() -> impl Strategy<Value = Schema> {
    leaf().prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            4 => object(inner.clone()),
            2 => (inner.clone(), option::of(0_u64..3), option::of(3_u64..5)).prop_map(|(items, min_items, max_items)| {
                let min_items = min_items.filter(|_| items.references().is_empty());
                Schema { min_items, max_items, ..Schema::array(items) }
            }),
            1 => inner.clone().prop_map(|values| {
                Schema { additional_properties: Some(Box::new(values)), ..Schema::of(Type::Object) }
            }),
            1 => inner.clone().prop_map(nullable),
            1 => (object(inner.clone()), object(inner.clone())).prop_map(|(left, right)| all_of(left, right)),
            1 => (object(inner.clone()), object(inner)).prop_map(|(left, right)| kinds(left, right)),
            1 => (text(), integer()).prop_map(|(a, b)| Schema { any_of: vec![a, b], ..Schema::default() }),
        ]
    })
}

fn text() -> impl Strategy<Value = Schema> {
    let pattern = option::weighted(0.2, select(vec!["^[a-z]{1,9}$", "[0-9]", r"^\w+-\d+$"]).prop_map(str::to_owned));
    let formats = select(vec!["uuid", "date-time", "date", "ipv4", "email", "hostname", "password"]);
    let format = option::weighted(0.3, formats.prop_map(str::to_owned));
    (pattern, format, option::weighted(0.3, 0_u64..4), option::weighted(0.3, 4_u64..30)).prop_map(
        |(pattern, format, min_length, max_length)| {
            let format = format.filter(|_| pattern.is_none());
            let max_length = max_length.filter(|_| format.is_none());
            Schema { pattern, format, min_length, max_length, ..Schema::of(Type::String) }
        },
    )
}

fn integer() -> impl Strategy<Value = Schema> {
    (option::of(-50_i64..50), option::of(50_i64..300), any::<bool>()).prop_map(|(low, high, exclusive)| {
        let (low, high) = (low.map(Number::from), high.map(Number::from));
        let schema = Schema::of(Type::Integer);
        if exclusive {
            Schema { exclusive_minimum: low, exclusive_maximum: high, ..schema }
        } else {
            Schema { minimum: low, maximum: high, ..schema }
        }
    })
}

fn listed() -> impl Strategy<Value = Schema> {
    vec("[A-Z]{1,6}", 1..5).prop_map(|mut values| {
        values.sort();
        values.dedup();
        Schema { enumeration: Some(values.into_iter().map(Value::from).collect()), ..Schema::of(Type::String) }
    })
}

fn object(inner: BoxedStrategy<Schema>) -> BoxedStrategy<Schema> {
    let names = select(vec!["id", "status", "lease", "a/b", "m~n", "size"]);
    let more = option::weighted(0.1, select(vec![Schema::of(Type::String), Schema::never(), Schema::default()]));
    let members = vec((names, inner, any::<bool>()), 0..5);
    (members, more)
        .prop_map(|(members, more)| {
            let mut schema = Schema { additional_properties: more.map(Box::new), ..Schema::of(Type::Object) };
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
        .boxed()
}

fn nullable(mut schema: Schema) -> Schema {
    if !schema.types.is_empty() && schema.enumeration.is_none() {
        schema.types.push(Type::Null);
    }
    schema
}

fn all_of(left: Schema, mut right: Schema) -> Schema {
    // Properties under other names, for two schemas of one value seldom agree.
    right.properties = right.properties.into_iter().map(|(name, schema)| (format!("r_{name}"), schema)).collect();
    right.required = right.required.into_iter().map(|name| format!("r_{name}")).collect();
    let open = |schema| Schema { additional_properties: None, ..schema };
    Schema { all_of: vec![open(left), open(right)], ..Schema::default() }
}

/// Two alternatives that a constant tells apart.
fn kinds(left: Schema, right: Schema) -> Schema {
    let kind = |schema: Schema, word: &str| {
        let constant = Schema { constant: Some(Value::from(word)), ..Schema::default() };
        let mut schema = schema.property("kind", constant);
        schema.required.insert("kind".to_owned());
        schema
    };
    Schema { one_of: vec![kind(left, "left"), kind(right, "right")], ..Schema::default() }
}
