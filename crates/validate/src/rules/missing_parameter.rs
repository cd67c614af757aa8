//! `missing-parameter`: see [`RULE`].

use driftline_contract::Parameter;
use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("missing-parameter"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a request lacks a parameter that the contract requires",
    rationale: "The server answered all the same, so either the contract asks for too much, or the server takes a \
         default that nobody described.",
    remedy: "If the server does without it, it is not required: correct the contract. Otherwise mend the caller.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things?limit=5"},
 "response": {"status": 200, "headers": {"X-Total": "0"}, "body": []}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree"},
 "response": {"status": 200, "headers": {"X-Total": "0"}, "body": []}}"#,
};

/// The request does not send it.
pub(crate) fn finding(parameter: &Parameter) -> Finding {
    Finding::new(&RULE, format!("the required {} is missing", called(parameter)))
}

/// A parameter in words: "query parameter `limit`".
pub(crate) fn called(parameter: &Parameter) -> String {
    format!("{} parameter `{}`", parameter.location, parameter.name)
}
