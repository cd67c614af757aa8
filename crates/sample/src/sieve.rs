//! Filters that end: a predicate is tried out before it is trusted with a strategy.

use proptest::{
    sample::select,
    strategy::{BoxedStrategy, Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use std::fmt::Debug;

/// How many draws decide about a predicate.
const TRIALS: usize = 64;
/// If so many draws in the beginning pass, the rest is not tried.
const CONVINCING: usize = 8;

/// A runner whose draws depend on `seed` alone.
pub(crate) fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// The values of `strategy` that `keep` maps to something.
///
/// Where at least every second draw passes, this filters. Where fewer do, filtering could use up the rejections
/// that a test allows, so what passed in the trial is kept and chosen from. `None` if nothing passed.
pub(crate) fn sieve<T, U>(
    strategy: &BoxedStrategy<T>,
    keep: impl Fn(T) -> Option<U> + 'static,
) -> Option<BoxedStrategy<U>>
where
    T: Debug + 'static,
    U: Debug + Clone + 'static,
{
    let mut runner = runner(0);
    let mut kept = Vec::new();
    let mut convinced = false;
    for drawn in 0..TRIALS {
        if drawn == CONVINCING && kept.len() == CONVINCING {
            convinced = true;
            break;
        }
        kept.extend(strategy.new_tree(&mut runner).ok().and_then(|tree| keep(tree.current())));
    }
    match kept.len() {
        0 => None,
        passed if convinced || passed * 2 >= TRIALS => {
            Some(strategy.clone().prop_filter_map("broke a neighbouring constraint", keep).boxed())
        }
        _ => Some(select(kept).boxed()),
    }
}
