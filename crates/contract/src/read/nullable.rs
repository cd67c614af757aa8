//! What OpenAPI 3.0 says in its own way, said as JSON Schema 2020-12 does.

use super::{fault::Fault, node::Node};
use crate::{Schema, Type};
use serde_json::Value;

/// The keywords of OpenAPI 3.0 that mean something else in JSON Schema, or nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Legacy {
    nullable: bool,
    exclusive_minimum: bool,
    exclusive_maximum: bool,
}

impl Legacy {
    /// Reads such a keyword; tells whether it was one.
    pub(super) fn keyword(&mut self, name: &str, node: &Node) -> Result<bool, Fault> {
        match name {
            "nullable" => self.nullable = node.flag()?,
            // Some documents of 3.0 already write the number.
            "exclusiveMinimum" if !node.value.is_number() => self.exclusive_minimum = node.flag()?,
            "exclusiveMaximum" if !node.value.is_number() => self.exclusive_maximum = node.flag()?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn apply(self, schema: &mut Schema) {
        if self.exclusive_minimum {
            schema.exclusive_minimum = schema.minimum.take();
        }
        if self.exclusive_maximum {
            schema.exclusive_maximum = schema.maximum.take();
        }
        if self.nullable && !applies_others(schema) {
            allow_null(schema);
        }
    }
}

fn applies_others(schema: &Schema) -> bool {
    schema.reference.is_some() || !schema.all_of.is_empty() || !schema.any_of.is_empty() || !schema.one_of.is_empty()
}

fn allow_null(schema: &mut Schema) {
    if !schema.types.is_empty() && !schema.types.contains(&Type::Null) {
        schema.types.push(Type::Null);
    }
    if let Some(values) = schema.enumeration.as_mut().filter(|values| !values.contains(&Value::Null)) {
        values.push(Value::Null);
    }
}

/// Whether a schema is nullable but applies other schemas, which need not accept null: then null must become an
/// alternative to all of it.
pub(super) fn must_be_wrapped(node: &Node) -> bool {
    let has = |name: &str| node.value.get(name).is_some();
    node.value.get("nullable") == Some(&Value::Bool(true)) && ["$ref", "allOf", "anyOf", "oneOf"].into_iter().any(has)
}

/// Where the two alternatives of a wrapped schema stand.
pub(super) fn places<'d>(node: &Node<'d>) -> (Node<'d>, Node<'d>) {
    let alternatives = node.canonical().key("anyOf");
    let inner = Node { shown: Some(alternatives.index(0)), ..node.clone() };
    let null = Node { shown: Some(alternatives.index(1)), source: node.source.key("nullable"), ..node.clone() };
    (inner, null)
}

/// Makes `schema` itself or null. What is said about the value, and not which values there are, stays outside.
pub(super) fn wrap(schema: &mut Schema) {
    let mut inner = std::mem::take(schema);
    *schema = Schema {
        title: inner.title.take(),
        default: inner.default.take(),
        deprecated: std::mem::take(&mut inner.deprecated),
        read_only: std::mem::take(&mut inner.read_only),
        write_only: std::mem::take(&mut inner.write_only),
        description: inner.description.take(),
        examples: std::mem::take(&mut inner.examples),
        provenance: inner.provenance.take(),
        ..Schema::default()
    };
    schema.any_of = vec![inner, Schema::of(Type::Null)];
}
