//! `enum-case-differs`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("enum-case-differs"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a value is one of those listed but for the case of its letters",
    rationale: "A client that compares exactly takes the value for an unknown one.",
    remedy: "See which spelling the API gives, and list that one.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "status": "Active"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "status": "ACTIVE"}}}"#,
};

/// The value differs in case from the listed one.
pub(crate) fn drift(fault: &Fault<'_>, listed: &str) -> Drift {
    fault.drift(&RULE, format!("{} is listed as \"{}\"", fault.literal(), fault.words.name(listed)))
}
