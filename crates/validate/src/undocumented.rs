//! Finds what a validator does not: the properties of a value that nothing in its schema describes, and integers
//! beyond the format that is only an annotation to it.

use crate::shape::{Described, NodeId, ROOT, Shape};
use driftline_finding::Pointer;
use serde_json::Value;
use std::ops::ControlFlow;

/// What a validator of an open schema does not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Met {
    pub(crate) what: What,
    /// The property or the integer itself.
    pub(crate) instance: Pointer,
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

/// The topmost undocumented properties and the integers without room, in the order of the value.
pub(crate) fn all(shape: &Shape, value: &Value) -> Vec<Met> {
    let mut found = Vec::new();
    let walk = &mut Walk {
        shape,
        report: |what: What, path: &Path<'_>, nodes: &[NodeId]| {
            let schema = match what {
                What::Property => shape.owner(nodes),
                What::Overflow(_) => shape.limited(nodes),
            };
            found.push(Met { what, instance: path.pointer(), schema });
            ControlFlow::Continue(())
        },
    };
    let _ = walk.value(ROOT, value, &Path::Root);
    found
}

/// Whether there is any.
pub(crate) fn any(shape: &Shape, value: &Value) -> bool {
    let walk = &mut Walk { shape, report: |_: What, _: &Path<'_>, _: &[NodeId]| ControlFlow::Break(()) };
    walk.value(ROOT, value, &Path::Root).is_break()
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

struct Walk<'s, R> {
    shape: &'s Shape,
    report: R,
}

impl<R: FnMut(What, &Path<'_>, &[NodeId]) -> ControlFlow<()>> Walk<'_, R> {
    /// Recurses over the value, so it ends however the schema refers to itself.
    fn value(&mut self, nodes: &[NodeId], value: &Value, path: &Path<'_>) -> ControlFlow<()> {
        match value {
            Value::Object(members) => {
                let nodes = self.shape.applying(nodes, value);
                for (name, value) in members {
                    let path = Path::Key(path, name);
                    match self.shape.property(&nodes, name) {
                        Described::Named(next) | Described::Key(next) => self.value(&next, value, &path)?,
                        Described::No => (self.report)(What::Property, &path, &nodes)?,
                        Described::Perhaps => {}
                    }
                }
            }
            Value::Array(items) => {
                let nodes = self.shape.applying(nodes, value);
                for (index, item) in items.iter().enumerate() {
                    let next = self.shape.item(&nodes, index);
                    self.value(&next, item, &Path::Index(path, index))?;
                }
            }
            Value::Number(number) => {
                let nodes = self.shape.applying(nodes, value);
                if let Some(format) = self.shape.overflow(&nodes, number) {
                    (self.report)(What::Overflow(format), path, &nodes)?;
                }
            }
            Value::Null | Value::Bool(_) | Value::String(_) => {}
        }
        ControlFlow::Continue(())
    }
}
