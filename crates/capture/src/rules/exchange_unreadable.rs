//! `exchange-unreadable`: see [`RULE`].

use driftline_finding::{Family, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("exchange-unreadable"),
    family: Family::Exchange,
    default: Severity::Error,
    summary: "a record of a capture is no exchange that can be read",
    rationale: "It was not judged. A run that skips what it cannot read in silence looks healthier than the traffic is.",
    remedy: "Look at the place: a recorder that was stopped leaves its last record cut off, and a capture edited by \
             hand easily loses a quote or a comma. Record again, or take the record out.",
    triggers: r#"{"request": {"method": "GET"}, "response": {"status": 200, "body": {"id": "a1"}}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"}, "response": {"status": 200, "body": {"id": "a1"}}}"#,
};
