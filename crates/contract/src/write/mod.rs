//! Contracts as documents. Key order is for reading: identity first, then type, constraints, properties, prose last.

mod json_schema;
mod openapi;
mod schema;
mod yaml;

use crate::{Contract, SchemaDocument};
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
        openapi::document(self, prose)
    }

    /// The contract as the text of an OpenAPI 3.1 document in JSON: indented, with a newline at the end.
    pub fn to_openapi_json(&self) -> String {
        json_text(&self.to_openapi(Prose::Keep))
    }

    /// The contract as the text of an OpenAPI 3.1 document in YAML, with a newline at the end.
    pub fn to_openapi_yaml(&self) -> String {
        yaml::text(&self.to_openapi(Prose::Keep))
    }
}

impl SchemaDocument {
    /// The document as JSON Schema 2020-12.
    pub fn to_json_schema(&self, prose: Prose) -> Value {
        json_schema::document(self, prose)
    }
}

/// YAML as we write it into files, with a newline at the end.
pub fn yaml_text(value: &Value) -> String {
    yaml::text(value)
}

/// JSON as we write it into files: indented by two, with a newline at the end.
pub fn json_text(value: &Value) -> String {
    // Writing a value into memory does not fail.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
