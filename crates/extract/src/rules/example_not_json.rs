//! `example-not-json`: see [`RULE`].

use crate::example_json::FlawKind;
use driftline_finding::{Family, Finding, Rule, RuleId, Severity};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("example-not-json"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "an example body is not JSON",
    rationale: "Readers copy examples. One that does not parse was never sent by the API, and it cannot witness which side moved.",
    remedy: "Mend the example on the page; the message says what is wrong in which line of it, and whether it was read nevertheless.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Example Responses</h4><pre>{"id": 1,}</pre>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things</p>
<h4>Example Responses</h4><pre>{"id": 1}</pre>"#,
};

/// The flaws of an example with their lines in it, at least one. `is_read` says whether there was one way to mend them.
pub(crate) fn mended(flaws: &[(FlawKind, usize)], is_read: bool) -> Finding {
    let mut kinds: Vec<FlawKind> = Vec::new();
    for (kind, _) in flaws {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    let shown: Vec<String> = kinds
        .iter()
        .map(|kind| {
            let lines = flaws.iter().filter(|(other, _)| other == kind).map(|(_, line)| line.to_string());
            let lines: Vec<String> = lines.collect();
            let more = if lines.len() > SHOWN { format!(" and {} more", lines.len() - SHOWN) } else { String::new() };
            let noun = if lines.len() == 1 { "line" } else { "lines" };
            format!("{} ({noun} {}{more})", kind.as_str(), lines[..lines.len().min(SHOWN)].join(", "))
        })
        .collect();
    let end =
        if is_read { "it was read with that mended" } else { "it can be mended in several ways and was left out" };
    Finding::new(&RULE, format!("the example is not JSON for {}; {end}", shown.join(", ")))
}

/// The example makes no sense from a line of it on.
pub(crate) fn senseless(what: &str, line: u32) -> Finding {
    Finding::new(&RULE, format!("the example is not JSON for {what} (line {line}); it was left out"))
}

/// How many lines a message shows of each flaw.
const SHOWN: usize = 3;
