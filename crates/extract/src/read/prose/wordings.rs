//! Many wordings looked for at once: a sentence is read once, however many wordings there are.

use aho_corasick::AhoCorasick;
use std::ops::Range;

/// Wordings, each of a kind.
pub(super) struct Wordings<K> {
    /// `None` only if the automaton cannot be built, which needs gigabytes of wordings; then nothing is found.
    automaton: Option<AhoCorasick>,
    kinds: Vec<K>,
}

impl<K: Copy> Wordings<K> {
    /// Wordings in lower case, for texts in lower case.
    pub(super) fn new<'w>(groups: impl IntoIterator<Item = (K, &'w [&'w str])>) -> Wordings<K> {
        let mut wordings = Vec::new();
        let mut kinds = Vec::new();
        for (kind, group) in groups {
            wordings.extend_from_slice(group);
            kinds.extend(group.iter().map(|_| kind));
        }
        Wordings { automaton: AhoCorasick::new(wordings).ok(), kinds }
    }

    /// Where each wording stands in `text`, also one inside another.
    pub(super) fn occurrences<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (K, Range<usize>)> + 't {
        let automaton = self.automaton.iter();
        let found = automaton.flat_map(move |automaton| automaton.find_overlapping_iter(text));
        found.filter_map(|found| Some((*self.kinds.get(found.pattern().as_usize())?, found.range())))
    }

    /// Whether one of the wordings stands in `text`.
    pub(super) fn are_in(&self, text: &str) -> bool {
        self.automaton.as_ref().is_some_and(|automaton| automaton.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_is_found_wherever_it_stands() {
        let wordings = Wordings::new([('a', ["can be", "be"].as_slice()), ('b', ["value can"].as_slice())]);
        let found: Vec<_> = wordings.occurrences("the value can be so").collect();
        assert_eq!(found, [('b', 4..13), ('a', 10..16), ('a', 14..16)]);
        assert!(wordings.are_in("to be") && !wordings.are_in("to do"));
    }
}
