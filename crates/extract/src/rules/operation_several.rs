//! `operation-several`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("operation-several"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a page describes calls that differ in more than their version",
    rationale: "The tables of the page cannot be those of all its calls: only the first becomes an operation of the \
                contract, and traffic to the others matches nothing.",
    remedy: "Split the page, or describe the other call on a page of its own.",
    triggers: r#"<h4>URI</h4><p>GET /v2/things</p><p>GET /v2/stuff</p>"#,
    passes: r#"<h4>URI</h4><p>GET /v2/things</p>"#,
};

/// The page also states `method` and `path`.
pub(crate) fn finding(method: driftline_contract::Method, path: &str) -> Finding {
    Finding::new(&RULE, format!("the page also describes {method} {path}; only its first call was read"))
}
