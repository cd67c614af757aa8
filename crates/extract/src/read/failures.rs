//! What tells that a row or an example is about a failure, where no status does.

use super::fields::FieldRow;
use crate::page::plain_texts;
use driftline_contract::Schema;
use indexmap::IndexMap;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Parts the rows of a response into those of what succeeds and those that say they are there "if an error occurs".
pub(super) fn part(fields: Vec<FieldRow>) -> (Vec<FieldRow>, Vec<FieldRow>) {
    fields.into_iter().partition(|field| !is_of_failure(field))
}

fn is_of_failure(field: &FieldRow) -> bool {
    if !field.name.to_ascii_lowercase().starts_with("error") {
        return false;
    }
    let mut texts = Vec::new();
    plain_texts(&field.description, &mut texts);
    let says = |text: &Cow<'_, str>| CONDITIONS.iter().any(|words| text.to_ascii_lowercase().contains(words));
    texts.first().is_some_and(says)
}

const CONDITIONS: [&str; 2] = ["if an error occurs", "when an error occurs"];

/// Whether a body that no status introduces shows a failure: it speaks of an error, and bears no name of what a success
/// gives.
pub(super) fn is_shown(body: &Value, success: &IndexMap<String, Schema>) -> bool {
    let Some(members) = body.as_object() else { return false };
    speaks_of_error(members) && !members.keys().any(|name| success.contains_key(name))
}

fn speaks_of_error(members: &Map<String, Value>) -> bool {
    let is_fault = |value: &Value| value.get("code").is_some() && value.get("message").is_some();
    members.keys().any(|name| name.to_lowercase().starts_with("error"))
        || members.len() == 1 && members.values().all(is_fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_contract::Type;
    use serde_json::json;

    #[test]
    fn a_failure_speaks_of_an_error_and_bears_no_name_of_a_success() {
        let success = IndexMap::from([("tree".to_owned(), Schema::of(Type::Object))]);
        for (body, expected) in [
            (json!({"error": {"title": "Gone"}}), true),
            (json!({"error_code": "1", "error_msg": "gone"}), true),
            (json!({"treeNotFound": {"code": 404, "message": "gone"}}), true),
            (json!({"tree": {"code": 1, "message": "green"}}), false),
            (json!({"tree": {}, "error": null}), false),
            (json!({"code": 1, "message": "gone"}), false),
            (json!([]), false),
        ] {
            assert_eq!(is_shown(&body, &success), expected, "{body}");
        }
    }
}
