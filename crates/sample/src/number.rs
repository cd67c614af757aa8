//! Exact questions about JSON numbers and JSON equality.

use serde_json::{Number, Value};
use std::cmp::Ordering;

/// The largest power of ten that is worked with; numbers beyond it are not taken apart.
const MAX_SCALE: u32 = 18;

/// Compares two numbers by value, whole ones exactly.
pub(crate) fn compare(left: &Number, right: &Number) -> Ordering {
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => float(left).total_cmp(&float(right)),
    }
}

/// The number as an `f64`, the nearest one.
pub(crate) fn float(number: &Number) -> f64 {
    // Adding zero turns a negative zero into a positive one, which is the same number.
    number.as_f64().unwrap_or(0.0) + 0.0
}

/// The number, if it is written as a whole one.
pub(crate) fn whole(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

/// Whether JSON Schema counts the number as an integer: its fraction is zero.
pub(crate) fn is_integer(number: &Number) -> bool {
    whole(number).is_some() || float(number).fract() == 0.0
}

/// A whole number as JSON; beyond 64 bits, the nearest float.
pub(crate) fn from_whole(value: i128) -> Option<Number> {
    let signed = i64::try_from(value).ok().map(Number::from);
    let unsigned = || u64::try_from(value).ok().map(Number::from);
    signed.or_else(unsigned).or_else(|| Number::from_f64(approximate(value)))
}

/// The nearest `f64`.
#[allow(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
pub(crate) fn approximate(value: i128) -> f64 {
    value as f64
}

/// The whole number next to `value` towards zero, within a range in which differences do not overflow.
#[allow(clippy::cast_possible_truncation, reason = "callers round first, and the value is in range")]
pub(crate) fn truncate(value: f64) -> i128 {
    value.clamp(-1e36, 1e36) as i128
}

/// A decimal fraction: `digits` divided by ten to the power of `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) digits: i128,
    pub(crate) scale: u32,
}

impl Decimal {
    /// Takes the shortest decimal text of a number apart.
    pub(crate) fn of(number: &Number) -> Option<Decimal> {
        let text = number.to_string();
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, "0"));
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let after = after.trim_end_matches('0');
        let digits: i128 = format!("{before}{after}").parse().ok()?;
        let scale = i64::try_from(after.len()).ok()? - exponent.parse::<i64>().ok()?;
        let ten = |power: i64| 10_i128.checked_pow(u32::try_from(power).ok().filter(|power| *power <= MAX_SCALE)?);
        if scale >= 0 {
            ten(scale)?;
            Some(Decimal { digits, scale: u32::try_from(scale).ok()? })
        } else {
            Some(Decimal { digits: digits.checked_mul(ten(-scale)?)?, scale: 0 })
        }
    }

    /// Ten to the power of the scale.
    pub(crate) fn unit(self) -> i128 {
        10_i128.pow(self.scale.min(MAX_SCALE))
    }

    /// The JSON number nearest to `times` this; whole ones are written as such.
    pub(crate) fn times(self, times: i128) -> Option<Number> {
        let digits = self.digits.checked_mul(times)?;
        if digits % self.unit() == 0 {
            from_whole(digits / self.unit())
        } else {
            Number::from_f64(approximate(digits) / approximate(self.unit()))
        }
    }

    /// The smallest positive whole number that is a multiple of this, if this is positive.
    pub(crate) fn whole_step(self) -> Option<i128> {
        (self.digits > 0).then(|| self.digits / gcd(self.digits, self.unit()))
    }
}

fn gcd(left: i128, right: i128) -> i128 {
    if right == 0 { left } else { gcd(right, left % right) }
}

/// Whether `value` is a whole multiple of `step`; of numbers too large to tell, no.
pub(crate) fn is_multiple(value: &Number, step: &Number) -> bool {
    let exact = || {
        let (value, step) = (Decimal::of(value)?, Decimal::of(step)?);
        let divisor = step.digits.checked_mul(value.unit())?;
        let dividend = value.digits.checked_mul(step.unit())?;
        dividend.checked_rem(divisor).map(|rest| rest == 0)
    };
    exact().unwrap_or(false)
}

/// Equality as JSON Schema has it: numbers by value, objects without order.
pub(crate) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => compare(left, right).is_eq(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            let same = |(name, value)| right.get(name).is_some_and(|other| equal(value, other));
            left.len() == right.len() && left.iter().all(same)
        }
        _ => left == right,
    }
}
