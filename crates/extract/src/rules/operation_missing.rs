//! `operation-missing`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("operation-missing"),
    family: Family::Page,
    default: Severity::Info,
    summary: "a page describes no call",
    rationale: "Overviews and lists of errors do so rightly; on a page about a call, method and path are missing.",
    remedy: "Nothing, if the page is an overview. Else give it a section URI with a line such as GET /v1/things.",
    triggers: r#"<h4>Overview</h4><p>Things exist.</p>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
"#,
};

/// The page states no method and path.
pub(crate) fn finding() -> Finding {
    Finding::new(&RULE, "the page states no method and path")
}
