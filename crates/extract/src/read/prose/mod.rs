//! Constraints that a description states in words. A constraint needs a sentence: missing one is better than
//! inventing one, so each reader here accepts few plain forms and nothing else.

pub(super) mod blanks;
mod bounds;
mod casing;
mod characters;
mod default;
mod enumeration;
mod format;
pub(super) mod lifted;
mod limits;
mod line;
mod lines;
mod nulls;
mod number;
mod pair;
pub(super) mod pairs;
mod pattern;
mod recall;
mod remarks;
mod sentence;
pub(super) mod series;
mod signs;
mod token;
pub(super) mod whole_number;
mod wordings;

use super::elements::without_place;
use crate::{
    page::Block,
    type_expr::{Scalar, TypeExpr},
};
pub(super) use enumeration::members::read as members;

use bounds::Of;
use driftline_contract::{Schema, Type};
use driftline_finding::words::{cut, escape};
use indexmap::IndexSet;
use lines::by_line;
use pair::Half;
use recall::{Outer, Typing, recall};
use remarks::{Remark, Remarks};
use serde_json::{Number, Value};
use signs::{Sign, Signs};
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
    pub(super) pattern: Option<Stated<String>>,
    pub(super) minimum: Option<Stated<Number>>,
    pub(super) maximum: Option<Stated<Number>>,
    pub(super) min_length: Option<Stated<u64>>,
    pub(super) max_length: Option<Stated<u64>>,
    /// Of the array itself, not of what is in it.
    pub(super) min_items: Option<Stated<u64>>,
    /// Of the array itself, not of what is in it.
    pub(super) max_items: Option<Stated<u64>>,
    /// What is left out because the description contradicts itself: a default, and what it says of the values.
    pub(super) contradictions: Vec<(Value, String)>,
    /// Values that the description lists more than once.
    pub(super) repeated: Vec<Value>,
    /// The sentence that says of a text with listed values that the case of their letters does not matter.
    any_case: Option<String>,
    /// Values of the field that the description calls so in words.
    called: Option<Stated<(String, Vec<Value>)>>,
    /// Remarks on the field as a whole.
    remarks: Remarks,
}

/// Reads the description of a field of that name whose type cell says `kind`.
pub(super) fn read(blocks: &[Block], kind: &TypeExpr, name: &str) -> Constraints {
    let typing = Typing::of(kind, name);
    let mut constraints = recall(blocks, typing, || read_anew(&by_line(&without_place(blocks)), typing));
    constraints.remarks.take_name(name);
    constraints.take_called(name);
    constraints
}

fn read_anew(blocks: &[Block], Typing { outer, scalar, in_map, half }: Typing) -> Constraints {
    let signs = Signs::of(blocks);
    let mut constraints = match outer {
        Outer::Untyped => untyped(blocks, signs),
        Outer::Scalar(scalar) => of_scalar(blocks, scalar, half, signs),
        // Words such as "a maximum of 10 characters" beside an array may mean the array or its items.
        Outer::Array if signs.has(Sign::Digit) => limits::read(blocks, Of::Items, None),
        Outer::Array | Outer::Other => Constraints::default(),
    };
    if let Some(scalar) = scalar {
        // What a description of a map lists are its keys; a text may hold several of the values.
        let may_be_joined = outer == Outer::Scalar(Scalar::String) && signs.has(Sign::Joined);
        let are_parts = in_map || may_be_joined && enumeration::is_joined(blocks);
        constraints.enumeration = enumeration::read(blocks, scalar, signs).filter(|_| !are_parts);
    }
    if signs.has(Sign::Remark) {
        constraints.remarks = remarks::read(blocks);
    }
    constraints.drop_repeats();
    if outer == Outer::Scalar(Scalar::String) {
        if constraints.enumeration.is_none() {
            constraints.called = enumeration::by_name::read(blocks);
        }
        constraints.enumeration.take_if(|listed| enumeration::shows_several(blocks, &listed.value));
        constraints.take_null();
        if let Some(listed) = &mut constraints.enumeration {
            blanks::add(blocks, listed);
        }
        constraints.any_case = constraints.enumeration.as_ref().and_then(|_| casing::read(blocks));
    }
    constraints.settle();
    constraints
}

fn of_scalar(blocks: &[Block], scalar: Scalar, half: Option<Half>, signs: Signs) -> Constraints {
    let bounded = limits::of(scalar).filter(|_| signs.has(Sign::Digit));
    let mut constraints = bounded.map(|of| limits::read(blocks, of, half)).unwrap_or_default();
    if signs.has(Sign::Default) {
        constraints.default = default::read(blocks, scalar);
    }
    match scalar {
        Scalar::String => {
            constraints.format = if signs.has(Sign::Format) { format::read(blocks) } else { None };
            constraints.pattern = if signs.has(Sign::Pattern) { pattern::read(blocks) } else { None };
        }
        // Such a time has outgrown the 32 bits that the word "Integer" stands for.
        Scalar::Int32 if signs.has(Sign::Time) => constraints.format = format::of_time(blocks),
        _ => {}
    }
    constraints
}

/// The constraints of a field whose type no cell states: words are text, but a number may be one or the other.
fn untyped(blocks: &[Block], signs: Signs) -> Constraints {
    let words = |stated: &Stated<Vec<Value>>| stated.value.iter().all(|value| value.as_str().is_some_and(is_word));
    let enumeration = enumeration::read(blocks, Scalar::String, signs).filter(words);
    let is_word = |stated: &Stated<Value>| stated.value.as_str().is_some_and(is_word);
    let default = signs.has(Sign::Default).then(|| default::read(blocks, Scalar::String)).flatten().filter(is_word);
    Constraints { enumeration, default, ..Constraints::default() }
}

/// Whether a text is neither a number nor a truth value.
fn is_word(text: &str) -> bool {
    text.parse::<f64>().is_err() && !["true", "false"].contains(&text)
}

impl Constraints {
    /// Leaves each value in the list once.
    fn drop_repeats(&mut self) {
        let Some(stated) = &mut self.enumeration else { return };
        let mut known: IndexSet<Value> = IndexSet::new();
        for value in std::mem::take(&mut stated.value) {
            if let (_, false) = known.insert_full(value.clone()) {
                self.repeated.push(value);
            }
        }
        stated.value = known.into_iter().collect();
    }

    /// Takes values that the description states of a field which it calls by name, where that is the name.
    fn take_called(&mut self, field: &str) {
        let called = self.called.take().filter(|it| it.value.0 == enumeration::by_name::as_words(field));
        if let Some(Stated { value: (_, values), evidence }) = called {
            self.enumeration = Some(Stated::new(values, evidence));
            self.drop_repeats();
        }
    }

    /// Takes `null` among the values of a text for no text: what a page lists so is the absence of the others.
    fn take_null(&mut self) {
        let Some(listed) = self.enumeration.as_mut().filter(|listed| listed.value.len() > 1) else { return };
        let Some(at) =
            listed.value.iter().position(|value| value.as_str().is_some_and(|it| it.eq_ignore_ascii_case("null")))
        else {
            return;
        };
        listed.value.remove(at);
        self.remarks.add(Remark::Nullable, &listed.evidence);
    }

    /// Takes back what contradicts itself: a page that states a default beyond the values or bounds that it states is
    /// not plain about either.
    fn settle(&mut self) {
        let values = self.enumeration.as_ref().map(|stated| &stated.value);
        let unlisted = |default: &mut Stated<Value>| values.is_some_and(|values| !values.contains(&default.value));
        if let Some(default) = self.default.take_if(unlisted) {
            let listed = values.into_iter().flatten().map(Value::to_string).collect::<Vec<String>>().join(", ");
            let contradiction = format!("is none of the values {}; it was left out", cut(&escape(&listed)));
            self.contradictions.push((default.value, contradiction));
        }
        let bound = |bound: &Option<Stated<Number>>| bound.as_ref().and_then(|stated| stated.value.as_f64());
        let (low, high) = (bound(&self.minimum), bound(&self.maximum));
        let within = |value: &Value| {
            value
                .as_f64()
                .is_none_or(|value| low.is_none_or(|low| low <= value) && high.is_none_or(|high| value <= high))
        };
        let outside = self.default.iter().map(|stated| &stated.value).find(|value| !within(value));
        if let Some(default) = outside {
            let is_low = low.is_some_and(|low| default.as_f64().is_some_and(|default| default < low));
            let bound = if is_low { self.minimum.as_ref() } else { self.maximum.as_ref() };
            let bound = bound.map(|bound| bound.value.to_string()).unwrap_or_default();
            let side = if is_low { "less than the minimum" } else { "more than the maximum" };
            self.contradictions.push((default.clone(), format!("is {side} {bound}; the bounds were left out")));
        }
        let listed_outside = self.enumeration.iter().flat_map(|stated| &stated.value).any(|value| !within(value));
        if outside.is_some() || listed_outside {
            self.minimum = None;
            self.maximum = None;
        }
    }

    /// Writes the constraints into the schema that they mean: of arrays and maps the innermost one, but for the number
    /// of items and the remarks.
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
        if schema.types == [Type::Array] {
            put(&mut schema.min_items, "minItems", self.min_items, evidence);
            put(&mut schema.max_items, "maxItems", self.max_items, evidence);
        }
        let inner = innermost(schema);
        put(&mut inner.enumeration, "enum", self.enumeration, evidence);
        put(&mut inner.default, "default", self.default, evidence);
        put(&mut inner.minimum, "minimum", self.minimum, evidence);
        put(&mut inner.maximum, "maximum", self.maximum, evidence);
        put(&mut inner.min_length, "minLength", self.min_length, evidence);
        put(&mut inner.max_length, "maxLength", self.max_length, evidence);
        put(&mut inner.pattern, "pattern", self.pattern, evidence);
        if let Some(format) = self.format {
            inner.format = Some(format.value.to_owned());
            evidence.insert("format".to_owned(), format.evidence);
        }
        if let Some(sentence) = self.any_case.filter(|_| casing::allow_any(inner)) {
            evidence.insert("pattern".to_owned(), sentence);
        }
        for remark in self.remarks.own {
            if let Some(keyword) = remark.value.mark(schema) {
                evidence.insert(keyword.to_owned(), remark.evidence);
            }
        }
    }
}

impl Remark {
    /// Writes the remark into the schema, and says under which keyword, if anything is new.
    fn mark(self, schema: &mut Schema) -> Option<&'static str> {
        match self {
            Remark::Deprecated => {
                schema.deprecated = true;
                Some("deprecated")
            }
            Remark::ReadOnly => {
                schema.read_only = true;
                Some("readOnly")
            }
            Remark::Nullable => schema.allow_null().then_some("type"),
        }
    }
}

/// What constraints on values mean: of arrays and maps the schema of what is in them, at any depth.
pub(super) fn innermost(schema: &mut Schema) -> &mut Schema {
    let is_object = !schema.types.is_empty() || schema.reference.is_some();
    let is_object = is_object && schema.types.iter().all(|kind| matches!(kind, Type::Object | Type::Null));
    let is_map = is_object && schema.additional_properties.is_some();
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
            let grouped = || number::whole_number(text).map(Value::from);
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
        // No text of a page is a file.
        Scalar::Binary => None,
    }
}
