//! `baseline-stale`: see [`RULE`].

use crate::Entry;
use driftline_finding::{Family, Finding, Fingerprint, Pointer, Rule, RuleId, Severity, words::escape};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("baseline-stale"),
    family: Family::Baseline,
    default: Severity::Warning,
    summary: "an accepted finding was not met",
    rationale: "Either the defect is gone, and the entry would hide its return; or the captures no longer show what they \
         did when it was accepted.",
    remedy: "Where the defect is gone, remove the entry: `driftline baseline write` does, and keeps the others. Where the \
         captures hold only a part of the traffic, judge all of it together, or set the severity of this rule to off.",
    triggers: r#"[[accepted]]
rule = "type-mismatch"
operation = "ShowThing"
field = "/ready"
message = 'expected boolean, got string "yes"'
fingerprint = "0123456789abcdef"
reason = "The vendor will mend it in May."
owner = "things team""#,
    passes: r#"[[accepted]]
rule = "type-mismatch"
operation = "ShowThing"
field = "/enabled"
message = 'expected boolean, got string "yes"'
fingerprint = "bbc3b24b9737afc3"
reason = "The vendor will mend it in May."
owner = "things team""#,
};

/// No finding has the fingerprint of the entry. The field is the fingerprint, so that each entry is a cause of its own.
pub(crate) fn finding(fingerprint: Fingerprint, entry: &Entry) -> Finding {
    let Entry { rule, operation, field, message, acceptance, .. } = entry;
    let operation = operation.as_ref().map(|id| format!(" of {}", escape(id))).unwrap_or_default();
    let field = field.as_ref().filter(|at| !at.is_root());
    let field = field.map(|at| format!(" at {}", escape(at.as_str()))).unwrap_or_default();
    let said = if message.is_empty() { String::new() } else { format!(": {message}") };
    Finding::new(&RULE, format!("nothing in this run is the accepted `{}`{operation}{field}{said}", escape(rule)))
        .field(Pointer::ROOT.key(&fingerprint.to_string()))
        .place(acceptance.place.clone())
}
