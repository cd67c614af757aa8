//! `example-value-unlisted`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-value-unlisted"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a value in an example is none of those that its row lists",
    rationale: "Clients branch on the values that are listed; one that is not listed falls through.",
    remedy: "Add the value to the list, or use a listed one in the example.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>state</td><td>String</td><td>The options are as follows: ACTIVE and DOWN.</td></tr></table>
<h4>Example Responses</h4><pre>{"state": "ON"}</pre>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>state</td><td>String</td><td>The options are as follows: ACTIVE and DOWN.</td></tr></table>
<h4>Example Responses</h4><pre>{"state": "DOWN"}</pre>"#,
};

/// The row lists the values `listed`, the example has `shown`; both as literals.
pub(crate) fn finding(listed: &[String], shown: &str) -> Finding {
    let first: Vec<&str> = listed.iter().take(SHOWN).map(String::as_str).collect();
    let more = if listed.len() > SHOWN { format!(" and {} more", listed.len() - SHOWN) } else { String::new() };
    Finding::new(&RULE, format!("the table lists {}{more}, the example has {shown}", first.join(", ")))
}

/// How many values a message shows.
const SHOWN: usize = 5;
