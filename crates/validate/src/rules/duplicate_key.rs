//! `duplicate-key`: see [`RULE`].

use crate::drift::Drift;
use driftline_finding::{Family, Pointer, Rule, RuleId, Severity, words::Words};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("duplicate-key"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "an object in a body has one name twice",
    rationale: "Which of the values counts depends on the reader: most take the last, some the first, some refuse the \
         body (RFC 8259 §4).",
    remedy: "Report it to whoever makes the body. What else is said of the body is said of the last value.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "id": "a2"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "name": "first"}}}"#,
};

/// The name of the member at `instance` stands in its object before; the contract describes a body at `contract`.
pub(crate) fn drift(instance: Pointer, contract: Pointer, words: &Words) -> Drift {
    let name = words.name(&instance.last().unwrap_or_default());
    let message = format!("`{name}` stands in its object before");
    Drift { rule: &RULE, message, instance, contract, value: None }
}
