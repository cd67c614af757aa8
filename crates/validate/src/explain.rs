//! The errors of the validator in the words of our rules.

use crate::{
    accept::{Faulty, Scope},
    compile::Compiled,
    drift::{Drift, Fault},
    nearest,
    parameters::Named,
    representation::Representation,
    rules::{
        empty_string_for_object, enum_case_differs, format_mismatch, header_type_mismatch, integer_overflow,
        item_count_out_of_range, length_out_of_range, missing_property, null_undocumented, number_as_string,
        parameter_type_mismatch, pattern_mismatch, string_as_number, type_mismatch, undocumented_enum_value,
        undocumented_property, value_out_of_range, variant_mismatch,
    },
    undocumented::{self, What},
};
use driftline_contract::Contract;
use driftline_finding::{Pointer, RuleId, words::Words};
use jsonschema::{
    JsonType, ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
    json::Node,
};
use serde_json::Value;
use std::{borrow::Cow, collections::HashSet};

/// Explains bodies of one schema.
pub(crate) struct Explainer<'e, F: Representation> {
    pub(crate) contract: &'e Contract,
    pub(crate) compiled: &'e Compiled<F>,
    pub(crate) words: &'e Words,
    /// Of what stands beside bodies, what it is called.
    pub(crate) name: Option<Named<'e>>,
}

impl<F: Representation> Explainer<'_, F> {
    /// Everything that is wrong with the values at fault of a body, and what `lossy` says of numbers of which nothing else
    /// is wrong: one deviation for one break.
    pub(crate) fn explain(
        &self,
        faults: &[Faulty<'_, F::Node<'_>>],
        mut lossy: Vec<Drift>,
    ) -> Result<Vec<Drift>, F::Doubt> {
        let mut found = Vec::new();
        for faulty in faults {
            self.faulty(faulty, &mut found)?;
        }
        let mut settled = settle(found);
        if !lossy.is_empty() {
            let told: HashSet<&Pointer> = settled.iter().map(|drift| &drift.instance).collect();
            lossy.retain(|drift| !told.contains(&drift.instance));
        }
        settled.append(&mut lossy);
        Ok(settled)
    }

    fn faulty(&self, faulty: &Faulty<'_, F::Node<'_>>, found: &mut Vec<Drift>) -> Result<(), F::Doubt> {
        let Faulty { instance: at, value, scope, .. } = faulty;
        let node = match scope {
            Scope::Schema(node) => *node,
            Scope::Undocumented(object) => {
                found.push(undocumented_property::drift(at, &value.to_value(), object.clone(), self.words));
                return Ok(());
            }
        };
        if let Some(drift) = self.scalar(node, value, at) {
            found.push(drift);
            return Ok(());
        }
        let unseen = undocumented::all(&self.compiled.shape, &[node], value)?;
        let mut all = Found::default();
        if let Some(validator) = self.compiled.part(node) {
            validator.iter_errors(F::shorten(value)).for_each(|error| self.error(&error, at, &mut all));
        }
        found.append(&mut all.drifts);
        for met in unseen {
            let instance = at.join(&met.instance);
            // Of an object that is none of the alternatives, that says it of its members, too.
            if met.what == What::Property && instance.parent().is_some_and(|object| all.unlike.contains(&object)) {
                continue;
            }
            let shown = self.shown(&instance);
            let drift = match met.what {
                What::Property => undocumented_property::drift(&shown, &met.value, met.schema, self.words),
                What::Overflow(format) => {
                    integer_overflow::drift(shown.into_owned(), &met.value, (format, &met.schema), self.words)
                }
            };
            found.push(Drift { instance, ..drift });
        }
        Ok(())
    }

    /// A pointer, below the name of the parameter that it is into.
    pub(crate) fn shown<'p>(&self, instance: &'p Pointer) -> Cow<'p, Pointer> {
        let below = |(Named::Parameter(name) | Named::Header(name))| Cow::Owned(Pointer::ROOT.key(name).join(instance));
        self.name.map_or(Cow::Borrowed(instance), below)
    }

    /// The one place that turns an error into a rule; the validator saw the value that stands at `at` in the body. Without
    /// `_`, so that a new kind is a compile error.
    fn error(&self, error: &ValidationError<'_>, at: &Pointer, all: &mut Found) {
        let found = &mut all.drifts;
        let seen: Pointer = error.instance_path().as_str().parse().unwrap_or_default();
        let instance = at.join(&seen);
        let keyword = self.compiled.keyword(error);
        let value = error.instance();
        let shown = &self.shown(&instance);
        let fault = &Fault::new(value, &instance, &keyword, self.words).shown_at(shown);
        if value.is_null() && matches!(error.kind(), Kind::Type { .. } | Kind::Enum { .. } | Kind::Constant { .. }) {
            let stated = if let Kind::Type { kind } = error.kind() { Some(kind) } else { None };
            return found.push(null_undocumented::drift(fault, stated));
        }
        match error.kind() {
            Kind::Type { kind } => found.push(self.mistyped(fault, kind)),
            Kind::FalseSchema => found.push(self.forbidden(fault)),
            Kind::Not { schema } if is_anything(schema) => found.push(self.forbidden(fault)),
            Kind::OneOfMultipleValid { .. } => found.push(variant_mismatch::several(fault)),
            Kind::Custom { message, .. } => found.push(type_mismatch::other(fault, message)),
            Kind::Referencing(error) => found.push(type_mismatch::other(fault, &error.to_string())),
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                self.branches(fault, context, (&seen, at), all);
            }
            Kind::Required { property } => found.push(missing_property::drift(fault, property, self.contract)),
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                found.extend(unexpected.iter().map(|name| undocumented_property::forbidden(fault, name)));
            }
            Kind::PropertyNames { error } => found.push(undocumented_property::name(fault, error.instance())),
            Kind::Constant { expected_value } => found.push(undocumented_enum_value::constant(fault, expected_value)),
            Kind::Enum { options } => found.push(unlisted(fault, options.as_array().map_or(&[], Vec::as_slice))),
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

    /// A value of another type, by what it is instead.
    pub(crate) fn mistyped(&self, fault: &Fault<'_>, expected: &TypeKind) -> Drift {
        let allows = |kind: JsonType| match expected {
            TypeKind::Single(only) => *only == kind,
            TypeKind::Multiple(kinds) => kinds.contains(kind),
        };
        let wants_number = allows(JsonType::Integer) || allows(JsonType::Number);
        match fault.value {
            _ if matches!(self.name, Some(Named::Parameter(_))) => parameter_type_mismatch::drift(fault, expected),
            _ if matches!(self.name, Some(Named::Header(_))) => header_type_mismatch::drift(fault, expected),
            Value::String(text) if text.is_empty() && (allows(JsonType::Object) || allows(JsonType::Array)) => {
                empty_string_for_object::drift(fault, expected)
            }
            Value::String(text) if wants_number && is_number(text) => number_as_string::drift(fault, expected),
            Value::Number(_) if allows(JsonType::String) => string_as_number::drift(fault, expected),
            _ => type_mismatch::wrong_type(fault, expected),
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

    /// None of the branches fits the value, which stands at `seen` in what the validator saw, and that at `at` in the body.
    fn branches(
        &self,
        fault: &Fault<'_>,
        context: &[Vec<ValidationError<'static>>],
        (seen, at): (&Pointer, &Pointer),
        found: &mut Found,
    ) {
        let is_unlike = |object| self.compiled.shape.is_unlike_all(&fault.schema(), object);
        if context.len() > 1 && fault.value.as_object().is_some_and(is_unlike) {
            found.drifts.push(variant_mismatch::unlike(fault, context.len()));
            found.unlike.insert(fault.instance.clone());
            return;
        }
        match nearest::branch(context, seen) {
            Some(nearest) => {
                let known = found.drifts.len();
                nearest.errors.iter().for_each(|error| self.error(error, at, found));
                let reason = nearest.reason().unwrap_or_default();
                found.drifts[known..].iter_mut().for_each(|drift| drift.message.push_str(&reason));
            }
            None if fault.value.is_null() => found.drifts.push(null_undocumented::of_alternatives(fault)),
            None => found.drifts.push(variant_mismatch::none(fault, context.len())),
        }
    }
}

/// What the validator finds wrong with a value.
#[derive(Default)]
struct Found {
    drifts: Vec<Drift>,
    /// The objects that are unlike all alternatives.
    unlike: HashSet<Pointer>,
}

/// A value that is none of those listed.
pub(crate) fn unlisted(fault: &Fault<'_>, options: &[Value]) -> Drift {
    let same = |option: &&str| fault.value.as_str().is_some_and(|value| value.eq_ignore_ascii_case(option));
    match options.iter().filter_map(Value::as_str).find(same) {
        Some(listed) => enum_case_differs::drift(fault, listed),
        None => undocumented_enum_value::option(fault, options),
    }
}

/// Whether a text is a number, perhaps with zeros before it, as masked ones have.
fn is_number(text: &str) -> bool {
    let begins = text.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    begins && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// `true`, or a schema that is as good as `true`: nothing passes its `not`.
fn is_anything(schema: &Value) -> bool {
    *schema == Value::Bool(true) || schema.as_object().is_some_and(serde_json::Map::is_empty)
}

/// The rules by which a value has the wrong type.
const OF_TYPE: &[RuleId] = &[
    type_mismatch::RULE.id,
    null_undocumented::RULE.id,
    number_as_string::RULE.id,
    string_as_number::RULE.id,
    empty_string_for_object::RULE.id,
    parameter_type_mismatch::RULE.id,
    header_type_mismatch::RULE.id,
];

/// One break, one finding: where a value has the wrong type, nothing else about it matters, and where a number is beyond
/// a stated bound, its bits do not; and what two branches of an `allOf` say alike is said once.
fn settle(found: Vec<Drift>) -> Vec<Drift> {
    if found.len() < 2 {
        return found;
    }
    let of_type = |drift: &Drift| OF_TYPE.contains(&drift.rule.id);
    let at = |is: &dyn Fn(&Drift) -> bool| -> HashSet<Pointer> {
        found.iter().filter(|drift| is(drift)).map(|drift| drift.instance.clone()).collect()
    };
    let mistyped = at(&of_type);
    let outside = at(&|drift| drift.rule.id == value_out_of_range::RULE.id);
    let mut said: HashSet<(RuleId, Pointer, Option<String>)> = HashSet::new();
    let is_new = |drift: &Drift| {
        let is_overflow = drift.rule.id == integer_overflow::RULE.id;
        let moot =
            !of_type(drift) && mistyped.contains(&drift.instance) || is_overflow && outside.contains(&drift.instance);
        // Of a value the same rule says one thing, but of an object it may miss several properties.
        let message = (drift.rule.id == missing_property::RULE.id).then(|| drift.message.clone());
        !moot && said.insert((drift.rule.id, drift.instance.clone(), message))
    };
    let mut is_new = is_new;
    found.into_iter().filter(|drift| is_new(drift)).collect()
}
