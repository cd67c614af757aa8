//! What all schemas that apply to an object say of its properties, put together.

use super::{Node, NodeId, Rest};
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use jsonschema::json::Json;
use std::sync::Arc;

/// So many names behind the expected one are looked at before one is looked up: optional properties are left out.
const AHEAD: usize = 2;

/// What is said of the properties of an object.
#[derive(Clone, Default)]
pub(crate) struct Members {
    /// In the order of the contract: each with the schemas that apply to its value.
    named: IndexMap<Arc<str>, Vec<NodeId>, RandomState>,
    /// Of all others.
    pub(crate) other: Other,
}

/// What becomes of a property that is not named.
#[derive(Clone, Default)]
pub(crate) enum Other {
    /// It is a key of a map; these schemas apply to its value.
    Key(Vec<NodeId>),
    /// A keyword that is not followed may describe it.
    #[default]
    Perhaps,
    /// Nothing describes it.
    No,
}

impl Members {
    /// What `applying` say, which are all that apply to the object.
    pub(super) fn of<F: Json>(nodes: &[Node<F>], applying: &[NodeId]) -> Members {
        let each = || applying.iter().map(|id| &nodes[id.0]);
        let mut named: IndexMap<Arc<str>, Vec<NodeId>, RandomState> = IndexMap::default();
        for (name, id) in each().flat_map(|node| &node.properties) {
            named.entry(Arc::clone(name)).or_default().push(*id);
        }
        let map = |node: &Node<F>| if let Rest::Map(id) = node.rest { Some(id) } else { None };
        let keyed: Vec<NodeId> = each().filter_map(map).collect();
        let other = if !keyed.is_empty() || each().any(|node| node.patterns) {
            Other::Key(keyed)
        } else if each().any(|node| node.opaque) || named.is_empty() {
            Other::Perhaps
        } else {
            Other::No
        };
        Members { named, other }
    }

    /// The number of a property, and the schemas of its value. Bodies mostly keep the order of the contract, so one
    /// looks first where `expected` says, which then says where to look for the next.
    #[inline]
    pub(crate) fn find(&self, name: &str, expected: &mut usize) -> Option<(usize, &[NodeId])> {
        let at = match self.named.get_index(*expected) {
            Some((known, _)) if **known == *name => *expected,
            _ => self.find_behind(name, *expected)?,
        };
        *expected = at + 1;
        self.named.get_index(at).map(|(_, ids)| (at, ids.as_slice()))
    }

    /// The number of a property that is not the expected one.
    fn find_behind(&self, name: &str, expected: usize) -> Option<usize> {
        let is_it = |at: &usize| self.named.get_index(*at).is_some_and(|(known, _)| **known == *name);
        let near = (expected + 1..=expected + AHEAD).find(is_it);
        near.or_else(|| self.named.get_index_of(name))
    }

    /// The number of a property.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.named.get_index_of(name)
    }

    /// Those that are named, by their numbers, with the schemas of their values.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&str, &[NodeId])> {
        self.named.iter().map(|(name, ids)| (&**name, ids.as_slice()))
    }

    /// The schemas of all values that are described.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &[NodeId]> {
        let keyed = if let Other::Key(ids) = &self.other { Some(&**ids) } else { None };
        self.named.values().map(Vec::as_slice).chain(keyed)
    }
}
