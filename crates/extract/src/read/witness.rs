//! What the examples of a page show of types that its tables leave open, or draw too narrow.
//!
//! A type cell decides. Only where none says what a value is (a table without a column of types, "Array" without its
//! items), the examples settle it if all of them agree; an integer that an example shows beyond 32 bits has 64; and a
//! table of a key and a value, or of one object, speaks of any member where the examples show members of other names.

use super::{
    prose::blanks,
    shown::{Gatherer, bodies, walk},
};
use driftline_contract::{ComponentId, Operation, Schema, Type};
use driftline_finding::words::nearest;
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Settles the bodies of an operation, and the components that they lead to, by the examples beside the bodies.
pub(super) fn settle(operation: &mut Operation, components: &mut IndexMap<ComponentId, Schema>) {
    let free = free_tables(components);
    let mut gatherer = Gatherer::new(components);
    for (schema, values) in bodies(operation) {
        gatherer.take_in(schema, &values);
        walk(schema, &values, &mut |node, values| settle_one(node, values, &free));
    }
    for (id, values) in gatherer.finish() {
        if let Some(component) = components.get_mut(&id) {
            walk(component, &values, &mut |node, values| settle_one(node, values, &free));
        }
    }
}

/// A table that may speak of every member of a map.
struct FreeTable {
    /// The names in its rows.
    names: Vec<String>,
    /// What it says of a value.
    value: Schema,
}

impl FreeTable {
    /// Whether a value is an object of other members than those that the table names, each of its kind.
    fn speaks_of(&self, value: &Value) -> bool {
        let is_held = |value: &Value| match self.names[..] {
            [_] => {
                if is_list(&self.value) {
                    value.is_array()
                } else {
                    value.is_object()
                }
            }
            _ => true,
        };
        let is_named = |name: &str| nearest(name, self.names.iter().map(String::as_str)).is_some();
        value.as_object().is_some_and(|it| {
            !it.is_empty()
                && it.iter().all(|(name, value)| !self.names.contains(name) && !is_named(name) && is_held(value))
        })
    }
}

/// The components whose tables may describe the members of a map: those of a key and a value, and those of one row
/// about objects or lists, whose name may be a word for any ("operator").
fn free_tables(components: &IndexMap<ComponentId, Schema>) -> BTreeMap<ComponentId, FreeTable> {
    let table = |(id, component): (&ComponentId, &Schema)| {
        let names: Vec<String> = component.properties.keys().cloned().collect();
        let value = match &names[..] {
            [key, value] if key == "key" && value == "value" => component.properties.get(value)?,
            [only] => component.properties.get(only).filter(|held| held.reference.is_some() || is_list(held))?,
            _ => return None,
        };
        Some((id.clone(), FreeTable { value: value.clone(), names }))
    };
    components.iter().filter_map(table).collect()
}

fn is_list(schema: &Schema) -> bool {
    schema.types == [Type::Array]
}

fn settle_one(schema: &mut Schema, values: &[&Value], free: &BTreeMap<ComponentId, FreeTable>) {
    let table = schema.reference.as_ref().and_then(|id| free.get(id));
    if let Some(table) = table.filter(|table| values.iter().all(|value| table.speaks_of(value))) {
        // The table speaks of each member of a map, not of members called so.
        schema.reference = None;
        schema.types = vec![Type::Object];
        schema.additional_properties = Some(Box::new(table.value.clone()));
    }
    heed_blank(schema, values);
    let is_narrow = schema.format.as_deref() == Some("int32");
    if let Some(wide) = values.iter().find(|value| is_narrow && is_wide(value)) {
        schema.format = Some("int64".to_owned());
        note_evidence(schema, "format", wide);
    }
    if !is_open(schema) {
        return;
    }
    let kinds: BTreeSet<Type> = values.iter().map(|value| type_of(value)).filter(|kind| *kind != Type::Null).collect();
    let (Some(kind), 1) = (kinds.first(), kinds.len()) else { return };
    // Of an array the items would be open again.
    if *kind != Type::Array {
        schema.types.push(*kind);
        if let Some(value) = values.iter().find(|value| type_of(value) == *kind) {
            note_evidence(schema, "type", value);
        }
    }
}

/// Takes the empty text for one of the listed values where the description says that the field may be left blank, and
/// an example shows it so.
fn heed_blank(schema: &mut Schema, values: &[&Value]) {
    let Some(listed) = &mut schema.enumeration else { return };
    if listed.iter().any(|value| value == "") || !values.iter().any(|value| *value == "") {
        return;
    }
    let Some(sentence) = schema.description.as_deref().and_then(blanks::read) else { return };
    listed.push(Value::from(""));
    let evidence = schema.provenance.as_mut().and_then(|from| from.evidence.get_mut("enum"));
    if let Some(evidence) = evidence.filter(|known| !known.contains(sentence)) {
        *evidence = format!("{evidence} {sentence}");
    }
}

fn note_evidence(schema: &mut Schema, keyword: &str, value: &Value) {
    if let Some(provenance) = schema.provenance.as_mut().filter(|_| !value.is_object()) {
        provenance.evidence.insert(keyword.to_owned(), format!("example: {value}"));
    }
}

/// Whether no cell has said what the values are, not even that they may be anything.
fn is_open(schema: &Schema) -> bool {
    if schema.provenance.as_ref().is_some_and(|from| from.evidence.contains_key("type")) {
        return false;
    }
    let composed = [&schema.all_of, &schema.any_of, &schema.one_of].iter().any(|parts| !parts.is_empty());
    schema.types.is_empty() && schema.reference.is_none() && !composed
}

/// Whether a value is an integer that does not fit into 32 bits.
fn is_wide(value: &Value) -> bool {
    value.as_i64().is_some_and(|number| i32::try_from(number).is_err()) || value.is_u64() && value.as_i64().is_none()
}

fn type_of(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Boolean,
        Value::Number(number) if number.is_f64() => Type::Number,
        Value::Number(_) => Type::Integer,
        Value::String(_) => Type::String,
        Value::Array(_) => Type::Array,
        Value::Object(_) => Type::Object,
    }
}
