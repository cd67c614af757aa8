//! `string-as-number`: see [`RULE`].

use super::type_mismatch::types;
use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};
use jsonschema::error::TypeKind;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("string-as-number"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a number stands where the contract states a string",
    rationale: "An id that comes as a number loses leading zeros and, beyond 2^53, its last digits in many clients.",
    remedy: "If the API has always answered so, correct the contract's type; if it changed, report it.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": 17}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "17"}}}"#,
};

/// The number should be a string.
pub(crate) fn drift(fault: &Fault<'_>, expected: &TypeKind) -> Drift {
    fault.drift(&RULE, format!("expected {}, got {}", types(expected), fault.typed()))
}
