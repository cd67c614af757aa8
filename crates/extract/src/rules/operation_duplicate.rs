//! `operation-duplicate`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("operation-duplicate"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "two pages describe one call, or carry one name",
    rationale: "A contract has room for one description of a call; which of the two holds cannot be told.",
    remedy: "Give the pages one after the other, or join them; only the page named first was used.",
    triggers: r#"<!-- page: A.html --><h4>URI</h4><p>GET /v1/things</p>
<!-- page: B.html --><h4>URI</h4><p>GET /v1/things</p>
"#,
    passes: r#"<!-- page: A.html --><h4>URI</h4><p>GET /v1/things</p>
<!-- page: B.html --><h4>URI</h4><p>PUT /v1/things</p>"#,
};

/// `page` describes a call or bears an id that `first` already has.
pub(crate) fn finding(page: &str, first: &str) -> Finding {
    Finding::new(&RULE, format!("{page} describes the same call as {first}, or bears the same name; it was left out"))
}
