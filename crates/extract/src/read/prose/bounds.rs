//! What bounds were read so far, and what they make of a field.

use super::{Constraints, Stated, number};

/// What a bound bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Number,
    Text,
    Items,
}

/// Which side of the values a bound is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Low,
    High,
}

/// The bounds read so far. Two that differ make the matter unclear.
#[derive(Default)]
pub(super) struct Bounds {
    low: Option<Stated<f64>>,
    high: Option<Stated<f64>>,
    contradicted: bool,
}

impl Bounds {
    pub(super) fn set(&mut self, side: Side, value: f64, sentence: &str) {
        let slot = match side {
            Side::Low => &mut self.low,
            Side::High => &mut self.high,
        };
        match slot {
            Some(known) => self.contradicted |= (known.value - value).abs() > f64::EPSILON,
            None => *slot = Some(Stated::new(value, sentence)),
        }
    }

    /// Takes `value` in, too.
    pub(super) fn widen(&mut self, value: f64, sentence: &str) {
        if self.low.as_ref().is_none_or(|low| value < low.value) {
            self.low = Some(Stated::new(value, sentence));
        }
        if self.high.as_ref().is_none_or(|high| value > high.value) {
            self.high = Some(Stated::new(value, sentence));
        }
    }

    /// Allows what `cases` do, too, on the sides that are bounded at all.
    pub(super) fn take_in(&mut self, cases: &Bounds) {
        for (known, case, sign) in [(&mut self.low, &cases.low, -1.0), (&mut self.high, &cases.high, 1.0)] {
            let (Some(known), Some(case)) = (known, case) else { continue };
            if sign * case.value > sign * known.value {
                known.value = case.value;
                known.evidence = format!("{} {}", known.evidence, case.evidence);
            }
        }
    }

    /// Leaves the upper bound out where it does not allow `value`.
    pub(super) fn allow(&mut self, value: f64) {
        self.high.take_if(|high| high.value < value);
    }

    /// Whether `other` allows what this does not.
    pub(super) fn is_within(&self, other: &Bounds) -> bool {
        let value = |stated: &Option<Stated<f64>>| stated.as_ref().map(|stated| stated.value);
        let beyond = |mine, theirs, sign: f64| matches!((mine, theirs), (Some(a), Some(b)) if sign * b > sign * a);
        beyond(value(&self.low), value(&other.low), -1.0) || beyond(value(&self.high), value(&other.high), 1.0)
    }

    /// Whether both have the same two bounds.
    pub(super) fn is_same(&self, other: &Bounds) -> bool {
        let value = |stated: &Option<Stated<f64>>| stated.as_ref().map(|stated| stated.value);
        let same = |mine, theirs| matches!((mine, theirs), (Some(a), Some(b)) if f64::abs(a - b) <= f64::EPSILON);
        same(value(&self.low), value(&other.low)) && same(value(&self.high), value(&other.high))
    }

    /// Leaves the lower bound out where it does not allow 0.
    pub(super) fn allow_zero(&mut self) {
        self.low.take_if(|low| low.value > 0.0);
    }

    pub(super) fn constraints(self, of: Of) -> Constraints {
        let mut constraints = Constraints::default();
        let reversed = matches!((&self.low, &self.high), (Some(low), Some(high)) if low.value > high.value);
        // "Minimum: 36 Maximum: 36" beside an array or a number counts the signs of an ID or a time.
        let same = matches!((&self.low, &self.high), (Some(low), Some(high)) if low.value >= high.value);
        if self.contradicted || reversed || same && of != Of::Text {
            return constraints;
        }
        let counted = |stated: Option<Stated<f64>>| {
            stated.and_then(|it| Some(Stated::new(number::count(it.value)?, it.evidence)))
        };
        let valued =
            |stated: Option<Stated<f64>>| stated.and_then(|it| Some(Stated::new(number::json(it.value)?, it.evidence)));
        match of {
            Of::Number => (constraints.minimum, constraints.maximum) = (valued(self.low), valued(self.high)),
            Of::Text => (constraints.min_length, constraints.max_length) = (counted(self.low), counted(self.high)),
            Of::Items => (constraints.min_items, constraints.max_items) = (counted(self.low), counted(self.high)),
        }
        constraints
    }
}
