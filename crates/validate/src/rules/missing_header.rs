//! `missing-header`: see [`RULE`].

use driftline_finding::{Family, Finding, Pointer, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("missing-header"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a response lacks a header that the contract requires",
    rationale: "A client that relies on a required header fails on the first response without it.",
    remedy: "If the header is left out by design, it is not required: correct the contract. Otherwise report the \
         response. A proxy on the way may have taken it out.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree"},
 "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": []}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree"},
 "response": {"status": 200, "headers": {"content-type": "application/json", "x-total": "0"}, "body": []}}"#,
};

/// The response does not carry it.
pub(crate) fn finding(name: &str) -> Finding {
    Finding::new(&RULE, format!("the required header `{name}` is missing")).field(Pointer::ROOT.key("header").key(name))
}
