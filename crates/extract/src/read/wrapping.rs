//! Bodies whose table leaves out the one member that holds everything, be they objects or maps of plain values: the
//! examples show what it is called. And the reverse: tables whose only row is a name for the object itself, which the
//! examples show without it.

use super::{
    PageReader,
    shapes::Shape,
    shown::{Gatherer, bodies, members, singles},
};
use crate::rules;
use driftline_contract::{ComponentId, Operation, Schema, Type};
use driftline_finding::Provenance;
use indexmap::IndexMap;
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

impl PageReader<'_> {
    /// Makes of a table whose only row names an object what that object is, where all examples show its members in place
    /// of the name.
    pub(super) fn unwrap_objects(&mut self, operation: &mut Operation, components: &mut IndexMap<ComponentId, Schema>) {
        // Most pages have no such table, and need not gather what their examples show.
        if !components.values().any(|component| only_member(component).is_some()) {
            return;
        }
        let mut gatherer = Gatherer::new(components);
        for (schema, values) in bodies(operation) {
            gatherer.take_in(schema, &values);
        }
        let named_only = |(id, values): &(ComponentId, Vec<&Value>)| {
            let (name, held) = components.get(id).and_then(only_member)?;
            let held = held.reference.as_ref().and_then(|id| components.get(id)).unwrap_or(held);
            are_those_of(held, name, values).then(|| id.clone())
        };
        let needless: Vec<ComponentId> = gatherer.finish().into_iter().filter_map(|shown| named_only(&shown)).collect();
        for id in needless {
            let Some(component) = components.get_mut(&id) else { continue };
            let Some((name, held)) = component.properties.pop() else { continue };
            let from = held.provenance.as_deref().map(|from| Provenance { evidence: BTreeMap::new(), ..from.clone() });
            *component = held;
            if let Some(from) = from {
                self.note(rules::type_contradicted::of_needless_name(&name), &from);
            }
        }
    }
}

/// The only property of an object of which nothing else is known, if that is an object too.
fn only_member(schema: &Schema) -> Option<(&str, &Schema)> {
    let (name, held) = schema.properties.first().filter(|_| schema.properties.len() == 1)?;
    let is_object = held.reference.is_some() || held.types == [Type::Object] && !held.properties.is_empty();
    (is_object && schema.additional_properties.is_none()).then_some((name, held))
}

/// Whether all values are objects that have no member `name`, and most of whose members, several, are those of `held`.
fn are_those_of(held: &Schema, name: &str, values: &[&Value]) -> bool {
    let shown = members(values);
    let listed = shown.keys().filter(|name| held.properties.contains_key(**name)).count();
    let are_most = listed > 1 && listed * 2 >= held.properties.len() && listed * 2 >= shown.len();
    are_most && !shown.contains_key(name) && values.iter().all(|value| value.is_object())
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
