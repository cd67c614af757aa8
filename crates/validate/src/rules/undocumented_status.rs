//! `undocumented-status`: see [`RULE`].

use driftline_contract::Operation;
use driftline_finding::{Family, Finding, Pointer, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("undocumented-status"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "the response has a status that the contract does not describe",
    rationale: "Clients handle the statuses that they read about, and take every other for an outage.",
    remedy: "Describe the status, or find out why it came: an undocumented 5xx is most often a defect of the \
         API.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 418}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "enabled": true}}}"#,
};

/// The operation describes other statuses. The field is the status, so that two of them are two findings.
pub(crate) fn finding(operation: &Operation, status: u16) -> Finding {
    let known: Vec<String> = operation.responses.keys().map(ToString::to_string).collect();
    let message = format!("status {status} is not documented; documented: {}", known.join(", "));
    Finding::new(&RULE, message).field(Pointer::ROOT.key(&status.to_string()))
}
