//! What of a contract is counted as observed.

use driftline_capture::{Body, BodySource, Exchange, Headers, ReadOptions, Record, Request, Response, Target};
use driftline_contract::Contract;
use driftline_finding::{
    Pointer, Position,
    coverage::{ContractCoverage, Kind, OperationCoverage, Seen},
};
use driftline_validate::{Coverage, Judge};
use serde_json::{Value, json};
use std::{fmt::Write, num::NonZeroUsize};

/// A contract with everything in it that a field can hide behind.
const THINGS: &str = r##"
openapi: 3.1.0
info: {title: things, version: "1"}
components:
  securitySchemes: {token: {type: apiKey, in: header, name: X-Token}}
  schemas:
    Thing:
      allOf:
        - {$ref: "#/components/schemas/Named"}
        - properties:
            state: {type: string, enum: [ready, failed, 3, null]}
            "a/b": {type: object, properties: {c: {type: integer}}}
            tags: {type: array, items: {type: string, enum: [red, blue]}}
            labels: {type: object, additionalProperties: {type: object, properties: {value: {}}}}
            secret: {type: string, writeOnly: true}
            never: false
            parts: {type: array, items: {$ref: "#/components/schemas/Thing"}}
            shape:
              oneOf:
                - {properties: {kind: {const: round}, radius: {}}}
                - {properties: {kind: {const: flat}, width: {}}}
    Named: {type: object, required: [id], properties: {id: {type: string}, made: {type: string, readOnly: true}}}
paths:
  /things/{id}:
    get:
      operationId: ShowThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: view, in: query, schema: {type: string, enum: [full, short]}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {from: {}, to: {}}}}
        - {name: X-Part, in: header, schema: {type: string}}
        - {name: X-Token, in: header, schema: {type: string}}
      responses:
        "200":
          description: OK
          content:
            application/json: {schema: {$ref: "#/components/schemas/Thing"}}
            application/xml: {schema: {$ref: "#/components/schemas/Thing"}}
        4XX: {description: Refused, content: {"*/*": {schema: {properties: {error: {}}}}}}
        default: {description: Else}
    put:
      operationId: PutThing
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      responses: {"204": {description: Done}}
  /others:
    get: {operationId: ListOthers, responses: {"200": {description: OK}}}
"##;

fn judge(text: &str) -> Judge {
    Judge::new(vec![Contract::read("t.yaml", text).expect("OpenAPI")]).expect("a contract without foreign references")
}

fn body(value: &Value) -> Body {
    Body::Json(value.clone(), BodySource::Inline(Pointer::ROOT))
}

fn call(method: &str, url: &str, sent: Body, status: u16, answered: Body) -> Exchange {
    let headers: Headers = [("Accept", "*/*")].into_iter().collect();
    Exchange {
        request: Request {
            target: Target::Call { method: method.into(), url: url.into() },
            headers,
            body: sent,
            partial_query: false,
        },
        response: Some(Response { status, headers: Headers::default(), body: answered }),
        record: Record::new("x", *b"{}", Position { line: 1, column: 1 }),
    }
}

fn show(url: &str, status: u16, answered: &Value) -> Exchange {
    call("GET", url, Body::Absent, status, body(answered))
}

fn count<'m>(judge: &'m Judge, exchanges: &[Exchange]) -> Coverage<'m> {
    let mut coverage = Coverage::new(judge.matcher());
    for exchange in exchanges {
        let matched = judge.matcher().find(exchange.view().target).expect("an operation");
        coverage.observe(&matched, exchange);
    }
    coverage
}

fn text(coverage: &ContractCoverage) -> String {
    let mut text = String::new();
    for operation in &coverage.operations {
        let _ = writeln!(text, "{}  {}  {}", operation.operation, operation.call, operation.exchanges);
        operation.statuses.iter().for_each(|known| {
            let _ = writeln!(text, "  status {}: {}", known.status, known.times);
        });
        write_parts(operation, &mut text);
    }
    let tally = coverage.tally();
    for kind in Kind::ALL {
        let share = tally.of(kind);
        let _ = writeln!(text, "{}: {} of {}", kind.plural(), share.observed, share.all);
    }
    let _ = writeln!(text, "{} %", coverage.percent());
    text
}

fn write_parts(operation: &OperationCoverage, text: &mut String) {
    let seen = |seen: Seen| format!("{} of {}", seen.times, seen.of);
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|one| (format!("{} {}: {}", one.location, one.name, seen(one.seen)), &one.inside));
    let bodies = operation.bodies.iter().map(|one| {
        let side = one.status.as_deref().unwrap_or("request");
        (format!("{side} {}: {}", one.media_type, one.times), &one.inside)
    });
    for (name, inside) in parameters.chain(bodies) {
        let _ = writeln!(text, "  {name}");
        for one in &inside.fields {
            let _ = writeln!(text, "    {}: {}", one.field, seen(one.seen));
        }
        for one in &inside.values {
            let _ = writeln!(text, "    {} = {}: {}", one.field, one.value, seen(one.seen));
        }
    }
}

fn check(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/validate");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn optional_and_never_seen_differ() {
    let judge = judge(THINGS);
    let first = json!({
        "id": "1", "state": "ready", "a/b": {}, "tags": ["red", "red", "green"], "labels": {"x": {"value": 1}, "y": {}},
        "parts": [{"id": "2", "state": "failed", "parts": [{"id": "3"}]}], "shape": {"kind": "flat", "width": 2},
    });
    let second = json!({"id": "2", "state": null, "secret": "x", "tags": [], "shape": 7});
    let coverage = count(
        &judge,
        &[
            show("/things/1?view=short&filter[to]=2", 200, &first),
            show("/v9/things/2", 200, &second),
            show("/things/3?view=full", 404, &json!({"error": 1})),
            call("PUT", "/things/3", body(&json!({"id": "3", "secret": "x"})), 204, Body::Absent),
        ],
    );
    check("coverage", &text(&coverage.results()));
}

#[test]
fn what_a_refused_request_sends_is_not_observed() {
    let judge = judge(THINGS);
    let put = |status| call("PUT", "/things/3", body(&json!({"id": "3"})), status, Body::Absent);
    let fields = |exchange: Exchange| count(&judge, &[exchange]).results().tally().of(Kind::Field).observed;
    assert_eq!([fields(put(400)), fields(put(204)), fields(put(500))], [0, 1, 1]);
}

#[test]
fn bodies_are_counted_whatever_they_are() {
    let judge = judge(THINGS);
    let mut odd = Vec::new();
    let text = |text: &str| Body::Text(text.to_owned(), BodySource::Inline(Pointer::ROOT));
    for answered in [text("{\"id\": 1}"), text("no JSON"), text(""), Body::Binary(3), Body::Absent] {
        odd.push(call("GET", "/things/1", Body::Absent, 200, answered));
    }
    let mut xml = call("GET", "/things/1", Body::Absent, 200, text("<id/>"));
    if let Some(answer) = &mut xml.response {
        answer.headers.push("Content-Type", "application/xml");
    }
    odd.push(xml);
    odd.push(Exchange { response: None, ..show("/things/1", 200, &Value::Null) });
    odd.push(show("/things/1", 200, &json!([{"id": 1}])));
    let results = count(&judge, &odd).results();
    let thing = &results.operations[1];
    assert_eq!((thing.operation.as_str(), thing.exchanges), ("ShowThing", 8));
    assert_eq!(thing.statuses[0].times, 7);
    let bodies: Vec<_> = thing.bodies.iter().map(|body| (body.media_type.as_str(), body.times)).collect();
    assert_eq!(bodies, [("application/json", 4), ("application/xml", 1), ("*/*", 0)]);
    assert_eq!(thing.bodies[0].inside.fields[0].seen, Seen { times: 1, of: 1 });
    assert!(thing.bodies[1].inside.fields.is_empty(), "nobody looks into XML");
}

#[test]
fn schemas_that_refer_to_one_another_in_all_directions_are_cut_where_they_are_deepest() {
    let names: Vec<String> = (0..12).map(|number| format!("C{number}")).collect();
    let reference = |name: &String| json!({"$ref": format!("#/components/schemas/{name}")});
    let properties: Value = names.iter().map(|name| (name.to_lowercase(), reference(name))).collect();
    let schemas: Value = names.iter().map(|name| (name.clone(), json!({"properties": properties}))).collect();
    let content = json!({"application/json": {"schema": reference(&names[0])}});
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "components": {"schemas": schemas},
        "paths": {"/x": {"get": {"operationId": "X", "responses": {"200": {"description": "OK", "content": content}}}}},
    });
    let judge = judge(&document.to_string());
    let results =
        count(&judge, &[call("GET", "/x", Body::Absent, 200, body(&json!({"c1": {"c2": {"c1": {"c3": {}}}}})))])
            .results();
    let inside = &results.operations[0].bodies[0].inside;
    assert!(inside.is_cut && inside.fields.len() == 4_095, "{}", inside.fields.len());
    let observed: Vec<_> =
        inside.fields.iter().filter(|one| one.seen.times > 0).map(|one| one.field.as_str()).collect();
    assert_eq!(observed, ["/c1", "/c1/c2", "/c1/c2/c1"], "a component is entered once on a way");
}

#[test]
fn the_results_are_in_the_order_of_the_contract_and_know_what_was_never_seen() {
    let judge = judge(THINGS);
    let results = Coverage::new(judge.matcher()).results();
    let names: Vec<_> = results.operations.iter().map(|one| one.operation.as_str()).collect();
    assert_eq!(names, ["ListOthers", "ShowThing", "PutThing"]);
    assert_eq!((results.tally().total().observed, results.percent().to_string().as_str()), (0, "0"));
    assert!(results.tally().of(Kind::Field).all > 20);
}

/// Records of all kinds: usual ones, which are seen on a tape, and those that have to be read: with a name twice, a body in a
/// string, a number that is too great, no exchange at all.
fn records() -> String {
    let bodies = [
        r#"{"id": "1", "state": "ready", "tags": ["red", "blue"], "parts": [{"id": "2"}]}"#,
        r#"{"\u0069d": "1", "id": "2", "state": null, "shape": {"kind": "flat", "kind": "round"}}"#,
        r#""{\"id\": \"1\", \"state\": 3.0, \"a/b\": {\"c\": 1}}""#,
        r#"{"id": "1", "state": 3, "labels": {"x": {"value": 1e400}, "y": {"value": 18446744073709551616}}}"#,
        r#""no JSON""#,
        r#"[{"id": 1}]"#,
        "null",
    ];
    let mut text = String::new();
    for number in 0..2_000 {
        let body = bodies[number % bodies.len()];
        let status = [200, 200, 404, 500, 204][number % 5];
        let padding = "x".repeat(1 + number % 300);
        let _ = writeln!(
            text,
            r#"{{"request": {{"method": "GET", "url": "/things/{padding}?view=full"}}, "response": {{"status": {status}, "body": {body}}}}}"#
        );
        let put = r#"{"request": {"method": "PUT", "url": "/things/1", "body": {"secret": "x"}}, "response": {"status": 204}}"#;
        text.push_str(if number % 3 == 0 { put } else { "no exchange" });
        text.push('\n');
    }
    text
}

#[test]
fn law_07_the_counts_depend_neither_on_threads_nor_on_how_a_body_is_held() {
    let judge = judge(THINGS);
    let text = records();
    let read = || ReadOptions::default().read("x.ndjson", text.as_bytes()).expect("a capture");
    let exchanges: Vec<Exchange> = read().filter_map(Result::ok).collect();
    let expected = count(&judge, &exchanges).results();
    assert!(expected.operations.iter().filter(|known| known.exchanges > 500).count() == 2, "{expected:?}");
    for threads in [1, 2, 5] {
        let mut coverage = Coverage::new(judge.matcher());
        let threads = NonZeroUsize::new(threads).expect("some");
        let mut handed = 0;
        judge.observe_capture(&mut read(), threads, &mut coverage, |_| handed += 1).expect("schemas that compile");
        assert_eq!(handed, 4_000);
        assert_eq!(coverage.results(), expected, "{threads} threads");
    }
}
