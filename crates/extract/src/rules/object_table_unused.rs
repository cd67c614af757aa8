//! `object-table-unused`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("object-table-unused"),
    family: Family::Page,
    default: Severity::Info,
    summary: "no row refers to an object table",
    rationale: "Its rows describe something that no request or response has, or a type cell lacks the link.",
    remedy: "Name the object in the type cell that means it, or take the table out.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>
<table id="t2"><caption>Table 2 Owner</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>name</td><td>String</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>owner</td><td>Owner object</td></tr></table>
<table id="t2"><caption>Table 2 Owner</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>name</td><td>String</td></tr></table>"#,
};

/// The table is called `title`, perhaps not at all.
pub(crate) fn finding(title: &str) -> Finding {
    let title = called(title);
    Finding::new(&RULE, format!("no row refers to the table {title}; it describes nothing of the request or response"))
}

/// The table is called `title`, and an example shows that it describes the property `name`.
pub(crate) fn shown(title: &str, name: &str) -> Finding {
    let (title, name) = (called(title), cut(&escape(name)));
    Finding::new(&RULE, format!("no row refers to the table {title}; by the example it describes `{name}`"))
}

fn called(title: &str) -> String {
    if title.is_empty() { "without a title".to_owned() } else { format!("\"{}\"", cut(&escape(title))) }
}
