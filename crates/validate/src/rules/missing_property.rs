//! `missing-property`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_contract::Contract;
use driftline_finding::{Family, Pointer, Rule, RuleId, Severity};
use serde_json::Value;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("missing-property"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a property that the contract requires is missing",
    rationale: "A client that relies on a required property fails on the first body without it.",
    remedy: "If the property is left out by design, it is not required: correct the contract. Otherwise report \
         the body.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"name": "first", "enabled": true}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "name": "first", "enabled": true}}}"#,
};

/// The object lacks `property`. The contract pointer is the schema of the property, where the object's schema
/// has one, because that is where a person reads about it; else its name in `required`.
pub(crate) fn drift(fault: &Fault<'_>, property: &Value, contract: &Contract) -> Drift {
    let name = property.as_str().unwrap_or_default();
    let message = format!("the required property `{}` is missing", fault.words.name(name));
    let drift = fault.drift(&RULE, message);
    Drift { contract: stated_at(fault, name, contract).unwrap_or(drift.contract), ..drift }
}

fn stated_at(fault: &Fault<'_>, name: &str, contract: &Contract) -> Option<Pointer> {
    // `dependentRequired` raises the same error, and its own keyword says most.
    let object = fault.keyword.parent().filter(|_| fault.keyword.last().as_deref() == Some("required"))?;
    let schema = contract.schema_at(&object)?;
    if schema.properties.contains_key(name) {
        return Some(object.key("properties").key(name));
    }
    schema.required.get_index_of(name).map(|index| fault.keyword.index(index))
}
