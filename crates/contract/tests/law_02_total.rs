//! Law 2: no text makes reading panic, hang or grow without bound; what is wrong has a place.

mod support;

use driftline_contract::{Contract, ReadContractError, SchemaDocument};
use driftline_finding::Pointer;
use proptest::{collection::vec, prelude::*, sample::Index};
use serde_json::Value;
use std::fmt::Write as _;

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Reads the text as everything that can be read; an error has a place in the text.
fn read_all(text: &str) {
    check(text, Contract::read("some/file", text).err());
    check(text, SchemaDocument::read("some/file", text).err());
}

fn check(text: &str, error: Option<ReadContractError>) {
    let Some(error) = error else { return };
    let position = error.place().position.expect("a position");
    let lines = text.chars().filter(|c| matches!(c, '\n' | '\r')).count() + 1;
    assert!(position.line as usize <= lines + 1, "{error}\n{text}");
    assert!(error.to_string().starts_with(&format!("some/file:{position}: ")), "{error}");
    assert!(!error.to_string().contains('\n'), "{error}");
}

/// Snippets that mean something somewhere.
const SNIPPETS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "'",
    "\n",
    "  ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "!!int ",
    "!x ",
    "|\n",
    ">-\n",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "#",
    "<<: *a",
    "null",
    "true",
    "-1",
    "1e999",
    ".nan",
    "\"$ref\": \"#/components/schemas/A\"",
    "$ref: '#'",
    "$ref: '#/paths'",
    "\"nullable\": true,",
    "\u{feff}",
    "\0",
    "\t",
    "\r",
    "\u{85}",
    "{\"a\":",
    "[[",
];

fn edited(text: &str, edits: &[(Index, usize, Option<&str>)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (at, cut, insert) in edits {
        let at = at.index(letters.len() + 1);
        let end = (at + cut).min(letters.len());
        letters.splice(at..end, insert.unwrap_or_default().chars());
    }
    letters.into_iter().collect()
}

fn edits() -> impl Strategy<Value = Vec<(Index, usize, Option<&'static str>)>> {
    let snippet = proptest::option::weighted(0.7, proptest::sample::select(SNIPPETS));
    vec((any::<Index>(), prop_oneof![Just(0_usize), 0_usize..4, 0_usize..40], snippet), 1..5)
}

/// Every pointer into `value`.
fn pointers(value: &Value, at: &Pointer, all: &mut Vec<Pointer>) {
    all.push(at.clone());
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| pointers(item, &at.index(i), all)),
        Value::Object(members) => members.iter().for_each(|(name, value)| pointers(value, &at.key(name), all)),
        _ => {}
    }
}

/// A value, or a reference to anywhere in the document.
fn graft(all: Vec<Pointer>) -> impl Strategy<Value = Value> {
    let reference = proptest::sample::select(all).prop_map(|at| serde_json::json!({"$ref": format!("#{at}")}));
    prop_oneof![support::json_value(), reference]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn law_02_any_text_gives_a_contract_or_an_error_with_a_place(text in any::<String>()) {
        read_all(&text);
    }

    #[test]
    fn law_02_any_bytes_give_a_contract_or_an_error_with_a_place(bytes in vec(any::<u8>(), 0..200)) {
        read_all(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn law_02_snippets_in_any_order_give_an_error_with_a_place(snippets in vec(proptest::sample::select(SNIPPETS), 0..30)) {
        read_all(&snippets.concat());
    }

    #[test]
    fn law_02_an_edited_document_gives_a_contract_or_an_error_with_a_place(
        contract in support::contract(),
        edits in edits(),
    ) {
        read_all(&edited(&contract.to_openapi_json(), &edits));
        read_all(&edited(&contract.to_openapi_yaml(), &edits));
    }

    #[test]
    fn law_02_a_value_put_anywhere_gives_a_contract_or_an_error_with_a_place(
        (mut document, at, value) in support::contract().prop_flat_map(|contract| {
            let document = contract.to_openapi(driftline_contract::Prose::Keep);
            let mut all = Vec::new();
            pointers(&document, &Pointer::ROOT, &mut all);
            (Just(document), proptest::sample::select(all.clone()), graft(all))
        }),
        version in proptest::sample::select(vec!["3.0.3", "3.1.0"]),
    ) {
        if let Some(place) = document.pointer_mut(at.as_str()) {
            *place = value;
        }
        if let Some(place) = document.get_mut("openapi") {
            *place = version.into();
        }
        read_all(&document.to_string());
    }
}

/// A document with `schema` as its only component.
fn with_schema(schema: &str) -> String {
    let head = r#"{"openapi": "3.0.0", "info": {"title": "t"}, "components": {"schemas": {"A": "#;
    format!("{head}{schema}}}}}}}")
}

#[test]
fn the_deepest_nesting_that_parses_fits_on_the_stack() {
    for open in ["{\"items\":", "{\"nullable\":true,\"allOf\":[", "{\"properties\":{\"a\":", "{\"x-a\":[", "{\"if\":"] {
        let depth = 120 / open.matches(['{', '[']).count();
        let close: String = open
            .chars()
            .rev()
            .filter_map(|c| match c {
                '{' => Some('}'),
                '[' => Some(']'),
                _ => None,
            })
            .collect();
        let text = with_schema(&format!("{}{{}}{}", open.repeat(depth), close.repeat(depth)));
        let contract = Contract::read("deep.json", &text).unwrap_or_else(|error| panic!("{error}"));
        assert!(contract.to_openapi_json().len() > text.len());
        assert_eq!(contract.clone(), contract);
    }
}

#[test]
fn what_nests_deeper_is_refused() {
    for unit in ["[", "{\"a\":", "{a: ", "- ", "? ", "- - ", "[{a: "] {
        let text = unit.repeat(100_000);
        let error = Contract::read("deep", &text).expect_err("too deep");
        assert!(error.to_string().len() < 200, "{error}");
    }
}

#[test]
fn aliases_and_references_that_unfold_into_gigabytes_are_refused() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{items}]").expect("a String takes every text");
    }
    let error = Contract::read("bomb.yaml", &bomb).expect_err("a bomb");
    assert!(error.to_string().contains("repeat more than"), "{error}");

    let shared = format!(r#"{{"description": "", "headers": {{{}}}}}"#, members(3000, "h", r#"{"schema": {}}"#));
    let item = r##"{"get": {"responses": {"200": {"$ref": "#/components/responses/R"}}}}"##;
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "t"}}, "components": {{"responses": {{"R": {shared}}}}}, "paths": {{{}}}}}"#,
        members(3000, "/p", item)
    );
    let error = Contract::read("bomb.json", &text).expect_err("a bomb");
    assert!(error.to_string().contains("repeat more than"), "{error}");
}

fn members(count: usize, name: &str, value: &str) -> String {
    (0..count).map(|i| format!("\"{name}{i}\": {value}")).collect::<Vec<_>>().join(",")
}
