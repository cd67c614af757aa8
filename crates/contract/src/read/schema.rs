//! Schemas, keyword by keyword.

use super::{
    fault::Fault,
    node::Node,
    nullable::{self, Legacy},
    provenance,
    reader::{Dialect, Reader},
};
use crate::{Schema, Type};
use indexmap::IndexSet;
use serde_json::{Number, Value};

impl<'d> Reader<'d> {
    /// The schema at `node`.
    pub(super) fn schema(&mut self, node: &Node<'d>) -> Result<Schema, Fault> {
        let mut schema = Schema::default();
        self.fill(&mut schema, node)?;
        Ok(schema)
    }

    /// Reads `node` into a schema that is still the default. Recurses as deep as the document nests, which the
    /// parsers limit; schemas are large, so they are filled in place instead of being returned at each level.
    fn fill(&mut self, schema: &mut Schema, node: &Node<'d>) -> Result<(), Fault> {
        match node.value {
            Value::Bool(true) => Ok(()),
            Value::Bool(false) => {
                schema.not = Some(Box::default());
                Ok(())
            }
            Value::Object(_) if self.dialect == Dialect::OpenApi30 && nullable::must_be_wrapped(node) => {
                let (inner, null) = nullable::places(node);
                self.sources.extend([&inner, &null].map(|node| (node.canonical().clone(), node.source.clone())));
                self.keywords(schema, &inner)?;
                nullable::wrap(schema);
                Ok(())
            }
            Value::Object(_) => self.keywords(schema, node),
            _ => Err(node.expected("a schema")),
        }
    }

    fn keywords(&mut self, schema: &mut Schema, node: &Node<'d>) -> Result<(), Fault> {
        let mut legacy = Legacy::default();
        for (name, member) in node.members()? {
            if self.dialect == Dialect::OpenApi30 && legacy.keyword(name, &member)? {
                continue;
            }
            let known = self.annotation(schema, name, &member)?
                || limit(schema, name, &member)?
                || self.applicator(schema, name, &member)?;
            if !known && !self.is_identity(name, &member) {
                let value = self.raw(name, &member)?;
                schema.keywords.insert(name.to_owned(), value);
            }
        }
        if let Some(example) = node.member("example") {
            prepend_example(schema, example.value);
        }
        legacy.apply(schema);
        Ok(())
    }

    /// Whether a keyword gives the schema an identity of its own, which it loses in a contract: references
    /// lead to components there. The `$defs` of a JSON Schema document are read as components.
    fn is_identity(&self, name: &str, member: &Node<'d>) -> bool {
        let at_root = || self.dialect == Dialect::JsonSchema && member.source.parent().is_some_and(|at| at.is_root());
        matches!(name, "$id" | "$schema") || (name == "$defs" && at_root())
    }

    /// Reads a keyword that says what a value is; tells whether it was one.
    fn annotation(&mut self, schema: &mut Schema, name: &str, node: &Node<'d>) -> Result<bool, Fault> {
        match name {
            "$ref" => schema.reference = Some(self.component(node)?),
            "title" => schema.title = optional_text(node)?,
            "type" => schema.types = types(node)?,
            "format" => schema.format = optional_text(node)?,
            "enum" => schema.enumeration = Some(list(node)?),
            "const" => schema.constant = Some(node.value.clone()),
            "default" => schema.default = Some(node.value.clone()),
            "deprecated" => schema.deprecated = node.flag()?,
            "readOnly" => schema.read_only = node.flag()?,
            "writeOnly" => schema.write_only = node.flag()?,
            "description" => schema.description = optional_text(node)?,
            "examples" => schema.examples = list(node)?,
            // Becomes one of `examples` once they are known.
            "example" => {}
            "required" => schema.required = names(node)?,
            "x-driftline" => schema.provenance = Some(provenance::read(node)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Reads a keyword that holds schemas; tells whether it was one.
    fn applicator(&mut self, schema: &mut Schema, name: &str, node: &Node<'d>) -> Result<bool, Fault> {
        match name {
            "items" => self.one(&mut schema.items, node)?,
            "additionalProperties" => self.one(&mut schema.additional_properties, node)?,
            "not" => self.one(&mut schema.not, node)?,
            "allOf" => self.several(&mut schema.all_of, node)?,
            "anyOf" => self.several(&mut schema.any_of, node)?,
            "oneOf" => self.several(&mut schema.one_of, node)?,
            "properties" => self.properties(schema, node)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn one(&mut self, slot: &mut Option<Box<Schema>>, node: &Node<'d>) -> Result<(), Fault> {
        self.fill(slot.insert(Box::default()), node)
    }

    fn several(&mut self, schemas: &mut Vec<Schema>, node: &Node<'d>) -> Result<(), Fault> {
        let items = node.items()?;
        if items.len() == 0 {
            let reason = format!("expected schemas under `{}`, found an empty list", node.source);
            return Err(Fault::value(&node.source, reason).advice("leave the keyword out"));
        }
        schemas.resize_with(items.len(), Schema::default);
        schemas.iter_mut().zip(items).try_for_each(|(schema, item)| self.fill(schema, &item))
    }

    fn properties(&mut self, schema: &mut Schema, node: &Node<'d>) -> Result<(), Fault> {
        for (name, property) in node.members()? {
            self.fill(schema.properties.entry(name.to_owned()).or_default(), &property)?;
        }
        Ok(())
    }
}

/// Reads a keyword that limits values; tells whether it was one.
fn limit(schema: &mut Schema, name: &str, node: &Node) -> Result<bool, Fault> {
    match name {
        "minimum" => schema.minimum = Some(node.number()?),
        "maximum" => schema.maximum = Some(node.number()?),
        "exclusiveMinimum" => schema.exclusive_minimum = Some(exclusive(node)?),
        "exclusiveMaximum" => schema.exclusive_maximum = Some(exclusive(node)?),
        "multipleOf" => schema.multiple_of = Some(positive(node)?),
        "minLength" => schema.min_length = Some(node.count()?),
        "maxLength" => schema.max_length = Some(node.count()?),
        "pattern" => schema.pattern = Some(node.text()?.to_owned()),
        "minItems" => schema.min_items = Some(node.count()?),
        "maxItems" => schema.max_items = Some(node.count()?),
        "uniqueItems" => schema.unique_items = node.flag()?,
        "minProperties" => schema.min_properties = Some(node.count()?),
        "maxProperties" => schema.max_properties = Some(node.count()?),
        _ => return Ok(false),
    }
    Ok(true)
}

fn exclusive(node: &Node) -> Result<Number, Fault> {
    let fault = |fault: Fault| match node.value {
        Value::Bool(_) => fault.advice("true or false is how OpenAPI 3.0 says it; give the limit itself"),
        _ => fault,
    };
    node.number().map_err(fault)
}

fn positive(node: &Node) -> Result<Number, Fault> {
    let number = node.number()?;
    if number.as_f64().is_some_and(|number| number > 0.0) { Ok(number) } else { Err(node.expected("a number above 0")) }
}

/// A text; `null` is what YAML makes of a name without a value.
fn optional_text(node: &Node) -> Result<Option<String>, Fault> {
    if node.value.is_null() { Ok(None) } else { node.text().map(|text| Some(text.to_owned())) }
}

fn types(node: &Node) -> Result<Vec<Type>, Fault> {
    let one = |node: &Node| -> Result<Type, Fault> {
        node.text()?
            .parse()
            .map_err(|_| node.expected("a type (null, boolean, integer, number, string, array or object)"))
    };
    if !node.value.is_array() {
        return one(node).map(|kind| vec![kind]);
    }
    let mut types = Vec::new();
    for item in node.items()? {
        let kind = one(&item)?;
        if !types.contains(&kind) {
            types.push(kind);
        }
    }
    if types.is_empty() { Err(node.expected("at least one type")) } else { Ok(types) }
}

fn names(node: &Node) -> Result<IndexSet<String>, Fault> {
    node.items()?.map(|name| name.text().map(str::to_owned)).collect()
}

fn list(node: &Node) -> Result<Vec<Value>, Fault> {
    node.value.as_array().cloned().ok_or_else(|| node.expected("a list"))
}

/// OpenAPI's own `example` comes before the `examples` of JSON Schema.
fn prepend_example(schema: &mut Schema, example: &Value) {
    if !schema.examples.contains(example) {
        schema.examples.insert(0, example.clone());
    }
}
