//! `item-count-out-of-range`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity, words::count};
use serde_json::Value;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("item-count-out-of-range"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "an array or object holds more, fewer or other members than the contract allows",
    rationale: "Clients size their buffers and pages by the stated count; where one item is promised, they take \
         the first without looking.",
    remedy: "Correct the count in the contract, or report the body.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "tags": ["a", "b", "c", "d"]}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "tags": ["a", "b"]}}}"#,
};

/// There are more than `maxItems`, `maxProperties` or `items` allow.
pub(crate) fn many(fault: &Fault<'_>, limit: u64) -> Drift {
    fault.drift(&RULE, format!("{}; the contract allows at most {limit}", members(fault)))
}

/// There are fewer than `minItems` or `minProperties` demand.
pub(crate) fn few(fault: &Fault<'_>, limit: u64) -> Drift {
    fault.drift(&RULE, format!("{}; the contract demands at least {limit}", members(fault)))
}

/// There are items that no schema describes, and `unevaluatedItems` forbids them.
pub(crate) fn undescribed(fault: &Fault<'_>) -> Drift {
    fault.drift(&RULE, format!("{}, more than the contract describes", members(fault)))
}

/// `contains` demands items of a kind, and there are not as many, or too many.
pub(crate) fn without(fault: &Fault<'_>) -> Drift {
    fault.drift(&RULE, format!("{}, and not as many of the kind that the contract demands", members(fault)))
}

/// `uniqueItems` forbids that two items are equal.
pub(crate) fn repeated(fault: &Fault<'_>) -> Drift {
    fault.drift(&RULE, format!("{}, and two of them are equal; the contract demands distinct items", members(fault)))
}

fn members(fault: &Fault<'_>) -> String {
    match fault.value {
        Value::Array(items) => count(items.len(), "item"),
        Value::Object(members) => count(members.len(), "property"),
        _ => fault.literal().to_owned(),
    }
}
