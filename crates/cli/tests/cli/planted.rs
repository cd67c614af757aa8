//! For each rule about exchanges one planted mutation of the page's example response: that rule alone is reported.

use crate::support::{check, driftline_with, text};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write, fs};

/// A rule, what is done to the exchange, and the pointer that the finding must have.
struct Plant {
    rule: &'static str,
    mutate: fn(&mut Value),
    instance: Option<&'static str>,
}

const fn plant(rule: &'static str, instance: Option<&'static str>, mutate: fn(&mut Value)) -> Plant {
    Plant { rule, mutate, instance }
}

const PLANTS: &[Plant] = &[
    plant("body-not-json", Some(""), |x| x["response"]["body"] = json!("<html>busy</html>")),
    plant("type-mismatch", Some("/lease/enable"), |x| body(x)["lease"]["enable"] = json!("yes")),
    plant("number-as-string", Some("/volume/capacity"), |x| body(x)["volume"] = json!({"capacity": "50"})),
    plant("string-as-number", Some("/image/name"), |x| body(x)["image"]["name"] = json!(7)),
    plant("empty-string-for-object", Some("/lease"), |x| body(x)["lease"] = json!("")),
    plant("variant-mismatch", Some("/planter"), |x| body(x)["planter"] = json!(true)),
    plant("enum-case-differs", Some("/status"), |x| body(x)["status"] = json!("running")),
    plant("integer-overflow", Some("/grown"), |x| body(x)["grown"] = json!(1_790_000_000_000_i64)),
    plant("number-lossy", Some("/weight"), |x| body(x)["weight"] = json!(9_007_199_254_740_993_i64)),
    plant("body-missing", None, |x| drop(object(&mut x["response"]).remove("body"))),
    plant("body-unexpected", None, |x| x["response"]["status"] = json!(202)),
    plant("missing-header", None, |x| drop(object(&mut x["response"]["headers"]).remove("x-total"))),
    plant("header-type-mismatch", None, |x| x["response"]["headers"]["x-total"] = json!("many")),
    plant("missing-parameter", None, |x| x["request"]["url"] = json!("/v1/p1/notebooks/n1?limit=5")),
    plant("parameter-type-mismatch", None, |x| x["request"]["url"] = json!("/v1/p1/notebooks/n1?kind=a&limit=few")),
    plant("undocumented-parameter", None, |x| x["request"]["url"] = json!("/v1/p1/notebooks/n1?kind=a&limits=5")),
    plant("undocumented-header", None, |x| x["request"]["headers"] = json!({"X-Colour": "red"})),
    plant("missing-request-body", None, |x| {
        x["request"] = json!({"method": "POST", "url": "/v1/p1/notebooks"});
        x["response"] = json!({"status": 201});
    }),
    plant("missing-property", Some(""), |x| drop(object(body(x)).remove("id"))),
    plant("null-undocumented", Some("/url"), |x| body(x)["url"] = Value::Null),
    plant("undocumented-property", Some("/image/colour"), |x| body(x)["image"]["colour"] = json!("red")),
    plant("undocumented-enum-value", Some("/status"), |x| body(x)["status"] = json!("HIBERNATING")),
    plant("value-out-of-range", Some("/volume/capacity"), |x| body(x)["volume"] = json!({"capacity": 4097})),
    plant("length-out-of-range", Some("/image/description"), |x| {
        body(x)["image"]["description"] = json!("d".repeat(513));
    }),
    plant("item-count-out-of-range", Some("/endpoints"), |x| body(x)["endpoints"] = json!([])),
    plant("pattern-mismatch", Some("/name"), |x| body(x)["name"] = json!("a b")),
    plant("format-mismatch", Some("/image/id"), |x| body(x)["image"]["id"] = json!("no-uuid")),
    plant("undocumented-status", None, |x| x["response"]["status"] = json!(418)),
    plant("undocumented-media-type", Some(""), |x| x["response"]["headers"]["content-type"] = json!("text/plain")),
    plant("operation-ambiguous", None, |x| {
        x["request"]["url"] = json!("/v1/p1/lamps/n1");
        x["response"] = json!({"status": 200});
    }),
    plant("undocumented-operation", None, |x| x["request"]["url"] = json!("/v1/p1/pools/x1")),
    plant("exchange-unreadable", None, |x| drop(object(&mut x["request"]).remove("method"))),
    plant("stub-indefinite", None, |x| x["request"] = json!({"method": "GET", "urlPattern": "/v1/.*"})),
];

fn body(exchange: &mut Value) -> &mut Value {
    &mut exchange["response"]["body"]
}

fn object(value: &mut Value) -> &mut serde_json::Map<String, Value> {
    value.as_object_mut().expect("an object")
}

/// The committed contract, with what the page does not state: constraints, parameters, a header, a response without a
/// body, and a call with one.
fn contract() -> Value {
    let path = driftline_corpus::workspace().join("spec/modelarts.openapi.json");
    let mut contract: Value = serde_json::from_str(&fs::read_to_string(path).expect("the contract")).expect("JSON");
    let at = "/paths/~1v1~1{project_id}~1notebooks~1{id}/get/responses/200/content/application~1json";
    let schema = contract.pointer_mut(&format!("{at}/schema")).expect("the body");
    schema["required"] = json!(["id"]);
    schema["properties"]["endpoints"]["minItems"] = json!(1);
    schema["properties"]["name"]["pattern"] = json!("^[a-z_-]+$");
    schema["properties"]["grown"] = json!({"type": "integer", "format": "int32"});
    schema["properties"]["weight"] = json!({"type": "number"});
    schema["properties"]["planter"] =
        json!({"oneOf": [{"type": "string"}, {"type": "object", "properties": {"name": {"type": "string"}}}]});
    let call = &mut contract["paths"]["/v1/{project_id}/notebooks/{id}"]["get"];
    call["responses"]["200"]["headers"] = json!({"X-Total": {"required": true, "schema": {"type": "integer"}}});
    call["responses"]["202"] = json!({"description": "Later"});
    call["parameters"].as_array_mut().expect("a list").extend([
        json!({"name": "kind", "in": "query", "required": true, "schema": {"type": "string"}}),
        json!({"name": "limit", "in": "query", "schema": {"type": "integer"}}),
    ]);
    for (name, path) in [("ShowLamp", "/v1/{project_id}/lamps/{id}"), ("FindLamp", "/v1/{project_id}/lamps/{name}")] {
        contract["paths"][path]["get"] = json!({"operationId": name, "responses": {"200": {"description": "Lamp"}}});
    }
    contract["paths"]["/v1/{project_id}/notebooks"]["post"] = json!({
        "operationId": "PlantNotebook",
        "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object"}}}},
        "responses": {"201": {"description": "Planted"}},
    });
    contract
}

/// The contract that the exchanges are judged by, an exchange that conforms, and for each plant its rule and the exchange
/// with it.
pub(crate) fn planted() -> (Value, Value, Vec<(&'static str, Value)>) {
    let contract = contract();
    let at = "/paths/~1v1~1{project_id}~1notebooks~1{id}/get/responses/200/content/application~1json/examples";
    let example = contract.pointer(&format!("{at}/example/value")).expect("the page's example").clone();
    let conforming = json!({
        "request": {"method": "GET", "url": "https://api.example.com/v1/p1/notebooks/n1?kind=a&limit=5"},
        "response": {
            "status": 200,
            "headers": {"content-type": "application/json", "x-total": "1"},
            "body": example,
        },
    });
    let with = |plant: &Plant| {
        let mut exchange = conforming.clone();
        (plant.mutate)(&mut exchange);
        (plant.rule, exchange)
    };
    let exchanges = PLANTS.iter().map(with).collect();
    (contract, conforming, exchanges)
}

#[test]
fn each_rule_is_reported_alone_where_its_mutation_was_planted() {
    let (contract, conforming, exchanges) = planted();
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("contract.json");
    fs::write(&spec, contract.to_string()).expect("written");
    let findings = |exchange: &Value| -> Vec<Value> {
        let arguments = ["validate", "-", "--spec", &text(&spec), "--format", "json", "--quiet"];
        let ran = driftline_with(&arguments, &exchange.to_string(), &[]);
        let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
        report["findings"].as_array().expect("a list").clone()
    };
    assert_eq!(findings(&conforming), [] as [Value; 0]);
    let mut shown = String::new();
    for (Plant { rule, instance, .. }, (_, exchange)) in PLANTS.iter().zip(&exchanges) {
        let found = findings(exchange);
        let rules: Vec<_> = found.iter().map(|finding| finding["rule"].as_str().expect("a rule")).collect();
        assert_eq!(rules, [*rule], "{found:#?}");
        assert_eq!(found[0]["instance"].as_str(), *instance, "{rule}");
        let spec = found[0]["spec"].as_str().unwrap_or("-");
        assert!(spec == "-" || contract.pointer(spec).is_some(), "{spec} does not resolve");
        let place = instance.map_or("-", |at| if at.is_empty() { "(body)" } else { at });
        writeln!(shown, "{rule} {place}: {}", found[0]["message"].as_str().expect("a message"))
            .expect("a string takes it");
    }
    check("planted", &shown);
}

#[test]
fn no_rule_is_left_without_a_planted_mutation() {
    // What no tree can hold is planted in the text, below.
    let planted: BTreeSet<&str> =
        PLANTS.iter().map(|plant| plant.rule).chain(["duplicate-key", "invalid-utf8"]).collect();
    let listed = driftline_with(&["explain"], "", &[]).stdout;
    let exchange_rules = listed.split("\n\n").next().expect("a list").lines().skip(1);
    let known: BTreeSet<&str> = exchange_rules.filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(planted, known);
}

#[test]
fn a_name_that_stands_twice_in_a_body_is_reported_alone_however_the_body_is_held() {
    let (contract, conforming, _) = planted();
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("contract.json");
    fs::write(&spec, contract.to_string()).expect("written");
    let inline = conforming.to_string().replacen("\"lease\":{", "\"lease\":{\"enable\":false,", 1);
    let body = conforming["response"]["body"].to_string();
    let doubled = body.replacen("\"lease\":{", "\"lease\":{\"enable\":false,", 1);
    assert_ne!(doubled, body);
    let mut held = conforming;
    held["response"]["body"] = json!(doubled);
    for exchange in [inline, held.to_string()] {
        let arguments = ["validate", "-", "--spec", &text(&spec), "--format", "json", "--quiet"];
        let ran = driftline_with(&arguments, &exchange, &[]);
        let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
        let found = report["findings"].as_array().expect("a list");
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!((&found[0]["rule"], &found[0]["instance"]), (&json!("duplicate-key"), &json!("/lease/enable")));
    }
}

#[test]
fn a_number_that_a_double_does_not_keep_is_found_where_it_stands_however_the_body_is_held() {
    let (contract, conforming, _) = planted();
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("contract.json");
    fs::write(&spec, contract.to_string()).expect("written");
    let inline = conforming.to_string().replacen("\"lease\":{", "\"weight\":3.14159265358979323846,\"lease\":{", 1);
    let body = conforming["response"]["body"].to_string();
    let mut held = conforming;
    held["response"]["body"] = json!(body.replacen('{', "{\"weight\":3.14159265358979323846,", 1));
    let har = json!({"log": {"version": "1.2", "entries": [{
        "request": {"method": "GET", "url": held["request"]["url"]},
        "response": {"status": 200, "headers": [{"name": "x-total", "value": "1"}],
                     "content": {"mimeType": "application/json", "text": held["response"]["body"]}},
    }]}});
    for capture in [inline, held.to_string(), har.to_string()] {
        let arguments = ["validate", "-", "--spec", &text(&spec), "--format", "json", "--quiet"];
        let ran = driftline_with(&arguments, &capture, &[]);
        let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
        let found = report["findings"].as_array().expect("a list");
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!((&found[0]["rule"], &found[0]["instance"]), (&json!("number-lossy"), &json!("/weight")));
        let column = capture.find("3.14159").expect("the number") + 1;
        assert_eq!(found[0]["location"]["column"], json!(column));
    }
}

#[test]
fn a_body_that_is_not_utf8_is_reported_alone_and_what_can_be_read_of_it_is_judged() {
    let (contract, conforming, _) = planted();
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("contract.json");
    fs::write(&spec, contract.to_string()).expect("written");
    let mut body = conforming["response"]["body"].clone();
    body["description"] = json!("a GARBLED text");
    let mut inline = conforming.clone();
    inline["response"]["body"] = body.clone();
    let mut held = conforming.clone();
    held["response"]["body"] = json!(body.to_string());
    // Base64 of `{"id": "a?"}` and `{"id": "a?", "status": "HIBERNATING"}`, with the byte 0xff for `?`.
    let har = |base64: &str| {
        json!({"log": {"version": "1.2", "entries": [{
            "request": {"method": "GET", "url": conforming["request"]["url"]},
            "response": {"status": 200, "headers": [{"name": "x-total", "value": "1"}],
                         "content": {"mimeType": "application/json", "encoding": "base64", "text": base64}},
        }]}})
    };
    let findings = |capture: &Value| -> Vec<(Value, Value)> {
        let file = folder.path().join("capture");
        let bytes = capture.to_string();
        let bytes = bytes.split("GARBLED").map(str::as_bytes).collect::<Vec<_>>().join(&0xE4);
        fs::write(&file, bytes).expect("written");
        let arguments = ["validate", &text(&file), "--spec", &text(&spec), "--format", "json", "--quiet"];
        let report: Value = serde_json::from_str(&driftline_with(&arguments, "", &[]).stdout).expect("a report");
        let found = report["findings"].as_array().expect("a list").iter();
        found.map(|finding| (finding["rule"].clone(), finding["instance"].clone())).collect()
    };
    let alone = (json!("invalid-utf8"), json!(""));
    for capture in [inline, held, har("eyJpZCI6ICJh/yJ9")] {
        assert_eq!(findings(&capture), std::slice::from_ref(&alone), "{capture}");
    }
    let found = findings(&har("eyJpZCI6ICJh/yIsICJzdGF0dXMiOiAiSElCRVJOQVRJTkcifQ=="));
    assert_eq!(found, [alone, (json!("undocumented-enum-value"), json!("/status"))]);
}
