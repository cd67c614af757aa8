//! `empty-string-for-object`: see [`RULE`].

use super::type_mismatch::types;
use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};
use jsonschema::error::TypeKind;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("empty-string-for-object"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "an empty string stands for an object or a list that is not there",
    rationale: "Clients in typed languages refuse the whole body because of it, and only on days without data.",
    remedy: "Report it to whoever runs the API; a missing property or null would say the same. Until then describe \
         both forms in the contract.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "labels": ""}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "labels": {}}}}"#,
};

/// The string is empty, and should be something else.
pub(crate) fn drift(fault: &Fault<'_>, expected: &TypeKind) -> Drift {
    fault.drift(&RULE, format!("expected {}, got an empty string", types(expected)))
}
