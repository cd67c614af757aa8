//! `row-dropped`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("row-dropped"),
    family: Family::Page,
    default: Severity::Info,
    summary: "a correction took a row out of the contract",
    rationale: "What the row describes does not exist as it says; the correction gives the reason. Every row that does not enter the contract is named.",
    remedy: "Nothing here. The page's writers may remove the row.",
    triggers: r#"<!-- corrections:
service = "example"

[[correction]]
pages = ["Page.html"]
field = "colour"
row = "3f1284a1a83a2505"
drop = true
reason = "Things have no colour."
evidence = "No example shows it."
-->
<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>colour</td><td>String</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>"#,
};

/// The row of `name` was dropped for `reason`.
pub(crate) fn finding(name: &str, reason: &str) -> Finding {
    Finding::new(&RULE, format!("`{name}` was dropped: {}", reason.trim_end_matches('.').replace('\n', " ")))
}
