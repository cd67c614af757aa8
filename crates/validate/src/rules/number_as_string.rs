//! `number-as-string`: see [`RULE`].

use super::type_mismatch::types;
use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};
use jsonschema::error::TypeKind;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("number-as-string"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a string holds the number that the contract states",
    rationale: "Some languages read \"40\" as 40 and others refuse it, so that clients differ in what they accept.",
    remedy: "If the API has always answered so, correct the contract's type; if it changed, report it.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "size": "40"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "size": 40}}}"#,
};

/// The string is a number in quotes.
pub(crate) fn drift(fault: &Fault<'_>, expected: &TypeKind) -> Drift {
    fault.drift(&RULE, format!("expected {}, got {}: a number in quotes", types(expected), fault.typed()))
}
