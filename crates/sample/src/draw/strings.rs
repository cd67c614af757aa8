//! Strings.

use super::{Drawn, fitting};
use crate::{Unsupported, context::Context, format, node::Node, pattern, text};
use proptest::strategy::{Strategy, Union};
use serde_json::Value;
use std::sync::Arc;

/// Strings as the parts describe them, apart from `enum` and `const`.
pub(crate) fn strings(context: &Arc<Context>, node: &Node<'_>) -> Drawn {
    let min = node.least(|schema| schema.min_length);
    let max = node.most(|schema| schema.max_length);
    if min > text::MAX_LENGTH {
        return Err(Unsupported::keyword(&node.at(), "minLength"));
    }
    if max.is_some_and(|max| max < min) {
        return Err(Unsupported::unsatisfiable(&node.at(), "maxLength"));
    }
    let patterns: Vec<&str> = node.all(|schema| schema.pattern.as_deref()).collect();
    let format = node.format().and_then(format::find);
    if patterns.is_empty() && format.is_none() {
        return Ok(text::text(min, max).prop_map(Value::from).boxed());
    }
    // Each source alone gives few values that satisfy all others; together they cover what is common in practice.
    // What is made for one keyword must satisfy the others: what none of the sources gives is not found.
    let format_texts = format.iter().map(|format| Ok((format.strategy)()));
    let pattern_texts = patterns
        .iter()
        .map(|text| pattern::candidates(text, min, max).ok_or_else(|| Unsupported::keyword(&node.at(), "pattern")));
    let keyword = if patterns.is_empty() { "format" } else { "pattern" };
    let mut drawn = Vec::new();
    for source in format_texts.chain(pattern_texts) {
        drawn.extend(fitting(context, node, &source?.prop_map(Value::from).boxed(), keyword));
    }
    if drawn.is_empty() {
        return Err(Unsupported::unsatisfiable(&node.at(), keyword));
    }
    Ok(Union::new(drawn).boxed())
}
