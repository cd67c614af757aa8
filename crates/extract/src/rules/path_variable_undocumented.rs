//! `path-variable-undocumented`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("path-variable-undocumented"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a variable of the path has no row",
    rationale: "Its type and meaning are not known. The contract takes a string.",
    remedy: "Add a row to the table of path parameters.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things/{id}</p>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things/{id}</p>
<h4>Request Parameters</h4>
<table><caption>Path Parameters</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>"#,
};

/// The variable `name` of `path` is not described.
pub(crate) fn finding(name: &str, path: &str) -> Finding {
    Finding::new(&RULE, format!("`{name}` in {path} has no row"))
}
