//! `example-null`: see [`RULE`].

use driftline_contract::Type;
use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-null"),
    family: Family::Page,
    default: Severity::Info,
    summary: "a value in an example is null, which its row does not allow for",
    rationale: "A typed client that trusts the row does not expect null.",
    remedy: "Say in the row that the value can be null, and when.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>
<h4>Example Responses</h4><pre>{"id": null}</pre>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>
<h4>Example Responses</h4><pre>{"id": "a1"}</pre>"#,
};

/// The row says one of `types` and nothing of null.
pub(crate) fn finding(types: &[Type]) -> Finding {
    let types: Vec<&str> = types.iter().map(|kind| kind.as_str()).collect();
    Finding::new(&RULE, format!("the table says {} and nothing of null, the example has null", types.join(" or ")))
}
