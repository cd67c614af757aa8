//! `operation-ambiguous`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity, words::count};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("operation-ambiguous"),
    family: Family::Exchange,
    default: Severity::Info,
    summary: "an exchange belongs to several operations of the contracts",
    rationale: "It was judged by the first of them, so that the others look as if nobody had called them.",
    remedy: "Judge by one contract at a time, or give each contract the servers on which its calls are made.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/lamps/a1"},
 "response": {"status": 200}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1"}}}"#,
};

/// Others have the method and the path of the operation that it was judged by.
pub(crate) fn finding(chosen: &str, others: &[&str]) -> Finding {
    let message = match others {
        [only] => format!("judged by `{chosen}`; `{only}` describes the same call"),
        [first, ..] => {
            format!("judged by `{chosen}`; {}, as `{first}`, describe the same call", count(others.len(), "other"))
        }
        [] => format!("judged by `{chosen}`"),
    };
    Finding::new(&RULE, message)
}
