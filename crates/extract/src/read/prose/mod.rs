//! Constraints that a description states in words. A constraint needs a sentence: missing one is better than
//! inventing one, so each reader here accepts few plain forms and nothing else.

mod default;
mod enumeration;
mod limits;
mod line;
mod sentence;
mod token;

use crate::{
    page::{Block, Run, Text},
    type_expr::{Scalar, TypeExpr},
};
use driftline_contract::{Schema, Type};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

/// A constraint and the sentence behind it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stated<T> {
    pub(super) value: T,
    pub(super) evidence: String,
}

impl<T> Stated<T> {
    fn new(value: T, evidence: impl Into<String>) -> Stated<T> {
        Stated { value, evidence: evidence.into() }
    }
}

/// What a description states about the values of its field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Constraints {
    pub(super) enumeration: Option<Stated<Vec<Value>>>,
    pub(super) default: Option<Stated<Value>>,
    pub(super) format: Option<Stated<&'static str>>,
    pub(super) minimum: Option<Stated<Number>>,
    pub(super) maximum: Option<Stated<Number>>,
    pub(super) min_length: Option<Stated<u64>>,
    pub(super) max_length: Option<Stated<u64>>,
}

/// Reads the description of a field whose type cell says `kind`.
pub(super) fn read(blocks: &[Block], kind: &TypeExpr) -> Constraints {
    let blocks = &by_line(blocks);
    if matches!(kind, TypeExpr::Unknown(text) if text.is_empty()) {
        return untyped(blocks);
    }
    let TypeExpr::Scalar(scalar) = kind.innermost() else { return Constraints::default() };
    let mut constraints = limits::read(blocks, *scalar);
    // What a description of a map lists are its keys.
    constraints.enumeration = enumeration::read(blocks, *scalar).filter(|_| !has_map(kind));
    if matches!(kind, TypeExpr::Scalar(_)) {
        constraints.default = default::read(blocks, *scalar);
    } else {
        // Words such as "a maximum of 10 characters" beside an array may mean the array or its items.
        constraints = Constraints { enumeration: constraints.enumeration, ..Constraints::default() };
    }
    let listed = |value: &Value| constraints.enumeration.as_ref().is_none_or(|values| values.value.contains(value));
    if constraints.default.as_ref().is_some_and(|default| !listed(&default.value)) {
        constraints.default = None;
    }
    constraints
}

/// The blocks with every line of a paragraph as a paragraph of its own: pages write lists with line breaks, too.
fn by_line(blocks: &[Block]) -> Vec<Block> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => lines.extend(text_lines(text).map(Block::Paragraph)),
            Block::List(items) => lines.push(Block::List(items.iter().map(|item| by_line(item)).collect())),
            other => lines.push(other.clone()),
        }
    }
    lines
}

fn text_lines(text: &Text) -> impl Iterator<Item = Text> {
    let mut lines = vec![Text { runs: Vec::new(), line: text.line }];
    for run in &text.runs {
        for (number, part) in run.text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Text { runs: Vec::new(), line: text.line });
            }
            if let Some(line) = lines.last_mut() {
                line.runs.push(Run { text: part.to_owned(), ..run.clone() });
            }
        }
    }
    lines.into_iter().filter(|line| !line.is_blank())
}

/// The constraints of a field whose type no cell states: words are text, but a number may be one or the other.
fn untyped(blocks: &[Block]) -> Constraints {
    let words = |stated: &Stated<Vec<Value>>| {
        let word = |text: &str| text.parse::<f64>().is_err() && !["true", "false"].contains(&text);
        stated.value.iter().all(|value| value.as_str().is_some_and(word))
    };
    let enumeration = enumeration::read(blocks, Scalar::String).filter(words);
    Constraints { enumeration, ..Constraints::default() }
}

fn has_map(kind: &TypeExpr) -> bool {
    match kind {
        TypeExpr::Map(_) => true,
        TypeExpr::Array(Some(inner)) => has_map(inner),
        _ => false,
    }
}

impl Constraints {
    /// Writes the constraints into the schema that they mean: of arrays and maps the innermost one.
    pub(super) fn apply(self, schema: &mut Schema, evidence: &mut BTreeMap<String, String>) {
        fn put<T>(
            slot: &mut Option<T>,
            name: &str,
            stated: Option<Stated<T>>,
            evidence: &mut BTreeMap<String, String>,
        ) {
            if let Some(stated) = stated {
                *slot = Some(stated.value);
                evidence.insert(name.to_owned(), stated.evidence);
            }
        }
        let schema = innermost(schema);
        put(&mut schema.enumeration, "enum", self.enumeration, evidence);
        put(&mut schema.default, "default", self.default, evidence);
        put(&mut schema.minimum, "minimum", self.minimum, evidence);
        put(&mut schema.maximum, "maximum", self.maximum, evidence);
        put(&mut schema.min_length, "minLength", self.min_length, evidence);
        put(&mut schema.max_length, "maxLength", self.max_length, evidence);
        if let Some(format) = self.format {
            schema.format = Some(format.value.to_owned());
            evidence.insert("format".to_owned(), format.evidence);
        }
    }
}

fn innermost(schema: &mut Schema) -> &mut Schema {
    let is_map = schema.types == [Type::Object] && schema.additional_properties.is_some();
    if schema.items.is_none() && !is_map {
        return schema;
    }
    let inner = if is_map { &mut schema.additional_properties } else { &mut schema.items };
    innermost(inner.get_or_insert_default())
}

/// A literal of a scalar type, as prose writes it.
fn literal(text: &str, scalar: Scalar) -> Option<Value> {
    match scalar {
        Scalar::String => Some(Value::from(text)),
        Scalar::Int32 | Scalar::Int64 => {
            let grouped = || sentence::whole_number(text).map(Value::from);
            text.parse::<i64>().ok().map(Value::from).or_else(grouped)
        }
        Scalar::Float | Scalar::Double => text
            .parse::<i64>()
            .ok()
            .map(Value::from)
            .or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number)),
        Scalar::Boolean => match text.to_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
    }
}
