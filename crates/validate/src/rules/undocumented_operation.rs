//! `undocumented-operation`: see [`RULE`].

use crate::matcher::Unmatched;
use driftline_finding::{Family, Finding, Rule, RuleId, Severity, words::Words};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("undocumented-operation"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "an exchange belongs to no operation of the contract",
    rationale: "Nothing about it can be judged. It may be an interface that is meant for nobody, or one that the \
         documentation forgot.",
    remedy: "Look at the nearest operation that the message names: most often the path or the method has a \
         slip. Or give the contract that describes it.",
    triggers: r#"{"request": {"method": "DELETE", "url": "/v1/things/a1"},
 "response": {"status": 204}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "enabled": true}}}"#,
};

/// No operation fits. The field is the method and the path without what looks like an id, so that calls of one
/// kind are one finding.
pub(crate) fn finding(unmatched: &Unmatched<'_>, words: &Words) -> Finding {
    Finding::new(&RULE, unmatched.message(words)).field(words.pointer(&unmatched.kind()))
}
