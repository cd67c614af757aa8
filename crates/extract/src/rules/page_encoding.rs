//! `page-encoding`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

/// In the example, `\xdf` stands for the single byte.
pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("page-encoding"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a page is not valid UTF-8",
    rationale: "Characters that cannot be read were replaced, so names and values may be wrong.",
    remedy: "Save the page as UTF-8.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h1>Stra\xdfe</h1>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h1>Straße</h1>"#,
};

/// The page holds bytes that are not UTF-8.
pub(crate) fn finding() -> Finding {
    Finding::new(&RULE, "the page is not valid UTF-8; unreadable characters were replaced")
}
