//! Model values, built field by field in Rust.

use super::catalogue::schema_at;
use driftline_contract::Contract;
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value, json};
use std::collections::BTreeMap;

/// How deep values nest in each other before optional parts are left out.
const MAX_DEPTH: usize = 3;

/// Where values come from: chance, and the contract for what Rust's types do not say.
pub struct Source<'c> {
    contract: &'c Contract,
    runner: TestRunner,
    /// Whether values and fields that the contract does not describe are drawn.
    undocumented: bool,
    depth: usize,
}

impl<'c> Source<'c> {
    /// The same values for the same seed.
    pub fn new(contract: &'c Contract, seed: u64, undocumented: bool) -> Source<'c> {
        let bytes: Vec<u8> = seed.to_le_bytes().into_iter().cycle().take(32).collect();
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        Source { contract, runner: TestRunner::new_with_rng(Config::default(), rng), undocumented, depth: 0 }
    }

    fn any<T>(&mut self, strategy: impl Strategy<Value = T>) -> T {
        strategy.new_tree(&mut self.runner).expect("the strategy gives a value").current()
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.any(0..100_u32) < percent
    }

    /// Draws what is one step deeper.
    pub fn enter<T>(&mut self, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let drawn = draw(self);
        self.depth -= 1;
        drawn
    }

    /// One of the listed values, or the one that is not.
    pub fn listed<W, T: From<W>>(&mut self, known: Vec<W>, unknown: W) -> T {
        let is_unknown = self.undocumented && self.chance(25);
        let index = self.any(0..known.len());
        let known = known.into_iter().nth(index).filter(|_| !is_unknown);
        known.unwrap_or(unknown).into()
    }

    /// Fields that the contract does not describe.
    pub fn other(&mut self) -> Map<String, Value> {
        if !self.undocumented {
            return Map::new();
        }
        let values = prop_oneof![Just(json!(null)), Just(json!(1.5)), Just(json!({"type": [u64::MAX]}))];
        self.any(btree_map("undocumented [a-z]", values, 0..3)).into_iter().collect()
    }

    /// A value that conforms to the schema at the pointer.
    pub fn sampled<T: DeserializeOwned>(&mut self, pointer: &str) -> T {
        let strategy = driftline_sample::conforming(self.contract, schema_at(self.contract, pointer));
        let strategy = strategy.expect("values can be drawn");
        // Where null is no value of the type, the schema has it only for the field around it.
        let has_null = serde_json::from_value::<T>(Value::Null).is_ok();
        let value = self.any(strategy.prop_filter("null is no value", move |value| has_null || !value.is_null()));
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{pointer}: {value}: {error}"))
    }

    /// As [`Source::sampled`], or nothing.
    pub fn maybe_sampled<T: DeserializeOwned + Default>(&mut self, pointer: &str) -> T {
        if self.chance(50) { self.sampled(pointer) } else { T::default() }
    }
}

/// A type of which values can be drawn that its schema accepts.
pub trait Draw: Sized {
    /// Draws one.
    fn draw(from: &mut Source<'_>) -> Self;
}

impl Draw for String {
    fn draw(from: &mut Source<'_>) -> String {
        from.any(any::<String>())
    }
}

impl Draw for bool {
    fn draw(from: &mut Source<'_>) -> bool {
        from.any(any::<bool>())
    }
}

impl Draw for i64 {
    fn draw(from: &mut Source<'_>) -> i64 {
        from.any(any::<i64>())
    }
}

impl Draw for Number {
    fn draw(from: &mut Source<'_>) -> Number {
        let floats = any::<f64>().prop_filter_map("no JSON number", Number::from_f64);
        from.any(prop_oneof![any::<i64>().prop_map(Number::from), any::<u64>().prop_map(Number::from), floats])
    }
}

impl Draw for Value {
    fn draw(from: &mut Source<'_>) -> Value {
        match from.any(0..4) {
            0 => Value::Null,
            1 => Value::Number(Number::draw(from)),
            2 => json!([String::draw(from), {"a": bool::draw(from)}]),
            _ => Value::String(String::draw(from)),
        }
    }
}

impl Draw for Map<String, Value> {
    fn draw(from: &mut Source<'_>) -> Map<String, Value> {
        BTreeMap::draw(from).into_iter().collect()
    }
}

impl<T: Draw> Draw for Option<T> {
    fn draw(from: &mut Source<'_>) -> Option<T> {
        (from.depth <= MAX_DEPTH && from.chance(60)).then(|| T::draw(from))
    }
}

impl<T: Draw> Draw for Box<T> {
    fn draw(from: &mut Source<'_>) -> Box<T> {
        Box::new(T::draw(from))
    }
}

impl<T: Draw> Draw for Vec<T> {
    fn draw(from: &mut Source<'_>) -> Vec<T> {
        let length = from.any(0..3_usize);
        from.enter(|from| (0..length).map(|_| T::draw(from)).collect())
    }
}

impl<T: Draw> Draw for BTreeMap<String, T> {
    fn draw(from: &mut Source<'_>) -> BTreeMap<String, T> {
        let names = from.any(vec(any::<String>(), 0..3));
        from.enter(|from| names.into_iter().map(|name| (name, T::draw(from))).collect())
    }
}
