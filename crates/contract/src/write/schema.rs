//! A schema as a JSON object.

use super::{
    Prose,
    members::{Members, Style, Written, filled},
};
use crate::{
    Schema,
    schema::{COMPONENTS, Type},
};
use driftline_finding::Provenance;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

impl Serialize for Written<'_, Schema> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = Members::begin(serializer)?;
        self.write_into(&mut out)?;
        out.finish()
    }
}

impl Written<'_, Schema> {
    /// Writes the keywords, in the order in which a reader looks for them.
    pub(super) fn write_into<S: Serializer>(&self, out: &mut Members<S>) -> Result<(), S::Error> {
        let Written { part: schema, style } = self;
        out.put("$ref", schema.reference.as_ref().map(|id| format!("{}{id}", style.components)))?;
        out.put("title", schema.title.as_deref())?;
        out.put("type", filled(&schema.types).map(Types))?;
        out.put("format", schema.format.as_deref())?;
        out.put("enum", schema.enumeration.as_ref())?;
        out.put("const", schema.constant.as_ref())?;
        out.put("default", schema.default.as_ref())?;
        limits(schema, out)?;
        self.applicators(out)?;
        for (name, value) in &schema.keywords {
            out.put(name, Some(style.rewrite(value)))?;
        }
        out.flag("deprecated", schema.deprecated)?;
        out.flag("readOnly", schema.read_only)?;
        out.flag("writeOnly", schema.write_only)?;
        out.put("description", style.prose(schema.description.as_ref()))?;
        out.put("examples", filled(&schema.examples))?;
        out.put("x-driftline", schema.provenance.as_deref().map(|from| style.of(from)))
    }

    fn applicators<S: Serializer>(&self, out: &mut Members<S>) -> Result<(), S::Error> {
        let Written { part: schema, style } = *self;
        out.put("items", schema.items.as_deref().map(|items| style.of(items)))?;
        out.put("required", Some(&schema.required).filter(|names| !names.is_empty()))?;
        out.put("properties", style.named(schema.properties.iter().map(|(name, schema)| (name.as_str(), schema))))?;
        out.put(
            "additionalProperties",
            schema.additional_properties.as_deref().map(|schema| style.of(schema).or_bool()),
        )?;
        out.put("allOf", style.list(&schema.all_of))?;
        out.put("anyOf", style.list(&schema.any_of))?;
        out.put("oneOf", style.list(&schema.one_of))?;
        out.put("not", schema.not.as_deref().map(|schema| style.of(schema)))
    }

    /// The schema, or the boolean that says the same.
    fn or_bool(self) -> OrBool<Self> {
        if *self.part == Schema::default() {
            OrBool::Bool(true)
        } else if *self.part == Schema::never() {
            OrBool::Bool(false)
        } else {
            OrBool::Schema(self)
        }
    }
}

/// A schema or a boolean.
#[derive(Serialize)]
#[serde(untagged)]
enum OrBool<T> {
    Bool(bool),
    Schema(T),
}

impl Style {
    /// A keyword without a field of its own, with references to components rewritten to this style.
    fn rewrite(self, value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                let each = |(name, value): (&String, &Value)| {
                    let target = value.as_str().filter(|_| name == "$ref").and_then(|t| t.strip_prefix(COMPONENTS));
                    let value =
                        target.map_or_else(|| self.rewrite(value), |id| format!("{}{id}", self.components).into());
                    (name.clone(), value)
                };
                Value::Object(members.iter().map(each).collect::<Map<_, _>>())
            }
            Value::Array(items) => items.iter().map(|item| self.rewrite(item)).collect(),
            other => other.clone(),
        }
    }
}

impl Serialize for Written<'_, Provenance> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let from = self.part;
        let evidence = Some(&from.evidence).filter(|_| self.style.prose == Prose::Keep);
        let mut out = Members::begin(serializer)?;
        out.put("page", Some(&*from.page))?;
        out.put("section", from.section.as_deref())?;
        out.put("anchor", from.anchor.as_deref())?;
        out.put("table", from.table.as_deref())?;
        out.put("caption", from.caption.as_deref())?;
        out.put("row", from.row)?;
        out.put("line", from.line)?;
        out.put("cells", from.cells.as_deref())?;
        out.put("corrected", Some(&from.corrected).filter(|reasons| !reasons.is_empty()))?;
        out.put("evidence", evidence.filter(|sentences| !sentences.is_empty()))?;
        out.finish()
    }
}

/// One type as a word, several as a list.
struct Types<'t>(&'t [Type]);

impl Serialize for Types<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            [one] => serializer.serialize_str(one.as_str()),
            several => serializer.collect_seq(several.iter().map(|kind| kind.as_str())),
        }
    }
}

fn limits<S: Serializer>(schema: &Schema, out: &mut Members<S>) -> Result<(), S::Error> {
    out.put("minimum", schema.minimum.as_ref())?;
    out.put("maximum", schema.maximum.as_ref())?;
    out.put("exclusiveMinimum", schema.exclusive_minimum.as_ref())?;
    out.put("exclusiveMaximum", schema.exclusive_maximum.as_ref())?;
    out.put("multipleOf", schema.multiple_of.as_ref())?;
    out.put("minLength", schema.min_length)?;
    out.put("maxLength", schema.max_length)?;
    out.put("pattern", schema.pattern.as_deref())?;
    out.put("minItems", schema.min_items)?;
    out.put("maxItems", schema.max_items)?;
    out.flag("uniqueItems", schema.unique_items)?;
    out.put("minProperties", schema.min_properties)?;
    out.put("maxProperties", schema.max_properties)
}
