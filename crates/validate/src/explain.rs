//! The errors of the validator in the words of our rules.

use crate::{
    compile::Compiled,
    drift::{Drift, Fault},
    nearest,
    rules::{
        format_mismatch, item_count_out_of_range, length_out_of_range, missing_property, null_undocumented,
        pattern_mismatch, type_mismatch, undocumented_enum_value, undocumented_property, value_out_of_range,
    },
    undocumented,
};
use driftline_contract::Contract;
use driftline_finding::{Pointer, words::Words};
use jsonschema::{ValidationError, error::ValidationErrorKind as Kind};
use serde_json::Value;

/// Explains bodies of one schema.
pub(crate) struct Explainer<'e> {
    pub(crate) contract: &'e Contract,
    pub(crate) compiled: &'e Compiled,
    pub(crate) words: &'e Words,
}

impl Explainer<'_> {
    /// Everything that is wrong with `value`, one deviation for one break.
    pub(crate) fn explain(&self, value: &Value) -> Vec<Drift> {
        let mut found = Vec::new();
        for error in self.compiled.validator.iter_errors(value) {
            self.error(&error, &mut found);
        }
        for property in undocumented::all(&self.compiled.shape, value) {
            let value = value.pointer(property.instance.as_str()).unwrap_or(&Value::Null);
            found.push(undocumented_property::drift(&property.instance, value, property.object, self.words));
        }
        settle(found)
    }

    /// The one place that turns an error into a rule. Without `_`, so that a new kind is a compile error.
    fn error(&self, error: &ValidationError<'_>, found: &mut Vec<Drift>) {
        let instance: Pointer = error.instance_path().as_str().parse().unwrap_or_default();
        let keyword = self.compiled.keyword(error);
        let value = error.instance();
        let fault = &Fault { value, instance: &instance, keyword: &keyword, words: self.words };
        if value.is_null() && matches!(error.kind(), Kind::Type { .. } | Kind::Enum { .. } | Kind::Constant { .. }) {
            return found.push(null_undocumented::drift(fault, error.kind()));
        }
        match error.kind() {
            Kind::Type { kind } => found.push(type_mismatch::wrong_type(fault, kind)),
            Kind::FalseSchema => found.push(self.forbidden(fault)),
            Kind::Not { schema } if is_anything(schema) => found.push(self.forbidden(fault)),
            Kind::OneOfMultipleValid { .. } => found.push(type_mismatch::ambiguous(fault)),
            Kind::Custom { message, .. } => found.push(type_mismatch::other(fault, message)),
            Kind::Referencing(error) => found.push(type_mismatch::other(fault, &error.to_string())),
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => self.branches(fault, context, found),
            Kind::Required { property } => found.push(missing_property::drift(fault, property, self.contract)),
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                found.extend(unexpected.iter().map(|name| undocumented_property::forbidden(fault, name)));
            }
            Kind::PropertyNames { error } => found.push(undocumented_property::name(fault, error.instance())),
            Kind::Constant { expected_value } => found.push(undocumented_enum_value::constant(fault, expected_value)),
            Kind::Enum { options } => found.push(undocumented_enum_value::option(fault, options)),
            Kind::Maximum { limit } => found.push(value_out_of_range::above(fault, limit)),
            Kind::Minimum { limit } => found.push(value_out_of_range::below(fault, limit)),
            Kind::ExclusiveMaximum { limit } => found.push(value_out_of_range::not_below(fault, limit)),
            Kind::ExclusiveMinimum { limit } => found.push(value_out_of_range::not_above(fault, limit)),
            Kind::MultipleOf { multiple_of } => found.push(value_out_of_range::no_multiple(fault, *multiple_of)),
            Kind::Not { .. } => found.push(value_out_of_range::excluded(fault)),
            Kind::MaxLength { limit } => found.push(length_out_of_range::long(fault, *limit)),
            Kind::MinLength { limit } => found.push(length_out_of_range::short(fault, *limit)),
            Kind::MaxItems { limit } | Kind::MaxProperties { limit } => {
                found.push(item_count_out_of_range::many(fault, *limit));
            }
            Kind::MinItems { limit } | Kind::MinProperties { limit } => {
                found.push(item_count_out_of_range::few(fault, *limit));
            }
            Kind::AdditionalItems { limit } => found.push(item_count_out_of_range::many(fault, *limit as u64)),
            Kind::UnevaluatedItems { .. } => found.push(item_count_out_of_range::undescribed(fault)),
            Kind::Contains => found.push(item_count_out_of_range::without(fault)),
            Kind::UniqueItems => found.push(item_count_out_of_range::repeated(fault)),
            Kind::Pattern { pattern } => found.push(pattern_mismatch::drift(fault, pattern)),
            Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => {
                found.push(pattern_mismatch::undecided(fault));
            }
            Kind::Format { format } => found.push(format_mismatch::drift(fault, format)),
            Kind::ContentEncoding { content_encoding } => found.push(format_mismatch::drift(fault, content_encoding)),
            Kind::ContentMediaType { content_media_type } => {
                found.push(format_mismatch::drift(fault, content_media_type));
            }
            Kind::FromUtf8 { .. } => found.push(format_mismatch::drift(fault, "UTF-8")),
        }
    }

    /// A value where none is allowed: of a property, the property is the trouble.
    fn forbidden(&self, fault: &Fault<'_>) -> Drift {
        let never = if fault.keyword.last().as_deref() == Some("not") { fault.schema() } else { fault.keyword.clone() };
        let holder = never.parent().unwrap_or_default();
        match (holder.last().as_deref(), holder.parent()) {
            (Some("properties" | "patternProperties"), Some(object)) => {
                undocumented_property::drift(fault.instance, fault.value, object, self.words)
            }
            _ => type_mismatch::other(fault, "the contract allows no value here"),
        }
    }

    fn branches(&self, fault: &Fault<'_>, context: &[Vec<ValidationError<'static>>], found: &mut Vec<Drift>) {
        match nearest::branch(context, fault.instance) {
            Some(errors) => errors.iter().for_each(|error| self.error(error, found)),
            None => found.push(type_mismatch::other(fault, "none of the alternatives fits")),
        }
    }
}

/// `true`, or a schema that is as good as `true`: nothing passes its `not`.
fn is_anything(schema: &Value) -> bool {
    *schema == Value::Bool(true) || schema.as_object().is_some_and(serde_json::Map::is_empty)
}

/// One break, one finding: where a value has the wrong type, nothing else about it matters; and what two
/// branches of an `allOf` say alike is said once.
fn settle(found: Vec<Drift>) -> Vec<Drift> {
    let of_type = |drift: &Drift| [type_mismatch::RULE.id, null_undocumented::RULE.id].contains(&drift.rule.id);
    let mistyped: Vec<Pointer> = found.iter().filter(|drift| of_type(drift)).map(|d| d.instance.clone()).collect();
    let mut kept: Vec<Drift> = Vec::new();
    for drift in found {
        let moot = !of_type(&drift) && mistyped.contains(&drift.instance);
        let said = |other: &Drift| {
            let one_a_value = drift.rule.id != missing_property::RULE.id || other.message == drift.message;
            other.rule.id == drift.rule.id && other.instance == drift.instance && one_a_value
        };
        if !moot && !kept.iter().any(said) {
            kept.push(drift);
        }
    }
    kept
}
