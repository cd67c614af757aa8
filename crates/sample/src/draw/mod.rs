//! Strategies for conforming values: one file per JSON type that has something to it.

mod any;
mod arrays;
mod numbers;
mod objects;
mod strings;

pub(crate) use self::{
    any::any_json,
    arrays::ArrayShape,
    numbers::{Range, fraction_range, whole_range},
    objects::{Member, ObjectShape, distinct},
};

use crate::{
    Unsupported,
    context::Context,
    node::{self, Node},
    options::Options,
    sieve::sieve,
};
use driftline_contract::{Schema, Type};
use driftline_finding::Pointer;
use proptest::{
    prop_oneof,
    sample::select,
    strategy::{BoxedStrategy, Just, Strategy, Union},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How many times components that reach themselves are entered on the way to a value before everything optional
/// that would enter one more is left out.
const FUEL: i32 = 3;

type Drawn = Result<BoxedStrategy<Value>, Unsupported>;

/// Builds strategies; each combination of schemas once, for references make a graph of them.
pub(crate) struct Drawer<'c> {
    pub(crate) context: &'c Arc<Context>,
    pub(crate) options: Options,
    known: BTreeMap<(Vec<Pointer>, i32), Drawn>,
}

impl<'c> Drawer<'c> {
    pub(crate) fn new(context: &'c Arc<Context>, options: Options) -> Drawer<'c> {
        Drawer { context, options, known: BTreeMap::new() }
    }

    /// Values of the whole schema.
    pub(crate) fn root(&mut self) -> Drawn {
        self.value(&[Pointer::ROOT], FUEL)
    }

    /// The fuel to begin with.
    pub(crate) const fn fuel() -> i32 {
        FUEL
    }

    /// Values that all schemas at `places` accept.
    pub(crate) fn value(&mut self, places: &[Pointer], fuel: i32) -> Drawn {
        let key = (places.to_vec(), fuel);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let drawn = self.build(places, fuel);
        self.known.insert(key, drawn.clone());
        drawn
    }

    /// Values of something that can be left out: `None` where nothing conforms, or where the fuel is used up.
    pub(crate) fn optional(
        &mut self,
        places: &[Pointer],
        fuel: i32,
    ) -> Result<Option<BoxedStrategy<Value>>, Unsupported> {
        if fuel <= 0 && node::alternatives(self.context, places)?.iter().all(|node| node.is_recursive) {
            return Ok(None);
        }
        match self.value(places, fuel) {
            Ok(strategy) => Ok(Some(strategy)),
            Err(absent) if absent.is_absence() => Ok(None),
            Err(unsupported) => Err(unsupported),
        }
    }

    /// The alternatives that are worth drawing: without fuel, only those that end, if any does.
    pub(crate) fn alternatives(&self, places: &[Pointer], fuel: i32) -> Result<Vec<Node<'c>>, Unsupported> {
        let mut nodes = node::alternatives(self.context, places)?;
        if fuel <= 0 && nodes.iter().any(|node| !node.is_recursive) {
            nodes.retain(|node| !node.is_recursive);
        }
        Ok(nodes)
    }

    fn build(&mut self, places: &[Pointer], fuel: i32) -> Drawn {
        let nodes = self.alternatives(places, fuel)?;
        let is_choice = nodes.iter().any(|node| node.is_choice);
        // Also those that are left out for want of fuel: their properties are described all the same.
        let is_described = node::alternatives(self.context, places)?.iter().any(Node::describes_properties);
        let mut drawn = Vec::new();
        let mut failure = None;
        for node in &nodes {
            let strategy =
                self.node(node, fuel).and_then(|strategy| self.checked(places, node, is_described, &strategy));
            match strategy {
                Ok(strategy) => drawn.push(strategy),
                Err(first) => failure = failure.or(Some(first)),
            }
        }
        match (drawn.len(), failure) {
            (0, Some(failure)) => Err(failure),
            (0, None) => Err(Unsupported::unsatisfiable(&node::place_of(places), "type")),
            (1, None) if !is_choice => Ok(drawn.remove(0)),
            _ => Ok(Union::new(drawn).boxed()),
        }
    }

    /// Keeps what conforms as a whole, where branches were chosen or `not` forbids something. Where some branch
    /// describes properties, an object of a branch that says nothing about them has none: they would be undocumented. So
    /// would those be of an object further down that one branch leaves open and another one describes.
    fn checked(
        &self,
        places: &[Pointer],
        node: &Node<'c>,
        is_described: bool,
        strategy: &BoxedStrategy<Value>,
    ) -> Drawn {
        if !node.is_choice {
            return Ok(strategy.clone());
        }
        let (context, places) = (Arc::clone(self.context), places.to_vec());
        let draws_undocumented = self.options.draws_undocumented();
        let silent = is_described && !node.describes_properties() && !draws_undocumented;
        let named: BTreeSet<String> = node.properties().into_keys().collect();
        let conforms = move |value: Value| {
            let shown = value.as_object().is_none_or(|members| members.keys().all(|name| named.contains(name)));
            let described = || draws_undocumented || context.undocumented(&places, &value).is_empty();
            ((shown || !silent) && context.accepts(&places, &value) && described()).then_some(value)
        };
        sieve(strategy, conforms).ok_or_else(|| Unsupported::unsatisfiable(&node.at(), "oneOf"))
    }

    /// Values of one alternative.
    pub(crate) fn node(&mut self, node: &Node<'c>, fuel: i32) -> Drawn {
        node.require_known_keywords()?;
        let fuel = fuel - i32::from(node.is_recursive);
        // Every component has been entered and none ended: what they require of one another has no end.
        if fuel < -i32::try_from(self.context.size()).unwrap_or(i32::MAX) {
            return Err(Unsupported::unsatisfiable(&node.at(), "$ref"));
        }
        if let Some(values) = node.listed() {
            return self.listed(node, values);
        }
        let types = kinds(node);
        if types.is_empty() && node.types().is_none() {
            return Ok(any_json());
        }
        let mut drawn = Vec::new();
        let mut failure = Unsupported::unsatisfiable(&node.at(), "type");
        for kind in types {
            match self.of_type(node, kind, fuel) {
                Ok(strategy) => drawn.push(strategy),
                Err(absent) if absent.is_absence() => failure = absent,
                Err(unsupported) => return Err(unsupported),
            }
        }
        match drawn.len() {
            0 => Err(failure),
            1 => Ok(drawn.remove(0)),
            _ => Ok(Union::new(drawn).boxed()),
        }
    }

    fn listed(&self, node: &Node<'c>, values: &[Value]) -> Drawn {
        let places = node.places();
        let fitting: Vec<Value> = values.iter().filter(|value| self.context.accepts(&places, value)).cloned().collect();
        if fitting.is_empty() {
            Err(Unsupported::unsatisfiable(&node.at(), "enum"))
        } else {
            Ok(select(fitting).boxed())
        }
    }

    /// Values of one type, without regard to `enum` and `const`.
    pub(crate) fn of_type(&mut self, node: &Node<'c>, kind: Type, fuel: i32) -> Drawn {
        match kind {
            Type::Null => Ok(Just(Value::Null).boxed()),
            Type::Boolean => Ok(prop_oneof![Just(Value::Bool(false)), Just(Value::Bool(true))].boxed()),
            Type::Integer => numbers::integers(self.context, node),
            Type::Number => numbers::numbers(self.context, node),
            Type::String => strings::strings(self.context, node),
            Type::Array => Ok(self.array(node, fuel)?.values(self.context, node)?),
            Type::Object => Ok(self.object(node, fuel)?.values(self.context, node)?),
        }
    }
}

/// Keeps what satisfies the parts, apart from `enum`, `const` and choices, which are looked at elsewhere.
fn fitting(context: &Arc<Context>, node: &Node<'_>, drawn: &BoxedStrategy<Value>, keyword: &str) -> Drawn {
    let (context, places) = (Arc::clone(context), node.places());
    let elsewhere = ["enum", "const", "anyOf", "oneOf", "not"];
    let fits = move |value: Value| {
        let breaches = context.breaches(&places, &value);
        breaches.iter().all(|breach| elsewhere.contains(&breach.keyword)).then_some(value)
    };
    sieve(drawn, fits).ok_or_else(|| Unsupported::unsatisfiable(&node.at(), keyword))
}

/// The types that are drawn: those that are allowed, or, where no type is given, those that some keyword speaks of.
pub(crate) fn kinds(node: &Node<'_>) -> Vec<Type> {
    node.types().unwrap_or_else(|| implied_types(node))
}

fn implied_types(node: &Node<'_>) -> Vec<Type> {
    let number = |s: &Schema| {
        let bounds = [&s.minimum, &s.maximum, &s.exclusive_minimum, &s.exclusive_maximum, &s.multiple_of];
        bounds.into_iter().any(Option::is_some)
    };
    let string = |s: &Schema| s.min_length.or(s.max_length).is_some() || s.pattern.is_some() || s.format.is_some();
    let array = |s: &Schema| s.min_items.or(s.max_items).is_some() || s.unique_items || s.items.is_some();
    let object = |s: &Schema| {
        let described = !s.properties.is_empty() || !s.required.is_empty() || s.additional_properties.is_some();
        described || s.min_properties.or(s.max_properties).is_some()
    };
    let implied = [
        (Type::Number, node.schemas().any(number)),
        (Type::String, node.schemas().any(string)),
        (Type::Array, node.schemas().any(array)),
        (Type::Object, node.schemas().any(object)),
    ];
    implied.into_iter().filter(|(_, is)| *is).map(|(kind, _)| kind).collect()
}
