//! A self-contained JSON Schema 2020-12.

use super::members::{Members, Written};
use crate::SchemaDocument;
use serde::{Serialize, Serializer};

/// Where components stand in a JSON Schema of ours.
pub(crate) const DEFS: &str = "#/$defs/";

impl Serialize for Written<'_, SchemaDocument> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: document, style } = self;
        let mut out = Members::begin(serializer)?;
        out.put("$schema", Some("https://json-schema.org/draft/2020-12/schema"))?;
        out.put("$id", document.id.as_deref())?;
        style.of(&document.root).write_into(&mut out)?;
        out.put("$defs", style.named(document.components.iter().map(|(id, schema)| (id.as_str(), schema))))?;
        out.finish()
    }
}
