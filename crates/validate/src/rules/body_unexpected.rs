//! `body-unexpected`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("body-unexpected"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "there is a body where the contract describes none",
    rationale: "Whatever the body says, no client can read about it; behind status 204 or 304 it breaks the \
         connection for the next response. Errors are not meant: pages describe their bodies in a chapter of their own.",
    remedy: "Describe the body, or report that it is sent.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 202, "body": {"job": "j1"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 404, "body": {"error": "none"}}}"#,
};

/// A request or response, named in `half`, has one.
pub(crate) fn finding(half: &str) -> Finding {
    Finding::new(&RULE, format!("the {half} has a body, and none is documented"))
}
