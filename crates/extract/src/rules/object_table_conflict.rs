//! `object-table-conflict`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("object-table-conflict"),
    family: Family::Page,
    default: Severity::Info,
    summary: "two tables of one name list different rows",
    rationale: "The name does not tell which of the two is meant.",
    remedy: "Give the tables different names, or make them equal.",
    triggers: r##"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>owner</td><td><a href="#t2">Owner object</a></td></tr><tr><td>maker</td><td><a href="#t3">Owner object</a></td></tr></table>
<table id="t2"><caption>Table 2 Owner</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>name</td><td>String</td></tr></table>
<table id="t3"><caption>Table 3 Owner</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>"##,
    passes: r##"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>owner</td><td><a href="#t2">Owner object</a></td></tr><tr><td>maker</td><td><a href="#t3">Owner object</a></td></tr></table>
<table id="t2"><caption>Table 2 Owner</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>name</td><td>String</td></tr></table>
<table id="t3"><caption>Table 3 Owner</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>name</td><td>String</td></tr></table>"##,
};

/// The table called `name` lacks rows of the `other` table of that name, and has rows that the other lacks.
pub(crate) fn finding(name: &str, other: &str, lacks: &[String], adds: &[String]) -> Finding {
    let part = |verb: &str, names: &[String]| (!names.is_empty()).then(|| format!("{verb} {}", listed(names)));
    let parts: Vec<String> = part("lacks", lacks).into_iter().chain(part("adds", adds)).collect();
    let name = cut(&escape(name));
    Finding::new(&RULE, format!("{other} is called `{name}` too, and this one {}", parts.join(" and ")))
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{}`", cut(&escape(name)))).collect();
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    shown.join(", ") + &more
}

/// How many names a message shows.
const SHOWN: usize = 4;
