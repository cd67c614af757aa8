//! What of a contract was observed, in the formats that show it.

use crate::{
    support::{ODD, check, findings, json, report, text},
    without_assets,
};
use driftline_finding::{
    Pointer,
    coverage::{
        BodyCoverage, ContractCoverage, FieldCoverage, Inside, OperationCoverage, ParameterCoverage, Seen,
        StatusCoverage, ValueCoverage,
    },
};
use driftline_report::{Format, RenderOptions, Report, json_schemas};
use serde_json::{Value, json};

fn pointer(text: &str) -> Pointer {
    text.parse().expect("a pointer")
}

fn field(at: &str, times: u64, of: u64) -> FieldCoverage {
    FieldCoverage { field: pointer(at), seen: Seen { times, of } }
}

fn value(at: &str, value: Value, times: u64, of: u64) -> ValueCoverage {
    ValueCoverage { field: pointer(at), value, seen: Seen { times, of } }
}

fn statuses(all: &[(&str, u64)]) -> Vec<StatusCoverage> {
    all.iter().map(|(status, times)| StatusCoverage { status: (*status).to_owned(), times: *times }).collect()
}

fn body(status: Option<&str>, times: u64, inside: Inside) -> BodyCoverage {
    BodyCoverage { status: status.map(str::to_owned), media_type: "application/json".to_owned(), times, inside }
}

/// An operation with fields of all fates: seen, never seen beside others and with others in them, below an empty list.
fn thing() -> OperationCoverage {
    let fields = vec![
        field("/id", 28, 28),
        field("/lease", 0, 28),
        field("/lease/enable", 0, 0),
        field("/parts", 28, 28),
        field("/parts/*/id", 0, 0),
        field("/parts/*/size", 0, 0),
        FieldCoverage { field: Pointer::ROOT.key(ODD), seen: Seen { times: 0, of: 28 } },
    ];
    let values = (0..9).map(|number| value("/state", json!(format!("S{number}")), u64::from(number == 3), 28));
    let values = values.chain([value("/lease/kind", json!("x"), 0, 0), value("/state", json!(ODD), 0, 28)]).collect();
    let sent = Inside { fields: vec![field("/name", 0, 0)], ..Inside::default() };
    let parameter = |name: &str, times| ParameterCoverage {
        location: "query",
        name: name.to_owned(),
        seen: Seen { times, of: 28 },
        inside: Inside { values: vec![value("", json!("asc"), times, times)], ..Inside::default() },
    };
    OperationCoverage {
        operation: "ShowThing".to_owned(),
        call: "GET /v1/things/{id}".to_owned(),
        exchanges: 28,
        statuses: statuses(&[("200", 28), ("404", 0), ("5XX", 0)]),
        parameters: vec![parameter("limit", 28), parameter("sort", 0)],
        bodies: vec![
            body(None, 0, sent),
            body(Some("200"), 28, Inside { fields, values, is_cut: true }),
            body(Some("404"), 0, Inside::default()),
        ],
    }
}

fn coverage() -> ContractCoverage {
    let other = |operation: &str, exchanges| OperationCoverage {
        operation: operation.to_owned(),
        call: format!("GET /{operation}"),
        exchanges,
        statuses: statuses(&[("200", exchanges)]),
        ..OperationCoverage::default()
    };
    let long = "ListThingsWithANameThatIsLongerThanItsColumn";
    let operations = vec![thing(), other("List<Things>", 0), other(long, 1_234_567), other(ODD, 0)];
    ContractCoverage { operations }
}

fn covered() -> Report {
    report(findings()).coverage(Some(coverage()))
}

#[test]
fn what_was_never_seen_is_told_in_each_format_that_shows_it() {
    let report = report(Vec::new()).coverage(Some(coverage()));
    for format in [Format::Human, Format::Json, Format::Markdown, Format::Html] {
        let shown = text(&report, format);
        let shown = if format == Format::Html { without_assets(&shown) } else { shown };
        check(&format!("coverage_{format}"), &shown);
    }
}

#[test]
fn other_formats_stay_as_they_are() {
    for format in [Format::Sarif, Format::Junit, Format::Github, Format::Gitlab] {
        assert_eq!(text(&covered(), format), text(&report(findings()), format), "{format}");
    }
}

#[test]
fn nothing_that_a_contract_says_steers_what_reads_it() {
    for format in [Format::Human, Format::Markdown, Format::Html] {
        let shown = text(&covered(), format);
        assert!(!shown.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{format}: {shown}");
        assert!(format == Format::Human || !shown.contains("<script>alert"), "{format}");
    }
}

#[test]
fn the_table_fits_a_terminal_and_shows_all_to_those_who_ask() {
    let report = covered();
    let mut shown = Vec::new();
    let some = RenderOptions { most: Some(20), ..RenderOptions::default() };
    report.render(Format::Human, some, &mut shown).expect("a vector takes it");
    let shown = String::from_utf8(shown).expect("text");
    let (_, table) = shown.split_once("Coverage  ").expect("a table");
    let is_of_a_name = |line: &str| line.contains(ODD.split(' ').nth(8).unwrap_or_default());
    assert!(table.lines().all(|line| line.chars().count() <= 80 || is_of_a_name(line)), "{table}");
    assert!(table.contains("/state (\"S0\", \"S1\", \"S2\", … and 6 more)"), "{table}");
    assert!(text(&report, Format::Human).contains("\"S8\""));
}

#[test]
fn programs_get_all_of_it() {
    let report = covered();
    let document = json(&report, Format::Json);
    let schema = json_schemas().into_iter().find(|(file, _)| file.starts_with("validate")).expect("a schema").1;
    jsonschema::validate(&schema, &document).expect("it conforms");
    assert_eq!(document["coverage"]["operations"].as_array().map(Vec::len), Some(4));
    let last = text(&report, Format::Ndjson).lines().last().map(str::to_owned).expect("a line");
    let last: Value = serde_json::from_str(&last).expect("JSON");
    assert_eq!(last["coverage"], document["coverage"]);
}
