//! What the judge says of bodies under every keyword.

mod support;

use driftline_capture::{Body, BodySource, Exchange, Headers, Record, Request, Response, Target};
use driftline_contract::{
    Contract, ContractBuilder, Media, Method, Operation, Prose, Response as Described, Schema, Status,
};
use driftline_finding::{Finding, Pointer, Position};
use driftline_validate::{CompileError, Judge};
use serde_json::{Map, Value, json};
use support::of_capture;

const SCHEMA: &str = "/paths/~1x/get/responses/200/content/application~1json/schema";

fn contract(schema: &Value, components: &Value) -> Contract {
    let content = json!({"application/json": {"schema": schema}});
    let responses = json!({"200": {"description": "OK", "content": content}});
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/x": {"get": {"operationId": "X", "responses": responses}}},
        "components": {"schemas": components},
    });
    Contract::read("t.json", &text.to_string()).expect("OpenAPI")
}

fn exchange(body: &Value) -> Exchange {
    let headers: Headers = [("Content-Type", "application/json")].into_iter().collect();
    Exchange {
        request: Request {
            target: Target::Operation("X".into()),
            headers: Headers::default(),
            body: Body::Absent,
            partial_query: false,
        },
        response: Some(Response {
            status: 200,
            headers,
            body: Body::Json(body.clone(), BodySource::Inline(Pointer::ROOT)),
        }),
        record: Record::new("x", body.to_string().into_bytes(), Position { line: 1, column: 1 }),
    }
}

fn findings(schema: &Value, components: &Value, body: &Value) -> Vec<Finding> {
    let contract = contract(schema, components);
    let openapi = contract.to_openapi(Prose::Keep);
    let judge = Judge::new(vec![contract]).expect("a contract without foreign references");
    let findings = judge.judge(&exchange(body)).expect("schemas that compile").findings;
    for finding in &findings {
        let pointer = finding.contract.as_ref().expect("a pointer");
        assert!(openapi.pointer(pointer.as_str()).is_some(), "{pointer} does not resolve");
    }
    findings
}

/// Each finding as `rule instance`.
fn said_with(schema: &Value, components: &Value, body: &Value) -> Vec<String> {
    let all = findings(schema, components, body);
    all.iter().map(|f| format!("{} {}", f.rule.id, f.instance.as_ref().expect("a pointer"))).collect()
}

fn said(schema: &Value, body: &Value) -> Vec<String> {
    said_with(schema, &json!({}), body)
}

#[test]
fn every_keyword_has_its_rule() {
    let object = |more: Value| {
        let mut schema = json!({"type": "object", "properties": {"a": {}, "b": {}}});
        schema.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        schema
    };
    for (schema, body, expected) in [
        (json!({"type": ["string", "null"]}), json!(true), "type-mismatch "),
        (json!({"type": ["string", "null"]}), json!(1), "string-as-number "),
        (json!({"type": ["number", "null"]}), json!("1.5"), "number-as-string "),
        (json!({"type": ["array", "null"]}), json!(""), "empty-string-for-object "),
        (json!({"enum": ["a", "B"]}), json!("b"), "enum-case-differs "),
        (json!({"type": "integer", "format": "int64"}), json!(u64::MAX), "integer-overflow "),
        (json!({"oneOf": [{"minimum": 1}, {"maximum": 5}]}), json!(3), "variant-mismatch "),
        (json!({"type": "integer"}), json!(1.5), "type-mismatch "),
        (json!({"const": "a"}), json!("b"), "undocumented-enum-value "),
        (json!({"enum": [1, 2]}), json!(3), "undocumented-enum-value "),
        (json!({"enum": [1, 2]}), json!(null), "null-undocumented "),
        (json!({"exclusiveMinimum": 1}), json!(1), "value-out-of-range "),
        (json!({"exclusiveMaximum": 1}), json!(1), "value-out-of-range "),
        (json!({"multipleOf": 5}), json!(7), "value-out-of-range "),
        (json!({"not": {"const": 7}}), json!(7), "value-out-of-range "),
        (json!({"not": {}}), json!(7), "type-mismatch "),
        (json!({"uniqueItems": true}), json!([1, 1]), "item-count-out-of-range "),
        (json!({"minItems": 2}), json!([1]), "item-count-out-of-range "),
        (json!({"contains": {"const": 2}}), json!([1]), "item-count-out-of-range "),
        (json!({"prefixItems": [{}], "items": {"not": {}}}), json!([1, 2]), "type-mismatch /1"),
        (json!({"prefixItems": [{}], "unevaluatedItems": false}), json!([1, 2]), "item-count-out-of-range "),
        (object(json!({"minProperties": 2})), json!({"a": 1}), "item-count-out-of-range "),
        (object(json!({"maxProperties": 1})), json!({"a": 1, "b": 2}), "item-count-out-of-range "),
        (object(json!({"dependentRequired": {"a": ["b"]}})), json!({"a": 1}), "missing-property "),
        (object(json!({"required": ["c"]})), json!({"a": 1}), "missing-property "),
        (object(json!({"additionalProperties": false})), json!({"c": 1}), "undocumented-property /c"),
        (object(json!({"unevaluatedProperties": false})), json!({"c": 1}), "undocumented-property /c"),
        (object(json!({"properties": {"a": {"not": {}}}})), json!({"a": 1}), "undocumented-property /a"),
        (
            json!({"additionalProperties": {}, "propertyNames": {"maxLength": 1}}),
            json!({"cc": 1}),
            "undocumented-property /cc",
        ),
        (json!({"format": "ipv4"}), json!("300.1.1.1"), "format-mismatch "),
    ] {
        assert_eq!(said(&schema, &body), [expected], "{schema} {body}");
    }
}

#[test]
fn a_format_that_nobody_knows_is_not_judged() {
    assert!(said(&json!({"type": "integer", "format": "int32"}), &json!(5)).is_empty());
    assert!(said(&json!({"type": "string", "format": "colour"}), &json!("x")).is_empty());
}

#[test]
fn a_number_beyond_its_bound_and_its_bits_is_said_once() {
    let schema = json!({"type": "integer", "format": "int32", "maximum": i32::MAX});
    assert_eq!(said(&schema, &json!(i64::from(i32::MAX) + 1)), ["value-out-of-range "]);
    let wider = json!({"type": "integer", "format": "int32", "maximum": u64::MAX});
    assert_eq!(said(&wider, &json!(i64::from(i32::MAX) + 1)), ["integer-overflow "]);
}

#[test]
fn where_the_type_is_wrong_nothing_else_about_the_value_is_said() {
    let schema = json!({"type": "string", "enum": ["a"], "maxLength": 1, "not": {"type": "integer"}});
    assert_eq!(said(&schema, &json!(7)), ["string-as-number "]);
    assert_eq!(said(&schema, &json!(true)), ["type-mismatch "]);
    assert_eq!(said(&schema, &json!(null)), ["null-undocumented "]);
}

#[test]
fn what_two_parts_of_all_of_say_alike_is_said_once() {
    let schema = json!({"allOf": [{"maxLength": 3}, {"maxLength": 4}, {"type": "string"}]});
    assert_eq!(said(&schema, &json!("12345")), ["length-out-of-range "]);
}

#[test]
fn two_missing_properties_are_two_findings_with_two_fingerprints() {
    let all = findings(&json!({"required": ["a", "b"]}), &json!({}), &json!({}));
    assert_eq!(all.len(), 2);
    assert_ne!(all[0].fingerprint(), all[1].fingerprint());
}

#[test]
fn undocumented_properties_are_found_at_any_depth_and_reported_once_at_the_top() {
    let node = json!({"Node": {"type": "object", "properties": {
        "id": {"type": "integer"}, "next": {"$ref": "#/components/schemas/Node"},
        "all": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
        "by_name": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Node"}},
    }}});
    let body = json!({"id": 1, "next": {"next": {"x": {"y": 1}}}, "all": [{}, {"x": 1}], "by_name": {"k": {"x": 1}}});
    let all = findings(&json!({"$ref": "#/components/schemas/Node"}), &node, &body);
    let said: Vec<_> =
        all.iter().map(|f| (f.instance.as_ref().unwrap().as_str(), f.field.as_ref().unwrap().as_str())).collect();
    assert_eq!(said, [("/next/next/x", "/next/next/x"), ("/all/1/x", "/all/*/x"), ("/by_name/k/x", "/by_name/*/x")]);
    assert!(all.iter().all(|f| f.contract.as_ref().unwrap().as_str() == "/components/schemas/Node"));
}

#[test]
fn all_of_describes_the_union_of_its_parts() {
    let schema = json!({
        "allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"b": {}}}], "properties": {"c": {}}
    });
    let base = json!({"Base": {"properties": {"a": {}}}});
    assert!(said_with(&schema, &base, &json!({"a": 1, "b": 1, "c": 1})).is_empty());
    assert_eq!(said_with(&schema, &base, &json!({"a": 1, "d": 1})), ["undocumented-property /d"]);
}

#[test]
fn only_the_branch_that_fits_describes() {
    let schema = json!({"oneOf": [
        {"properties": {"kind": {"const": "disk"}, "size": {}}, "required": ["kind"]},
        {"properties": {"kind": {"const": "net"}, "speed": {}}, "required": ["kind"]},
    ]});
    assert!(said(&schema, &json!({"kind": "net", "speed": 1})).is_empty());
    assert_eq!(said(&schema, &json!({"kind": "net", "size": 1})), ["undocumented-property /size"]);
}

#[test]
fn a_value_that_no_branch_takes_is_explained_by_the_nearest() {
    let schema = json!({"oneOf": [
        {"type": "string"},
        {"type": "object", "properties": {"kind": {"const": "disk"}, "size": {"type": "integer"}}, "required": ["kind"]},
        {"type": "object", "properties": {"kind": {"const": "net"}, "speed": {"type": "integer"}}, "required": ["kind"]},
    ]});
    let all = findings(&schema, &json!({}), &json!({"kind": "net", "speed": "fast"}));
    assert_eq!(all.len(), 1, "{all:?}");
    let reason = "of 3 alternatives, number 3 is nearest: it lacks least";
    assert_eq!(all[0].message, format!("expected integer, got string \"fast\"; {reason}"));
    assert_eq!(all[0].contract.as_ref().unwrap().as_str(), format!("{SCHEMA}/oneOf/2/properties/speed/type"));
    assert_eq!(said(&schema, &json!(7)), ["variant-mismatch "]);
    let nullable = json!({"anyOf": [{"type": "string"}, {"type": "integer"}]});
    assert_eq!(said(&nullable, &json!(null)), ["null-undocumented "]);
}

#[test]
fn an_object_of_which_no_branch_describes_a_member_is_none_of_them() {
    let branch = |name: &str| json!({"type": "object", "properties": {name: {}}, "required": [name]});
    let schema = json!({"oneOf": [branch("start"), branch("stop")], "properties": {"note": {}}});
    let all = findings(&schema, &json!({}), &json!({"pause": null, "why": 1}));
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].rule.id.as_str(), "variant-mismatch");
    assert_eq!(all[0].message, "none of the 2 documented alternatives describes `pause`, `why`");
    assert_eq!(all[0].contract.as_ref().unwrap().as_str(), format!("{SCHEMA}/oneOf"));
    let many = json!({"a": 1, "b": 1, "c": 1, "d": 1});
    assert!(findings(&schema, &json!({}), &many)[0].message.ends_with("describes `a`, `b`, `c` or 1 more"));
    // What has a member of one, or none at all, is held against the nearest.
    assert_eq!(said(&schema, &json!({"note": 1})), ["missing-property "]);
    assert_eq!(said(&schema, &json!({})), ["missing-property "]);
    let branch = |name: &str| json!({"type": "object", "properties": {name: {}, "when": {}}, "required": [name]});
    let schema = json!({"anyOf": [branch("start"), branch("stop")]});
    let all = findings(&schema, &json!({}), &json!({"when": 1, "pause": 1}));
    let messages: Vec<_> = all.iter().map(|finding| finding.message.as_str()).collect();
    let reason = "of 2 alternatives, number 1 is nearest: the first of those that lack alike";
    assert_eq!(messages[0], format!("the required property `start` is missing; {reason}"));
    assert_eq!(messages.len(), 2, "{messages:?}");
}

#[test]
fn an_open_object_and_an_explicitly_open_one_describe_everything() {
    for schema in [
        json!({"type": "object"}),
        json!(true),
        json!({"properties": {"a": {}}, "additionalProperties": true}),
        json!({"properties": {"a": {}}, "patternProperties": {"^x-": {}}}),
        json!({"properties": {"a": {}}, "unevaluatedProperties": true}),
        json!({"properties": {"a": {}}, "if": {"required": ["a"]}, "then": {"properties": {"x-b": {}}}}),
    ] {
        assert!(said(&schema, &json!({"a": 1, "x-b": {"c": 1}})).is_empty(), "{schema}");
    }
}

#[test]
fn a_closed_object_gives_one_finding_for_each_property() {
    let schema = json!({"properties": {"a": {}}, "additionalProperties": false});
    assert_eq!(
        said(&schema, &json!({"b": 1, "c": {"d": 1}})),
        ["undocumented-property /b", "undocumented-property /c"]
    );
}

#[test]
fn a_schema_that_only_refers_to_itself_ends() {
    let loops = json!({"A": {"$ref": "#/components/schemas/B"}, "B": {"allOf": [{"$ref": "#/components/schemas/A"}]}});
    let contract = contract(&json!({"$ref": "#/components/schemas/A"}), &loops);
    let judge = Judge::new(vec![contract]).unwrap();
    assert!(judge.judge(&exchange(&json!({"a": 1}))).is_ok());
}

#[test]
fn names_with_slashes_tildes_and_percent_signs_are_pointed_to() {
    let schema = json!({"properties": {"a/b~%41 ü": {"type": "string"}}});
    let all = findings(&schema, &json!({}), &json!({"a/b~%41 ü": 1}));
    assert_eq!(all[0].instance.as_ref().unwrap().as_str(), "/a~1b~0%41 ü");
    assert_eq!(all[0].contract.as_ref().unwrap().as_str(), format!("{SCHEMA}/properties/a~1b~0%41 ü/type"));
}

#[test]
fn a_pattern_that_cannot_be_compiled_is_an_error_of_the_contract_when_it_is_needed() {
    let contract = contract(&json!({"properties": {"a": {"pattern": "("}}}), &json!({}));
    let judge = Judge::new(vec![contract]).unwrap();
    let error = judge.judge(&exchange(&json!({"a": "x"}))).unwrap_err();
    let CompileError::Schema { operation, pointer, reason } = &error else { panic!("{error}") };
    assert_eq!((operation.as_str(), pointer.as_str()), ("X", &*format!("{SCHEMA}/properties/a/pattern")));
    assert!(!reason.is_empty());
}

#[test]
fn a_reference_out_of_the_contract_is_an_error_and_nothing_is_fetched() {
    let mut schema = Schema::default();
    schema.keywords.insert("$ref".to_owned(), json!("https://example.com/other.json"));
    let response = Described::new("OK").content("application/json", Media::new(schema));
    let operation = Operation::new("X", Method::Get, "/x").response(Status::Exact(200), response);
    let contract = ContractBuilder::new("t").operation(operation).finish().unwrap();
    let judged = Judge::new(vec![contract]).and_then(|judge| judge.judge(&exchange(&json!(1))).map(|_| ()));
    let error = judged.unwrap_err().to_string();
    assert!(error.contains("https://example.com/other.json"), "{error}");
}

#[test]
fn a_secret_is_described_in_the_message_and_not_shown() {
    let schema = json!({"properties": {"password": {"type": "integer"}, "note": {"maxLength": 3}}});
    let all = findings(&schema, &json!({}), &json!({"password": "hunter2", "note": "AKIA567890ABCDEFGHIJ"}));
    let messages: Vec<_> = all.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(
        messages,
        ["expected integer, got a string of 7 characters", "a string of 20 characters; the contract allows at most 3"]
    );
}

/// So many that a search for each, from the beginning of the body, would take minutes.
const VERY_MANY: usize = 20_000;

#[test]
fn a_body_with_very_many_faults_is_told_whole_and_in_its_order() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    let schema = json!({"type": "object", "properties": {"list": list}});
    let names = (0..VERY_MANY).map(|number| (format!("name{number}"), json!(number)));
    let mut body: Map<String, Value> = names.collect();
    body.insert("list".to_owned(), (0..VERY_MANY).collect());
    let body = Value::Object(body);
    let contract = contract(&schema, &json!({}));
    let judge = Judge::new(vec![contract]).expect("a contract without foreign references");
    let record = json!({
        "request": {"method": "GET", "url": "/x"},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body.to_string()},
    });
    for (form, text) in [("text", record.to_string()), ("json", record_with(&record, &body).to_string())] {
        let findings = of_capture(&judge, &text).concat();
        assert_eq!(findings.len(), 2 * VERY_MANY, "{form}");
        let columns = findings.iter().map(|finding| finding.place.as_ref().expect("a place").position);
        assert!(columns.is_sorted_by(|one, next| one < next), "{form}");
    }
    assert_eq!(judge.judge(&exchange(&body)).expect("schemas that compile").findings.len(), 2 * VERY_MANY);
}

#[test]
fn an_object_of_very_many_names_beside_alternatives_is_told_whole() {
    let named = |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}});
    let schema = json!({"type": "object", "properties": {"list": {
        "type": "array", "items": {"oneOf": [named("a"), {"type": "object", "required": ["b"], "properties": {"b": {}}}]},
    }}});
    let names = (0..VERY_MANY / 10).map(|number| (format!("name{number}"), json!(number)));
    let wide: Map<String, Value> = names.chain([("a".to_owned(), json!("x"))]).collect();
    let found = findings(&schema, &json!({}), &json!({"list": [wide]}));
    assert_eq!(found.len(), VERY_MANY / 10);
    let unlike: Vec<Value> = (0..VERY_MANY / 10).map(|number| json!({"c": number})).collect();
    let schema = json!({"type": "array", "items": {"oneOf": [named("a"), named("b")], "required": ["a"]}});
    assert!(findings(&schema, &json!({}), &unlike.into()).len() >= VERY_MANY / 10);
}

/// The record with its body as JSON.
fn record_with(record: &Value, body: &Value) -> Value {
    let mut record = record.clone();
    record["response"]["body"] = body.clone();
    record
}
