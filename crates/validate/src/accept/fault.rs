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
        let mut walk = Walk { acceptor: self, body: Level::new(body, Checked::ROOT), around: Vec::new() };
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
    body: Level<'t>,
    /// The lists and objects in the body that hold the last value, and the steps to them.
    around: Vec<(Step<'t>, Level<'t>)>,
}

/// A list or an object, and what is in it behind the last value.
struct Level<'t> {
    value: TapeValue<'t>,
    checked: Checked,
    /// The number of the next child.
    next: usize,
    children: Children<'t>,
}

/// From a list or an object to what is in it.
#[derive(Clone, Copy)]
struct Step<'t> {
    /// How many stand before it.
    number: usize,
    /// Of a member.
    name: Option<&'t str>,
    /// Whether schemas see it by its name, and not as one of many.
    is_named: bool,
}

enum Children<'t> {
    Members(TapeMembers<'t>),
    Items(TapeItems<'t>),
    None,
}

impl<'t> Walk<'_, 't> {
    /// The pointer to a value that stands behind all that were asked for, and the way there.
    fn to(&mut self, value: TapeValue<'t>) -> (Pointer, Way<'t>) {
        if self.body.value.address() == value.address() {
            return self.at(None);
        }
        while self.around.last().is_some_and(|(_, level)| !level.value.holds(value)) {
            self.around.pop();
        }
        loop {
            let level = self.around.last_mut().map_or(&mut self.body, |(_, level)| level);
            // Every value at fault is in the body, so there always is a way on.
            let Some((step, next, checked)) = level.towards(value, self.acceptor) else { return self.at(None) };
            if next.address() == value.address() {
                return self.at(Some(step));
            }
            self.around.push((step, Level::new(next, checked)));
        }
    }

    /// What the steps so far lead to, and then one more.
    fn at(&self, last: Option<Step<'t>>) -> (Pointer, Way<'t>) {
        let steps = || self.around.iter().map(|(step, _)| step).chain(&last);
        let mut instance = Pointer::with_capacity(steps().map(|step| 1 + step.name.map_or(2, str::len)).sum());
        for step in steps() {
            match step.name {
                Some(name) => instance.push_key(name),
                None => instance.push_index(step.number),
            }
        }
        let field = if steps().all(|step| step.is_named) {
            instance.clone()
        } else {
            let names = steps().map(|step| step.name.filter(|_| step.is_named).unwrap_or("*"));
            names.fold(Pointer::ROOT, |mut field, name| {
                field.push_key(name);
                field
            })
        };
        let mut order = Vec::with_capacity(self.around.len() + 1);
        order.extend(steps().map(|step| step.number));
        (instance, Way { field, order, name: steps().last().and_then(|step| step.name) })
    }
}

impl<'t> Level<'t> {
    fn new(value: TapeValue<'t>, checked: Checked) -> Level<'t> {
        let children = match value.kind() {
            TapeKind::Object(object) => Children::Members(object.members()),
            TapeKind::Array(array) => Children::Items(array.items()),
            _ => Children::None,
        };
        Level { value, checked, next: 0, children }
    }

    /// The step to the member or item that is or holds the value.
    fn towards(&mut self, value: TapeValue<'t>, acceptor: &Acceptor) -> Option<(Step<'t>, TapeValue<'t>, Checked)> {
        let check = acceptor.checks.get(self.checked.0)?;
        let next = &mut self.next;
        let mut holds = |child: TapeValue<'t>| {
            *next += 1;
            child.holds(value)
        };
        match &mut self.children {
            Children::Members(members) => {
                let (name, child) = members.find(|(_, child)| holds(*child))?;
                let (is_named, checked) = match (check.members.find(name, &mut 0), check.members.other) {
                    (Some((_, checked)), _) => (true, checked),
                    (None, Other::Checked(checked)) => (false, checked),
                    (None, Other::Undocumented | Other::Forbidden) => (true, Checked::ANYTHING),
                };
                Some((Step { number: *next - 1, name: Some(name), is_named }, child, checked))
            }
            Children::Items(items) => {
                let child = items.find(|child| holds(*child))?;
                Some((Step { number: *next - 1, name: None, is_named: false }, child, check.items))
            }
            Children::None => None,
        }
    }
}
