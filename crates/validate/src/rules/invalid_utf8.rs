//! `invalid-utf8`: see [`RULE`].

use driftline_capture::BadByte;
use driftline_finding::{Family, Finding, Pointer, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("invalid-utf8"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a body has bytes that are not UTF-8",
    rationale: "JSON is UTF-8 (RFC 8259 §8.1): some clients refuse the body, others read another text than was sent.",
    remedy: "Correct the encoding where the body is made. What else is said of the body is said with U+FFFD in place of \
         such bytes.",
    triggers: r#"{"log": {"entries": [{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "content": {
   "mimeType": "application/json", "encoding": "base64", "text": "eyJpZCI6ICJh/yJ9"}}}]}}"#,
    passes: r#"{"log": {"entries": [{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "content": {
   "mimeType": "application/json", "encoding": "base64", "text": "eyJpZCI6ICJhMSJ9"}}}]}}"#,
};

/// The first byte of a body that is not UTF-8.
pub(crate) fn finding(bad: BadByte) -> Finding {
    let BadByte { offset, byte } = bad;
    Finding::new(&RULE, format!("byte 0x{byte:02x} at offset {offset} of the body is not UTF-8"))
        .instance(Pointer::ROOT)
}
