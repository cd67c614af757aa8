//! What a schema describes: the properties, items and maps that it names, at any depth.
//!
//! A validator of an open schema accepts properties that the schema never mentions. A [`Shape`] is the schema
//! reduced to what it mentions, as a graph, because schemas refer to themselves.

mod alternatives;
mod build;
mod demands;
mod items;
mod members;
mod plain;
mod ways;
mod width;

pub(crate) use {
    build::Compile,
    demands::Demands,
    items::Items,
    members::{Members, Other},
    plain::Plain,
    ways::{Way, Ways},
    width::Width,
};

use driftline_finding::Pointer;
use foldhash::fast::RandomState;
use indexmap::IndexMap;
use jsonschema::{
    Validator,
    json::{Json, JsonNumber},
};
use std::{borrow::Cow, collections::VecDeque, sync::Arc};

/// Keywords, without a field in [`Schema`](driftline_contract::Schema), that may describe properties in a way that is
/// not followed here. Beside one of them no property counts as undocumented.
const OPAQUE: &[&str] =
    &["patternProperties", "dependentSchemas", "dependencies", "if", "then", "else", "$ref", "$dynamicRef"];

/// A schema, reduced to what it describes, for values that are held as `F`.
pub(crate) struct Shape<F: Json> {
    nodes: Vec<Node<F>>,
}

/// A node of a [`Shape`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(pub(crate) usize);

/// The root of every shape.
pub(crate) const ROOT: &[NodeId] = &[NodeId(0)];

/// One schema of the contract.
struct Node<F: Json> {
    /// Where it stands in the contract as it is written.
    at: Pointer,
    properties: IndexMap<Arc<str>, NodeId, RandomState>,
    required: Vec<Arc<str>>,
    /// What is demanded of a value itself; `None` where only a validator can decide.
    demands: Option<Demands>,
    /// What `additionalProperties` says of all other properties.
    rest: Rest,
    /// Whether a keyword of [`OPAQUE`] stands here.
    opaque: bool,
    /// Whether `patternProperties` stands here: its keys are keys of a map.
    patterns: bool,
    items: Option<NodeId>,
    /// Whether `$ref` stands here.
    refers: bool,
    /// The format that limits an integer.
    width: Option<Width>,
    /// How many items `prefixItems` describes; they are not followed.
    prefix: usize,
    /// `$ref` and `allOf`: what applies whenever this applies.
    also: Vec<NodeId>,
    /// This node and all that `also` reaches.
    closure: Vec<NodeId>,
    /// `oneOf` and `anyOf`.
    choices: Vec<Vec<Branch<F>>>,
    /// What `closure` says of the properties of an object; `None` where that depends on the object.
    of_members: Option<Members>,
    /// What `closure` says of the items of a list; `None` where that depends on the list.
    of_items: Option<Items>,
}

/// What becomes of a property that is not named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Nothing is said.
    Unsaid,
    /// It is forbidden, which the validator reports.
    Closed,
    /// It is a key of a map.
    Map(NodeId),
}

/// One alternative.
struct Branch<F: Json> {
    node: NodeId,
    validator: Validator<F>,
}

impl<F: Json> Shape<F> {
    /// All schemas that apply to `value` when `nodes` do: referred to, in `allOf`, and of `oneOf` and `anyOf` the
    /// branches that accept it, or all where none does.
    pub(crate) fn applying<'s>(&'s self, nodes: &'s [NodeId], value: &F::Node<'_>) -> Cow<'s, [NodeId]> {
        if let [only] = nodes {
            let closure = &self.nodes[only.0].closure;
            if closure.iter().all(|id| self.nodes[id.0].choices.is_empty()) {
                return Cow::Borrowed(closure);
            }
        }
        let mut all: Vec<NodeId> = Vec::new();
        let mut wanted: VecDeque<NodeId> = nodes.iter().copied().collect();
        while let Some(next) = wanted.pop_front() {
            for id in &self.nodes[next.0].closure {
                if !all.contains(id) {
                    all.push(*id);
                    wanted.extend(self.nodes[id.0].choices.iter().flat_map(|branches| chosen(branches, value)));
                }
            }
        }
        Cow::Owned(all)
    }

    /// What is said of the properties of an object to which `nodes` apply.
    pub(crate) fn members(&self, nodes: &[NodeId], object: &F::Node<'_>) -> Cow<'_, Members> {
        if let [only] = nodes
            && let Some(known) = &self.nodes[only.0].of_members
        {
            return Cow::Borrowed(known);
        }
        Cow::Owned(Members::of(&self.nodes, &self.applying(nodes, object)))
    }

    /// What is said of the items of a list to which `nodes` apply.
    pub(crate) fn items(&self, nodes: &[NodeId], array: &F::Node<'_>) -> Cow<'_, Items> {
        if let [only] = nodes
            && let Some(known) = &self.nodes[only.0].of_items
        {
            return Cow::Borrowed(known);
        }
        Cow::Owned(Items::of(&self.nodes, &self.applying(nodes, array)))
    }

    /// The format beyond which a number is, if one of `nodes` states one.
    pub(crate) fn overflow(&self, nodes: &[NodeId], number: &impl JsonNumber) -> Option<&'static str> {
        let widths = nodes.iter().filter_map(|id| self.nodes[id.0].width);
        widths.into_iter().find(|width| !width.holds(number)).map(Width::as_str)
    }

    /// Where a node stands.
    pub(crate) fn place(&self, id: NodeId) -> &Pointer {
        &self.nodes[id.0].at
    }

    /// Where the first of `nodes` stands that states the format of an integer.
    pub(crate) fn limited(&self, nodes: &[NodeId]) -> Pointer {
        let node = nodes.iter().map(|id| &self.nodes[id.0]).find(|node| node.width.is_some());
        node.map_or(Pointer::ROOT, |node| node.at.clone())
    }

    /// Where the schema stands that describes an object most: of `nodes`, the first that names properties.
    pub(crate) fn owner(&self, nodes: &[NodeId]) -> Pointer {
        let mut each = nodes.iter().map(|id| &self.nodes[id.0]);
        let named = each.clone().find(|node| !node.properties.is_empty());
        named.or_else(|| each.next()).map_or(Pointer::ROOT, |node| node.at.clone())
    }

    /// The same of all that a node refers to.
    pub(crate) fn owner_of(&self, id: NodeId) -> Pointer {
        self.owner(&self.nodes[id.0].closure)
    }

    /// How many nodes there are.
    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }
}

fn chosen<F: Json>(branches: &[Branch<F>], value: &F::Node<'_>) -> Vec<NodeId> {
    let fitting = branches.iter().filter(|branch| branch.validator.is_valid(value.clone()));
    let fitting: Vec<NodeId> = fitting.map(|branch| branch.node).collect();
    if fitting.is_empty() { branches.iter().map(|branch| branch.node).collect() } else { fitting }
}
