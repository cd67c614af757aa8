//! One schema with everything that it needs.

use crate::{ComponentId, Contract, Schema};
use std::collections::{BTreeMap, BTreeSet};

/// A self-contained JSON Schema: a root, the components it reaches, and its own `$id`.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaDocument {
    /// The `$id`: an absolute URI, or a relative one that a reader resolves against where it found the document.
    pub id: Option<String>,
    /// What the document accepts.
    pub root: Schema,
    /// The `$defs`: every component that the root reaches.
    pub components: BTreeMap<ComponentId, Schema>,
}

impl SchemaDocument {
    /// The document of `root`, with all components of `contract` that it reaches.
    pub fn new(id: Option<String>, root: Schema, contract: &Contract) -> SchemaDocument {
        let mut wanted = root.references();
        let mut seen = BTreeSet::new();
        let mut components = BTreeMap::new();
        while let Some(component) = wanted.pop() {
            if !seen.insert(component.clone()) {
                continue;
            }
            if let Some(schema) = contract.component(&component) {
                wanted.extend(schema.references());
                components.insert(component, schema.clone());
            }
        }
        SchemaDocument { id, root, components }
    }
}
