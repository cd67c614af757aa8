//! `example-not-json`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-not-json"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "an example body is not JSON",
    rationale: "Readers copy examples. One that does not parse was never sent by the API, and it cannot witness which side moved.",
    remedy: "Mend the example on the page; the message says where parsing stopped.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Example Responses</h4><pre>{"id": 1,}</pre>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Example Responses</h4><pre>{"id": 1}</pre>"#,
};

/// The JSON of an example ends in `error`.
pub(crate) fn finding(error: &serde_json::Error) -> Finding {
    Finding::new(&RULE, format!("the example is not JSON: {error}"))
}
