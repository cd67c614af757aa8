//! What the steps of reading share: the document, the names of its schemas, the way back from the contract.

use super::{
    fault::Fault,
    ids::{self, Unique},
    node::Node,
    reference,
};
use crate::{ComponentId, Schema};
use driftline_finding::Pointer;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How many values references may repeat. Enough for thousands of operations with shared responses; a small
/// document that would unfold into gigabytes is refused.
const MAX_REPEATED: usize = 2_000_000;

/// In which words schemas are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// OpenAPI 3.0: nearly JSON Schema, with `nullable` and boolean exclusive limits.
    OpenApi30,
    /// OpenAPI 3.1: JSON Schema 2020-12.
    OpenApi31,
    /// JSON Schema 2020-12 by itself.
    JsonSchema,
}

/// Reads one document.
pub(super) struct Reader<'d> {
    pub(super) dialect: Dialect,
    root: &'d Value,
    /// The document's own URI.
    base: Option<&'d str>,
    /// The name of every schema that is a component, by its place in the document.
    names: BTreeMap<Pointer, ComponentId>,
    unique: Unique<ComponentId>,
    /// Components whose schema is still to be read.
    waiting: VecDeque<(ComponentId, Node<'d>)>,
    pub(super) sources: Vec<(Pointer, Pointer)>,
    /// The sizes of the targets of references that were followed.
    sizes: BTreeMap<Pointer, usize>,
    repeated: usize,
}

impl<'d> Reader<'d> {
    /// A reader of a document whose schemas stand at `schemas`.
    pub(super) fn new(
        dialect: Dialect,
        root: &'d Value,
        base: Option<&'d str>,
        schemas: Option<&Node<'d>>,
    ) -> Result<Reader<'d>, Fault> {
        let mut reader = Reader {
            dialect,
            root,
            base,
            names: BTreeMap::new(),
            unique: Unique::new([]),
            waiting: VecDeque::new(),
            sources: Vec::new(),
            sizes: BTreeMap::new(),
            repeated: 0,
        };
        let Some(schemas) = schemas else { return Ok(reader) };
        let all: Vec<(&str, Node)> = schemas.members()?.collect();
        let valid: BTreeSet<ComponentId> = all.iter().filter_map(|(name, _)| name.parse().ok()).collect();
        reader.unique = Unique::new(valid);
        let (valid, mut others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(name, _)| is_valid(name));
        // Sorted, so that the order of the document decides no name.
        others.sort_by_key(|(name, _)| *name);
        for (name, node) in valid {
            reader.names.insert(node.source.clone(), ComponentId::from_text(name));
            reader.waiting.push_back((ComponentId::from_text(name), node));
        }
        for (name, node) in others {
            reader.promote(ComponentId::from_text(name), node);
        }
        Ok(reader)
    }

    /// The component that the reference in `node`, a text, names. A schema that is none yet becomes one.
    pub(super) fn component(&mut self, node: &Node<'d>) -> Result<ComponentId, Fault> {
        let (source, value) = self.target(node.text()?, &node.source)?;
        if let Some(id) = self.names.get(&source) {
            return Ok(id.clone());
        }
        let is_schema = value.is_object() || value.is_boolean();
        if !is_schema || (source.is_root() && self.dialect != Dialect::JsonSchema) {
            return Err(Fault::reference(node.text()?, &node.source, "leads to no schema"));
        }
        let wish = ids::component_id(&source);
        Ok(self.promote(wish, Node { value, source, shown: None }))
    }

    /// The component that a reference names, if it already is one.
    pub(super) fn known_component(&self, text: &str) -> Option<&ComponentId> {
        let (source, _) = self.target(text, &Pointer::ROOT).ok()?;
        self.names.get(&source)
    }

    fn promote(&mut self, wish: ComponentId, node: Node<'d>) -> ComponentId {
        let id = self.unique.take(wish, ComponentId::numbered);
        let canonical = crate::Contract::component_pointer(&id);
        if self.dialect != Dialect::JsonSchema {
            self.sources.push((canonical.clone(), node.source.clone()));
        }
        self.names.insert(node.source.clone(), id.clone());
        self.waiting.push_back((id.clone(), Node { shown: Some(canonical), ..node }));
        id
    }

    /// Reads every component; reading may find more.
    pub(super) fn components(&mut self) -> Result<Vec<(ComponentId, Schema)>, Fault> {
        let mut read = Vec::new();
        while let Some((id, node)) = self.waiting.pop_front() {
            read.push((id, self.schema(&node)?));
        }
        Ok(read)
    }

    /// What `node` stands for: itself, or what the references lead to that begin with it.
    pub(super) fn follow(&mut self, node: Node<'d>) -> Result<Node<'d>, Fault> {
        if reference::text(&node).is_none() {
            return Ok(node);
        }
        let canonical = node.canonical().clone();
        let mut passed = BTreeSet::new();
        let mut node = node;
        while let Some(text) = reference::text(&node) {
            let at = node.source.key("$ref");
            let (source, value) = self.target(text, &at)?;
            if !passed.insert(source.clone()) {
                return Err(Fault::reference(text, &at, "leads back to itself"));
            }
            self.charge(text, &at, &source, value)?;
            node = Node { value, source, shown: Some(canonical.clone()) };
        }
        self.sources.push((canonical, node.source.clone()));
        Ok(node)
    }

    fn target(&self, text: &str, at: &Pointer) -> Result<(Pointer, &'d Value), Fault> {
        reference::target(text, at, self.root, self.base)
    }

    fn charge(&mut self, text: &str, at: &Pointer, source: &Pointer, value: &Value) -> Result<(), Fault> {
        self.repeated += *self.sizes.entry(source.clone()).or_insert_with(|| size(value));
        if self.repeated > MAX_REPEATED {
            let problem = format!("makes references repeat more than {MAX_REPEATED} values; share schemas instead");
            return Err(Fault::reference(text, at, &problem));
        }
        Ok(())
    }
}

fn is_valid(name: &str) -> bool {
    name.parse::<ComponentId>().is_ok()
}

/// How many values `value` consists of.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        _ => 1,
    }
}
