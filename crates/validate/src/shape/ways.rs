//! The ways to places in a value, and what schemas say of what is met there.

use super::{Items, Members, Node, NodeId, Other, ROOT, Shape};
use driftline_finding::{Pointer, Trail};
use jsonschema::{
    JsonType,
    json::{Array, Json, Node as _, Object},
};
use std::{borrow::Cow, iter::Enumerate};

/// The ways to places in one value. Those that are asked for in the order of the value cost one walk over it together.
pub(crate) struct Ways<'s, 'v, F: Json> {
    shape: &'s Shape<F>,
    trail: Trail<Step<'s, 'v, F>>,
}

/// The way to a place.
#[derive(Clone, Default)]
pub(crate) struct Way<'v> {
    /// The pointer, with array indexes and the keys of maps replaced by `*`.
    pub(crate) field: Pointer,
    /// Of each member and item on the way, how many stand before it: it sorts pointers as the value does.
    pub(crate) order: Vec<usize>,
    /// The name of the member there, where it stands on a tape.
    pub(crate) name: Option<&'v str>,
}

/// A value on the way.
struct Step<'s, 'v, F: Json> {
    value: Option<F::Node<'v>>,
    /// The schemas that describe it, before their references are followed.
    nodes: Vec<NodeId>,
    field: Pointer,
    /// How many stand before it in the same value.
    number: usize,
    inside: Inside<'s, 'v, F>,
}

type NodeObject<'v, F> = <<F as Json>::Node<'v> as jsonschema::json::Node<'v, F>>::Object;
type NodeArray<'v, F> = <<F as Json>::Node<'v> as jsonschema::json::Node<'v, F>>::Array;

/// What is in a value, and what is said of it, once somebody asked.
enum Inside<'s, 'v, F: Json> {
    Unasked,
    /// The members behind the last one.
    Object(Cow<'s, Members>, Enumerate<<NodeObject<'v, F> as Object<'v, F>>::MembersIter>),
    /// The items behind the last one, and their number.
    Array(Cow<'s, Items>, usize, <NodeArray<'v, F> as Array<'v, F>>::ElementsIter),
    Nothing,
}

impl<'s, 'v, F: Json> Ways<'s, 'v, F> {
    /// Those in `value`, which `shape` describes.
    pub(crate) fn new(shape: &'s Shape<F>, value: F::Node<'v>) -> Ways<'s, 'v, F> {
        Ways { shape, trail: Trail::new(Step::new(Some(value), ROOT.to_vec(), Pointer::ROOT, 0)) }
    }

    /// The way to a place.
    pub(crate) fn to(&mut self, instance: &Pointer) -> Way<'v> {
        let field = self.field(instance);
        Way { field, order: self.trail.steps().map(|step| step.number).collect(), name: None }
    }

    /// The pointer to a place, with array indexes and the keys of maps replaced by `*`.
    pub(crate) fn field(&mut self, instance: &Pointer) -> Pointer {
        self.step(instance).map_or_else(|| instance.clone(), |step| step.field.clone())
    }

    /// Where the schema stands that describes what is at `instance`, and refers to the one at `target`.
    pub(crate) fn site(&mut self, instance: &Pointer, target: &Pointer) -> Option<Pointer> {
        let shape = self.shape;
        let nodes = &self.step(instance)?.nodes;
        let refers = |node: &&Node<F>| {
            node.refers && node.at != *target && node.closure.iter().any(|id| shape.nodes[id.0].at == *target)
        };
        nodes.iter().map(|id| &shape.nodes[id.0]).find(refers).map(|node| node.at.clone())
    }

    /// Where the schema stands that describes the number at `instance`, if there is one and none says how many bits a
    /// whole number has.
    pub(crate) fn number(&mut self, instance: &Pointer, is_integer: bool) -> Option<Pointer> {
        let shape = self.shape;
        let step = self.step(instance)?;
        let nodes = shape.applying(&step.nodes, step.value.as_ref()?);
        let has_bits = is_integer && nodes.iter().any(|id| shape.nodes[id.0].width.is_some());
        nodes.first().filter(|_| !has_bits).map(|id| shape.nodes[id.0].at.clone())
    }

    fn step(&mut self, instance: &Pointer) -> Option<&Step<'s, 'v, F>> {
        let shape = self.shape;
        self.trail.go(instance, |around, segment| Some(around.below(shape, segment))).map(|step| &*step)
    }
}

impl<'s, 'v, F: Json> Step<'s, 'v, F> {
    fn new(value: Option<F::Node<'v>>, nodes: Vec<NodeId>, field: Pointer, number: usize) -> Step<'s, 'v, F> {
        Step { value, nodes, field, number, inside: Inside::Unasked }
    }

    /// What a segment leads to, whether or not there is a value.
    fn below(&mut self, shape: &'s Shape<F>, segment: &str) -> Step<'s, 'v, F> {
        self.ask(shape);
        match (&mut self.inside, &self.value) {
            (Inside::Object(members, behind), Some(value)) => {
                let (name, nodes) = match (members.find(segment, &mut 0), &members.other) {
                    (Some((_, nodes)), _) => (segment, nodes.to_vec()),
                    (None, Other::Key(nodes)) => ("*", nodes.clone()),
                    (None, Other::Perhaps | Other::No) => (segment, Vec::new()),
                };
                let found = member::<F>(value, behind, segment);
                let (number, value) = found.map_or((0, None), |(number, value)| (number, Some(value)));
                Step::new(value, nodes, self.field.key(name), number)
            }
            (Inside::Array(items, next, behind), Some(value)) => {
                let number = segment.parse().unwrap_or(usize::MAX);
                let found = item::<F>(value, (next, behind), number);
                Step::new(found, items.at(number).into_owned(), self.field.key("*"), number)
            }
            _ => Step::new(None, Vec::new(), self.field.key(segment), 0),
        }
    }

    fn ask(&mut self, shape: &'s Shape<F>) {
        if !matches!(self.inside, Inside::Unasked) {
            return;
        }
        self.inside = match &self.value {
            Some(value) if value.json_type() == JsonType::Object => {
                value.as_object().map_or(Inside::Nothing, |object| {
                    Inside::Object(shape.members(&self.nodes, value), object.members().enumerate())
                })
            }
            Some(value) if value.json_type() == JsonType::Array => value
                .as_array()
                .map_or(Inside::Nothing, |array| Inside::Array(shape.items(&self.nodes, value), 0, array.elements())),
            _ => Inside::Nothing,
        };
    }
}

/// The number and the value of the member of that name. It is looked for behind the last one first.
fn member<'v, F: Json>(
    object: &F::Node<'v>,
    behind: &mut Enumerate<<NodeObject<'v, F> as Object<'v, F>>::MembersIter>,
    segment: &str,
) -> Option<(usize, F::Node<'v>)> {
    let found = behind.find(|(_, (name, _))| name.as_ref() == segment).or_else(|| {
        *behind = object.as_object()?.members().enumerate();
        behind.find(|(_, (name, _))| name.as_ref() == segment)
    });
    found.map(|(number, (_, value))| (number, value))
}

/// The item of that number.
fn item<'v, F: Json>(
    array: &F::Node<'v>,
    (next, behind): (&mut usize, &mut <NodeArray<'v, F> as Array<'v, F>>::ElementsIter),
    number: usize,
) -> Option<F::Node<'v>> {
    if number < *next {
        (*next, *behind) = (0, array.as_array()?.elements());
    }
    let found = behind.nth(number - *next);
    // Where there is none, all have been passed.
    *next = number.saturating_add(1);
    found
}
