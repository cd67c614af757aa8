//! What the generated types have in common.

use schemars::Schema;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

/// Reads a field that is there, and of which `null` is a value: `Some` also for `null`.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// The schema that `text` holds. In place of each reference that `references` names, the schema beside it stands.
///
/// A text that is no JSON gives the schema that accepts everything; the generator writes none.
pub fn schema(text: &str, references: &[(&str, Schema)]) -> Schema {
    let mut value = serde_json::from_str(text).unwrap_or(Value::Bool(true));
    resolve(&mut value, references);
    Schema::try_from(value).unwrap_or_default()
}

/// The schema of those keywords, and of `more`.
pub fn beside(keywords: Value, more: impl IntoIterator<Item = Value>) -> Schema {
    let mut schema = Schema::try_from(keywords).unwrap_or_default();
    for value in more {
        if let Value::Object(members) = value {
            schema.ensure_object().extend(members);
        }
    }
    schema
}

fn resolve(value: &mut Value, references: &[(&str, Schema)]) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(|value| resolve(value, references));
            let target = members.get("$ref").and_then(Value::as_str);
            let known = target.and_then(|target| references.iter().find(|(reference, _)| *reference == target));
            let Some((_, schema)) = known else { return };
            members.shift_remove("$ref");
            // A schema that is no mere reference may bring the keywords that stand beside it: both apply.
            *value = if members.is_empty() { schema.as_value().clone() } else { json!({"allOf": [schema, members]}) };
        }
        Value::Array(items) => items.iter_mut().for_each(|value| resolve(value, references)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_replaced_at_any_depth() {
        let there = Schema::from(serde_json::Map::from_iter([("$ref".to_owned(), json!("#/there/A"))]));
        let text =
            r##"{"anyOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/A", "minProperties": 1}, {"$ref": "#/x"}]}"##;
        let expected = json!({"anyOf": [
            {"$ref": "#/there/A"}, {"allOf": [{"$ref": "#/there/A"}, {"minProperties": 1}]}, {"$ref": "#/x"}
        ]});
        assert_eq!(schema(text, &[("#/$defs/A", there)]), Schema::try_from(expected).unwrap());
    }
}
