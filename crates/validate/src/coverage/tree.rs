//! What of one body or parameter can be observed: its schemas, laid over one another by the place in the value that they
//! describe.

mod grow;
mod walk;

use driftline_contract::{Contract, Schema};
use driftline_finding::{
    Pointer,
    coverage::{FieldCoverage, Inside, Seen, ValueCoverage},
};
use serde_json::Value;

/// Which half of an exchange a value stands in: that decides about fields that travel one way only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In a request: there are no fields that are `readOnly`.
    Request,
    /// In a response: there are no fields that are `writeOnly`.
    Response,
}

/// The places in a value that a schema describes. Each has slots among the counts of the value.
pub(super) struct Tree {
    /// The root first.
    places: Vec<Place>,
    /// How many slots there are.
    slots: usize,
    is_cut: bool,
}

/// The number of a place in its tree.
type PlaceIndex = usize;

/// All values at one place: a member of an object, the items of an array, the values of a map.
struct Place {
    /// Of a member its name.
    name: Option<Box<str>>,
    /// The members that schemas name, in their order.
    members: Vec<PlaceIndex>,
    /// The same by name.
    by_name: Vec<PlaceIndex>,
    /// The values under all other names, where they are described.
    rest: Option<PlaceIndex>,
    items: Option<PlaceIndex>,
    /// The values that enums and constants list.
    listed: Vec<Value>,
    /// The slot of values at this place. Behind it come that of those which are objects, and those of listed values.
    slot: usize,
}

impl Place {
    fn new(name: Option<Box<str>>) -> Place {
        let (members, by_name, listed) = (Vec::new(), Vec::new(), Vec::new());
        Place { name, members, by_name, rest: None, items: None, listed, slot: 0 }
    }

    fn objects(&self) -> usize {
        self.slot + 1
    }

    fn value(&self, index: usize) -> usize {
        self.slot + 2 + index
    }
}

impl Tree {
    /// The places that `schema` describes, through references, alternatives and conjunctions.
    pub(super) fn new(contract: &Contract, schema: &Schema, way: Way) -> Tree {
        grow::tree(contract, schema, way)
    }

    /// The tree of what is not looked into.
    pub(super) fn empty() -> Tree {
        Tree { places: Vec::new(), slots: 0, is_cut: false }
    }

    /// How many counts there are for a value.
    pub(super) fn slots(&self) -> usize {
        self.slots
    }

    /// What was observed, by the counts. Where nothing was counted there are none.
    pub(super) fn inside(&self, counts: &[u64]) -> Inside {
        let mut inside = Inside { is_cut: self.is_cut, ..Inside::default() };
        let count = |slot: usize| counts.get(slot).copied().unwrap_or_default();
        // Depth first, by a list of what is to come: the next stands last.
        let mut next = Vec::new();
        next.extend(self.places.first().map(|root| (root, Pointer::ROOT, None)));
        while let Some((place, field, of)) = next.pop() {
            let times = count(place.slot);
            for (index, value) in place.listed.iter().enumerate() {
                let seen = Seen { times: count(place.value(index)), of: times };
                inside.values.push(ValueCoverage { field: field.clone(), value: value.clone(), seen });
            }
            let below = place.rest.into_iter().chain(place.items);
            next.extend(below.map(|index| (&self.places[index], field.key("*"), None)));
            let objects = count(place.objects());
            for member in place.members.iter().rev().map(|index| &self.places[*index]) {
                let name = member.name.as_deref().unwrap_or_default();
                next.push((member, field.key(name), Some(objects)));
            }
            // What stands under any name or index is no field: nothing promises that it is there.
            inside.fields.extend(of.map(|of| FieldCoverage { field, seen: Seen { times, of } }));
        }
        inside
    }
}
