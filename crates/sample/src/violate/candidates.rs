//! Values that may break one keyword and nothing else.

use super::Keyword;
use crate::{
    draw::{Range, fraction_range, whole_range},
    format,
    node::Node,
    number::{self, Decimal},
    pattern,
    text::{MAX_LENGTH, text},
};
use driftline_contract::Type;
use proptest::{
    sample::select,
    strategy::{BoxedStrategy, Just, Strategy},
};
use serde_json::{Value, json};

/// A string that must be longer than this to be too long is not made.
const MAX_TOO_LONG: u64 = 70_000;

/// Small values of every type that is not allowed, null excepted.
pub(super) fn other_types(allowed: &[Type]) -> Vec<BoxedStrategy<Value>> {
    let is_number = allowed.contains(&Type::Number);
    let mut sources = Vec::new();
    let mut unless = |is_allowed: bool, source: BoxedStrategy<Value>| {
        if !is_allowed {
            sources.push(source);
        }
    };
    let spelled = ["true", "12", "1.5", "null", "yes", ""].map(Value::from).to_vec();
    unless(allowed.contains(&Type::String), select(spelled).boxed());
    unless(allowed.contains(&Type::String), text(0, None).prop_map(Value::from).boxed());
    unless(allowed.contains(&Type::Boolean), proptest::bool::ANY.prop_map(Value::from).boxed());
    unless(is_number || allowed.contains(&Type::Integer), (-99_i64..100).prop_map(Value::from).boxed());
    unless(is_number, (-99_i32..100).prop_map(|n| Value::from(f64::from(n) + 0.5)).boxed());
    unless(allowed.contains(&Type::Array), select(vec![json!([]), json!(["a"]), json!([{}])]).boxed());
    unless(allowed.contains(&Type::Object), select(vec![json!({}), json!({"id": "a"})]).boxed());
    sources
}

/// Values that look like the listed ones.
pub(super) fn near(listed: &[Value]) -> Vec<BoxedStrategy<Value>> {
    let texts = listed.iter().filter_map(Value::as_str);
    let near_texts = texts.flat_map(|text| {
        let swapped = if text.chars().any(char::is_uppercase) { text.to_lowercase() } else { text.to_uppercase() };
        [format!("{text}_2"), swapped, format!("{text} ")]
    });
    let near_texts: Vec<Value> = near_texts.map(Value::from).collect();
    if near_texts.is_empty() { Vec::new() } else { vec![select(near_texts).boxed()] }
}

/// On which side of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Below,
    Above,
}

/// Numbers just beyond one end of the range.
pub(super) fn beyond(node: &Node<'_>, kind: Type, side: Side) -> Vec<BoxedStrategy<Value>> {
    let lower = node.schemas().any(|s| s.minimum.is_some() || s.exclusive_minimum.is_some());
    let upper = node.schemas().any(|s| s.maximum.is_some() || s.exclusive_maximum.is_some());
    let is_bounded = if side == Side::Below { lower } else { upper };
    if !is_bounded {
        return Vec::new();
    }
    let step = node.step().and_then(Decimal::of);
    let whole = step.map_or(Some(1), Decimal::whole_step);
    let mut sources: Vec<BoxedStrategy<Value>> = Vec::new();
    if let Some(step) = whole {
        let Range { low, high } = whole_range(node);
        let end = if side == Side::Below { low } else { high };
        let nearest = end.div_euclid(step);
        let value = move |times: i128| times.checked_mul(step).and_then(number::from_whole).map(Value::Number);
        sources.push(around(nearest, side).prop_filter_map("beyond JSON numbers", value).boxed());
    }
    if kind == Type::Number {
        let step = step.filter(|step| step.digits > 0).unwrap_or(Decimal { digits: 25, scale: 2 });
        let range = fraction_range(node);
        let end = if side == Side::Below { range.low } else { range.high };
        let nearest =
            number::truncate((end * number::approximate(step.unit()) / number::approximate(step.digits)).floor());
        let value = move |times| step.times(times).map(Value::Number);
        sources.push(around(nearest, side).prop_filter_map("beyond JSON numbers", value).boxed());
        sources.push(Just(Value::from(end)).boxed());
    }
    sources
}

/// Whole numbers near `end`, away from the range: a few more than can be right, so that rounding does not matter.
fn around(end: i128, side: Side) -> impl Strategy<Value = i128> + use<> {
    (0_i128..20).prop_map(move |distance| match side {
        Side::Below => end.saturating_add(1).saturating_sub(distance),
        Side::Above => end.saturating_add(distance),
    })
}

/// For every kind of breach of a string, what may be one, made from conforming strings or from scratch.
pub(super) fn strings(
    node: &Node<'_>,
    conforming: &BoxedStrategy<String>,
) -> Vec<(Keyword, Vec<BoxedStrategy<Value>>)> {
    let min = node.least(|schema| schema.min_length);
    let max = node.most(|schema| schema.max_length);
    let has_pattern = node.all(|schema| schema.pattern.as_ref()).next().is_some();
    let format = node.format().and_then(format::find);
    let mut kinds = Vec::new();
    if min > 0 {
        kinds.push((Keyword::MinLength, too_short(node, conforming, min)));
    }
    if let Some(max) = max.filter(|max| *max <= MAX_TOO_LONG) {
        kinds.push((Keyword::MaxLength, too_long(node, conforming, max)));
    }
    if has_pattern {
        let twisted = (conforming.clone(), select(vec!["!", " ", "\u{e4}", "_", "0", "x"]), 0_u8..3);
        let twisted = twisted.prop_map(|(text, odd, how)| match how {
            0 => format!("{odd}{text}"),
            1 => format!("{text}{odd}"),
            // The same length, for where that is fixed.
            _ => text.chars().skip(1).chain(odd.chars()).collect(),
        });
        kinds.push((Keyword::Pattern, vec![strung(twisted), strung(text(min, max))]));
    }
    if let Some(format) = format {
        let broken = format.broken.iter().map(|text| Value::from(*text)).collect::<Vec<_>>();
        kinds.push((Keyword::Format, vec![select(broken).boxed()]));
    }
    kinds
}

fn too_short(node: &Node<'_>, conforming: &BoxedStrategy<String>, min: u64) -> Vec<BoxedStrategy<Value>> {
    let most = min.min(MAX_LENGTH) - 1;
    let shortened = (conforming.clone(), 0..=most).prop_map(|(text, length)| {
        text.chars().take(usize::try_from(length).unwrap_or(usize::MAX)).collect::<String>()
    });
    let mut sources = vec![strung(shortened)];
    if node.format().and_then(format::find).is_none() {
        sources.push(strung(text(0, Some(most))));
    }
    sources.extend(patterned(node, 0, most));
    sources
}

fn too_long(node: &Node<'_>, conforming: &BoxedStrategy<String>, max: u64) -> Vec<BoxedStrategy<Value>> {
    let least = usize::try_from(max).unwrap_or(usize::MAX).saturating_add(1);
    let lengthened = (conforming.clone(), 0_usize..3).prop_map(move |(text, more)| {
        let padding = text.chars().last().unwrap_or('a');
        let missing = (least + more).saturating_sub(text.chars().count());
        text.chars().chain(std::iter::repeat_n(padding, missing)).collect::<String>()
    });
    let mut sources = vec![strung(lengthened)];
    sources.extend(patterned(node, max.saturating_add(1), max.saturating_add(8)));
    sources
}

/// Strings made for each of the patterns.
fn patterned(node: &Node<'_>, min: u64, max: u64) -> Vec<BoxedStrategy<Value>> {
    let patterns = node.all(|schema| schema.pattern.as_deref());
    patterns.filter_map(|text| pattern::candidates(text, min, Some(max))).map(strung).collect()
}

fn strung(texts: impl Strategy<Value = String> + 'static) -> BoxedStrategy<Value> {
    texts.prop_map(Value::from).boxed()
}
