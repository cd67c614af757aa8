//! Finds the properties of a value that nothing in its schema describes.

use crate::shape::{Described, NodeId, ROOT, Shape};
use driftline_finding::Pointer;
use serde_json::Value;
use std::ops::ControlFlow;

/// A property that nothing describes, and the schema of the object that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Undocumented {
    /// The property itself.
    pub(crate) instance: Pointer,
    /// Where the schema of its object stands in the contract as it is written.
    pub(crate) object: Pointer,
}

/// The topmost undocumented properties, in the order of the value.
pub(crate) fn all(shape: &Shape, value: &Value) -> Vec<Undocumented> {
    let mut found = Vec::new();
    let walk = &mut Walk {
        shape,
        report: |path: &Path<'_>, nodes: &[NodeId]| {
            found.push(Undocumented { instance: path.pointer(), object: shape.owner(nodes) });
            ControlFlow::Continue(())
        },
    };
    let _ = walk.value(ROOT, value, &Path::Root);
    found
}

/// Whether there is any.
pub(crate) fn any(shape: &Shape, value: &Value) -> bool {
    let walk = &mut Walk { shape, report: |_: &Path<'_>, _: &[NodeId]| ControlFlow::Break(()) };
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

impl<R: FnMut(&Path<'_>, &[NodeId]) -> ControlFlow<()>> Walk<'_, R> {
    /// Recurses over the value, so it ends however the schema refers to itself.
    fn value(&mut self, nodes: &[NodeId], value: &Value, path: &Path<'_>) -> ControlFlow<()> {
        match value {
            Value::Object(members) => {
                let nodes = self.shape.applying(nodes, value);
                for (name, value) in members {
                    let path = Path::Key(path, name);
                    match self.shape.property(&nodes, name) {
                        Described::Named(next) | Described::Key(next) => self.value(&next, value, &path)?,
                        Described::No => (self.report)(&path, &nodes)?,
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
            _ => {}
        }
        ControlFlow::Continue(())
    }
}
