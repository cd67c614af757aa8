//! Integers and numbers.

use super::{Drawn, fitting};
use crate::{
    Unsupported,
    context::Context,
    node::Node,
    number::{self, Decimal},
};
use proptest::{
    prop_oneof,
    sample::select,
    strategy::{BoxedStrategy, Strategy, Union},
};
use serde_json::{Number, Value};
use std::sync::Arc;

/// How far numbers without bounds go.
const FAR: f64 = 1e6;

/// Between this and its negative every reader of JSON has whole numbers exactly (RFC 7493 §2.2).
const EXACT: i128 = (1 << 53) - 1;

/// A closed range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range<T> {
    pub(crate) low: T,
    pub(crate) high: T,
}

/// The whole numbers between the bounds of all parts, and within `int32` or `int64` where that format stands, or else
/// what doubles have exactly, if the bounds leave it room.
pub(crate) fn whole_range(node: &Node<'_>) -> Range<i128> {
    let up = |bound: &Number| number::whole(bound).unwrap_or_else(|| number::truncate(number::float(bound).ceil()));
    let down = |bound: &Number| number::whole(bound).unwrap_or_else(|| number::truncate(number::float(bound).floor()));
    let above = node.all(|schema| schema.exclusive_minimum.as_ref()).map(|bound| down(bound).saturating_add(1));
    let below = node.all(|schema| schema.exclusive_maximum.as_ref()).map(|bound| up(bound).saturating_sub(1));
    let low = node.all(|schema| schema.minimum.as_ref()).map(up).chain(above).max();
    let high = node.all(|schema| schema.maximum.as_ref()).map(down).chain(below).min();
    let (least, most) = limits(node.format());
    let within = Range { low: low.unwrap_or(least).max(least), high: high.unwrap_or(most).min(most) };
    if within.low <= within.high {
        return within;
    }
    // The bounds contradict the format, which validators do not look at: the bounds decide.
    let low = low.unwrap_or_else(|| high.unwrap_or(0).min(0));
    Range { low, high: high.unwrap_or(low.saturating_add(1000)) }
}

fn limits(format: Option<&str>) -> (i128, i128) {
    match format {
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("int64") => (i64::MIN.into(), i64::MAX.into()),
        _ => (-EXACT, EXACT),
    }
}

/// Integers.
pub(crate) fn integers(context: &Arc<Context>, node: &Node<'_>) -> Drawn {
    let step = match node.step() {
        None => 1,
        Some(step) => {
            let step = Decimal::of(step).and_then(Decimal::whole_step);
            step.ok_or_else(|| Unsupported::keyword(&node.at(), "multipleOf"))?
        }
    };
    let range = whole_range(node);
    let range = Range { low: ceil_div(range.low, step), high: range.high.div_euclid(step) };
    if range.low > range.high {
        return Err(Unsupported::unsatisfiable(&node.at(), "minimum"));
    }
    let drawn = whole(range).prop_filter_map("beyond JSON numbers", move |times| {
        times.checked_mul(step).and_then(number::from_whole).map(Value::Number)
    });
    // Drawing follows one `multipleOf` and goes by 128 bits; where parts give several, or bounds lie beyond, this filters.
    fitting(context, node, &drawn.boxed(), "minimum")
}

/// Whole numbers of a range that is not empty, near zero and at the edges more often.
fn whole(range: Range<i128>) -> BoxedStrategy<i128> {
    let Range { low, high } = range;
    let middle = 0.clamp(low, high);
    let near = middle.saturating_sub(20).max(low)..=middle.saturating_add(20).min(high);
    prop_oneof![6 => near, 2 => low..=high, 1 => select(vec![low, high])].boxed()
}

fn ceil_div(value: i128, step: i128) -> i128 {
    value.div_euclid(step) + i128::from(value.rem_euclid(step) != 0)
}

/// Numbers with and without a fraction.
pub(crate) fn numbers(context: &Arc<Context>, node: &Node<'_>) -> Drawn {
    let range = fraction_range(node);
    if range.low > range.high {
        return Err(Unsupported::unsatisfiable(&node.at(), "minimum"));
    }
    let drawn = match node.step() {
        None => fractions(range, node.format()),
        Some(step) => {
            let step = Decimal::of(step).filter(|step| step.digits > 0);
            let step = step.ok_or_else(|| Unsupported::keyword(&node.at(), "multipleOf"))?;
            let size = number::approximate(step.digits) / number::approximate(step.unit());
            let times = Range {
                low: number::truncate((range.low / size).ceil()),
                high: number::truncate((range.high / size).floor()),
            };
            if times.low > times.high {
                return Err(Unsupported::unsatisfiable(&node.at(), "multipleOf"));
            }
            let multiple = move |times| step.times(times).map(Value::Number);
            whole(times).prop_filter_map("beyond JSON numbers", multiple).boxed()
        }
    };
    // Bounds may be exclusive, and rounding may have crossed one: look again.
    fitting(context, node, &drawn, "minimum")
}

/// The numbers between the bounds of all parts, exclusive bounds included; without bounds, a stretch around zero.
pub(crate) fn fraction_range(node: &Node<'_>) -> Range<f64> {
    let lower = node.all(|s| s.minimum.as_ref()).chain(node.all(|s| s.exclusive_minimum.as_ref()));
    let upper = node.all(|s| s.maximum.as_ref()).chain(node.all(|s| s.exclusive_maximum.as_ref()));
    let low = lower.map(number::float).reduce(f64::max);
    let high = upper.map(number::float).reduce(f64::min);
    let span = |end: f64| end.abs().max(FAR);
    match (low, high) {
        (Some(low), Some(high)) => Range { low, high },
        (Some(low), None) => Range { low, high: (low + span(low)).min(f64::MAX) },
        (None, Some(high)) => Range { low: (high - span(high)).max(f64::MIN), high },
        (None, None) => Range { low: -FAR, high: FAR },
    }
}

fn fractions(range: Range<f64>, format: Option<&str>) -> BoxedStrategy<Value> {
    let Range { low, high } = range;
    let parts = |unit: f64| {
        let low = number::truncate((low * unit).ceil().clamp(-1e15, 1e15));
        let high = number::truncate((high * unit).floor().clamp(-1e15, 1e15));
        (low <= high).then(|| {
            whole(Range { low, high }).prop_map(move |times| Value::from(number::approximate(times) / unit)).boxed()
        })
    };
    let whole = || {
        let (low, high) = (number::truncate(low.ceil()).max(-EXACT), number::truncate(high.floor()).min(EXACT));
        let value = |value| number::from_whole(value).map(Value::Number);
        (low <= high).then(|| whole(Range { low, high }).prop_filter_map("beyond JSON numbers", value).boxed())
    };
    // Quarters are exact in single precision too; other fractions would not come back from an `f32` as they went in.
    let single = format == Some("float");
    let hundredths = if single { None } else { parts(100.0) };
    let mut sources: Vec<_> = [whole(), parts(4.0), hundredths].into_iter().flatten().collect();
    if sources.is_empty() || !single {
        // Halves, for the difference itself may be too large to represent.
        let drawn = (low / 2.0..=high / 2.0).prop_map(|half| half * 2.0);
        sources.push(drawn.prop_map(|value| Value::from(value + 0.0)).boxed());
    }
    Union::new(sources).boxed()
}
