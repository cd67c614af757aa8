//! What a value may be at least or at most, and which of that it breaks.

use driftline_contract::Schema;
use driftline_finding::words;
use serde_json::{Number, Value};
use std::fmt;

/// What a value may be at least or at most.
#[derive(Clone, Copy)]
pub(super) enum Bound<'r> {
    /// The number itself.
    Least(&'r Number),
    Most(&'r Number),
    /// The length of a string in characters.
    Shortest(u64),
    Longest(u64),
    /// The number of items of an array.
    SmallestCount(u64),
    LargestCount(u64),
}

/// What is documented, in words: `at most 9`.
impl fmt::Display for Bound<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Least(number) => write!(f, "at least {number}"),
            Bound::Most(number) => write!(f, "at most {number}"),
            Bound::Shortest(length) => write!(f, "at least {}", number_of(*length, "character")),
            Bound::Longest(length) => write!(f, "at most {}", number_of(*length, "character")),
            Bound::SmallestCount(count) => write!(f, "at least {}", number_of(*count, "item")),
            Bound::LargestCount(count) => write!(f, "at most {}", number_of(*count, "item")),
        }
    }
}

fn number_of(number: u64, noun: &str) -> String {
    words::count(usize::try_from(number).unwrap_or(usize::MAX), noun)
}

/// The bound that a value breaks.
pub(super) fn bounds<'r>(schema: &'r Schema, value: &Value) -> Option<Bound<'r>> {
    match value {
        Value::Number(number) => {
            let number = number.as_f64()?;
            let below = |bound: &&Number| bound.as_f64().is_some_and(|bound| number < bound);
            let above = |bound: &&Number| bound.as_f64().is_some_and(|bound| number > bound);
            let least = schema.minimum.as_ref().filter(below).map(Bound::Least);
            least.or_else(|| schema.maximum.as_ref().filter(above).map(Bound::Most))
        }
        Value::String(text) => {
            let length = text.chars().count() as u64;
            let shortest = schema.min_length.filter(|bound| length < *bound).map(Bound::Shortest);
            shortest.or_else(|| schema.max_length.filter(|bound| length > *bound).map(Bound::Longest))
        }
        Value::Array(items) => {
            let count = items.len() as u64;
            let fewest = schema.min_items.filter(|bound| count < *bound).map(Bound::SmallestCount);
            fewest.or_else(|| schema.max_items.filter(|bound| count > *bound).map(Bound::LargestCount))
        }
        _ => None,
    }
}
