//! What all schemas that apply to an array say of its items, put together.

use super::{Node, NodeId};
use jsonschema::json::Json;
use std::borrow::Cow;

/// What is said of the items of an array.
#[derive(Clone)]
pub(crate) struct Items {
    /// The schemas that are stated for items.
    all: Vec<NodeId>,
    /// For each of them, the first index at which it applies.
    from: Vec<usize>,
    /// The index from which all apply.
    last: usize,
}

impl Items {
    /// What `applying` say, which are all that apply to the array.
    pub(super) fn of<F: Json>(nodes: &[Node<F>], applying: &[NodeId]) -> Items {
        let stated = applying.iter().map(|id| &nodes[id.0]).filter_map(|node| Some((node.items?, node.prefix)));
        let (all, from): (Vec<NodeId>, Vec<usize>) = stated.unzip();
        Items { last: from.iter().copied().max().unwrap_or(0), all, from }
    }

    /// The schemas that apply to the item at `index`.
    pub(crate) fn at(&self, index: usize) -> Cow<'_, [NodeId]> {
        if index >= self.last {
            return Cow::Borrowed(&self.all);
        }
        let reached = self.all.iter().zip(&self.from).filter(|(_, from)| index >= **from);
        Cow::Owned(reached.map(|(id, _)| *id).collect())
    }

    /// The schemas of every item, if all apply to each.
    pub(super) fn every(&self) -> Option<&[NodeId]> {
        (self.last == 0).then_some(&self.all)
    }
}
