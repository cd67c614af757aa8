//! `page-form-unknown`: see [`RULE`].

use crate::Dialect;
use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("page-form-unknown"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a page is written in a form that cannot be read",
    rationale: "It lists calls in tables of method and path, many on one page, with their parameters in running text. \
                Reading half of it would give operations that lack their parameters. Or `--dialect` names a generator that \
                did not make the page.",
    remedy: "Describe each call on a page of its own, with tables of its parameters. Leave `--dialect` out to have each page looked at.",
    triggers: r"<h4>Things</h4><table><tr><th>Method</th><th>Path</th></tr></table>
<p>id (string) - Specifies the thing.</p>",
    passes: r"<h4>URI</h4><p>GET /v1/things</p>",
};

/// The page is not in the dialect that it was said to be in.
pub(crate) fn misnamed(dialect: Dialect) -> Finding {
    let finding = format!("the page is not in the dialect `{dialect}` that was asked for; none of it was read");
    Finding::new(&RULE, finding)
}

/// The page lists its calls in tables.
pub(crate) fn finding() -> Finding {
    Finding::new(&RULE, "the page lists its calls in tables of method and path; none of it was read")
}
