//! `parameter-duplicate`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("parameter-duplicate"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a parameter is described twice",
    rationale: "The two rows may differ, and nobody can say which one holds. The first was used.",
    remedy: "Remove one of the rows.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr><tr><td>id</td><td>Integer</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr><tr><td>ID</td><td>Integer</td></tr></table>"#,
};

/// `name` has a row already.
pub(crate) fn finding(name: &str) -> Finding {
    Finding::new(&RULE, format!("`{name}` is described a second time; the first row was used"))
}
