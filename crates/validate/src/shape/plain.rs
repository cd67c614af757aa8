//! Schemas that say the same of every value, and nothing that only a validator can decide.

use super::{Demands, Members, Node, NodeId, Rest, Shape};
use driftline_contract::Type;
use driftline_finding::Pointer;
use jsonschema::json::Json;

/// What a schema and all that it refers to say.
pub(crate) struct Plain<'s> {
    /// What is demanded of a value itself.
    pub(crate) demands: Vec<&'s Demands>,
    pub(crate) members: &'s Members,
    /// The numbers of the properties that must be there.
    pub(crate) required: Vec<usize>,
    /// Whether a schema says that there are no properties without a number.
    pub(crate) is_closed: bool,
    /// The schema of every item, if it says something of items.
    pub(crate) items: Option<NodeId>,
}

impl<F: Json> Shape<F> {
    /// What is said by a node, if it is plain. Of every member and of all items it names one schema at most.
    pub(crate) fn plain(&self, id: NodeId) -> Option<Plain<'_>> {
        let node = &self.nodes[id.0];
        let (members, every) = (node.of_members.as_ref()?, node.of_items.as_ref()?.every()?);
        let each = || node.closure.iter().map(|id| &self.nodes[id.0]);
        let is_single = |ids: &[NodeId]| ids.len() <= 1;
        if !is_alone(each()) || !is_single(every) || !members.schemas().all(is_single) {
            return None;
        }
        let required = each().flat_map(|node| &node.required).map(|name| members.number(name));
        Some(Plain {
            demands: each().map(|node| node.demands.as_ref()).collect::<Option<_>>()?,
            members,
            required: required.collect::<Option<_>>()?,
            is_closed: each().any(|node| node.rest == Rest::Closed),
            items: every.first().copied(),
        })
    }
}

impl<F: Json> Shape<F> {
    /// The demands of a node and of all that it refers to, if there are no others, and where the one schema stands that has
    /// any.
    pub(crate) fn only_demands(&self, id: NodeId) -> Option<(&Demands, &Pointer)> {
        let mut found = None;
        for id in &self.nodes[id.0].closure {
            let node = &self.nodes[id.0];
            let demands = node.demands.as_ref()?;
            if !demands.is_empty() && found.replace((demands, &node.at)).is_some() {
                return None;
            }
        }
        found
    }

    /// Whether a node has only demands, and they are those of scalars: of a list or an object there is nothing to say but
    /// that it has another type.
    pub(crate) fn is_of_scalars(&self, id: NodeId) -> bool {
        let are_scalar =
            |types: &[Type]| !types.is_empty() && !types.iter().any(|kind| matches!(kind, Type::Array | Type::Object));
        let is_flat = |node: &Node<F>| {
            let has_members = !node.properties.is_empty() || !node.required.is_empty() || node.patterns;
            !has_members && node.rest == Rest::Unsaid && node.items.is_none() && node.prefix == 0
        };
        self.only_demands(id).is_some_and(|(demands, _)| are_scalar(&demands.types))
            && self.nodes[id.0].closure.iter().all(|id| is_flat(&self.nodes[id.0]))
    }
}

/// Whether no schema says anything of the properties that another one names: what is said of all others is said of those,
/// too.
fn is_alone<'n, F: Json>(nodes: impl Iterator<Item = &'n Node<F>> + Clone) -> bool {
    let says_of_others = nodes.clone().any(|node| node.rest != Rest::Unsaid);
    let of_objects = nodes.filter(|node| node.rest != Rest::Unsaid || !node.properties.is_empty());
    !says_of_others || of_objects.count() == 1
}
