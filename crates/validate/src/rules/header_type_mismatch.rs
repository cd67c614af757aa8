//! `header-type-mismatch`: see [`RULE`].

use super::type_mismatch::types;
use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};
use jsonschema::error::TypeKind;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("header-type-mismatch"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a header of a response is no value of the type that the contract states",
    rationale: "A client that reads the documented type out of the header fails, or goes on without it.",
    remedy: "See which side is right: correct the contract's type, or report the response. A proxy on the way may \
         have written the header anew.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree"},
 "response": {"status": 200, "headers": {"X-Total": "many"}, "body": []}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree"},
 "response": {"status": 200, "headers": {"X-Total": "17"}, "body": []}}"#,
};

/// The text cannot be read as one of the stated types.
pub(crate) fn drift(fault: &Fault<'_>, expected: &TypeKind) -> Drift {
    fault.drift(&RULE, format!("expected {}, got {}", types(expected), fault.literal()))
}
