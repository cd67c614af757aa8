//! `example-type-mismatch`: see [`RULE`].

use driftline_contract::Type;
use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-type-mismatch"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a value in an example has another type than its row says",
    rationale: "Typed clients are generated from the row and fail on what the example shows, if it is what the API sends.",
    remedy: "Correct the type cell, or the value in the example.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>size</td><td>Integer</td></tr></table>
<h4>Example Responses</h4><pre>{"size": "large"}</pre>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>size</td><td>Integer</td></tr></table>
<h4>Example Responses</h4><pre>{"size": 5}</pre>"#,
};

/// The row says one of `types`, the example has a value that `typed` tells.
pub(crate) fn finding(types: &[Type], typed: &str) -> Finding {
    let types: Vec<&str> = types.iter().map(|kind| kind.as_str()).collect();
    Finding::new(&RULE, format!("the table says {}, the example has {typed}", types.join(" or ")))
}
