//! `null-undocumented`: see [`RULE`].

use super::type_mismatch::types;
use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};
use jsonschema::error::TypeKind;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("null-undocumented"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a value is null, and the contract does not say that it can be",
    rationale: "Typed clients fail on null, or turn it into a zero or an empty text that means something else.",
    remedy: "Where the API sends null for \"none\", add `null` to the documented types. Clients should read it \
         as absent until then.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "name": null}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "name": "first"}}}"#,
};

/// The value is null, and none of the alternatives is.
pub(crate) fn of_alternatives(fault: &Fault<'_>) -> Drift {
    fault.drift(&RULE, "expected one of the documented alternatives, got null".to_owned())
}

/// The value is null where a type, or one of several values, is stated.
pub(crate) fn drift(fault: &Fault<'_>, stated: Option<&TypeKind>) -> Drift {
    let expected = stated.map_or_else(|| "a documented value".to_owned(), types);
    fault.drift(&RULE, format!("expected {expected}, got null"))
}
