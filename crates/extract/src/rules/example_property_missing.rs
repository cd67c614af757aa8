//! `example-property-missing`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-property-missing"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "an example request lacks what its table calls mandatory",
    rationale: "Whoever copies the example sends a request that the API refuses, or the parameter is not mandatory after all.",
    remedy: "Add the parameter to the example, or correct the mandatory cell.",
    triggers: r#"<h4>URI</h4><p>POST /v1/things</p>
<h4>Request Parameters</h4>
<table><tr><th>Parameter</th><th>Mandatory</th><th>Type</th></tr><tr><td>name</td><td>Yes</td><td>String</td></tr><tr><td>size</td><td>No</td><td>Integer</td></tr></table>
<h4>Example Requests</h4><pre>{"size": 5}</pre>"#,
    passes: r#"<h4>URI</h4><p>POST /v1/things</p>
<h4>Request Parameters</h4>
<table><tr><th>Parameter</th><th>Mandatory</th><th>Type</th></tr><tr><td>name</td><td>Yes</td><td>String</td></tr><tr><td>size</td><td>No</td><td>Integer</td></tr></table>
<h4>Example Requests</h4><pre>{"name": "a"}</pre>"#,
};

/// The example has no `name`.
pub(crate) fn finding(name: &str) -> Finding {
    Finding::new(&RULE, format!("the table says that `{name}` is mandatory, the example has no `{name}`"))
}
