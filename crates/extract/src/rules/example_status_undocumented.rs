//! `example-status-undocumented`: see [`RULE`].

use driftline_contract::Status;
use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-status-undocumented"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "an example shows a status that no table names",
    rationale: "Clients handle the statuses that are listed.",
    remedy: "Add the status to the status table.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Status Codes</h4>
<table><tr><th>Status Code</th><th>Description</th></tr><tr><td>200</td><td>OK</td></tr></table>
<h4>Example Responses</h4><p>Status code: 404</p><pre>{"error": "none"}</pre>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Status Codes</h4>
<table><tr><th>Status Code</th><th>Description</th></tr><tr><td>200</td><td>OK</td></tr></table>
<h4>Example Responses</h4><p>Status code: 200</p><pre>{"id": "a1"}</pre>"#,
};

/// Only an example has `status`.
pub(crate) fn finding(status: Status) -> Finding {
    Finding::new(&RULE, format!("an example has status {status}, which no table of this page names"))
}
