//! What is at fault in a body.

use super::{
    Acceptor,
    check::{Checked, Other},
};
use crate::{
    shape::{NodeId, Shape, Way},
    tape_json::{TapeJson, TapeNode},
};
use driftline_capture::{TapeItems, TapeKind, TapeMembers, TapeValue};
use driftline_finding::Pointer;

/// What is at fault in a body.
pub(crate) struct Faults<'v, N> {
    /// The values at fault in the order of the body, none of them within another: they are not valid, undocumented, or
    /// beyond their format.
    pub(crate) values: Vec<Faulty<'v, N>>,
    /// Whether the body may hold a number with more digits than a double keeps.
    pub(crate) may_be_lossy: bool,
}

/// A value of a body that is at fault.
pub(crate) struct Faulty<'v, N> {
    pub(crate) instance: Pointer,
    pub(crate) value: N,
    pub(crate) scope: Scope,
    pub(crate) way: Way<'v>,
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

impl Acceptor {
    /// Faults in the order of the tape, with their places in the body.
    pub(super) fn found<'t>(
        &self,
        faults: &[Fault<'t>],
        shape: &Shape<TapeJson>,
        body: TapeValue<'t>,
    ) -> Vec<Faulty<'t, TapeNode<'t>>> {
        let root = Level::new(body, Checked::ROOT, (Pointer::ROOT, Way::default()));
        let mut walk = Walk { acceptor: self, around: vec![root] };
        let found = faults.iter().map(|fault| {
            let (value, scope) = match *fault {
                Fault::Whole { node, value } => (value, Scope::Schema(node)),
                Fault::Undocumented { node, value } => (value, Scope::Undocumented(shape.owner_of(node))),
            };
            let (instance, way) = walk.to(value);
            Faulty { instance, value: TapeNode::Value(value), scope, way }
        });
        found.collect()
    }
}

/// A walk over a body, from one value to the next. On a tape, what is in a value stands behind it and before the next one.
struct Walk<'a, 't> {
    acceptor: &'a Acceptor,
    /// The lists and objects around the last value, from the body down.
    around: Vec<Level<'t>>,
}

/// A list or an object, and what is in it behind the last value.
struct Level<'t> {
    value: TapeValue<'t>,
    checked: Checked,
    at: At<'t>,
    /// The number of the next child.
    next: usize,
    children: Children<'t>,
}

/// The pointer to a value, and the way to it.
type At<'t> = (Pointer, Way<'t>);

enum Children<'t> {
    Members(TapeMembers<'t>),
    Items(TapeItems<'t>),
    None,
}

impl<'t> Walk<'_, 't> {
    /// The pointer to a value that stands behind all that were asked for, and the way there.
    fn to(&mut self, value: TapeValue<'t>) -> At<'t> {
        while self.around.len() > 1 && self.around.last().is_some_and(|level| !level.value.holds(value)) {
            self.around.pop();
        }
        while let Some(level) = self.around.last_mut() {
            if level.value.address() == value.address() {
                return level.at.clone();
            }
            let Some((next, checked, at)) = level.towards(value, self.acceptor) else { break };
            if next.address() == value.address() {
                return at;
            }
            self.around.push(Level::new(next, checked, at));
        }
        // Unreachable: the body holds every value at fault.
        (Pointer::ROOT, Way::default())
    }
}

impl<'t> Level<'t> {
    fn new(value: TapeValue<'t>, checked: Checked, at: At<'t>) -> Level<'t> {
        let children = match value.kind() {
            TapeKind::Object(object) => Children::Members(object.members()),
            TapeKind::Array(array) => Children::Items(array.items()),
            _ => Children::None,
        };
        Level { value, checked, at, next: 0, children }
    }

    /// The member or item that is or holds the value.
    fn towards(&mut self, value: TapeValue<'t>, acceptor: &Acceptor) -> Option<(TapeValue<'t>, Checked, At<'t>)> {
        let check = acceptor.checks.get(self.checked.0)?;
        let (pointer, way) = &self.at;
        let next = &mut self.next;
        let mut holds = |child: TapeValue<'t>| {
            *next += 1;
            child.holds(value)
        };
        match &mut self.children {
            Children::Members(members) => {
                let (name, child) = members.find(|(_, child)| holds(*child))?;
                let (segment, checked) = match (check.members.find(name, &mut 0), check.members.other) {
                    (Some((_, checked)), _) => (name, checked),
                    (None, Other::Checked(checked)) => ("*", checked),
                    (None, Other::Undocumented | Other::Forbidden) => (name, Checked::ANYTHING),
                };
                Some((child, checked, (pointer.key(name), way.below(segment, *next - 1, Some(name)))))
            }
            Children::Items(items) => {
                let child = items.find(|child| holds(*child))?;
                Some((child, check.items, (pointer.index(*next - 1), way.below("*", *next - 1, None))))
            }
            Children::None => None,
        }
    }
}
