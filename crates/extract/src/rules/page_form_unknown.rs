//! `page-form-unknown`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("page-form-unknown"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a page is written in a form that cannot be read",
    rationale: "It lists calls in tables of method and path, many on one page, with their parameters in running text. \
                Reading half of it would give operations that lack their parameters.",
    remedy: "Describe each call on a page of its own, with tables of its parameters.",
    triggers: r"<h4>Things</h4><table><tr><th>Method</th><th>Path</th></tr></table>
<p>id (string) - Specifies the thing.</p>",
    passes: r"<h4>URI</h4><p>GET /v1/things</p>",
};

/// The page lists its calls in tables.
pub(crate) fn finding() -> Finding {
    Finding::new(&RULE, "the page lists its calls in tables of method and path; none of it was read")
}
