//! `status-unreadable`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("status-unreadable"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a status cell holds no status",
    rationale: "The row describes a response, but nobody can say which one; it did not enter the contract.",
    remedy: "Write the three digits of the status alone in the cell.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Status Codes</h4>
<table><tr><th>Status Code</th><th>Description</th></tr><tr><td>Others</td><td>Failed</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Status Codes</h4>
<table><tr><th>Status Code</th><th>Description</th></tr><tr><td>500</td><td>Failed</td></tr></table>"#,
};

/// A status cell says `text`.
pub(crate) fn finding(text: &str) -> Finding {
    Finding::new(&RULE, format!("the status cell says \"{}\", which is no HTTP status", text.escape_debug()))
}
