//! `default-contradicted`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};
use serde_json::Value;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("default-contradicted"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a default is not among the values or within the bounds that its own row states",
    rationale: "One of the two is wrong, and a client that checks values refuses the default.",
    remedy: "Correct the default, the list or the bounds.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>size</td><td>Integer</td><td>The value ranges from 1 to 9. The default value is 10.</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>size</td><td>Integer</td><td>The value ranges from 1 to 9. The default value is 5.</td></tr></table>"#,
};

/// The default, and what the same row says of the values and what was left out.
pub(crate) fn finding(default: &Value, contradiction: &str) -> Finding {
    Finding::new(&RULE, format!("the default {default} {contradiction}"))
}
