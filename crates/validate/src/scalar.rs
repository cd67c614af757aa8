//! A value where a scalar is described that is at fault in one way, as most are: that is told without the validator.

use crate::{
    drift::{Drift, Fault},
    explain::{Explainer, unlisted},
    representation::Representation,
    rules::null_undocumented,
    shape::NodeId,
};
use driftline_contract::Type;
use driftline_finding::Pointer;
use jsonschema::{
    JsonType, JsonTypeSet,
    error::TypeKind,
    json::{Node, cmp},
};
use serde_json::{Number, Value};

impl<F: Representation> Explainer<'_, F> {
    /// What is wrong with a value by a schema of scalars that says only what [`Demands`](crate::shape::Demands) holds, if it
    /// has another type, or, apart from that, is not listed. It is what the validator says.
    pub(crate) fn scalar(&self, node: NodeId, value: &F::Node<'_>, at: &Pointer) -> Option<Drift> {
        if matches!(value.json_type(), JsonType::Array | JsonType::Object) && !self.compiled.shape.is_of_scalars(node) {
            return None;
        }
        let (demands, schema) = self.compiled.shape.only_demands(node)?;
        let fits = demands.width.is_none_or(|width| value.as_number().is_none_or(|number| width.holds(&number)));
        let value = &*value.to_value();
        let is_of_type = demands.types.is_empty() || demands.types.iter().any(|kind| is(*kind, value));
        let is_listed = demands.options.as_ref().is_none_or(|all| all.iter().any(|one| cmp::equal(value, one)));
        let shown = self.shown(at);
        let fault = |keyword| Fault::new(value, at, keyword, self.words).shown_at(&shown);
        match &demands.options {
            _ if !is_of_type => {
                let (keyword, expected) = (schema.key("type"), type_kind(&demands.types));
                let fault = &fault(&keyword);
                let is_null = value.is_null();
                Some(if is_null {
                    null_undocumented::drift(fault, Some(&expected))
                } else {
                    self.mistyped(fault, &expected)
                })
            }
            Some(options) if !is_listed && fits && !demands.has_bounds() => {
                let keyword = schema.key("enum");
                let fault = &fault(&keyword);
                Some(if value.is_null() { null_undocumented::drift(fault, None) } else { unlisted(fault, options) })
            }
            _ => None,
        }
    }
}

/// Whether a value has a type.
fn is(kind: Type, value: &Value) -> bool {
    match kind {
        Type::Null => value.is_null(),
        Type::Boolean => value.is_boolean(),
        Type::Integer => value.as_number().is_some_and(is_whole),
        Type::Number => value.is_number(),
        Type::String => value.is_string(),
        Type::Array => value.is_array(),
        Type::Object => value.is_object(),
    }
}

fn is_whole(number: &Number) -> bool {
    !number.is_f64() || number.as_f64().is_some_and(|number| number.fract() == 0.0)
}

/// Types as the schema library names them.
fn type_kind(types: &[Type]) -> TypeKind {
    let kind = |kind: &Type| match kind {
        Type::Null => JsonType::Null,
        Type::Boolean => JsonType::Boolean,
        Type::Integer => JsonType::Integer,
        Type::Number => JsonType::Number,
        Type::String => JsonType::String,
        Type::Array => JsonType::Array,
        Type::Object => JsonType::Object,
    };
    match types {
        [only] => TypeKind::Single(kind(only)),
        several => {
            let add = |all: JsonTypeSet, one: &Type| all.insert(kind(one));
            TypeKind::Multiple(several.iter().fold(JsonTypeSet::empty(), add))
        }
    }
}
