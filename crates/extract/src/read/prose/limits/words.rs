//! The words of bounds, and which of them a sentence holds.

use super::super::{
    bounds::{Of, Side},
    wordings::Wordings,
};
use std::{slice, sync::LazyLock};

/// Labels before one bound, as generated descriptions end with: "Minimum: 1".
pub(super) const LABELS: &[(&str, Side, &[Of])] = &[
    // Beside an array these are the lengths of its items: "Minimum: 1 Maximum: 16" of addresses.
    ("minimum:", Side::Low, &[Of::Number, Of::Text]),
    ("maximum:", Side::High, &[Of::Number, Of::Text]),
    ("minimum value:", Side::Low, &[Of::Number]),
    ("maximum value:", Side::High, &[Of::Number]),
    ("the minimum value is", Side::Low, &[Of::Number]),
    ("the maximum value is", Side::High, &[Of::Number]),
    ("both the default value and maximum value are", Side::High, &[Of::Number]),
    ("value must be greater than or equal to", Side::Low, &[Of::Number]),
    ("minimum length:", Side::Low, &[Of::Text]),
    ("maximum length:", Side::High, &[Of::Text]),
    ("the maximum length is", Side::High, &[Of::Text]),
    ("maximum length of", Side::High, &[Of::Text]),
    ("minimum array length:", Side::Low, &[Of::Items]),
    ("maximum array length:", Side::High, &[Of::Items]),
];

/// Words before both bounds.
pub(super) const INTERVALS: &[(&str, Of)] = &[
    ("value ranges from", Of::Number),
    ("values range from", Of::Number),
    ("value range is", Of::Number),
    ("value range is from", Of::Number),
    ("value range:", Of::Number),
    ("value ranges:", Of::Number),
    ("range:", Of::Number),
    ("supported range:", Of::Number),
    ("the range is", Of::Number),
    ("value must be", Of::Number),
    ("value is", Of::Number),
    ("value must be an integer ranging", Of::Number),
    ("value is an integer ranging", Of::Number),
    ("an integer", Of::Number),
    ("value must range from", Of::Number),
    ("ranging from", Of::Number),
    ("array length:", Of::Items),
    ("length:", Of::Text),
    ("length range:", Of::Text),
    ("the length ranges from", Of::Text),
    ("value length ranges from", Of::Text),
];

/// Words inside a sentence by which it bounds something else, or some cases only.
const DOUBTS: &[&str] = &[
    " if ",
    " when ",
    "for example, ",
    " each ",
    "recommended",
    "such as",
    "unless",
    "separated",
    "total number",
    "in this case",
    "respectively",
    "at least three",
    "combination",
    "by default",
];

/// Mentions of the number that often stands for "none" or "no limit".
const SPECIAL: &[&str] = &[" -1 ", " -1,", " -1.", "\"-1\"", "-1:"];

/// Words for a text that may be nothing, which no least length but 0 allows.
const NOTHING: &[&str] = &[
    "can be empty",
    "can be an empty",
    "can be blank",
    "can be left blank",
    "can be left empty",
    "empty by default",
    "left blank by default",
    "by default, this parameter is left blank",
];

/// What may bound in a sentence, or take a bound back. Few sentences hold any of it.
#[derive(Clone, Copy)]
enum Said {
    /// The label of that number in [`LABELS`].
    Label(usize),
    /// The words of that number in [`INTERVALS`].
    Interval(usize),
    Doubt,
    Special,
    Nothing,
}

static SAID: LazyLock<Wordings<Said>> = LazyLock::new(|| {
    let labels = LABELS.iter().enumerate().map(|(number, (label, ..))| (Said::Label(number), slice::from_ref(label)));
    let intervals =
        INTERVALS.iter().enumerate().map(|(number, (lead, _))| (Said::Interval(number), slice::from_ref(lead)));
    let others = [(Said::Doubt, DOUBTS), (Said::Special, SPECIAL), (Said::Nothing, NOTHING)];
    Wordings::new(labels.chain(intervals).chain(others))
});

// A set of either is 32 bits.
const _: () = assert!(LABELS.len() <= 32 && INTERVALS.len() <= 32);

/// Which of these stand in a sentence.
#[derive(Default)]
pub(super) struct Found {
    /// By number, as a set.
    pub(super) labels: u32,
    pub(super) intervals: u32,
    pub(super) doubt: bool,
    pub(super) special: bool,
    pub(super) nothing: bool,
}

impl Found {
    pub(super) fn of(lower: &str) -> Found {
        let mut found = Found::default();
        for (said, _) in SAID.occurrences(lower) {
            match said {
                Said::Label(number) => found.labels |= 1 << number,
                Said::Interval(number) => found.intervals |= 1 << number,
                Said::Doubt => found.doubt = true,
                Said::Special => found.special = true,
                Said::Nothing => found.nothing = true,
            }
        }
        found
    }
}

/// Those of a list whose numbers are set.
pub(super) fn of_set<T>(list: &'static [T], set: u32) -> impl Iterator<Item = &'static T> {
    list.iter().enumerate().filter(move |(number, _)| set & 1 << number != 0).map(|(_, one)| one)
}
