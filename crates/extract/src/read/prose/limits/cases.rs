//! What a description says of the numbers of a field in some cases only.

use super::super::{
    bounds::Bounds,
    number::{self, interval, leading},
};

/// Whether a sentence without numbers says that another range holds in a case: "If it is A, the range is in Table B."
pub(super) fn is_open(lower: &str) -> bool {
    ["if ", "when ", "for "].iter().any(|case| lower.starts_with(case)) && lower.contains(" range is ")
}

/// Beginnings of a sentence that speaks of some values of the field.
const OWN_CASES: &[&str] = &["if this parameter ", "if the parameter ", "if it ", "if the value ", "when "];

/// Values that hold in a case: "If this parameter is set to 0, …", "When it is A, … from 0 to 255".
pub(super) fn mentioned(sentence: &str, lower: &str, elsewhere: &mut Bounds) {
    let Some(case) = OWN_CASES.iter().find(|case| lower.starts_with(**case)) else { return };
    if let Some(found) = lower.find(" from ").and_then(|at| interval(&lower[at + " from ".len()..])) {
        elsewhere.widen(found.low, sentence);
        elsewhere.widen(found.high, sentence);
    }
    let value = lower.find("set to ").and_then(|at| leading(&lower[at + "set to ".len()..]));
    if let Some((value, _)) = value.filter(|_| *case != "when ") {
        elsewhere.widen(value, sentence);
    }
}

/// Beginnings of a sentence on the range of the values themselves.
const OWN_RANGES: &[&str] =
    &["the value ranges from ", "the value range is from ", "the value range is ", "it ranges from "];

/// The range of the values in a case that is named behind it: "(The value ranges from 0 to 255 when it is a code.)"
pub(super) fn ranged(sentence: &str, lower: &str, cases: &mut Bounds) {
    let said = lower.trim_start_matches('(');
    let Some(range) = OWN_RANGES.iter().find_map(|lead| interval(said.strip_prefix(lead)?)) else { return };
    let rest = number::without_unit(range.rest);
    if [" when ", " if "].iter().any(|case| rest.starts_with(case)) {
        cases.widen(range.low, sentence);
        cases.widen(range.high, sentence);
    }
}

/// How far the values can go in a case: "Backups can be kept for up to 900 days". Without a unit it may count others.
pub(super) fn reach(lower: &str) -> Option<f64> {
    let (_, said) = lower.split_once(" can be ")?;
    let (value, rest) = leading(said.split_once(" for up to ")?.1)?;
    number::unit(rest).map(|_| value)
}
