//! What responses must hold of objects that a request must fill.

use driftline_contract::{ComponentId, Media, Operation, Schema};
use std::collections::{BTreeMap, BTreeSet};

/// By name the components of a page.
pub(crate) type Components = BTreeMap<ComponentId, Schema>;

/// Gives the responses forms of their own of what demands something `of_request`, be it further inside.
pub(crate) fn part(components: &mut Components, of_request: &BTreeSet<ComponentId>, operation: &mut Operation) {
    let strict = |id: &ComponentId| of_request.contains(id) && !components[id].required.is_empty();
    let answered = closure(bodies(operation).flat_map(|schema| schema.references()).collect(), components);
    let changed: Vec<ComponentId> =
        answered.into_iter().filter(|id| closure(vec![id.clone()], components).iter().any(strict)).collect();
    let form = |id: &ComponentId| {
        if of_request.contains(id) { ComponentId::from_text(&format!("{id} in response")) } else { id.clone() }
    };
    let forms: BTreeMap<ComponentId, ComponentId> = changed.into_iter().map(|id| (id.clone(), form(&id))).collect();
    for (id, form) in &forms {
        let mut schema = components[id].clone();
        if of_request.contains(id) {
            schema.required.clear();
        }
        rename(&mut schema, &forms);
        components.insert(form.clone(), schema);
    }
    bodies(operation).for_each(|schema| rename(schema, &forms));
}

fn bodies(operation: &mut Operation) -> impl Iterator<Item = &mut Schema> {
    let content = operation.responses.values_mut().flat_map(|response| response.content.values_mut());
    content.filter_map(|Media { schema, .. }| schema.as_mut())
}

/// What some components lead to, themselves included.
fn closure(mut wanted: Vec<ComponentId>, components: &Components) -> BTreeSet<ComponentId> {
    let mut found = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if found.insert(id.clone()) {
            wanted.extend(components[&id].references());
        }
    }
    found
}

fn rename(schema: &mut Schema, forms: &BTreeMap<ComponentId, ComponentId>) {
    if let Some(form) = schema.reference.as_ref().and_then(|id| forms.get(id)) {
        schema.reference = Some(form.clone());
    }
    schema.children_mut().for_each(|child| rename(child, forms));
}
