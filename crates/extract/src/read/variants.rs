//! Request bodies that a page describes in several tables, one for each case.

use driftline_contract::{ComponentId, Schema};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Joins to a request body the tables that describe it again for another case: object tables of the request section
/// that nothing refers to, and that repeat a third of the body's fields or of their own.
pub(super) fn join(
    request: &mut Schema,
    components: &IndexMap<ComponentId, Schema>,
    unlinked: &[ComponentId],
    referenced: &BTreeSet<ComponentId>,
) {
    let is_variant = |id: &&ComponentId| {
        let Some(schema) = components.get(*id).filter(|_| !referenced.contains(*id)) else { return false };
        let shared = schema.properties.keys().filter(|name| request.properties.contains_key(*name)).count();
        shared > 1 && shared * 3 >= schema.properties.len().min(request.properties.len())
    };
    let variants: Vec<Schema> = unlinked.iter().filter(is_variant).cloned().map(Schema::reference).collect();
    if !variants.is_empty() {
        let first = std::mem::take(request);
        request.any_of = std::iter::once(first).chain(variants).collect();
    }
}
