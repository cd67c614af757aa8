//! What all schemas that apply to an object say of its properties, put together beforehand.

use super::{Node, NodeId, Rest};
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use jsonschema::json::Json;
use std::collections::HashMap;

/// So many names are looked at before one is looked up: optional properties are left out.
const AHEAD: usize = 3;

/// What is said of the properties of an object.
pub(crate) struct Members {
    /// In the order of the contract: each with the schemas that apply to its value.
    named: Box<[Named]>,
    /// Where a name stands among them.
    numbers: HashMap<Box<str>, usize, RandomState>,
    /// Of all others.
    pub(crate) other: Other,
}

/// A name, and the schemas that apply to its value.
type Named = (Box<str>, Box<[NodeId]>);

/// What becomes of a property that is not named.
pub(crate) enum Other {
    /// It is a key of a map; these schemas apply to its value.
    Key(Box<[NodeId]>),
    /// A keyword that is not followed may describe it.
    Perhaps,
    /// Nothing describes it.
    No,
}

impl Members {
    /// What these nodes say, unless it depends on the object.
    pub(super) fn of<F: Json>(nodes: &[Node<F>], closure: &[NodeId]) -> Option<Members> {
        let each = || closure.iter().map(|id| &nodes[id.0]);
        if each().any(|node| !node.choices.is_empty()) {
            return None;
        }
        let mut named: IndexMap<Box<str>, Vec<NodeId>, RandomState> = IndexMap::default();
        for (name, id) in each().flat_map(|node| &node.properties) {
            named.entry(name.as_str().into()).or_default().push(*id);
        }
        let map = |node: &Node<F>| if let Rest::Map(id) = node.rest { Some(id) } else { None };
        let keyed: Vec<NodeId> = each().filter_map(map).collect();
        let other = if !keyed.is_empty() || each().any(|node| node.patterns) {
            Other::Key(keyed.into())
        } else if each().any(|node| node.opaque) || each().all(|node| node.properties.is_empty()) {
            Other::Perhaps
        } else {
            Other::No
        };
        let numbers = named.keys().cloned().enumerate().map(|(number, name)| (name, number)).collect();
        let named = named.into_iter().map(|(name, ids)| (name, ids.into())).collect();
        Some(Members { named, numbers, other })
    }

    /// The number of a property, and the schemas of its value. Bodies mostly keep the order of the contract, so one
    /// looks first where `expected` says, which then says where to look for the next.
    #[inline]
    pub(crate) fn find(&self, name: &str, expected: &mut usize) -> Option<(usize, &[NodeId])> {
        let near = self.named.get(*expected..).unwrap_or_default().iter().take(AHEAD);
        for (at, (known, ids)) in (*expected..).zip(near) {
            if **known == *name {
                *expected = at + 1;
                return Some((at, ids));
            }
        }
        let at = *self.numbers.get(name)?;
        *expected = at + 1;
        self.named.get(at).map(|(_, ids)| (at, &**ids))
    }
}
