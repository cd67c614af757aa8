//! `undocumented-property`: see [`RULE`].

use crate::drift::{Drift, Fault, is_one};
use driftline_finding::{
    Family, Pointer, Rule, RuleId, Severity,
    words::{Words, with_type},
};
use serde_json::Value;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("undocumented-property"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a body or an object in a parameter carries a property that the contract does not describe",
    rationale: "Clients start to rely on it, and nobody notices when it changes or goes. It may also show more \
         than it should.",
    remedy: "Ask for it to be documented, or add it to the contract. It is found at any depth, whether or not \
         the contract closes its objects.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "colour": "red"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "labels": {"colour": "red"}}}}"#,
};

/// Nothing in the schema at `object` describes the property at `instance`.
pub(crate) fn drift(instance: &Pointer, value: &Value, object: Pointer, words: &Words) -> Drift {
    let name = words.name(&instance.last().unwrap_or_default());
    let literal = words.literal(value, instance);
    let message = format!("`{name}` is not in the contract; it holds {}", with_type(value, &literal));
    let value = is_one(value).then_some(literal);
    Drift { rule: &RULE, message, instance: instance.clone(), contract: object, value }
}

/// The schema of the object is closed, and does not name `name`.
pub(crate) fn forbidden(fault: &Fault<'_>, name: &str) -> Drift {
    let value = fault.value.get(name).unwrap_or(&Value::Null);
    drift(&fault.instance.key(name), value, fault.schema(), fault.words)
}

/// The schema of the object says how names look, and the name of a property looks otherwise.
pub(crate) fn name(fault: &Fault<'_>, name: &Value) -> Drift {
    forbidden(fault, name.as_str().unwrap_or_default())
}
