//! A schema as a JSON object.

use super::Prose;
use crate::{
    Schema,
    schema::{COMPONENTS, Type},
};
use driftline_finding::Provenance;
use serde_json::{Map, Value, json};

/// How schemas are written in one kind of document.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// What stands before a component's name in a `$ref`.
    pub(super) components: &'static str,
    /// Whether sentences are written.
    pub(super) prose: Prose,
}

/// An object under construction that skips what is absent.
#[derive(Default)]
pub(super) struct Members(Map<String, Value>);

impl Members {
    pub(super) fn put(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
    }

    pub(super) fn flag(&mut self, name: &str, value: bool) {
        self.put(name, value.then_some(true));
    }

    pub(super) fn list<T>(&mut self, name: &str, values: &[T], each: impl Fn(&T) -> Value) {
        self.put(name, (!values.is_empty()).then(|| values.iter().map(each).collect::<Vec<_>>()));
    }

    pub(super) fn map<'m, T: 'm>(
        &mut self,
        name: &str,
        members: impl IntoIterator<Item = (&'m str, T)>,
        each: impl Fn(T) -> Value,
    ) {
        let members: Map<_, _> = members.into_iter().map(|(key, value)| (key.to_owned(), each(value))).collect();
        self.put(name, (!members.is_empty()).then_some(members));
    }

    pub(super) fn extend(&mut self, other: Map<String, Value>) {
        self.0.extend(other);
    }

    pub(super) fn finish(self) -> Value {
        Value::Object(self.0)
    }
}

impl Style {
    pub(super) fn prose<'t>(&self, text: Option<&'t String>) -> Option<&'t str> {
        text.filter(|_| self.prose == Prose::Keep).map(String::as_str)
    }

    pub(super) fn schema(&self, schema: &Schema) -> Value {
        let mut out = Members::default();
        out.put("$ref", schema.reference.as_ref().map(|id| format!("{}{id}", self.components)));
        out.put("title", schema.title.as_deref());
        out.put("type", types(&schema.types));
        out.put("format", schema.format.as_deref());
        out.put("enum", schema.enumeration.clone());
        out.put("const", schema.constant.clone());
        out.put("default", schema.default.clone());
        limits(schema, &mut out);
        self.applicators(schema, &mut out);
        out.extend(self.raw(&schema.keywords));
        out.flag("deprecated", schema.deprecated);
        out.flag("readOnly", schema.read_only);
        out.flag("writeOnly", schema.write_only);
        out.put("description", self.prose(schema.description.as_ref()));
        out.list("examples", &schema.examples, Value::clone);
        out.put("x-driftline", schema.provenance.as_deref().map(|from| self.provenance(from)));
        out.finish()
    }

    fn applicators(&self, schema: &Schema, out: &mut Members) {
        let write = |schema: &Schema| self.schema(schema);
        out.put("items", schema.items.as_deref().map(write));
        out.list("required", &schema.required.iter().collect::<Vec<_>>(), |name| json!(name));
        out.map("properties", schema.properties.iter().map(|(name, schema)| (name.as_str(), schema)), write);
        out.put("additionalProperties", schema.additional_properties.as_deref().map(|schema| self.or_boolean(schema)));
        out.list("allOf", &schema.all_of, write);
        out.list("anyOf", &schema.any_of, write);
        out.list("oneOf", &schema.one_of, write);
        out.put("not", schema.not.as_deref().map(write));
    }

    fn or_boolean(&self, schema: &Schema) -> Value {
        if *schema == Schema::default() {
            Value::Bool(true)
        } else if *schema == Schema::never() {
            Value::Bool(false)
        } else {
            self.schema(schema)
        }
    }

    /// Keywords without a field of their own, with references to components rewritten to this style.
    fn raw(&self, keywords: &Map<String, Value>) -> Map<String, Value> {
        keywords.iter().map(|(name, value)| (name.clone(), self.rewrite(value))).collect()
    }

    fn rewrite(&self, value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                let each = |(name, value): (&String, &Value)| {
                    let target = value.as_str().filter(|_| name == "$ref").and_then(|t| t.strip_prefix(COMPONENTS));
                    let value =
                        target.map_or_else(|| self.rewrite(value), |id| json!(format!("{}{id}", self.components)));
                    (name.clone(), value)
                };
                Value::Object(members.iter().map(each).collect())
            }
            Value::Array(items) => items.iter().map(|item| self.rewrite(item)).collect(),
            other => other.clone(),
        }
    }

    pub(super) fn provenance(&self, from: &Provenance) -> Value {
        let mut out = Members::default();
        out.put("page", Some(from.page.as_str()));
        out.put("section", from.section.as_deref());
        out.put("anchor", from.anchor.as_deref());
        out.put("table", from.table.as_deref());
        out.put("caption", from.caption.as_deref());
        out.put("row", from.row);
        out.put("line", from.line);
        out.put("cells", from.cells.as_deref());
        out.map("corrected", from.corrected.iter().map(|(key, text)| (key.as_str(), text)), |text| json!(text));
        if self.prose == Prose::Keep {
            out.map("evidence", from.evidence.iter().map(|(key, text)| (key.as_str(), text)), |text| json!(text));
        }
        out.finish()
    }
}

fn types(types: &[Type]) -> Option<Value> {
    match types {
        [] => None,
        [one] => Some(json!(one.as_str())),
        several => Some(several.iter().map(|kind| json!(kind.as_str())).collect()),
    }
}

fn limits(schema: &Schema, out: &mut Members) {
    out.put("minimum", schema.minimum.clone());
    out.put("maximum", schema.maximum.clone());
    out.put("exclusiveMinimum", schema.exclusive_minimum.clone());
    out.put("exclusiveMaximum", schema.exclusive_maximum.clone());
    out.put("multipleOf", schema.multiple_of.clone());
    out.put("minLength", schema.min_length);
    out.put("maxLength", schema.max_length);
    out.put("pattern", schema.pattern.as_deref());
    out.put("minItems", schema.min_items);
    out.put("maxItems", schema.max_items);
    out.flag("uniqueItems", schema.unique_items);
    out.put("minProperties", schema.min_properties);
    out.put("maxProperties", schema.max_properties);
}
