//! One small report that has everything odd in it.

use driftline_finding::{
    Acceptance, Causes, Family, Finding, Place, Pointer, Position, Provenance, Rule, RuleId, Severity, Standing,
    Witness,
};
use driftline_report::{
    Format, OperationCount, ProbeSummary, RenderOptions, Report, Skipped, Summary, ValidateSummary,
};
use serde_json::Value;
use std::sync::Arc;

pub(crate) static MISMATCH: Rule = rule("type-mismatch", Severity::Error);
pub(crate) static ENUM: Rule = rule("undocumented-enum-value", Severity::Warning);
pub(crate) static PROPERTY: Rule = rule("undocumented-property", Severity::Info);
pub(crate) static UNREADABLE: Rule = rule("exchange-unreadable", Severity::Error);
pub(crate) static UNUSED: Rule = rule("null-undocumented", Severity::Error);

/// What a hostile body may hold.
pub(crate) const ODD: &str = "\"a|b\" `c` <script>alert(1)</script> </details> {0} 100% ::error::x\r\n::set-env\u{1b}[31m ]]> [l](http://e.example) @all \u{202e}\u{ffff}";

pub(crate) const fn rule(id: &'static str, default: Severity) -> Rule {
    Rule {
        id: RuleId::new(id),
        family: Family::Exchange,
        default,
        summary: "a value is wrong",
        rationale: "It matters.",
        remedy: "Mend it.",
        triggers: "{\"a\": 1}",
        passes: "{}",
    }
}

pub(crate) fn row(field: &str) -> Provenance {
    Provenance {
        table: Some("Table 6".into()),
        caption: Some("Lease".into()),
        row: Some(3),
        line: Some(98),
        cells: Some(format!("{field}, String")),
        evidence: [("enum".to_owned(), "The state of the thing. Options: <b>|`x`".to_owned())].into(),
        ..Provenance::page("Show Thing.html")
    }
}

pub(crate) fn finding(rule: &'static Rule, item: usize, line: u32, keyword: &str, message: &str) -> Finding {
    let items = Pointer::ROOT.key("items");
    let contract = Pointer::ROOT.key("components").key("schemas").key("Lease").key("properties").key("state");
    Finding::new(rule, message)
        .operation("ShowThing")
        .instance(items.index(item).key("state"))
        .field(items.key("*").key("state"))
        .contract(contract.key(keyword))
        .provenance(row("state"))
        .place(Place::at("captures/my things,1.har", Position { line, column: 17 }))
}

pub(crate) fn findings() -> Vec<Finding> {
    let mended =
        Provenance { corrected: [("format".to_owned(), "the page is wrong".to_owned())].into(), ..row("enable") };
    let mut findings: Vec<Finding> = (0..12)
        .zip(58..)
        .map(|(item, line)| {
            let value = format!("\"N{}\"", item % 3);
            finding(&ENUM, item, line, "enum", &format!("{value} is new")).value(Some(value))
        })
        .collect();
    findings.extend([
        finding(&MISMATCH, 1, 41, "type", ODD).witness(Some(Witness::PageAgrees)),
        finding(&MISMATCH, 1, 41, "format", "expected a date").provenance(mended),
        Finding::new(&PROPERTY, "`co|our` is not documented")
            .operation("List<Things>")
            .instance(Pointer::ROOT)
            .place(Place::at("-", Position { line: 1, column: 2 })),
        Finding::new(&UNREADABLE, "line 9 is no exchange")
            .place(Place::at("./captures/b.ndjson", Position { line: 9, column: 1 })),
        Finding::new(&UNREADABLE, "a folder that cannot be read").instance(Pointer::ROOT.key("x")),
    ]);
    findings
}

pub(crate) fn report(findings: Vec<Finding>) -> Report {
    report_of(|summary| Report::new(summary, findings))
}

/// A report that keeps so many causes.
pub(crate) fn report_at_most(most: usize, findings: Vec<Finding>) -> Report {
    let mut causes = Causes::at_most(most);
    for finding in findings {
        causes.add(finding);
    }
    report_of(|summary| Report::of(summary, causes))
}

fn report_of(report: impl FnOnce(Summary) -> Report) -> Report {
    let summary =
        ValidateSummary { exchanges: 31, matched: 30, unreadable: 1, bodies_judged: 30, ..ValidateSummary::default() };
    let count = |operation: &str, call: &str, exchanges| OperationCount {
        operation: operation.into(),
        call: call.into(),
        exchanges,
        statuses: [(200, exchanges)].into_iter().filter(|(_, count)| *count > 0).collect(),
    };
    let operations = vec![
        count("ShowThing", "GET /v1/things/{id}", 28),
        count("List<Things>", "GET /v1/things", 1),
        count("DeleteThing", "DELETE /v1/things/{id}", 1),
        count("CreateThing", "POST /v1/things", 0),
    ];
    report(Summary::Validate(summary)).operations(operations).rules([&UNUSED, &ENUM, &MISMATCH])
}

pub(crate) fn probe() -> Report {
    let skipped = |operation: &str, reason: &str| Skipped { operation: operation.into(), reason: reason.into() };
    let summary = ProbeSummary {
        operations: 2,
        not_probed: vec![skipped("DeleteThing", "only GET is sent, and this is DELETE")],
        failed: vec![skipped("ListThings", "the <connection> was refused")],
        ..ProbeSummary::default()
    };
    Report::new(Summary::Probe(summary), Vec::new())
}

pub(crate) fn text(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    report.render(format, RenderOptions::default(), &mut out).expect("a vector takes it");
    String::from_utf8(out).expect("text").replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"VERSION\"")
}

pub(crate) fn json(report: &Report, format: Format) -> Value {
    serde_json::from_str(&text(report, format)).expect("JSON")
}

pub(crate) fn check(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../snapshots/report"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

/// The findings, of which those of one rule are accepted.
pub(crate) fn accepted() -> Vec<Finding> {
    let reason = "the vendor was told".to_owned();
    let place = Place::file("baseline.toml");
    let acceptance = Arc::new(Acceptance { reason, owner: "things team".to_owned(), until: None, place });
    let mut findings = findings();
    for finding in findings.iter_mut().filter(|finding| finding.rule == &ENUM) {
        finding.standing = Standing::Accepted(Arc::clone(&acceptance));
    }
    findings
}
