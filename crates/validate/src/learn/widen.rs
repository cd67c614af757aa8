//! A schema, made wide enough for what was seen.

use super::{
    observed::{Change, Evidence},
    profile::words,
    told,
};
use driftline_contract::Type;
use serde_json::{Map, Number, Value, json};

/// What is done to a schema.
#[derive(Debug, PartialEq)]
pub(super) enum Edit {
    /// This is merged into it.
    Merge(Value),
    /// The list or object under a keyword is taken away, and then this is merged into the schema.
    Without(String, Option<Value>),
    /// It is written anew: the value of a keyword that is neither list nor object cannot be taken away alone.
    Anew(Value),
}

/// Keywords that say something about a value, and not which values there are.
const ANNOTATIONS: &[&str] =
    &["title", "description", "default", "deprecated", "readOnly", "writeOnly", "example", "examples", "x-driftline"];

/// The edit that a change asks for, and in words what the schema lacked. `None`: nothing can or has to be done.
pub(super) fn edit(schema: &Value, change: &Change, evidence: &Evidence, legacy: bool) -> Option<(Edit, Vec<String>)> {
    let schema = schema.as_object()?;
    let plain = |edit: Edit| Some((edit, Vec::new()));
    match change {
        Change::Type => types(schema, evidence, legacy),
        Change::Null if legacy => plain(Edit::Merge(json!({"nullable": true}))),
        Change::Null => plain(Edit::Anew(or_null(schema))),
        Change::Property(name) => {
            let known = schema.get("properties").is_some_and(|properties| properties.get(name).is_some());
            let property = evidence.profile.schema(legacy);
            if known { None } else { plain(Edit::Merge(json!({"properties": {name.clone(): property}}))) }
        }
        Change::Keys => plain(Edit::Merge(json!({"additionalProperties": {}}))),
        Change::Properties if evidence.too_many => plain(Edit::Merge(json!({"additionalProperties": {}}))),
        Change::Values => values(schema, evidence, legacy),
        Change::Bound(keyword) => plain(bound(schema, keyword, evidence)?),
        Change::Overflow => plain(overflow(schema, evidence)?),
        Change::Without(keyword) => plain(without(schema, keyword)?),
        Change::Alternative(keyword) => plain(alternative(keyword, evidence, legacy)),
        Change::Either if schema.contains_key("anyOf") => None,
        Change::Either => {
            let alternatives = schema.get("oneOf")?.clone();
            plain(Edit::Without("oneOf".to_owned(), Some(json!({"anyOf": alternatives}))))
        }
        _ => None,
    }
}

/// The edit by which these properties need not be there.
pub(super) fn optional(schema: &Value, names: &[&str]) -> Option<Edit> {
    let required = schema.get("required")?.as_array()?;
    let kept: Vec<&Value> =
        required.iter().filter(|name| !name.as_str().is_some_and(|name| names.contains(&name))).collect();
    if kept.len() == required.len() {
        return None;
    }
    let rest = (!kept.is_empty()).then(|| json!({"required": kept}));
    Some(Edit::Without("required".to_owned(), rest))
}

fn types(schema: &Map<String, Value>, evidence: &Evidence, legacy: bool) -> Option<(Edit, Vec<String>)> {
    let old: Vec<Type> = match schema.get("type")? {
        Value::Array(words) => words.iter().filter_map(|word| word.as_str()?.parse().ok()).collect(),
        word => vec![word.as_str()?.parse().ok()?],
    };
    let holds = |kind: &Type| old.contains(kind) || *kind == Type::Integer && old.contains(&Type::Number);
    let new: Vec<Type> = evidence.profile.types().into_iter().filter(|kind| !holds(kind)).collect();
    let told = told::types(&new);
    if new.is_empty() {
        return None;
    }
    let mut merged = Map::new();
    let is_float = new.contains(&Type::Number) && old.contains(&Type::Integer);
    if is_float && matches!(schema.get("format").and_then(Value::as_str), Some("int32" | "int64")) {
        merged.insert("format".to_owned(), "double".into());
    }
    let widened: Vec<Type> = old.iter().copied().filter(|kind| !(is_float && *kind == Type::Integer)).collect();
    let all: Vec<Type> = widened.iter().chain(&new).copied().filter(|kind| !legacy || *kind != Type::Null).collect();
    if legacy && new.contains(&Type::Null) {
        merged.insert("nullable".to_owned(), true.into());
    }
    match (all.as_slice(), schema.get("type")) {
        ([only], _) if legacy => drop(merged.insert("type".to_owned(), only.as_str().into())),
        (_, _) if legacy => {
            // OpenAPI 3.0 has no word for several types.
            let mut anew = schema.clone();
            anew.shift_remove("type");
            anew.extend(merged);
            return Some((Edit::Anew(Value::Object(anew)), told));
        }
        (_, Some(Value::Array(_))) => drop(merged.insert("type".to_owned(), words(&new))),
        ([only], _) => drop(merged.insert("type".to_owned(), only.as_str().into())),
        (several, _) => drop(merged.insert("type".to_owned(), words(several))),
    }
    let parts = evidence.profile.parts(legacy).into_iter();
    let is_open = !["properties", "additionalProperties"].iter().any(|keyword| schema.contains_key(*keyword));
    let fits = |keyword: &str| match keyword {
        "items" => new.contains(&Type::Array) && !schema.contains_key("items"),
        _ => new.contains(&Type::Object) && is_open,
    };
    merged.extend(parts.filter(|(keyword, _)| fits(keyword)));
    Some((Edit::Merge(Value::Object(merged)), told))
}

/// The schema or null, with what is said about the value outside.
fn or_null(schema: &Map<String, Value>) -> Value {
    let (outside, inside): (Map<String, Value>, Map<String, Value>) =
        schema.clone().into_iter().partition(|(keyword, _)| ANNOTATIONS.contains(&keyword.as_str()));
    let mut wrapped = outside;
    wrapped.insert("anyOf".to_owned(), json!([inside, {"type": "null"}]));
    Value::Object(wrapped)
}

fn values(schema: &Map<String, Value>, evidence: &Evidence, legacy: bool) -> Option<(Edit, Vec<String>)> {
    let is_closed = !evidence.secret && !evidence.too_many;
    let constant = schema.get("const");
    let listed = schema.get("enum").and_then(Value::as_array);
    let known: Vec<&Value> = constant.into_iter().chain(listed.into_iter().flatten()).collect();
    let new: Vec<&Value> =
        evidence.values.values().filter(|value| constant.is_some() || !known.contains(value)).collect();
    let told = new.iter().map(ToString::to_string).collect();
    if constant.is_some() {
        let mut anew = schema.clone();
        anew.shift_remove("const");
        anew.shift_remove("enum");
        if is_closed {
            anew.insert("enum".to_owned(), known.into_iter().chain(new).cloned().collect());
        }
        return Some((Edit::Anew(Value::Object(anew)), told));
    }
    listed?;
    if !is_closed {
        return Some((Edit::Without("enum".to_owned(), None), told));
    }
    let nullable = legacy && schema.contains_key("type") && new.contains(&&Value::Null);
    let mut merged = json!({ "enum": new });
    if nullable {
        merged["nullable"] = true.into();
    }
    (!new.is_empty()).then_some((Edit::Merge(merged), told))
}

fn bound(schema: &Map<String, Value>, keyword: &str, evidence: &Evidence) -> Option<Edit> {
    let Some((low, high)) = evidence.range.as_ref().filter(|_| !evidence.secret) else {
        return without(schema, keyword);
    };
    let seen = if keyword.to_ascii_lowercase().contains("max") { high } else { low };
    if !keyword.starts_with("exclusive") {
        return Some(Edit::Merge(json!({ keyword: seen })));
    }
    if schema.get(keyword)?.is_boolean() {
        let inclusive = if keyword == "exclusiveMaximum" { "maximum" } else { "minimum" };
        return Some(Edit::Merge(json!({inclusive: seen, keyword: false})));
    }
    match beyond(seen, keyword == "exclusiveMaximum") {
        Some(bound) => Some(Edit::Merge(json!({ keyword: bound }))),
        None => without(schema, keyword),
    }
}

/// A number that is one greater or less, if there is one.
fn beyond(number: &Number, up: bool) -> Option<Number> {
    let step = if up { 1 } else { -1 };
    if let Some(number) = number.as_i64() {
        return number.checked_add(step).map(Number::from);
    }
    let float = number.as_f64()?;
    let moved = if up { float + 1.0 } else { float - 1.0 };
    let is_other = if up { moved > float } else { moved < float };
    Number::from_f64(moved).filter(|_| is_other)
}

fn overflow(schema: &Map<String, Value>, evidence: &Evidence) -> Option<Edit> {
    let format = schema.get("format")?.as_str()?;
    let fits = evidence.range.as_ref().is_some_and(|(low, high)| low.as_i64().is_some() && high.as_i64().is_some());
    match format {
        "int32" if fits => Some(Edit::Merge(json!({"format": "int64"}))),
        "int32" | "int64" => without(schema, "format"),
        _ => None,
    }
}

fn without(schema: &Map<String, Value>, keyword: &str) -> Option<Edit> {
    Some(match schema.get(keyword)? {
        Value::Bool(value) => Edit::Merge(json!({keyword: !value})),
        Value::Array(_) | Value::Object(_) => Edit::Without(keyword.to_owned(), None),
        _ => {
            let mut anew = schema.clone();
            anew.shift_remove(keyword);
            Edit::Anew(Value::Object(anew))
        }
    })
}

fn alternative(keyword: &str, evidence: &Evidence, legacy: bool) -> Edit {
    if evidence.profile.types() != [Type::Null] {
        return Edit::Merge(json!({keyword: [evidence.profile.schema(legacy)]}));
    }
    Edit::Merge(if legacy { json!({"nullable": true}) } else { json!({keyword: [{"type": "null"}]}) })
}
