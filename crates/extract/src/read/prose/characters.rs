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

/// Sets the bounds that a sentence states by a count of characters.
pub(super) fn read(sentence: &str, lower: &str, bounds: &mut Bounds) {
    for (at, _) in lower.match_indices(" character") {
        let words = &lower[..at];
        let rest = &lower[at + " character".len()..];
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        // "character types" are something else; "for each key" counts something else.
        if !closes(rest) && !rest.starts_with([',', '.', ')', ';']) {
            continue;
        }
        let words =
            ["unicode", "valid", "visible", "utf-8"].iter().find_map(|word| words.strip_suffix(word)).unwrap_or(words);
        let words = words.trim_end();
        let start = words.rfind(' ').map_or(0, |space| space + 1);
        let last = &words[start..];
        if let Some(range) = interval(last).filter(|range| range.rest.is_empty()) {
            bounds.set(Side::Low, range.low, sentence);
            bounds.set(Side::High, range.high, sentence);
            continue;
        }
        let Some((high, "")) = leading(last) else { continue };
        let before = words[..start].trim_end();
        if AT_MOST.iter().any(|lead| before.ends_with(lead)) {
            bounds.set(Side::High, high, sentence);
        } else if let Some(rest) = before.strip_suffix(" to").or_else(|| before.strip_suffix(" and")) {
            let low = leading(&rest[rest.rfind(' ').map_or(0, |space| space + 1)..]);
            if let Some((low, "")) = low.filter(|(low, _)| *low <= high) {
                bounds.set(Side::Low, low, sentence);
                bounds.set(Side::High, high, sentence);
            }
        }
    }
}
