//! `variant-mismatch`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("variant-mismatch"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a value is none of the alternatives that the contract describes, or several where one is meant",
    rationale: "A client chooses by the alternatives how to read the value, and has no way to read this one.",
    remedy: "Describe the alternative that is missing, or what tells two of them apart.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "owner": true}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "owner": {"name": "n"}}}}"#,
};

/// The value has the type of none of them, so that none is nearest.
pub(crate) fn none(fault: &Fault<'_>, alternatives: usize) -> Drift {
    fault.drift(&RULE, format!("none of the {alternatives} documented alternatives is like {}", fault.typed()))
}

/// The object has no member that one of them describes, so that none is nearest.
pub(crate) fn unlike(fault: &Fault<'_>, alternatives: usize) -> Drift {
    let names = fault.value.as_object().into_iter().flat_map(serde_json::Map::keys);
    let mut shown: Vec<String> = names.map(|name| format!("`{}`", fault.words.name(name))).collect();
    let more = shown.len().saturating_sub(NAMED);
    shown.truncate(NAMED);
    let more = if more > 0 { format!(" or {more} more") } else { String::new() };
    let message = format!("none of the {alternatives} documented alternatives describes {}{more}", shown.join(", "));
    fault.drift(&RULE, message)
}

/// How many members of an object a message names.
const NAMED: usize = 3;

/// The value fits several branches of a `oneOf`, so that a client cannot tell which it is.
pub(crate) fn several(fault: &Fault<'_>) -> Drift {
    let message = format!("expected exactly one of the documented alternatives, and {} fits several", fault.literal());
    fault.drift(&RULE, message)
}
