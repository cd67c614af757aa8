//! How the schema of a type is given: derived from Rust, or written out.

use super::item::{Form, Type};
use driftline_contract::{ComponentId, Prose, Schema, SchemaDocument, Type as Kind};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What stands before a component's name in the JSON that [`json`] gives.
const DEFS: &str = "#/$defs/";

/// Keywords that do not change what is accepted.
const ANNOTATIONS: &[&str] = &["default", "deprecated", "readOnly", "writeOnly"];

/// The names of the components in Rust.
pub(super) type TypeNames = BTreeMap<ComponentId, String>;

/// The schema of a field or wrapper of that type.
pub(super) fn form(schema: &Schema, ty: &Type, names: &TypeNames) -> Form {
    let more = rest(schema, ty);
    match like(schema, ty) {
        Some(like) if more.iter().all(|(_, value)| is_simple(value)) => Form::Derived { like, more },
        _ => text(schema, names),
    }
}

/// The schema of a struct: what is beside its fields.
pub(super) fn object_form(schema: &Schema, names: &TypeNames) -> Form {
    let mut more = json(schema);
    more.retain(|keyword, value| match keyword.as_str() {
        "type" | "properties" => false,
        "required" => schema.required.iter().any(|name| !schema.properties.contains_key(name)),
        "additionalProperties" => *value != Value::Bool(true),
        _ => true,
    });
    derived_or_text(more, schema, names)
}

/// The schema of an enumeration: what is beside `type` and `enum`.
pub(super) fn enumeration_form(schema: &Schema) -> Form {
    Form::Derived { like: String::new(), more: beside_list(schema).into_iter().collect() }
}

/// Whether an enumeration has nothing beside but plain keywords.
pub(super) fn is_listed_only(schema: &Schema) -> bool {
    schema.reference.is_none() && beside_list(schema).values().all(is_simple)
}

fn beside_list(schema: &Schema) -> Map<String, Value> {
    let mut more = json(schema);
    more.retain(|keyword, _| keyword != "type" && keyword != "enum");
    more
}

fn derived_or_text(more: Map<String, Value>, schema: &Schema, names: &TypeNames) -> Form {
    if more.values().all(is_simple) {
        Form::Derived { like: String::new(), more: more.into_iter().collect() }
    } else {
        text(schema, names)
    }
}

/// Whether a type takes values that the schema refuses.
pub(super) fn is_narrower(schema: &Schema, ty: &Type) -> bool {
    like(schema, ty).is_none() || narrows(rest(schema, ty).iter().map(|(keyword, _)| keyword))
}

/// Whether one of the keywords beside those that a form derives refuses values.
pub(super) fn narrows<'k>(keywords: impl IntoIterator<Item = &'k String>) -> bool {
    keywords.into_iter().any(|keyword| !ANNOTATIONS.contains(&keyword.as_str()))
}

/// The schema written out.
pub(super) fn text(schema: &Schema, names: &TypeNames) -> Form {
    let value = Value::Object(json(schema));
    let name = |id: &ComponentId| names.get(id).map(|name| (format!("{DEFS}{id}"), name.clone()));
    let mut references: Vec<_> = schema.references().iter().filter_map(name).collect();
    references.sort();
    references.dedup();
    Form::Text { json: value.to_string(), references }
}

/// The Rust type from which schemars derives the schema, its [`rest`] aside; `None` where no type does.
fn like(schema: &Schema, ty: &Type) -> Option<String> {
    let nested = |schema: &Schema, ty: &Type| if rest(schema, ty).is_empty() { like(schema, ty) } else { None };
    match ty {
        Type::Integer => match schema.format.as_deref() {
            Some("int32") => Some("i32".to_owned()),
            Some("int64") => Some("i64".to_owned()),
            // schemars gives every integer type a format.
            _ => None,
        },
        Type::Number => Some(match schema.format.as_deref() {
            Some("float") => "f32".to_owned(),
            Some("double") => "f64".to_owned(),
            _ => ty.code(),
        }),
        Type::Value => rest(schema, ty).is_empty().then(|| ty.code()),
        Type::List(items) => match &schema.items {
            Some(schema) => nested(schema, items).map(|like| format!("Vec<{like}>")),
            None => Some(ty.code()),
        },
        Type::Dictionary(values) => {
            let like = nested(schema.additional_properties.as_deref()?, values)?;
            Some(format!("BTreeMap<String, {like}>"))
        }
        Type::Boxed(inner) => like(schema, inner),
        Type::Nullable(_) => None,
        Type::Text | Type::Boolean | Type::Open | Type::Named(_) => Some(ty.code()),
    }
}

/// The keywords that [`like`] does not cover.
fn rest(schema: &Schema, ty: &Type) -> Vec<(String, Value)> {
    if is_item(schema, ty) {
        return Vec::new();
    }
    let has_format = |formats: &[&str]| schema.format.as_deref().is_some_and(|format| formats.contains(&format));
    let is_covered = |keyword: &str| match (ty, keyword) {
        (Type::Integer, "format") => has_format(&["int32", "int64"]),
        (Type::Number, "format") => has_format(&["float", "double"]),
        (Type::Named(_) | Type::Boxed(_), "$ref")
        | (Type::List(_), "items")
        | (Type::Dictionary(_), "additionalProperties") => true,
        (Type::Value | Type::Named(_) | Type::Boxed(_) | Type::Nullable(_), "type") => false,
        (_, "type") => schema.types.len() == 1,
        _ => false,
    };
    json(schema).into_iter().filter(|(keyword, _)| !is_covered(keyword)).collect()
}

/// Whether the type is one that was made for this very schema, and carries all of it.
fn is_item(schema: &Schema, ty: &Type) -> bool {
    matches!(ty, Type::Named(_)) && schema.reference.is_none() && schema.all_of.is_empty()
}

/// Whether a value can stand in an attribute.
fn is_simple(value: &Value) -> bool {
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
    match value {
        Value::Array(items) => items.len() <= 16 && items.iter().all(is_scalar),
        value => is_scalar(value),
    }
}

/// The keywords of a schema as JSON, prose and provenance aside.
fn json(schema: &Schema) -> Map<String, Value> {
    let mut root = schema.clone();
    strip(&mut root);
    match (SchemaDocument { id: None, root, components: BTreeMap::new() }).to_json_schema(Prose::Drop) {
        Value::Object(mut members) => {
            members.shift_remove("$schema");
            members
        }
        _ => Map::new(),
    }
}

fn strip(schema: &mut Schema) {
    schema.title = None;
    schema.description = None;
    schema.examples.clear();
    schema.provenance = None;
    schema.children_mut().for_each(strip);
}

/// The types that a schema allows beside `null`.
pub(super) fn kinds(schema: &Schema) -> Vec<Kind> {
    schema.types.iter().copied().filter(|kind| *kind != Kind::Null).collect()
}
