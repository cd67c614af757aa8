//! Schemas written as JSON, a validator that knows nothing of the generator, and arbitrary schemas.
#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, reason = "schemas here are written by hand; a slip is to be loud")]

pub(crate) mod arbitrary;

use driftline_contract::{Contract, ContractBuilder, Prose, Schema, SchemaDocument};
use serde_json::{Map, Value, json};

/// The schema that `json` writes down; references are written `{"$ref": "NAME"}`.
pub(crate) fn schema(json: &Value) -> Schema {
    let Some(members) = json.as_object() else {
        return if json == &json!(false) { Schema::never() } else { Schema::default() };
    };
    let mut schema = Schema::default();
    members.iter().for_each(|(keyword, value)| set(&mut schema, keyword, value));
    schema
}

fn set(out: &mut Schema, keyword: &str, value: &Value) {
    let number = || value.as_number().cloned();
    let boxed = || Some(Box::new(schema(value)));
    let list = || value.as_array().into_iter().flatten().map(schema).collect();
    let text = || value.as_str().map(str::to_owned);
    match keyword {
        "$ref" => out.reference = Some(value.as_str().unwrap().parse().unwrap()),
        "type" => {
            let words = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            out.types = words.iter().map(|word| word.as_str().unwrap().parse().unwrap()).collect();
        }
        "format" => out.format = text(),
        "enum" => out.enumeration = value.as_array().cloned(),
        "const" => out.constant = Some(value.clone()),
        "minimum" => out.minimum = number(),
        "maximum" => out.maximum = number(),
        "exclusiveMinimum" => out.exclusive_minimum = number(),
        "exclusiveMaximum" => out.exclusive_maximum = number(),
        "multipleOf" => out.multiple_of = number(),
        "minLength" => out.min_length = value.as_u64(),
        "maxLength" => out.max_length = value.as_u64(),
        "pattern" => out.pattern = text(),
        "minItems" => out.min_items = value.as_u64(),
        "maxItems" => out.max_items = value.as_u64(),
        "uniqueItems" => out.unique_items = value == &json!(true),
        "items" => out.items = boxed(),
        "minProperties" => out.min_properties = value.as_u64(),
        "maxProperties" => out.max_properties = value.as_u64(),
        "properties" => {
            out.properties = value.as_object().unwrap().iter().map(|(k, v)| (k.clone(), schema(v))).collect();
        }
        "required" => {
            out.required = value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
        }
        "additionalProperties" => out.additional_properties = boxed(),
        "allOf" => out.all_of = list(),
        "anyOf" => out.any_of = list(),
        "oneOf" => out.one_of = list(),
        "not" => out.not = boxed(),
        other => {
            out.keywords.insert(other.to_owned(), value.clone());
        }
    }
}

/// A contract that holds the components.
pub(crate) fn contract(components: &Value) -> Contract {
    let none = Map::new();
    let components = components.as_object().unwrap_or(&none);
    let builder = ContractBuilder::new("test");
    let build = |builder: ContractBuilder, (name, json): (&String, &Value)| {
        builder.component(name.parse().unwrap(), schema(json))
    };
    components.iter().fold(builder, build).finish().unwrap()
}

/// The schema as JSON Schema 2020-12, with its components.
pub(crate) fn written(contract: &Contract, schema: &Schema) -> Value {
    SchemaDocument::new(None, schema.clone(), contract).to_json_schema(Prose::Drop)
}

/// A validator that follows formats.
pub(crate) fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(schema)
        .unwrap_or_else(|error| panic!("{schema}: {error}"))
}

/// The schema, closed: every object that describes properties refuses others.
pub(crate) fn closed(written: &Value) -> Value {
    let mut out = written.clone();
    let defs = written.get("$defs").cloned().unwrap_or_default();
    close(&mut out, &defs);
    let components = out.get_mut("$defs").and_then(Value::as_object_mut);
    components.into_iter().flat_map(|defs| defs.values_mut()).for_each(close_below_of(&defs));
    out
}

fn close_below_of(defs: &Value) -> impl FnMut(&mut Value) {
    move |schema| close_below(schema, defs)
}

/// Closes a schema that stands for a whole value, and what is below it.
fn close(schema: &mut Value, defs: &Value) {
    let describes = describes_properties(schema, defs, 0);
    close_below(schema, defs);
    if let (true, Some(members)) = (describes, schema.as_object_mut()) {
        members.insert("unevaluatedProperties".to_owned(), json!(false));
    }
}

/// Closes what applies to members and items; branches and conjuncts are closed where they are put together.
fn close_below(schema: &mut Value, defs: &Value) {
    let Some(members) = schema.as_object_mut() else { return };
    for keyword in ["items", "additionalProperties"] {
        members.get_mut(keyword).into_iter().for_each(|schema| close(schema, defs));
    }
    let properties = members.get_mut("properties").and_then(Value::as_object_mut);
    properties.into_iter().flat_map(|named| named.values_mut()).for_each(|schema| close(schema, defs));
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let parts = members.get_mut(keyword).and_then(Value::as_array_mut);
        parts.into_iter().flatten().for_each(|schema| close_below(schema, defs));
    }
}

fn describes_properties(schema: &Value, defs: &Value, depth: usize) -> bool {
    let target = schema["$ref"].as_str().and_then(|target| target.strip_prefix("#/$defs/"));
    let parts = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|keyword| schema[keyword].as_array()).flatten();
    let own = schema.get("properties").is_some();
    let below = || parts.chain(target.map(|name| &defs[name])).any(|part| describes_properties(part, defs, depth + 1));
    own || (depth < 8 && below())
}
