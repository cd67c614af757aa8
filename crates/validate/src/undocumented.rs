//! Finds what a validator does not: the properties of a value that nothing in its schema describes, and integers
//! beyond the format that is only an annotation to it.

use crate::{
    names::Names,
    representation::Representation,
    shape::{NodeId, Other, Shape},
};
use driftline_finding::{Pointer, PointerPath};
use jsonschema::{
    JsonType,
    json::{Array, Json, Node, Object},
};
use serde_json::Value;
use std::{cell::OnceCell, ops::ControlFlow};

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

/// The topmost undocumented properties and the integers without room of a value to which `nodes` apply, in its order.
/// Where a name occurs twice in one object, it depends on the reader what the value is.
pub(crate) fn all<F: Representation>(
    shape: &Shape<F>,
    nodes: &[NodeId],
    value: &F::Node<'_>,
) -> Result<Vec<Met>, F::Doubt> {
    let mut found = Vec::new();
    let walk = &mut Walk {
        shape,
        report: |what: What, path: &PointerPath<'_>, value: &F::Node<'_>, nodes: &[NodeId]| {
            let schema = match what {
                What::Property => shape.owner(nodes),
                What::Overflow(_) => shape.limited(nodes),
            };
            found.push(Met { what, instance: path.pointer(), value: value.to_value().into_owned(), schema });
            ControlFlow::Continue(())
        },
    };
    match (walk.value(nodes, value, &PointerPath::Root), F::IF_REPEATED) {
        (ControlFlow::Break(()), Some(doubt)) => Err(doubt),
        _ => Ok(found),
    }
}

/// Whether there is none of these in a value to which `nodes` apply, and no name twice.
pub(crate) fn is_clean<F: Representation>(shape: &Shape<F>, nodes: &[NodeId], value: &F::Node<'_>) -> bool {
    let report = |_: What, _: &PointerPath<'_>, _: &F::Node<'_>, _: &[NodeId]| ControlFlow::Break(());
    Walk { shape, report }.value(nodes, value, &PointerPath::Root).is_continue()
}

/// Whether there is nothing to find in a value.
fn is_plain<'v, F: Json>(value: &impl Node<'v, F>) -> bool {
    matches!(value.json_type(), JsonType::Null | JsonType::Boolean | JsonType::String)
}

struct Walk<'s, F: Json, R> {
    shape: &'s Shape<F>,
    report: R,
}

/// Goes through a value, until the report says that it is enough, or a name occurs twice.
impl<F, R> Walk<'_, F, R>
where
    F: Representation,
    R: FnMut(What, &PointerPath<'_>, &F::Node<'_>, &[NodeId]) -> ControlFlow<()>,
{
    /// Recurses over the value, so it ends however the schema refers to itself.
    fn value(&mut self, nodes: &[NodeId], value: &F::Node<'_>, path: &PointerPath<'_>) -> ControlFlow<()> {
        match value.json_type() {
            JsonType::Object => self.object(nodes, value, path),
            JsonType::Array => self.array(nodes, value, path),
            JsonType::Number | JsonType::Integer => self.number(nodes, value, path),
            JsonType::Null | JsonType::Boolean | JsonType::String => ControlFlow::Continue(()),
        }
    }

    fn object(&mut self, nodes: &[NodeId], value: &F::Node<'_>, path: &PointerPath<'_>) -> ControlFlow<()> {
        let Some(object) = value.as_object() else { return ControlFlow::Continue(()) };
        let shape = self.shape;
        let members = shape.members(nodes, value);
        // To find these can mean to validate the object.
        let applying = OnceCell::new();
        let (mut names, mut expected) = (Names::default(), 0);
        for (name, member) in object.members() {
            let path = path.key(name.as_ref());
            let is_new = if let Some((number, next)) = members.find(name.as_ref(), &mut expected) {
                self.value(next, &member, &path)?;
                names.number(number)
            } else {
                match &members.other {
                    Other::Key(next) => self.value(next, &member, &path)?,
                    Other::Perhaps => opaque::<F>(&member)?,
                    Other::No => {
                        let nodes = applying.get_or_init(|| shape.applying(nodes, value));
                        (self.report)(What::Property, &path, &member, nodes)?;
                        opaque::<F>(&member)?;
                    }
                }
                F::IF_REPEATED.is_none() || names.name(name.as_ref())
            };
            if !is_new {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    fn array(&mut self, nodes: &[NodeId], value: &F::Node<'_>, path: &PointerPath<'_>) -> ControlFlow<()> {
        let Some(array) = value.as_array() else { return ControlFlow::Continue(()) };
        let items = self.shape.items(nodes, value);
        for (index, item) in array.elements().enumerate().filter(|(_, item)| !is_plain(item)) {
            self.value(&items.at(index), &item, &path.index(index))?;
        }
        ControlFlow::Continue(())
    }

    fn number(&mut self, nodes: &[NodeId], value: &F::Node<'_>, path: &PointerPath<'_>) -> ControlFlow<()> {
        let nodes = self.shape.applying(nodes, value);
        if let Some(number) = value.as_number()
            && let Some(format) = self.shape.overflow(&nodes, &number)
        {
            (self.report)(What::Overflow(format), path, value, &nodes)?;
        }
        ControlFlow::Continue(())
    }
}

/// A value that nothing is known of.
fn opaque<F: Representation>(value: &F::Node<'_>) -> ControlFlow<()> {
    if F::IF_REPEATED.is_some() && repeats::<F>(value) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// Whether a name occurs twice in one object.
fn repeats<F: Json>(value: &F::Node<'_>) -> bool {
    match (value.as_object(), value.as_array()) {
        (Some(object), _) => {
            let mut names = Names::default();
            object.members().any(|(name, value)| !names.name(name.as_ref()) || repeats::<F>(&value))
        }
        (_, Some(array)) => array.elements().any(|item| repeats::<F>(&item)),
        _ => false,
    }
}
