//! The errors of the validator as changes of schemas. Unlike for a person, every error counts: a value of another type
//! that is not listed either has to be allowed by both keywords.

use super::observed::Change;
use crate::{
    compile::Compiled,
    nearest,
    shape::{ROOT, Ways},
    undocumented::{self, What},
};
use driftline_finding::Pointer;
use jsonschema::{ValidationError, error::ValidationErrorKind as Kind, json::SerdeJson};
use serde_json::{Number, Value};

/// What a schema would have to say about one value.
pub(super) struct Wanted {
    /// The schema, in the contract as it is written.
    pub(super) schema: Pointer,
    pub(super) change: Change,
    /// The value, in the body.
    pub(super) instance: Pointer,
    pub(super) value: Value,
    /// What is compared with a bound.
    pub(super) measure: Option<Number>,
}

/// Everything that keeps `value` from conforming, as far as a schema can be changed for it.
pub(super) fn all(compiled: &Compiled<SerdeJson>, value: &Value) -> Vec<Wanted> {
    let mut found = Found { compiled, body: value, wanted: Vec::new() };
    for error in compiled.validator.iter_errors(value) {
        found.error(&error);
    }
    let Ok(unseen) = undocumented::all(&compiled.shape, ROOT, &value);
    for met in unseen {
        let change = match met.what {
            What::Property => Change::Property(met.instance.last().unwrap_or_default().into_owned()),
            What::Overflow(_) => Change::Overflow,
        };
        found.push(met.schema, change, met.instance, &met.value);
    }
    found.wanted
}

struct Found<'f> {
    compiled: &'f Compiled<SerdeJson>,
    body: &'f Value,
    wanted: Vec<Wanted>,
}

impl Found<'_> {
    fn push(&mut self, schema: Pointer, change: Change, instance: Pointer, value: &Value) {
        let measure = if matches!(change, Change::Bound(_) | Change::Overflow) { measure(value) } else { None };
        self.wanted.push(Wanted { schema, change, instance, value: value.clone(), measure });
    }

    /// Without `_`, so that a new kind is a compile error.
    fn error(&mut self, error: &ValidationError<'_>) {
        let instance: Pointer = error.instance_path().as_str().parse().unwrap_or_default();
        let at = self.compiled.keyword(error);
        let schema = at.parent().unwrap_or_default();
        let keyword = at.last().unwrap_or_default();
        let value = error.instance();
        let is_null = value.is_null();
        let change = match error.kind() {
            Kind::Type { .. } | Kind::Enum { .. } | Kind::Constant { .. }
                if is_null && self.refers(&instance, &schema) =>
            {
                let site = Ways::new(&self.compiled.shape, self.body).site(&instance, &schema).unwrap_or_default();
                return self.push(site, Change::Null, instance, value);
            }
            Kind::Type { .. } => Change::Type,
            Kind::Enum { .. } | Kind::Constant { .. } => Change::Values,
            Kind::FalseSchema => return self.push(at, Change::Allowed, instance, value),
            Kind::Required { property } if keyword == "required" => match property.as_str() {
                Some(name) => Change::Optional(name.to_owned()),
                None => return,
            },
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                for name in unexpected {
                    let value = value.get(name).unwrap_or(&Value::Null);
                    let property = Change::Property(name.clone());
                    self.push(schema.clone(), property, instance.key(name), value);
                }
                return;
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                if let Some(nearest) = nearest::branch(context, &instance) {
                    return nearest.errors.iter().for_each(|error| self.error(error));
                }
                Change::Alternative(keyword.into_owned())
            }
            Kind::OneOfMultipleValid { .. } => Change::Either,
            Kind::Maximum { .. }
            | Kind::Minimum { .. }
            | Kind::ExclusiveMaximum { .. }
            | Kind::ExclusiveMinimum { .. }
            | Kind::MaxLength { .. }
            | Kind::MinLength { .. }
            | Kind::MaxItems { .. }
            | Kind::MinItems { .. }
            | Kind::MaxProperties { .. }
            | Kind::MinProperties { .. } => Change::Bound(keyword.into_owned()),
            Kind::Required { .. }
            | Kind::Not { .. }
            | Kind::PropertyNames { .. }
            | Kind::MultipleOf { .. }
            | Kind::AdditionalItems { .. }
            | Kind::UnevaluatedItems { .. }
            | Kind::Contains
            | Kind::UniqueItems
            | Kind::Pattern { .. }
            | Kind::BacktrackLimitExceeded { .. }
            | Kind::RegexEngineFailure { .. }
            | Kind::Format { .. }
            | Kind::ContentEncoding { .. }
            | Kind::ContentMediaType { .. } => Change::Without(keyword.into_owned()),
            // Faults of the schema or of the bytes, and not of a keyword.
            Kind::Custom { .. } | Kind::Referencing(_) | Kind::FromUtf8 { .. } => return,
        };
        self.push(schema, change, instance, value);
    }

    /// Whether the value stands where a schema only refers to the one that refuses it.
    fn refers(&self, instance: &Pointer, schema: &Pointer) -> bool {
        Ways::new(&self.compiled.shape, self.body).site(instance, schema).is_some()
    }
}

/// What of a value a bound is about.
fn measure(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => Some(text.chars().count().into()),
        Value::Array(items) => Some(items.len().into()),
        Value::Object(members) => Some(members.len().into()),
        _ => None,
    }
}
