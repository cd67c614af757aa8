//! `row-shifted`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("row-shifted"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "the cells of a row stand under the wrong headers",
    rationale: "Whoever reads the columns by their headers takes a type for an answer.",
    remedy: "Put the cells under their headers.",
    triggers: r#"<h4>URI</h4><p>POST /v1/things</p>
<h4>Request Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th><th>Mandatory</th></tr><tr><td>name</td><td>Yes</td><td>String</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>POST /v1/things</p>
<h4>Request Parameters</h4>
<table><tr><th>Parameter</th><th>Mandatory</th><th>Type</th></tr><tr><td>name</td><td>Yes</td><td>String</td></tr></table>"#,
};

/// The row of `name` has its type `kind` under another `column`, and whether it is mandatory under Type.
pub(crate) fn finding(name: &str, kind: &str, column: &str) -> Finding {
    let [name, kind] = [name, kind].map(|text| cut(&escape(text)));
    Finding::new(
        &RULE,
        format!(
            "the type of `{name}`, {kind}, stands under {column}, and whether it is mandatory under Type; read as meant"
        ),
    )
}
