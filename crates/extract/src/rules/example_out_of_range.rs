//! `example-out-of-range`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-out-of-range"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a value in an example is beyond the bounds that its row states",
    rationale: "Clients check what they send against the bounds, and would refuse what the example shows.",
    remedy: "Correct the bounds in the row, or the value in the example.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>size</td><td>Integer</td><td>The value ranges from 1 to 9.</td></tr></table>
<h4>Example Responses</h4><pre>{"size": 12}</pre>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>size</td><td>Integer</td><td>The value ranges from 1 to 9.</td></tr></table>
<h4>Example Responses</h4><pre>{"size": 5}</pre>"#,
};

/// The row says `bound`, the example has a value that `typed` tells.
pub(crate) fn finding(bound: &str, typed: &str) -> Finding {
    Finding::new(&RULE, format!("the table says {bound}, the example has {typed}"))
}
