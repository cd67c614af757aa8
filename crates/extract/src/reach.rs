//! What schemas lead to.

use driftline_contract::{ComponentId, Schema};
use std::collections::BTreeSet;

/// The names that schemas refer to, directly or through others, from `roots` on.
pub(crate) fn reached<'s>(
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
