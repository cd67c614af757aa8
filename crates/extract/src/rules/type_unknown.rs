//! `type-unknown`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("type-unknown"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a type cell is not understood",
    rationale: "The contract takes what all examples of the page show, or else any value, so that drift may stay unseen.",
    remedy: "Correct the type cell, or tell us of a spelling that deserves to be understood.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>See below</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>"#,
};

/// The type cell of `name` says `text`.
pub(crate) fn finding(name: &str, text: &str) -> Finding {
    Finding::new(
        &RULE,
        if text.is_empty() {
            format!("`{name}` has no type")
        } else {
            format!("the type of `{name}` is given as \"{}\", which is not understood", text.escape_debug())
        },
    )
}
