//! `mandatory-unclear`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("mandatory-unclear"),
    family: Family::Page,
    default: Severity::Info,
    summary: "a mandatory cell answers neither yes nor no",
    rationale: "The parameter counts as optional, so that a client may leave it out where it is needed.",
    remedy: "Write Yes or No, and put the condition into the description.",
    triggers: r#"<h4>URI</h4><p>POST /v1/things</p>
<h4>Request Parameters</h4>
<table><tr><th>Parameter</th><th>Mandatory</th><th>Type</th></tr><tr><td>name</td><td>Yes</td><td>String</td></tr><tr><td>size</td><td>If name is given</td><td>Integer</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>POST /v1/things</p>
<h4>Request Parameters</h4>
<table><tr><th>Parameter</th><th>Mandatory</th><th>Type</th></tr><tr><td>name</td><td>Yes</td><td>String</td></tr><tr><td>size</td><td>No</td><td>Integer</td></tr></table>"#,
};

/// The mandatory cell of `name` says `answer`.
pub(crate) fn finding(name: &str, answer: &str) -> Finding {
    let answer = cut(&escape(&answer.replace('\n', " ")));
    Finding::new(&RULE, format!("whether `{name}` is mandatory is answered \"{answer}\"; it counts as optional"))
}
