//! `undocumented-media-type`: see [`RULE`].

use driftline_finding::{Family, Finding, Pointer, Rule, RuleId, Severity, words::Words};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("undocumented-media-type"),
    family: Family::Exchange,
    default: Severity::Warning,
    summary: "a body has a media type that the contract does not describe",
    rationale: "Clients choose their parser by the media type, and have none for this one.",
    remedy: "Describe the media type, or correct the header where it is made. The body is not judged.",
    triggers: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "text/html"}, "body": "<p>a1</p>"}}"#,
    passes: r#"{"request": {"method": "GET", "url": "/v1/things/a1"},
 "response": {"status": 200, "headers": {"content-type": "application/json"},
              "body": {"id": "a1", "enabled": true}}}"#,
};

/// Other media types are described. The field is the media type, so that two of them are two findings.
pub(crate) fn finding<'k>(got: &str, known: impl Iterator<Item = &'k str>, words: &Words) -> Finding {
    let got = words.name(got);
    let known: Vec<&str> = known.collect();
    let message = format!("{got} is not documented; documented: {}", known.join(", "));
    Finding::new(&RULE, message).instance(Pointer::ROOT).field(Pointer::ROOT.key(&got))
}
