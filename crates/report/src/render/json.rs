//! One JSON object. The structs here are the published form; nothing else serialises findings.

use super::json_counts::{CountsObject, FindingCounts, ServiceObject, SeverityWord};
use crate::{OperationCount, ProbeSummary, Report, Skipped, Summary, ValidateSummary};
use driftline_finding::{Finding, Pointer, Provenance};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let document = match &report.summary {
        Summary::Extract(summary) => to_value(&ExtractReport {
            command: Extract::Extract,
            summary: CountsObject::of(summary.total(), FindingCounts::of(report)),
            services: summary.services.iter().map(ServiceObject::of).collect(),
            findings: report.findings.iter().map(FindingObject::of).collect(),
        })?,
        Summary::Validate(summary) => to_value(&ValidateReport {
            command: Validate::Validate,
            summary: ValidateCounts { exchanges: summary.into(), findings: FindingCounts::of(report) },
            operations: report.operations.iter().map(Observed::of).collect(),
            findings: report.findings.iter().map(FindingObject::of).collect(),
        })?,
        Summary::Probe(summary) => to_value(&probe_report(report, summary))?,
    };
    writeln!(out, "{document:#}")
}

fn to_value(report: &impl Serialize) -> io::Result<Value> {
    serde_json::to_value(report).map_err(io::Error::other)
}

/// The JSON Schemas of the reports, by file name, generated from the structs that are written.
pub fn json_schemas() -> Vec<(&'static str, Value)> {
    fn schema<T: JsonSchema>(title: &str) -> Value {
        let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
        schema.insert("title".to_owned(), json!(title));
        schema.to_value()
    }
    vec![
        ("extract-report.schema.json", schema::<ExtractReport<'_>>("driftline extract --report json")),
        ("validate-report.schema.json", schema::<ValidateReport<'_>>("driftline validate --format json")),
        ("probe-report.schema.json", schema::<ProbeReport<'_>>("driftline probe --format json")),
    ]
}

/// What reading pages found and counted.
#[derive(Serialize, JsonSchema)]
struct ExtractReport<'r> {
    /// The command that wrote this.
    command: Extract,
    /// The counts of all services.
    summary: CountsObject,
    /// The services, in the order in which they were read.
    services: Vec<ServiceObject<'r>>,
    /// The findings, by place.
    findings: Vec<FindingObject<'r>>,
}

/// What judging captures found and counted.
#[derive(Serialize, JsonSchema)]
struct ValidateReport<'r> {
    /// The command that wrote this.
    command: Validate,
    /// The counts.
    summary: ValidateCounts,
    /// The operations that were observed.
    operations: Vec<Observed<'r>>,
    /// The findings, by place.
    findings: Vec<FindingObject<'r>>,
}

/// What probing an API found and counted.
#[derive(Serialize, JsonSchema)]
struct ProbeReport<'r> {
    /// The command that wrote this.
    command: Probe,
    /// The counts.
    summary: ProbeCounts,
    /// The operations that were observed.
    operations: Vec<Observed<'r>>,
    /// The operations to which no request was sent.
    not_probed: Vec<SkippedObject<'r>>,
    /// The operations whose request got no answer.
    failed: Vec<SkippedObject<'r>>,
    /// The findings, by place.
    findings: Vec<FindingObject<'r>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Extract {
    Extract,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Validate {
    Validate,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Probe {
    Probe,
}

#[derive(Serialize, JsonSchema)]
struct ValidateCounts {
    #[serde(flatten)]
    exchanges: ExchangeCounts,
    /// Findings by severity.
    findings: FindingCounts,
}

/// exchanges = matched + unmatched + unreadable.
#[derive(Serialize, JsonSchema)]
struct ExchangeCounts {
    /// Records in the captures.
    exchanges: u64,
    /// Those that belong to an operation.
    matched: u64,
    /// Those that belong to none.
    unmatched: u64,
    /// Those that are no exchanges.
    unreadable: u64,
    /// Bodies that were judged.
    bodies_judged: u64,
    /// Matched exchanges of which nothing could be judged.
    unjudged: u64,
}

impl From<&ValidateSummary> for ExchangeCounts {
    fn from(summary: &ValidateSummary) -> ExchangeCounts {
        ExchangeCounts {
            exchanges: summary.exchanges,
            matched: summary.matched,
            unmatched: summary.unmatched,
            unreadable: summary.unreadable,
            bodies_judged: summary.bodies_judged,
            unjudged: summary.unjudged,
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct ProbeCounts {
    /// Operations in the contract: probed + not probed + failed.
    operations: u64,
    /// Those that answered.
    probed: u64,
    /// Those to which no request was sent.
    not_probed: u64,
    /// Those whose request got no answer.
    failed: u64,
    #[serde(flatten)]
    exchanges: ExchangeCounts,
    /// Findings by severity.
    findings: FindingCounts,
}

/// An operation and how often it was observed.
#[derive(Serialize, JsonSchema)]
struct Observed<'r> {
    /// The id of the operation.
    operation: &'r str,
    /// Method and path template.
    call: &'r str,
    /// Exchanges that belong to it.
    exchanges: u64,
}

impl<'r> Observed<'r> {
    fn of(count: &'r OperationCount) -> Observed<'r> {
        Observed { operation: &count.operation, call: &count.call, exchanges: count.exchanges }
    }
}

/// An operation of which nothing is known.
#[derive(Serialize, JsonSchema)]
struct SkippedObject<'r> {
    /// The id of the operation.
    operation: &'r str,
    /// Why.
    reason: &'r str,
}

impl<'r> SkippedObject<'r> {
    fn of(skipped: &'r Skipped) -> SkippedObject<'r> {
        SkippedObject { operation: &skipped.operation, reason: &skipped.reason }
    }
}

/// One occurrence of a rule.
#[derive(Serialize, JsonSchema)]
struct FindingObject<'r> {
    /// The id of the rule; `driftline explain RULE` tells more.
    rule: &'r str,
    /// How much it matters.
    severity: SeverityWord,
    /// What is the case, in one line.
    message: &'r str,
    /// The id of the operation concerned.
    operation: Option<&'r str>,
    /// JSON Pointer into the body: the wrong value; of a missing property, the object that lacks it.
    instance: Option<&'r str>,
    /// Where it was met.
    location: Option<LocationObject<'r>>,
    /// JSON Pointer into the contract: what is contradicted.
    spec: Option<&'r str>,
    /// What the contradicted part of the contract was read from.
    provenance: Option<ProvenanceObject<'r>>,
    /// The identity of the finding from run to run.
    fingerprint: String,
}

/// A place in a page or capture. Lines and columns count from 1; columns count characters.
#[derive(Serialize, JsonSchema)]
struct LocationObject<'r> {
    file: &'r str,
    line: Option<u32>,
    column: Option<u32>,
}

/// A row of a table on a page.
#[derive(Serialize, JsonSchema)]
struct ProvenanceObject<'r> {
    /// The file name of the page.
    page: &'r str,
    /// The heading of the section.
    section: Option<&'r str>,
    /// The number of the table, as `Table 6`.
    table: Option<&'r str>,
    /// The body row, from 1.
    row: Option<u32>,
    /// The caption of the table.
    caption: Option<&'r str>,
    /// The anchor of the table.
    anchor: Option<&'r str>,
    /// The line in the HTML.
    line: Option<u32>,
    /// The name and the type cell.
    cells: Option<&'r str>,
}

impl<'r> FindingObject<'r> {
    fn of(finding: &'r Finding) -> FindingObject<'r> {
        FindingObject {
            rule: finding.rule.id.as_str(),
            severity: finding.severity.into(),
            message: &finding.message,
            operation: finding.operation.as_deref(),
            instance: finding.instance.as_ref().map(Pointer::as_str),
            location: finding.place.as_ref().map(|place| LocationObject {
                file: &place.file,
                line: place.position.map(|position| position.line),
                column: place.position.map(|position| position.column),
            }),
            spec: finding.contract.as_ref().map(Pointer::as_str),
            provenance: finding.provenance.as_ref().map(ProvenanceObject::of),
            fingerprint: finding.fingerprint().to_string(),
        }
    }
}

impl<'r> ProvenanceObject<'r> {
    fn of(from: &'r Provenance) -> ProvenanceObject<'r> {
        ProvenanceObject {
            page: &from.page,
            section: from.section.as_deref(),
            table: from.table.as_deref(),
            row: from.row,
            caption: from.caption.as_deref(),
            anchor: from.anchor.as_deref(),
            line: from.line,
            cells: from.cells.as_deref(),
        }
    }
}

fn probe_report<'r>(report: &'r Report, summary: &'r ProbeSummary) -> ProbeReport<'r> {
    ProbeReport {
        command: Probe::Probe,
        summary: ProbeCounts {
            operations: summary.operations,
            probed: summary.probed,
            not_probed: summary.not_probed.len() as u64,
            failed: summary.failed.len() as u64,
            exchanges: (&summary.exchanges).into(),
            findings: FindingCounts::of(report),
        },
        operations: report.operations.iter().map(Observed::of).collect(),
        not_probed: summary.not_probed.iter().map(SkippedObject::of).collect(),
        failed: summary.failed.iter().map(SkippedObject::of).collect(),
        findings: report.findings.iter().map(FindingObject::of).collect(),
    }
}
