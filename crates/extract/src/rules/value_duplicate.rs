//! `value-duplicate`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};
use serde_json::Value;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("value-duplicate"),
    family: Family::Page,
    default: Severity::Info,
    summary: "a row lists a value twice",
    rationale: "Often another value was meant, which is then documented nowhere.",
    remedy: "Drop one of the two, or write the value that was meant.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>state</td><td>String</td><td>The options are as follows: ACTIVE, DOWN, and DOWN.</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>state</td><td>String</td><td>The options are as follows: ACTIVE, DOWN, and ERROR.</td></tr></table>"#,
};

/// The row lists `value` more than once.
pub(crate) fn finding(value: &Value) -> Finding {
    Finding::new(&RULE, format!("the row lists {value} more than once"))
}
