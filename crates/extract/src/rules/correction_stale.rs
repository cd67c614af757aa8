//! `correction-stale`: see [`RULE`].

use crate::correct::{RowHash, Target};
use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("correction-stale"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a correction no longer fits the row that it mends",
    rationale: "The page was edited, so what the correction says may be wrong by now. What does not fit was not applied.",
    remedy: "Look at the row as it is. If it is still wrong in the same way, put the hash that the message names as `row`; else remove the correction.",
    triggers: r#"<!-- corrections:
service = "example"

[[correction]]
pages = ["Page.html"]
field = "count"
row = "0123456789abcdef"
type = "Integer"
reason = "A count is a number."
evidence = "The example shows 3."
-->
<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>count</td><td>String</td></tr></table>"#,
    passes: r#"<!-- corrections:
service = "example"

[[correction]]
pages = ["Page.html"]
field = "count"
row = "83774bb7fd09b217"
type = "Integer"
reason = "A count is a number."
evidence = "The example shows 3."
-->
<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>count</td><td>String</td></tr></table>"#,
};

/// More rows are not named in one message.
const MOST: usize = 3;

/// Some changes of a correction change nothing.
pub(crate) fn idle(target: &Target, page: Option<&str>, keys: &[&str]) -> Finding {
    let keys = keys.join("`, `");
    Finding::new(&RULE, format!("`{keys}` changes nothing: {target}{} is so already", on(page)))
}

/// No row has the hash; those of the name say this now.
pub(crate) fn changed(target: &Target, page: Option<&str>, rows: &[(&RowHash, &str)]) -> Finding {
    Finding::new(&RULE, format!("the row of {target}{} has changed; it is now {}", on(page), named(rows)))
}

/// The correction does not say the hash of its row.
pub(crate) fn unpinned(target: &Target, page: Option<&str>, rows: &[(&RowHash, &str)]) -> Finding {
    Finding::new(
        &RULE,
        format!("no `row` is given for {target}{}, so nothing is mended; it is {}", on(page), named(rows)),
    )
}

/// No row bears the name there.
pub(crate) fn gone(target: &Target, page: Option<&str>) -> Finding {
    Finding::new(&RULE, format!("no row that was read is {target}{}", on(page)))
}

/// No page has the operation or component.
pub(crate) fn absent(target: &Target) -> Finding {
    Finding::new(&RULE, format!("no page that was read has {target}; give its `pages` if others do"))
}

fn on(page: Option<&str>) -> String {
    page.map(|page| format!(" on {page}")).unwrap_or_default()
}

fn named(rows: &[(&RowHash, &str)]) -> String {
    let shown = rows.iter().take(MOST).map(|(hash, row)| format!("row = \"{hash}\" ({})", row.escape_debug()));
    let mut texts: Vec<String> = shown.collect();
    if rows.len() > MOST {
        texts.push(format!("one of {} more; give `table`", rows.len() - MOST));
    }
    texts.join(" or ")
}
