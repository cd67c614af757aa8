//! `undocumented-parameter`: see [`RULE`].

use driftline_contract::{Location, Operation};
use driftline_finding::{
    Family, Finding, Pointer, Rule, RuleId, Severity,
    words::{Words, nearest},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("undocumented-parameter"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a request sends a query parameter that the contract does not describe",
    rationale: "The server may ignore it, or it may do something that nobody can read about.",
    remedy: "Describe the parameter, or mend the caller, who may have misspelt one.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree&limits=5"},
 "response": {"status": 200, "headers": {"X-Total": "0"}, "body": []}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree&limit=5"},
 "response": {"status": 200, "headers": {"X-Total": "0"}, "body": []}}"#,
};

/// The operation describes no parameter of that name.
pub(crate) fn finding(operation: &Operation, name: &str, words: &Words) -> Finding {
    let known = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    let meant = nearest(name, known.map(|parameter| parameter.name.as_str()));
    let meant = meant.map(|known| format!("; did the caller mean `{known}`?")).unwrap_or_default();
    let name = words.name(name);
    let message = format!("the query parameter `{name}` is not documented{meant}");
    Finding::new(&RULE, message).field(Pointer::ROOT.key("query").key(&name))
}
