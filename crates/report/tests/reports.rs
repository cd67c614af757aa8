//! Reports as people and programs see them.

use driftline_finding::{Family, Finding, Place, Pointer, Position, Provenance, Rule, RuleId, Severity};
use driftline_report::{
    ConstraintCount, CorrectionCount, ExtractCounts, Format, OperationCount, ProbeSummary, RenderOptions, Report,
    RowCount, ServiceSummary, Skipped, Summary, ValidateSummary, json_schemas,
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
    let count = OperationCount {
        operation: "ShowThing".into(),
        call: "GET /v1/things/{id}".into(),
        exchanges: 3,
        statuses: [(200, 3)].into(),
    };
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

/// Two services, of which the first has findings on two pages.
fn extract() -> Report {
    let row = |rule, page: &str, line, message: &str| {
        let from = Provenance {
            table: Some("Table 6".into()),
            caption: Some("Lease".into()),
            row: Some(3),
            cells: Some("enable, Flt".into()),
            ..Provenance::page(page)
        };
        Finding::new(rule, message).provenance(from).place(Place::at(page, Position { line, column: 1 }))
    };
    let long = "the type \"Flt\" of `enable` says nothing of what the value may be, in any of the ways that are known";
    let findings = vec![
        row(&ENUM, "pages/ShowThing.html", 98, long),
        row(&ENUM, "pages/ShowThing.html", 12, "a value\u{1b}[31m"),
        row(&MISMATCH, "pages/ListThings.html", 7, "the example says otherwise"),
        Finding::new(&ENUM, "the page is odd").place(Place::file("pages/Other.html")),
    ];
    let calls =
        ["GET /v1/{project_id}/things/{id}", "GET /v2/things/{id}", "GET /v3/things/{id}", "GET /v4/things/{id}"];
    let calls = [("pages/ShowThing.html".to_owned(), calls.map(str::to_owned).to_vec())].into();
    let constraints = ConstraintCount { enums: 1203, ranges: 420, defaults: 1, ..ConstraintCount::default() };
    let rows = RowCount { read: 11_530, placed: 9_678, reported: 1_852 };
    let corrections = CorrectionCount { applied: 2, doubtful: 1, unread: 0 };
    let counts = ExtractCounts { pages: 3, operations: 1, parameters: 2, fields: 6120, constraints, rows, corrections };
    let things = ServiceSummary { service: "things".into(), counts, calls, ..ServiceSummary::default() };
    let counts = ExtractCounts { pages: 1, operations: 1, ..ExtractCounts::default() };
    let clean = ServiceSummary { service: "clean".into(), counts, ..ServiceSummary::default() };
    Report::of_services(vec![Report::of_service(things, findings), Report::of_service(clean, Vec::new())])
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
fn a_person_sees_the_findings_of_pages_in_any_width() {
    for columns in [45, 80] {
        let options = RenderOptions { columns: Some(columns), ..RenderOptions::default() };
        let shown = text(&extract(), Format::Human, options);
        assert!(shown.lines().all(|line| line.chars().count() <= columns), "{shown}");
        assert!(!shown.contains('\u{1b}'));
        check(&format!("human_extract_{columns}"), &shown);
    }
}

#[test]
fn of_the_findings_of_pages_the_worst_are_shown_and_the_others_counted() {
    let shown = |most, colour| text(&extract(), Format::Human, RenderOptions { most, colour, columns: None });
    let one = shown(Some(1), false);
    assert!(one.contains("ListThings.html") && !one.contains("ShowThing.html"), "{one}");
    assert!(one.contains("… and 3 more findings"), "{one}");
    assert!(shown(Some(0), false).starts_with("4 findings, of which none is shown"));
    let coloured = shown(None, true);
    assert!(coloured.contains('\u{1b}'));
    let stripped = coloured.split('\u{1b}').map(|part| part.split_once('m').map_or(part, |(_, rest)| rest));
    assert_eq!(stripped.collect::<String>().matches("line").count(), shown(None, false).matches("line").count());
}

#[test]
fn pages_of_which_one_thing_is_to_be_said_are_told_together() {
    let folder = "pages/of_a_service_whose_folders_have_long_names/and_in_them/others_of_the_same_kind";
    let odd = |page: &str| Finding::new(&ENUM, "the page is odd").place(Place::file(format!("{folder}/{page}")));
    let mut findings: Vec<Finding> = (1..=7).map(|number| odd(&format!("page_{number}/index.html"))).collect();
    // Of this page more is to be said.
    let twice = format!("{folder}/twice.html");
    findings.push(odd("twice.html"));
    findings
        .push(Finding::new(&MISMATCH, "so it is").place(Place::at(twice.as_str(), Position { line: 7, column: 1 })));
    findings.push(odd("a_page_of_a_name_that_is_long/which_is_in_a_folder_of_a_name_that_is_long/index.html"));
    let report = Report::of_service(ServiceSummary { service: "things".into(), ..ServiceSummary::default() }, findings);
    let shown = |most| text(&report, Format::Human, RenderOptions { most, ..RenderOptions::default() });
    let some = shown(Some(20));
    assert!(some.lines().all(|line| line.chars().count() <= 80), "{some}");
    check("human_extract_alike", &some);
    assert!(shown(None).contains("page_7/index.html") && !shown(None).contains("-v names all"));
    // What is told together costs nothing of what is to be shown.
    assert!(shown(Some(2)).contains("so it is") && !shown(Some(2)).contains("more findings"));
}

#[test]
fn what_was_read_from_pages_is_told_page_by_page() {
    for format in [Format::Markdown, Format::Junit] {
        check(&format!("{format}_extract"), &text(&extract(), format, RenderOptions::default()));
    }
    let page = text(&extract(), Format::Html, RenderOptions::default());
    for part in ["<h2 id=\"services\">", "<h3>ShowThing.html<small>GET /v1/{project_id}/things/{id}</small>"] {
        assert!(page.contains(part), "{page}");
    }
}

#[test]
fn colour_and_bounds_are_options() {
    let options = RenderOptions { colour: true, most: Some(1), ..RenderOptions::default() };
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
