//! `example-call-mismatch`: see [`RULE`].

use driftline_contract::Method;
use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-call-mismatch"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "an example calls another method or path than the page describes",
    rationale: "Whoever copies the example calls something else, or something that does not exist.",
    remedy: "Correct the example, or the URI.",
    triggers: r#"<h4>URI</h4><p>POST /v1/things</p>
<h4>Example Requests</h4><pre>POST https://{endpoint}/v1/thing</pre>"#,
    passes: r#"<h4>URI</h4><p>POST /v1/things</p>
<h4>Example Requests</h4><pre>POST https://{endpoint}/v1/things</pre>"#,
};

/// The example shows one method and path, the page describes another.
pub(crate) fn finding(shown: (Method, &str), own: (Method, &str)) -> Finding {
    let message = format!("the page describes {} {}, the example calls {} {}", own.0, own.1, shown.0, shown.1);
    Finding::new(&RULE, message)
}
