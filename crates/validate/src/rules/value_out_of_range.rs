//! `value-out-of-range`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};
use serde_json::Value;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("value-out-of-range"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a number lies outside the range that the contract states",
    rationale: "Clients size their fields, forms and checks by the stated range.",
    remedy: "Correct the range in the contract, or report the value.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "size": 4096}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "size": 40}}}"#,
};

/// The number is greater than `maximum`.
pub(crate) fn above(fault: &Fault<'_>, limit: &Value) -> Drift {
    fault.drift(&RULE, format!("{} is greater than the documented maximum of {limit}", fault.literal()))
}

/// The number is smaller than `minimum`.
pub(crate) fn below(fault: &Fault<'_>, limit: &Value) -> Drift {
    fault.drift(&RULE, format!("{} is smaller than the documented minimum of {limit}", fault.literal()))
}

/// The number reaches `exclusiveMaximum`.
pub(crate) fn not_below(fault: &Fault<'_>, limit: &Value) -> Drift {
    fault.drift(&RULE, format!("{} is not smaller than {limit}, as the contract demands", fault.literal()))
}

/// The number does not pass `exclusiveMinimum`.
pub(crate) fn not_above(fault: &Fault<'_>, limit: &Value) -> Drift {
    fault.drift(&RULE, format!("{} is not greater than {limit}, as the contract demands", fault.literal()))
}

/// The number is between the steps of `multipleOf`.
pub(crate) fn no_multiple(fault: &Fault<'_>, step: f64) -> Drift {
    fault.drift(&RULE, format!("{} is not a multiple of {step}, as the contract demands", fault.literal()))
}

/// The value is one that `not` takes out of the range of values.
pub(crate) fn excluded(fault: &Fault<'_>) -> Drift {
    fault.drift(&RULE, format!("{} is a value that the contract excludes", fault.literal()))
}
