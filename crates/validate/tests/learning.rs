//! Law 12 for overlays: what was learnt from traffic makes that traffic conform, and nothing is left to learn.

mod support;

use driftline_capture::{Exchange, ReadOptions};
use driftline_contract::{OpenApiDocument, Overlay, json_text};
use driftline_finding::Redactor;
use driftline_sample::violations;
use driftline_validate::{Judge, Learner, Observed};
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::TestRunner,
};
use serde_json::{Value, json};
use std::num::NonZeroUsize;
use support::{case, exchange};

/// What is learnt from these exchanges, and what it makes of the document.
fn learn(document: &OpenApiDocument, exchanges: &[Exchange]) -> (Overlay, OpenApiDocument) {
    let mut learner = Learner::new(document, Redactor::default()).expect("a contract");
    loop {
        let mut observed = Observed::default();
        for half in exchanges.chunks(2) {
            let mut part = Observed::default();
            for exchange in half {
                learner.observe(exchange, &mut part).expect("schemas that compile");
            }
            observed.merge(part);
        }
        if !learner.learn(&observed).expect("actions that can be applied") {
            break;
        }
    }
    let overlay = learner.overlay(None).expect("an overlay");
    let mut changed = document.clone();
    changed.apply(&overlay).expect("it fits the document that it was learnt for");
    (overlay, changed)
}

/// The rules that the exchanges break.
fn broken(document: &OpenApiDocument, exchanges: &[Exchange]) -> Vec<String> {
    let judge = Judge::new(vec![document.contract().expect("a contract")]).expect("references resolve");
    let findings = exchanges.iter().flat_map(|exchange| judge.judge(exchange).expect("schemas that compile").findings);
    findings.map(|finding| format!("{} {:?} {}", finding.rule.id.as_str(), finding.contract, finding.message)).collect()
}

fn body() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        // Of greater ones somebody must say that they have 64 bits: `number-lossy` is not learnt away.
        (-(1_i64 << 53)..1 << 53).prop_map(Value::from),
        (-9_i64..9).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        select(vec!["left", "right", "AKCANARY0123456789XY"]).prop_map(Value::from),
    ];
    let names =
        select(vec!["id", "status", "lease", "a/b", "m~n", "size", "r_id", "kind", "it's", "AKCANARY0123456789XY"]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(names.clone(), inner, 0..6)
                .prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn law_12_an_overlay_learnt_from_any_bodies_makes_them_conform(case in case(), bodies in vec(body(), 1..6)) {
        let document = OpenApiDocument::parse("x.json", &case.contract.to_openapi_json()).expect("JSON");
        let exchanges: Vec<Exchange> = bodies.iter().map(exchange).collect();
        let (overlay, changed) = learn(&document, &exchanges);
        let left = broken(&changed, &exchanges);
        prop_assert!(left.is_empty(), "{:#?}\n{}\n{}", left, overlay.to_json(), json_text(changed.value()));
        let (again, _) = learn(&changed, &exchanges);
        prop_assert!(again.actions().is_empty(), "{}", again.to_json());
        prop_assert!(!overlay.to_json().contains("CANARY"), "{}", overlay.to_json());
        let reversed: Vec<Exchange> = bodies.iter().rev().map(exchange).collect();
        prop_assert_eq!(learn(&document, &reversed).0.to_json(), overlay.to_json());
    }

    #[test]
    fn law_12_an_overlay_learnt_from_one_breach_of_each_kind_makes_them_conform(case in case()) {
        let Ok(kinds) = violations(&case.contract, &case.schema) else { return Ok(()) };
        let mut runner = TestRunner::deterministic();
        let values: Vec<Value> =
            kinds.into_values().filter_map(|broken| Some(broken.new_tree(&mut runner).ok()?.current().value)).collect();
        let document = OpenApiDocument::parse("x.json", &case.contract.to_openapi_json()).expect("JSON");
        let exchanges: Vec<Exchange> = values.iter().map(exchange).collect();
        let (overlay, changed) = learn(&document, &exchanges);
        let left = broken(&changed, &exchanges);
        prop_assert!(left.is_empty(), "{:#?}\n{}\n{}", left, overlay.to_json(), json_text(changed.value()));
        prop_assert!(learn(&changed, &exchanges).0.actions().is_empty());
    }
}

#[test]
fn law_12_an_overlay_learnt_from_parameters_and_headers_makes_them_conform() {
    let document = "
openapi: 3.1.0
info: {title: things, version: '1'}
paths:
  /things/{id}/{part}:
    get:
      operationId: ShowThing
      parameters:
        - {name: id, in: path, required: true, style: label, schema: {type: integer}}
        - {name: part, in: path, required: true, style: matrix, schema: {type: array, items: {type: integer}}}
        - {name: limit, in: query, schema: {type: integer, format: int32}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: integer}}}}
      responses:
        '200': {description: OK, headers: {X-Left: {schema: {type: integer, minimum: 0}}, X-State: {schema: {enum: [calm]}}}}
";
    let document = OpenApiDocument::parse("x.yaml", document).expect("YAML");
    let lines = [
        r#"{"request": {"method": "GET", "url": "/things/few/;part=1,x?limit=3000000000&filter[a]=1&filter[b]=2"}, "response": {"status": 200, "headers": {"x-left": "none", "X-State": "busy"}}}"#,
        r#"{"request": {"method": "GET", "url": "/things/.3/7"}, "response": {"status": 200, "headers": {"x-left": "-1"}}}"#,
    ];
    let capture = ReadOptions::default()
        .read("x.ndjson", lines.join("\n").as_bytes().to_vec().as_slice())
        .expect("NDJSON")
        .collect::<Result<Vec<_>, _>>();
    let exchanges = capture.expect("exchanges");
    assert_eq!(broken(&document, &exchanges).len(), 8);
    let (overlay, changed) = learn(&document, &exchanges);
    assert_eq!(broken(&changed, &exchanges), Vec::<String>::new(), "{}", overlay.to_json());
    assert!(learn(&changed, &exchanges).0.actions().is_empty());
}

const DOCUMENT: &str = "
info: {title: things, version: '1'}
paths:
  /things/{id}:
    get:
      operationId: ShowThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, maximum: 9}}
        - {name: kind, in: query, required: true, schema: {type: string}}
      responses:
        '200':
          description: OK
          headers: {X-Total: {required: true, schema: {type: integer}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
        '202': {description: Later}
    post:
      operationId: PutThing
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'201': {description: Made}}
components:
  schemas:
    Lease: {type: object, properties: {days: {type: integer, format: int32}}}
    Thing:
      type: object
      required: [id, name]
      properties:
        id: {type: string, pattern: '^[a-z]+$', description: Its id.}
        name: {type: string, maxLength: 4}
        state: {type: string, enum: [ON]}
        lease: {$ref: '#/components/schemas/Lease'}
        size: {type: integer, exclusiveMaximum: LIMIT}
";

const TRAFFIC: &str = r#"
{"request": {"method": "GET", "url": "/things/a?kind=x&limit=5"}, "response": {"status": 200, "headers": {"content-type": "application/json", "x-total": "1"}, "body": {"id": "a", "name": "x", "lease": null}}}
{"request": {"method": "GET", "url": "/things/a?limit=50&page=2", "headers": {"x-colour": "red"}}, "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": {"id": "A-1", "state": "OFF", "size": 9, "lease": {"days": 3000000000}}}}
{"request": {"method": "GET", "url": "/things/a?kind=x&limit=few&page=3"}, "response": {"status": 200, "headers": {"content-type": "application/json", "x-total": "1"}, "body": {"id": 7, "name": null, "state": "on", "tags": [{"key": "a"}, {"key": null}], "lease": {"owner": "me"}}}}
{"request": {"method": "GET", "url": "/things/a?kind=x"}, "response": {"status": 418, "headers": {"content-type": "application/json"}, "body": {"error": "tea"}}}
{"request": {"method": "GET", "url": "/things/a?kind=x"}, "response": {"status": 202, "headers": {"content-type": "application/json"}, "body": {"job": "j"}}}
{"request": {"method": "GET", "url": "/things/a?kind=x"}, "response": {"status": 200, "headers": {"content-type": "text/plain", "x-total": "1"}, "body": "text"}}
{"request": {"method": "POST", "url": "/things/a"}, "response": {"status": 201}}
"#;

fn exchanges(text: &str) -> Vec<Exchange> {
    let capture = ReadOptions::default().read("things.ndjson", text.trim_start().as_bytes()).expect("a capture");
    capture.map(|exchange| exchange.expect("an exchange")).collect()
}

#[test]
fn every_kind_is_learnt_in_both_versions_of_openapi() {
    let exchanges = exchanges(TRAFFIC);
    let versions = [("3.1.0", "9", "overlay_3_1"), ("3.0.3", "true, maximum: 9", "overlay_3_0")];
    for (version, limit, name) in versions {
        let text = format!("openapi: {version}{}", DOCUMENT.replace("LIMIT", limit));
        let document = OpenApiDocument::parse("things.yaml", &text).expect("YAML");
        assert!(broken(&document, &exchanges).len() > 15);
        let (overlay, changed) = learn(&document, &exchanges);
        assert_eq!(broken(&changed, &exchanges), [] as [String; 0], "{version}: {}", overlay.to_json());
        assert!(learn(&changed, &exchanges).0.actions().is_empty());
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(driftline_corpus::workspace().join("snapshots/validate"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, overlay.to_json()));
    }
}

#[test]
fn traffic_that_conforms_teaches_nothing() {
    let text = format!("openapi: 3.1.0{}", DOCUMENT.replace("LIMIT", "9"));
    let document = OpenApiDocument::parse("things.yaml", &text).expect("YAML");
    let conforming = json!({
        "request": {"method": "GET", "url": "/things/a?kind=x"},
        "response": {"status": 200, "headers": {"content-type": "application/json", "x-total": "1"}, "body": {"id": "a", "name": "b"}},
    });
    assert!(learn(&document, &exchanges(&conforming.to_string())).0.actions().is_empty());
}

/// A value that is a secret makes a list open, and shows nowhere.
#[test]
fn law_10_no_secret_becomes_a_listed_value_or_a_name() {
    let text = format!("openapi: 3.1.0{}", DOCUMENT.replace("LIMIT", "9"));
    let document = OpenApiDocument::parse("things.yaml", &text).expect("YAML");
    let secret = "AKCANARY0123456789XY";
    let exchange = json!({
        "request": {"method": "GET", "url": format!("/things/a?kind=x&{secret}=1&token={secret}&q={secret}"), "headers": {secret: "1", "authorization": secret}},
        "response": {"status": 200, "headers": {"content-type": "application/json", "x-total": "1"},
            "body": {"id": secret, "name": "b", "state": format!("Bearer {secret}"), secret: {secret: secret}, "token": {"a": secret}}},
    });
    let (overlay, _) = learn(&document, &exchanges(&exchange.to_string()));
    assert!(overlay.actions().len() > 3);
    assert!(!overlay.to_json().to_uppercase().contains("CANARY"), "{}", overlay.to_json());
}

#[test]
fn properties_with_more_names_than_are_told_apart_become_a_map_in_any_order() {
    let text = format!("openapi: 3.1.0{}", DOCUMENT.replace("LIMIT", "9"));
    let document = OpenApiDocument::parse("things.yaml", &text).expect("YAML");
    let line = |number: usize| {
        let body = json!({"id": "a", "name": "b", "lease": {format!("day{number}"): 1, format!("night{number}"): 2}});
        let answer =
            json!({"status": 200, "headers": {"content-type": "application/json", "x-total": "1"}, "body": body});
        json!({"request": {"method": "GET", "url": "/things/a?kind=x"}, "response": answer}).to_string()
    };
    let learnt = |numbers: &mut dyn Iterator<Item = usize>| {
        let exchanges = exchanges(&numbers.map(line).collect::<Vec<_>>().join("\n"));
        let (overlay, changed) = learn(&document, &exchanges);
        assert!(broken(&changed, &exchanges).is_empty(), "{}", overlay.to_json());
        overlay
    };
    assert_eq!(learnt(&mut (0..100)).actions().len(), 200);
    let many = learnt(&mut (0..101));
    let [map] = many.actions() else { panic!("{}", many.to_json()) };
    assert_eq!(map.update, Some(json!({"additionalProperties": {}})));
    let said = "more properties than are told apart in 101 of 101 responses of ShowThing, first at things.ndjson:1:";
    assert!(map.description.as_deref().is_some_and(|description| description.starts_with(said)), "{}", many.to_json());
    let numbers = |overlay: &Overlay| overlay.actions()[0].extensions["x-driftline"]["seen"].clone();
    assert_eq!(numbers(&learnt(&mut (0..101).rev())), numbers(&many));
}

#[test]
fn law_07_what_is_observed_does_not_depend_on_threads() {
    let text = format!("openapi: 3.1.0{}", DOCUMENT.replace("LIMIT", "9"));
    let document = OpenApiDocument::parse("things.yaml", &text).expect("YAML");
    let capture = format!("{}\nno exchange\n", TRAFFIC.trim()).repeat(900);
    let learnt = |threads| {
        let mut learner = Learner::new(&document, Redactor::default()).expect("a contract");
        let mut capture = ReadOptions::default().read("x.ndjson", capture.as_bytes()).expect("a capture");
        let mut observed = Observed::default();
        let threads = NonZeroUsize::new(threads).expect("some");
        let last = learner.observe_capture(&mut capture, threads, &mut observed).expect("schemas that compile");
        assert!(last.is_none());
        assert_eq!((observed.tally().read(), observed.tally().unreadable), (7_200, 900));
        assert!(learner.learn(&observed).expect("actions that can be applied"));
        learner.overlay(None).expect("an overlay").to_json()
    };
    let one = learnt(1);
    assert!([2, 5].into_iter().all(|threads| learnt(threads) == one));
}
