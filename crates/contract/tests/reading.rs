//! What hand-made documents, small and in our own words, read as.

use driftline_contract::{
    Contract, ContractBuilder, Header, Location, Media, Method, Operation, Parameter, RequestBody, Response, Schema,
    SchemaDocument, Status, Type,
};
use driftline_finding::Pointer;
use serde_json::{Value, json};
use std::fs;

fn read(text: &str) -> Contract {
    Contract::read("api.yaml", text).unwrap_or_else(|error| panic!("{error}"))
}

/// A contract of version 3.0 whose component `A` is `schema`, a YAML flow mapping.
fn component_30(schema: &str) -> Schema {
    component("3.0.3", schema)
}

fn component(version: &str, schema: &str) -> Schema {
    let text = format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\ncomponents:\n  schemas:\n    B: {{}}\n    A: {schema}\n"
    );
    read(&text).component(&"A".parse().expect("a name")).expect("it is there").clone()
}

fn pointer(text: &str) -> Pointer {
    text.parse().expect("a pointer")
}

const SHELF: &str = r"
openapi: 3.0.3
info: {title: shelf, version: 1.0}
servers: [{url: https://shelf.example.com/api}]
paths:
  /v1/{owner}/books/{id}:
    parameters:
    - $ref: '#/components/parameters/owner'
    - {name: id, in: path, required: true, schema: {type: integer}}
    - {name: X-Trace, in: header, schema: {type: string}}
    get:
      tags: [books]
      parameters:
      - {name: id, in: path, required: true, description: the own one, schema: {type: string}}
      - {name: x-trace, in: header, required: true, schema: {type: boolean}}
      responses:
        200: {$ref: '#/components/responses/book'}
        4xx: {description: wrong}
        default: {description: broken}
    put:
      operationId: replaceBook
      requestBody: {$ref: '#/components/requestBodies/book'}
      responses: {}
  /v2/books: {$ref: '#/components/pathItems/books'}
components:
  parameters:
    owner: {name: owner, in: path, schema: {type: string}}
  pathItems:
    books:
      post: {responses: {'201': {$ref: '#/components/responses/made'}}}
  responses:
    made: {$ref: '#/components/responses/book'}
    book:
      description: a book
      headers: {ETag: {$ref: '#/components/headers/etag'}}
      content:
        application/json:
          schema: {$ref: '#/components/schemas/The%20Book'}
          examples: {one: {$ref: '#/components/examples/one'}}
  requestBodies:
    book:
      required: true
      content: {application/json: {schema: {$ref: '#/components/schemas/The Book/properties/owner'}, example: ann}}
  headers:
    etag: {required: true, schema: {type: string}}
  examples:
    one: {value: {title: Emma}}
  schemas:
    The Book:
      type: object
      properties:
        owner: {type: string}
        parts: {type: array, items: {$ref: '#/components/schemas/The Book'}}
";

fn shelf() -> Contract {
    let book = || Schema::reference("TheBook".parse().expect("a name"));
    let media = Media { schema: Some(book()), examples: [("one".to_owned(), json!({"title": "Emma"}))].into() };
    let etag = Header { required: true, description: None, schema: Schema::of(Type::String) };
    let mut answer = Response::new("a book").content("application/json", media);
    answer.headers.insert("ETag".to_owned(), etag);
    let text = |name: &str, location| Parameter::new(name, location, Schema::of(Type::String));
    let id = |kind| Parameter::new("id", Location::Path, Schema::of(kind));
    let trace = Parameter { required: true, ..Parameter::new("x-trace", Location::Header, Schema::of(Type::Boolean)) };
    let own = Parameter { description: Some("the own one".to_owned()), ..id(Type::String) };
    let owner = text("owner", Location::Path);
    let path = "/v1/{owner}/books/{id}";
    let mut get = Operation::new("getV1ByOwnerBooksById", Method::Get, path)
        .parameter(own)
        .parameter(trace)
        .parameter(owner.clone())
        .response(Status::Exact(200), answer.clone())
        .response(Status::Range(4), Response::new("wrong"))
        .response(Status::Default, Response::new("broken"));
    get.tags = vec!["books".to_owned()];
    let name = Media {
        schema: Some(Schema::reference("TheBookOwner".parse().expect("a name"))),
        examples: [("example".to_owned(), json!("ann"))].into(),
    };
    let body =
        RequestBody { required: true, description: None, content: [("application/json".to_owned(), name)].into() };
    let put = Operation::new("replaceBook", Method::Put, path)
        .parameter(owner)
        .parameter(id(Type::Integer))
        .parameter(text("X-Trace", Location::Header))
        .request(body);
    let post = Operation::new("postV2Books", Method::Post, "/v2/books").response(Status::Exact(201), answer);
    let schema =
        Schema::of(Type::Object).property("owner", Schema::of(Type::String)).property("parts", Schema::array(book()));
    ContractBuilder::new("shelf")
        .version("1.0")
        .server("https://shelf.example.com/api")
        .operation(get)
        .operation(put)
        .operation(post)
        .component("TheBook".parse().expect("a name"), schema)
        .component("TheBookOwner".parse().expect("a name"), Schema::of(Type::String))
        .finish()
        .expect("nothing dangles")
}

#[test]
fn a_document_that_shares_everything_reads_as_if_it_shared_schemas_only() {
    assert_eq!(read(SHELF), shelf());
    assert_eq!(read(SHELF).operation("replaceBook").map(|operation| operation.method), Some(Method::Put));
}

#[test]
fn what_was_shared_is_found_where_it_stands_in_the_document() {
    let contract = read(SHELF);
    let get = "/paths/~1v1~1{owner}~1books~1{id}/get";
    for (canonical, source) in [
        (format!("{get}/parameters/0/schema"), format!("{get}/parameters/0/schema")),
        (format!("{get}/parameters/2/schema/type"), "/components/parameters/owner/schema/type".to_owned()),
        (
            format!("{get}/responses/200/content/application~1json/schema"),
            "/components/responses/book/content/application~1json/schema".to_owned(),
        ),
        (format!("{get}/responses/200/headers/ETag/schema"), "/components/headers/etag/schema".to_owned()),
        (format!("{get}/responses/4XX"), format!("{get}/responses/4xx")),
        (
            "/paths/~1v1~1{owner}~1books~1{id}/put/parameters/1/schema".to_owned(),
            "/paths/~1v1~1{owner}~1books~1{id}/parameters/1/schema".to_owned(),
        ),
        ("/paths/~1v2~1books/post".to_owned(), "/components/pathItems/books/post".to_owned()),
        ("/paths/~1v2~1books/post/responses/201/content".to_owned(), "/components/responses/book/content".to_owned()),
        ("/components/schemas/TheBook/type".to_owned(), "/components/schemas/The Book/type".to_owned()),
        ("/components/schemas/TheBookOwner".to_owned(), "/components/schemas/The Book/properties/owner".to_owned()),
    ] {
        assert_eq!(contract.source_pointer(&pointer(&canonical)), pointer(&source), "{canonical}");
    }
}

#[test]
fn what_is_nullable_in_3_0_accepts_null() {
    let or_null = |schema: Schema| Schema { any_of: vec![schema, Schema::of(Type::Null)], ..Schema::default() };
    let b = || Schema::reference("B".parse().expect("a name"));
    for (text, expected) in [
        ("{type: string, nullable: true}", json!({"type": ["string", "null"]})),
        ("{type: string, nullable: false}", json!({"type": "string"})),
        ("{nullable: true}", json!({})),
        ("{type: string, enum: [a], nullable: true}", json!({"type": ["string", "null"], "enum": ["a", null]})),
        ("{type: string, enum: [a, null], nullable: true}", json!({"type": ["string", "null"], "enum": ["a", null]})),
    ] {
        assert_eq!(component_30(text), component("3.1.0", &expected.to_string()), "{text}");
    }
    assert_eq!(component_30("{$ref: '#/components/schemas/B', nullable: true}"), or_null(b()));
    let all = Schema { all_of: vec![b()], types: vec![Type::Object], ..Schema::default() };
    let wrapped = Schema { description: Some("d".to_owned()), ..or_null(all) };
    let text = "{description: d, type: object, nullable: true, allOf: [{$ref: '#/components/schemas/B'}]}";
    assert_eq!(component_30(text), wrapped);
    let raw = component("3.1.0", "{type: string, nullable: true}");
    assert_eq!(raw.keywords.get("nullable"), Some(&Value::Bool(true)), "3.1 does not know the keyword");
}

#[test]
fn a_nullable_reference_is_found_where_it_stands_in_the_document() {
    let text = "{openapi: 3.0.0, info: {title: t}, components: {schemas: {B: {}, A: {properties: {x: \
                {nullable: true, allOf: [{$ref: '#/components/schemas/B'}]}}}}}}";
    let contract = read(text);
    let at = pointer("/components/schemas/A/properties/x/anyOf");
    let source = |at: &Pointer| contract.source_pointer(at).to_string();
    assert_eq!(source(&at.index(0).key("allOf").index(0)), "/components/schemas/A/properties/x/allOf/0");
    assert_eq!(source(&at.index(1).key("type")), "/components/schemas/A/properties/x/nullable/type");
}

#[test]
fn exclusive_limits_of_3_0_become_numbers() {
    for (text, expected) in [
        ("{minimum: 1, exclusiveMinimum: true}", json!({"exclusiveMinimum": 1})),
        ("{maximum: 2.5, exclusiveMaximum: true}", json!({"exclusiveMaximum": 2.5})),
        ("{minimum: 1, exclusiveMinimum: false}", json!({"minimum": 1})),
        ("{exclusiveMaximum: 3}", json!({"exclusiveMaximum": 3})),
    ] {
        assert_eq!(component_30(text), component("3.1.0", &expected.to_string()), "{text}");
    }
}

#[test]
fn an_example_becomes_the_first_of_the_examples() {
    assert_eq!(component_30("{example: 7}").examples, [json!(7)]);
    assert_eq!(component("3.1.0", "{examples: [1, 2], example: null}").examples, [json!(null), json!(1), json!(2)]);
}

#[test]
fn keywords_of_json_schema_are_kept_and_their_references_lead_to_components() {
    let schema = component(
        "3.1.0",
        "{type: [string, 'null'], $id: x, const: 1, prefixItems: [true, {$ref: '#/components/schemas/B'}], \
         $defs: {c: false}, if: {$ref: '#/components/schemas/A/$defs/c'}, x-note: {$ref: ./note.json}, not: false}",
    );
    assert_eq!(schema.types, [Type::String, Type::Null]);
    assert_eq!(schema.not, Some(Box::new(Schema::never())));
    let keywords = json!({
        "prefixItems": [true, {"$ref": "#/components/schemas/B"}],
        "$defs": {"c": false},
        "if": {"$ref": "#/components/schemas/AC"},
        "x-note": {"$ref": "./note.json"},
    });
    assert_eq!(Value::Object(schema.keywords), keywords);
}

#[test]
fn names_of_components_that_share_their_letters_stay_apart() {
    let text = "{openapi: 3.1.0, info: {title: t}, components: {schemas: {A B: {type: string}, AB: {}, A/B: \
                {$ref: '#/components/schemas/A B'}, D: {discriminator: {propertyName: p, mapping: {a: '#/components/schemas/A%20B'}}}}}}";
    let contract = read(text);
    let names: Vec<&str> = contract.components().map(|(id, _)| id.as_str()).collect();
    assert_eq!(names, ["AB", "AB2", "AB3", "D"]);
    assert_eq!(contract.component(&"AB2".parse().expect("a name")), Some(&Schema::of(Type::String)));
    let slash = contract.source_pointer(&pointer("/components/schemas/AB3"));
    assert_eq!(slash, pointer("/components/schemas").key("A/B"));
    let mapping = &contract.component(&"D".parse().expect("a name")).expect("it is there").keywords["discriminator"];
    assert_eq!(mapping["mapping"]["a"], "#/components/schemas/AB2");
}

#[test]
fn yaml_scalars_are_what_yaml_1_2_says() {
    let text = "{enum: [yes, 0x1F, 0o17, 1.10, 1e3, ~, '1', 18446744073709551615, -0, 2001-01-01, !!str 5, .5, 012]}";
    let values = component("3.1.0", text).enumeration.expect("values");
    let expected = json!(["yes", 31, 15, 1.1, 1000.0, null, "1", u64::MAX, 0, "2001-01-01", "5", 0.5, 12]);
    assert_eq!(Value::Array(values), expected);
}

#[test]
fn anchors_and_aliases_repeat_values() {
    let schema = component("3.1.0", "{properties: {a: &x {type: string}, b: *x}}");
    assert_eq!(schema.properties["a"], schema.properties["b"]);
}

#[test]
fn a_json_schema_reads_with_its_definitions() {
    let text = r##"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://a.example/s",
        "$defs": {"A b": {"$ref": "#"}}, "items": {"$ref": "https://a.example/s#/$defs/A b"}}"##;
    let document = SchemaDocument::read("s.json", text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(document.id.as_deref(), Some("https://a.example/s"));
    let names: Vec<&str> = document.components.keys().map(driftline_contract::ComponentId::as_str).collect();
    assert_eq!(names, ["AB", "Root"]);
    assert_eq!(document.components[&"Root".parse().expect("a name")], document.root);
}

#[test]
fn the_contract_of_the_speed_harness_reads() {
    let Some(path) = driftline_corpus::shared("bench/contract.json") else { return };
    let text = fs::read_to_string(path).expect("the contract");
    let contract = Contract::read("contract.json", &text).unwrap_or_else(|error| panic!("{error}"));
    let operation = contract.operation("ShowNotebook").expect("the only operation");
    assert_eq!(operation.path_variables().collect::<Vec<_>>(), ["project_id", "id"]);
    assert!(contract.components().any(|(id, _)| id.as_str() == "Lease"));
    assert_eq!(Contract::read("again", &contract.to_openapi_yaml()), Ok(contract));
}

#[test]
fn what_is_required_of_callers_stands_where_the_document_says_it() {
    let contract = read(
        r##"{
            "openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "security": [{"token": []}],
            "paths": {"/a": {"get": {"operationId": "a"}, "put": {"operationId": "open", "security": []}}},
            "components": {"securitySchemes": {"token": {"type": "apiKey", "in": "header", "name": "X-Auth-Token"}}}
        }"##,
    );
    let required = |id| contract.operation(id).and_then(|operation| operation.security.clone());
    assert_eq!(required("a"), None);
    assert_eq!(contract.security(), Some([[("token".to_owned(), Vec::new())].into_iter().collect()].as_slice()));
    assert_eq!(required("open"), Some(Vec::new()));
    let headers: Vec<_> = contract.security_schemes().filter_map(|(_, scheme)| scheme.header()).collect();
    assert_eq!(headers, ["X-Auth-Token"]);
}
