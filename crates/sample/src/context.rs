//! A schema with everything that it reaches, ready to be asked questions.

use crate::{Unsupported, pattern};
use driftline_contract::{ComponentId, Contract, Schema, SchemaDocument};
use driftline_finding::Pointer;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// The root and its components, and what is worked out once: patterns, names, cycles.
///
/// Places in it are pointers as [`Violation::schema`](crate::Violation::schema) describes them.
#[derive(Debug)]
pub(crate) struct Context {
    document: SchemaDocument,
    patterns: BTreeMap<String, Regex>,
    names: BTreeSet<String>,
    recursive: BTreeSet<ComponentId>,
}

impl Context {
    /// Prepares a schema; a pattern that cannot be compiled is an error.
    pub(crate) fn new(contract: &Contract, schema: &Schema) -> Result<Context, Unsupported> {
        let document = SchemaDocument::new(None, schema.clone(), contract);
        let mut patterns = BTreeMap::new();
        let mut names = BTreeSet::new();
        let roots = document.components.iter().map(|(id, schema)| (Contract::component_pointer(id), schema));
        for (at, schema) in std::iter::once((Pointer::ROOT, &document.root)).chain(roots) {
            schema.walk(&mut |schema| names.extend(schema.properties.keys().chain(&schema.required).cloned()));
            compile_patterns(schema, &at, &mut patterns)?;
        }
        let recursive = recursive(&document);
        Ok(Context { document, patterns, names, recursive })
    }

    /// The schema at a place.
    pub(crate) fn at(&self, place: &Pointer) -> Option<&Schema> {
        let mut segments = place.segments();
        if segments.next().as_deref() != Some("components") {
            return self.document.root.at(place);
        }
        let id: ComponentId = segments.nth(1)?.parse().ok()?;
        self.component(&id)?.at(&segments.fold(Pointer::ROOT, |at, segment| at.key(&segment)))
    }

    pub(crate) fn component(&self, id: &ComponentId) -> Option<&Schema> {
        self.document.components.get(id)
    }

    /// How many components there are.
    pub(crate) fn size(&self) -> usize {
        self.document.components.len()
    }

    /// Whether a component reaches itself.
    pub(crate) fn is_recursive(&self, id: &ComponentId) -> bool {
        self.recursive.contains(id)
    }

    /// The engine for a pattern of this schema.
    pub(crate) fn pattern(&self, pattern: &str) -> Option<&Regex> {
        self.patterns.get(pattern)
    }

    /// Whether some object, anywhere in the schema, describes a property of that name.
    pub(crate) fn describes(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

fn compile_patterns(schema: &Schema, at: &Pointer, into: &mut BTreeMap<String, Regex>) -> Result<(), Unsupported> {
    if let Some(text) = &schema.pattern {
        let regex = pattern::compile(text).ok_or_else(|| Unsupported::keyword(at, "pattern"))?;
        into.insert(text.clone(), regex);
    }
    schema.children().try_for_each(|(step, child)| compile_patterns(child, &at.join(&step), into))
}

fn recursive(document: &SchemaDocument) -> BTreeSet<ComponentId> {
    let edges: BTreeMap<_, _> = document.components.iter().map(|(id, schema)| (id, schema.references())).collect();
    let reaches_itself = |start: &&ComponentId| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&ComponentId> = edges.get(start).into_iter().flatten().collect();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(edges.get(id).into_iter().flatten());
            }
        }
        seen.contains(start)
    };
    document.components.keys().filter(reaches_itself).cloned().collect()
}
