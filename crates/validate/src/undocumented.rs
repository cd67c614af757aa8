//! Finds what a validator does not: the properties of a value that nothing in its schema describes, and integers
//! beyond the format that is only an annotation to it.

use crate::{
    names::Names,
    shape::{Described, NodeId, Other, ROOT, Shape},
};
use driftline_finding::Pointer;
use jsonschema::{
    JsonType,
    json::{Array, Json, Node, Object},
};
use serde_json::Value;
use std::ops::ControlFlow;

/// What a validator of an open schema does not see.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Met {
    pub(crate) what: What,
    /// The property or the integer itself.
    pub(crate) instance: Pointer,
    pub(crate) value: Value,
    /// Where the schema of the object that holds the property, or of the integer, stands in the contract as written.
    pub(crate) schema: Pointer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A property that nothing describes.
    Property,
    /// An integer beyond that format.
    Overflow(&'static str),
}

/// What a look at a value gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Nothing is undocumented.
    Clean,
    /// Something is.
    Found,
    /// A name occurs twice in one object, so that it depends on the reader what the value is.
    Ambiguous,
}

/// The topmost undocumented properties and the integers without room, in the order of the value.
pub(crate) fn all<F: Json>(shape: &Shape<F>, value: &F::Node<'_>) -> Vec<Met> {
    let mut found = Vec::new();
    let walk = &mut Walk {
        shape,
        report: |what: What, path: &Path<'_>, value: &F::Node<'_>, nodes: &[NodeId]| {
            let schema = match what {
                What::Property => shape.owner(nodes),
                What::Overflow(_) => shape.limited(nodes),
            };
            found.push(Met { what, instance: path.pointer(), value: value.to_value().into_owned(), schema });
            ControlFlow::<()>::Continue(())
        },
        // Whoever asks for all has looked before.
        ambiguous: || ControlFlow::Continue(()),
    };
    let _ = walk.value(ROOT, value, &Path::Root);
    found
}

/// Whether there is any. Where something is undocumented before a name occurs twice, that is said.
pub(crate) fn look<F: Json>(shape: &Shape<F>, value: &F::Node<'_>) -> Look {
    let walk = &mut Walk {
        shape,
        report: |_: What, _: &Path<'_>, _: &F::Node<'_>, _: &[NodeId]| ControlFlow::Break(Look::Found),
        ambiguous: || ControlFlow::Break(Look::Ambiguous),
    };
    walk.value(ROOT, value, &Path::Root).break_value().unwrap_or(Look::Clean)
}

/// Whether a name occurs twice in one object.
pub(crate) fn repeats<F: Json>(value: &F::Node<'_>) -> bool {
    match (value.as_object(), value.as_array()) {
        (Some(object), _) => {
            let mut names = Names::default();
            object.members().any(|(name, value)| !names.name(name.as_ref()) || repeats::<F>(&value))
        }
        (_, Some(array)) => array.elements().any(|item| repeats::<F>(&item)),
        _ => false,
    }
}

/// The way from the root to a value, held on the stack.
enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Path::Root => Pointer::ROOT,
            Path::Key(parent, name) => parent.pointer().key(name),
            Path::Index(parent, index) => parent.pointer().index(*index),
        }
    }
}

/// Whether there is nothing to find in a value.
fn is_plain<'v, F: Json>(value: &impl Node<'v, F>) -> bool {
    matches!(value.json_type(), JsonType::Null | JsonType::Boolean | JsonType::String)
}

struct Walk<'s, F: Json, R, A> {
    shape: &'s Shape<F>,
    report: R,
    ambiguous: A,
}

impl<F, R, A, B> Walk<'_, F, R, A>
where
    F: Json,
    R: FnMut(What, &Path<'_>, &F::Node<'_>, &[NodeId]) -> ControlFlow<B>,
    A: FnMut() -> ControlFlow<B>,
{
    /// Recurses over the value, so it ends however the schema refers to itself.
    fn value(&mut self, nodes: &[NodeId], value: &F::Node<'_>, path: &Path<'_>) -> ControlFlow<B> {
        match value.json_type() {
            JsonType::Object if self.shape.members(nodes).is_some() => self.object(nodes, value, path),
            JsonType::Object => self.choosing(nodes, value, path),
            JsonType::Array => self.array(nodes, value, path),
            JsonType::Number | JsonType::Integer => self.number(nodes, value, path),
            JsonType::Null | JsonType::Boolean | JsonType::String => ControlFlow::Continue(()),
        }
    }

    /// An object of which it is known beforehand what is said of its properties.
    fn object(&mut self, nodes: &[NodeId], value: &F::Node<'_>, path: &Path<'_>) -> ControlFlow<B> {
        let (Some(members), Some(object)) = (self.shape.members(nodes), value.as_object()) else {
            return ControlFlow::Continue(());
        };
        let (mut names, mut expected) = (Names::default(), 0);
        for (name, member) in object.members() {
            let path = Path::Key(path, name.as_ref());
            let is_new = if let Some((number, next)) = members.find(name.as_ref(), &mut expected) {
                if !is_plain(&member) {
                    self.value(next, &member, &path)?;
                }
                names.number(number)
            } else {
                match &members.other {
                    Other::Key(next) => self.value(next, &member, &path)?,
                    Other::No => {
                        let nodes = self.shape.applying(nodes, value);
                        (self.report)(What::Property, &path, &member, &nodes)?;
                    }
                    Other::Perhaps => self.opaque(&member)?,
                }
                names.name(name.as_ref())
            };
            if !is_new {
                (self.ambiguous)()?;
            }
        }
        ControlFlow::Continue(())
    }

    /// An object of which its own value decides what is said of it.
    fn choosing(&mut self, nodes: &[NodeId], value: &F::Node<'_>, path: &Path<'_>) -> ControlFlow<B> {
        let Some(object) = value.as_object() else { return ControlFlow::Continue(()) };
        let nodes = self.shape.applying(nodes, value);
        let mut names = Names::default();
        for (name, value) in object.members() {
            let path = Path::Key(path, name.as_ref());
            match self.shape.property(&nodes, name.as_ref()) {
                Described::Named(next) | Described::Key(next) => self.value(&next, &value, &path)?,
                Described::No => (self.report)(What::Property, &path, &value, &nodes)?,
                Described::Perhaps => self.opaque(&value)?,
            }
            if !names.name(name.as_ref()) {
                (self.ambiguous)()?;
            }
        }
        ControlFlow::Continue(())
    }

    /// A value that nothing is known of.
    fn opaque(&mut self, value: &F::Node<'_>) -> ControlFlow<B> {
        if repeats::<F>(value) { (self.ambiguous)() } else { ControlFlow::Continue(()) }
    }

    fn array(&mut self, nodes: &[NodeId], value: &F::Node<'_>, path: &Path<'_>) -> ControlFlow<B> {
        let Some(array) = value.as_array() else { return ControlFlow::Continue(()) };
        if let Some(every) = self.shape.every_item(nodes) {
            for (index, item) in array.elements().enumerate().filter(|(_, item)| !is_plain(item)) {
                self.value(every, &item, &Path::Index(path, index))?;
            }
            return ControlFlow::Continue(());
        }
        let nodes = self.shape.applying(nodes, value);
        let items = self.shape.items(&nodes);
        let from = |index: usize| items.iter().filter(move |(from, _)| index >= *from).map(|(_, node)| *node);
        let usual: Vec<NodeId> = from(usize::MAX).collect();
        let last = items.iter().map(|(from, _)| *from).max().unwrap_or(0);
        for (index, item) in array.elements().enumerate() {
            let path = Path::Index(path, index);
            if index >= last {
                self.value(&usual, &item, &path)?;
            } else {
                self.value(&from(index).collect::<Vec<_>>(), &item, &path)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn number(&mut self, nodes: &[NodeId], value: &F::Node<'_>, path: &Path<'_>) -> ControlFlow<B> {
        let nodes = self.shape.applying(nodes, value);
        if let Some(number) = value.as_number()
            && let Some(format) = self.shape.overflow(&nodes, &number)
        {
            (self.report)(What::Overflow(format), path, value, &nodes)?;
        }
        ControlFlow::Continue(())
    }
}
