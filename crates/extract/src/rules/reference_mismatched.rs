//! `reference-mismatched`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("reference-mismatched"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a link leads to a table of another name, while one of the right name exists",
    rationale: "The contract follows the link, so that the field gets the shape of another object.",
    remedy: "Correct the link.",
    triggers: r##"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>owner</td><td><a href="#t3">Owner object</a></td></tr><tr><td>label</td><td><a href="#t3">Label object</a></td></tr><tr><td>by</td><td><a href="#t2">Owner object</a></td></tr></table>
<table id="t2"><caption>Table 2 Owner</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>name</td><td>String</td></tr></table>
<table id="t3"><caption>Table 3 Label</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>text</td><td>String</td></tr></table>"##,
    passes: r##"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>owner</td><td><a href="#t2">Owner object</a></td></tr><tr><td>label</td><td><a href="#t3">Label object</a></td></tr></table>
<table id="t2"><caption>Table 2 Owner</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>name</td><td>String</td></tr></table>
<table id="t3"><caption>Table 3 Label</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>text</td><td>String</td></tr></table>"##,
};

/// The row of `field` links to the table `linked`; the table `meant` bears its name.
pub(crate) fn finding(field: &str, linked: &str, meant: &str) -> Finding {
    let [field, linked, meant] = [field, linked, meant].map(|text| cut(&escape(text)));
    Finding::new(&RULE, format!("`{field}` links to {linked}, but {meant} bears its name; the link was followed"))
}
