//! `page-too-complex`: see [`RULE`].

use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

/// In the example, `<div>×200` stands for as many tags.
pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("page-too-complex"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a page holds more markup than is read",
    rationale: "Reading must take time and memory in proportion to the page. Of tags nested deeper than 128, of more than 400,000 elements, of merged cells that repeat 16 MiB and of what follows 8 MiB, the rest was left out.",
    remedy: "Look at the page: its tags are probably not closed. Else split it.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Notes</h4><div>×200"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Notes</h4><div>×20"#,
};

/// The page exceeds a limit.
pub(crate) fn finding() -> Finding {
    Finding::new(&RULE, "the page holds more markup than is read; some of its tags, cells or text were left out")
}
