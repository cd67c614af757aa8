//! `object-table-unused`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("object-table-unused"),
    family: Family::Page,
    default: Severity::Info,
    summary: "nothing of the request or response leads to an object table",
    rationale: "Its rows describe something that no request or response has, or a type cell lacks the link. They are not in the contract.",
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
    left_out(format!("no row refers to the table {}", called(title)))
}

/// The table is called `title`, and the row that says `row` bears its name.
pub(crate) fn named(title: &str, row: &str) -> Finding {
    let row = cut(&escape(row));
    left_out(format!("the row `{row}` bears the name of the table {}, but does not lead to it", called(title)))
}

/// The table is called `title`, and rows mention it that do not make it part of a body.
pub(crate) fn mentioned(title: &str) -> Finding {
    left_out(format!("rows mention the table {}, but none of an object leads to it", called(title)))
}

/// The table is called `title`, and tables that nothing leads to refer to it.
pub(crate) fn by_unused(title: &str) -> Finding {
    left_out(format!("only tables to which nothing leads refer to the table {}", called(title)))
}

fn left_out(what: String) -> Finding {
    Finding::new(&RULE, what + "; its rows are not in the contract")
}

/// The table is called `title`, and an example shows that it describes the property `name`.
pub(crate) fn shown(title: &str, name: &str) -> Finding {
    let (title, name) = (called(title), cut(&escape(name)));
    Finding::new(&RULE, format!("no row refers to the table {title}; by the example it describes `{name}`"))
}

fn called(title: &str) -> String {
    if title.is_empty() { "without a title".to_owned() } else { format!("\"{}\"", cut(&escape(title))) }
}
