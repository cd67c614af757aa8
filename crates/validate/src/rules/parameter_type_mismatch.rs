//! `parameter-type-mismatch`: see [`RULE`].

use super::{missing_parameter::called, type_mismatch::types};
use crate::drift::{Drift, Fault};
use driftline_contract::Parameter;
use driftline_finding::{Family, Finding, Pointer, Rule, RuleId, Severity, words::Words};
use jsonschema::error::TypeKind;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("parameter-type-mismatch"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a parameter of a request is no value of the type that the contract states",
    rationale: "The server answered all the same, so it reads the parameter in another way than is written, or not \
         at all.",
    remedy: "See which side is right: correct the contract's type, or mend the caller.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree&limit=few"},
 "response": {"status": 200, "headers": {"X-Total": "0"}, "body": []}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things?kind=tree&limit=5"},
 "response": {"status": 200, "headers": {"X-Total": "0"}, "body": []}}"#,
};

/// The text cannot be read as one of the stated types.
pub(crate) fn drift(fault: &Fault<'_>, expected: &TypeKind) -> Drift {
    fault.drift(&RULE, format!("expected {}, got {}", types(expected), fault.literal()))
}

/// The text does not look as `expected`, which its style demands.
pub(crate) fn unmarked(parameter: &Parameter, expected: &str, text: &str, words: &Words) -> Finding {
    let got = words.literal(&text.into(), &Pointer::ROOT.key(&parameter.name));
    Finding::new(&RULE, format!("{}: expected {expected}, got {got}", called(parameter)))
}
