//! SARIF 2.1.0, for code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>. Numbers in parentheses are its sections.

use super::{
    standing,
    told::{Said, at, left_out, others, row, said, values},
};
use crate::{
    Report,
    explain::{explain, rule_page, sentence},
    text::printable,
};
use driftline_finding::{Cause, Finding, Place, Pointer, Provenance, Rule, RuleId, Severity, Spot, Standing};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name below which our fingerprint stands (3.27.17); its number changes when what it is made of does.
const FINGERPRINT: &str = "driftline/v1";
/// The folder of the pages (3.14.14): a contract knows their names, and not where they are.
const PAGES: &str = "PAGES";

/// A log (3.13) of one run.
#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

/// A run (3.14).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Value,
    original_uri_base_ids: Value,
    column_kind: &'static str,
    results: Results<'r>,
    properties: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    invocations: Option<Value>,
}

/// The causes, of which one result is made after the other: all at once would be many times as large.
struct Results<'r> {
    report: &'r Report,
    number: BTreeMap<RuleId, usize>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Results { report, number } = self;
        let result = |cause: &Cause| result(report, cause, number.get(&cause.first.rule.id));
        serializer.collect_seq(report.causes.iter().map(result))
    }
}

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let rules = rules(report);
    let number = rules.iter().enumerate().map(|(at, rule)| (rule.id, at)).collect();
    let told = left_out(report);
    let run = Run {
        tool: json!({"driver": {
            "name": "driftline",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
        }}),
        original_uri_base_ids: json!({PAGES: {"description": {"text": "The folder of the pages behind the contract."}}}),
        column_kind: "unicodeCodePoints",
        results: Results { report, number },
        properties: json!({"summary": report.summary_line()}),
        invocations: (!told.is_empty()).then(|| json!([notified(&told)])),
    };
    serde_json::to_writer_pretty(&mut *out, &Log { schema: SCHEMA, version: "2.1.0", runs: [run] })?;
    writeln!(out)
}

/// A run that says that results are left out (3.20.21): that it was cut short is no fault of it.
fn notified(told: &[String]) -> Value {
    let text = told.iter().map(|line| plain(line)).collect::<Vec<_>>().join("\n");
    json!({
        "executionSuccessful": true,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    })
}

/// The rules that were looked for and those that were met, by id.
fn rules(report: &Report) -> Vec<&'static Rule> {
    let met = report.causes.iter().map(|cause| cause.first.rule);
    let all: BTreeMap<RuleId, &'static Rule> =
        report.rules.iter().copied().chain(met).map(|rule| (rule.id, rule)).collect();
    all.into_values().collect()
}

/// A rule (3.49).
fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id.as_str(),
        "shortDescription": {"text": sentence(rule.summary)},
        "fullDescription": {"text": rule.rationale},
        "help": {"text": explain(rule), "markdown": rule_page(rule)},
        "defaultConfiguration": {"level": level(rule.default)},
        "properties": {"tags": [rule.family.as_str()]},
    })
}

/// A cause (3.27): its first place is where it is, the others are related.
fn result(report: &Report, cause: &Cause, rule: Option<&usize>) -> Value {
    let finding = &cause.first;
    let fingerprint = cause.fingerprint.to_string();
    let standing = report.compared.then_some(&finding.standing);
    object([
        ("ruleId", Some(finding.rule.id.as_str().into())),
        ("ruleIndex", rule.map(|at| json!(at))),
        ("level", Some(level(cause.severity).into())),
        ("message", Some(json!({"text": text(cause)}))),
        ("locations", Some(json!([location(finding)]))),
        ("relatedLocations", Some(related(cause)).filter(|all| !all.is_empty()).map(Value::from)),
        ("occurrenceCount", Some(cause.count().into())),
        ("partialFingerprints", Some(json!({FINGERPRINT: fingerprint}))),
        ("baselineState", standing.map(|known| baseline_state(known).into())),
        ("suppressions", standing.map(suppressions)),
    ])
}

/// Who accepted a finding did so outside of the capture (3.35.2). If one result of a run says it, all do (3.27.23).
fn suppressions(standing: &Standing) -> Value {
    match standing {
        Standing::Accepted(acceptance) if acceptance.reason.is_empty() => {
            json!([{"kind": "external", "status": "accepted"}])
        }
        Standing::Accepted(acceptance) => {
            json!([{"kind": "external", "status": "accepted", "justification": plain(&acceptance.reason)}])
        }
        Standing::New | Standing::Expired(_) => json!([]),
    }
}

/// Whether the baseline has it (3.27.24); one that has expired is not new.
const fn baseline_state(standing: &Standing) -> &'static str {
    match standing {
        Standing::New => "new",
        Standing::Accepted(_) | Standing::Expired(_) => "unchanged",
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn text(cause: &Cause) -> String {
    let mut lines = vec![cause.first.message.clone()];
    lines.extend(others(cause));
    lines.extend(values(cause).map(|values| format!("values: {values}")));
    lines.extend(row(&cause.first).map(|row| format!("page: {row}")));
    lines.extend(cause.first.witness.map(|witness| format!("moved: {witness}")));
    lines.extend(standing::words(&cause.first.standing).map(|words| format!("known: {words}")));
    lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join("\n")
}

/// A line that is no more than its text. `{0}` stands for an argument and is doubled (3.11.5); other braces stay, as
/// readers show them as they are. Brackets make a link only where `(` follows (3.11.6), and are escaped there.
fn plain(line: &str) -> String {
    let mut text = printable(line);
    if text.contains("](") {
        text = text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    }
    let is_argument = |rest: &str| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && rest[digits..].starts_with('}')
    };
    if text.split('{').skip(1).any(is_argument) {
        text = text.replace('{', "{{").replace('}', "}}");
    }
    text
}

/// Where a finding is (3.28): in the capture or page, and in the operation and its body. GitHub refuses a log in which a
/// result has no file, so what stands in none stands in its page, or in `-`.
fn location(finding: &Finding) -> Value {
    let place = finding.place.as_ref().map(physical);
    let physical = place.or_else(|| finding.provenance.as_deref().map(page_place));
    let physical = physical.unwrap_or_else(|| json!({"artifactLocation": {"uri": "-"}}));
    let logical = Some(logical(finding)).filter(|all| !all.is_empty()).map(Value::from);
    object([("physicalLocation", Some(physical)), ("logicalLocations", logical)])
}

/// A file and the position in it (3.29).
fn physical(place: &Place) -> Value {
    let region = place.position.map(|at| json!({"startLine": at.line.max(1), "startColumn": at.column.max(1)}));
    object([("artifactLocation", Some(json!({"uri": uri(&place.file)}))), ("region", region)])
}

/// The operation, and the value in its body (3.33).
fn logical(finding: &Finding) -> Vec<Value> {
    let operation = finding.operation.as_deref();
    let value = finding.instance.as_ref().map(|instance| {
        let name = instance.last().map(|name| printable(&name)).or_else(|| at(finding));
        let path = format!("{}#{instance}", operation.unwrap_or_default());
        object([
            ("name", name.map(Value::from)),
            ("fullyQualifiedName", Some(path.into())),
            ("kind", Some("value".into())),
        ])
    });
    let operation = operation.map(|id| json!({"name": id, "fullyQualifiedName": id, "kind": "function"}));
    operation.into_iter().chain(value).collect()
}

/// What the finding contradicts, and where else it was met (3.27.22).
fn related(cause: &Cause) -> Vec<Value> {
    let finding = &cause.first;
    let page = finding.provenance.as_ref().map(|from| page(finding, from));
    let contract = finding.contract.as_ref().map(contract);
    let at = |spot: &Spot, words: &str| {
        let physical = spot.place.as_ref().map(physical)?;
        Some(json!({"physicalLocation": physical, "message": {"text": words}}))
    };
    let places = cause.places().skip(1).filter_map(|spot| at(spot, "also here"));
    let last = cause.last().filter(|_| cause.places_left_out() > 0).and_then(|spot| at(spot, "last here"));
    let mut all: Vec<Value> = page.into_iter().chain(contract).chain(places).chain(last).collect();
    for (id, location) in all.iter_mut().enumerate() {
        location["id"] = json!(id + 1);
    }
    all
}

/// The row of the page, and its sentence.
fn page(finding: &Finding, from: &Provenance) -> Value {
    let mut message = printable(&from.to_string());
    match said(finding) {
        Some(Said::Page(sentence)) => message = format!("{message}: \"{sentence}\""),
        Some(Said::Mended { reason, .. }) => message = format!("{message}; mended: {reason}"),
        None => {}
    }
    json!({"physicalLocation": page_place(from), "message": {"text": plain(&message)}})
}

fn page_place(from: &Provenance) -> Value {
    let region = from.line.map(|line| json!({"startLine": line.max(1)}));
    let artifact = json!({"uri": uri(&from.page), "uriBaseId": PAGES});
    object([("artifactLocation", Some(artifact)), ("region", region)])
}

fn contract(at: &Pointer) -> Value {
    let name = at.last().map(|name| printable(&name).into());
    let member =
        object([("name", name), ("fullyQualifiedName", Some(at.as_str().into())), ("kind", Some("value".into()))]);
    json!({"logicalLocations": [member], "message": {"text": "in the contract"}})
}

/// A path as a URI reference (3.4.3, RFC 3986): from the root on with its scheme, else relative.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut uri = String::with_capacity(path.len());
    uri.push_str(if drive {
        "file:///"
    } else if path.starts_with('/') {
        "file://"
    } else {
        ""
    });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// An object of those members that have a value.
fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let members = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(members.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_neither_link_nor_argument() {
        assert_eq!(plain("see [this](http://a)"), "see \\[this\\](http://a)");
        assert_eq!(plain("[1] of /{id}"), "[1] of /{id}");
        assert_eq!(plain("{0} of {id}"), "{{0}} of {{id}}");
    }

    #[test]
    fn paths_are_uri_references() {
        assert_eq!(uri("a b/ä%.har"), "a%20b/%C3%A4%25.har");
        assert_eq!(uri("/a:1.har"), "file:///a%3A1.har");
        assert_eq!(uri("C:\\a.har"), "file:///C%3A/a.har");
        assert_eq!(uri("./a/b.har"), "a/b.har");
    }
}
