//! `status-duplicate`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("status-duplicate"),
    family: Family::Page,
    default: Severity::Info,
    summary: "a status is described twice",
    rationale: "The two descriptions may differ. The first was used.",
    remedy: "Remove one of the rows.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Status Codes</h4>
<table><tr><th>Status Code</th><th>Description</th></tr><tr><td>404</td><td>Not found</td></tr><tr><td>404</td><td>Gone</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Status Codes</h4>
<table><tr><th>Status Code</th><th>Description</th></tr><tr><td>404</td><td>Not found</td></tr><tr><td>410</td><td>Gone</td></tr></table>"#,
};

/// `status` has a row already.
pub(crate) fn finding(status: driftline_contract::Status) -> Finding {
    Finding::new(&RULE, format!("status {status} is described a second time; the first row was used"))
}
