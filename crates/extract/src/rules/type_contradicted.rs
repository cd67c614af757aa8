//! `type-contradicted`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("type-contradicted"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a type cell says what no value can be, as one object where every example shows a list",
    rationale: "One of the two is a slip. Examples are what a server said, so the contract follows them; in a path or a header it \
                takes a text.",
    remedy: "Correct the type cell, or the examples.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>things</td><td>Object</td></tr></table>
<h4>Example Responses</h4><pre>{"things": [{"id": "a"}]}</pre>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>things</td><td>Array of objects</td></tr></table>
<h4>Example Responses</h4><pre>{"things": [{"id": "a"}]}</pre>"#,
};

/// What the row or table `said` says is not what the examples show.
pub(crate) fn finding(said: &str, shown: &str) -> Finding {
    Finding::new(
        &RULE,
        format!("the {said} is contradicted by the examples, which show {shown}; the contract follows them"),
    )
}

/// The parameter `name` is an object, and stands where only a text can: in a path or a header.
pub(crate) fn of_parameter(name: &str) -> Finding {
    let name = cut(&escape(name));
    Finding::new(&RULE, format!("`{name}` is called an object and stands in a path or header; read as a text"))
}

/// The row `name` stands alone in a table of objects that all examples show without it, with what it describes.
pub(crate) fn of_needless_name(name: &str) -> Finding {
    let name = cut(&escape(name));
    Finding::new(
        &RULE,
        format!("`{name}` is the only row of its table, and the examples show what it describes in its place; read so"),
    )
}
