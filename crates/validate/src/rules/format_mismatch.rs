//! `format-mismatch`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("format-mismatch"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a text does not have the format that the contract states",
    rationale: "Clients parse such texts into dates, addresses or ids, and fail on others.",
    remedy: "Correct the format in the contract, or report the value. Only formats that JSON Schema defines are \
         judged.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "created": "yesterday"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "created": "2026-01-31T08:00:00Z"}}}"#,
};

/// The text is not of the format.
pub(crate) fn drift(fault: &Fault<'_>, format: &str) -> Drift {
    fault.drift(&RULE, format!("{} does not have the format {}", fault.literal(), fault.words.name(format)))
}
