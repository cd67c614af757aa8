//! Bodies whose table leaves out the one member that holds everything, be they objects or maps of plain values: the
//! examples show what it is called.

use super::{
    PageReader,
    shapes::Shape,
    shown::{bodies, members, singles},
};
use crate::rules;
use driftline_contract::{Operation, Schema, Type};
use driftline_finding::Provenance;
use serde_json::Value;
use std::collections::BTreeMap;

impl PageReader<'_> {
    /// Puts the fields of a body into the member in which all of its examples hold them and that no row names.
    pub(super) fn wrap_bodies(&mut self, operation: &mut Operation) {
        let mut wrapped = Vec::new();
        for (schema, values) in bodies(operation) {
            if let Some((name, shape)) = wrapper(schema, &values) {
                let name = name.to_owned();
                wrap(schema, &name, shape);
                let from = schema.provenance.as_deref();
                wrapped.extend(from.map(|from| (name, Provenance { evidence: BTreeMap::new(), ..from.clone() })));
            }
        }
        for (name, from) in wrapped {
            self.note(rules::example_property_undocumented::wrapper(&name), &from);
        }
    }
}

/// The only member that the examples of a body have, if the body's table has no such row and what it describes stands
/// inside.
fn wrapper<'v>(schema: &Schema, values: &[&'v Value]) -> Option<(&'v str, Shape)> {
    let is_map = schema.properties.is_empty() && schema.additional_properties.as_deref().is_some_and(is_plain);
    if !is_map && schema.properties.is_empty() || schema.reference.is_some() {
        return None;
    }
    let mut outer = members(values).into_iter();
    let ((name, held), None) = (outer.next()?, outer.next()) else { return None };
    // A name with digits may be a value, as the ID of what it holds.
    let is_name = !name.contains(|c: char| c.is_ascii_digit() || c.is_whitespace());
    if held.len() < values.len() || schema.properties.contains_key(name) || !is_name {
        return None;
    }
    if is_map {
        return held.iter().all(|value| value.is_object()).then_some((name, Shape::One));
    }
    let shape = Shape::of(&held)?;
    let inner = members(&singles(&held));
    let listed = inner.keys().filter(|name| schema.properties.contains_key(**name)).count();
    // A name alone may be that of something else, unless it is all that stands in the table and inside.
    let is_all = schema.properties.len() == 1 && inner.len() == 1;
    let are_enough = listed > 1 || listed == 1 && is_all;
    let are_most = are_enough && listed * 2 >= schema.properties.len() && listed * 2 >= inner.len();
    are_most.then_some((name, shape))
}

/// Whether a schema says that its values are neither objects nor arrays.
fn is_plain(schema: &Schema) -> bool {
    !schema.types.is_empty() && !schema.types.iter().any(|kind| matches!(kind, Type::Object | Type::Array))
}

fn wrap(schema: &mut Schema, name: &str, shape: Shape) {
    let table = std::mem::take(schema);
    let mut provenance = table.provenance.clone();
    if let Some(from) = &mut provenance {
        from.evidence.insert("properties".to_owned(), format!("the examples hold them in `{name}`"));
    }
    let held = if shape == Shape::List { Schema::array(table) } else { table };
    schema.types = vec![Type::Object];
    schema.properties.insert(name.to_owned(), held);
    schema.provenance = provenance;
}
