//! Reports as people and programs see them.

use driftline_finding::{Family, Finding, Place, Pointer, Position, Provenance, Rule, RuleId, Severity};
use driftline_report::{
    ExtractSummary, Format, OperationCount, ProbeSummary, RenderOptions, Report, Skipped, Summary, ValidateSummary,
    json_schemas,
};

static MISMATCH: Rule = rule("type-mismatch", Severity::Error);
static ENUM: Rule = rule("undocumented-enum-value", Severity::Warning);

const fn rule(id: &'static str, default: Severity) -> Rule {
    Rule {
        id: RuleId::new(id),
        family: Family::Exchange,
        default,
        summary: "a value is wrong",
        rationale: "It matters.",
        remedy: "Mend it.",
        triggers: "{}",
        passes: "{}",
    }
}

fn finding(rule: &'static Rule, line: u32, field: &str, keyword: &str, message: &str) -> Finding {
    let from = Provenance {
        table: Some("Table 6".into()),
        caption: Some("Lease".into()),
        row: Some(3),
        cells: Some(format!("{field}, String")),
        evidence: [("enum".to_owned(), "The state of the thing. Options:".to_owned())].into(),
        ..Provenance::page("ShowThing.html")
    };
    Finding::new(rule, message)
        .operation("ShowThing")
        .instance(Pointer::ROOT.key("lease").key(field))
        .contract(Pointer::ROOT.key("components").key("schemas").key("Lease").key("properties").key(field).key(keyword))
        .provenance(from)
        .place(Place::at("captures/things.har", Position { line, column: 17 }))
}

fn validate() -> Report {
    let summary =
        ValidateSummary { exchanges: 4, matched: 3, unreadable: 1, bodies_judged: 3, ..ValidateSummary::default() };
    let long = "expected one of the 14 documented values, and got \"HIBERNATING\", which is not among them at all, at least not today";
    let findings = vec![
        finding(&ENUM, 58, "state", "enum", long),
        finding(&MISMATCH, 41, "enable", "type", "expected boolean, got string \"y\u{1b}es\""),
        finding(&ENUM, 70, "state", "enum", "\"ASLEEP\" is not documented"),
        Finding::new(&MISMATCH, "line 9 is no exchange")
            .place(Place::at("captures/b.ndjson", Position { line: 9, column: 1 })),
    ];
    let count = OperationCount { operation: "ShowThing".into(), call: "GET /v1/things/{id}".into(), exchanges: 3 };
    Report::new(Summary::Validate(summary), findings).operations(vec![count])
}

fn probe() -> Report {
    let skipped = |operation: &str, reason: &str| Skipped { operation: operation.into(), reason: reason.into() };
    let summary = ProbeSummary {
        operations: 3,
        probed: 1,
        not_probed: vec![skipped("DeleteThing", "only GET is sent, and this is DELETE")],
        failed: vec![skipped("ListThings", "the connection was refused")],
        exchanges: ValidateSummary { exchanges: 1, matched: 1, bodies_judged: 1, ..ValidateSummary::default() },
    };
    Report::new(Summary::Probe(summary), Vec::new())
}

fn extract() -> Report {
    Report::new(Summary::Extract(ExtractSummary { pages: 1, operations: 1, ..ExtractSummary::default() }), Vec::new())
}

fn text(report: &Report, format: Format, options: RenderOptions) -> String {
    let mut out = Vec::new();
    report.render(format, options, &mut out).expect("a vector takes it");
    String::from_utf8(out).expect("text")
}

fn check(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/report");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn a_person_sees_causes_by_operation_in_80_columns() {
    let shown = text(&validate(), Format::Human, RenderOptions::default());
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    assert!(!shown.contains('\u{1b}'));
    check("human_validate", &shown);
    check("human_probe", &text(&probe(), Format::Human, RenderOptions::default()));
}

#[test]
fn colour_and_bounds_are_options() {
    let options = RenderOptions { colour: true, most: Some(1) };
    let shown = text(&validate(), Format::Human, options);
    assert!(shown.contains('\u{1b}') && shown.contains("and 2 findings more"), "{shown}");
}

#[test]
fn json_reports_conform_to_their_published_schemas() {
    let schemas = json_schemas();
    for (report, name) in [(extract(), "extract"), (validate(), "validate"), (probe(), "probe")] {
        let schema =
            schemas.iter().find(|(file, _)| file.starts_with(name)).map(|(_, schema)| schema).expect("a schema");
        let shown = text(&report, Format::Json, RenderOptions::default());
        let document = serde_json::from_str(&shown).expect("JSON");
        let errors: Vec<_> = jsonschema::validator_for(schema)
            .expect("it compiles")
            .iter_errors(&document)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, [] as [String; 0]);
        check(&format!("json_{name}"), &shown);
    }
}
