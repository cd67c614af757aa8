//! Tables that list the fields of all levels one below the other: the example shows which stand in which.
//!
//! A field moves only where every example leaves it out at its own level and one field of that level, whose inside no
//! table describes, has it inside; or where no example has it, between rows that move.

use super::shown::{bodies, singles};
use driftline_contract::{Operation, Schema, Type};
use serde_json::Value;
use std::collections::BTreeSet;

/// Nests the bodies of an operation as the examples beside them show.
pub(super) fn follow_examples(operation: &mut Operation) {
    for (schema, values) in bodies(operation) {
        nest(schema, &values, MAX_DEPTH);
    }
}

/// No example nests deeper where a table is flat.
const MAX_DEPTH: usize = 8;

fn nest(schema: &mut Schema, values: &[&Value], depth: usize) {
    let values: Vec<&Value> = values.iter().copied().filter(|value| value.is_object()).collect();
    if values.is_empty() || depth == 0 {
        return;
    }
    let shown = |name: &str| values.iter().any(|value| value.get(name).is_some());
    let opaque: Vec<String> = schema
        .properties
        .iter()
        .filter(|(name, inner)| is_opaque(inner) && shown(name))
        .map(|it| it.0.clone())
        .collect();
    let rows: Vec<String> = schema.properties.keys().cloned().collect();
    let places: Vec<Place<'_>> = rows.iter().map(|name| place(name, &values, &opaque, shown)).collect();
    let mut filled = BTreeSet::new();
    for (at, name) in rows.iter().enumerate() {
        let Some(holder) = holder(at, &places, &rows) else { continue };
        if let Some(moved) = schema.properties.shift_remove(name) {
            let is_required = schema.required.shift_remove(name);
            add(schema, holder, name, moved, is_required);
            filled.insert(holder);
        }
    }
    for holder in filled {
        let inner = inside(&values, holder);
        if let Some(object) = schema.properties.get_mut(holder).map(object_in) {
            nest(object, &inner, depth - 1);
        }
    }
}

/// Where the examples have what a row of a flat table describes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place<'n> {
    /// At the level of the table.
    Own,
    /// In a field of that level.
    In(&'n str),
    /// Nowhere.
    Nowhere,
    /// In several fields: nobody can say which is meant.
    Several,
}

fn place<'n>(name: &str, values: &[&Value], opaque: &'n [String], shown: impl Fn(&str) -> bool) -> Place<'n> {
    if shown(name) {
        return Place::Own;
    }
    let has = |holder: &&String| inside(values, holder).iter().any(|value| holds(value, name, MAX_DEPTH));
    let mut holders = opaque.iter().filter(has);
    match (holders.next(), holders.next()) {
        (None, _) => Place::Nowhere,
        (Some(holder), None) => Place::In(holder),
        (Some(_), Some(_)) => Place::Several,
    }
}

/// The field that a row belongs to. One that no example has belongs to where the rows around it do.
fn holder<'n>(at: usize, places: &[Place<'n>], rows: &[String]) -> Option<&'n str> {
    match places[at] {
        Place::In(holder) => Some(holder),
        Place::Own | Place::Several => None,
        Place::Nowhere => {
            let is_known = |place: &&Place<'_>| **place != Place::Nowhere;
            let Some(Place::In(next)) = places[at..].iter().find(is_known) else { return None };
            let before = (0..at).rev().find(|at| is_known(&&places[*at]))?;
            (places[before] == Place::In(next) || rows[before] == *next).then_some(*next)
        }
    }
}

/// Whether nothing says what is in an object, or in the items of an array.
fn is_opaque(schema: &Schema) -> bool {
    let object = match &schema.items {
        Some(items) if schema.types == [Type::Array] => items,
        _ => schema,
    };
    let is_any = object.types.is_empty() && object.any_of.is_empty() && object.one_of.is_empty();
    let is_bare = object.properties.is_empty() && object.additional_properties.is_none() && object.reference.is_none();
    is_bare && (object.types == [Type::Object] || is_any && schema.types == [Type::Array])
}

/// The values that the examples show for a field, each item of an array by itself.
fn inside<'v>(values: &[&'v Value], name: &str) -> Vec<&'v Value> {
    singles(&values.iter().filter_map(|value| value.get(name)).collect::<Vec<_>>()).into_owned()
}

/// Whether a key stands anywhere in a value.
fn holds(value: &Value, name: &str, depth: usize) -> bool {
    match value {
        Value::Object(members) => {
            members.contains_key(name) || depth > 0 && members.values().any(|inner| holds(inner, name, depth - 1))
        }
        Value::Array(items) => depth > 0 && items.iter().any(|inner| holds(inner, name, depth - 1)),
        _ => false,
    }
}

fn add(schema: &mut Schema, holder: &str, name: &str, moved: Schema, is_required: bool) {
    let Some(object) = schema.properties.get_mut(holder).map(object_in) else { return };
    object.types = vec![Type::Object];
    object.properties.insert(name.to_owned(), moved);
    if is_required {
        object.required.insert(name.to_owned());
    }
}

/// The object that a field is, or that the items of an array are.
fn object_in(schema: &mut Schema) -> &mut Schema {
    if schema.items.is_some() { schema.items.get_or_insert_default() } else { schema }
}
