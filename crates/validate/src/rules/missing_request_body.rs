//! `missing-request-body`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("missing-request-body"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a request lacks the body that the contract requires",
    rationale: "The server answered all the same, so either the body is optional or the answer is wrong.",
    remedy: "If the server does without the body, correct the contract. Otherwise mend the caller.",
    triggers: r#"{"request": {"method": "POST", "url": "/v1/things"},
 "response": {"status": 201, "body": {"id": "a1"}}}"#,
    passes: r#"{"request": {"method": "POST", "url": "/v1/things", "body": {"id": "a1"}},
 "response": {"status": 201, "body": {"id": "a1"}}}"#,
};

/// The request has none.
pub(crate) fn finding() -> Finding {
    Finding::new(&RULE, "the required request body is missing")
}
