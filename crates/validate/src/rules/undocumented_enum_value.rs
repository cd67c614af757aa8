//! `undocumented-enum-value`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity, words::count};
use serde_json::Value;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("undocumented-enum-value"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a value is none of those that the contract lists",
    rationale: "A client that matches on the listed values has no branch for a new one.",
    remedy: "If the value is new, add it to the contract and tell the clients.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "status": "HIBERNATING"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "status": "ACTIVE"}}}"#,
};

/// The value is not among the listed ones.
pub(crate) fn option(fault: &Fault<'_>, options: &[Value]) -> Drift {
    let message = match options {
        [only] => return constant(fault, only),
        options => format!("{} is not one of the {}", fault.literal(), count(options.len(), "documented value")),
    };
    fault.drift(&RULE, message)
}

/// The value is not the only one that is allowed.
pub(crate) fn constant(fault: &Fault<'_>, expected: &Value) -> Drift {
    let expected = fault.words.literal(expected, fault.instance);
    fault.drift(&RULE, format!("{} is not {expected}, the only documented value", fault.literal()))
}
