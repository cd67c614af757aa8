//! What is at fault in a body.

use crate::{
    shape::{NodeId, Shape},
    tape_json::{TapeJson, TapeNode},
};
use driftline_capture::{TapeItems, TapeKind, TapeMembers, TapeValue};
use driftline_finding::Pointer;
use std::iter::Enumerate;

/// What is at fault in a body.
pub(crate) struct Faults<N> {
    /// The values at fault, none of them within another: they are not valid, undocumented, or beyond their format.
    pub(crate) values: Vec<Faulty<N>>,
    /// Whether the body may hold a number with more digits than a double keeps.
    pub(crate) may_be_lossy: bool,
}

/// A value of a body that is at fault.
pub(crate) struct Faulty<N> {
    pub(crate) instance: Pointer,
    pub(crate) value: N,
    pub(crate) scope: Scope,
}

/// What a value at fault falls short of.
pub(crate) enum Scope {
    /// What this schema, with all that it refers to, says of the value and of what is in it.
    Schema(NodeId),
    /// It is a property that nothing describes; the schema of its object stands there.
    Undocumented(Pointer),
}

/// The same, as it is met.
pub(super) enum Fault<'t> {
    Whole { node: NodeId, value: TapeValue<'t> },
    Undocumented { node: NodeId, value: TapeValue<'t> },
}

/// Faults in the order of the tape, with their places in the body.
pub(super) fn found<'t>(
    faults: &[Fault<'t>],
    shape: &Shape<TapeJson>,
    body: TapeValue<'t>,
) -> Vec<Faulty<TapeNode<'t>>> {
    let mut walk = Walk { around: vec![Level::new(Pointer::ROOT, body)], body };
    let found = faults.iter().map(|fault| {
        let (value, scope) = match *fault {
            Fault::Whole { node, value } => (value, Scope::Schema(node)),
            Fault::Undocumented { node, value } => (value, Scope::Undocumented(shape.owner_of(node))),
        };
        Faulty { instance: walk.pointer(value), value: TapeNode::Value(value), scope }
    });
    found.collect()
}

/// A walk over a body, from one value to the next. On a tape, what is in a value stands behind it and before the next one.
struct Walk<'t> {
    body: TapeValue<'t>,
    /// The lists and objects around the last value, from the body down.
    around: Vec<Level<'t>>,
}

/// A list or an object, and what is in it behind the last value.
struct Level<'t> {
    pointer: Pointer,
    value: TapeValue<'t>,
    children: Children<'t>,
}

enum Children<'t> {
    Members(TapeMembers<'t>),
    Items(Enumerate<TapeItems<'t>>),
    None,
}

impl<'t> Walk<'t> {
    /// The pointer to a value that stands behind all that were asked for.
    fn pointer(&mut self, value: TapeValue<'t>) -> Pointer {
        if value.address() == self.body.address() {
            return Pointer::ROOT;
        }
        while self.around.len() > 1 && self.around.last().is_some_and(|level| !level.value.holds(value)) {
            self.around.pop();
        }
        while let Some(level) = self.around.last_mut() {
            match level.towards(value) {
                Some((pointer, next)) if next.address() == value.address() => return pointer,
                Some((pointer, next)) => self.around.push(Level::new(pointer, next)),
                None => break,
            }
        }
        // Unreachable: the body holds every value at fault.
        Pointer::ROOT
    }
}

impl<'t> Level<'t> {
    fn new(pointer: Pointer, value: TapeValue<'t>) -> Level<'t> {
        let children = match value.kind() {
            TapeKind::Object(object) => Children::Members(object.members()),
            TapeKind::Array(array) => Children::Items(array.items().enumerate()),
            _ => Children::None,
        };
        Level { pointer, value, children }
    }

    /// The member or item that is or holds the value.
    fn towards(&mut self, value: TapeValue<'t>) -> Option<(Pointer, TapeValue<'t>)> {
        match &mut self.children {
            Children::Members(members) => {
                let (name, next) = members.find(|(_, next)| next.holds(value))?;
                Some((self.pointer.key(name), next))
            }
            Children::Items(items) => {
                let (index, next) = items.find(|(_, next)| next.holds(value))?;
                Some((self.pointer.index(index), next))
            }
            Children::None => None,
        }
    }
}
