//! What is at fault in a body.

use crate::{
    shape::{NodeId, Shape},
    tape_json::{TapeJson, TapeNode},
};
use driftline_capture::{TapeKind, TapeValue};
use driftline_finding::Pointer;

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

impl<'t> Fault<'t> {
    /// This fault, with its place in the body.
    pub(super) fn found(&self, shape: &Shape<TapeJson>, body: TapeValue<'t>) -> Faulty<TapeNode<'t>> {
        let (value, scope) = match *self {
            Fault::Whole { node, value } => (value, Scope::Schema(node)),
            Fault::Undocumented { node, value } => (value, Scope::Undocumented(shape.owner_of(node))),
        };
        Faulty { instance: path(body, value), value: TapeNode::Value(value), scope }
    }
}

/// The pointer from a body to a value in it. On a tape, what is in a value stands behind it and before the next one.
fn path(body: TapeValue<'_>, value: TapeValue<'_>) -> Pointer {
    let (mut pointer, mut at) = (Pointer::ROOT, body);
    while at.address() != value.address() {
        let holds = |next: &TapeValue<'_>| next.address() <= value.address();
        let next = match at.kind() {
            TapeKind::Object(object) => {
                let holding = object.members().take_while(|(_, next)| holds(next)).last();
                holding.map(|(name, next)| (pointer.key(name), next))
            }
            TapeKind::Array(array) => {
                let holding = array.items().enumerate().take_while(|(_, next)| holds(next)).last();
                holding.map(|(index, next)| (pointer.index(index), next))
            }
            _ => None,
        };
        let Some(next) = next else { break };
        (pointer, at) = next;
    }
    pointer
}
