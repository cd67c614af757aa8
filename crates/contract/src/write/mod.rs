//! Contracts as documents. Key order is for reading: identity first, then type, constraints, properties, prose last.

mod json_schema;
mod members;
mod openapi;
mod schema;
mod yaml;

use crate::{Contract, SchemaDocument, schema::COMPONENTS};
use members::Style;
use serde::Serialize;
use serde_json::Value;

/// Whether the sentences of the source are written: summaries, descriptions, evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prose {
    /// Written.
    #[default]
    Keep,
    /// Left out. Names, captions, types and numbers remain.
    Drop,
}

impl Contract {
    /// The contract as an OpenAPI 3.1 document.
    pub fn to_openapi(&self, prose: Prose) -> Value {
        value(&openapi(prose).of(self))
    }

    /// The contract as the text of an OpenAPI 3.1 document in JSON: indented, with a newline at the end.
    pub fn to_openapi_json(&self) -> String {
        self.to_openapi_json_with(Prose::Keep)
    }

    /// The same with or without sentences: the text of [`Contract::to_openapi`], made without the document in between.
    pub fn to_openapi_json_with(&self, prose: Prose) -> String {
        text(&openapi(prose).of(self))
    }

    /// The contract as the text of an OpenAPI 3.1 document in YAML, with a newline at the end.
    pub fn to_openapi_yaml(&self) -> String {
        yaml::text(&self.to_openapi(Prose::Keep))
    }
}

impl SchemaDocument {
    /// The document as JSON Schema 2020-12.
    pub fn to_json_schema(&self, prose: Prose) -> Value {
        value(&Style { components: json_schema::DEFS, prose }.of(self))
    }
}

fn openapi(prose: Prose) -> Style {
    Style { components: COMPONENTS, prose }
}

/// What is written, as a value.
fn value(written: &impl Serialize) -> Value {
    // Keys are texts and numbers are JSON's, so this does not fail.
    serde_json::to_value(written).unwrap_or_default()
}

/// What is written, as text.
fn text(written: &impl Serialize) -> String {
    // The same, and writing into memory does not fail.
    let mut text = serde_json::to_string_pretty(written).unwrap_or_default();
    text.push('\n');
    text
}

/// YAML as we write it into files, with a newline at the end.
pub fn yaml_text(value: &Value) -> String {
    yaml::text(value)
}

/// JSON as we write it into files: indented by two, with a newline at the end.
pub fn json_text(value: &Value) -> String {
    text(value)
}
