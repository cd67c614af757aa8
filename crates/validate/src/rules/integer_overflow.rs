//! `integer-overflow`: see [`RULE`].

use crate::drift::Drift;
use driftline_finding::{Family, Pointer, Rule, RuleId, Severity, words::Words};
use serde_json::Value;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("integer-overflow"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "an integer is beyond the bits that the contract states",
    rationale: "A client that holds it in 32 bits, as documented, fails or silently reads another number.",
    remedy: "Correct the format in the contract: times in milliseconds and sizes in bytes need int64.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "grown": 1790000000000}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "grown": 1790000000}}}"#,
};

/// The integer at `instance` does not fit `format`; `schema` is where that is stated.
pub(crate) fn drift(instance: Pointer, value: &Value, (format, schema): (&str, &Pointer), words: &Words) -> Drift {
    let literal = words.literal(value, &instance);
    let message = format!("{literal} does not fit {format}");
    Drift { rule: &RULE, message, instance, contract: schema.key("format"), value: Some(literal) }
}
