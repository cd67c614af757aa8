//! Counts of characters in words: "1 to 64 characters", "a maximum of 64 characters".

use super::{
    bounds::{Bounds, Side},
    number::{closes, interval, leading},
};

/// Words before the greatest number of characters.
const AT_MOST: &[&str] = &[
    "a maximum of",
    "up to",
    "cannot exceed",
    "must not exceed",
    "no more than",
    "at most",
    "not exceed",
    "cannot be longer than",
    "maximum",
    "not more than",
    "less than or equal to",
    "cannot contain more than",
    "does not exceed",
];

/// Words for characters behind their number.
pub(super) const CHARACTERS: &[&str] =
    &["characters", "character", "unicode characters", "valid characters", "visible characters"];

/// A count of characters: the least of them, if it is stated, and the greatest.
struct Count {
    low: Option<f64>,
    high: f64,
    /// Whether nothing behind it makes it a count of something else.
    is_plain: bool,
}

/// Sets the bounds that a sentence states by a count of characters. Where it counts those of several things, as in
/// "key cannot exceed 20 characters and value cannot exceed 30 characters", it states none.
pub(super) fn read(sentence: &str, lower: &str, bounds: &mut Bounds) {
    let counts: Vec<Count> = lower.match_indices(" character").filter_map(|(at, _)| count(lower, at)).collect();
    let others: Vec<f64> = counts.iter().filter(|count| !count.is_plain).map(|count| count.high).collect();
    let ends = [others.iter().copied().reduce(f64::min), others.iter().copied().reduce(f64::max)];
    let is_of_parts = |count: &Count| ends.iter().flatten().any(|other| (other - count.high).abs() > f64::EPSILON);
    for count in counts.iter().filter(|count| count.is_plain && !is_of_parts(count)) {
        if let Some(low) = count.low {
            bounds.set(Side::Low, low, sentence);
        }
        bounds.set(Side::High, count.high, sentence);
    }
}

/// The count before the word "character" at `at`.
fn count(lower: &str, at: usize) -> Option<Count> {
    let rest = &lower[at + " character".len()..];
    // "character types" are something else.
    let rest = rest.strip_prefix('s').or_else(|| (!rest.starts_with(" type")).then_some(rest))?;
    // "for each key" counts something else.
    let is_plain = closes(rest) || rest.starts_with([',', '.', ')', ';']);
    let words = &lower[..at];
    let words =
        ["unicode", "valid", "visible", "utf-8"].iter().find_map(|word| words.strip_suffix(word)).unwrap_or(words);
    let words = words.trim_end();
    let (words, is_last_in) = end(words);
    let start = words.rfind(' ').map_or(0, |space| space + 1);
    let last = &words[start..];
    if let Some(range) = interval(last).filter(|range| range.rest.is_empty()) {
        return Some(Count { low: Some(range.low), high: range.high, is_plain });
    }
    let (high, _) = leading(last).filter(|(_, rest)| rest.is_empty())?;
    let before = words[..start].trim_end();
    if AT_MOST.iter().any(|lead| before.ends_with(lead)) {
        return Some(Count { low: None, high: without(high, is_last_in, -1.0), is_plain });
    }
    let (before, is_first_in) = end(before.strip_suffix(" to").or_else(|| before.strip_suffix(" and"))?);
    let (low, _) = leading(&before[before.rfind(' ').map_or(0, |space| space + 1)..]).filter(|it| it.1.is_empty())?;
    let is_range = low <= high;
    let (low, high) = (without(low, is_first_in, 1.0), without(high, is_last_in, -1.0));
    is_range.then_some(Count { low: Some(low), high, is_plain })
}

/// The words before "(included)" or "(excluded)", and whether the number at their end is one of the counts.
fn end(words: &str) -> (&str, bool) {
    let excluded = words.strip_suffix(" (excluded)");
    let plain = words.strip_suffix(" (included)").unwrap_or(words);
    (excluded.unwrap_or(plain), excluded.is_none())
}

/// The end of a range of counts, or the next one inside where it is not one of them.
fn without(end: f64, is_in: bool, step: f64) -> f64 {
    if is_in { end } else { end + step }
}
