//! `stub-indefinite`: see [`RULE`].

use driftline_finding::{Family, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("stub-indefinite"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a stub of a mock server names no single call, or gives no answer of its own",
    rationale: "It was not judged: a pattern answers many calls, of which it is not known which are made, and a stub that \
                breaks the connection or passes the request on shows no response.",
    remedy: "Give the stub a method, and a `url`, `urlPath` or `urlPathTemplate` in place of the pattern; or record what \
             the mock server answers, and judge the recording.",
    triggers: r#"{"request": {"method": "GET", "urlPattern": "/v1/things/.*"}, "response": {"status": 200}}"#,
    passes: r#"{"request": {"method": "GET", "urlPath": "/v1/things/a1"}, "response": {"status": 200}}"#,
};
