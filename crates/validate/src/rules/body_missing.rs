//! `body-missing`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("body-missing"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a response has no body where the contract describes one",
    rationale: "A client that parses what is documented fails on an empty body.",
    remedy: "If the API answers without a body, describe the response so. A recording may have left the body out: \
         then say so there.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1"}}}"#,
};

/// The response has none.
pub(crate) fn finding(status: u16) -> Finding {
    Finding::new(&RULE, format!("a body is documented for status {status}, and the response has none"))
}
