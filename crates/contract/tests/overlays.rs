//! Overlays: what they change, what is said of those that cannot be applied, and that pointers stay truthful.

use driftline_contract::{Action, OpenApiDocument, Overlay};
use driftline_finding::Pointer;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write as _;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /v1/things:
    parameters:
      - {name: a, in: query, schema: {type: string}}
      - {name: b, in: query, schema: {type: string}}
    get:
      operationId: ListThings
      responses:
        '200':
          description: OK
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties: {id: {type: string}, state: {type: string, enum: [on]}}
";

fn document() -> OpenApiDocument {
    OpenApiDocument::parse("api.yaml", DOCUMENT).expect("YAML")
}

fn overlay(actions: &str) -> String {
    format!("overlay: 1.0.0\ninfo: {{title: o, version: '1'}}\nactions:\n{actions}")
}

fn applied(actions: &str) -> OpenApiDocument {
    let mut document = document();
    let overlay = Overlay::read("o.yaml", &overlay(actions)).expect("an overlay");
    document.apply(&overlay).expect("it fits");
    document
}

fn pointer(text: &str) -> Pointer {
    text.parse().expect("a pointer")
}

#[test]
fn objects_are_merged_lists_put_together_and_scalars_replaced() {
    let document = applied(
        "  - target: $.components.schemas.Thing.properties
    update: {state: {type: [string, 'null'], enum: [off, null]}, size: {type: integer}}
  - target: $.components.schemas.Thing.required
    remove: true
  - target: $.paths['/v1/things'].parameters
    update: {name: c, in: query, schema: {type: string}}
  - target: $.paths['/v1/things'].parameters[?@.name == 'a']
    remove: true
",
    );
    let thing = &document.value()["components"]["schemas"]["Thing"];
    let state = json!({"type": ["string", "null"], "enum": ["on", "off", null]});
    let properties = json!({"id": {"type": "string"}, "state": state, "size": {"type": "integer"}});
    assert_eq!(thing, &json!({"type": "object", "properties": properties}));
    let names: Vec<&Value> =
        (0..2).map(|i| &document.value()["paths"]["/v1/things"]["parameters"][i]["name"]).collect();
    assert_eq!(names, ["b", "c"]);
}

#[test]
fn pointers_lead_into_the_document_as_it_was_given() {
    let given = document().value().clone();
    let document = applied(
        "  - target: $.paths['/v1/things'].parameters[0]
    remove: true
  - target: $.components.schemas.Thing.properties
    update: {size: {type: integer}, state: {maxLength: 3}}
",
    );
    let contract = document.contract().expect("a contract");
    for (canonical, source) in [
        ("/paths/~1v1~1things/get/parameters/0/schema", "/paths/~1v1~1things/parameters/1/schema"),
        ("/components/schemas/Thing/properties/size/type", "/components/schemas/Thing/properties"),
        ("/components/schemas/Thing/properties/state/type", "/components/schemas/Thing/properties/state/type"),
        ("/components/schemas/Thing/properties/state/maxLength", "/components/schemas/Thing/properties/state"),
    ] {
        let found = contract.source_pointer(&pointer(canonical));
        assert_eq!(found.as_str(), source, "{canonical}");
        assert!(given.pointer(source).is_some(), "{source}");
        assert!(document.value().pointer(contract.overlaid_pointer(&pointer(canonical)).as_str()).is_some());
    }
}

#[test]
fn an_overlay_is_for_the_document_that_it_names_or_selects_from() {
    let fits = |text: &str| document().fits(&Overlay::read("o.yaml", text).expect("an overlay"));
    let thing = overlay("  - {target: $.components.schemas.Thing, update: {maxProperties: 9}}\n");
    let other = overlay("  - {target: $.components.schemas.Other, update: {maxProperties: 9}}\n");
    assert!(fits(&thing) && !fits(&other));
    assert!(fits(&format!("{other}extends: https://example.com/x/api.yaml?raw=1\n")));
    assert!(!fits(&format!("{thing}extends: ./other.yaml\n")));
}

/// What is said of overlays that cannot be read or applied.
#[test]
fn what_is_wrong_is_said_with_its_place() {
    let whole = ["[]", "{}", "overlay: 1.1.0\n", "overlay: 1.0.0\n", "overlay: 1.0.0\ninfo: {title: t}\nactions: []\n"];
    let actions = [
        "  - {target: $.paths, updte: {}}\n",
        "  - {target: $.paths, colour: {}}\n",
        "  - {target: $.paths}\n",
        "  - {update: {}}\n",
        "  - {target: '$.paths[', update: {}}\n",
        "  - {target: paths, update: {}}\n",
        "  - {target: $.pahts, update: {}}\n",
        "  - {target: $.info.title, update: {}}\n",
        "  - {target: $.paths, update: text}\n",
        "  - {target: $, remove: true}\n",
        "  - {target: $.paths, remove: 'yes'}\n",
        "  - target: $.components.schemas.Thing\n    update: {type: obejct}\n",
        "  - target: $.components.schemas.Thing.properties\n    update: {id: {$ref: '#/nowhere'}}\n",
        "  - target: $.components.schemas.Thing\n    remove: true\n",
    ];
    let mut said = String::new();
    for text in whole.iter().map(|text| (*text).to_owned()).chain(actions.iter().map(|actions| overlay(actions))) {
        let mut document = document();
        let outcome = Overlay::read("o.yaml", &text).and_then(|overlay| document.apply(&overlay));
        let error = outcome.and_then(|()| document.contract()).expect_err("something is wrong");
        writeln!(said, "{error}").expect("a string takes it");
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(driftline_corpus::workspace().join("snapshots/contract"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("overlay_errors", said));
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), "[a-c]".prop_map(Value::from)];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[a-c~/']", inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Every pointer into a value.
fn pointers(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    found.push(at.clone());
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| pointers(value, &at.key(name), found)),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, value)| pointers(value, &at.index(i), found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What was written is read back, and written again as it was.
    #[test]
    fn law_04_an_overlay_reads_back(update in json(), title in "\\PC{0,9}") {
        let action = Action { target: "$.a".to_owned(), update: Some(update), ..Action::default() };
        let overlay = Overlay::new(&title, Some("a.yaml"), std::slice::from_ref(&action)).expect("it is right");
        let again = Overlay::read("again", &overlay.to_json()).expect("it reads");
        prop_assert_eq!(again.actions(), &[action]);
        prop_assert_eq!(again.to_json(), overlay.to_json());
    }

    /// No overlay makes the document panic, and it leaves the document as it was where it cannot be applied.
    #[test]
    fn law_02_any_update_anywhere_is_applied_or_refused(value in json(), updates in proptest::collection::vec((json(), any::<prop::sample::Index>(), any::<bool>()), 1..5)) {
        let mut document = OpenApiDocument::parse("x.json", &json!({ "root": value }).to_string()).expect("JSON");
        for (update, place, remove) in updates {
            let mut all = Vec::new();
            pointers(document.value(), &Pointer::ROOT, &mut all);
            let target = document.path_to(place.get(&all));
            let action = Action { target, update: Some(update), remove, ..Action::default() };
            let overlay = Overlay::new("t", None, &[action]).expect("a right overlay");
            let before = document.value().clone();
            if document.apply(&overlay).is_err() {
                prop_assert_eq!(document.value(), &before);
            }
            prop_assert!(document.contract().is_err());
        }
    }
}
