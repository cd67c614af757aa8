//! `undocumented-header`: see [`RULE`].

use driftline_finding::{Family, Finding, Pointer, Rule, RuleId, Severity, words::Words};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("undocumented-header"),
    family: Family::Exchange,
    default: Severity::Info,
    summary: "a request sends a header that the contract does not describe",
    rationale: "Headers that only some callers send may change what the server does. Those of the transport, of \
         browsers, proxies and security schemes are known and never reported.",
    remedy: "If the server heeds the header, describe it; otherwise nothing is to be done.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree", "headers": {"X-Colour": "red"}},
 "response": {"status": 200, "headers": {"X-Total": "0"}, "body": []}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree", "headers": {"User-Agent": "x"}},
 "response": {"status": 200, "headers": {"X-Total": "0"}, "body": []}}"#,
};

/// The operation describes no header of that name.
pub(crate) fn finding(name: &str, words: &Words) -> Finding {
    let name = words.name(&name.to_ascii_lowercase());
    let message = format!("the request header `{name}` is not documented");
    Finding::new(&RULE, message).field(Pointer::ROOT.key("header").key(&name))
}
