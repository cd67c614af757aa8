//! `parameter-name-unclear`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("parameter-name-unclear"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a name cell holds no name",
    rationale: "The row describes something, but nobody can say what it is called; it did not enter the contract.",
    remedy: "Write the name as it is on the wire, alone in its cell.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>name of the tag</td><td>String</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>name</td><td>String</td></tr></table>"#,
};

/// A name cell says `text`.
pub(crate) fn finding(text: &str) -> Finding {
    Finding::new(&RULE, format!("the name cell says \"{}\", which is no name", text.escape_debug()))
}
