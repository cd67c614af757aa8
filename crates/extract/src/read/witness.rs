//! What the examples of a page show of types that its tables leave open, or draw too narrow.
//!
//! A type cell decides. Only where none says what a value is (a table without a column of types, "Array" without its
//! items), the examples settle it if all of them agree; an integer that an example shows beyond 32 bits has 64; and a
//! table of a key and a value speaks of any member where the examples show members of other names.

use driftline_contract::{ComponentId, Media, Operation, Schema, Type};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Settles the bodies of an operation, and the components that they lead to, by the examples beside the bodies.
pub(super) fn settle(operation: &mut Operation, components: &mut IndexMap<ComponentId, Schema>) {
    let mut shown: IndexMap<ComponentId, Vec<&Value>> = IndexMap::new();
    let mut open: Vec<(ComponentId, Vec<&Value>)> = Vec::new();
    let requests = operation.request.iter_mut().flat_map(|request| request.content.values_mut());
    let responses = operation.responses.values_mut().flat_map(|response| response.content.values_mut());
    let pairs = tables_of_pairs(components);
    for Media { schema, examples } in requests.chain(responses) {
        let Some(schema) = schema else { continue };
        let values: Vec<&Value> = examples.values().collect();
        walk(schema, &values, &mut |node, values| note_reference(node, values, &mut open));
        walk(schema, &values, &mut |node, values| settle_one(node, values, &pairs));
    }
    // Each step goes deeper into the examples, so this ends.
    while let Some((id, values)) = open.pop() {
        let Some(component) = components.get_mut(&id).filter(|component| component.reference.is_none()) else {
            continue;
        };
        walk(component, &values, &mut |node, values| note_reference(node, values, &mut open));
        shown.entry(id).or_default().extend(values);
    }
    for (id, values) in shown {
        if let Some(component) = components.get_mut(&id) {
            walk(component, &values, &mut |node, values| settle_one(node, values, &pairs));
        }
    }
}

/// Calls `visit` with each schema below one, references not followed, and the values that examples show there.
fn walk<'v>(schema: &mut Schema, values: &[&'v Value], visit: &mut impl FnMut(&mut Schema, &[&'v Value])) {
    if values.is_empty() {
        return;
    }
    visit(schema, values);
    for (name, property) in &mut schema.properties {
        let inner: Vec<&Value> = values.iter().filter_map(|value| value.get(name)).collect();
        walk(property, &inner, visit);
    }
    if let Some(items) = &mut schema.items {
        let inner: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
        walk(items, &inner, visit);
    }
    if let Some(members) = &mut schema.additional_properties {
        let inner: Vec<&Value> =
            values.iter().filter_map(|value| value.as_object()).flat_map(|it| it.values()).collect();
        walk(members, &inner, visit);
    }
}

fn note_reference<'v>(schema: &Schema, values: &[&'v Value], open: &mut Vec<(ComponentId, Vec<&'v Value>)>) {
    if let Some(id) = &schema.reference {
        open.push((id.clone(), values.to_vec()));
    }
}

/// The components whose tables list a key and a value, with the schema of the value.
fn tables_of_pairs(components: &IndexMap<ComponentId, Schema>) -> BTreeMap<ComponentId, Schema> {
    let value = |(id, component): (&ComponentId, &Schema)| {
        let names: Vec<&str> = component.properties.keys().map(String::as_str).collect();
        (names == ["key", "value"]).then(|| Some((id.clone(), component.properties.get("value")?.clone())))?
    };
    components.iter().filter_map(value).collect()
}

fn settle_one(schema: &mut Schema, values: &[&Value], pairs: &BTreeMap<ComponentId, Schema>) {
    let pair = schema.reference.as_ref().and_then(|id| pairs.get(id));
    if let Some(value) = pair.filter(|_| values.iter().all(|value| is_map(value))) {
        // The table speaks of each member of a map, not of members called so.
        schema.reference = None;
        schema.types = vec![Type::Object];
        schema.additional_properties = Some(Box::new(value.clone()));
    }
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

fn note_evidence(schema: &mut Schema, keyword: &str, value: &Value) {
    if let Some(provenance) = schema.provenance.as_mut().filter(|_| !value.is_object()) {
        provenance.evidence.insert(keyword.to_owned(), format!("example: {value}"));
    }
}

/// Whether no cell has said what the values are.
fn is_open(schema: &Schema) -> bool {
    let composed = [&schema.all_of, &schema.any_of, &schema.one_of].iter().any(|parts| !parts.is_empty());
    schema.types.is_empty() && schema.reference.is_none() && !composed
}

/// Whether a value has members, none of which is called as in a table of a key and a value.
fn is_map(value: &Value) -> bool {
    value.as_object().is_some_and(|it| !it.is_empty() && !it.contains_key("key") && !it.contains_key("value"))
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
