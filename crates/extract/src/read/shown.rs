//! What the examples of a page show beside its schemas: the values of each body, of its parts, and of components.

use driftline_contract::{ComponentId, Media, Operation, Schema};
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use serde_json::Value;
use std::{borrow::Cow, collections::HashSet, ptr};

/// The values that examples show, by the component that describes them; lists are taken apart.
pub(super) type Shown<'v> = IndexMap<ComponentId, Vec<&'v Value>>;

/// The schemas of the bodies of an operation, each with the examples beside it.
pub(super) fn bodies(operation: &mut Operation) -> impl Iterator<Item = (&mut Schema, Vec<&Value>)> {
    let requests = operation.request.iter_mut().flat_map(|request| request.content.values_mut());
    let responses = operation.responses.values_mut().flat_map(|response| response.content.values_mut());
    requests
        .chain(responses)
        .filter_map(|Media { schema, examples }| Some((schema.as_mut()?, examples.values().collect())))
}

/// The values, and in place of lists what is in them.
pub(super) fn singles<'s, 'v>(values: &'s [&'v Value]) -> Cow<'s, [&'v Value]> {
    if !values.iter().any(|value| value.is_array()) {
        return Cow::Borrowed(values);
    }
    let mut singles = Vec::with_capacity(values.len());
    for value in values {
        match value.as_array() {
            Some(items) => singles.extend(items),
            None => singles.push(*value),
        }
    }
    Cow::Owned(singles)
}

/// The values of the members of objects, by name.
pub(super) fn members<'v>(values: &[&'v Value]) -> IndexMap<&'v str, Vec<&'v Value>, RandomState> {
    let mut members: IndexMap<&str, Vec<&Value>, RandomState> = IndexMap::default();
    for (name, value) in values.iter().filter_map(|value| value.as_object()).flatten() {
        members.entry(name).or_default().push(value);
    }
    members
}

/// Calls `visit` with each member of objects, by name, and its values.
pub(super) fn each_member<'v>(values: &[&'v Value], mut visit: impl FnMut(&'v str, &[&'v Value])) {
    // Most examples show one object: its members need no gathering.
    if let [only] = values {
        only.as_object().into_iter().flatten().for_each(|(name, value)| visit(name, &[value]));
    } else {
        members(values).into_iter().for_each(|(name, values)| visit(name, &values));
    }
}

/// The values of the members that a schema does not name.
pub(super) fn free_members<'v>(schema: &Schema, values: &[&'v Value]) -> Vec<&'v Value> {
    let members = values.iter().filter_map(|value| value.as_object()).flatten();
    members.filter(|(name, _)| !schema.properties.contains_key(*name)).map(|(_, value)| value).collect()
}

/// Collects the values that components describe, at any depth.
pub(super) struct Gatherer<'v, 'c> {
    components: &'c IndexMap<ComponentId, Schema>,
    shown: Shown<'v>,
    /// Tables may lead to themselves: a value counts once for each component.
    seen: HashSet<(ComponentId, *const Value), RandomState>,
}

impl<'v, 'c> Gatherer<'v, 'c> {
    pub(super) fn new(components: &'c IndexMap<ComponentId, Schema>) -> Gatherer<'v, 'c> {
        Gatherer { components, shown: Shown::new(), seen: HashSet::default() }
    }

    pub(super) fn finish(self) -> Shown<'v> {
        self.shown
    }

    /// Takes in what `values`, which `schema` describes, show of components.
    pub(super) fn take_in(&mut self, schema: &Schema, values: &[&'v Value]) {
        if values.is_empty() {
            return;
        }
        if let Some(schema) = schema.unless_null() {
            self.take_in(schema, values);
            return;
        }
        let values = singles(values);
        if let Some(id) = &schema.reference {
            self.take_in_component(id, values.into_owned());
            return;
        }
        each_member(&values, |name, values| {
            if let Some(property) = schema.properties.get(name) {
                self.take_in(property, values);
            }
        });
        if let Some(items) = &schema.items {
            self.take_in(items, &values);
        }
        if let Some(held) = &schema.additional_properties {
            self.take_in(held, &free_members(schema, &values));
        }
    }

    fn take_in_component(&mut self, id: &ComponentId, mut values: Vec<&'v Value>) {
        values.retain(|value| self.seen.insert((id.clone(), ptr::from_ref(*value))));
        self.shown.entry(id.clone()).or_default().extend(&values);
        if let Some(component) = self.components.get(id).filter(|component| component.reference.is_none()) {
            self.take_in(component, &values);
        }
    }
}

/// Calls `visit` with each schema below one, references not followed, and the values that examples show there.
pub(super) fn walk<'v>(schema: &mut Schema, values: &[&'v Value], visit: &mut impl FnMut(&mut Schema, &[&'v Value])) {
    if values.is_empty() {
        return;
    }
    visit(schema, values);
    let singles = singles(values);
    each_member(&singles, |name, values| {
        if let Some(property) = schema.properties.get_mut(name) {
            walk(property, values, visit);
        }
    });
    if let Some(items) = &mut schema.items {
        walk(items, &singles, visit);
    }
    // Where nothing says what a map holds, a few of its members do not speak for all.
    if let Some(mut held) = schema.additional_properties.take_if(|held| **held != Schema::default()) {
        walk(&mut held, &free_members(schema, &singles), visit);
        schema.additional_properties = Some(held);
    }
}
