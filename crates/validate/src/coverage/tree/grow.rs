//! From a schema to the tree of its places.

use super::{Place, PlaceIndex, Tree, Way};
use driftline_contract::{ComponentId, Contract, Schema};
use indexmap::IndexMap;
use std::collections::VecDeque;

/// How many places a tree has at most. Schemas that refer to one another in all directions have millions; what lies deepest is
/// left out.
const MOST: usize = 4_096;

pub(super) fn tree(contract: &Contract, schema: &Schema, way: Way) -> Tree {
    let tree = Tree { places: Vec::new(), slots: 0, is_cut: false };
    let mut grower = Grower { contract, way, tree, trails: Vec::new(), queue: VecDeque::new() };
    grower.place(None, vec![Applied { schema, trail: None }]);
    // By width, so that what is left out lies deepest.
    while let Some((at, applied)) = grower.queue.pop_front() {
        let applied = grower.applying(applied);
        grower.fill(at, &applied);
    }
    grower.tree
}

struct Grower<'c> {
    contract: &'c Contract,
    way: Way,
    tree: Tree,
    trails: Vec<Step<'c>>,
    queue: VecDeque<(PlaceIndex, Vec<Applied<'c>>)>,
}

/// A schema that applies to the values at a place.
#[derive(Clone, Copy)]
struct Applied<'c> {
    schema: &'c Schema,
    /// The last step of the way from the root to it.
    trail: Option<usize>,
}

/// A component that was entered on the way to a schema, and the step before.
struct Step<'c> {
    component: &'c ComponentId,
    before: Option<usize>,
}

impl<'c> Grower<'c> {
    /// A new place for the values that these schemas apply to, as long as there is room.
    fn place(&mut self, name: Option<&str>, applied: Vec<Applied<'c>>) -> Option<PlaceIndex> {
        if self.tree.places.len() >= MOST {
            self.tree.is_cut = true;
            return None;
        }
        let at = self.tree.places.len();
        self.tree.places.push(Place::new(name.map(Into::into)));
        self.queue.push_back((at, applied));
        Some(at)
    }

    /// All schemas that may apply where these do, in the order of the contract: which of several alternatives it is, no
    /// count depends on.
    fn applying(&mut self, applied: Vec<Applied<'c>>) -> Vec<Applied<'c>> {
        let mut all: Vec<Applied<'c>> = Vec::new();
        // What is to come; the next stands last.
        let mut next: Vec<Applied<'c>> = applied.into_iter().rev().collect();
        while let Some(one) = next.pop() {
            if all.iter().any(|known| std::ptr::eq(known.schema, one.schema)) {
                continue;
            }
            all.push(one);
            let Applied { schema, trail } = one;
            let parts = schema.all_of.iter().chain(&schema.one_of).chain(&schema.any_of);
            next.extend(parts.rev().map(|schema| Applied { schema, trail }));
            next.extend(self.referred(one));
        }
        all
    }

    /// The component that a schema refers to, unless the way leads through it.
    fn referred(&mut self, Applied { schema, trail }: Applied<'c>) -> Option<Applied<'c>> {
        let component = schema.reference.as_ref()?;
        let schema = self.contract.component(component)?;
        if self.was_entered(component, trail) {
            return None;
        }
        self.trails.push(Step { component, before: trail });
        Some(Applied { schema, trail: Some(self.trails.len() - 1) })
    }

    /// Whether a way leads through a component. It is not entered again: a list of lists would never end.
    fn was_entered(&self, component: &ComponentId, trail: Option<usize>) -> bool {
        let mut step = trail.map(|at| &self.trails[at]);
        while let Some(known) = step {
            if known.component == component {
                return true;
            }
            step = known.before.map(|at| &self.trails[at]);
        }
        false
    }

    fn fill(&mut self, at: PlaceIndex, applied: &[Applied<'c>]) {
        let mut named: IndexMap<&'c str, Vec<Applied<'c>>> = IndexMap::new();
        let (mut rest, mut items, mut listed) = (Vec::new(), Vec::new(), Vec::new());
        for Applied { schema, trail } in applied.iter().copied() {
            let below = |schema| Applied { schema, trail };
            for (name, member) in schema.properties.iter().filter(|(_, member)| self.travels(member)) {
                named.entry(name).or_default().push(below(member));
            }
            rest.extend(schema.additional_properties.as_deref().filter(|rest| !rest.is_never()).map(below));
            items.extend(schema.items.as_deref().map(below));
            for value in schema.enumeration.iter().flatten().chain(&schema.constant) {
                if !listed.contains(value) {
                    listed.push(value.clone());
                }
            }
        }
        let members: Vec<PlaceIndex> =
            named.into_iter().filter_map(|(name, applied)| self.place(Some(name), applied)).collect();
        let rest = if rest.is_empty() { None } else { self.place(None, rest) };
        let items = if items.is_empty() { None } else { self.place(None, items) };
        let mut by_name = members.clone();
        by_name.sort_by(|one, other| self.tree.places[*one].name.cmp(&self.tree.places[*other].name));
        let slot = self.tree.slots;
        self.tree.slots += 2 + listed.len();
        let place = &mut self.tree.places[at];
        *place = Place { name: place.name.take(), members, by_name, rest, items, listed, slot };
    }

    /// Whether a field may stand in this half of an exchange at all.
    fn travels(&self, field: &Schema) -> bool {
        let is_barred = match self.way {
            Way::Request => field.read_only,
            Way::Response => field.write_only,
        };
        !is_barred && !field.is_never()
    }
}
