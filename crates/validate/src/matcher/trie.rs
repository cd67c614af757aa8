//! All path templates as one tree of segments, so that the number of operations costs nothing.

use super::template::Segment;
use driftline_contract::Method;
use foldhash::fast::RandomState;
use std::{borrow::Cow, collections::HashMap};

/// The number of a call in the order of contracts and operations.
pub(super) type CallIndex = usize;

/// A call at the end of a path.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) method: Method,
    /// The names that the query must hold.
    pub(super) selectors: Vec<String>,
    pub(super) call: CallIndex,
}

#[derive(Debug, Default)]
pub(super) struct Trie {
    literals: HashMap<String, Trie, RandomState>,
    /// Segments of text and variables, those with more text first.
    mixed: Vec<(Segment, Trie)>,
    variable: Option<Box<Trie>>,
    calls: Vec<Leaf>,
}

impl Trie {
    /// Adds a call. Where two have the same path, method and selectors, the first is kept, and returned.
    pub(super) fn insert(&mut self, template: &[Segment], leaf: Leaf) -> Option<CallIndex> {
        let Some((first, rest)) = template.split_first() else {
            let is_same = |known: &Leaf| known.method == leaf.method && known.selectors == leaf.selectors;
            let known = self.calls.iter().find(|known| is_same(known)).map(|known| known.call);
            if known.is_none() {
                self.calls.push(leaf);
            }
            return known;
        };
        self.child(first).insert(rest, leaf)
    }

    fn child(&mut self, segment: &Segment) -> &mut Trie {
        match segment {
            Segment::Literal(text) => self.literals.entry(text.clone()).or_default(),
            Segment::Variable => self.variable.get_or_insert_default(),
            Segment::Mixed(_) => {
                let at = self.mixed.iter().position(|(known, _)| known == segment).unwrap_or_else(|| {
                    let at = self.mixed.partition_point(|(known, _)| known.fixed() >= segment.fixed());
                    self.mixed.insert(at, (segment.clone(), Trie::default()));
                    at
                });
                &mut self.mixed[at].1
            }
        }
    }

    /// The first answer of `wanted` for the calls under the templates that fit, the most specific first: a literal
    /// segment beats a mixed one, and that a variable, from left to right.
    pub(super) fn find<'t, T>(
        &'t self,
        path: &[Cow<'_, str>],
        wanted: &mut impl FnMut(&'t [Leaf]) -> Option<T>,
    ) -> Option<T> {
        let Some((first, rest)) = path.split_first() else { return wanted(&self.calls) };
        if let Some(found) = self.find_behind_literal(path, wanted) {
            return Some(found);
        }
        let mixed = self.mixed.iter().filter(|(segment, _)| segment.fits(first));
        let variable = self.variable.as_deref().into_iter();
        mixed.map(|(_, next)| next).chain(variable).find_map(|next| next.find(rest, wanted))
    }

    /// The same, for templates that begin with a literal segment.
    pub(super) fn find_behind_literal<'t, T>(
        &'t self,
        path: &[Cow<'_, str>],
        wanted: &mut impl FnMut(&'t [Leaf]) -> Option<T>,
    ) -> Option<T> {
        let (first, rest) = path.split_first()?;
        self.literals.get(first.as_ref())?.find(rest, wanted)
    }
}
