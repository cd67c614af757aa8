//! `correction-conflict`: see [`RULE`].

use crate::correct::Target;
use driftline_finding::{Family, Finding, Place, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("correction-conflict"),
    family: Family::Page,
    default: Severity::Error,
    summary: "two corrections say different things about one row",
    rationale: "Which of them is right cannot be known, so neither was applied and the contract says what the page says.",
    remedy: "Keep the one that the evidence supports.",
    triggers: r#"<!-- corrections:
service = "example"

[[correction]]
pages = ["Page.html"]
field = "count"
row = "83774bb7fd09b217"
type = "Integer"
reason = "A count is a number."
evidence = "The example shows 3."

[[correction]]
operation = "Page"
field = "count"
row = "83774bb7fd09b217"
drop = true
reason = "Nothing is counted."
evidence = "No example shows it."
-->
<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>count</td><td>String</td></tr></table>"#,
    passes: r#"<!-- corrections:
service = "example"

[[correction]]
pages = ["Page.html"]
field = "count"
row = "83774bb7fd09b217"
type = "Integer"
reason = "A count is a number."
evidence = "The example shows 3."

[[correction]]
operation = "Page"
field = "count"
row = "83774bb7fd09b217"
required = true
reason = "Things are always counted."
evidence = "Each example shows it."
-->
<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>count</td><td>String</td></tr></table>"#,
};

/// The correction at `other` says something else about a row that is meant.
pub(crate) fn finding(target: &Target, other: &Place) -> Finding {
    Finding::new(&RULE, format!("what is said of {target} contradicts {other}; neither was applied"))
}
