//! What a schema describes: the properties, items and maps that it names, at any depth.
//!
//! A validator of an open schema accepts properties that the schema never mentions. A [`Shape`] is the schema
//! reduced to what it mentions, as a graph, because schemas refer to themselves.

use crate::CompileError;
use driftline_contract::{Contract, Schema};
use driftline_finding::Pointer;
use jsonschema::Validator;
use serde_json::{Map, Number, Value};
use std::{
    borrow::Cow,
    collections::{HashMap, VecDeque},
};

/// Keywords, without a field in [`Schema`], that may describe properties in a way that is not followed here.
/// Beside one of them no property counts as undocumented.
const OPAQUE: &[&str] =
    &["patternProperties", "dependentSchemas", "dependencies", "if", "then", "else", "$ref", "$dynamicRef"];

/// A schema, reduced to what it describes.
pub(crate) struct Shape {
    nodes: Vec<Node>,
}

/// A node of a [`Shape`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(usize);

/// The root of every shape.
pub(crate) const ROOT: &[NodeId] = &[NodeId(0)];

/// One schema of the contract.
struct Node {
    /// Where it stands in the contract as it is written.
    at: Pointer,
    properties: HashMap<String, NodeId>,
    /// What `additionalProperties` says of all other properties.
    rest: Rest,
    /// Whether a keyword of [`OPAQUE`] stands here.
    opaque: bool,
    /// Whether `patternProperties` stands here: its keys are keys of a map.
    patterns: bool,
    items: Option<NodeId>,
    /// The format that limits an integer.
    width: Option<Width>,
    /// How many items `prefixItems` describes; they are not followed.
    prefix: usize,
    /// `$ref` and `allOf`: what applies whenever this applies.
    also: Vec<NodeId>,
    /// This node and all that `also` reaches.
    closure: Vec<NodeId>,
    /// `oneOf` and `anyOf`.
    choices: Vec<Vec<Branch>>,
}

/// The formats of integers (OpenAPI Format Registry).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Int32,
    Int64,
}

impl Width {
    fn of(schema: &Schema) -> Option<Width> {
        match schema.format.as_deref() {
            Some("int32") => Some(Width::Int32),
            Some("int64") => Some(Width::Int64),
            _ => None,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Width::Int32 => "int32",
            Width::Int64 => "int64",
        }
    }

    /// Whether a number is whole and has room. What is not whole has another type, which the validator reports.
    fn holds(self, number: &Number) -> bool {
        let (low, high) = match self {
            Width::Int32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
            // 2^63 - 1 is no double: what is less than 2^63 is at most that.
            Width::Int64 => (-9_223_372_036_854_775_808.0, 9_223_372_036_854_774_784.0),
        };
        match number.as_i64() {
            Some(number) => self == Width::Int64 || i32::try_from(number).is_ok(),
            None => number.as_f64().is_none_or(|number| number.fract() != 0.0 || (low..=high).contains(&number)),
        }
    }
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
struct Branch {
    node: NodeId,
    validator: Validator,
}

/// How the schemas that apply to an object describe one of its properties.
pub(crate) enum Described {
    /// By name; these schemas apply to its value.
    Named(Vec<NodeId>),
    /// As a key of a map; these schemas apply to its value.
    Key(Vec<NodeId>),
    /// Perhaps, by a keyword that is not followed.
    Perhaps,
    /// Not at all.
    No,
}

impl Shape {
    /// The shape of the schema that stands at `at`. `compile` makes the validators that choose between branches.
    pub(crate) fn new(
        contract: &Contract,
        schema: &Schema,
        at: Pointer,
        compile: &impl Fn(&Pointer) -> Result<Validator, CompileError>,
    ) -> Result<Shape, CompileError> {
        let mut builder = Builder { contract, ids: HashMap::new(), nodes: Vec::new(), queue: VecDeque::new() };
        builder.id(schema, at);
        while let Some((id, schema)) = builder.queue.pop_front() {
            builder.fill(id, schema, compile)?;
        }
        let mut nodes = builder.nodes;
        for id in 0..nodes.len() {
            nodes[id].closure = closure(&nodes, NodeId(id));
        }
        Ok(Shape { nodes })
    }

    /// All schemas that apply to `value` when `nodes` do: referred to, in `allOf`, and of `oneOf` and `anyOf` the
    /// branches that accept it, or all where none does.
    pub(crate) fn applying<'s>(&'s self, nodes: &'s [NodeId], value: &Value) -> Cow<'s, [NodeId]> {
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

    /// How `nodes`, all that apply to an object, describe its property `name`.
    pub(crate) fn property(&self, nodes: &[NodeId], name: &str) -> Described {
        let each = || nodes.iter().map(|id| &self.nodes[id.0]);
        let named: Vec<NodeId> = each().filter_map(|node| node.properties.get(name).copied()).collect();
        if !named.is_empty() {
            return Described::Named(named);
        }
        let map = |node: &Node| if let Rest::Map(id) = node.rest { Some(id) } else { None };
        let keyed: Vec<NodeId> = each().filter_map(map).collect();
        if !keyed.is_empty() || each().any(|node| node.patterns) {
            Described::Key(keyed)
        } else if each().any(|node| node.opaque) || each().all(|node| node.properties.is_empty()) {
            Described::Perhaps
        } else {
            Described::No
        }
    }

    /// The schemas that `nodes`, all that apply to an array, state for its item `index`.
    pub(crate) fn item(&self, nodes: &[NodeId], index: usize) -> Vec<NodeId> {
        let each = nodes.iter().map(|id| &self.nodes[id.0]);
        each.filter(|node| index >= node.prefix).filter_map(|node| node.items).collect()
    }

    /// The format beyond which a number is, if one of `nodes` states one.
    pub(crate) fn overflow(&self, nodes: &[NodeId], number: &Number) -> Option<&'static str> {
        let widths = nodes.iter().filter_map(|id| self.nodes[id.0].width);
        widths.into_iter().find(|width| !width.holds(number)).map(Width::as_str)
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

    /// `instance`, a pointer into `value`, with array indexes and the keys of maps replaced by `*`.
    pub(crate) fn field(&self, value: &Value, instance: &Pointer) -> Pointer {
        let mut field = Pointer::ROOT;
        let mut nodes: Vec<NodeId> = ROOT.to_vec();
        let mut at = Some(value);
        for segment in instance.segments() {
            let applying = at.map(|value| self.applying(&nodes, value).into_owned()).unwrap_or_default();
            let (name, next) = match at {
                Some(Value::Array(_)) => {
                    let index = segment.parse().unwrap_or(usize::MAX);
                    ("*", self.item(&applying, index))
                }
                Some(Value::Object(_)) => match self.property(&applying, &segment) {
                    Described::Named(next) => (segment.as_str(), next),
                    Described::Key(next) => ("*", next),
                    Described::Perhaps | Described::No => (segment.as_str(), Vec::new()),
                },
                _ => (segment.as_str(), Vec::new()),
            };
            field = field.key(name);
            at = at.and_then(|value| child(value, &segment));
            nodes = next;
        }
        field
    }
}

fn child<'v>(value: &'v Value, segment: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(segment),
        Value::Array(items) => items.get(segment.parse::<usize>().ok()?),
        _ => None,
    }
}

fn chosen(branches: &[Branch], value: &Value) -> Vec<NodeId> {
    let fitting = branches.iter().filter(|branch| branch.validator.is_valid(value));
    let fitting: Vec<NodeId> = fitting.map(|branch| branch.node).collect();
    if fitting.is_empty() { branches.iter().map(|branch| branch.node).collect() } else { fitting }
}

fn closure(nodes: &[Node], start: NodeId) -> Vec<NodeId> {
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
struct Builder<'c> {
    contract: &'c Contract,
    ids: HashMap<Pointer, NodeId>,
    nodes: Vec<Node>,
    queue: VecDeque<(NodeId, &'c Schema)>,
}

impl<'c> Builder<'c> {
    fn id(&mut self, schema: &'c Schema, at: Pointer) -> NodeId {
        if let Some(known) = self.ids.get(&at) {
            return *known;
        }
        let id = NodeId(self.nodes.len());
        self.ids.insert(at.clone(), id);
        self.nodes.push(Node {
            at,
            properties: HashMap::new(),
            rest: Rest::Unsaid,
            opaque: is_opaque(&schema.keywords),
            patterns: schema.keywords.contains_key("patternProperties"),
            items: None,
            width: Width::of(schema),
            prefix: schema.keywords.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len),
            also: Vec::new(),
            closure: Vec::new(),
            choices: Vec::new(),
        });
        self.queue.push_back((id, schema));
        id
    }

    fn fill(
        &mut self,
        id: NodeId,
        schema: &'c Schema,
        compile: &impl Fn(&Pointer) -> Result<Validator, CompileError>,
    ) -> Result<(), CompileError> {
        let at = self.nodes[id.0].at.clone();
        let named = at.key("properties");
        let properties = schema.properties.iter();
        let properties = properties.map(|(name, schema)| (name.clone(), self.id(schema, named.key(name)))).collect();
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
