//! `array-items-unknown`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("array-items-unknown"),
    family: Family::Page,
    default: Severity::Info,
    summary: "a type cell says array but not of what",
    rationale: "The contract takes what all examples of the page show, or else any items, so that drift inside the array may stay unseen.",
    remedy: "Look at an example or at traffic, and correct the type of the items.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>tags</td><td>Array</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>tags</td><td>Array of strings</td></tr></table>"#,
};

/// `name` is declared as an array of nobody knows what.
pub(crate) fn finding(name: &str) -> Finding {
    Finding::new(&RULE, format!("`{name}` is an array, and no table says of what"))
}
