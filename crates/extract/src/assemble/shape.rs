//! Whether two schemas accept the same values, provenance and prose aside.

use driftline_contract::{ComponentId, Schema};
use std::collections::BTreeMap;

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

/// Puts the names of `names` in the place of those that stand in the schema.
pub(super) fn rename(schema: &mut Schema, names: &BTreeMap<ComponentId, ComponentId>) {
    if let Some(name) = schema.reference.as_ref().and_then(|id| names.get(id)) {
        schema.reference = Some(name.clone());
    }
    schema.children_mut().for_each(|child| rename(child, names));
}
