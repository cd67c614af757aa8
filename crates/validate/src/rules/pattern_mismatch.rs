//! `pattern-mismatch`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_finding::{
    Family, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("pattern-mismatch"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a text does not match the pattern that the contract states",
    rationale: "Clients check and take apart such texts by the stated pattern.",
    remedy: "Correct the pattern in the contract, or report the value.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "code": "17-abc"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "code": "abc-17"}}}"#,
};

/// The text does not match.
pub(crate) fn drift(fault: &Fault<'_>, pattern: &str) -> Drift {
    fault.drift(&RULE, format!("{} does not match the pattern {}", fault.literal(), cut(&escape(pattern))))
}

/// Whether the text matches could not be found out: silence would read as health.
pub(crate) fn undecided(fault: &Fault<'_>) -> Drift {
    fault.drift(&RULE, format!("{} could not be matched against the pattern with bounded effort", fault.literal()))
}
