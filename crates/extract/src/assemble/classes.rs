//! Which of things that refer to each other are equal all the way down.

use indexmap::IndexMap;
use std::{
    collections::{BTreeSet, HashMap},
    hash::Hash,
};

/// A number for each thing, equal where their `keys` are equal and what they refer to, in order, is equal in turn; a
/// cycle equals another one of the same things. `referred` lists for each thing what it refers to.
///
/// The coarsest such partition, refined as by J. Hopcroft, "An n log n algorithm for minimizing states in a finite
/// automaton" (1971): a class that is parted keeps its number for its largest part, and only what refers to the other
/// parts is looked at again. So a chain of references costs no more than its links.
pub(super) fn classes<K: Eq + Hash>(keys: impl Iterator<Item = K>, referred: &[Vec<usize>]) -> Vec<usize> {
    let mut partition = Partition::new(keys);
    let mut referring = vec![Vec::new(); referred.len()];
    for (from, targets) in referred.iter().enumerate() {
        for to in targets {
            referring[*to].push(from);
        }
    }
    let mut dirty: BTreeSet<usize> = (0..referred.len()).collect();
    while !dirty.is_empty() {
        let mut of_class: IndexMap<usize, Vec<usize>> = IndexMap::new();
        for at in &dirty {
            of_class.entry(partition.class_of[*at]).or_default().push(*at);
        }
        let mut parts = Vec::new();
        for (class, members) in of_class {
            let mut by_target: IndexMap<Vec<usize>, Vec<usize>> = IndexMap::new();
            for at in members {
                by_target.entry(referred[at].iter().map(|to| partition.class_of[*to]).collect()).or_default().push(at);
            }
            parts.push((class, by_target.into_values().collect()));
        }
        dirty.clear();
        for (class, found) in parts {
            let moved = partition.part(class, found);
            dirty.extend(moved.into_iter().flat_map(|at| &referring[at]));
        }
    }
    partition.class_of
}

/// Things in classes, so that taking one out costs the same however large its class is.
struct Partition {
    class_of: Vec<usize>,
    /// The things of each class.
    members: Vec<Vec<usize>>,
    /// Where each thing stands among those of its class.
    place: Vec<usize>,
}

impl Partition {
    fn new<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> Partition {
        let mut known = HashMap::new();
        let mut partition = Partition { class_of: Vec::new(), members: Vec::new(), place: Vec::new() };
        for (at, key) in keys.enumerate() {
            let next = known.len();
            let class = *known.entry(key).or_insert(next);
            if class == partition.members.len() {
                partition.members.push(Vec::new());
            }
            partition.class_of.push(class);
            partition.place.push(partition.members[class].len());
            partition.members[class].push(at);
        }
        partition
    }

    /// Parts a class into `found` and the rest of it. The largest part keeps the number. Returns what has a new one.
    fn part(&mut self, class: usize, mut found: Vec<Vec<usize>>) -> Vec<usize> {
        let rest = self.members[class].len() - found.iter().map(Vec::len).sum::<usize>();
        let largest = (0..found.len()).max_by_key(|part| found[*part].len());
        let Some(largest) = largest.filter(|part| found[*part].len() > rest) else {
            return self.move_out(found);
        };
        let kept = found.swap_remove(largest);
        if rest > 0 {
            let known: BTreeSet<usize> = found.iter().flatten().chain(&kept).copied().collect();
            found.push(self.members[class].iter().copied().filter(|at| !known.contains(at)).collect());
        }
        self.move_out(found)
    }

    /// Makes each part a class of its own. Returns its things.
    fn move_out(&mut self, parts: Vec<Vec<usize>>) -> Vec<usize> {
        for part in &parts {
            let class = self.members.len();
            for (place, at) in part.iter().enumerate() {
                let old = &mut self.members[self.class_of[*at]];
                old.swap_remove(self.place[*at]);
                if let Some(other) = old.get(self.place[*at]) {
                    self.place[*other] = self.place[*at];
                }
                (self.class_of[*at], self.place[*at]) = (class, place);
            }
            self.members.push(part.clone());
        }
        parts.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Numbers in the order of first appearance, equal for equal keys: so equal partitions are equal lists.
    fn numbered<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> Vec<usize> {
        let mut known = HashMap::new();
        let number = |key| {
            let next = known.len();
            *known.entry(key).or_insert(next)
        };
        keys.map(number).collect()
    }

    /// The same by the plain definition: parts whatever differs, round by round.
    fn by_rounds(keys: &[u8], referred: &[Vec<usize>]) -> Vec<usize> {
        let mut classes = numbered(keys.iter());
        loop {
            let deeper = |at: usize| (classes[at], referred[at].iter().map(|to| classes[*to]).collect::<Vec<_>>());
            let finer = numbered((0..keys.len()).map(deeper));
            if finer == classes {
                return classes;
            }
            classes = finer;
        }
    }

    proptest! {
        #[test]
        fn what_is_parted_is_what_differs_somewhere_down_the_way(
            things in prop::collection::vec((0_u8..3, prop::collection::vec(any::<prop::sample::Index>(), 0..3)), 1..40),
        ) {
            let keys: Vec<u8> = things.iter().map(|(key, _)| *key).collect();
            let referred: Vec<Vec<usize>> =
                things.iter().map(|(_, to)| to.iter().map(|to| to.index(things.len())).collect()).collect();
            prop_assert_eq!(numbered(classes(keys.iter(), &referred).iter()), by_rounds(&keys, &referred));
        }
    }

    #[test]
    fn a_chain_costs_no_more_than_its_links() {
        let length = 100_000;
        let referred: Vec<Vec<usize>> =
            (0..length).map(|at| if at + 1 < length { vec![at + 1] } else { vec![] }).collect();
        let found = classes((0..length).map(|at| at + 1 == length), &referred);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), length);
    }
}
