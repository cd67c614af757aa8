//! Law 4: read(write(c)) = c, for OpenAPI in JSON and YAML and for JSON Schema; and what is written is valid.

mod support;

use driftline_contract::{
    Contract, ContractBuilder, Media, Operation, Prose, RequestBody, Schema, SchemaDocument, json_text,
};
use driftline_finding::Pointer;
use indexmap::IndexMap;
use proptest::prelude::*;
use serde_json::Value;

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

fn read(text: &str) -> Contract {
    Contract::read("written", text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn law_04_an_openapi_document_in_json_reads_as_the_contract_that_was_written(contract in support::contract()) {
        let again = read(&contract.to_openapi_json());
        prop_assert_eq!(&again, &contract);
        prop_assert_eq!(again.to_openapi_json(), contract.to_openapi_json());
    }

    #[test]
    fn law_04_an_openapi_document_in_yaml_reads_as_the_contract_that_was_written(contract in support::contract()) {
        let text = contract.to_openapi_yaml();
        prop_assert!(text.ends_with('\n'));
        prop_assert_eq!(read(&text), contract, "{}", text);
    }

    #[test]
    fn law_04_without_prose_the_rest_of_the_contract_comes_back(contract in support::contract()) {
        let text = contract.to_openapi_json_with(Prose::Drop);
        prop_assert_eq!(read(&text), without_prose(&contract));
    }

    #[test]
    fn law_04_the_text_is_that_of_the_document(contract in support::contract()) {
        for prose in [Prose::Keep, Prose::Drop] {
            prop_assert_eq!(contract.to_openapi_json_with(prose), json_text(&contract.to_openapi(prose)));
        }
    }

    #[test]
    fn law_04_a_json_schema_reads_as_the_document_that_was_written(contract in support::contract(), id in any::<bool>()) {
        for (_, schema) in contract.components() {
            // At the root, `$defs` are the components.
            let mut root = schema.clone();
            root.keywords.shift_remove("$defs");
            let id = id.then(|| "schemas/a.schema.json".to_owned());
            let document = SchemaDocument::new(id, root, &contract);
            let text = json_text(&document.to_json_schema(Prose::Keep));
            let again = SchemaDocument::read("written", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            prop_assert_eq!(again, document);
        }
    }

    #[test]
    fn law_04_every_written_schema_is_valid_json_schema(contract in support::contract()) {
        let document = contract.to_openapi(Prose::Keep);
        for (id, _) in contract.components() {
            let pointer = Contract::component_pointer(id);
            assert_valid(document.pointer(pointer.as_str()).expect("it was written"));
        }
        for schema in contract.operations().flat_map(Operation::schemas) {
            assert_valid(&SchemaDocument::new(None, schema.clone(), &contract).to_json_schema(Prose::Keep));
        }
    }

    #[test]
    fn law_04_what_we_wrote_stands_where_the_contract_says(contract in support::contract()) {
        let again = read(&contract.to_openapi_json());
        for operation in again.operations() {
            let pointer = Contract::operation_pointer(operation).key("parameters").index(0);
            prop_assert_eq!(again.source_pointer(&pointer), pointer);
        }
    }
}

fn assert_valid(schema: &Value) {
    jsonschema::draft202012::meta::validate(schema).unwrap_or_else(|error| panic!("{error}\n{schema:#}"));
}

/// The contract that is left when prose is dropped: no sentences, and the status for a response's description.
fn without_prose(contract: &Contract) -> Contract {
    let mut builder = ContractBuilder::new(contract.title()).version(contract.version());
    for server in contract.servers() {
        builder = builder.server(&server.url);
    }
    if let Some(security) = contract.security() {
        builder = builder.security(security.to_vec());
    }
    for (name, scheme) in contract.security_schemes() {
        let mut scheme = scheme.clone();
        scheme.members.shift_remove("description");
        builder = builder.security_scheme(name, scheme);
    }
    for (id, schema) in contract.components() {
        builder = builder.component(id.clone(), bare(schema.clone()));
    }
    for operation in contract.operations() {
        builder = builder.operation(bare_operation(operation.clone()));
    }
    builder.finish().expect("nothing but sentences was taken away")
}

fn bare(mut schema: Schema) -> Schema {
    schema.description = None;
    if let Some(from) = &mut schema.provenance {
        from.evidence.clear();
    }
    for child in schema.children_mut() {
        *child = bare(std::mem::take(child));
    }
    schema
}

fn bare_operation(mut operation: Operation) -> Operation {
    operation.summary = None;
    operation.description = None;
    operation.provenance.iter_mut().for_each(|from| from.evidence.clear());
    for parameter in &mut operation.parameters {
        parameter.description = None;
        parameter.schema = bare(std::mem::take(&mut parameter.schema));
    }
    operation.request =
        operation.request.map(|body| RequestBody { description: None, content: bare_content(body.content), ..body });
    for (status, response) in &mut operation.responses {
        response.description = status.to_string();
        response.provenance.iter_mut().for_each(|from| from.evidence.clear());
        response.content = bare_content(std::mem::take(&mut response.content));
        for header in response.headers.values_mut() {
            header.description = None;
            header.schema = bare(std::mem::take(&mut header.schema));
        }
    }
    operation
}

fn bare_content(content: IndexMap<String, Media>) -> IndexMap<String, Media> {
    let each = |(name, media): (String, Media)| (name, Media { schema: media.schema.map(bare), ..media });
    content.into_iter().map(each).collect()
}

#[test]
fn the_root_of_a_contract_is_the_root_of_its_source() {
    let contract = read("{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}}");
    assert_eq!(contract.source_pointer(&Pointer::ROOT), Pointer::ROOT);
    assert_eq!(contract, ContractBuilder::new("t").finish().expect("an empty contract"));
}
