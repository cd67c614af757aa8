//! A self-contained JSON Schema 2020-12.

use super::{
    Prose,
    schema::{Members, Style},
};
use crate::SchemaDocument;
use serde_json::{Map, Value};

/// Where components stand in a JSON Schema of ours.
pub(crate) const DEFS: &str = "#/$defs/";

pub(super) fn document(document: &SchemaDocument, prose: Prose) -> Value {
    let style = Style { components: DEFS, prose };
    let mut out = Members::default();
    out.put("$schema", Some("https://json-schema.org/draft/2020-12/schema"));
    out.put("$id", document.id.as_deref());
    if let Value::Object(root) = style.schema(&document.root) {
        out.extend(root);
    }
    let components = document.components.iter().map(|(id, schema)| (id.as_str().to_owned(), style.schema(schema)));
    let components: Map<_, _> = components.collect();
    out.put("$defs", (!components.is_empty()).then_some(components));
    out.finish()
}
