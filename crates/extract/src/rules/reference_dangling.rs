//! `reference-dangling`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("reference-dangling"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a link leads to an anchor that the page does not have",
    rationale: "The reader of the page does not find what is referred to, and the contract lacks it.",
    remedy: "Correct the link, or give the anchor to the table that it means.",
    triggers: r##"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>owner</td><td><a href="#t9">Object</a></td></tr></table>"##,
    passes: r##"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>owner</td><td><a href="#t2">Object</a></td></tr></table>
<table id="t2"><caption>Table 2 Owner</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>name</td><td>String</td></tr></table>"##,
};

/// No anchor of the page is called `anchor`.
pub(crate) fn finding(anchor: &str) -> Finding {
    Finding::new(&RULE, format!("the link to \"#{}\" leads nowhere on this page", cut(&escape(anchor))))
}
