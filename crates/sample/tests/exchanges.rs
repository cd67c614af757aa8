//! Whole exchanges: what is required is always there, and what travels is what the contract describes.

#![allow(clippy::unwrap_used, reason = "the contract here is written by hand; a slip is to be loud")]

use driftline_contract::{Contract, Operation};
use driftline_sample::{SampledContent, SampledExchange, exchanges, seeded_exchange};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn contract() -> Contract {
    let parameter = |name: &str, location: &str, required: bool, schema: Value| json!({"name": name, "in": location, "required": required, "schema": schema});
    let id = || parameter("id", "path", true, json!({"type": "string", "maxLength": 1}));
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://example.com/base"}],
        "paths": {
            "/things/{id}": {"post": {
                "operationId": "Change",
                "parameters": [
                    id(),
                    parameter("limit", "query", true, json!({"type": "integer"})),
                    parameter("a", "query", false, json!({"type": "object"})),
                    parameter("Accept", "header", true, json!({"enum": ["nothing"]})),
                    parameter("session", "cookie", true, json!({"type": "string"})),
                ],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "string"}}}},
                "responses": {
                    "200": {
                        "description": "OK",
                        "headers": {"X-Total": {"required": true, "schema": {"type": "integer"}}},
                        "content": {"application/json": {"schema": {"type": "object"}}, "text/csv": {}},
                    },
                    "2XX": {"description": "Later"},
                    "default": {"description": "Error", "content": {"*/*": {"schema": {"type": "boolean"}}}},
                },
            }},
            "/things/a": {"post": {"operationId": "A", "responses": {"204": {"description": "Nothing"}}}},
        },
    });
    Contract::read("t.json", &text.to_string()).unwrap()
}

fn drawn(contract: &Contract) -> Vec<SampledExchange> {
    let strategy = exchanges(contract, change(contract)).unwrap();
    let mut runner = TestRunner::deterministic();
    (0..400).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

fn change(contract: &Contract) -> &Operation {
    contract.operation("Change").unwrap()
}

#[test]
fn what_is_required_is_always_sent_and_what_belongs_elsewhere_never() {
    for exchange in drawn(&contract()) {
        let url = exchange.url();
        assert!(url.starts_with("/things/") || url.starts_with("/base/things/"), "{url}");
        assert!(url.contains("?limit=") && !url.contains("/things/a?"), "{url}");
        let names: Vec<String> = exchange.headers().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Cookie"]);
        assert!(matches!(exchange.request.unwrap().content, SampledContent::Json(Value::String(_))));
    }
}

#[test]
fn every_status_and_media_type_is_drawn_as_it_is_described() {
    let mut met = BTreeSet::new();
    for exchange in drawn(&contract()) {
        let media = exchange.response.as_ref().map(|body| body.media_type.clone()).unwrap_or_default();
        let total = exchange.response_headers.iter().any(|(name, _)| name == "X-Total");
        assert_eq!(total, exchange.status == 200, "{exchange:?}");
        met.insert((exchange.status / 100 * 100, media));
    }
    for expected in [(200, "application/json"), (200, "text/csv"), (200, ""), (400, "application/json")] {
        assert!(met.contains(&(expected.0, expected.1.to_owned())), "{expected:?} in {met:?}");
    }
}

#[test]
fn a_seed_gives_the_same_exchange_again() {
    let contract = contract();
    let one = |seed| seeded_exchange(&contract, change(&contract), seed).unwrap();
    assert_eq!(one(3), one(3));
    assert_ne!(one(3), one(4));
}
