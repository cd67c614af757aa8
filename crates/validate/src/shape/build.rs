//! From the schemas of a contract to a shape.

use super::{Branch, Demands, Items, Members, Node, NodeId, OPAQUE, Rest, Shape, Width};
use crate::CompileError;
use driftline_contract::{Contract, Schema};
use driftline_finding::Pointer;
use indexmap::IndexMap;
use jsonschema::{Validator, json::Json};
use serde_json::{Map, Value};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

/// Makes the validator of the schema at a place.
pub(crate) type Compile<'c, F> = &'c dyn Fn(&Pointer) -> Result<Validator<F>, CompileError>;

impl<F: Json> Shape<F> {
    /// The shape of the schema that stands at `at`. `compile` makes the validators that choose between branches.
    pub(crate) fn new(
        contract: &Contract,
        schema: &Schema,
        at: Pointer,
        compile: Compile<'_, F>,
    ) -> Result<Shape<F>, CompileError> {
        let mut builder = Builder { contract, ids: HashMap::new(), nodes: Vec::new(), queue: VecDeque::new() };
        builder.id(schema, at);
        while let Some((id, schema)) = builder.queue.pop_front() {
            builder.fill(id, schema, compile)?;
        }
        let mut nodes = builder.nodes;
        for id in 0..nodes.len() {
            nodes[id].closure = closure(&nodes, NodeId(id));
        }
        for id in 0..nodes.len() {
            let closure = &nodes[id].closure;
            if closure.iter().all(|id| nodes[id.0].choices.is_empty()) {
                let (of_members, of_items) = (Members::of(&nodes, closure), Items::of(&nodes, closure));
                (nodes[id].of_members, nodes[id].of_items) = (Some(of_members), Some(of_items));
            }
        }
        Ok(Shape { nodes })
    }
}

fn closure<F: Json>(nodes: &[Node<F>], start: NodeId) -> Vec<NodeId> {
    let mut all = vec![start];
    let mut next = 0;
    while let Some(id) = all.get(next).copied() {
        next += 1;
        for also in &nodes[id.0].also {
            if !all.contains(also) {
                all.push(*also);
            }
        }
    }
    all
}

/// Makes the nodes. A queue instead of recursion: chains of references can be long.
struct Builder<'c, F: Json> {
    contract: &'c Contract,
    ids: HashMap<Pointer, NodeId>,
    nodes: Vec<Node<F>>,
    queue: VecDeque<(NodeId, &'c Schema)>,
}

impl<'c, F: Json> Builder<'c, F> {
    fn id(&mut self, schema: &'c Schema, at: Pointer) -> NodeId {
        if let Some(known) = self.ids.get(&at) {
            return *known;
        }
        let is_resolved =
            schema.reference.as_ref().is_none_or(|component| self.contract.component(component).is_some());
        let id = NodeId(self.nodes.len());
        self.ids.insert(at.clone(), id);
        self.nodes.push(Node {
            at,
            properties: IndexMap::default(),
            required: schema.required.iter().map(|name| Arc::from(name.as_str())).collect(),
            demands: if is_resolved { Demands::of(schema) } else { None },
            rest: Rest::Unsaid,
            opaque: is_opaque(&schema.keywords),
            patterns: schema.keywords.contains_key("patternProperties"),
            items: None,
            refers: schema.reference.is_some(),
            width: Width::of(schema),
            prefix: schema.keywords.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len),
            also: Vec::new(),
            closure: Vec::new(),
            choices: Vec::new(),
            of_members: None,
            of_items: None,
        });
        self.queue.push_back((id, schema));
        id
    }

    fn fill(&mut self, id: NodeId, schema: &'c Schema, compile: Compile<'_, F>) -> Result<(), CompileError> {
        let at = self.nodes[id.0].at.clone();
        let named = at.key("properties");
        let properties = schema.properties.iter();
        let properties =
            properties.map(|(name, schema)| (Arc::from(name.as_str()), self.id(schema, named.key(name)))).collect();
        let rest = match schema.additional_properties.as_deref() {
            None => Rest::Unsaid,
            Some(schema) if schema.is_never() => Rest::Closed,
            Some(schema) => Rest::Map(self.id(schema, at.key("additionalProperties"))),
        };
        let items = schema.items.as_deref().map(|items| self.id(items, at.key("items")));
        let mut also = self.list(&schema.all_of, &at.key("allOf"));
        if let Some(component) = &schema.reference
            && let Some(target) = self.contract.component(component)
        {
            also.push(self.id(target, Contract::component_pointer(component)));
        }
        let mut choices = Vec::new();
        for (branches, at) in [(&schema.one_of, at.key("oneOf")), (&schema.any_of, at.key("anyOf"))] {
            let nodes = self.list(branches, &at);
            let branch = |node: NodeId| Ok(Branch { node, validator: compile(&self.nodes[node.0].at)? });
            let branches = nodes.into_iter().map(branch).collect::<Result<Vec<_>, _>>()?;
            choices.extend((!branches.is_empty()).then_some(branches));
        }
        let node = &mut self.nodes[id.0];
        (node.properties, node.rest, node.items, node.also, node.choices) = (properties, rest, items, also, choices);
        Ok(())
    }

    fn list(&mut self, schemas: &'c [Schema], at: &Pointer) -> Vec<NodeId> {
        schemas.iter().enumerate().map(|(index, schema)| self.id(schema, at.index(index))).collect()
    }
}

fn is_opaque(keywords: &Map<String, Value>) -> bool {
    // `unevaluatedProperties: false` closes the object, and the validator reports what it forbids.
    let open = keywords.get("unevaluatedProperties").is_some_and(|value| *value != Value::Bool(false));
    open || OPAQUE.iter().any(|keyword| keywords.contains_key(*keyword))
}
