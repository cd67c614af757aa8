//! What tells that a row or an example is about a failure, where no status does.

use super::fields::FieldRow;
use crate::page::plain_texts;
use driftline_contract::Schema;
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// Parts the rows of a response into those of what succeeds and those that say they are there "if an error occurs".
pub(super) fn part(fields: Vec<FieldRow>) -> (Vec<FieldRow>, Vec<FieldRow>) {
    fields.into_iter().partition(|field| {
        let mut texts = Vec::new();
        plain_texts(&field.description, &mut texts);
        !texts.first().is_some_and(|text| is_of_failure(text))
    })
}

/// Whether a description says with its first sentence that what it describes is there for an error. A later one, or one
/// that begins so, tells of some values of what a success gives.
fn is_of_failure(description: &str) -> bool {
    let first = description.split('\n').next().and_then(|line| line.split(". ").next()).unwrap_or_default();
    let lower = first.to_ascii_lowercase();
    CONDITIONS.iter().any(|words| lower.find(words).is_some_and(|at| at > 0))
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
    fn a_row_is_of_a_failure_if_its_first_sentence_says_so() {
        for (description, expected) in [
            ("What went wrong, given if an error occurs. See the next table.", true),
            ("The code that is returned when an error occurs in the call.\nSee the codes.", true),
            ("What the tree suffers from.\nIt is returned when an error occurs on a tree.", false),
            ("State of the tree. It is sick if an error occurs.", false),
            ("If an error occurs, the tree is sick.", false),
            ("The last error.", false),
            ("", false),
        ] {
            assert_eq!(is_of_failure(description), expected, "{description}");
        }
    }

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
