//! The ways to break a schema, by kind.

use super::{Keyword, Violation};
use crate::sieve::sieve;
use proptest::strategy::{BoxedStrategy, Strategy, Union};
use std::collections::BTreeMap;

/// A place more often named than this is drawn no more often, so that sums of weights stay small.
const MAX_WEIGHT: u32 = 1000;

/// The ways to break something, by kind, each with the number of places that it stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers(BTreeMap<Keyword, Vec<(u32, BoxedStrategy<Violation>)>>);

impl Offers {
    /// One more way, which stands for so many places.
    pub(super) fn add(&mut self, keyword: Keyword, weight: u32, strategy: Option<BoxedStrategy<Violation>>) {
        if let Some(strategy) = strategy {
            self.0.entry(keyword).or_default().push((weight.clamp(1, MAX_WEIGHT), strategy));
        }
    }

    pub(super) fn extend(&mut self, other: Offers) {
        for (keyword, ways) in other.0 {
            self.0.entry(keyword).or_default().extend(ways);
        }
    }

    /// For each kind the number of places, and all ways as one.
    pub(super) fn merged(self) -> impl Iterator<Item = (Keyword, u32, BoxedStrategy<Violation>)> {
        self.0.into_iter().filter_map(|(keyword, mut ways)| {
            let weight = ways.iter().map(|(weight, _)| weight).sum();
            let strategy = match ways.len() {
                0 => return None,
                1 => ways.remove(0).1,
                _ => Union::new_weighted(ways).boxed(),
            };
            Some((keyword, weight, strategy))
        })
    }

    /// Those that `keep` allows.
    pub(super) fn kept(&self, keep: impl Fn(&Violation) -> bool + Clone + 'static) -> Offers {
        let mut kept = Offers::default();
        for (keyword, ways) in &self.0 {
            for (weight, strategy) in ways {
                let keep = keep.clone();
                let strategy = sieve(strategy, move |violation| keep(&violation).then_some(violation));
                kept.add(*keyword, *weight, strategy);
            }
        }
        kept
    }

    /// One strategy for each kind.
    pub(super) fn into_strategies(self) -> BTreeMap<Keyword, BoxedStrategy<Violation>> {
        self.merged().map(|(keyword, _, strategy)| (keyword, strategy)).collect()
    }
}
