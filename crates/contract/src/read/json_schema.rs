//! A JSON Schema document.

use super::{
    fault::Fault,
    kind,
    node::Node,
    reader::{Dialect, Reader},
};
use crate::SchemaDocument;
use serde_json::Value;

pub(super) fn document(value: &Value) -> Result<SchemaDocument, Fault> {
    let root = Node::root(value);
    kind::json_schema(&root)?;
    let id = root.text_at("$id")?;
    let base = root.value.get("$id").and_then(Value::as_str);
    let mut reader = Reader::new(Dialect::JsonSchema, value, base, root.member("$defs").as_ref())?;
    let schema = reader.schema(&root)?;
    let components = reader.components()?.into_iter().collect();
    Ok(SchemaDocument { id, root: schema, components })
}
