//! `length-out-of-range`: see [`RULE`].

use crate::drift::{Drift, Fault};
use driftline_finding::{Family, Rule, RuleId, Severity, words::count};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("length-out-of-range"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a text is longer or shorter than the contract states",
    rationale: "Clients size columns and forms by the stated length, and cut or refuse what is longer.",
    remedy: "Correct the length in the contract, or report the value. Lengths count characters, not bytes.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "name": "a name that is too long"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "name": "short"}}}"#,
};

/// The text passes `maxLength`.
pub(crate) fn long(fault: &Fault<'_>, limit: u64) -> Drift {
    fault.drift(&RULE, format!("{}; the contract allows at most {limit}", length(fault)))
}

/// The text does not reach `minLength`.
pub(crate) fn short(fault: &Fault<'_>, limit: u64) -> Drift {
    fault.drift(&RULE, format!("{}; the contract demands at least {limit}", length(fault)))
}

fn length(fault: &Fault<'_>) -> String {
    let characters = fault.value.as_str().unwrap_or_default().chars().count();
    let literal = fault.literal();
    if literal.starts_with('"') {
        format!("{literal} has {}", count(characters, "character"))
    } else {
        literal.to_owned()
    }
}
