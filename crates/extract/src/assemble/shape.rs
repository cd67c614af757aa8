//! Whether two schemas accept the same values, provenance and prose aside.

use driftline_contract::{ComponentId, Schema};
use std::collections::{BTreeMap, BTreeSet};

/// Whether two schemas accept the same, given that references to different names mean different things.
pub(super) fn same_shape(left: &Schema, right: &Schema) -> bool {
    bare(left) == bare(right)
}

/// The schema without provenance and prose.
pub(super) fn bare(schema: &Schema) -> Schema {
    let mut bare = schema.clone();
    strip(&mut bare);
    bare
}

fn strip(schema: &mut Schema) {
    schema.provenance = None;
    schema.description = None;
    schema.children_mut().for_each(strip);
}

/// A text that is the same for all schemas that accept the same, apart from what they refer to.
pub(super) fn signature(schema: &Schema) -> String {
    let mut bare = bare(schema);
    forget_names(&mut bare);
    format!("{bare:?}")
}

/// Rows may come in any order, and what a reference means is compared by itself.
fn forget_names(schema: &mut Schema) {
    schema.reference = schema.reference.as_ref().map(|_| ComponentId::from_text("_"));
    schema.properties.sort_keys();
    schema.required.sort();
    schema.children_mut().for_each(forget_names);
}

/// What a schema refers to, in the order in which [`signature`] shows it.
pub(super) fn references(schema: &Schema) -> Vec<ComponentId> {
    let mut sorted = schema.clone();
    sort(&mut sorted);
    sorted.references()
}

fn sort(schema: &mut Schema) {
    schema.properties.sort_keys();
    schema.children_mut().for_each(sort);
}

/// The names that schemas refer to, directly or through others, from `roots` on.
pub(super) fn reached<'s>(
    roots: impl Iterator<Item = &'s Schema>,
    schema_of: impl Fn(&ComponentId) -> Option<&'s Schema>,
) -> BTreeSet<ComponentId> {
    let mut wanted: Vec<ComponentId> = roots.flat_map(Schema::references).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if let Some(schema) = schema_of(&id).filter(|_| !reached.contains(&id)) {
            wanted.extend(schema.references());
        }
        reached.insert(id);
    }
    reached
}

/// What stands in the place of each placeholder.
pub(super) type Meanings = BTreeMap<ComponentId, Schema>;

/// Puts what placeholders mean in their place. What stands beside a placeholder stays.
pub(super) fn replace(schema: &mut Schema, meanings: &Meanings) {
    if let Some(meaning) = schema.reference.as_ref().and_then(|id| meanings.get(id)) {
        schema.reference.clone_from(&meaning.reference);
        schema.types.clone_from(&meaning.types);
        schema.additional_properties.clone_from(&meaning.additional_properties);
    }
    schema.children_mut().for_each(|child| replace(child, meanings));
}

/// Puts the names of `names` in the place of those that stand in the schema.
pub(super) fn rename(schema: &mut Schema, names: &BTreeMap<ComponentId, ComponentId>) {
    if let Some(name) = schema.reference.as_ref().and_then(|id| names.get(id)) {
        schema.reference = Some(name.clone());
    }
    schema.children_mut().for_each(|child| rename(child, names));
}
