//! `type-mismatch`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};
use jsonschema::error::TypeKind;

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("type-mismatch"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a value has another type than the contract states",
    rationale: "A client that reads the documented type fails, or silently reads something else: \"yes\" is true \
         in no language that checks types.",
    remedy: "See which side is right. If the API has always answered so, correct the contract's type; if it \
         changed, report it to whoever runs it.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "enabled": "yes"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "enabled": true}}}"#,
};

/// The value has none of the stated types.
pub(crate) fn wrong_type(fault: &Fault<'_>, expected: &TypeKind) -> Drift {
    fault.drift(&RULE, format!("expected {}, got {}", types(expected), fault.typed()))
}

/// The stated types in words: `string or null`.
pub(crate) fn types(expected: &TypeKind) -> String {
    match expected {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(kinds) => kinds.iter().map(|kind| kind.to_string()).collect::<Vec<_>>().join(" or "),
    }
}

/// The value is none that the contract knows here, for a reason that no other rule bears.
pub(crate) fn other(fault: &Fault<'_>, reason: &str) -> Drift {
    fault.drift(&RULE, format!("{reason}: got {}", fault.typed()))
}
