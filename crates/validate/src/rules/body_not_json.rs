//! `body-not-json`: see [`RULE`].

use crate::drift::Drift;
use driftline_finding::{Family, Pointer, Rule, RuleId, Severity, words::Words};
use serde_json::Value;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("body-not-json"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a body that should be JSON is not",
    rationale: "Every client fails to parse it. Often a proxy or a login page answered instead of the API.",
    remedy: "Look at the body and at what answered. If the content type is wrong, correct it where the body is \
         made.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": "<html>Bad gateway</html>"}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "enabled": true}}}"#,
};

/// `text` is no JSON; the contract describes a body at `contract`.
pub(crate) fn drift(text: &str, contract: Pointer, words: &Words) -> Drift {
    let shown = words.typed(&Value::String(text.to_owned()), &Pointer::ROOT);
    let message = format!("expected JSON, got {shown}");
    Drift { rule: &RULE, message, instance: Pointer::ROOT, contract, value: None }
}
