//! `example-property-undocumented`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-property-undocumented"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "an example has a name that no table lists",
    rationale: "Clients read what an example shows. A name that no table lists is either missing from the table or gone from the API.",
    remedy: "Add a row to the table, or take the name out of the example.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>
<h4>Example Responses</h4><pre>{"id": "a1", "colour": "red"}</pre>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>
<h4>Example Responses</h4><pre>{"id": "a1"}</pre>"#,
};

/// The example holds `name`, with a value that `typed` tells; the table may list a name that is nearly the same.
pub(crate) fn finding(name: &str, meant: Option<&str>, typed: &str) -> Finding {
    let meant = meant.map(|meant| format!(", which has `{}`", cut(&escape(meant)))).unwrap_or_default();
    Finding::new(&RULE, format!("`{name}` is in the example and in no row of the table{meant}; it holds {typed}"))
}

/// An object of the example holds the names `shown`, its table `listed`, and none of them is the same.
pub(crate) fn other_object<'l>(shown: &[String], listed: impl Iterator<Item = &'l str>) -> Finding {
    let shown = names(shown.iter().map(String::as_str));
    Finding::new(
        &RULE,
        format!("the example has {shown}, and none of them is in the table, which has {}", names(listed)),
    )
}

/// All examples of a body hold the fields of its table in `name`.
pub(crate) fn wrapper(name: &str) -> Finding {
    let name = cut(&escape(name));
    Finding::new(
        &RULE,
        format!("`{name}` is in all examples, with the fields of the table in it, and in no row; read so"),
    )
}

/// The first of some names.
fn names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let all: Vec<&str> = names.collect();
    let shown: Vec<String> = all.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let more = if all.len() > SHOWN { format!(" and {} more", all.len() - SHOWN) } else { String::new() };
    shown.join(", ") + &more
}

/// How many names a message shows.
const SHOWN: usize = 4;
