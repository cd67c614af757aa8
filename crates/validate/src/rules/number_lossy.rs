//! `number-lossy`: see [`RULE`].

use crate::drift::Drift;
use driftline_capture::LossyNumber;
use driftline_finding::{Family, Pointer, Rule, RuleId, Severity, words::Words, words::cut};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("number-lossy"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a number has more digits than a double keeps",
    rationale: "Many clients, all of JavaScript among them, read numbers as doubles (RFC 8259 §6), and silently get \
         another number: an id that is off by one is that of something else, or of nothing.",
    remedy: "Send it as a string, or state `format: int64` in the contract, so that clients know to take 64 bits.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "weight": 9007199254740993}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "body": {"id": "a1", "weight": 9007199254740992}}}"#,
};

/// The schema at `contract` describes a number, and does not say that it has 64 bits.
pub(crate) fn drift(number: LossyNumber, contract: Pointer, words: &Words) -> Drift {
    let message = match (words.digits(&number.written, &number.at), number.written.parse::<f64>()) {
        (Some(written), Ok(double)) => format!("a double makes {} of {written}", cut(&double.to_string())),
        _ => "a double does not keep all digits of a number".to_owned(),
    };
    Drift { rule: &RULE, message, instance: number.at, contract, value: None }
}
