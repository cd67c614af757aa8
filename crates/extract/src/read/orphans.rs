//! Object tables that no row leads to, where the examples of a page show what they describe: a property without a row
//! after which a table is called, or an object without a table whose members one table lists.

use super::{
    PageReader, object_name,
    shapes::{Shape, is_undescribed},
    shown::{Gatherer, bodies, members, singles},
};
use crate::rules;
use driftline_contract::{ComponentId, Operation, Schema, Type};
use driftline_finding::Provenance;
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::BTreeSet;

/// An object table that nothing refers to.
struct Orphan {
    id: ComponentId,
    title: String,
    names: BTreeSet<String>,
    from: Provenance,
}

impl PageReader<'_> {
    /// Refers to the object tables, given by component and title, that no row leads to and that the examples show.
    pub(super) fn place_orphans(
        &mut self,
        titles: Vec<(ComponentId, String)>,
        operation: &mut Operation,
        components: &mut IndexMap<ComponentId, Schema>,
    ) {
        let orphans = orphans(titles, operation, components);
        if orphans.is_empty() {
            return;
        }
        let mut gatherer = Gatherer::new(components);
        let mut placed = Vec::new();
        for (schema, values) in bodies(operation) {
            gatherer.take_in(schema, &values);
            place(schema, &values, &orphans, &mut placed);
        }
        for (id, values) in &gatherer.finish() {
            if let Some(component) = components.get_mut(id) {
                place(component, values, &orphans, &mut placed);
            }
        }
        for (orphan, name) in placed {
            self.note(rules::object_table_unused::shown(&orphan.title, &name), &orphan.from);
        }
    }
}

fn orphans(
    titles: Vec<(ComponentId, String)>,
    operation: &Operation,
    components: &IndexMap<ComponentId, Schema>,
) -> Vec<Orphan> {
    let mut known: BTreeSet<ComponentId> = components.values().flat_map(Schema::references).collect();
    known.extend(operation.schemas().flat_map(Schema::references));
    let orphan = |(id, title): (ComponentId, String)| {
        let component = components.get(&id).filter(|component| !component.properties.is_empty())?;
        let from = component.provenance.as_deref()?.clone();
        Some(Orphan { names: component.properties.keys().cloned().collect(), id, title, from })
    };
    titles.into_iter().filter(|(id, _)| !known.contains(id)).filter_map(orphan).collect()
}

impl Orphan {
    /// Whether the title names a property: with its last part, or as "Description of the tags field" does.
    fn is_called(&self, name: &str) -> bool {
        let last = self.title.rsplit_once('.').filter(|_| !self.title.contains(' ')).map(|(_, last)| last);
        last.unwrap_or_else(|| object_name(&self.title)).eq_ignore_ascii_case(name)
    }

    /// How many of the members of objects it lists, and how many there are.
    fn lists(&self, objects: &[&Value]) -> (usize, usize) {
        let names: BTreeSet<&str> = members(objects).into_keys().collect();
        (names.iter().filter(|name| self.names.contains(**name)).count(), names.len())
    }
}

/// Refers to orphans from the properties of an object.
fn place<'o>(object: &mut Schema, values: &[&Value], orphans: &'o [Orphan], placed: &mut Vec<(&'o Orphan, String)>) {
    if object.properties.is_empty() {
        return;
    }
    for (name, values) in members(&singles(values)) {
        let Some(shape) = Shape::of(&values) else { continue };
        let objects = singles(&values);
        let known = object.properties.get_mut(name);
        let is_meant = |orphan: &&Orphan| match (&known, orphan.lists(&objects)) {
            (None, (listed, _)) => listed > 0 && orphan.is_called(name),
            // One member, such as an id, is in many tables; none says nothing.
            (Some(_), (listed, all)) => listed == all && (all > 1 || all == 1 && orphan.is_called(name)),
        };
        let mut meant = orphans.iter().filter(is_meant);
        let (Some(orphan), None) = (meant.next(), meant.next()) else { continue };
        let reference = Schema::reference(orphan.id.clone());
        match known {
            None => {
                let mut property = if shape == Shape::List { Schema::array(reference) } else { reference };
                let mut from = Provenance::page(&orphan.from.page);
                from.evidence
                    .insert("properties".to_owned(), "the example shows it, and a table is called so".to_owned());
                property.provenance = Some(Box::new(from));
                object.properties.insert(name.to_owned(), property);
            }
            Some(Schema { items: Some(items), .. }) if is_undescribed(items) => **items = reference,
            Some(property) if is_bare(property) => {
                property.types.clear();
                property.reference = reference.reference;
            }
            Some(_) => continue,
        }
        placed.push((orphan, name.to_owned()));
    }
}

/// Whether a schema is an object of which nothing is known.
fn is_bare(schema: &Schema) -> bool {
    schema.types == [Type::Object] && schema.properties.is_empty() && schema.additional_properties.is_none()
}
