//! The contracts behind the catalogues.

use driftline_contract::{ComponentId, Contract, Prose, Schema, SchemaDocument};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// The committed contract of a service; where it is not written yet, what the committed pages give.
pub fn committed(service: &str) -> Contract {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let name = format!("{service}.openapi.json");
    if let Ok(text) = fs::read_to_string(spec.join(&name)) {
        return Contract::read(&name, &text).expect("the committed contract reads");
    }
    let pages = fs::read_dir(spec.join("pages").join(service)).expect("the service has committed pages");
    let readings = pages.map(|page| {
        let path = page.expect("the folder lists").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let html = fs::read(&path).expect("the page reads");
        driftline_extract::read_page(&name, &driftline_extract::parse_page(&name, &html))
    });
    driftline_extract::assemble(service, readings.collect()).expect("a contract").contract
}

/// A small contract whose types are under `tests/golden`.
pub fn golden(name: &str) -> Contract {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.json"));
    let text = fs::read_to_string(path).expect("the contract of a golden module reads");
    Contract::read(name, &text).expect("the contract of a golden module is one")
}

/// The component that the schema is.
pub fn component_of<'c>(contract: &'c Contract, schema: &Schema) -> Option<&'c ComponentId> {
    contract.components().find(|(_, component)| std::ptr::eq(*component, schema)).map(|(id, _)| id)
}

/// A schema with the components that it reaches, as the extraction writes it; one that is a component itself under
/// its name, so that what is recursive refers to the same place in the model's schema and in this one.
pub fn written(contract: &Contract, schema: &Schema) -> Value {
    let reference = component_of(contract, schema).map(|id| Schema::reference(id.clone()));
    let root = reference.unwrap_or_else(|| schema.clone());
    SchemaDocument::new(None, root, contract).to_json_schema(Prose::Keep)
}

/// The schema of a type, under its name.
pub fn of_type<T: JsonSchema>() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.subschema_for::<T>().to_value();
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$defs"] = json!(generator.take_definitions(true));
    schema
}
