//! `object-table-missing`: see [`RULE`].

use crate::page::Link;
use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("object-table-missing"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a type cell names an object that no table describes",
    rationale: "The contract accepts any object there, so drift inside it stays unseen.",
    remedy: "Add the table to the page, or correct the name in the type cell.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>lease</td><td>Lease object</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>lease</td><td>Lease object</td></tr></table>
<table><caption>Lease</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>enable</td><td>Boolean</td></tr></table>"#,
};

/// The type of `name` is the object `object`, which has no table.
pub(crate) fn finding(name: &str, object: &str) -> Finding {
    Finding::new(&RULE, format!("`{name}` is a `{object}` object, and no table on the page describes one"))
}

/// The parameters of a body stand in a table of another page, which `link` leads to, and none is there.
pub(crate) fn of_body(link: &Link) -> Finding {
    let (page, anchor) = (link.page.as_deref().unwrap_or_default(), link.anchor.as_deref().unwrap_or_default());
    Finding::new(&RULE, format!("the body is described in a table at `{page}#{anchor}`, and no table was read there"))
}
