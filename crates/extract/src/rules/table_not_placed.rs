//! `table-not-placed`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{count, cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("table-not-placed"),
    family: Family::Page,
    default: Severity::Info,
    summary: "a table did not become part of the contract",
    rationale: "Rows of another kind (error codes, quotas) rightly stay out; rows of parameters are missing from the contract.",
    remedy: "Nothing, if the table describes no parameters. Else link to it from the row that means it, or give it a header that says Parameter and Type, below a heading about the request or the response.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Error Codes</h4>
<table><tr><th>Error Code</th><th>Meaning</th></tr><tr><td>E.1</td><td>Failed</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Response Parameters</h4>
<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>"#,
};

/// `rows` rows under `header` have no place in the contract.
pub(crate) fn finding(rows: usize, header: &[String]) -> Finding {
    let header = header.join(" | ");
    Finding::new(
        &RULE,
        format!("{} under \"{}\" did not enter the contract", count(rows, "row"), header.escape_debug()),
    )
}

/// `rows` rows of parameters stand below a heading about something else.
pub(crate) fn misplaced(rows: usize, heading: &str) -> Finding {
    let (rows, heading) = (count(rows, "row"), cut(&escape(heading)));
    let message =
        format!("{rows} of parameters did not enter the contract: \"{heading}\" is about neither request nor response");
    Finding::new(&RULE, message)
}

/// `rows` rows of parameters stand on a page without a call.
pub(crate) fn unlinked(rows: usize) -> Finding {
    let rows = count(rows, "row");
    let message = format!(
        "{rows} of parameters did not enter the contract: the page states no call, and no page read links here"
    );
    Finding::new(&RULE, message)
}

/// `rows` rows stand where no table is read.
pub(crate) fn hidden(rows: usize) -> Finding {
    let rows = count(rows, "row");
    Finding::new(&RULE, format!("{rows} in headings, captions, code, navigation or too deep nesting were not read"))
}
