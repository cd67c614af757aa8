//! `operation-duplicate`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("operation-duplicate"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "two pages describe one call in the same way",
    rationale: "Pages of one call become variants of one operation; here nothing tells the variants apart.",
    remedy: "Remove one of the pages, or say in its tables what is different; only the first page was used.",
    triggers: r#"<!-- page: A.html --><h4>URI</h4><p>GET /v1/things</p>
<!-- page: B.html --><h4>URI</h4><p>GET /v1/things</p>
"#,
    passes: r#"<!-- page: A.html --><h4>URI</h4><p>GET /v1/things</p>
<!-- page: B.html --><h4>URI</h4><p>PUT /v1/things</p>"#,
};

/// `page` says of a call what `first` says of it.
pub(crate) fn finding(page: &str, first: &str) -> Finding {
    Finding::new(&RULE, format!("{page} says of the call what {first} says; it was left out"))
}
