//! Counts what is in a value. It knows no more of a value than [`Json`] tells, and allocates nothing.

use super::{Place, PlaceIndex, Tree};
use jsonschema::json::{Array, Json, Node, Object};

impl Tree {
    /// Counts a value of the JSON representation `F`. A member that stands twice in an object is counted as often as `F`
    /// shows it.
    pub(in crate::coverage) fn count<F: Json>(&self, value: &F::Node<'_>, counts: &mut [u64]) {
        if !self.places.is_empty() {
            self.at::<F>(0, value, counts);
        }
    }

    /// Recurses no deeper than the tree and the value.
    fn at<F: Json>(&self, index: PlaceIndex, value: &F::Node<'_>, counts: &mut [u64]) {
        let place = &self.places[index];
        counts[place.slot] += 1;
        if let Some(listed) = place.listed(value) {
            counts[place.value(listed)] += 1;
        }
        if place.members.is_empty() && place.rest.is_none() && place.items.is_none() {
            return;
        }
        if let Some(object) = value.as_object() {
            counts[place.objects()] += 1;
            for (name, member) in object.members() {
                if let Some(next) = self.member(place, name.as_ref()) {
                    self.at::<F>(next, &member, counts);
                }
            }
        } else if let Some(items) = place.items
            && let Some(array) = value.as_array()
        {
            array.elements().for_each(|item| self.at::<F>(items, &item, counts));
        }
    }

    /// The place of the member of that name.
    fn member(&self, place: &Place, name: &str) -> Option<PlaceIndex> {
        let known = |index: &PlaceIndex| self.places[*index].name.as_deref().unwrap_or_default();
        let found = place.by_name.binary_search_by(|index| known(index).cmp(name));
        found.map_or(place.rest, |found| Some(place.by_name[found]))
    }
}

impl Place {
    /// The number of the listed value that this is.
    fn listed<'a, F: Json, N: Node<'a, F>>(&self, value: &N) -> Option<usize> {
        self.listed.iter().position(|listed| match listed.as_str() {
            Some(text) => value.as_string().is_some_and(|value| value == text),
            None => value.equals_value(listed),
        })
    }
}
