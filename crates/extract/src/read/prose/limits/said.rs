//! What the sentences of a description bound, taken in one by one.

use super::{
    super::{
        Constraints,
        bounds::{Bounds, Of, Side},
        characters::{self, CHARACTERS},
        number::{closes, interval, leading},
        pair::Half,
    },
    cases,
    words::{Found, INTERVALS, LABELS, of_set},
};

/// Beginnings of sentences that bound something else, or some cases only.
const ELSEWHERE: &[&str] = &[
    "if ",
    "when ",
    "for ",
    "each ",
    "every ",
    "in ",
    "once ",
    "unless ",
    "by default",
    "example",
    "note",
    "a tag",
    "a single",
];

/// What the sentences of a description bound.
#[derive(Default)]
pub(super) struct Said {
    bounds: Bounds,
    /// The bounds of a number in a text, "ranges from 1 to 1000. Minimum: 1 Maximum: 1000", are no lengths.
    written: Bounds,
    may_be_nothing: bool,
    /// What holds in some cases only: a bound beyond it is not that of all values.
    elsewhere: Bounds,
    /// Ranges of the same values in some cases, which add to the range of the others.
    cases: Bounds,
    /// How far the values can go in a case.
    reach: Option<f64>,
}

impl Said {
    /// Takes a sentence in. `None` if no bound can be understood behind it.
    pub(super) fn take_in(&mut self, sentence: &str, of: Of, half: Option<Half>) -> Option<()> {
        let lower = without_default(sentence.to_ascii_lowercase());
        if of == Of::Number && lower.contains("timestamp") {
            // The bounds are those of its digits.
            return None;
        }
        let found = Found::of(&lower);
        self.may_be_nothing |= of == Of::Text && found.nothing;
        if !lower.contains(|c: char| c.is_ascii_digit()) {
            return (of != Of::Number || !cases::is_open(&lower)).then_some(());
        }
        if found.special {
            self.elsewhere.set(Side::Low, -1.0, sentence);
        }
        if of == Of::Number {
            cases::mentioned(sentence, &lower, &mut self.elsewhere);
            cases::ranged(sentence, &lower, &mut self.cases);
            self.reach = [self.reach, cases::reach(&lower)].into_iter().flatten().reduce(f64::max);
        }
        let told = Half::told(&lower).filter(|_| half.is_some());
        if told.is_some() && told != half {
            return Some(());
        }
        let partly = told.is_none() && ELSEWHERE.iter().any(|word| lower.starts_with(word));
        let bounds = if partly || found.doubt { &mut self.elsewhere } else { &mut self.bounds };
        labelled(sentence, &lower, of, &found, bounds);
        from_to(sentence, &lower, of, &found, bounds);
        if of == Of::Text {
            characters::read(sentence, &lower, bounds);
            if !lower.contains("character") {
                from_to(sentence, &lower, Of::Number, &found, &mut self.written);
            }
        }
        Some(())
    }

    pub(super) fn constraints(mut self, of: Of) -> Constraints {
        self.bounds.take_in(&self.cases);
        if self.may_be_nothing {
            self.bounds.allow_zero();
        }
        if let Some(reach) = self.reach {
            self.bounds.allow(reach);
        }
        if self.bounds.is_within(&self.elsewhere) || self.bounds.is_same(&self.written) {
            Constraints::default()
        } else {
            self.bounds.constraints(of)
        }
    }
}

/// A sentence without the default that it ends with: "… and is 5 by default".
fn without_default(mut lower: String) -> String {
    let end = lower.trim_end_matches('.').strip_suffix(" by default").and_then(|rest| rest.rsplit_once(' '));
    let is_number = |word: &str| leading(word).is_some_and(|(_, rest)| rest.is_empty());
    let rest = end.filter(|(_, word)| is_number(word)).and_then(|(rest, _)| rest.strip_suffix(" and is"));
    if let Some(length) = rest.map(str::len) {
        lower.truncate(length);
    }
    lower
}

fn labelled(sentence: &str, lower: &str, of: Of, found: &Found, bounds: &mut Bounds) {
    for (label, side, kinds) in of_set(LABELS, found.labels) {
        let Some(at) = lower.find(label).filter(|at| !preceded(lower, *at) && kinds.contains(&of)) else { continue };
        let Some((value, rest)) = leading(&lower[at + label.len()..]) else { continue };
        let rest = CHARACTERS.iter().find_map(|word| rest.trim_start().strip_prefix(word)).unwrap_or(rest);
        if closes(rest) {
            bounds.set(*side, value, sentence);
        }
    }
}

fn from_to(sentence: &str, lower: &str, of: Of, found: &Found, bounds: &mut Bounds) {
    let leads = of_set(INTERVALS, found.intervals).filter(|(_, kind)| *kind == of);
    let mut found = leads.filter_map(|(lead, _)| {
        let at = lower.find(lead).filter(|at| !preceded(lower, *at))?;
        let interval = interval(&lower[at + lead.len()..])?;
        let rest = CHARACTERS.iter().find_map(|word| interval.rest.trim_start().strip_prefix(word));
        closes(rest.unwrap_or(interval.rest)).then_some((interval.low, interval.high))
    });
    if let Some((low, high)) = found.next() {
        bounds.set(Side::Low, low, sentence);
        bounds.set(Side::High, high, sentence);
    }
}

/// Words before a lead that leave its meaning alone.
const PLAIN: &[&str] = &["the", "its", "parameter", "and", "a", "is", "be", "as", "this", "value", "must", "with"];

/// Whether the word before `at` makes another thing of the one behind it: "port range:", "default value is".
fn preceded(lower: &str, at: usize) -> bool {
    let before = &lower[..at];
    if before.trim_end().is_empty() {
        return false;
    }
    let joined = before.ends_with(|c: char| c.is_alphanumeric());
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    joined || !(PLAIN.contains(&word) || word.ends_with(['.', ',', ';', ':', ')']) || word.parse::<f64>().is_ok())
}
