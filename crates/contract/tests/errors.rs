//! What is said about documents that are no contract.

use driftline_contract::{Contract, SchemaDocument};
use std::fmt::Write as _;

/// A document and nothing else wrong with it than what `body` brings.
fn with(body: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\n{body}")
}

fn bad_contracts() -> Vec<String> {
    let whole = [
        "",
        "# nothing\n",
        "hello",
        "[1, 2]",
        "{",
        "{\"openapi\": \"3.1.0\", \"openapi\": \"3.1.0\"}",
        "{\"openapi\": \"3.1.0\",\n  \"ä\": [1, 2,]}",
        "{\"openapi\": \"3.1.0\",\n  \"info\": {\"title\": 5}}",
        "a: 1\na: 2\n",
        "a: [1, 2\nb: 3\n",
        "a: 1\n---\nb: 2\n",
        "a: !secret x\n",
        "a: .inf\n",
        "a: &x [*x]\n",
        "<<: {a: 1}\n",
        "{a: 1}: 2\n",
        "swagger: '2.0'\ninfo: {title: t}\n",
        "asyncapi: 3.0.0\n",
        "{\"log\": {\"entries\": []}}",
        "{\"request\": {}, \"response\": {}}",
        "{\"info\": {}, \"item\": []}",
        "$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\n",
        "{}",
        "name: x\nversion: 2\n",
        "openapi: 3.2.0\n",
        "openapi: 2\n",
        "openapi: 3.1.0\n",
        "openapi: 3.1.0\ninfo: {}\n",
        "openapi: 3.1.0\ninfo: []\n",
    ];
    let inside = [
        "paths: []\n",
        "paths:\n  v1/things: {}\n",
        "paths:\n  /a: {GET: {}}\n",
        "paths:\n  /a: {fetch: {}}\n",
        "paths:\n  /a: {$ref: '#/paths/~1b', get: {}}\n  /b: {}\n",
        "paths:\n  /a:\n    get: {operationId: one}\n    put: {operationId: one}\n",
        "paths:\n  /a:\n    get: {responses: {2000: {description: x}}}\n",
        "paths:\n  /a:\n    get: {responses: {2xx: {description: x}, 2XX: {description: x}}}\n",
        "paths:\n  /a:\n    get: {tags: [2024]}\n",
        "paths:\n  /a:\n    get: {parameters: {id: 1}}\n",
        "paths:\n  /a:\n    get: {parameters: [{in: query}]}\n",
        "paths:\n  /a:\n    get: {parameters: [{name: a}]}\n",
        "paths:\n  /a:\n    get: {parameters: [{name: a, in: body}]}\n",
        "paths:\n  /a:\n    get: {parameters: [{$ref: '#/components/parameters/a'}]}\n",
        "paths:\n  /a:\n    get: {responses: {200: {$ref: 'other.yaml#/a'}}}\n",
        "components:\n  responses:\n    a: {$ref: '#/components/responses/b'}\n    b: {$ref: '#/components/responses/a'}\n\
         paths: {/a: {get: {responses: {200: {$ref: '#/components/responses/a'}}}}}\n",
        "components: {schemas: {A: {$ref: '#/components/schemas/B'}}}\n",
        "components: {schemas: {A: {$ref: '#anchor'}}}\n",
        "components: {schemas: {A: {$ref: '#/openapi'}}}\n",
        "components: {schemas: {A: {$ref: 5}}}\n",
        "components: {schemas: {A: {if: {$ref: 'https://x.example/s.json'}}}}\n",
        "components: {schemas: {A: 5}}\n",
        "components: {schemas: {A: {type: text}}}\n",
        "components: {schemas: {A: {type: []}}}\n",
        "components: {schemas: {A: {minLength: -1}}}\n",
        "components: {schemas: {A: {maxItems: 1.5}}}\n",
        "components: {schemas: {A: {multipleOf: 0}}}\n",
        "components: {schemas: {A: {minimum: '1'}}}\n",
        "components: {schemas: {A: {exclusiveMinimum: true}}}\n",
        "components: {schemas: {A: {required: true}}}\n",
        "components: {schemas: {A: {oneOf: []}}}\n",
        "components: {schemas: {A: {properties: {\"a\\nb/c\": {format: 1.0}}}}}\n",
        "components: {schemas: {A: {x-driftline: {row: -1}}}}\n",
        "components: {schemas: {A: {examples: {a: 1}}}}\n",
        "components: {schemas: {A: {enum: this text is so long that nobody wants to read all of it}}}\n",
    ];
    whole.iter().map(|text| (*text).to_owned()).chain(inside.iter().map(|body| with(body))).collect()
}

#[test]
fn every_bad_document_gets_a_message_with_the_place_and_what_to_do() {
    let mut listing = String::new();
    for text in bad_contracts() {
        let error = Contract::read("api", &text).err().unwrap_or_else(|| panic!("this is a contract:\n{text}"));
        write!(listing, "{}\n  → {error}\n\n", text.trim_end()).expect("a String takes every text");
    }
    for text in [
        "[]",
        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
        "{\"openapi\": \"3.1.0\"}",
        "{\"swagger\": \"2.0\"}",
        "{\"items\": {\"$ref\": \"#/$defs/A\"}}",
    ] {
        let error = SchemaDocument::read("schema", text).err().unwrap_or_else(|| panic!("this is a schema:\n{text}"));
        write!(listing, "{text}\n  → {error}\n\n").expect("a String takes every text");
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/contract");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("errors_of_reading", listing));
}
